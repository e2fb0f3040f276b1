//! The shapes of version 1: what goes over the wire, apart from what the world holds. One encoder
//! makes them for REST, sockets and pages, so that a villager looks the same everywhere.

mod act;
mod address;
mod agent;
mod audit;
mod board;
mod compute;
mod delta;
mod economy;
mod files;
mod ground;
mod keep;
mod labour;
mod lens;
mod letters;
mod memory;
mod payments;
mod people;
mod percept;
mod presence;
mod recall;
mod report;
mod rules;
mod scorecard;
mod stamp;
mod thought;
mod visitor;
mod world;

pub use act::{Acted, Action, Feedback, Move, NewPost, NewReply, Paid, Payment, Undo, unknown};
pub use address::{AddressDiscipline, JudgedAddress};
pub use agent::{Agent, Details, Entitlement};
pub use audit::AuditLine;
pub use board::{Author, FullPost, Moderation, Post, PostState, Reply, may_read, sees_moderated};
pub use compute::{
    Auction, Bought, NewBid, NewReservation, Purchase, Reservation, Settled, Settlement,
};
pub use delta::Delta;
pub use economy::{Allowance, Balance, Entry, Held, Movement};
pub use files::{Called, Stored};
pub use ground::{Ground, ItemKind};
pub use keep::{
    Because, Discipline, Grant, NewAgent, NewAgentToken, NewRole, Restrain, Restrained, Revoked,
    Vouch,
};
pub use labour::{Bounty, BountyLine, LabourStep, StepName, WantedWork, state as bounty_state};
pub use lens::{Atlas, Lens};
pub use letters::{Correspondence, Letter, NewLetter, ReadUpTo};
pub use payments::{Credit, NewCredit, NewReversal, Reconciliation};
pub use people::{
    Invitation, LogIn, MadeToken, Me, NewInvitation, NewPassword, NewToken, Person, Session,
    SignUp, Token, WaitingInvitation,
};
pub use percept::Percept;
pub use presence::Presence;
pub use recall::{NewMemory, Recalled, WantedMemories};
pub use report::{NewReport, Report, Reported};
pub use rules::{Change, Draft, NewRules, Number, Preview, Price, Rules, TierForm};
pub use scorecard::{Kind, Point, Scorecard, WorkCount};
pub use stamp::rfc3339;
pub use thought::{Minds, Thought, WholeThought};
pub use visitor::{NewLook, OwnAvatar};
pub use world::World;

use serde::Serialize;
use utoipa::ToSchema;

/// A part of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct List<T> {
    pub items: Vec<T>,
    /// Give it as `cursor` to get the next part; null at the end.
    #[schema(required)]
    pub next_cursor: Option<String>,
}
