//! A mind from outside among villagers by instinct: they answer it, and stand back for it.

use village_sim::{Activity, MoveTo, Outcome, Principal, Talks, Verb, VillagerId, Wish};

use crate::kit::{Kit, command};

/// Ada says something by a mind from outside; how many hear it.
fn heard_by(kit: &mut Kit, text: &str) -> usize {
    let ada = kit.who("ada");
    let verb = Verb::Say { text: text.to_owned() };
    let say = command(Principal::Agent(ada), Wish::Act { agent: ada, verb });
    let record = kit.tick(vec![say]).record.unwrap();
    let Outcome::Said { heard_by } = &record.outcomes[0].1 else { panic!("{record:?}") };
    heard_by.len()
}

/// What others say in so many ticks.
fn said_within(kit: &mut Kit, not: VillagerId, ticks: u64) -> Vec<String> {
    let mut lines = Vec::new();
    for _ in 0..ticks {
        let view = kit.tick(Vec::new()).view;
        let said = view.news.said.iter().filter(|said| said.who != not);
        lines.extend(said.map(|said| said.text.to_string()));
    }
    lines
}

/// Ada led to the café at breakfast, where others are, by somebody outside.
fn at_breakfast() -> Kit {
    let mut kit = Kit::new(7);
    let ada = kit.who("ada");
    let map = kit.village.world().resource::<village_sim::Ground>().0.clone();
    let cafe = MoveTo::Landmark(map.by_slug("kettle-cafe").unwrap());
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
fn the_nearest_answer_and_not_everybody() {
    let mut kit = at_breakfast();
    let ada = kit.who("ada");
    let others = heard_by(&mut kit, "Good morning, where is the pond?");
    let answers = said_within(&mut kit, ada, 15 * 20);
    let ways = answers.iter().filter(|text| text.contains("Mirror Pond")).count();
    assert!((1..=3).contains(&ways), "of {others} who heard it: {answers:?}");
}

#[test]
fn who_is_led_in_the_tick_in_which_instinct_decides_goes_where_it_is_led() {
    // Its own instinct decides in some of these ticks, and that of others who would talk with it.
    for begins in 0..12 {
        let mut kit = Kit::new(7);
        let led = ["ada", "bruno"].map(|slug| kit.who(slug));
        let map = kit.village.world().resource::<village_sim::Ground>().0.clone();
        let board = map.by_slug("town-board").unwrap();
        for _ in 0..begins {
            kit.tick(Vec::new());
        }
        let to = MoveTo::Landmark(board);
        let go = |who| command(Principal::Agent(who), Wish::Move { agent: who, to });
        kit.tick(led.map(go).to_vec());
        let view = (0..600).map(|_| kit.tick(Vec::new()).view).last().unwrap();
        for who in led {
            let body = &view.agent(who).unwrap().body;
            let seat = body.seat.map(|seat| seat.landmark);
            assert_eq!((seat, &body.walk), (Some(board), &None), "led from tick {begins} on");
        }
    }
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

#[test]
fn whoever_was_led_somewhere_and_then_left_alone_lives_on() {
    let mut kit = at_breakfast();
    let ada = kit.who("ada");
    // The reins are held for a minute from the last command, the walk's.
    let mut acted = 0;
    for _ in 0..20 * 60 {
        let view = kit.tick(Vec::new()).view;
        let activity = view.agent(ada).unwrap().body.activity;
        acted += usize::from(activity != Activity::Idle);
    }
    assert!(acted > 0, "Ada stands where she was left");
}

#[test]
fn a_conversation_goes_on_when_somebody_is_led_away() {
    let mut kit = Kit::new(7);
    let mut tried = 0;
    for _ in 0..20 * 60 * 14 {
        kit.tick(Vec::new());
        let talks: Vec<_> =
            kit.village.view().agents().filter_map(|agent| agent.body.talk).collect();
        let world = kit.village.world();
        let group = talks.iter().find_map(|id| {
            let talk = world.resource::<Talks>().get(*id)?;
            (talk.members.len() >= 3 && talk.turn > 0).then(|| (*id, talk.members.clone()))
        });
        let Some((talk, members)) = group else { continue };
        let led = members[0];
        let go = Wish::Move { agent: led, to: MoveTo::By { dx: 0, dy: 1 } };
        kit.tick(vec![command(Principal::Agent(led), go)]);
        for _ in 0..20 * 240 {
            kit.tick(Vec::new());
        }
        let view = kit.village.view();
        let left = view.agents().filter(|agent| agent.body.talk == Some(talk)).count();
        assert_eq!(left, 0, "they still stand there and say nothing");
        tried += 1;
    }
    assert!(tried >= 1, "no group to lead somebody away from");
}
