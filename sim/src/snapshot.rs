//! The snapshot: the whole state in one piece, in a versioned form that never changes once a
//! village was saved with it. Ground and catalogue are data, the board's bodies are in the store;
//! all else is here.

mod v1;
mod v2;
mod v3;

use serde::{Deserialize, Serialize};
use village_economy::{LedgerSnapshot, Micro};

use crate::attention::Attention;
use crate::board::BoardMark;
use crate::clock::{Clock, Tick};
use crate::digest::StateHash;
use crate::habit::Habits;
use crate::id::VillagerId;
use crate::item::ItemRows;
use crate::memory::{Leanings, Memories};
use crate::need::Needs;
use crate::seed::Seed;
use crate::society::Society;
use crate::stage::PartsReadOnlyItem;
use crate::talk::Talks;
use crate::villager::{Bag, Body, Persona, Reins, Voice};

/// First bytes of every snapshot: what it is, and its version.
const MAGIC: &[u8; 8] = b"village4";

/// The whole state after a tick.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Snapshot {
    /// Rules by which it came about; see [`crate::RULES`].
    pub rules: u32,
    pub clock: Clock,
    pub seed: Seed,
    /// Fingerprint of the ground it was lived on.
    pub map_digest: String,
    pub stipend: Micro,
    pub store: bool,
    pub hash: StateHashBytes,
    pub last_record: Tick,
    pub members: Vec<Persona>,
    pub rows: Vec<Row>,
    pub items: ItemRows,
    pub talks: Talks,
    pub board: BoardMark,
    pub ledger: LedgerSnapshot,
    pub society: Society,
}

/// A state hash as 16 bytes.
pub type StateHashBytes = [u8; 16];

/// One villager.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Row {
    pub body: Body,
    pub needs: Needs,
    pub bag: Bag,
    pub voice: Voice,
    pub reins: Reins,
    pub memories: Memories,
    pub leanings: Leanings,
    pub habits: Habits,
    pub attention: Attention,
}

/// Why a snapshot cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum BadSnapshot {
    #[error("this is no snapshot that this program can read")]
    Unreadable,
    #[error("the snapshot was made by rules {found}, this program plays by rules {known}")]
    OtherRules { found: u32, known: u32 },
    #[error("the snapshot was lived on another map; the ground must not change under a village")]
    OtherMap,
    #[error("the snapshot's state hash is {found}, it should be {expected}")]
    OtherHash { found: StateHash, expected: StateHash },
    #[error("the snapshot contradicts itself: {0}")]
    Broken(String),
}

impl Snapshot {
    /// The snapshot as bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        let written = postcard::to_io(self, &mut bytes);
        written.expect("state is plain data, which postcard always takes");
        bytes
    }

    /// A snapshot out of bytes, checked for form; what it says is checked when it is restored.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BadSnapshot> {
        if let Some(body) = bytes.strip_prefix(v1::MAGIC) {
            return read::<v1::SnapshotV1>(body).map(Self::from);
        }
        if let Some(body) = bytes.strip_prefix(v2::MAGIC) {
            return read::<v2::SnapshotV2>(body).map(Self::from);
        }
        if let Some(body) = bytes.strip_prefix(v3::MAGIC) {
            return read::<v3::SnapshotV3>(body).map(Self::from);
        }
        read(bytes.strip_prefix(MAGIC).ok_or(BadSnapshot::Unreadable)?)
    }
}

fn read<'a, T: Deserialize<'a>>(body: &'a [u8]) -> Result<T, BadSnapshot> {
    match postcard::take_from_bytes(body) {
        Ok((snapshot, [])) => Ok(snapshot),
        _ => Err(BadSnapshot::Unreadable),
    }
}

/// The parts of a villager as they are hashed: the same form as [`Row`], by reference, with the
/// villager's number in front so that two who change places are not taken for none who did.
pub(crate) fn row<'a>(
    who: VillagerId,
    parts: &'a PartsReadOnlyItem<'_, '_>,
) -> impl Serialize + use<'a> {
    let body = (parts.body, parts.needs, parts.bag, parts.voice, parts.reins);
    (who, body, (parts.memories, parts.leanings, parts.habits, parts.attention))
}

/// An owned row.
pub(crate) fn owned(parts: &PartsReadOnlyItem<'_, '_>) -> Row {
    Row {
        body: parts.body.clone(),
        needs: parts.needs.clone(),
        bag: parts.bag.clone(),
        voice: parts.voice.clone(),
        reins: parts.reins.clone(),
        memories: parts.memories.clone(),
        leanings: parts.leanings.clone(),
        habits: parts.habits.clone(),
        attention: parts.attention.clone(),
    }
}
