//! The stream from the village: one socket, kept open. It comes back by itself, first soon, then
//! less often, and says plainly when it is not live. What it hears goes to the scene, by
//! [`told`]; nothing else writes there.

mod backoff;
mod socket;
mod told;

pub use backoff::Backoff;
pub use told::{Told, Unheard, apply};

use bevy::prelude::*;

use crate::address::Address;
use crate::scene::{Noted, Paid, Said, Scene};
use socket::{Heard, Socket};

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
}

/// The socket and when to open the next one.
#[derive(Resource)]
struct Wire {
    to: Option<Address>,
    socket: Option<Socket>,
    heard_at: f64,
    backoff: Backoff,
}

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
    app.insert_resource(contact)
        .insert_resource(Wire { to, socket: None, heard_at: 0.0, backoff: Backoff::default() })
        .add_message::<Told>()
        .add_systems(PreUpdate, (keep_open, listen, take).chain());
}

fn keep_open(mut wire: ResMut<Wire>, mut contact: ResMut<Contact>, scene: Res<Scene>) {
    let wire = wire.bypass_change_detection();
    let Some(to) = &wire.to else { return };
    let now = scene.now();
    if wire.socket.is_some() {
        if now - wire.heard_at > SILENCE {
            wire.socket = None;
            away(wire, &mut contact, now, "it fell silent".to_owned());
        }
        return;
    }
    if let Contact::Away { next, .. } = *contact
        && now < next
    {
        return;
    }
    if !matches!(*contact, Contact::Away { .. }) {
        contact.set_if_neq(Contact::Calling);
    }
    wire.heard_at = now;
    let since = scene.clock.map(|clock| clock.tick.0);
    match Socket::open(&told::socket(to, since)) {
        Ok(socket) => wire.socket = Some(socket),
        Err(why) => away(wire, &mut contact, now, why),
    }
}

fn away(wire: &mut Wire, contact: &mut Contact, now: f64, why: String) {
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
                wire.backoff = Backoff::default();
                contact.set_if_neq(Contact::Live);
                told.write(Told(message));
            }
            Heard::Gone(why) => {
                wire.socket = None;
                away(wire, &mut contact, scene.now(), why);
                return;
            }
        }
    }
}

/// What was told goes to the scene, in the order of coming.
fn take(mut told: MessageReader<Told>, mut scene: ResMut<Scene>, mut facts: Facts) {
    for Told(message) in told.read() {
        if let Err(why) = apply(message, &mut scene, &mut facts) {
            warn!("a message of the village was left out: {why}");
        }
    }
}
