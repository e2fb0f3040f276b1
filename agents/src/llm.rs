//! Language models: how they are asked, who may ask, and what it costs.
//!
//! ```text
//! Chat + Entitlement ──► Pool::think
//!                          │ admission: thoughts a minute, tokens an hour      (entitlement)
//!                          │ queue: strict by class, fair by weight; sticky    (schedule, pure)
//!                          │ money: held against the caps, then in the purse   (spend)
//!                          ▼
//!                        Provider: an Endpoint over HTTP in one of two         (endpoint, wire)
//!                          │       dialects, or any other
//!                          ▼
//!                        Answer, or Unanswered with a Failure that says what to do
//! ```
//!
//! Invariants:
//! - Every thought ends by its deadline, whatever a node does; dropping it aborts it.
//! - Nothing that comes from a node is believed or unbounded: bytes, lines, time and counts.
//! - No call is made without a slot and without money held for it, and both go back exactly once.
//! - Keys are never shown.
//!
//! Absent on purpose: what is said. Prompts come from the mind and answers go back to it as text;
//! here nobody looks into either. Nothing here knows the world or changes it.

mod chat;
mod config;
mod endpoint;
mod entitlement;
mod failure;
mod pool;
mod probe;
mod provider;
mod schedule;
mod secret;
mod spend;
mod usage;
mod web;
mod wire;

pub use chat::{
    Answer, Chat, Class, Finish, Message, Role, SCHEMA_BYTES_MAX, SCHEMA_NAME_CHARS_MAX, Said,
    Schema, SchemaForm,
};
pub use config::{
    AddressFault, ConfigFault, Deadlines, Dialect, Extra, ModelsConfig, NodeConfig, PriorityOrder,
};
pub use endpoint::{CallLimits, Endpoint, EndpointFault};
pub use entitlement::{Admission, Entitlement};
pub use failure::Failure;
pub use pool::{Bank, NodeRecord, Pool, PoolFault, Standing, Unanswered};
pub use probe::{Found, ServerKind, USUAL_PLACES, probe};
pub use provider::{Call, Offered, Progress, Provider, Rest, ask};
pub use schedule::{BreakerState, NodeStanding, Queued, Scheduler, Slot, Verdict, Wish};
pub use secret::{SECRET_BYTES_MAX, Secret, SecretFault};
pub use spend::{Budget, Caps, Hold, MemoryPurse, Price, Purse, SpendRefusal, Spent};
pub use usage::{Claim, Counted, Heard, Usage};
pub use web::{Web, WebFault};
