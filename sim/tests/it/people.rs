//! People: what they may give, what of it counts, and what is done about their conduct.

use village_economy::{AccountId, Micro};
use village_sim::{
    ADDRESSES_MAX, Audience, Conduct, Feedback, Kept, Measure, Outcome, PersonId, Principal,
    Refusal, Role, VillagerId, Wish,
};

use crate::kit::Kit;
use crate::money::{admin, feedback, post};

fn reward(kit: &mut Kit, by: PersonId, who: VillagerId, amount: Micro) -> Outcome {
    let post = post(kit, who);
    kit.run(Principal::Person(by), Wish::Reward(feedback(who, post, amount)))
}

fn paid(outcome: &Outcome) -> (u64, Micro, Option<Micro>) {
    let Outcome::Paid { transfer, amount, left, .. } = outcome else { panic!("{outcome:?}") };
    (*transfer, *amount, *left)
}

#[test]
fn names_are_unique_and_only_the_server_takes_people_in() {
    let mut kit = Kit::new();
    kit.enrol("erik", Role::Admin, true);
    for name in ["erik", "ERIK", "ada", "", "a b", "x/y", &"n".repeat(41)] {
        let wish = Wish::Enrol { name: name.into(), role: Role::Member, vouched: true };
        let outcome = kit.run(Principal::System, wish);
        assert!(matches!(outcome, Outcome::Refused(_)), "{name}: {outcome:?}");
    }
    let wish = Wish::Enrol { name: "mallory".into(), role: Role::Admin, vouched: true };
    assert_eq!(kit.run(admin(), wish), Outcome::Refused(Refusal::Forbidden));
}

#[test]
fn a_members_gifts_to_one_agent_count_less_and_less_and_end_with_the_allowance() {
    let mut kit = Kit::new();
    let (ada, bruno) = (kit.who("ada"), kit.who("bruno"));
    let anna = kit.enrol("anna", Role::Member, true);
    let (_, first, left) = paid(&reward(&mut kit, anna, ada, Micro::coins(10)));
    assert_eq!((first, left), (Micro::coins(10), Some(Micro::coins(10))));
    let (_, second, _) = paid(&reward(&mut kit, anna, ada, Micro::coins(5)));
    assert!(second < Micro::coins(5) && second > Micro::coins(4), "{second}");
    let (_, other, left) = paid(&reward(&mut kit, anna, bruno, Micro::coins(5)));
    assert_eq!((other, left), (Micro::coins(5), Some(Micro::ZERO)));
    let outcome = reward(&mut kit, anna, bruno, Micro::coins(1));
    assert_eq!(outcome, Outcome::Refused(Refusal::Allowance { left: Micro::ZERO }));
}

#[test]
fn newcomers_share_one_allowance() {
    let mut kit = Kit::new();
    let ada = kit.who("ada");
    let before = kit.held(AccountId::Agent(ada.0));
    for number in 0..30 {
        let new = kit.enrol(&format!("new-{number}"), Role::Member, false);
        reward(&mut kit, new, ada, Micro::coins(5));
    }
    let gained = kit.held(AccountId::Agent(ada.0)).get() - before.get();
    let mut kit = Kit::new();
    let anna = kit.enrol("anna", Role::Member, true);
    let before = kit.held(AccountId::Agent(ada.0));
    for _ in 0..4 {
        reward(&mut kit, anna, ada, Micro::coins(5));
    }
    let one = kit.held(AccountId::Agent(ada.0)).get() - before.get();
    assert!(gained <= one, "thirty newcomers {gained}, one member {one}");
    // Somebody for whom a moderator stands has an allowance of its own.
    let bo = kit.enrol("bo", Role::Member, false);
    let mara = kit.enrol("mara", Role::Moderator, true);
    let vouch = Wish::Vouch { person: bo, vouched: true };
    assert_eq!(kit.run(Principal::Person(bo), vouch.clone()), Outcome::Refused(Refusal::Forbidden));
    assert_eq!(kit.run(Principal::Person(mara), vouch), Outcome::Done);
    paid(&reward(&mut kit, bo, ada, Micro::coins(20)));
}

