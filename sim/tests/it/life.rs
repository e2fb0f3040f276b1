//! Walking, places, words and things by command.

use village_sim::{
    Activity, Awake, Causes, Ground, ItemId, Items, LandmarkId, MoveTo, Outcome, Perceived,
    Principal, Refusal, Tile, Use, Verb, VillagerId, Where, Wish,
};

use crate::kit::{Kit, command};

fn place(kit: &Kit, slug: &str) -> LandmarkId {
    kit.village.world().resource::<Ground>().0.by_slug(slug).unwrap()
}

/// Sends somebody to a landmark and waits until it is there.
fn send(kit: &mut Kit, who: VillagerId, slug: &str) {
    let to = MoveTo::Landmark(place(kit, slug));
    let outcome = kit.run(Principal::Agent(who), Wish::Move { agent: who, to });
    assert!(matches!(outcome, Outcome::Walking { .. }), "{outcome:?}");
    for _ in 0..4_000 {
        kit.wait(1);
        if kit.village.view().agent(who).unwrap().body.walk.is_none() {
            return;
        }
    }
    panic!("{who} never arrived at {slug}");
}

fn act(kit: &mut Kit, who: VillagerId, verb: Verb) -> Outcome {
    kit.run(Principal::Agent(who), Wish::Act { agent: who, verb })
}

#[test]
fn who_wants_two_things_in_a_tick_goes_after_the_last() {
    let mut kit = Kit::new();
    let ada = kit.who("ada");
    let here = kit.village.view().agent(ada).unwrap().body.clone();
    let (x, y) = (here.at.tile().x.into(), here.at.tile().y.into());
    let cafe = MoveTo::Landmark(place(&kit, "kettle-cafe"));
    let wishes = [cafe, MoveTo::To { x, y }].map(|to| Wish::Move { agent: ada, to });
    kit.tick(wishes.map(|wish| command(Principal::Agent(ada), wish)).to_vec());
    kit.wait(40);
    let body = kit.village.view().agent(ada).unwrap().body.clone();
    assert_eq!((&body.walk, body.at), (&None, here.at));
    assert_ne!(body.place(), Some(place(&kit, "kettle-cafe")));
}

#[test]
fn who_is_stopped_in_the_tick_in_which_it_sets_out_stays() {
    let mut kit = Kit::new();
    let ada = kit.who("ada");
    let before = kit.village.view().agent(ada).unwrap().body.at;
    let to = MoveTo::Landmark(place(&kit, "kettle-cafe"));
    let stop = Wish::Act { agent: ada, verb: Verb::Stop };
    let wishes = [Wish::Move { agent: ada, to }, stop];
    let commands = wishes.map(|wish| command(Principal::Agent(ada), wish)).to_vec();
    let ticked = kit.tick(commands);
    let outcomes = ticked.record.expect("commands leave a record").outcomes;
    for (_, outcome) in &outcomes {
        let idle = matches!(outcome, Outcome::Busy { activity: Activity::Idle, .. });
        assert!(idle, "{outcome:?}");
    }
    assert_eq!(outcomes.len(), 2);
    kit.wait(40);
    let body = kit.village.view().agent(ada).unwrap().body.clone();
    assert_eq!((&body.walk, body.at), (&None, before));
    assert_ne!(body.activity, Activity::Walking);
}

#[test]
fn nobody_is_at_a_place_that_it_was_only_bound_for() {
    let cafe = |kit: &Kit| MoveTo::Landmark(place(kit, "kettle-cafe"));
    let drink = Verb::Use { what: Use::Drink };
    let is_refused =
        |outcome: &Outcome| matches!(outcome, Outcome::Refused(Refusal::NoSuchUse { .. }));
    // In the tick in which it sets out.
    let mut kit = Kit::new();
    let ada = kit.who("ada");
    let wishes =
        [Wish::Move { agent: ada, to: cafe(&kit) }, Wish::Act { agent: ada, verb: drink.clone() }];
    let commands = wishes.map(|wish| command(Principal::Agent(ada), wish)).to_vec();
    let outcomes = kit.tick(commands).record.expect("commands leave a record").outcomes;
    assert!(matches!(outcomes[0].1, Outcome::Walking { .. }), "{outcomes:?}");
    assert!(is_refused(&outcomes[1].1), "{outcomes:?}");
    // Half way.
    kit.wait(1);
    act(&mut kit, ada, Verb::Stop);
    assert_eq!(kit.village.view().agent(ada).unwrap().body.place(), None);
    let outcome = act(&mut kit, ada, drink.clone());
    assert!(is_refused(&outcome), "{outcome:?}");
    // There.
    send(&mut kit, ada, "kettle-cafe");
    let outcome = act(&mut kit, ada, drink);
    assert!(matches!(outcome, Outcome::Busy { .. }), "{outcome:?}");
}

