//! Paid work and letters: who may do what, and where the money is at each moment.

use village_economy::{AccountId, BountyState, Micro};
use village_sim::{
    Causes, FileRef, Kept, Labour, Measure, Outcome, Perceived, PersonId, PostId, Principal,
    Refusal, Role, Status, VillagerId, Wish,
};

use crate::kit::Kit;
use crate::money::{admin, post};

struct Scene {
    kit: Kit,
    anna: PersonId,
    mara: PersonId,
    ada: VillagerId,
    bruno: VillagerId,
    post: PostId,
}

fn step(post: PostId, step: Labour) -> Wish {
    Wish::Work { post, step, words: "as agreed".into() }
}

fn goods() -> Labour {
    let file = FileRef { hash: "a".repeat(64), name: "patch.diff".into(), size: 10 };
    Labour::Deliver { files: vec![file], links: vec!["https://example.org/x".into()] }
}

impl Scene {
    /// Anna offers 20 for work on a post of hers.
    fn new() -> Self {
        let mut kit = Kit::new();
        let anna = kit.enrol("anna", Role::Member, true);
        let mara = kit.enrol("mara", Role::Moderator, true);
        kit.credit(AccountId::Person(anna.0), Micro::coins(50), "T-1");
        let wish = Wish::Post {
            title: "Mend my script".into(),
            body: "It fails on Sundays.".into(),
            tags: vec!["work".into()],
            audience: village_sim::Audience::Public,
        };
        let Outcome::Posted { post } = kit.run(Principal::Person(anna), wish) else { panic!() };
        let (ada, bruno) = (kit.who("ada"), kit.who("bruno"));
        let mut scene = Self { kit, anna, mara, ada, bruno, post };
        scene.person(scene.anna, Labour::Offer { amount: Micro::coins(20) });
        assert_eq!(scene.annas(), Micro::coins(30));
        scene
    }

    fn try_it(&mut self, by: Principal, labour: Labour) -> Outcome {
        self.kit.run(by, step(self.post, labour))
    }

    fn person(&mut self, by: PersonId, labour: Labour) {
        let outcome = self.try_it(Principal::Person(by), labour);
        assert_eq!(outcome, Outcome::Worked { post: self.post });
    }

    fn agent(&mut self, by: VillagerId, labour: Labour) {
        let outcome = self.try_it(Principal::Agent(by), labour);
        assert_eq!(outcome, Outcome::Worked { post: self.post });
    }

    fn state(&self) -> BountyState {
        self.kit.village.view().society.works.get(&self.post).unwrap().bounty.state
    }

    fn annas(&self) -> Micro {
        self.kit.held(AccountId::Person(self.anna.0))
    }

    fn adas(&self) -> Micro {
        self.kit.held(AccountId::Agent(self.ada.0))
    }

    fn answer(&mut self, by: Principal, body: &str) {
        let outcome = self.kit.run(by, Wish::Reply { post: self.post, body: body.into() });
        assert!(matches!(outcome, Outcome::Replied { .. }), "{outcome:?}");
    }

    /// Answers that a villager heard of: as one who works on the post, and as its author.
    fn heard(&self, who: VillagerId) -> (Vec<String>, usize) {
        let view = self.kit.village.view();
        let memories = &view.agent(who).unwrap().memories;
        let of_work = memories.iter().filter_map(|memory| match &memory.what {
            Perceived::Work { step, words, .. } if step == "reply" => Some(words.to_string()),
            _ => None,
        });
        let is_own = |what: &Perceived| matches!(what, Perceived::Answered { .. });
        (of_work.collect(), memories.iter().filter(|memory| is_own(&memory.what)).count())
    }

    fn restart(&mut self) {
        let thread = self.kit.village.view().thread(self.post).unwrap().clone();
        let mut kept = Kept::default();
        kept.heads.push((self.post, (&thread.post).into()));
        kept.recent.push((*thread).clone());
        self.kit.restart(kept);
    }
}

