//! Model minds: they hold the reins while they think, what they do is labelled, and whoever looks
//! on sees what they are about.

use village_sim::{
    Audience, Causes, Kept, Origin, Outcome, Principal, Refusal, Snapshot, THINK_SECONDS_MAX,
    THOUGHT_MAX, Tick, Verb, Village, VillagerId, Wish,
};

use crate::kit::{Kit, foundation};

const ADA: VillagerId = VillagerId(0);
const BRUNO: VillagerId = VillagerId(1);

fn think(kit: &mut Kit, seconds: u32) -> Outcome {
    kit.run(Principal::Mind(ADA), Wish::Think { agent: ADA, seconds })
}

fn decide(kit: &mut Kit, thought: &str, plan: &str) -> Outcome {
    let (thought, plan) = (thought.to_owned(), plan.to_owned());
    kit.run(Principal::Mind(ADA), Wish::Decide { agent: ADA, thought, plan, trace: 7 })
}

fn act(kit: &mut Kit, by: Principal, verb: Verb) -> Outcome {
    kit.run(by, Wish::Act { agent: ADA, verb })
}

fn held_until(kit: &Kit) -> Tick {
    kit.village.view().agent(ADA).unwrap().reins.held_until
}

#[test]
fn whoever_thinks_holds_the_reins_until_it_has_thought_or_its_time_is_over() {
    let mut kit = Kit::new();
    assert_eq!(think(&mut kit, 10), Outcome::Done);
    let view = kit.village.view();
    let mind = view.society.minds.get(&ADA).unwrap().clone();
    assert!(mind.is_thinking(view.tick()) && held_until(&kit) == mind.thinks_until);
    assert_eq!(mind.thinks_until.since(view.tick()), view.clock.ticks(10));
    // When its time is over it is woken, and whoever thinks then has the reins.
    let woken = |kit: &mut Kit, ticks| {
        let views = (0..ticks).map(|_| kit.tick(Vec::new()).view).collect::<Vec<_>>();
        views.iter().rev().find(|view| view.news.woken.iter().any(|(who, _)| *who == ADA)).cloned()
    };
    let view = woken(&mut kit, view.clock.ticks(10) + 2).expect("it is woken");
    assert!(view.agent(ADA).unwrap().reins.held_until <= view.tick());
}

#[test]
fn whoever_has_decided_is_not_free_when_the_thought_would_have_been_late() {
    let mut kit = Kit::new();
    think(&mut kit, 2);
    assert_eq!(decide(&mut kit, "Bread is low.", "Ask Bruno for flour."), Outcome::Done);
    let (begins, ends) = (kit.village.view().tick(), held_until(&kit));
    let mut free = Vec::new();
    while kit.village.view().tick() <= ends {
        let view = kit.tick(Vec::new()).view;
        let woken = view.news.woken.iter().filter(|(who, _)| *who == ADA);
        let is_free = woken.clone().any(|(_, causes)| causes.has(Causes::FREE));
        free.extend(is_free.then_some(view.tick()));
    }
    assert!(begins < ends && free == [ends], "{free:?}, held until {ends}");
}

#[test]
fn what_a_model_came_to_is_seen_and_what_it_does_is_labelled() {
    let mut kit = Kit::new();
    think(&mut kit, 10);
    assert_eq!(decide(&mut kit, "Bread is low.", "Ask Bruno for flour."), Outcome::Done);
    let view = kit.village.view();
    let mind = view.society.minds.get(&ADA).unwrap().clone();
    assert!(!mind.is_thinking(view.tick()) && mind.trace == 7 && mind.decided == view.tick());
    assert_eq!((&*mind.thought, &*mind.plan), ("Bread is low.", "Ask Bruno for flour."));
    let said = act(&mut kit, Principal::Mind(ADA), Verb::Say { text: "Flour, anyone?".into() });
    assert!(matches!(said, Outcome::Said { .. }), "{said:?}");
    assert_eq!(kit.village.view().news.said[0].origin, Origin::Model);
    let post = Wish::Post {
        title: "Flour wanted".into(),
        body: "A sack will do.".into(),
        tags: Vec::new(),
        audience: Audience::Public,
    };
    let posted = kit.run(Principal::Mind(ADA), post);
    assert!(matches!(posted, Outcome::Posted { .. }), "{posted:?}");
    let threads = kit.village.view().threads.clone();
    assert_eq!(threads.last().unwrap().post.origin, Origin::Model);
}

