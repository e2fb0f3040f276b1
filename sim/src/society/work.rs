//! Paid work: a bounty on a post, who has it in hand, and what was delivered. How it may go on is
//! the economy's rule ([`village_economy::step`]); the money is in escrow.

use serde::{Deserialize, Serialize};
use village_economy::{Bounty, BountyState, Micro};

use crate::clock::Tick;
use crate::door::Principal;
use crate::id::VillagerId;

/// Files of a delivery at most.
pub const FILES_MAX: usize = 16;
/// Links of a delivery at most.
pub const LINKS_MAX: usize = 16;
/// Characters of a link at most.
pub const LINK_MAX: usize = 500;

/// One step of paid work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Labour {
    /// The post's author puts money on it.
    Offer {
        amount: Micro,
    },
    Claim,
    GiveUp,
    Deliver {
        files: Vec<FileRef>,
        links: Vec<String>,
    },
    Accept,
    Reject,
    Dispute,
    /// A moderator decides how much the agent gets; the rest goes back.
    Judge {
        pay: Micro,
    },
    Withdraw,
}

/// A file that was stored before, by its content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRef {
    /// SHA-256 of the content, lowercase hex.
    pub hash: String,
    pub name: String,
    /// Bytes.
    pub size: u64,
}

/// What was handed over, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    pub agent: VillagerId,
    pub tick: Tick,
    pub words: String,
    pub files: Vec<FileRef>,
    pub links: Vec<String>,
}

/// A bounty with what belongs to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Work {
    /// Who offered it, decides about it, and gets back what is left.
    pub by: Principal,
    pub offered: Tick,
    pub bounty: Bounty,
    /// The latest last.
    pub deliveries: Vec<Delivery>,
    /// What was said last about a delivery: why it was rejected, disputed or judged.
    pub words: String,
}

impl Work {
    /// Who has it in hand, or delivered it and waits for what comes of that.
    pub const fn worker(&self) -> Option<VillagerId> {
        match self.bounty.state {
            BountyState::Claimed { agent, .. }
            | BountyState::Delivered { agent, .. }
            | BountyState::Disputed { agent } => Some(VillagerId(agent)),
            _ => None,
        }
    }
}

impl Labour {
    /// Its name in the API and the audit log.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Offer { .. } => "offer",
            Self::Claim => "claim",
            Self::GiveUp => "give_up",
            Self::Deliver { .. } => "deliver",
            Self::Accept => "accept",
            Self::Reject => "reject",
            Self::Dispute => "dispute",
            Self::Judge { .. } => "judge",
            Self::Withdraw => "withdraw",
        }
    }
}
