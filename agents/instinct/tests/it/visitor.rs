//! A person's avatar among villagers by instinct: it is heard and answered as one of them, and
//! nobody but its person decides for it.

use village_sim::{
    Activity, Outcome, Perceived, PersonId, Principal, Role, Verb, VillagerId, Wish,
};

use crate::kit::{Kit, command};

/// A person who came in; who it is there.
fn visitor(kit: &mut Kit, name: &str) -> (PersonId, VillagerId) {
    let enrol = Wish::Enrol { name: name.into(), role: Role::Member, vouched: true };
    let Outcome::Enrolled { person } = run(kit, Principal::System, enrol) else { panic!() };
    let enter = Wish::Enter { look: "a".into() };
    let Outcome::Entered { agent, .. } = run(kit, Principal::Person(person), enter) else {
        panic!()
    };
    (person, agent)
}

fn run(kit: &mut Kit, by: Principal, wish: Wish) -> Outcome {
    kit.tick(vec![command(by, wish)]).record.unwrap().outcomes.remove(0).1
}

#[test]
fn villagers_hear_a_person_and_answer() {
    let mut kit = Kit::new(7);
    for _ in 0..20 * 30 {
        kit.tick(Vec::new());
    }
    let (anna, who) = visitor(&mut kit, "Anna");
    let map = kit.village.world().resource::<village_sim::Ground>().0.clone();
    let cafe = village_sim::MoveTo::Landmark(map.by_slug("kettle-cafe").unwrap());
    let by = || Principal::Person(anna);
    let way = run(&mut kit, by(), Wish::Move { agent: who, to: cafe });
    assert!(matches!(way, Outcome::Walking { .. }), "{way:?}");
    for _ in 0..20 * 40 {
        kit.tick(Vec::new());
    }
    let verb = Verb::Say { text: "Good morning, where is the pond?".into() };
    let said = run(&mut kit, by(), Wish::Act { agent: who, verb });
    let Outcome::Said { heard_by } = said else { panic!("{said:?}") };
    assert!(!heard_by.is_empty(), "the café is empty at breakfast");
    let mut answers = Vec::new();
    for _ in 0..15 * 20 {
        let view = kit.tick(Vec::new()).view;
        let said = view.news.said.iter().filter(|said| said.who != who);
        answers.extend(said.map(|said| (said.heard_by.clone(), said.text.to_string())));
    }
    let ways = answers
        .iter()
        .filter(|(heard_by, text)| heard_by.contains(&who) && text.contains("Mirror Pond"));
    assert!((1..=3).contains(&ways.count()), "{answers:?}");
    // Whoever heard it knows by whom.
    let view = kit.village.view();
    let memories = &view.agent(heard_by[0]).unwrap().memories;
    assert!(
        memories.iter().any(|memory| {
            matches!(&memory.what, Perceived::Heard { who: by, .. } if *by == who)
        })
    );
}

#[test]
fn nobody_decides_for_an_avatar() {
    let mut kit = Kit::new(7);
    let (_, who) = visitor(&mut kit, "anna");
    let at = kit.village.view().agent(who).unwrap().body.at;
    for _ in 0..20 * 60 * 9 {
        let view = kit.tick(Vec::new()).view;
        let avatar = view.agent(who).unwrap();
        assert_eq!((avatar.body.at, avatar.body.activity), (at, Activity::Idle));
        assert!(avatar.voice.line.is_none() && avatar.body.talk.is_none());
    }
    for _ in 0..20 * 60 * 2 {
        kit.tick(Vec::new());
    }
    assert!(!kit.village.view().agent(who).unwrap().is_here(), "an idle avatar leaves");
}
