//! Avatars: people come in, walk, speak, use places, leave, and find themselves where they were.

use village_economy::{AccountId, Micro};
use village_sim::{
    AVATAR_IDLE_SECONDS, AVATARS_MAX, Audience, Ground, Kept, Labour, Measure, MoveTo, Near,
    Outcome, PersonId, Principal, Refusal, Restraint, Role, Seats, Snapshot, Thing, Tile, Use,
    Verb, Village, VillagerId, Where, Wish,
};

use crate::kit::{Kit, command, foundation};
use crate::money::{admin, feedback, post};

fn enter(kit: &mut Kit, person: PersonId, look: &str) -> (VillagerId, Tile) {
    match kit.run(Principal::Person(person), Wish::Enter { look: look.into() }) {
        Outcome::Entered { agent, at } => (agent, at),
        other => panic!("{other:?}"),
    }
}

fn leave(kit: &mut Kit, person: PersonId) {
    assert_eq!(kit.run(Principal::Person(person), Wish::Leave), Outcome::Left);
}

fn walk(kit: &mut Kit, person: PersonId, who: VillagerId, to: MoveTo) -> Outcome {
    kit.run(Principal::Person(person), Wish::Move { agent: who, to })
}

fn act(kit: &mut Kit, person: PersonId, who: VillagerId, verb: Verb) -> Outcome {
    kit.run(Principal::Person(person), Wish::Act { agent: who, verb })
}

fn is_here(kit: &Kit, who: VillagerId) -> bool {
    let here = kit.village.view().agent(who).unwrap().is_here();
    assert_eq!(kit.village.world().resource::<Near>().is_here(who), here);
    here
}

fn at(kit: &Kit, who: VillagerId) -> village_sim::Point {
    let view = kit.village.view();
    view.agent(who).unwrap().body.point(view.tick(), view.clock.hz)
}

fn landmark(kit: &Kit, slug: &str) -> MoveTo {
    MoveTo::Landmark(kit.village.world().resource::<Ground>().0.by_slug(slug).unwrap())
}

fn go_to(kit: &mut Kit, person: PersonId, who: VillagerId, slug: &str) -> Outcome {
    let to = landmark(kit, slug);
    walk(kit, person, who, to)
}

fn refused(outcome: &Outcome) -> &'static str {
    let Outcome::Refused(refusal) = outcome else { panic!("{outcome:?}") };
    refusal.code()
}

/// A walk to the end of its way.
fn arrive(kit: &mut Kit, outcome: &Outcome) {
    let Outcome::Walking { to, .. } = outcome else { panic!("{outcome:?}") };
    for _ in 0..2_000 {
        let view = kit.tick(Vec::new()).view;
        let walking = view.present().any(|one| {
            one.person().is_some() && one.body.walk.as_ref().is_some_and(|walk| walk.goal == *to)
        });
        if !walking {
            return;
        }
    }
    panic!("nobody arrived at {to:?}");
}

