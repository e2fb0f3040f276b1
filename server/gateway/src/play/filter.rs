//! What a client may send, read strictly before lightyear sees it.
//!
//! lightyear reads every message number on every channel, and some well-formed packets make it
//! panic or grow; a client of ours sends none of those. So a packet passes only when each message
//! in it is one that an honest client sends, at its exact length, in the order in which a line that
//! loses nothing brings them. Whoever's packet does not pass is sent away: to drop one alone would
//! stall an honest client for ever.
//!
//! A packet of lightyear's: kind u8 (0 data, 4 bare acknowledgement), its number u16, the latest
//! number that was heard u16, which ones before it u32, tick u32; then, of data, repeated: channel,
//! how many u8, and so many times 0 or 1 with the message's number u16, length, bytes. Numbers are
//! big endian; channel and length are of 1, 2, 4 or 8 bytes, by the first two bits.

use std::time::{Duration, Instant};

use bevy_ecs::prelude::World;
use lightyear::prelude::*;
use lightyear::transport::channel::ChannelKind;
use lightyear_messages::registry::MessageKind;
use lightyear_replication::channels::RepliconMutationAcksChannel;
use lightyear_replication::metadata::{MetadataChannel, SenderMetadata};
use village_protocol::link;
use village_protocol::play::{BadRequest, REQUEST, Request};

/// How long a client may go without acknowledging anything of what it is sent: there is a ping a
/// second. Whatever it does not acknowledge is kept for it.
const ACKNOWLEDGES_WITHIN: Duration = Duration::from_secs(30);
/// Largest packet of lightyear's from a client, in bytes. It sends pings and acknowledgements.
const PACKET_MAX: usize = 2 * 1024;
/// Most messages in such a packet.
const MESSAGES_MAX: u32 = 128;
/// Messages about itself that a client sends in its life: one.
const METADATA_MAX: u16 = 2;

const HEAD: usize = 13;
const DATA: u8 = 0;
const BARE: u8 = 4;

/// The numbers that lightyear gave to what a client sends.
#[derive(Debug, Clone, Copy)]
pub struct Words {
    pub(super) fingerprint: u64,
    pub(super) ping_channel: u64,
    pub(super) metadata_channel: u64,
    pub(super) acks_channel: u64,
    pub(super) ping: u64,
    pub(super) pong: u64,
    pub(super) metadata: u64,
}

/// What passed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Passed {
    /// A packet for lightyear.
    Packet,
    /// A wish.
    Request(Request),
}

/// Why a packet does not pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    #[error("a packet that no client sends")]
    Kind,
    #[error("a packet out of order")]
    Order,
    #[error("what is sent is not acknowledged")]
    Deaf,
    #[error(transparent)]
    Request(#[from] BadRequest),
}

impl Words {
    /// As an app has them once all its plug-ins are finished.
    ///
    /// # Panics
    /// When lightyear's plug-ins or the link's are missing.
    pub fn of(world: &mut World) -> Self {
        let fingerprint = link::fingerprint(world);
        let channels = world.resource::<ChannelRegistry>();
        let channel = |kind| {
            u64::from(*channels.get_net_from_kind(&kind).expect("lightyear has this channel"))
        };
        let messages = world.resource::<MessageRegistry>();
        let message =
            |kind| u64::from(*messages.kind_map.net_id(&kind).expect("lightyear has this message"));
        Self {
            fingerprint,
            ping_channel: channel(ChannelKind::of::<PingChannel>()),
            metadata_channel: channel(ChannelKind::of::<MetadataChannel>()),
            acks_channel: channel(ChannelKind::of::<RepliconMutationAcksChannel>()),
            ping: message(MessageKind::of::<Ping>()),
            pong: message(MessageKind::of::<Pong>()),
            metadata: message(MessageKind::of::<SenderMetadata>()),
        }
    }
}

/// Reads what one client sends.
#[derive(Debug, Clone)]
pub struct Filter {
    words: Words,
    /// The number that the next packet has.
    next: u16,
    /// The number that the next new message has, on the two channels that number theirs.
    next_metadata: u16,
    next_acks: u16,
    /// What was acknowledged last, and since when nothing new was.
    heard: Option<(u16, Instant)>,
}

impl Filter {
    pub const fn new(words: Words) -> Self {
        Self { words, next: 0, next_metadata: 0, next_acks: 0, heard: None }
    }

