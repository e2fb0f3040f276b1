//! Questions to the village's own pages and what came back: sprite sheets, notes, who somebody is.
//! A few at a time; an answer that is too large or too late counts as none. What must be live comes
//! by the stream, not by here.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};

use bevy::prelude::*;

use crate::address::Address;
use crate::errand::Pass;

/// Questions on their way at once.
const UNDER_WAY_MAX: usize = 4;
/// Questions that wait; more are dropped.
const WAITING_MAX: usize = 2_000;
/// Largest answer that is read, in bytes.
const ANSWER_MAX: usize = 4 * 1024 * 1024;

/// A question.
#[derive(Message, Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// The sprite sheet of a villager.
    Sheet(Arc<str>),
    /// Who somebody is.
    Agent(Arc<str>),
    /// A note with its replies.
    Post(u64),
    /// Notes in which words stand.
    Find(Arc<str>),
    /// The statement of somebody's purse.
    Statement(Arc<str>),
    /// What the village's money did lately.
    Ledger,
    /// How many watch and how many play.
    Presence,
    /// What a person, by name, and a villager wrote to each other.
    Mail(Arc<str>, Arc<str>),
}

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    Bytes(Arc<[u8]>),
    /// There is none, or the village did not answer; in words.
    Nothing(String),
}

/// A question with its answer.
#[derive(Message, Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    pub ask: Ask,
    pub answer: Answer,
}

/// What is asked and what waits.
#[derive(Resource)]
pub struct Asker {
    to: Option<Address>,
    waiting: VecDeque<Ask>,
    under_way: usize,
    done: (Sender<Answered>, std::sync::Mutex<Receiver<Answered>>),
}

impl Asker {
    /// Asks the village at an address; none: every question waits for one.
    pub fn new(to: Option<Address>) -> Self {
        let (sender, receiver) = channel();
        Self {
            to,
            waiting: VecDeque::new(),
            under_way: 0,
            done: (sender, std::sync::Mutex::new(receiver)),
        }
    }
}

/// Asks and hears.
pub fn plugin(app: &mut App) {
    app.add_message::<Ask>().add_message::<Answered>().add_systems(PreUpdate, (hear, ask).chain());
}

fn hear(mut asker: ResMut<Asker>, mut answered: MessageWriter<Answered>) {
    let asker = &mut *asker.bypass_change_detection();
    loop {
        let next = match asker.done.1.get_mut() {
            Ok(receiver) => receiver.try_recv(),
            Err(_) => Err(TryRecvError::Disconnected),
        };
        let Ok(done) = next else { return };
        asker.under_way = asker.under_way.saturating_sub(1);
        answered.write(done);
    }
}

fn ask(mut asker: ResMut<Asker>, pass: Res<Pass>, mut asks: MessageReader<Ask>) {
    let asker = &mut *asker.bypass_change_detection();
    for ask in asks.read() {
        if asker.waiting.len() < WAITING_MAX && !asker.waiting.contains(ask) {
            asker.waiting.push_back(ask.clone());
        }
    }
    let Some(to) = &asker.to else { return };
    while asker.under_way < UNDER_WAY_MAX {
        let Some(ask) = asker.waiting.pop_front() else { return };
        asker.under_way += 1;
        let done = asker.done.0.clone();
        let mut request = ehttp::Request::get(to.page(&path(&ask)));
        if !matches!(ask, Ask::Sheet(_)) {
            request = pass.show(request);
        }
        ehttp::fetch(request, move |result| {
            // Nobody hears it once the program ends.
            let _ = done.send(Answered { ask, answer: answer(result) });
        });
    }
}

fn path(ask: &Ask) -> String {
    match ask {
        Ask::Sheet(slug) => format!("/art/villagers/{slug}.png"),
        Ask::Agent(slug) => format!("/api/v1/agents/{slug}"),
        Ask::Post(post) => format!("/api/v1/board/posts/{post}"),
        Ask::Find(words) if words.is_empty() => "/api/v1/board/posts?limit=50".to_owned(),
        Ask::Find(words) => format!("/api/v1/board/posts?limit=50&q={}", escaped(words)),
        Ask::Statement(slug) => format!("/api/v1/economy/ledger/{slug}?limit=50"),
        Ask::Ledger => "/api/v1/economy/ledger?limit=40".to_owned(),
        Ask::Presence => "/api/v1/presence".to_owned(),
        Ask::Mail(person, slug) => format!("/api/v1/letters/{}/{slug}?limit=40", escaped(person)),
    }
}

/// Words as a part of an address.
fn escaped(words: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
    let one = |byte: u8| {
        if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }
    };
    words.bytes().map(one).collect()
}

fn answer(result: ehttp::Result<ehttp::Response>) -> Answer {
    match result {
        Ok(response) if response.ok && response.bytes.len() <= ANSWER_MAX => {
            Answer::Bytes(response.bytes.into())
        }
        Ok(response) if response.status == 404 => Answer::Nothing("it is not there".to_owned()),
        Ok(response) if response.status == 401 => Answer::Nothing("it is for members".to_owned()),
        Ok(response) => Answer::Nothing(format!("the village answered {}", response.status)),
        Err(why) => Answer::Nothing(why),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_cannot_leave_their_place_in_an_address() {
        let told = path(&Ask::Find("a&b=c/ü#".into()));
        assert_eq!(told, "/api/v1/board/posts?limit=50&q=a%26b%3Dc%2F%C3%BC%23");
    }
}