#[test]
fn a_person_comes_in_by_the_board_and_is_no_agent() {
    let mut kit = Kit::new();
    let anna = kit.enrol("Anna", Role::Member, true);
    let before = kit.village.view().len();
    let (who, tile) = enter(&mut kit, anna, "look-1");
    let map = kit.village.world().resource::<Ground>().0.clone();
    let board = &map.landmark(map.by_slug("town-board").unwrap()).unwrap().spots[0];
    assert!(map.is_free(tile) && tile.distance(board.tile) <= 6, "{tile:?}");
    let view = kit.village.view();
    assert_eq!((view.len(), view.numbers()), (before, before + 1));
    assert!(view.agents().all(|agent| agent.id != who));
    assert_eq!(view.visitors().map(|agent| agent.id).collect::<Vec<_>>(), [who]);
    let avatar = view.agent(who).unwrap();
    assert_eq!((avatar.person(), avatar.balance), (Some(anna), Micro::ZERO));
    let persona = &avatar.member.persona;
    assert_eq!((&*persona.slug, &*persona.name, &*persona.role), ("anna", "Anna", "visitor"));
    assert_eq!(avatar.avatar.as_ref().unwrap().look, "look-1");
    // Another look, and the same avatar at the same place.
    assert_eq!(enter(&mut kit, anna, "look-2"), (who, tile));
    assert_eq!(kit.village.view().agent(who).unwrap().avatar.as_ref().unwrap().look, "look-2");
    // A second person stands somewhere else.
    let ben = kit.enrol("ben", Role::Member, true);
    let (other, elsewhere) = enter(&mut kit, ben, "look");
    assert!(other != who && elsewhere != tile);
    // A villager who comes later gets a number and a stipend of its own.
    let mut persona = crate::kit::personas().remove(0);
    persona.slug = "newcomer".into();
    let Outcome::Joined { agent } =
        kit.run(Principal::System, Wish::Join { persona: Box::new(persona.clone()) })
    else {
        panic!()
    };
    assert!(agent > other && kit.held(AccountId::Agent(agent.0)).is_positive());
    assert_eq!(kit.village.view().len(), before + 1);
    persona.slug = "anna".into();
    let taken = kit.run(Principal::System, Wish::Join { persona: Box::new(persona) });
    assert_eq!(refused(&taken), "name_taken");
}

#[test]
fn nobody_but_its_person_moves_an_avatar() {
    let mut kit = Kit::new();
    let (anna, ben) = (kit.enrol("anna", Role::Member, true), kit.enrol("ben", Role::Admin, true));
    let (who, _) = enter(&mut kit, anna, "a");
    let (other, _) = enter(&mut kit, ben, "b");
    let to = MoveTo::By { dx: 1, dy: 0 };
    for by in [Principal::Person(ben), admin(), Principal::System, Principal::Agent(who)] {
        let outcome = kit.run(by.clone(), Wish::Move { agent: who, to });
        assert_eq!(outcome, Outcome::Refused(Refusal::Forbidden), "{by:?}");
    }
    let ada = kit.who("ada");
    let say = |text: &str| Verb::Say { text: text.into() };
    assert_eq!(refused(&act(&mut kit, anna, other, say("I am Ben"))), "forbidden");
    assert_eq!(refused(&act(&mut kit, anna, ada, say("I am Ada"))), "forbidden");
    let enter = Wish::Enter { look: "c".into() };
    for by in [admin(), Principal::Agent(ada), Principal::System] {
        assert_eq!(refused(&kit.run(by.clone(), enter.clone())), "forbidden");
        assert_eq!(refused(&kit.run(by, Wish::Leave)), "forbidden");
    }
    assert!(matches!(walk(&mut kit, anna, who, to), Outcome::Walking { .. }));
}

#[test]
fn what_is_done_to_agents_cannot_be_done_to_an_avatar() {
    let mut kit = Kit::new();
    let anna = kit.enrol("anna", Role::Member, true);
    let (who, _) = enter(&mut kit, anna, "a");
    let ada = kit.who("ada");
    let note = post(&mut kit, ada);
    let unknown = Outcome::Refused(Refusal::Unknown { what: Thing::Agent });
    let (amount, reason) = (Micro::coins(1), || "because".to_owned());
    let wishes = [
        Wish::Reward(feedback(who, note, amount)),
        Wish::Penalize(feedback(who, note, amount)),
        Wish::Purchase { agent: who, tier: "lantern".into(), hours: 1 },
        Wish::Bid { agent: who, amount },
        Wish::Reserve { agent: who, amount, what: "a call".into() },
        Wish::Grant { agent: who, tier: None, seconds: 1, reason: reason() },
        Wish::Restrain { agent: who, measure: Restraint::Pause, reason: reason() },
        Wish::Credit {
            account: AccountId::Agent(who.0),
            amount,
            txn: "T1".into(),
            note: String::new(),
        },
    ];
    for wish in wishes {
        assert_eq!(kit.run(admin(), wish.clone()), unknown, "{wish:?}");
    }
    let pay = Wish::Pay { to: who, amount, note: "thanks".into(), post: None };
    assert_eq!(kit.run(Principal::Agent(ada), pay), unknown);
    let letter = Wish::Letter { person: anna, agent: who, body: "me".into() };
    assert_eq!(kit.run(Principal::Person(anna), letter), unknown);
    let (title, body, tags) = ("t".to_owned(), "b".to_owned(), Vec::new());
    let to_avatar = Wish::Post { title, body, tags, audience: Audience::Agent(who) };
    assert_eq!(kit.run(admin(), to_avatar), unknown);
    let claim = Wish::Work { post: note, step: Labour::Claim, words: String::new() };
    assert_eq!(refused(&kit.run(Principal::Agent(who), claim)), "forbidden");
}

