//! The filter, and the world behind it, against what no client sends. `VILLAGE_FUZZ` says how many
//! packets, 100,000 otherwise.

use std::time::{Duration, Instant};

use bytes::Bytes;
use tokio::sync::mpsc;
use village_economy::Micro;
use village_protocol::link::{Purse, Session};
use village_protocol::play::{Errand, Request};
use village_sim::{PersonId, Role};

use super::Standing;
use super::filter::{Filter, Passed, Unfit, Words};
use super::world::{self, Arrival, INBOX, Inbound, OUTBOX};

/// Numbers that are the same in every run (splitmix64).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, most: usize) -> usize {
        usize::try_from(self.next() % most as u64).unwrap()
    }

    fn byte(&mut self) -> u8 {
        self.next().to_le_bytes()[0]
    }
}

/// What an honest client sends, packet by packet.
struct Honest {
    words: Words,
    packet: u16,
    heard: u16,
    metadata: u16,
    acks: u16,
}

fn small(number: u64) -> u8 {
    let number = u8::try_from(number).unwrap();
    assert!(number < 64, "one byte is enough for it");
    number
}

impl Honest {
    const fn new(words: Words) -> Self {
        Self { words, packet: 0, heard: 0, metadata: 0, acks: 0 }
    }

    fn packet(&mut self, kind: u8, body: &[u8]) -> Vec<u8> {
        let mut packet = vec![kind];
        packet.extend(self.packet.to_be_bytes());
        packet.extend(self.heard.to_be_bytes());
        packet.extend([0; 8]);
        packet.extend(body);
        packet
    }

    /// The packet arrived.
    fn went(&mut self) {
        self.packet = self.packet.wrapping_add(1);
        self.heard = self.heard.wrapping_add(1);
    }

    fn ping(&self) -> Vec<u8> {
        let words = &self.words;
        vec![small(words.ping_channel), 1, 0, 3, small(words.ping), 0, 7]
    }

    fn pong(&self, top: u8) -> Vec<u8> {
        let words = &self.words;
        vec![small(words.ping_channel), 1, 0, 8, small(words.pong), 0, 1, top, 0, 0, 1, 9]
    }

    fn metadata(&self, top: u8) -> Vec<u8> {
        let words = &self.words;
        let [high, low] = self.metadata.to_be_bytes();
        let channel = small(words.metadata_channel);
        vec![channel, 1, 1, high, low, 7, small(words.metadata), top, 0, 0, 0, 0, 1]
    }

    fn acks(&self, number: u16, body: &[u8]) -> Vec<u8> {
        let [high, low] = number.to_be_bytes();
        let head = [small(self.words.acks_channel), 1, 1, high, low];
        [&head[..], &[u8::try_from(body.len()).unwrap()], body].concat()
    }

    /// One of what it may say now, and what is to be counted on when it arrives.
    fn any(&mut self, dice: &mut Dice) -> Vec<u8> {
        let body = match dice.below(6) {
            0 => return self.packet(4, &[]),
            1 => self.pong(0),
            2 => self.metadata(0),
            3 => self.acks(self.acks, &[dice.byte(), 0, dice.byte(), 1]),
            4 => [self.ping(), self.pong(0), self.acks(self.acks, &[1, 0])].concat(),
            _ => self.ping(),
        };
        self.packet(0, &body)
    }
}

/// Bends a packet somewhere.
fn bend(packet: &mut Vec<u8>, dice: &mut Dice) {
    match dice.below(5) {
        0 => packet.truncate(dice.below(packet.len() + 1)),
        1 => {
            let more = dice.below(40);
            packet.extend((0..more).map(|_| dice.byte()));
        }
        _ => {}
    }
    for _ in 0..dice.below(4) {
        // Mostly behind the head, where there is more to break.
        let from = if dice.below(4) == 0 { 0 } else { 13.min(packet.len().saturating_sub(1)) };
        if packet.len() > from {
            let at = from + dice.below(packet.len() - from);
            packet[at] = if dice.below(2) == 0 { dice.byte() } else { packet[at] ^ 0x80 };
        }
    }
}

