//! Ticks in their whole form: for who sees everything, beside who is told by cells.

use village_protocol::frame::{CHECK_WHOLE_TICKS, Frames, Look, Message, Replica, Resync};

use crate::kit::{Watched, message, whole};

fn joined(watched: &Watched) -> Replica {
    let mut replica = Replica::default();
    replica.look(watched.all());
    replica.apply(&watched.join()).unwrap();
    replica
}

/// Ticks in their whole form, several in one message.
fn sections(ticks: &[Frames]) -> Vec<u8> {
    let mut message = Message::default();
    for frames in ticks {
        message.begin(frames.tick);
        message.add_whole(frames.whole.as_ref().unwrap());
        message.end();
    }
    message.into_bytes()
}

#[test]
fn both_forms_lead_to_the_same_village() {
    let mut watched = Watched::new(7, 40);
    watched.tick();
    let (mut by_cells, mut as_whole) = (joined(&watched), joined(&watched));
    let mut crossed_quietly = 0;
    for tick in 1..=6_000 {
        let frames = watched.tick();
        by_cells.apply(&message(&frames)).unwrap();
        as_whole.apply(&whole(&frames)).unwrap();
        assert_eq!((by_cells.resync(), as_whole.resync()), (None, None));
        let is_quiet = frames.whole.as_ref().unwrap().is_empty();
        crossed_quietly += u32::from(is_quiet && !frames.cells.is_empty());
        if tick % 100 == 0 {
            watched.agrees(&by_cells);
            watched.agrees(&as_whole);
        }
        if tick % 1_000 == 0 {
            // Whoever joined a moment ago is told by cells until then, and whole from then on.
            as_whole = joined(&watched);
        }
    }
    assert!(crossed_quietly > 100, "a border is crossed without a word: {crossed_quietly}");
}

#[test]
fn quiet_ticks_need_not_be_told_and_several_may_come_at_once() {
    let mut watched = Watched::new(5, 40);
    watched.tick();
    let mut replica = joined(&watched);
    let mut waiting = Vec::new();
    for tick in 1..=3_000 {
        let frames = watched.tick();
        if !frames.whole.as_ref().unwrap().is_empty() {
            waiting.push(frames);
        } else if tick % 50 == 0 {
            replica.apply(&sections(&waiting)).unwrap();
            waiting.clear();
            replica.apply(&whole(&frames)).unwrap();
            watched.agrees(&replica);
        }
        if tick % 50 < 25 && waiting.len() == 1 {
            replica.apply(waiting.remove(0).whole.as_ref().unwrap()).unwrap();
        }
        assert_eq!(replica.resync(), None);
    }
}

#[test]
fn a_village_that_was_not_looked_at_for_a_while_is_caught_up_with_whole() {
    let mut watched = Watched::new(3, 20);
    watched.tick();
    let mut replica = joined(&watched);
    for _ in 0..5 {
        for _ in 0..700 {
            watched.live();
        }
        replica.apply(&sections(&[watched.tick()])).unwrap();
        watched.agrees(&replica);
    }
}

#[test]
fn who_looks_elsewhere_takes_no_tick_for_what_it_forgot() {
    let mut watched = Watched::new(9, 30);
    watched.tick();
    let mut replica = joined(&watched);
    for _ in 0..300 {
        replica.apply(&whole(&watched.tick())).unwrap();
    }
    let part = replica.look(Look::new(8, 8, 40, 40));
    let known = replica.cells().count();
    assert_eq!(known, 25);
    // These were on their way.
    for _ in 0..300 {
        let frames = watched.tick();
        replica.apply(&whole(&frames)).unwrap();
        assert_eq!((replica.tick(), replica.cells().count()), (frames.tick, known));
    }
    assert_eq!(replica.resync(), None);
    // What it looks at now comes anew, and then by cells.
    replica.apply(&watched.join()).unwrap();
    for _ in 0..300 {
        replica.apply(&message(&watched.tick())).unwrap();
        assert_eq!(replica.resync(), None);
    }
    for (number, cell) in replica.cells() {
        assert_eq!(watched.encoder.key_of(number, cell), watched.encoder.cell_key(number));
    }
    assert!(replica.cells().all(|(number, _)| {
        let across = u32::from(watched.encoder.size().0);
        let narrow = |side: u32| u16::try_from(side).unwrap();
        part.covers(narrow(number % across), narrow(number / across))
    }));
    // And with a wide view again: a join, and whole from then on.
    replica.look(watched.all());
    replica.apply(&whole(&watched.tick())).unwrap();
    replica.apply(&watched.join()).unwrap();
    for _ in 0..300 {
        replica.apply(&whole(&watched.tick())).unwrap();
    }
    watched.agrees(&replica);
}

#[test]
fn who_missed_something_finds_out() {
    let mut watched = Watched::new(9, 20);
    watched.tick();
    let mut replica = joined(&watched);
    let mut found = None;
    for _ in 0..4_000 {
        let frames = watched.tick();
        // Shortly before a checksum, so that nothing else heals it.
        if frames.tick.0 % CHECK_WHOLE_TICKS > 200 {
            continue;
        }
        let told = replica.apply(&whole(&frames));
        found = replica.resync();
        assert!(told.is_ok() || found.is_some());
        if found.is_some() {
            break;
        }
    }
    assert_eq!(found.expect("it finds out").resync, Resync::All);
    replica.apply(&watched.join()).unwrap();
    watched.agrees(&replica);
    for _ in 0..1_000 {
        replica.apply(&whole(&watched.tick())).unwrap();
        assert_eq!(replica.resync(), None);
    }
    watched.agrees(&replica);
}

#[test]
fn who_knows_nothing_is_told_nothing_by_changes() {
    let mut watched = Watched::new(5, 10);
    watched.tick();
    let mut replica = Replica::default();
    replica.look(watched.all());
    for _ in 0..100 {
        replica.apply(&whole(&watched.tick())).unwrap();
    }
    assert!(replica.lane().is_none() && replica.cells().count() == 0);
}

/// A village day of a hundred, to a spectator of everything. Stock replication takes 4.5 MB for it,
/// and the bar is a twentieth of that.
#[test]
fn what_a_day_costs_who_sees_everything() {
    let mut watched = Watched::new(7, 100);
    watched.tick();
    let mut spectator = joined(&watched);
    let (mut by_cells, mut as_whole, mut silence) = (0, watched.join().len(), 0);
    for _ in 0..28_800 {
        let frames = watched.tick();
        if frames.lane.is_some() || !frames.cells.is_empty() {
            by_cells += message(&frames).len();
        }
        // A quiet tick is told once a second.
        silence += 1;
        if silence == 20 || !frames.whole.as_ref().unwrap().is_empty() {
            silence = 0;
            let told = whole(&frames);
            as_whole += told.len();
            spectator.apply(&told).unwrap();
            assert_eq!(spectator.resync(), None, "its checksums are the village's");
        }
    }
    spectator.apply(&whole(&watched.tick())).unwrap();
    watched.agrees(&spectator);
    println!("a day of 100 villagers: {by_cells} bytes by cells, {as_whole} whole with the join");
    assert!(as_whole < 220_000, "{as_whole}");
}
