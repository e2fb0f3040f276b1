//! A mind from outside among villagers by instinct: they answer it, and stand back for it.

use village_sim::{Activity, Principal, Verb, Wish};

use crate::kit::{Kit, command};

/// Says something near others and returns what is said back within ten seconds.
fn ask(kit: &mut Kit, text: &str) -> Vec<String> {
    let ada = kit.who("ada");
    let verb = Verb::Say { text: text.to_owned() };
    let say = command(Principal::Agent(ada), Wish::Act { agent: ada, verb });
    let mut answers = Vec::new();
    let mut commands = vec![say];
    for _ in 0..10 * 20 {
        let view = kit.tick(std::mem::take(&mut commands)).view;
        let said = view.news.said.iter().filter(|said| said.who != ada);
        answers.extend(said.map(|said| said.text.to_string()));
    }
    answers
}

/// Ada led to the café at breakfast, where others are, by somebody outside.
fn at_breakfast() -> Kit {
    let mut kit = Kit::new(7);
    let ada = kit.who("ada");
    let map = kit.village.world().resource::<village_sim::Ground>().0.clone();
    let cafe = village_sim::MoveTo::Landmark(map.by_slug("kettle-cafe").unwrap());
    for _ in 0..20 * 30 {
        kit.tick(Vec::new());
    }
    let go = Wish::Move { agent: ada, to: cafe };
    kit.tick(vec![command(Principal::Agent(ada), go)]);
    for _ in 0..20 * 25 {
        kit.tick(Vec::new());
    }
    kit
}

#[test]
fn somebody_answers_and_not_everybody() {
    let mut kit = at_breakfast();
    let answers = ask(&mut kit, "Good morning, how are you all?");
    assert!(!answers.is_empty(), "nobody answered");
    assert!(answers.len() <= 8, "everybody answered: {answers:?}");
}

#[test]
fn instinct_stands_back_and_takes_over_again() {
    let mut kit = Kit::new(7);
    let ada = kit.who("ada");
    let verb = Verb::Wait { seconds: 5 };
    kit.tick(vec![command(Principal::Agent(ada), Wish::Act { agent: ada, verb })]);
    let mut moved = 0;
    for tick in 0..20 * 55 {
        let view = kit.tick(Vec::new()).view;
        let idle = view.agent(ada).unwrap().body.activity;
        assert!(
            matches!(idle, Activity::Waiting | Activity::Idle | Activity::Talking),
            "instinct moved it at {tick}: {idle}"
        );
    }
    for _ in 0..20 * 60 * 3 {
        let view = kit.tick(Vec::new()).view;
        moved += usize::from(view.agent(ada).unwrap().body.walk.is_some());
    }
    assert!(moved > 0, "once the reins are let go, it lives on by itself");
}