#[test]
fn a_gift_can_be_taken_back_by_its_giver_while_there_is_time() {
    let mut kit = Kit::new();
    let ada = kit.who("ada");
    let (anna, bo) = (kit.enrol("anna", Role::Member, true), kit.enrol("bo", Role::Member, true));
    let (transfer, ..) = paid(&reward(&mut kit, anna, ada, Micro::coins(10)));
    let leaned = kit.village.view().agent(ada).unwrap().leanings.of("sighting");
    assert!(leaned > 0);
    let undo = Wish::Undo { transfer };
    let outcome = kit.run(Principal::Person(bo), undo.clone());
    assert_eq!(outcome, Outcome::Refused(Refusal::TooLate));
    let outcome = kit.run(Principal::Person(anna), undo.clone());
    let (_, amount, left) = paid(&outcome);
    assert_eq!((amount, left), (Micro::coins(10), Some(Micro::coins(20))));
    assert_eq!(kit.held(AccountId::Agent(ada.0)), Micro::coins(10));
    assert_eq!(kit.village.view().agent(ada).unwrap().leanings.of("sighting"), 0);
    let again = kit.run(Principal::Person(anna), undo);
    assert_eq!(again, Outcome::Refused(Refusal::TooLate));
    // What was given anew counts in full: the pair has forgotten.
    let (transfer, amount, _) = paid(&reward(&mut kit, anna, ada, Micro::coins(10)));
    assert_eq!(amount, Micro::coins(10));
    kit.wait(120 * 20);
    let late = kit.run(Principal::Person(anna), Wish::Undo { transfer });
    assert_eq!(late, Outcome::Refused(Refusal::TooLate));
}

#[test]
fn a_tip_is_the_givers_own_money() {
    let mut kit = Kit::new();
    let ada = kit.who("ada");
    let anna = kit.enrol("anna", Role::Member, true);
    let written = post(&mut kit, ada);
    let tip = Feedback { own: true, ..feedback(ada, written, Micro::coins(30)) };
    let poor = kit.run(Principal::Person(anna), Wish::Reward(tip.clone()));
    assert_eq!(poor, Outcome::Refused(Refusal::Insufficient { available: Micro::ZERO }));
    kit.credit(AccountId::Person(anna.0), Micro::coins(40), "T-1");
    let outcome = kit.run(Principal::Person(anna), Wish::Reward(tip));
    let (_, amount, left) = paid(&outcome);
    assert_eq!((amount, left), (Micro::coins(30), Some(Micro::coins(20))));
    assert_eq!(kit.held(AccountId::Person(anna.0)), Micro::coins(10));
}

#[test]
fn whoever_may_only_read_moves_nothing() {
    let mut kit = Kit::new();
    let ada = kit.who("ada");
    let anna = kit.enrol("anna", Role::Member, true);
    let mara = kit.enrol("mara", Role::Moderator, true);
    let erik = kit.enrol("erik", Role::Admin, true);
    let measure = |person, measure| Wish::Discipline { person, measure, reason: "spam".into() };
    let by = Principal::Person;
    let suspend = measure(anna, Measure::Suspend { seconds: 60 });
    assert_eq!(kit.run(by(anna), suspend.clone()), Outcome::Refused(Refusal::Forbidden));
    assert_eq!(kit.run(by(mara), suspend), Outcome::Done);
    let outcome = reward(&mut kit, anna, ada, Micro::coins(1));
    assert_eq!(outcome, Outcome::Refused(Refusal::Suspended));
    let words = || ("Spam".to_owned(), "More spam".to_owned());
    let (title, body) = words();
    let (tags, audience) = (Vec::new(), Audience::Public);
    let outcome = kit.run(by(anna), Wish::Post { title, body, tags, audience });
    assert_eq!(outcome, Outcome::Refused(Refusal::Suspended));
    let reply = Wish::Reply { post: village_sim::PostId(1), body: words().1 };
    assert_eq!(kit.run(by(anna), reply), Outcome::Refused(Refusal::Suspended));
    kit.wait(60 * 20);
    paid(&reward(&mut kit, anna, ada, Micro::coins(1)));
    assert_eq!(kit.run(by(mara), measure(anna, Measure::Ban)), Outcome::Done);
    let outcome = reward(&mut kit, anna, ada, Micro::coins(1));
    assert_eq!(outcome, Outcome::Refused(Refusal::Banned));
    assert_eq!(kit.run(by(mara), measure(anna, Measure::Lift)), Outcome::Done);
    paid(&reward(&mut kit, anna, ada, Micro::coins(1)));
    // Moderators do not judge each other, and nobody judges itself.
    let up = kit.run(by(mara), measure(erik, Measure::Warn));
    assert_eq!(up, Outcome::Refused(Refusal::Forbidden));
    let own = kit.run(by(erik), measure(erik, Measure::Lift));
    assert_eq!(own, Outcome::Refused(Refusal::Forbidden));
    assert_eq!(kit.run(by(erik), measure(mara, Measure::Warn)), Outcome::Done);
    let people = kit.village.view().society.people.clone();
    assert_eq!(people.get(&mara).unwrap().warnings, 1);
    assert_eq!(people.get(&anna).unwrap().conduct, Conduct::Good);
}