#[test]
fn leaving_takes_it_away_and_coming_back_finds_it_where_it_was() {
    let mut kit = Kit::new();
    let anna = kit.enrol("anna", Role::Member, true);
    let (who, first) = enter(&mut kit, anna, "a");
    let way = go_to(&mut kit, anna, who, "kettle-cafe");
    kit.wait(30);
    let under_way = at(&kit, who);
    assert!(
        under_way.tile() != first && kit.village.view().agent(who).unwrap().body.walk.is_some()
    );
    // In the middle of its way, between two tiles.
    leave(&mut kit, anna);
    assert!(!is_here(&kit, who) && kit.village.view().visitors().next().is_none());
    let there = at(&kit, who);
    kit.wait(50);
    assert_eq!(at(&kit, who), there, "whoever is away does not walk");
    for verb in [Verb::Stop, Verb::Say { text: "boo".into() }] {
        assert_eq!(act(&mut kit, anna, who, verb), Outcome::Refused(Refusal::Away));
    }
    leave(&mut kit, anna);
    kit.restart(Kept::default());
    assert!(!is_here(&kit, who));
    assert_eq!(enter(&mut kit, anna, "b"), (who, there.tile()));
    assert_eq!(at(&kit, who), there);
    let again = go_to(&mut kit, anna, who, "kettle-cafe");
    kit.restart(Kept::default());
    assert!(is_here(&kit, who));
    arrive(&mut kit, &again);
    let (Outcome::Walking { to, .. }, Outcome::Walking { to: before, .. }) = (&again, &way) else {
        panic!()
    };
    assert_eq!((at(&kit, who).tile(), to), (*to, before));
    let used = act(&mut kit, anna, who, Verb::Use { what: Use::Drink });
    assert!(matches!(used, Outcome::Busy { .. }), "{used:?}");
}

#[test]
fn whoever_left_holds_nothing_and_nobody_reaches_it() {
    let mut kit = Kit::new();
    let (anna, ada) = (kit.enrol("anna", Role::Member, true), kit.who("ada"));
    let (who, _) = enter(&mut kit, anna, "a");
    let goods = |kit: &Kit| {
        let view = kit.village.view();
        view.items.iter().find_map(|(at, item, _)| match at {
            Where::Shelf(place) => Some((*place, *item)),
            _ => None,
        })
    };
    while goods(&kit).is_none() {
        kit.wait(1);
    }
    let (place, loaf) = goods(&kit).unwrap();
    let way = walk(&mut kit, anna, who, MoveTo::Landmark(place));
    arrive(&mut kit, &way);
    let seat = kit.village.view().agent(who).unwrap().body.seat.unwrap();
    let taken = act(&mut kit, anna, who, Verb::PickUp { item: loaf });
    assert_eq!(taken, Outcome::Item { item: loaf });
    leave(&mut kit, anna);
    assert_eq!(kit.village.world().resource::<Seats>().holder(seat), None);
    let view = kit.village.view();
    assert!(view.agent(who).unwrap().bag.0.is_empty());
    assert!(view.items.iter().any(|(at, id, _)| (*at, *id) == (Where::Shelf(seat.landmark), loaf)));
    let go = Wish::Move { agent: ada, to: MoveTo::Landmark(place) };
    kit.run(Principal::Agent(ada), go);
    kit.wait(600);
    let whisper = Verb::Whisper { to: who, text: "there?".into() };
    let outcome = kit.run(Principal::Agent(ada), Wish::Act { agent: ada, verb: whisper });
    assert_eq!(outcome, Outcome::Refused(Refusal::Unknown { what: Thing::Agent }));
    let say = Verb::Say { text: "anybody?".into() };
    let said = kit.run(Principal::Agent(ada), Wish::Act { agent: ada, verb: say });
    let Outcome::Said { heard_by } = said else { panic!("{said:?}") };
    assert!(!heard_by.contains(&who));
    // Its chair may be somebody else's by now: then it stands beside it.
    let to = kit.village.world().resource::<Ground>().0.landmark(seat.landmark).unwrap().spots
        [usize::from(seat.spot)]
    .tile;
    let to = MoveTo::To { x: to.x.into(), y: to.y.into() };
    kit.run(Principal::Agent(ada), Wish::Move { agent: ada, to });
    kit.wait(100);
    assert_eq!(kit.village.world().resource::<Seats>().holder(seat), Some(ada));
    let (_, tile) = enter(&mut kit, anna, "a");
    let near = kit.village.world().resource::<Near>().tile(ada);
    assert_eq!(tile.distance(near), 1, "{tile:?} {near:?}");
}

