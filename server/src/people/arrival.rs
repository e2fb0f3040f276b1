//! Coming in by an account elsewhere. Whom the account is tied to comes in; somebody unknown is
//! taken in like everybody else who signs up; who is in already can tie an account to their name.

use village_store::{SessionRow, StoreError, Subject};

use super::diary::Note;
use super::oidc::Identity;
use super::{Entered, NewPerson, NoEntry, People, Proof, Visit};

/// Names that are tried for somebody whose name elsewhere is taken here: with 2 to 99 behind it.
const NAMES_MAX: u32 = 99;
/// The name of whoever brings none.
const NAMELESS: &str = "newcomer";
/// Longest part of a name that leaves room for a number.
const STEM_MAX: usize = 37;

impl Identity {
    fn subject(&self) -> Subject {
        Subject { issuer: self.issuer.clone(), subject: self.subject.clone() }
    }
}

impl People {
    /// Lets in whoever proved an account elsewhere. Who is not known is taken in under the name
    /// that they have there, or one like it, where the village takes people in.
    pub async fn arrive(
        &self,
        identity: &Identity,
        invitation: Option<String>,
        visit: &Visit,
    ) -> Result<Entered, NoEntry> {
        let subject = identity.subject();
        if let Some(known) = self.inner.store.credential_of(&subject).await? {
            return self.enter(&known, visit, "provider").await;
        }
        let name = self.free_name(identity.name_hint.as_deref().unwrap_or(NAMELESS))?;
        let new = NewPerson { name, proof: Proof::Subject(subject), invitation };
        self.sign_up(new, visit).await
    }

    /// Ties an account elsewhere to whoever is signed in. [`NoEntry::Taken`] when it is somebody
    /// else's, or this person has one already.
    pub async fn tie(
        &self,
        session: &SessionRow,
        identity: &Identity,
        visit: &Visit,
    ) -> Result<(), NoEntry> {
        let subject = identity.subject();
        let tied = self.inner.store.link_subject(&session.name, &subject, self.now()).await;
        let outcome = match tied {
            Ok(true) => "ok",
            Ok(false) | Err(StoreError::Refused { .. }) => "taken",
            Err(error) => return Err(error.into()),
        };
        let (name, from) = (&session.name, visit.address);
        self.note(Note { action: "tie", name, outcome, why: &identity.issuer, from }).await?;
        if outcome == "ok" { Ok(()) } else { Err(NoEntry::Taken) }
    }

    fn free_name(&self, hint: &str) -> Result<String, NoEntry> {
        let stem: String = hint.chars().take(STEM_MAX).collect();
        let numbered = (2..=NAMES_MAX).map(|number| format!("{stem}-{number}"));
        let mut names = std::iter::once(hint.to_owned()).chain(numbered);
        names.find(|name| self.check_name(name).is_ok()).ok_or(NoEntry::Taken)
    }
}
