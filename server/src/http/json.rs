//! The shapes of version 1: what goes over the wire, apart from what the world holds. One encoder
//! makes them for REST, sockets and pages, so that a villager looks the same everywhere.

mod act;
mod agent;
mod board;
mod delta;
mod economy;
mod ground;
mod lens;
mod memory;
mod mood;
mod people;
mod percept;
mod stamp;
mod world;

pub use act::{Acted, Action, Feedback, Move, NewPost, NewReply, Paid, unknown};
pub use agent::{Agent, Details};
pub use board::{Author, FullPost, Post, Reply};
pub use delta::Delta;
pub use economy::{Balance, Entry};
pub use ground::{Ground, ItemKind};
pub use lens::{Atlas, Lens};
pub use mood::mood;
pub use people::{
    Invitation, LogIn, MadeToken, Me, NewInvitation, NewPassword, NewToken, Person, Session,
    SignUp, Token,
};
pub use percept::Percept;
pub use stamp::rfc3339;
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