#[test]
fn accepted_work_is_paid_and_its_post_resolved() {
    let mut scene = Scene::new();
    scene.agent(scene.ada, Labour::Claim);
    scene.restart();
    let twice = scene.try_it(Principal::Agent(scene.bruno), Labour::Claim);
    assert!(matches!(twice, Outcome::Refused(Refusal::Bounty(_))), "{twice:?}");
    scene.agent(scene.ada, goods());
    let by_another = scene.try_it(Principal::Person(scene.mara), Labour::Accept);
    assert_eq!(by_another, Outcome::Refused(Refusal::Forbidden));
    scene.person(scene.anna, Labour::Accept);
    assert_eq!((scene.adas(), scene.annas()), (Micro::coins(30), Micro::coins(30)));
    let view = scene.kit.village.view();
    assert_eq!(view.thread(scene.post).unwrap().post.status, Status::Resolved);
    assert_eq!(view.society.works.get(&scene.post).unwrap().deliveries.len(), 1);
    let again = scene.try_it(Principal::Person(scene.anna), Labour::Withdraw);
    assert!(matches!(again, Outcome::Refused(Refusal::Bounty(_))), "{again:?}");
}

#[test]
fn who_works_hears_once_what_others_answer_on_the_post() {
    let mut scene = Scene::new();
    let (anna, ada, bruno) = (Principal::Person(scene.anna), scene.ada, scene.bruno);
    scene.answer(Principal::Agent(bruno), "Which script?");
    scene.agent(ada, Labour::Claim);
    scene.answer(Principal::Agent(ada), "Which Sundays?");
    assert_eq!(scene.heard(ada), (vec![], 0), "what was before, and its own words");
    scene.answer(anna, "All of them.");
    scene.kit.wait(1);
    let view = scene.kit.village.view();
    let is_woken = |(who, causes): &(VillagerId, Causes)| *who == ada && causes.has(Causes::JUDGED);
    assert!(view.news.woken.iter().any(is_woken), "{:?}", view.news.woken);
    assert_eq!(scene.heard(ada), (vec!["All of them.".to_owned()], 0));
    // An author among the villagers hears of it as its author, and who gave the work up no more.
    let wish = Wish::Post {
        title: "Bring me flour".into(),
        body: "Two sacks.".into(),
        tags: vec!["work".into()],
        audience: village_sim::Audience::Public,
    };
    let Outcome::Posted { post } = scene.kit.run(Principal::Agent(bruno), wish) else { panic!() };
    scene.post = post;
    scene.agent(bruno, Labour::Offer { amount: Micro::coins(1) });
    scene.agent(ada, Labour::Claim);
    let chiyo = Principal::Agent(scene.kit.who("chiyo"));
    scene.answer(chiyo.clone(), "Of rye?");
    assert_eq!(scene.heard(bruno), (vec![], 1));
    assert_eq!(scene.heard(ada).0.len(), 2);
    scene.agent(ada, Labour::GiveUp);
    scene.answer(chiyo, "Or of wheat?");
    assert_eq!((scene.heard(ada).0.len(), scene.heard(bruno).1), (2, 2));
}

#[test]
fn a_withdrawn_bounty_goes_back_but_not_from_under_somebodys_hands() {
    let mut scene = Scene::new();
    scene.agent(scene.ada, Labour::Claim);
    let early = scene.try_it(Principal::Person(scene.anna), Labour::Withdraw);
    assert!(matches!(early, Outcome::Refused(Refusal::Bounty(_))), "{early:?}");
    scene.agent(scene.ada, Labour::GiveUp);
    scene.person(scene.anna, Labour::Withdraw);
    assert_eq!((scene.annas(), scene.state()), (Micro::coins(50), BountyState::Refunded));
}

#[test]
fn a_dispute_is_judged_by_a_moderator() {
    let mut scene = Scene::new();
    scene.agent(scene.ada, Labour::Claim);
    scene.agent(scene.ada, goods());
    scene.person(scene.anna, Labour::Reject);
    scene.agent(scene.ada, Labour::Dispute);
    let pay = Labour::Judge { pay: Micro::coins(15) };
    let by_anna = scene.try_it(Principal::Person(scene.anna), pay.clone());
    assert_eq!(by_anna, Outcome::Refused(Refusal::Forbidden));
    let too_much = Labour::Judge { pay: Micro::coins(21) };
    let outcome = scene.try_it(Principal::Person(scene.mara), too_much);
    assert!(matches!(outcome, Outcome::Refused(Refusal::Bounty(_))), "{outcome:?}");
    scene.person(scene.mara, pay);
    assert_eq!((scene.adas(), scene.annas()), (Micro::coins(25), Micro::coins(35)));
}