    /// Reads the next packet. After an error the client is to be sent away.
    pub fn read(&mut self, packet: &[u8], now: Instant) -> Result<Passed, Unfit> {
        if packet.first() == Some(&REQUEST) {
            return Ok(Passed::Request(Request::decode(packet)?));
        }
        let (head, body) = packet.split_at_checked(HEAD).ok_or(Unfit::Kind)?;
        match head[0] {
            BARE if body.is_empty() => {}
            DATA if packet.len() <= PACKET_MAX => self.body(body)?,
            _ => return Err(Unfit::Kind),
        }
        let number = u16::from_be_bytes([head[1], head[2]]);
        if number != self.next {
            return Err(Unfit::Order);
        }
        self.next = number.wrapping_add(1);
        let latest = u16::from_be_bytes([head[3], head[4]]);
        match self.heard {
            Some((before, since)) if before == latest => {
                if now.saturating_duration_since(since) > ACKNOWLEDGES_WITHIN {
                    return Err(Unfit::Deaf);
                }
            }
            _ => self.heard = Some((latest, now)),
        }
        Ok(Passed::Packet)
    }

    /// The numbers of the next messages about the client, and about what it heard.
    #[cfg(test)]
    pub(super) const fn next_messages(&self) -> (u16, u16) {
        (self.next_metadata, self.next_acks)
    }

    fn body(&mut self, mut body: &[u8]) -> Result<(), Unfit> {
        let body = &mut body;
        let mut room = MESSAGES_MAX;
        while !body.is_empty() {
            let channel = varint(body).ok_or(Unfit::Kind)?;
            let [count] = take(body, 1).ok_or(Unfit::Kind)? else { return Err(Unfit::Kind) };
            room = room.checked_sub(u32::from(*count)).ok_or(Unfit::Kind)?;
            for _ in 0..*count {
                let number = numbered(body)?;
                let length = varint(body).and_then(|length| usize::try_from(length).ok());
                let message = length.and_then(|length| take(body, length)).ok_or(Unfit::Kind)?;
                self.message(channel, number, message)?;
            }
        }
        Ok(())
    }

    fn message(&mut self, channel: u64, number: Option<u16>, body: &[u8]) -> Result<(), Unfit> {
        let words = &self.words;
        let is_fit = match number {
            None if channel == words.ping_channel => words.is_ping(body),
            Some(number) if channel == words.metadata_channel => {
                advance(&mut self.next_metadata, number)?;
                self.next_metadata <= METADATA_MAX && words.is_metadata(body)
            }
            Some(number) if channel == words.acks_channel => {
                advance(&mut self.next_acks, number)?;
                // Numbers of two bytes each: of half a one the reader would never see the end.
                !body.is_empty() && body.len().is_multiple_of(2)
            }
            _ => false,
        };
        if is_fit { Ok(()) } else { Err(Unfit::Kind) }
    }
}

impl Words {
    /// A ping: its number. Or the answer to one of ours: its number, and how long it lay there, a
    /// time that must not read as negative, of five bytes.
    fn is_ping(&self, mut body: &[u8]) -> bool {
        match varint(&mut body) {
            Some(kind) if kind == self.ping => body.len() == 2,
            Some(kind) if kind == self.pong => body.len() == 7 && body[2] < 0x80,
            _ => false,
        }
    }

    /// How often a client sends, a time as above, and its entity.
    fn is_metadata(&self, mut body: &[u8]) -> bool {
        let is_kind = varint(&mut body) == Some(self.metadata);
        is_kind && (6..=17).contains(&body.len()) && body[0] < 0x80
    }
}

/// A message is the next one, or one of before that is sent again: over a line that loses nothing
/// there is never a gap.
fn advance(next: &mut u16, number: u16) -> Result<(), Unfit> {
    match next.wrapping_sub(number) {
        0 => *next = next.wrapping_add(1),
        1..=0x7fff => {}
        _ => return Err(Unfit::Order),
    }
    Ok(())
}

/// The number of a message, of those that have one.
fn numbered(from: &mut &[u8]) -> Result<Option<u16>, Unfit> {
    match take(from, 1) {
        Some([0]) => Ok(None),
        Some([1]) => match take(from, 2) {
            Some([high, low]) => Ok(Some(u16::from_be_bytes([*high, *low]))),
            _ => Err(Unfit::Kind),
        },
        _ => Err(Unfit::Kind),
    }
}

fn take<'a>(from: &mut &'a [u8], length: usize) -> Option<&'a [u8]> {
    let (head, tail) = from.split_at_checked(length)?;
    *from = tail;
    Some(head)
}

fn varint(from: &mut &[u8]) -> Option<u64> {
    let length = 1_usize << (from.first()? >> 6);
    let value = take(from, length)?.iter().fold(0, |value, byte| (value << 8) | u64::from(*byte));
    Some(value & (u64::MAX >> (66 - 8 * length)))
}
