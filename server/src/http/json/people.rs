//! People, and what proves who they are, as they are shown. Secrets are shown once, where they are
//! made, and nowhere else.

use std::fmt;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use village_sim::{Conduct, PersonId, Role, View};
use village_store::{InvitationRow, SessionRow, TokenRow};

use super::rfc3339;
use crate::people::session::handle;
use crate::tokens::Scopes;

/// A name and a password.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LogIn {
    #[schema(example = "erik")]
    pub name: String,
    #[schema(format = "password")]
    pub password: String,
}

/// Somebody who wants an account.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignUp {
    /// 1 to 40 characters out of a-z, A-Z, 0-9, - and _.
    #[schema(example = "erik")]
    pub name: String,
    /// At least 12 characters.
    #[schema(format = "password")]
    pub password: String,
    /// Secret of an invitation.
    pub invitation: Option<String>,
}

/// Another password.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPassword {
    /// The one so far; left out by who only came by a log-in provider.
    #[schema(format = "password")]
    pub old: Option<String>,
    #[schema(format = "password")]
    pub new: String,
}

/// A token that somebody wants.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewToken {
    /// Out of `read`, `write`, `money` and `admin`.
    #[schema(example = json!(["read"]))]
    pub scopes: Vec<String>,
    /// Days until it expires, 1 to 365; 90 when not given.
    #[schema(minimum = 1, maximum = 365)]
    pub days: Option<u16>,
}

/// An invitation that somebody wants to give.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewInvitation {
    /// What whoever uses it becomes: `member`, `moderator` or `admin`, no more than one's own.
    #[schema(example = "member")]
    pub role: String,
    /// Whether one stands for whoever uses it; true when not given.
    pub vouched: Option<bool>,
    /// Days until it expires, 1 to 30; 7 when not given.
    #[schema(minimum = 1, maximum = 30)]
    pub days: Option<u16>,
}

/// A person.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[expect(clippy::struct_field_names, reason = "the API's name for it")]
pub struct Person {
    pub person_id: u32,
    #[schema(example = "erik")]
    pub name: String,
    /// `member`, `moderator` or `admin`.
    pub role: &'static str,
    /// Whether somebody of the village stands for this person.
    pub vouched: bool,
    /// `good`, `suspended` or `banned`.
    pub conduct: &'static str,
    /// Tick until which a suspension lasts.
    #[schema(required)]
    pub suspended_until: Option<u64>,
    pub warnings: u32,
    /// Tick at which the village came to know this person.
    pub joined: u64,
}

/// Somebody who is signed in.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Me {
    #[serde(flatten)]
    pub person: Person,
    /// The session of this request; null when it came with a token.
    #[schema(required)]
    pub session: Option<Session>,
}

/// A session.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[expect(clippy::struct_field_names, reason = "the API's name for it")]
pub struct Session {
    #[schema(example = "5f0c1a2b3c4d5e6f")]
    pub session_id: String,
    /// Whether it is the one of this request.
    pub current: bool,
    pub created_at: String,
    /// To within five minutes.
    pub last_seen: String,
    pub expires_at: String,
    /// Address from which it was begun.
    pub address: String,
    /// What the browser said that it is.
    pub browser: String,
}

/// A token of one's own, without its secret.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[expect(clippy::struct_field_names, reason = "the API's name for it")]
pub struct Token {
    #[schema(example = "0a1b2c3d4e")]
    pub token_id: String,
    pub scopes: Vec<String>,
    pub created_at: String,
    #[schema(required)]
    pub expires_at: Option<String>,
    /// To within five minutes.
    #[schema(required)]
    pub last_used: Option<String>,
}

/// A token just made.
#[derive(Clone, Serialize, ToSchema)]
pub struct MadeToken {
    /// The token itself. It is shown this once.
    pub token: String,
    #[serde(flatten)]
    pub about: Token,
}

/// An invitation just made.
#[derive(Clone, Serialize, ToSchema)]
#[expect(clippy::struct_field_names, reason = "the API's name for it")]
pub struct Invitation {
    #[schema(example = "5f0c1a2b3c4d5e6f")]
    pub invitation_id: String,
    /// Where whoever has it signs up. It is shown this once.
    #[schema(example = "/sign-up#5f0c…")]
    pub link: String,
    /// The part of the link after `#`.
    pub invitation: String,
    pub role: &'static str,
    pub vouched: bool,
    pub expires_at: String,
}

/// An invitation that waits to be used, without its secret.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WaitingInvitation {
    #[schema(example = "5f0c1a2b3c4d5e6f")]
    pub invitation_id: String,
    /// What whoever uses it becomes.
    pub role: &'static str,
    pub vouched: bool,
    /// Who made it: `person:NAME` or `admin:NAME`.
    #[schema(example = "person:erik")]
    pub created_by: String,
    pub created_at: String,
    pub expires_at: String,
}

// What is in it must not reach a log by mistake.
macro_rules! secretive {
    ($($name:ident),+) => {
        $(impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        })+
    };
}
secretive!(LogIn, SignUp, NewPassword, MadeToken, Invitation);

impl Person {
    /// A person by number.
    pub fn of(view: &View, id: PersonId) -> Option<Self> {
        let person = view.society.people.get(&id)?;
        let (conduct, suspended_until) = match person.conduct {
            Conduct::Banned => ("banned", None),
            Conduct::Suspended { until } if until > view.tick() => ("suspended", Some(until.0)),
            Conduct::Good | Conduct::Suspended { .. } => ("good", None),
        };
        Some(Self {
            person_id: id.0,
            name: person.name.clone(),
            role: person.role.as_str(),
            vouched: person.vouched,
            conduct,
            suspended_until,
            warnings: person.warnings,
            joined: person.joined.0,
        })
    }
}

impl Session {
    pub fn new(row: &SessionRow, current: Option<&SessionRow>) -> Self {
        Self {
            session_id: handle(&row.id),
            current: current.is_some_and(|current| current.id == row.id),
            created_at: rfc3339(row.created_at),
            last_seen: rfc3339(row.last_seen),
            expires_at: rfc3339(row.expires_at),
            address: row.address.clone(),
            browser: row.agent.clone(),
        }
    }
}

impl From<&TokenRow> for Token {
    fn from(row: &TokenRow) -> Self {
        Self {
            token_id: row.id.clone(),
            scopes: Scopes::of(&row.scopes).words(),
            created_at: rfc3339(row.created_at),
            expires_at: row.expires_at.map(rfc3339),
            last_used: row.last_used.map(rfc3339),
        }
    }
}

impl Invitation {
    pub fn new(secret: String, row: &InvitationRow) -> Self {
        let role: Role = row.role;
        Self {
            invitation_id: handle(&row.hash),
            link: format!("/sign-up#{secret}"),
            invitation: secret,
            role: role.as_str(),
            vouched: row.vouched,
            expires_at: rfc3339(row.expires_at),
        }
    }
}

impl From<&InvitationRow> for WaitingInvitation {
    fn from(row: &InvitationRow) -> Self {
        Self {
            invitation_id: handle(&row.hash),
            role: row.role.as_str(),
            vouched: row.vouched,
            created_by: row.created_by.clone(),
            created_at: rfc3339(row.created_at),
            expires_at: rfc3339(row.expires_at),
        }
    }
}
