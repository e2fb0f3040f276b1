//! Errands over HTTP, against a real server: once each, refusals in its words, and guests.

use std::time::{Duration, Instant};

use bevy::prelude::*;
use village_economy::Micro;
use village_game::{Came, Face, Gifts, Knock, Playing, Scene, State, Wanted};
use village_protocol::play::{Errand, Gift};
use village_sim::{Outcome, PostId, ReplyId, VillagerId};

use crate::counter::Counter;
use crate::kit::client_of;

const PATIENCE: Duration = Duration::from_secs(30);

struct Desk {
    app: App,
    counter: Counter,
}

impl Desk {
    /// A client of a counter; Ada lives there.
    fn open() -> Self {
        let counter = Counter::open();
        let mut app = client_of(Some(counter.address.parse().unwrap()), None);
        let face =
            Face { slug: "ada".into(), name: "Ada".into(), role: "baker".into(), look: None };
        app.world_mut().resource_mut::<Scene>().cast.insert(VillagerId(0), face);
        Self { app, counter }
    }

    fn sign_in(&mut self) {
        let (name, password) = ("erik".to_owned(), "a good long password".to_owned());
        self.app.world_mut().write_message(Knock::In { name, password });
        self.until(|app| app.world().resource::<Playing>().player().is_some().then_some(()));
    }

    fn until<T>(&mut self, mut look: impl FnMut(&mut App) -> Option<T>) -> T {
        let end = Instant::now() + PATIENCE;
        loop {
            self.app.update();
            if let Some(seen) = look(&mut self.app) {
                return seen;
            }
            assert!(Instant::now() < end, "nothing came in time");
            std::thread::yield_now();
        }
    }

    /// What comes of an errand.
    fn does(&mut self, errand: Errand) -> Came {
        self.app.world_mut().write_message(Wanted(errand.clone()));
        self.until(|app| {
            let came = app.world_mut().resource_mut::<Messages<Came>>().drain().collect::<Vec<_>>();
            came.into_iter().find(|came| came.errand == errand)
        })
    }

    fn playing(&self) -> Playing {
        self.app.world().resource::<Playing>().clone()
    }

    fn ledger(&self) -> usize {
        self.counter.books.lock().unwrap().ledger.len()
    }
}

fn gift(amount: i64) -> Gift {
    Gift {
        agent: VillagerId(0),
        amount: Micro::new(amount),
        reason: "warm bread".to_owned(),
        post: PostId(7),
        reply: None,
        own: false,
    }
}

#[test]
fn a_reward_stands_in_the_ledger_and_says_what_is_left() {
    let mut desk = Desk::open();
    desk.sign_in();
    let came = desk.does(Errand::Reward(gift(2_500_000)));
    assert!(matches!(came.came, Ok(Outcome::Paid { transfer: 1, .. })), "{came:?}");
    let books = desk.counter.books.lock().unwrap();
    assert_eq!(books.ledger[0]["agent_id"], "ada");
    assert_eq!(books.ledger[0]["amount"], "2.5");
    assert_eq!(books.ledger[0]["post_id"], 7);
    drop(books);
    let left = desk.until(|app| app.world().resource::<Playing>().player()?.left);
    assert!([Micro::coins(15), Micro::new(17_500_000)].contains(&left));
    let gifts = desk.app.world().resource::<Gifts>();
    assert!(matches!(gifts.0[0].state, State::Settled { transfer: 1, .. }), "{gifts:?}");
    let came = desk.does(Errand::Undo { transfer: 1 });
    assert!(came.came.is_ok(), "{came:?}");
    desk.until(|app| {
        let gifts = app.world().resource::<Gifts>();
        matches!(gifts.0[0].state, State::Undone { .. }).then_some(())
    });
}

#[test]
fn an_answer_that_is_lost_is_asked_for_again_and_it_is_done_once() {
    let mut desk = Desk::open();
    desk.sign_in();
    desk.counter.books.lock().unwrap().swallows = 2;
    let came = desk.does(Errand::Reward(gift(1_000_000)));
    assert!(came.came.is_ok(), "{came:?}");
    assert_eq!(desk.ledger(), 1);
    let books = desk.counter.books.lock().unwrap();
    let asked = books.asked.iter().filter(|line| line.ends_with("/economy/reward")).count();
    assert_eq!((asked, books.keys.len()), (3, 1));
}

#[test]
fn a_refusal_comes_in_the_words_of_the_village() {
    let mut desk = Desk::open();
    desk.sign_in();
    let denied = desk.does(Errand::Reward(gift(13_000_000))).came.unwrap_err();
    assert_eq!(denied.code, "allowance");
    assert_eq!(denied.detail, "Only 17.5 of today's allowance is left.");
    let mut nobody = gift(1_000_000);
    nobody.agent = VillagerId(9);
    let denied = desk.does(Errand::Reward(nobody)).came.unwrap_err();
    assert_eq!(denied.code, "unknown_agent");
    assert_eq!(desk.ledger(), 0);
    let reply = Errand::Reply { post: PostId(7), body: "Keep me a loaf.".to_owned() };
    assert_eq!(desk.does(reply).came, Ok(Outcome::Replied { reply: ReplyId(4) }));
}

#[test]
fn guests_send_nothing_and_a_wrong_password_says_so() {
    let mut desk = Desk::open();
    let denied = desk.does(Errand::Reward(gift(1_000_000))).came.unwrap_err();
    assert_eq!(denied.code, "unauthorized");
    let (name, password) = ("erik".to_owned(), "guess".to_owned());
    desk.app.world_mut().write_message(Knock::In { name, password });
    let why = desk.until(|app| match app.world().resource::<Playing>() {
        Playing::Lost { why } => Some(why.clone()),
        _ => None,
    });
    assert_eq!(why, "Name and password do not fit together.");
    let asked = desk.counter.books.lock().unwrap().asked.clone();
    assert!(!asked.iter().any(|line| line.contains("/economy/")), "{asked:?}");
}

#[test]
fn a_token_will_do_and_a_session_that_ended_is_told() {
    let mut desk = Desk::open();
    desk.app.world_mut().write_message(Knock::Token("village_good".to_owned()));
    desk.until(|app| app.world().resource::<Playing>().player().is_some().then_some(()));
    desk.counter.books.lock().unwrap().stale = true;
    let denied = desk.does(Errand::Reward(gift(1_000_000))).came.unwrap_err();
    assert_eq!(denied.code, "unauthorized");
    assert!(matches!(desk.playing(), Playing::Lost { .. }));
    desk.app.world_mut().write_message(Knock::Out);
    desk.until(|app| (*app.world().resource::<Playing>() == Playing::Nobody).then_some(()));
}
