//! The link of whoever plays: one socket beside the stream, kept open while somebody is signed in.
//! While it is up it carries the errands, and what is one's own (purse, avatar) comes over it.
//! What went over a link and was not answered is sent again over the next one with the same key,
//! never by another way: the village knows a key only where it came from.

mod far;
mod ticket;

use std::sync::mpsc::{Receiver, TryRecvError};

use bevy::prelude::*;
use village_protocol::play::{Farewell, Request};
use village_sim::VillagerId;

use super::desk::Way;
use super::{Came, Desk, Pass, Playing, denied, http};
use crate::address::Address;
use crate::scene::Scene;
use crate::stream::{Backoff, Heard, Packet, Socket};
use far::{Far, Own};
use ticket::Refused;

/// Seconds of silence after which a link counts as dead: the village says something each second.
const SILENCE: f64 = 10.0;
/// Messages that one frame takes in; the rest waits for the next.
const MESSAGES_MAX: usize = 64;
/// Links that may break under an errand before nobody waits for it any more.
const TRIES_MAX: u32 = 6;

/// The avatar of whoever plays here, while it is in the village.
#[derive(Resource, Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OwnAvatar(pub Option<VillagerId>);

/// Where the link stands. lightyear's app stays on the thread of its making.
pub(super) struct Wire {
    to: Option<Address>,
    /// Who plays; none: there is no link.
    who: Option<String>,
    stage: Stage,
    backoff: Backoff,
    /// What went over a link and is not answered yet.
    parcels: Vec<Parcel>,
}

enum Stage {
    /// Nobody plays, or whoever does was refused for good.
    Idle,
    /// To be tried then.
    Waiting { until: f64 },
    /// A ticket was asked for.
    Ticket(Receiver<Result<String, Refused>>),
    /// The socket is open, or being opened.
    Open(Box<Line>),
}

struct Line {
    socket: Socket,
    far: Far,
    heard_at: f64,
}

struct Parcel {
    request: Request,
    /// Whether it was sent over the link that is open now.
    is_sent: bool,
    tries: u32,
}

impl Wire {
    pub fn new(to: Option<Address>) -> Self {
        let (stage, parcels) = (Stage::Idle, Vec::new());
        Self { to, who: None, stage, backoff: Backoff::default(), parcels }
    }

    /// Gives back what nobody will answer any more.
    fn give_up(&mut self, tries: u32, desk: &mut Desk, came: &mut MessageWriter<'_, Came>) {
        self.parcels.retain(|parcel| {
            let stays = parcel.tries < tries;
            if !stays {
                let why = "The line broke: ask again, the same is not done twice.";
                let lost = Err(denied("outcome_unknown", why, true));
                came.write_batch(desk.done(parcel.request.number, lost));
            }
            stays
        });
    }
}

/// Follows who plays, and takes the next step of the link.
pub(super) fn go_on(
    mut wire: NonSendMut<'_, Wire>,
    (pass, scene): (Res<'_, Pass>, Res<'_, Scene>),
    (mut desk, mut playing): (ResMut<'_, Desk>, ResMut<'_, Playing>),
    mut avatar: ResMut<'_, OwnAvatar>,
    mut came: MessageWriter<'_, Came>,
) {
    let (now, wire, desk) = (scene.now(), &mut *wire, desk.bypass_change_detection());
    let Some(to) = wire.to.clone() else { return };
    let who = playing.player().map(|player| player.name.clone());
    if wire.who != who {
        // What the one before wanted is not for this one to do.
        wire.give_up(0, desk, &mut came);
        wire.backoff = Backoff::default();
        wire.stage = who.as_ref().map_or(Stage::Idle, |_| Stage::Waiting { until: now });
        wire.who = who;
        avatar.set_if_neq(OwnAvatar::default());
    }
    let next = match &mut wire.stage {
        Stage::Idle => return refuse_what_needs_it(desk, &playing, &mut came),
        Stage::Waiting { until } if *until > now => {
            return refuse_what_needs_it(desk, &playing, &mut came);
        }
        Stage::Waiting { .. } => Ok(Stage::Ticket(ticket::ask(&to, &pass))),
        Stage::Ticket(answer) => match answer.try_recv() {
            Err(TryRecvError::Empty) => return,
            Ok(Ok(ticket)) => Line::open(&to, &ticket, now).map(|line| Stage::Open(line.into())),
            Ok(Err(refused)) => Err(refused),
            Err(TryRecvError::Disconnected) => Err(gone("nobody answers there")),
        },
        Stage::Open(line) => match line.step(now, &mut wire.parcels, desk, &mut came) {
            Ok(None) => return,
            Ok(Some(own)) => {
                wire.backoff = Backoff::default();
                avatar.set_if_neq(OwnAvatar(own.avatar));
                return tell(&own, &mut playing);
            }
            Err(refused) => Err(refused),
        },
    };
    wire.stage = next.unwrap_or_else(|Refused { why, may_return }| {
        debug!("the link is down: {why}");
        avatar.set_if_neq(OwnAvatar::default());
        for parcel in &mut wire.parcels {
            parcel.is_sent = false;
        }
        if may_return { Stage::Waiting { until: now + wire.backoff.fail().0 } } else { Stage::Idle }
    });
    let tries = if matches!(wire.stage, Stage::Idle) { 0 } else { TRIES_MAX };
    wire.give_up(tries, desk, &mut came);
}

