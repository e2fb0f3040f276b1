//! Language models: how they are asked, who may ask, and what it costs.

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
    AddressFault, ConfigFault, Deadlines, Dialect, ModelsConfig, NodeConfig, PriorityOrder,
};
pub use endpoint::{CallLimits, Endpoint, EndpointFault};
pub use entitlement::Entitlement;
pub use failure::Failure;
pub use pool::{Bank, Pool, PoolFault, Standing, Unanswered};
pub use probe::{Found, ServerKind, USUAL_PLACES, probe};
pub use provider::{Call, Offered, Progress, Provider, Rest, ask};
pub use schedule::{BreakerState, NodeStanding, Queued, Scheduler, Slot, Verdict, Wish};
pub use secret::{SECRET_BYTES_MAX, Secret, SecretFault};
pub use spend::{Budget, Caps, Hold, MemoryPurse, Price, Purse, SpendRefusal, Spent};
pub use usage::{Claim, Counted, Heard, Usage};
pub use web::{Web, WebFault};
