//! The stream from the village: one socket, kept open. It comes back by itself, first soon, then
//! less often, and says plainly when it is not live. What it hears goes to the scene; nothing else
//! writes there. All that it ever sends is which part of the village is looked at.

mod backoff;
mod frames;
mod socket;
mod world;

pub use backoff::Backoff;

use bevy::prelude::*;
use village_protocol::frame::FrameError;

use crate::address::Address;
use crate::eye::{Eye, EyeSystems};
use crate::scene::{Noted, Paid, Said, Scene};
use frames::{Watch, look_at};

pub use socket::Packet;
pub(crate) use socket::{Heard, Socket};

/// Seconds of silence after which a socket counts as dead.
const SILENCE: f64 = 10.0;
/// Messages that one frame takes in; the rest waits for the next.
const MESSAGES_MAX: usize = 512;

/// How it stands between this client and the village.
#[derive(Resource, Debug, Clone, PartialEq)]
pub enum Contact {
    /// No village was named.
    Nowhere,
    /// The socket is being opened, for the first time or again.
    Calling,
    /// The village speaks.
    Live,
    /// The village does not answer. It is called again at `next` (this machine's seconds).
    Away { why: String, next: f64, tries: u32 },
    /// The village speaks another version of the frames than this client.
    Stranger { theirs: u8 },
}

/// A message of the village, as it came.
#[derive(Message, Debug, Clone, PartialEq, Eq)]
pub struct Told(pub Packet);

/// How the village tells of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tongue {
    Frames,
    /// The open interface: a village that has no frames is still seen.
    World,
}

/// The socket and when to open the next one.
#[derive(Resource)]
struct Wire {
    to: Option<Address>,
    socket: Option<Socket>,
    tongue: Tongue,
    /// Whether the village has ever spoken this tongue: then it will again.
    is_spoken: bool,
    heard_at: f64,
    backoff: Backoff,
}

/// The village's address in words.
#[derive(Resource, Debug, Clone, Default)]
pub struct Village(pub String);

/// What the frames told so far.
#[derive(Resource, Default)]
struct Watched(Watch);

/// What a message tells beside the scene.
#[derive(bevy::ecs::system::SystemParam)]
pub struct Facts<'w> {
    pub said: MessageWriter<'w, Said>,
    pub paid: MessageWriter<'w, Paid>,
    pub noted: MessageWriter<'w, Noted>,
}

/// Keeps the stream open to the village at an address.
pub(crate) fn plugin(app: &mut App, to: Option<Address>) {
    let contact = if to.is_some() { Contact::Calling } else { Contact::Nowhere };
    let village = Village(to.as_ref().map(ToString::to_string).unwrap_or_default());
    let wire = Wire {
        to,
        socket: None,
        tongue: Tongue::Frames,
        is_spoken: false,
        heard_at: 0.0,
        backoff: Backoff::default(),
    };
    app.insert_resource(contact)
        .insert_resource(wire)
        .insert_resource(village)
        .insert_resource(Watched(Watch::new()))
        .add_message::<Told>()
        .add_systems(PreUpdate, (keep_open, listen, take).chain())
        .add_systems(Update, look.after(EyeSystems::Place));
}

fn keep_open(
    mut wire: ResMut<Wire>,
    mut contact: ResMut<Contact>,
    (scene, mut watched): (Res<Scene>, ResMut<Watched>),
) {
    let wire = wire.bypass_change_detection();
    let Some(to) = &wire.to else { return };
    let now = scene.now();
    if wire.socket.is_some() {
        if socket::resting() {
            // Silence is no news while nobody looks.
            wire.heard_at = now;
        }
        if now - wire.heard_at > SILENCE {
            away(wire, &mut contact, now, "it fell silent".to_owned());
        }
        return;
    }
    if socket::resting() {
        return;
    }
    match *contact {
        Contact::Away { next, .. } if now < next => return,
        Contact::Stranger { .. } => return,
        Contact::Away { .. } => {}
        _ => {
            contact.set_if_neq(Contact::Calling);
        }
    }
    wire.heard_at = now;
    let url = match wire.tongue {
        Tongue::Frames => to.socket("/ws/frames"),
        Tongue::World => to.socket("/ws/world"),
    };
    watched.0 = Watch::new();
    match Socket::open(&url) {
        Ok(socket) => wire.socket = Some(socket),
        Err(why) => away(wire, &mut contact, now, why),
    }
}

fn away(wire: &mut Wire, contact: &mut Contact, now: f64, why: String) {
    wire.socket = None;
    // Where nobody answers, another tongue would not be heard either.
    if !wire.is_spoken && why != socket::NOBODY {
        wire.tongue = match wire.tongue {
            Tongue::Frames => Tongue::World,
            Tongue::World => Tongue::Frames,
        };
    }
    let (wait, tries) = wire.backoff.fail();
    *contact = Contact::Away { why, next: now + wait, tries };
}

fn listen(
    mut wire: ResMut<Wire>,
    mut contact: ResMut<Contact>,
    scene: Res<Scene>,
    mut told: MessageWriter<Told>,
) {
    let wire = wire.bypass_change_detection();
    for _ in 0..MESSAGES_MAX {
        let Some(heard) = wire.socket.as_ref().and_then(Socket::hear) else { return };
        match heard {
            Heard::Opened => wire.heard_at = scene.now(),
            Heard::Message(message) => {
                wire.heard_at = scene.now();
                wire.is_spoken = true;
                wire.backoff = Backoff::default();
                contact.set_if_neq(Contact::Live);
                told.write(Told(message));
            }
            Heard::Rested => {
                wire.socket = None;
                wire.backoff = Backoff::default();
                contact.set_if_neq(Contact::Calling);
                return;
            }
            Heard::Gone(why) => {
                away(wire, &mut contact, scene.now(), why);
                return;
            }
        }
    }
}

/// What was told goes to the scene, in the order of coming.
fn take(
    mut told: MessageReader<Told>,
    (mut scene, mut watched): (ResMut<Scene>, ResMut<Watched>),
    (mut contact, mut wire): (ResMut<Contact>, ResMut<Wire>),
    mut facts: Facts,
) {
    for Told(packet) in told.read() {
        match packet {
            Packet::Text(text) => {
                if let Err(why) = world::apply(text, &mut scene, &mut facts) {
                    warn!("a message of the village was left out: {why}");
                }
            }
            Packet::Bytes(bytes) => match watched.0.hear(bytes) {
                Ok(()) => {}
                Err(FrameError::Version { theirs }) => {
                    wire.bypass_change_detection().socket = None;
                    *contact = Contact::Stranger { theirs };
                }
                Err(why) => warn!("a message of the village was left out: {why}"),
            },
        }
    }
    watched.bypass_change_detection().0.show(&mut scene, &mut facts);
}

/// Tells the village where we look, when that is another place.
fn look((eye, scene, wire): (Res<Eye>, Res<Scene>, Res<Wire>), mut watched: ResMut<Watched>) {
    let heard = match &wire.socket {
        Some(socket) => wire.tongue == Tongue::Frames && socket.is_open(),
        // Frames that were recorded are looked at as well.
        None => wire.to.is_none(),
    };
    if !heard {
        return;
    }
    let seen = look_at(eye.view(0.0));
    let look = watched.bypass_change_detection().0.ask(seen, scene.now());
    if let (Some(look), Some(socket)) = (look, &wire.socket) {
        socket.send(look.encode().to_vec());
    }
}
