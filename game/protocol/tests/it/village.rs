//! Real villages, lived by instinct.

use village_protocol::frame::{Face, Look, Replica, Resync};
use village_sim::{MoveTo, Outcome, Principal, Role, Wish};

use crate::kit::{Watched, message, whole};

/// A replica that sees all, joined now.
fn joined(watched: &Watched) -> Replica {
    let mut replica = Replica::default();
    replica.look(watched.all());
    replica.apply(&watched.join()).unwrap();
    replica
}

#[test]
fn changes_on_top_of_a_keyframe_lead_to_the_last_keyframe() {
    let mut watched = Watched::new(7, 40);
    watched.tick();
    let mut first = joined(&watched);
    let mut later = None;
    for tick in 1..=6_000 {
        let message = message(&watched.tick());
        first.apply(&message).unwrap();
        assert_eq!(first.resync(), None, "its checksums are the village's");
        if let Some(later) = &mut later {
            Replica::apply(later, &message).unwrap();
        }
        if tick % 500 == 0 {
            watched.agrees(&first);
            watched.agrees(&joined(&watched));
        }
        if tick == 1_234 {
            later = Some(joined(&watched));
        }
    }
    watched.agrees(&later.unwrap());
    let everybody: usize = first.cells().map(|(_, cell)| cell.villagers.len()).sum();
    assert_eq!(everybody, 40, "everybody is in one cell");
    assert_eq!(first.lane().unwrap().cast.len(), 40);
    assert!(first.cells().any(|(_, cell)| !cell.items.is_empty()));
}

#[test]
fn the_avatar_of_a_person_comes_walks_changes_its_look_and_vanishes() {
    let mut watched = Watched::new(7, 20);
    watched.tick();
    let mut replica = joined(&watched);
    let mut as_whole = joined(&watched);
    let mut wish = |watched: &mut Watched, replica: &mut Replica, by: &Principal, wish: Wish| {
        let (frames, outcome) = watched.tick_with(by.clone(), wish);
        replica.apply(&message(&frames)).unwrap();
        as_whole.apply(&whole(&frames)).unwrap();
        watched.agrees(replica);
        if as_whole.tick().0 + 1 == frames.tick.0 {
            watched.agrees(&as_whole);
        }
        watched.agrees(&joined(watched));
        outcome
    };
    let enrol = Wish::Enrol { name: "Anna".into(), role: Role::Member, vouched: true };
    let enrolled = wish(&mut watched, &mut replica, &Principal::System, enrol);
    let Outcome::Enrolled { person } = enrolled else { panic!("{enrolled:?}") };
    let by = Principal::Person(person);
    let enter = |look: &str| Wish::Enter { look: look.into() };
    let came = wish(&mut watched, &mut replica, &by, enter("one"));
    let Outcome::Entered { agent, .. } = came else { panic!("{came:?}") };
    let face = |replica: &Replica| replica.lane().unwrap().cast[agent.index()].clone();
    let is_seen = |replica: &Replica| {
        let mut seen = replica.cells().flat_map(|(_, cell)| &cell.villagers);
        seen.any(|(who, _)| *who == agent)
    };
    let told = face(&replica);
    assert_eq!((&*told.slug, &*told.name, told.look.as_deref()), ("anna", "Anna", Some("one")));
    assert!(replica.lane().unwrap().cast[0].look.is_none() && is_seen(&replica));
    wish(&mut watched, &mut replica, &by, enter("two"));
    assert_eq!(face(&replica).look.as_deref(), Some("two"));
    let to = MoveTo::By { dx: 0, dy: 12 };
    let way = wish(&mut watched, &mut replica, &by, Wish::Move { agent, to });
    assert!(matches!(way, Outcome::Walking { .. }), "{way:?}");
    for _ in 0..60 {
        replica.apply(&message(&watched.tick())).unwrap();
        watched.agrees(&replica);
    }
    wish(&mut watched, &mut replica, &by, Wish::Leave);
    assert!(!is_seen(&replica) && face(&replica) == Face::default());
    for _ in 0..200 {
        replica.apply(&message(&watched.tick())).unwrap();
        assert_eq!(replica.resync(), None);
    }
    watched.agrees(&replica);
    assert!(!is_seen(&replica));
    wish(&mut watched, &mut replica, &by, enter("two"));
    assert!(is_seen(&replica) && face(&replica).look.is_some());
}

#[test]
fn a_village_that_was_not_looked_at_for_a_while_is_caught_up_with() {
    let mut watched = Watched::new(3, 20);
    watched.tick();
    let mut replica = joined(&watched);
    for _ in 0..5 {
        for _ in 0..200 {
            watched.live();
        }
        replica.apply(&message(&watched.tick())).unwrap();
        watched.agrees(&replica);
    }
}

#[test]
fn a_watcher_knows_what_it_looks_at_and_nothing_else() {
    let mut watched = Watched::new(5, 20);
    watched.tick();
    let mut replica = joined(&watched);
    let look = replica.look(Look::new(8, 8, 20, 20));
    assert_eq!(look.cells(), 9);
    assert_eq!(replica.cells().count(), 9);
    for _ in 0..600 {
        replica.apply(&message(&watched.tick())).unwrap();
    }
    assert_eq!(replica.cells().count(), 9);
    for (number, cell) in replica.cells() {
        assert_eq!(watched.encoder.key_of(number, cell), watched.encoder.cell_key(number));
    }
}

#[test]
fn whoever_missed_something_finds_out_and_asks_again() {
    let mut watched = Watched::new(9, 20);
    watched.tick();
    let mut replica = joined(&watched);
    let mut missed = false;
    let mut found = None;
    for _ in 0..4_000 {
        let frames = watched.tick();
        // Somebody stands otherwise, and this watcher is not told.
        if !missed && !frames.cells.is_empty() {
            missed = true;
            continue;
        }
        // A change of somebody it never heard of is wrong at once, a checksum later.
        if replica.apply(&message(&frames)).is_err() {
            found = replica.resync();
        } else if let Some(look) = replica.resync() {
            found = Some(look);
        }
        if found.is_some() {
            break;
        }
    }
    assert_ne!(found.expect("it finds out").resync, Resync::Nothing);
    replica.apply(&watched.join()).unwrap();
    watched.agrees(&replica);
}

#[test]
fn what_a_stream_costs() {
    let mut watched = Watched::new(7, 100);
    watched.tick();
    let join = watched.join().len();
    let ticks = 10 * 60 * 20;
    let (mut bytes, mut parts) = (0, 0);
    for _ in 0..ticks {
        let frames = watched.tick();
        if frames.lane.is_some() || !frames.cells.is_empty() {
            bytes += message(&frames).len();
            parts += frames.cells.len();
        }
    }
    println!("100 villagers, 10 minutes by day: join {join} bytes; a spectator of all of them");
    println!("gets {} bytes an hour, {} a villager-hour;", bytes * 6, bytes * 6 / 100);
    println!("{:.2} cells a tick", f64::from(u32::try_from(parts).unwrap()) / f64::from(ticks));
    // The JSON deltas come to some 60 MB.
    assert!(bytes * 6 < 12_000_000, "{bytes}");
    assert!(join < 64_000, "{join}");
}