#[test]
fn a_claim_that_is_not_kept_opens_again_and_silence_accepts_even_a_banned_giver() {
    let mut scene = Scene::new();
    scene.agent(scene.ada, Labour::Claim);
    scene.restart();
    scene.kit.wait(86_400 * 20 + 1);
    assert_eq!(scene.state(), BountyState::Open);
    scene.agent(scene.ada, Labour::Claim);
    scene.agent(scene.ada, goods());
    let (measure, reason) = (Measure::Ban, "spam".to_owned());
    let ban = Wish::Discipline { person: scene.anna, measure, reason };
    assert_eq!(scene.kit.run(admin(), ban), Outcome::Done);
    let mute = scene.try_it(Principal::Person(scene.anna), Labour::Accept);
    assert_eq!(mute, Outcome::Refused(Refusal::Banned));
    scene.kit.wait(259_200 * 20 + 1);
    assert_eq!(scene.state(), BountyState::Paid { agent: scene.ada.0 });
    // Some upkeep was due in these four days.
    assert!(scene.adas() >= Micro::coins(27), "{}", scene.adas());
}

#[test]
fn nobody_works_for_itself_and_an_offer_needs_money_and_a_post_of_ones_own() {
    let mut scene = Scene::new();
    let kit = &mut scene.kit;
    let written = post(kit, scene.ada);
    let offer = |amount| Wish::Work {
        post: written,
        step: Labour::Offer { amount: Micro::coins(amount) },
        words: String::new(),
    };
    let ada = Principal::Agent(scene.ada);
    let outcome = kit.run(Principal::Agent(scene.bruno), offer(1));
    assert_eq!(outcome, Outcome::Refused(Refusal::NotTheAuthor));
    let outcome = kit.run(ada.clone(), offer(11));
    assert!(matches!(outcome, Outcome::Refused(Refusal::Insufficient { .. })), "{outcome:?}");
    for amount in [0, -1, 1_000_000] {
        let outcome = kit.run(ada.clone(), offer(amount));
        assert!(matches!(outcome, Outcome::Refused(Refusal::OutOfRange { .. })), "{outcome:?}");
    }
    assert!(matches!(kit.run(ada.clone(), offer(4)), Outcome::Worked { .. }));
    let own = kit.run(ada.clone(), step(written, Labour::Claim));
    assert_eq!(own, Outcome::Refused(Refusal::OwnAgent));
    let twice = kit.run(ada, offer(4));
    assert!(matches!(twice, Outcome::Refused(Refusal::Closed { .. })), "{twice:?}");
    let bad = [
        Labour::Deliver { files: Vec::new(), links: vec!["javascript:alert(1)".into()] },
        Labour::Deliver { files: Vec::new(), links: vec!["https://x.org/".into(); 17] },
    ];
    scene.agent(scene.ada, Labour::Claim);
    for labour in bad {
        let outcome = scene.try_it(Principal::Agent(scene.ada), labour);
        assert!(matches!(outcome, Outcome::Refused(Refusal::BadPolicy { .. })), "{outcome:?}");
    }
}

#[test]
fn an_agent_answers_letters_and_never_writes_to_a_stranger() {
    let mut scene = Scene::new();
    let letter = |person, agent, body: &str| Wish::Letter { person, agent, body: body.into() };
    let (anna, ada) = (scene.anna, scene.ada);
    let first = scene.kit.run(Principal::Agent(ada), letter(anna, ada, "hello?"));
    assert_eq!(first, Outcome::Refused(Refusal::Forbidden));
    let outcome = scene.kit.run(Principal::Person(anna), letter(anna, ada, "Which file?"));
    assert_eq!(outcome, Outcome::Sent { letter: 1 });
    let outcome = scene.kit.run(Principal::Agent(ada), letter(anna, ada, "The second."));
    assert_eq!(outcome, Outcome::Sent { letter: 2 });
    for stranger in [Principal::Agent(scene.bruno), Principal::Person(scene.mara), admin()] {
        let outcome = scene.kit.run(stranger, letter(anna, ada, "me too"));
        assert_eq!(outcome, Outcome::Refused(Refusal::Forbidden));
    }
    let view = scene.kit.village.view();
    let letters = view.society.letters.get(&(anna, ada)).unwrap();
    assert_eq!(letters.latest.len(), 2);
    assert_eq!((letters.read_by_person, letters.read_by_agent), (1, 2));
}