#[test]
fn a_mind_speaks_for_its_own_villager_and_nobody_else_is_a_mind() {
    let mut kit = Kit::new();
    let forbidden = Outcome::Refused(Refusal::Forbidden);
    let say = |text: &str| Verb::Say { text: text.into() };
    assert_eq!(act(&mut kit, Principal::Mind(BRUNO), say("I am Ada")), forbidden);
    for by in [Principal::Agent(ADA), Principal::Admin("e".into()), Principal::Mind(BRUNO)] {
        let wish = Wish::Think { agent: ADA, seconds: 5 };
        assert_eq!(kit.run(by.clone(), wish), forbidden, "{by:?}");
        let (thought, plan) = ("I am Ada".to_owned(), String::new());
        let wish = Wish::Decide { agent: ADA, thought, plan, trace: 1 };
        assert_eq!(kit.run(by.clone(), wish), forbidden, "{by:?}");
        assert_eq!(kit.run(by, Wish::LetGo { agent: ADA }), forbidden);
    }
    assert_eq!(held_until(&kit), Tick(0), "whoever is refused holds no reins");
    let unknown = VillagerId(9_999);
    let wish = Wish::Think { agent: unknown, seconds: 5 };
    assert!(matches!(kit.run(Principal::Mind(unknown), wish), Outcome::Refused(_)));
}

#[test]
fn a_mind_that_lets_go_leaves_the_villager_to_instinct_at_once() {
    let mut kit = Kit::new();
    think(&mut kit, THINK_SECONDS_MAX);
    assert_eq!(kit.run(Principal::Mind(ADA), Wish::LetGo { agent: ADA }), Outcome::Done);
    let view = kit.village.view();
    assert!(!view.society.minds.get(&ADA).unwrap().is_thinking(view.tick()));
    assert!(held_until(&kit) <= view.tick());
    let woken = kit.tick(Vec::new()).view.news.woken.clone();
    assert!(woken.iter().any(|(who, _)| *who == ADA), "{woken:?}");
}

#[test]
fn bad_thoughts_are_refused_and_change_nothing() {
    let mut kit = Kit::new();
    think(&mut kit, 10);
    let before = kit.village.view().society.minds.get(&ADA).cloned();
    let long = "x".repeat(THOUGHT_MAX + 1);
    for (thought, plan) in [(&*long, ""), ("", &*long), ("a\u{202e}b", ""), ("a\nb", "")] {
        assert!(matches!(decide(&mut kit, thought, plan), Outcome::Refused(_)));
    }
    for seconds in [0, THINK_SECONDS_MAX + 1, u32::MAX] {
        assert!(matches!(think(&mut kit, seconds), Outcome::Refused(_)));
    }
    assert_eq!(kit.village.view().society.minds.get(&ADA).cloned(), before);
    assert_eq!(decide(&mut kit, "", ""), Outcome::Done);
}

#[test]
fn a_villager_remembers_its_thought_over_a_restart() {
    let mut kit = Kit::new();
    decide(&mut kit, "Bread is low.", "Ask for flour.");
    let bytes = kit.village.snapshot().to_bytes();
    let snapshot = Snapshot::from_bytes(&bytes).unwrap();
    let again = Village::restore(&foundation(), snapshot, Kept::default(), |_| ()).unwrap();
    assert_eq!(again.hash(), kit.village.hash());
    let (now, then) = (again.view(), kit.village.view());
    assert_eq!(now.society.minds.get(&ADA), then.society.minds.get(&ADA));
}
