//! A watcher of everything who tells others.

use std::collections::BTreeMap;
use std::sync::Arc;

use village_protocol::frame::{Frames, Keyframe, Message, Relay, Replica};

use crate::kit::{Watched, both, message, whole};

/// Whoever hears a relay, and the keyframes that the relay has for whoever comes later.
struct Heard {
    relay: Relay,
    keys: BTreeMap<u32, Arc<Keyframe>>,
    lane: Option<Arc<Keyframe>>,
    last: u64,
}

impl Heard {
    fn new(watched: &Watched) -> Self {
        let relay = Relay::new();
        let mut heard = Self { relay, keys: BTreeMap::new(), lane: None, last: 0 };
        let ticks = heard.hear(&watched.join());
        assert_eq!(ticks.len(), 1, "it begins once the whole map is known");
        heard
    }

    fn hear(&mut self, message: &[u8]) -> Vec<Frames> {
        let mut ticks = self.relay.hear(message).unwrap();
        for frames in &mut ticks {
            assert!(self.last == 0 || frames.tick.0 == self.last + 1, "no tick is left out");
            self.last = frames.tick.0;
            self.keys.extend(frames.keys.drain(..));
            self.lane = frames.lane_key.take().or(self.lane.take());
        }
        ticks
    }

    /// Whoever joins the relay now.
    fn join(&self, watched: &Watched) -> Replica {
        let mut message = Message::default();
        message.begin(village_sim::Tick(self.last));
        message.add(self.lane.as_ref().unwrap().part());
        self.keys.values().for_each(|key| message.add(key.part()));
        message.end();
        let mut replica = Replica::default();
        replica.look(watched.all());
        replica.apply(&message.into_bytes()).unwrap();
        replica
    }
}

#[test]
fn who_hears_a_relay_knows_what_the_village_tells() {
    let mut watched = Watched::new(7, 40);
    watched.tick();
    let mut heard = Heard::new(&watched);
    let (mut by_cells, mut as_whole) = (heard.join(&watched), heard.join(&watched));
    for tick in 1..=3_000 {
        let frames = watched.tick();
        // A quiet tick is not told, but the village says once a second that it lives.
        let is_quiet = frames.cells.is_empty() && frames.lane.is_none();
        let told = if is_quiet { alive(&frames) } else { both(&frames) };
        if is_quiet && tick % 20 != 0 {
            continue;
        }
        for frames in heard.hear(&told) {
            by_cells.apply(&message(&frames)).unwrap();
            as_whole.apply(&whole(&frames)).unwrap();
            assert_eq!(by_cells.resync(), None, "its checksums are the village's");
            assert_eq!(as_whole.resync(), None, "its checksums are the village's");
        }
        if tick % 500 == 0 {
            watched.agrees(&by_cells);
            watched.agrees(&as_whole);
            watched.agrees(&heard.join(&watched));
        }
    }
}

/// That the village lives.
fn alive(frames: &Frames) -> Vec<u8> {
    let mut message = Message::default();
    message.begin(frames.tick);
    message.end();
    message.into_bytes()
}

#[test]
fn what_a_relay_is_told_anew_it_tells_anew() {
    let mut watched = Watched::new(9, 20);
    watched.tick();
    let mut heard = Heard::new(&watched);
    let mut replica = heard.join(&watched);
    // Nobody downstream hears these.
    for _ in 0..200 {
        let frames = watched.tick();
        heard.hear(&both(&frames));
    }
    assert!(heard.hear(&watched.join()).is_empty(), "there is no new tick to tell it with");
    for frames in heard.hear(&both(&watched.tick())) {
        assert_eq!(frames.whole, None, "keyframes stand for it");
        replica.apply(&message(&frames)).unwrap();
    }
    watched.agrees(&replica);
    for frames in heard.hear(&both(&watched.tick())) {
        replica.apply(&whole(&frames)).unwrap();
    }
    watched.agrees(&replica);
}

#[test]
fn a_tick_that_came_by_cells_alone_has_no_whole_form() {
    let mut watched = Watched::new(9, 20);
    watched.tick();
    let mut heard = Heard::new(&watched);
    let mut told = 0;
    for _ in 0..200 {
        let frames = watched.tick();
        let is_quiet = frames.cells.is_empty() && frames.lane.is_none();
        for relayed in heard.hear(&message(&frames)) {
            assert_eq!(relayed.whole.is_some(), is_quiet);
            told += 1;
        }
    }
    assert_eq!(told, 200);
}

#[test]
fn a_relay_that_missed_something_asks_again() {
    let mut watched = Watched::new(5, 30);
    watched.tick();
    let mut heard = Heard::new(&watched);
    let mut asked = false;
    for tick in 0..2_000 {
        let mut frames = watched.tick();
        if (100..160).contains(&tick) {
            frames.cells.clear();
        }
        let told = heard.relay.hear(&message(&frames));
        asked |= told.is_err() || heard.relay.resync().is_some();
    }
    assert!(asked);
}

#[test]
fn half_a_join_is_no_stream() {
    let mut watched = Watched::new(3, 10);
    watched.tick();
    let mut relay = Relay::new();
    assert!(relay.hear(&message(&watched.tick())).unwrap().is_empty());
    assert_eq!(relay.size(), None);
    assert!(relay.hear(&[0x80]).is_err());
    assert!(relay.hear(&[0x80, 9]).is_err());
}