#[test]
fn people_and_villagers_near_hear_an_avatar() {
    let mut kit = Kit::new();
    let (anna, ben) = (kit.enrol("anna", Role::Member, true), kit.enrol("ben", Role::Member, true));
    let ((who, _), (other, _)) = (enter(&mut kit, anna, "a"), enter(&mut kit, ben, "b"));
    let ada = kit.who("ada");
    let to = at(&kit, who).tile();
    let to = MoveTo::To { x: to.x.into(), y: to.y.into() };
    kit.run(Principal::Agent(ada), Wish::Move { agent: ada, to });
    kit.wait(600);
    let said = act(&mut kit, anna, who, Verb::Say { text: "Good morning".into() });
    let Outcome::Said { heard_by } = said else { panic!("{said:?}") };
    assert!(heard_by.contains(&ada) && heard_by.contains(&other), "{heard_by:?}");
    let long = act(&mut kit, anna, who, Verb::Say { text: "a".repeat(281) });
    assert_eq!(refused(&long), "bad_text");
}

#[test]
fn whoever_is_suspended_or_banned_leaves_at_once() {
    let mut kit = Kit::new();
    let anna = kit.enrol("anna", Role::Member, true);
    let (who, tile) = enter(&mut kit, anna, "a");
    let judge = |measure| Wish::Discipline { person: anna, measure, reason: "noise".into() };
    kit.run(admin(), judge(Measure::Warn));
    assert!(is_here(&kit, who));
    kit.run(admin(), judge(Measure::Suspend { seconds: 10 }));
    assert!(!is_here(&kit, who));
    let back = Wish::Enter { look: "a".into() };
    assert_eq!(refused(&kit.run(Principal::Person(anna), back.clone())), "suspended");
    kit.wait(10 * 20);
    assert_eq!(enter(&mut kit, anna, "a"), (who, tile));
    kit.run(admin(), judge(Measure::Ban));
    assert!(!is_here(&kit, who));
    assert_eq!(refused(&kit.run(Principal::Person(anna), back)), "banned");
}

#[test]
fn whoever_wants_nothing_for_long_leaves_by_itself() {
    let mut kit = Kit::new();
    let anna = kit.enrol("anna", Role::Member, true);
    let (who, _) = enter(&mut kit, anna, "a");
    let idle = u64::from(AVATAR_IDLE_SECONDS) * 20;
    kit.wait(idle - 10);
    // Anything that its person wants keeps it, a refused wish as well.
    act(&mut kit, anna, who, Verb::Say { text: String::new() });
    kit.restart(Kept::default());
    kit.wait(idle - 1);
    assert!(is_here(&kit, who));
    kit.wait(1);
    assert!(!is_here(&kit, who));
    let hash = kit.village.hash();
    kit.restart(Kept::default());
    assert_eq!(kit.village.hash(), hash);
    enter(&mut kit, anna, "a");
}