/// Walking about needs a link: without one it is said so at once.
fn refuse_what_needs_it(desk: &mut Desk, playing: &Playing, came: &mut MessageWriter<'_, Came>) {
    if playing.player().is_none() {
        return;
    }
    while let Some(request) = desk.take(Way::Link, |errand| !http::can(errand)) {
        let why = "There is no line to the village for this now: try again in a moment.";
        came.write_batch(desk.done(request.number, Err(denied("no_link", why, true))));
    }
}

/// What is one's own, as the village says it now.
fn tell(own: &Own, playing: &mut ResMut<'_, Playing>) {
    let Some(player) = playing.player() else { return };
    let Some(purse) = own.purse else { return };
    let (left, balance) = (purse.allowance_left, Some(purse.balance));
    if (player.left, player.purse) != (left, balance)
        && let Playing::Playing(player) = &mut **playing
    {
        (player.left, player.purse) = (left, balance);
    }
}

fn gone(why: impl Into<String>) -> Refused {
    Refused { why: why.into(), may_return: true }
}

impl Line {
    fn open(to: &Address, ticket: &str, now: f64) -> Result<Self, Refused> {
        let mut far = Far::new();
        let path = format!("/ws/play?speaks={:016x}&ticket={ticket}", far.fingerprint());
        let socket = Socket::open(&to.socket(&path)).map_err(gone)?;
        Ok(Self { socket, far, heard_at: now })
    }

    /// Hears, works and says what there is; what is one's own comes out, or why the link ends.
    fn step(
        &mut self,
        now: f64,
        parcels: &mut Vec<Parcel>,
        desk: &mut Desk,
        came: &mut MessageWriter<'_, Came>,
    ) -> Result<Option<Own>, Refused> {
        self.hear(now)?;
        if !self.far.is_open() {
            return Ok(None);
        }
        for packet in self.far.update() {
            self.socket.send(packet);
        }
        for reply in self.far.replies() {
            parcels.retain(|parcel| parcel.request.number != reply.number);
            came.write_batch(desk.done(reply.number, reply.came));
        }
        let Some(own) = self.far.own() else { return Ok(None) };
        while let Some(request) = desk.take(Way::Link, |_| true) {
            parcels.push(Parcel { request, is_sent: false, tries: 0 });
        }
        for parcel in parcels.iter_mut().filter(|parcel| !parcel.is_sent) {
            (parcel.is_sent, parcel.tries) = (true, parcel.tries + 1);
            self.socket.send(parcel.request.encode());
        }
        Ok(Some(own))
    }

    fn hear(&mut self, now: f64) -> Result<(), Refused> {
        for _ in 0..MESSAGES_MAX {
            let Some(heard) = self.socket.hear() else { break };
            self.heard_at = now;
            match heard {
                Heard::Opened => self.far.open(),
                Heard::Message(Packet::Bytes(bytes)) => match Farewell::decode(&bytes) {
                    Some(Farewell { why, may_return, .. }) => {
                        return Err(Refused { why, may_return });
                    }
                    None => self.far.hear(bytes),
                },
                Heard::Message(Packet::Text(_)) => {}
                Heard::Rested => return Err(gone("nobody looks")),
                Heard::Gone(why) => return Err(gone(why)),
            }
        }
        if now - self.heard_at > SILENCE { Err(gone("it fell silent")) } else { Ok(()) }
    }
}
