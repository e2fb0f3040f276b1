//! The link of those who play: what lightyear is told of, the same on both ends.
//!
//! Each player has one entity in the gateway's world with what is its own, replicated to it and to
//! nobody else. What it wants travels beside lightyear, as packets of our own ([`crate::play`]);
//! what came of it is a message of lightyear's, reliable and in order. Absent on purpose: positions
//! and everything that others see too, for that is in the frames.
//!
//! Both ends must register the same things in the same order. [`fingerprint`] says whether they do:
//! a client names its own when it comes, and is told so when it is another.

use std::hash::Hasher;
use std::time::Duration;

use bevy_app::{App, Plugin};
use bevy_ecs::prelude::*;
use lightyear::prelude::*;
use serde::{Deserialize, Serialize};
use village_economy::Micro;
use village_sim::{PersonId, Role, VillagerId};
use xxhash_rust::xxh3::Xxh3;

use crate::play::{self, Reply};

/// Time of a tick of lightyear's. It is no tick of the village: nothing replicated has a place.
pub const TICK: Duration = Duration::from_millis(40);

/// Largest packet of lightyear's, in bytes. Both ends must name the same, or what is longer cannot
/// be put together again.
pub const PACKET_MAX: usize = 16 * 1024;

/// Who plays.
#[derive(Component, Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    pub person: PersonId,
    /// As others read it.
    pub name: String,
    pub role: Role,
    /// Whether it may do more than read: neither suspended nor banned.
    pub is_free: bool,
}

/// What somebody who plays can spend.
#[derive(Component, Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Purse {
    /// Of one's own.
    pub balance: Micro,
    /// What may still be given away today; none for whom the village has no allowance.
    pub allowance_left: Option<Micro>,
}

/// The villager that somebody moves. Without this component there is none.
#[derive(Component, Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Avatar {
    pub villager: VillagerId,
}

/// The channel of [`Reply`].
pub struct Answers;

/// Tells lightyear of all this. To be added after lightyear's own plug-ins.
pub struct LinkPlugin;

impl Plugin for LinkPlugin {
    fn build(&self, app: &mut App) {
        app.component::<Session>().replicate();
        app.component::<Purse>().replicate();
        app.component::<Avatar>().replicate();
        // The line below loses nothing: to send again early would only send twice.
        let patient =
            ReliableSettings { rtt_resend_min_delay: Duration::from_secs(1), ..Default::default() };
        let mode = ChannelMode::OrderedReliable(patient);
        app.add_channel::<Answers>(ChannelSettings { mode, ..Default::default() })
            .add_direction(NetworkDirection::ServerToClient);
        app.register_message::<Reply>().add_direction(NetworkDirection::ServerToClient);
    }
}

/// What a link needs beside its socket, on either end.
pub fn line() -> (Link, Transport) {
    // Without this a packet counts as lost after 10 ms while the round trip is not known yet.
    let long = Duration::from_secs(10);
    let never_lost =
        PacketNackSettings { minimum_timeout: long, maximum_timeout: long, ..Default::default() };
    let link = Link::default().with_mtu(LinkMtu::new(PACKET_MAX));
    (link, Transport::default().with_packet_nack_settings(never_lost))
}

/// One number for all that both ends must have in common.
///
/// # Panics
/// Before lightyear's plug-ins are finished.
pub fn fingerprint(world: &mut World) -> u64 {
    let mut hasher = Xxh3::new();
    hasher.write_u8(play::VERSION);
    hasher.write_u64(world.resource_mut::<MessageRegistry>().finish());
    hasher.write_u64(world.resource_mut::<ComponentRegistry>().finish());
    hasher.write_u64(world.resource_mut::<ChannelRegistry>().finish());
    hasher.finish()
}