#[test]
fn a_villager_walks_to_the_cafe_and_takes_a_spot() {
    let mut kit = Kit::new();
    let ada = kit.who("ada");
    send(&mut kit, ada, "kettle-cafe");
    let view = kit.village.view();
    let body = &view.agent(ada).unwrap().body;
    assert_eq!(body.place(), Some(place(&kit, "kettle-cafe")), "{body:?}");
    let outcome = act(&mut kit, ada, Verb::Use { what: Use::Drink });
    assert!(matches!(outcome, Outcome::Busy { activity: Activity::Drinking, .. }), "{outcome:?}");
    let outcome = act(&mut kit, ada, Verb::Use { what: Use::Sleep });
    assert_eq!(outcome, Outcome::Refused(Refusal::NoSuchUse { what: "sleep".into() }));
}

#[test]
fn two_never_hold_one_spot() {
    let mut kit = Kit::new();
    let board = place(&kit, "town-board");
    let capacity = kit.village.world().resource::<Ground>().0.landmark(board).unwrap().capacity();
    let everybody: Vec<_> = kit.village.view().agents().map(|agent| agent.id).collect();
    let mut seats = std::collections::BTreeSet::new();
    let mut refused = 0;
    for who in &everybody {
        let to = MoveTo::Landmark(board);
        match kit.run(Principal::Agent(*who), Wish::Move { agent: *who, to }) {
            Outcome::Walking { to, .. } => assert!(seats.insert(to), "{to:?} was given twice"),
            Outcome::Refused(Refusal::Full { .. }) => refused += 1,
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(seats.len(), capacity.min(everybody.len()));
    assert_eq!(refused, everybody.len() - seats.len());
}

#[test]
fn blocked_and_distant_goals_are_refused_by_name() {
    let mut kit = Kit::new();
    let ada = kit.who("ada");
    let map = kit.village.world().resource::<Ground>().0.clone();
    let wall = (0..map.width)
        .flat_map(|x| (0..map.height).map(move |y| Tile::new(x, y)))
        .find(|tile| !map.is_free(*tile))
        .unwrap();
    let mut go = |to| kit.run(Principal::Agent(ada), Wish::Move { agent: ada, to });
    let outcome = go(MoveTo::To { x: wall.x.into(), y: wall.y.into() });
    assert_eq!(outcome, Outcome::Refused(Refusal::Blocked { at: wall }));
    for to in [
        MoveTo::To { x: -1, y: 3 },
        MoveTo::To { x: i32::MAX, y: 0 },
        MoveTo::By { dx: i32::MIN, dy: i32::MAX },
    ] {
        let outcome = go(to);
        assert!(matches!(outcome, Outcome::Refused(Refusal::OffMap { .. })), "{outcome:?}");
    }
    let outcome = go(MoveTo::Landmark(LandmarkId(u32::MAX)));
    assert!(matches!(outcome, Outcome::Refused(Refusal::Unknown { .. })), "{outcome:?}");
}

#[test]
fn only_those_near_hear_and_only_one_hears_a_whisper() {
    let mut kit = Kit::new();
    let (ada, bruno, chiyo) = (kit.who("ada"), kit.who("bruno"), kit.who("chiyo"));
    send(&mut kit, ada, "town-board");
    send(&mut kit, bruno, "town-board");
    send(&mut kit, chiyo, "mirror-pond");
    let outcome = act(&mut kit, ada, Verb::Say { text: "Good morning!".into() });
    let Outcome::Said { heard_by } = outcome else { panic!("{outcome:?}") };
    assert!(heard_by.contains(&bruno) && !heard_by.contains(&chiyo), "{heard_by:?}");
    let outcome = act(&mut kit, ada, Verb::Whisper { to: chiyo, text: "psst".into() });
    assert!(matches!(outcome, Outcome::Refused(Refusal::TooFar { .. })), "{outcome:?}");
    let view = kit.village.view();
    let heard = |who: VillagerId| {
        let agent = view.agent(who).unwrap();
        agent
            .memories
            .iter()
            .any(|m| matches!(&m.what, Perceived::Heard { who, .. } if *who == ada))
    };
    assert!(heard(bruno) && !heard(chiyo));
}

#[test]
fn things_are_carried_given_and_eaten_and_never_doubled() {
    let mut kit = Kit::new();
    let (ada, bruno) = (kit.who("ada"), kit.who("bruno"));
    send(&mut kit, ada, "kettle-cafe");
    send(&mut kit, bruno, "kettle-cafe");
    let cafe = place(&kit, "kettle-cafe");
    while kit.village.world().resource::<Items>().on_shelf(cafe).is_empty() {
        kit.wait(20);
    }
    let item = kit.village.world().resource::<Items>().on_shelf(cafe)[0];
    let outcome = act(&mut kit, ada, Verb::PickUp { item });
    assert_eq!(outcome, Outcome::Item { item });
    let outcome = act(&mut kit, bruno, Verb::PickUp { item });
    assert_eq!(outcome, Outcome::Refused(Refusal::OutOfReach));
    let outcome = act(&mut kit, bruno, Verb::UseItem { item });
    assert_eq!(outcome, Outcome::Refused(Refusal::NotYours));
    match act(&mut kit, ada, Verb::Give { item, to: bruno }) {
        Outcome::Item { .. } => {
            let at = kit.village.world().resource::<Items>().get(item).unwrap().at;
            assert_eq!(at, Where::Bag(bruno));
        }
        // The café has tables further apart than an arm is long.
        Outcome::Refused(Refusal::TooFar { .. }) => {}
        other => panic!("{other:?}"),
    }
    let unknown = act(&mut kit, ada, Verb::PickUp { item: ItemId(u32::MAX) });
    assert!(matches!(unknown, Outcome::Refused(Refusal::Unknown { .. })), "{unknown:?}");
}

#[test]
fn nobody_moves_somebody_else() {
    let mut kit = Kit::new();
    let (ada, bruno) = (kit.who("ada"), kit.who("bruno"));
    let wish = Wish::Act { agent: bruno, verb: Verb::Stop };
    let outcome = kit.run(Principal::Agent(ada), wish.clone());
    assert_eq!(outcome, Outcome::Refused(Refusal::Forbidden));
    let outcome = kit.run(Principal::Admin("erik".into()), wish);
    assert!(matches!(outcome, Outcome::Busy { .. }), "{outcome:?}");
    let wish = Wish::Store { available: false };
    let outcome = kit.run(Principal::Agent(ada), wish);
    assert_eq!(outcome, Outcome::Refused(Refusal::Forbidden));
}

#[test]
fn whoever_is_let_go_wakes_even_if_spoken_to_in_between() {
    let mut kit = Kit::new();
    let (ada, bruno) = (kit.who("ada"), kit.who("bruno"));
    send(&mut kit, ada, "town-board");
    send(&mut kit, bruno, "town-board");
    act(&mut kit, ada, Verb::Stop);
    let let_go = kit.village.view().agent(ada).unwrap().reins.held_until;
    act(&mut kit, bruno, Verb::Say { text: "Ada?".into() });
    let mut causes = Causes::NONE;
    while kit.village.now() < let_go {
        kit.wait(1);
        let awake = kit.village.world().resource::<Awake>();
        let woken = awake.0.iter().find(|(who, _)| *who == ada);
        causes = woken.map_or(Causes::NONE, |(_, causes)| *causes);
    }
    assert!(causes.has(Causes::FREE), "{causes:?}");
}