#[test]
fn looks_are_short_codes_and_only_so_many_walk_about() {
    let mut kit = Kit::new();
    let anna = kit.enrol("anna", Role::Member, true);
    for look in ["", "a b", "ä", "\n", &"x".repeat(33)] {
        let wish = Wish::Enter { look: look.into() };
        assert_eq!(refused(&kit.run(Principal::Person(anna), wish)), "bad_look", "{look:?}");
    }
    assert_eq!(kit.village.view().numbers(), kit.village.view().len(), "nobody came");
    let people: Vec<_> = (0..=AVATARS_MAX)
        .map(|number| kit.enrol(&format!("p-{number}"), Role::Member, false))
        .collect();
    for person in &people[..AVATARS_MAX] {
        enter(&mut kit, *person, "a");
    }
    let last = *people.last().unwrap();
    let wish = Wish::Enter { look: "a".into() };
    let outcome = kit.run(Principal::Person(last), wish.clone());
    assert_eq!(outcome, Outcome::Refused(Refusal::Crowded { limit: 200 }));
    // Who is here may still change its look, and one who leaves makes room.
    enter(&mut kit, people[0], "b");
    leave(&mut kit, people[0]);
    enter(&mut kit, last, "a");
    assert_eq!(refused(&kit.run(Principal::Person(people[0]), wish)), "crowded");
}

#[test]
fn coming_and_going_in_one_tick_is_taken_in_order() {
    let mut kit = Kit::new();
    let anna = kit.enrol("anna", Role::Member, true);
    let by = || Principal::Person(anna);
    let (who, _) = enter(&mut kit, anna, "a");
    let to = MoveTo::By { dx: 3, dy: 0 };
    let come = || command(by(), Wish::Enter { look: "b".into() });
    let (go, out) = (command(by(), Wish::Move { agent: who, to }), command(by(), Wish::Leave));
    let ticked = kit.tick(vec![go, out.clone()]);
    let outcomes = ticked.record.unwrap().outcomes;
    assert_eq!(outcomes[0].1, Outcome::Refused(Refusal::Away));
    assert!(!is_here(&kit, who) && kit.village.view().agent(who).unwrap().body.walk.is_none());
    kit.tick(vec![come(), out, come()]);
    assert!(is_here(&kit, who));
    kit.restart(Kept::default());
}

#[test]
fn a_person_at_the_board_reads_it_and_pins_a_note() {
    let mut kit = Kit::new();
    let anna = kit.enrol("anna", Role::Member, true);
    let (who, _) = enter(&mut kit, anna, "a");
    let way = go_to(&mut kit, anna, who, "town-board");
    arrive(&mut kit, &way);
    let read = act(&mut kit, anna, who, Verb::UseBoard);
    assert!(matches!(read, Outcome::Busy { .. }), "{read:?}");
    let note = Wish::Post {
        title: "Hello".into(),
        body: "I am new here.".into(),
        tags: Vec::new(),
        audience: Audience::Public,
    };
    let pinned = kit.run(Principal::Person(anna), note);
    assert!(matches!(pinned, Outcome::Posted { .. }), "{pinned:?}");
    assert!(is_here(&kit, who));
}

#[test]
fn a_village_from_before_avatars_lives_on() {
    let mut kit = Kit::new();
    kit.enrol("anna", Role::Member, true);
    kit.wait(100);
    let bytes = kit.village.snapshot().to_bytes();
    // The tables of avatars and of minds are the last in the newer form, and empty ones are zeros.
    let (form, body) = bytes.split_at(8);
    let (body, tables) = body.split_at(body.len() - 2);
    assert_eq!((form, tables), (&b"village4"[..], &[0, 0][..]));
    let older = [b"village2", body].concat();
    let snapshot = Snapshot::from_bytes(&older).unwrap();
    let mut again = Kit::new();
    again.village = Village::restore(&foundation(), snapshot, Kept::default(), |_| ()).unwrap();
    assert_eq!(again.village.hash(), kit.village.hash());
    let anna = again.village.view().society.person_named("anna").unwrap().0;
    enter(&mut again, anna, "a");
}
