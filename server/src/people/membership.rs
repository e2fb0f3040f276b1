//! Becoming somebody: signing up where that is open, by invitation, or as the first administrator.

use village_economy::Hash32;
use village_sim::Role;
use village_store::{Credential, InvitationRow, SignUp as Came, Subject};

use super::diary::Note;
use super::password::Side;
use super::session::{kept_form, secret};
use super::throttle::Try;
use super::{Entered, NoEntry, People, Visit, name, password};
use crate::config::SignUp;
use crate::tokens::hash;

/// Invitations of one person that may wait to be used.
pub const INVITATIONS_MAX: u64 = 50;

/// Somebody who wants to sign up.
#[derive(Debug, Clone)]
pub struct NewPerson {
    pub name: String,
    pub proof: Proof,
    /// Secret of an invitation.
    pub invitation: Option<String>,
}

/// By what somebody will prove who they are.
#[derive(Debug, Clone)]
pub enum Proof {
    Password(String),
    /// An account with a log-in provider, which has just been proved.
    Subject(Subject),
}

/// An invitation just made. Its secret is told once.
#[derive(Debug, Clone)]
pub struct Invited {
    pub secret: String,
    pub row: InvitationRow,
}

impl People {
    /// Takes somebody in and lets them in, where the village takes people in.
    pub async fn sign_up(&self, new: NewPerson, visit: &Visit) -> Result<Entered, NoEntry> {
        let view = self.inner.view.load();
        let place = view.society.address(visit.address);
        if place.is_some_and(|row| !row.conduct.is_free(view.tick())) {
            return Err(NoEntry::AddressStopped);
        }
        match (self.inner.sign_up, &new.invitation) {
            (SignUp::Closed, _) => return Err(NoEntry::Closed),
            (SignUp::Invitation, None) => return Err(NoEntry::NotInvited),
            (SignUp::Invitation | SignUp::Open, _) => {}
        }
        let invitation = match new.invitation.as_deref().map(kept_form) {
            Some(None) => return Err(NoEntry::BadInvitation),
            Some(found) => found,
            None => None,
        };
        self.admit(new.name, new.proof, (Role::Member, false), invitation, visit).await
    }

    /// Makes the village's first administrator, whose right to be it was proved, and lets them in.
    pub async fn found(
        &self,
        name: String,
        password: String,
        visit: &Visit,
    ) -> Result<Entered, NoEntry> {
        self.admit(name, Proof::Password(password), (Role::Admin, true), None, visit).await
    }

    /// Whether somebody may have this name: written as one, no title, nobody's yet.
    pub fn check_name(&self, name: &str) -> Result<(), NoEntry> {
        name::check(name)?;
        let is_agents = self.inner.roll.load().get(&name.to_ascii_lowercase()).is_some();
        if is_agents || self.number(name).is_some() { Err(NoEntry::Taken) } else { Ok(()) }
    }

    async fn admit(
        &self,
        name: String,
        proof: Proof,
        (role, vouched): (Role, bool),
        invitation: Option<Hash32>,
        visit: &Visit,
    ) -> Result<Entered, NoEntry> {
        self.check_name(&name)?;
        let how = match &proof {
            Proof::Password(new) => {
                password::check(new)?;
                "sign_up"
            }
            Proof::Subject(_) => "sign_up_by_provider",
        };
        let tried = self.inner.throttle.begin(&[Try::SignUp(visit.address)]);
        tried.map_err(|wait| NoEntry::Throttled { wait })?;
        let (phc, subject) = match proof {
            Proof::Password(new) => {
                (Some(self.inner.passwords.hash(Side::Stranger, &new).await?), None)
            }
            Proof::Subject(subject) => (None, Some(subject)),
        };
        let now = self.now();
        let (created_at, changed_at) = (now, now);
        let credential = Credential { name, phc, role, vouched, subject, created_at, changed_at };
        match self.inner.store.sign_up(&credential, invitation.as_ref()).await? {
            Came::Done(credential) => self.enter(&credential, visit, how).await,
            Came::Taken => Err(NoEntry::Taken),
            Came::BadInvitation => {
                self.note_in_vain(&Note {
                    action: "sign_up",
                    name: &credential.name,
                    outcome: "bad_invitation",
                    why: "",
                    from: visit.address,
                });
                Err(NoEntry::BadInvitation)
            }
        }
    }

    /// Makes an invitation that works until `expires_at`, once. `None` when its maker has
    /// [`INVITATIONS_MAX`] that wait to be used.
    pub async fn invite(
        &self,
        created_by: &str,
        (role, vouched): (Role, bool),
        expires_at: i64,
    ) -> Result<Option<Invited>, NoEntry> {
        let now = self.now();
        if self.inner.store.open_invitations(created_by, now).await? >= INVITATIONS_MAX {
            return Ok(None);
        }
        let secret = secret();
        let row = InvitationRow {
            hash: hash(&secret),
            role,
            vouched,
            created_by: created_by.to_owned(),
            created_at: now,
            expires_at,
            used: None,
        };
        self.inner.store.put_invitation(&row).await?;
        Ok(Some(Invited { secret, row }))
    }
}
