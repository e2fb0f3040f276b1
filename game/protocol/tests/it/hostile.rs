//! Bytes that nobody should have sent.

use proptest::test_runner::{RngAlgorithm, TestRng};
use village_protocol::frame::{FRAMES, Look, Message, Relay, Replica, VERSION, WHOLE};
use village_sim::Tick;

use crate::kit::{Watched, both, message, whole};

/// How many inputs: 100,000, or what the variable says (10,000,000 take some minutes).
fn inputs() -> u64 {
    std::env::var("VILLAGE_FUZZ").ok().and_then(|text| text.parse().ok()).unwrap_or(100_000)
}

struct Chance(TestRng);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        use proptest::prelude::Rng;
        usize::try_from(self.0.next_u64() >> 33).unwrap() % end.max(1)
    }

    fn byte(&mut self) -> u8 {
        u8::try_from(self.below(256)).unwrap()
    }
}

fn chance() -> Chance {
    Chance(TestRng::deterministic_rng(RngAlgorithm::ChaCha))
}

/// Spoils a message: bytes changed, cut off, doubled or put in.
fn spoil(message: &mut Vec<u8>, chance: &mut Chance) {
    for _ in 0..=chance.below(4) {
        let at = chance.below(message.len());
        match chance.below(5) {
            0 => message.truncate(at),
            1 => message.insert(at, chance.byte()),
            2 if at < message.len() => drop(message.remove(at)),
            3 => message.extend_from_within(at..),
            _ if at < message.len() => message[at] = chance.byte(),
            _ => message.push(chance.byte()),
        }
    }
}

#[test]
fn no_bytes_hurt_a_watcher() {
    let mut watched = Watched::new(7, 30);
    watched.tick();
    let mut valid = vec![watched.join()];
    for _ in 0..2_000 {
        let frames = watched.tick();
        if frames.cells.len() > 2 {
            valid.extend([message(&frames), both(&frames), whole(&frames)]);
        }
    }
    let all = watched.all();
    let mut chance = chance();
    let mut replica = Replica::default();
    replica.look(all);
    replica.apply(&valid[0]).unwrap();
    let mut relay = Relay::new();
    let (mut refused, mut taken) = (0_u64, 0_u64);
    for number in 0..inputs() {
        let mut bytes = if number % 4 == 0 {
            let length = chance.below(200);
            let mut bytes: Vec<u8> = (0..length).map(|_| chance.byte()).collect();
            // Past the door, where it gets interesting.
            if let [kind, version, ..] = &mut bytes[..] {
                (*kind, *version) =
                    if chance.below(2) == 0 { (FRAMES, VERSION) } else { (WHOLE, *version) };
            }
            bytes
        } else {
            // The long join now and then, the short ticks mostly.
            let pick = if number % 64 == 1 { 0 } else { chance.below(valid.len()) };
            valid[pick].clone()
        };
        spoil(&mut bytes, &mut chance);
        match replica.apply(&bytes) {
            Ok(()) => taken += 1,
            Err(_) => refused += 1,
        }
        let _ = relay.hear(&bytes);
        // What it knows can be looked at, whatever it was told.
        if number % 256 == 0 {
            relay = Relay::new();
            relay.hear(&valid[0]).unwrap();
            look_around(&replica);
            replica = Replica::default();
            replica.look(all);
            replica.apply(&valid[0]).unwrap();
        }
    }
    println!("{refused} refused, {taken} taken");
    assert!(refused > taken, "most are noticed: {refused} of {}", refused + taken);
}

/// Draws everybody, as a client does.
fn look_around(replica: &Replica) {
    let Some(lane) = replica.lane() else { return };
    for (_, cell) in replica.cells() {
        for (_, villager) in &cell.villagers {
            for tick in [replica.tick(), replica.tick().after(20), Tick(1 << 48)] {
                if let Some(walk) = &villager.walk {
                    walk.point(villager.at, tick, lane.hz);
                    walk.facing(villager.at, tick, lane.hz);
                }
            }
        }
    }
}

#[test]
fn no_request_hurts_the_village() {
    let mut chance = chance();
    let mut good = 0;
    for _ in 0..inputs() {
        let mut bytes = Look::new(1, 2, 30, 20).encode().to_vec();
        spoil(&mut bytes, &mut chance);
        if let Ok(look) = Look::decode(&bytes) {
            assert!(look.cells() <= 4_096);
            assert_eq!(Look::decode(&look.encode()), Ok(look));
            good += 1;
        }
    }
    assert!(good > 0);
}

#[test]
fn a_message_that_promises_much_gets_no_room_for_it() {
    let mut replica = Replica::default();
    replica.look(Look::new(0, 0, 64, 64));
    // A lane with a cast of ten thousand in a message of a few bytes.
    let promise = [0x80, VERSION, 5, 1, 1, 9, 40, 40, 20, 100, 0, 1, 0, 0x90, 0x4e, 0];
    assert!(replica.apply(&promise).is_err());
    let mut sections = Message::default();
    for tick in 0..1_000 {
        sections.begin(Tick(tick));
        sections.end();
    }
    assert!(replica.apply(&sections.into_bytes()).is_err());
    assert!(replica.apply(&vec![0; 5 * 1024 * 1024]).is_err());
    assert_eq!(replica.resync().map(|look| look.width), Some(64));
}
