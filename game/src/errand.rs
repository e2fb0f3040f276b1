//! What a person here wants of the village, and what came of it: rewards, notes, letters. An errand
//! has a number of ours and a key by which the village does it once, however often it is carried
//! there. Whoever carries errands takes them from the [`Desk`]; there may be several.

mod desk;
mod given;
mod http;
mod link;
mod pass;

pub use desk::Desk;
pub(crate) use given::ticks;
pub use given::{Gifts, Given, State};
pub use link::OwnAvatar;
pub use pass::Pass;

use bevy::prelude::*;
use village_economy::Micro;
use village_protocol::play::{Denied, Errand};
use village_sim::Outcome;

use crate::address::Address;

/// Somebody here wants an errand done.
#[derive(Message, Debug, Clone, PartialEq, Eq)]
pub struct Wanted(pub Errand);

/// What came of an errand.
#[derive(Message, Debug, Clone, PartialEq)]
pub struct Came {
    pub number: u32,
    pub errand: Errand,
    pub came: Result<Outcome, Denied>,
}

/// Somebody wants to be known to the village, or no longer.
#[derive(Message, Clone)]
pub enum Knock {
    /// By name and password.
    In {
        name: String,
        password: String,
    },
    /// By a personal access token.
    Token(String),
    /// As whoever the browser is signed in as already.
    Here,
    Out,
}

/// Who plays here.
#[derive(Resource, Debug, Clone, Default, PartialEq)]
pub enum Playing {
    /// A guest: sees everything that is public.
    #[default]
    Nobody,
    Joining,
    Playing(Player),
    /// It went wrong; a guest until it goes well.
    Lost {
        why: String,
    },
}

/// Somebody whom the village knows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Player {
    pub name: String,
    /// `member`, `moderator` or `admin`.
    pub role: String,
    /// What may still be given today, once the village has said so.
    pub left: Option<Micro>,
    /// Of one's own.
    pub purse: Option<Micro>,
}

impl Playing {
    pub const fn player(&self) -> Option<&Player> {
        match self {
            Self::Playing(player) => Some(player),
            _ => None,
        }
    }
}

/// Takes errands in, carries them over the link, or over HTTP where there is none, and keeps what
/// came of them.
pub fn plugin(app: &mut App, to: Option<Address>) {
    // In a browser the village's own pages may know already who it is.
    let is_at_home = cfg!(target_arch = "wasm32") && to.is_some();
    app.init_resource::<Desk>()
        .init_resource::<Playing>()
        .init_resource::<Gifts>()
        .insert_resource(Pass::new(to.as_ref()))
        .init_resource::<OwnAvatar>()
        .insert_non_send(link::Wire::new(to.clone()))
        .insert_resource(http::Carrier::new(to))
        .add_message::<Wanted>()
        .add_message::<Came>()
        .add_message::<Knock>()
        .add_systems(
            PreUpdate,
            (http::knock, http::hear, desk::lay, link::go_on, http::carry).chain(),
        )
        .add_systems(Update, given::keep);
    if is_at_home {
        app.world_mut().write_message(Knock::Here);
    }
}

/// Why an errand was not done, in the words of this client.
fn denied(code: &str, detail: impl Into<String>, is_passing: bool) -> Denied {
    Denied { code: code.to_owned(), detail: detail.into(), is_passing }
}
