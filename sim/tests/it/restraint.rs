//! Stopping agents, and posts.

use village_economy::{AccountId, Micro};
use village_sim::{
    Audience, Kept, MoveTo, Outcome, PostChange, Principal, Refusal, Restraint, Role, Status, Verb,
    VillagerId, Wish,
};

use crate::kit::Kit;
use crate::money::{admin, post};

fn restrain(agent: VillagerId, measure: Restraint) -> Wish {
    Wish::Restrain { agent, measure, reason: "it loops".into() }
}

fn say(kit: &mut Kit, who: VillagerId) -> Outcome {
    let verb = Verb::Say { text: "hello".into() };
    kit.run(Principal::Agent(who), Wish::Act { agent: who, verb })
}

fn is_restrained(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Refused(Refusal::Restrained { .. }))
}

#[test]
fn a_pause_stops_everything_at_once_and_outlives_a_restart() {
    let mut kit = Kit::new();
    let ada = kit.who("ada");
    let walk = Wish::Move { agent: ada, to: MoveTo::Landmark(village_sim::LandmarkId(0)) };
    kit.run(Principal::Agent(ada), walk.clone());
    assert_eq!(kit.run(admin(), restrain(ada, Restraint::Pause)), Outcome::Done);
    assert!(kit.village.view().agent(ada).unwrap().body.walk.is_none());
    kit.restart(Kept::default());
    assert!(is_restrained(&kit.run(Principal::Agent(ada), walk.clone())));
    assert!(is_restrained(&say(&mut kit, ada)));
    assert_eq!(kit.run(admin(), restrain(ada, Restraint::Resume)), Outcome::Done);
    assert!(!matches!(kit.run(Principal::Agent(ada), walk), Outcome::Refused(_)));
}

#[test]
fn whoever_kills_an_agent_cannot_revive_it_alone() {
    let mut kit = Kit::new();
    let ada = kit.who("ada");
    let (erik, mara) = (kit.enrol("erik", Role::Admin, true), kit.enrol("mara", Role::Admin, true));
    let by = Principal::Person;
    assert_eq!(kit.run(by(erik), restrain(ada, Restraint::Kill)), Outcome::Done);
    assert!(is_restrained(&say(&mut kit, ada)));
    let alone = kit.run(by(erik), restrain(ada, Restraint::Revive));
    assert_eq!(alone, Outcome::Refused(Refusal::SecondPerson));
    // Killing it again under another name does not make it another's to revive.
    assert_eq!(kit.run(by(mara), restrain(ada, Restraint::Kill)), Outcome::Done);
    assert_eq!(kit.run(by(mara), restrain(ada, Restraint::Revive)), Outcome::Done);
    assert!(matches!(say(&mut kit, ada), Outcome::Said { .. }));
}

#[test]
fn quarantine_silences_and_a_freeze_keeps_the_purse_shut() {
    let mut kit = Kit::new();
    let (ada, bruno) = (kit.who("ada"), kit.who("bruno"));
    kit.run(admin(), restrain(ada, Restraint::Quarantine));
    assert!(is_restrained(&say(&mut kit, ada)));
    let wish = Wish::Post {
        title: "Hm".into(),
        body: "Hm".into(),
        tags: Vec::new(),
        audience: Audience::Public,
    };
    assert!(is_restrained(&kit.run(Principal::Agent(ada), wish)));
    let stay = Wish::Move { agent: ada, to: MoveTo::By { dx: 0, dy: 0 } };
    assert!(!is_restrained(&kit.run(Principal::Agent(ada), stay)));
    kit.run(admin(), restrain(ada, Restraint::Release));
    kit.run(admin(), restrain(ada, Restraint::FreezeMoney));
    let note = "thanks".to_owned();
    let pay = Wish::Pay { to: bruno, amount: Micro::coins(1), note, post: None };
    assert!(is_restrained(&kit.run(Principal::Agent(ada), pay.clone())));
    kit.run(admin(), restrain(ada, Restraint::ThawMoney));
    assert!(matches!(kit.run(Principal::Agent(ada), pay), Outcome::Paid { .. }));
    assert_eq!(kit.held(AccountId::Agent(bruno.0)), Micro::coins(11));
    kit.run(admin(), restrain(ada, Restraint::FreezeCompute));
    assert_eq!(kit.village.view().agent(ada).unwrap().tier, 0);
}

#[test]
fn members_may_not_restrain_and_moderators_may_not_kill() {
    let mut kit = Kit::new();
    let ada = kit.who("ada");
    let anna = kit.enrol("anna", Role::Member, true);
    let mara = kit.enrol("mara", Role::Moderator, true);
    let by = Principal::Person;
    for (who, measure) in [
        (anna, Restraint::Pause),
        (mara, Restraint::Kill),
        (mara, Restraint::FreezeMoney),
        (mara, Restraint::Revive),
    ] {
        let outcome = kit.run(by(who), restrain(ada, measure));
        assert_eq!(outcome, Outcome::Refused(Refusal::Forbidden), "{measure:?}");
    }
    assert_eq!(kit.run(by(mara), restrain(ada, Restraint::Pause)), Outcome::Done);
}

#[test]
fn a_post_is_moderated_locked_and_resolved_by_those_who_may() {
    let mut kit = Kit::new();
    let ada = kit.who("ada");
    let anna = kit.enrol("anna", Role::Member, true);
    let written = post(&mut kit, ada);
    let change = |status, pinned, locked| Wish::Moderate {
        post: written,
        change: PostChange { status, pinned, locked },
        reason: "tidy".into(),
    };
    let close = change(Some(Status::Resolved), None, None);
    let outcome = kit.run(Principal::Person(anna), close.clone());
    assert_eq!(outcome, Outcome::Refused(Refusal::Forbidden));
    assert_eq!(kit.run(Principal::Agent(ada), close), Outcome::Done);
    let pin = change(None, Some(true), None);
    assert_eq!(kit.run(Principal::Agent(ada), pin.clone()), Outcome::Refused(Refusal::Forbidden));
    assert_eq!(kit.run(admin(), pin), Outcome::Done);
    kit.run(admin(), change(Some(Status::Open), None, Some(true)));
    let reply = Wish::Reply { post: written, body: "and?".into() };
    let outcome = kit.run(Principal::Person(anna), reply.clone());
    assert!(matches!(outcome, Outcome::Refused(Refusal::Closed { .. })), "{outcome:?}");
    kit.run(admin(), change(Some(Status::Moderated), None, Some(false)));
    let reopen = change(Some(Status::Open), None, None);
    let outcome = kit.run(Principal::Agent(ada), reopen);
    assert_eq!(outcome, Outcome::Refused(Refusal::Forbidden));
    let view = kit.village.view();
    assert_eq!(view.thread(written).unwrap().post.status, Status::Moderated);
    assert!(view.society.post(written).pinned);
}