#[test]
fn an_honest_client_passes_and_the_two_deadly_packets_do_not() {
    let words = world::words();
    let now = Instant::now();
    let mut client = Honest::new(words);
    let mut filter = Filter::new(words);
    let bodies =
        [client.ping(), client.pong(0), client.metadata(0), client.acks(0, &[1, 0]), vec![]];
    for body in bodies {
        let packet = client.packet(0, &body);
        assert_eq!(filter.read(&packet, now), Ok(Passed::Packet), "{packet:?}");
        client.went();
    }
    for deadly in [client.pong(0x80), client.metadata(0x80)] {
        let packet = client.packet(0, &deadly);
        assert_eq!(filter.clone().read(&packet, now), Err(Unfit::Kind), "{packet:?}");
    }
    let request = Request { number: 1, key: 2, errand: Errand::Stop };
    assert_eq!(filter.read(&request.encode(), now), Ok(Passed::Request(request)));
}

#[test]
fn gaps_halves_and_silence_about_what_was_heard_do_not_pass() {
    let words = world::words();
    let now = Instant::now();
    let mut client = Honest::new(words);
    let mut filter = Filter::new(words);
    // Sent again is no gap; a number to come is.
    let again = [client.acks(0, &[1, 0]), client.acks(0, &[1, 0]), client.acks(1, &[2, 0])];
    assert_eq!(filter.read(&client.packet(0, &again.concat()), now), Ok(Passed::Packet));
    client.went();
    let gap = client.acks(3, &[3, 0]);
    assert_eq!(filter.clone().read(&client.packet(0, &gap), now), Err(Unfit::Order));
    let half = client.acks(2, &[3]);
    assert_eq!(filter.clone().read(&client.packet(0, &half), now), Err(Unfit::Kind));
    let many = client.ping().repeat(200);
    assert_eq!(filter.clone().read(&client.packet(0, &many), now), Err(Unfit::Kind));
    client.packet = 9;
    assert_eq!(filter.clone().read(&client.packet(4, &[]), now), Err(Unfit::Order));
    client.packet = 1;
    assert_eq!(filter.read(&client.packet(4, &[]), now), Ok(Passed::Packet));
    client.packet = 2;
    let later = now + Duration::from_secs(31);
    assert_eq!(filter.read(&client.packet(4, &[]), later), Err(Unfit::Deaf));
}

#[test]
fn whatever_passes_does_the_world_no_harm() {
    let count = std::env::var("VILLAGE_FUZZ").ok().map(|count| count.parse().unwrap());
    let count: u64 = count.unwrap_or(100_000);
    let (mut app, words) = (world::begun(), world::words());
    let (mut world, mut outbox) = arrive(&mut app, 1);
    let mut dice = Dice(7);
    let (mut client, mut filter) = (Honest::new(words), Filter::new(words));
    let (mut passed, mut waiting) = (0_u64, 0);
    let now = Instant::now();
    for _ in 0..count {
        let mut packet = client.any(&mut dice);
        match dice.below(8) {
            0 => packet = (0..dice.below(64)).map(|_| dice.byte()).collect(),
            1 => {}
            _ => bend(&mut packet, &mut dice),
        }
        let mut tried = filter.clone();
        let Ok(Passed::Packet) = tried.read(&packet, now) else { continue };
        filter = tried;
        client.went();
        (client.metadata, client.acks) = filter.next_messages();
        passed += 1;
        waiting += 1;
        world.try_send(Inbound::Packet(Bytes::from(packet))).unwrap();
        if waiting == 16 {
            waiting = 0;
            app.update();
            while outbox.try_recv().is_ok() {}
        }
        if passed.is_multiple_of(20_000) {
            // A client that stays honest for so long leaves, and another comes.
            (world, outbox) = arrive(&mut app, 1 + passed);
            (client, filter) = (Honest::new(words), Filter::new(words));
            waiting = 0;
        }
    }
    app.update();
    assert!(passed > count / 20, "enough passes to try the world: {passed} of {count}");
}

fn arrive(app: &mut bevy_app::App, number: u64) -> (mpsc::Sender<Inbound>, mpsc::Receiver<Bytes>) {
    let (sender, inbox) = mpsc::channel(INBOX);
    let (outbox, receiver) = mpsc::channel(OUTBOX);
    let session = Session {
        person: PersonId(1),
        name: "somebody".to_owned(),
        role: Role::Member,
        is_free: true,
    };
    let purse = Purse { balance: Micro::ZERO, allowance_left: None };
    let standing = Standing { session, purse, avatar: None };
    world::take_in(app, vec![Arrival { number, standing, inbox, outbox }]);
    app.update();
    (sender, receiver)
}