#[test]
fn the_last_admin_stays_one() {
    let mut kit = Kit::new();
    let erik = kit.enrol("erik", Role::Admin, true);
    let step_down = Wish::Appoint { person: erik, role: Role::Member, reason: "tired".into() };
    let outcome = kit.run(Principal::Person(erik), step_down.clone());
    assert_eq!(outcome, Outcome::Refused(Refusal::Forbidden));
    kit.enrol("mara", Role::Admin, true);
    assert_eq!(kit.run(Principal::Person(erik), step_down), Outcome::Done);
}

#[test]
fn an_address_is_judged_and_the_judgement_outlives_a_snapshot() {
    let mut kit = Kit::new();
    let anna = kit.enrol("anna", Role::Member, true);
    let mara = kit.enrol("mara", Role::Moderator, true);
    let by = Principal::Person;
    let judge = |range: &str, measure| Wish::DisciplineAddress {
        range: range.parse().unwrap(),
        measure,
        reason: "spam".into(),
    };
    let stands = |kit: &Kit, address: &str| {
        let view = kit.village.view();
        let row = view.society.address(address.parse().unwrap());
        row.is_none_or(|row| row.conduct.is_free(view.tick()))
    };
    let ban = judge("203.0.113.0/24", Measure::Ban);
    assert_eq!(kit.run(by(anna), ban.clone()), Outcome::Refused(Refusal::Forbidden));
    assert_eq!(kit.run(by(mara), ban), Outcome::Done);
    let suspend = judge("203.0.113.7", Measure::Suspend { seconds: 60 });
    assert_eq!(kit.run(by(mara), suspend), Outcome::Done);
    kit.wait(60 * 20);
    // Where an address lies in several ranges, what weighs most counts.
    assert!(!stands(&kit, "203.0.113.7") && stands(&kit, "203.0.114.7"));
    kit.restart(Kept::default());
    assert!(!stands(&kit, "203.0.113.7") && stands(&kit, "203.0.114.7"));
    assert_eq!(kit.run(by(mara), judge("203.0.113.0/24", Measure::Lift)), Outcome::Done);
    assert!(stands(&kit, "203.0.113.7"), "the suspension is over");
    kit.run(by(mara), judge("203.0.113.7", Measure::Warn));
    let view = kit.village.view();
    let row = view.society.address("203.0.113.7".parse().unwrap()).unwrap();
    assert_eq!((row.warnings, &*row.reason), (1, "spam"));
    for n in view.society.addresses.len()..ADDRESSES_MAX {
        let [_, _, high, low] = u32::try_from(n).unwrap().to_be_bytes();
        let ban = judge(&format!("10.9.{high}.{low}"), Measure::Ban);
        assert_eq!(kit.run(by(mara), ban), Outcome::Done);
    }
    let more = kit.run(by(mara), judge("10.10.0.0/16", Measure::Ban));
    assert!(matches!(more, Outcome::Refused(Refusal::TooMany { .. })), "{more:?}");
}
