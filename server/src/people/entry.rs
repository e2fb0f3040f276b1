//! Coming in and going: a log-in, however it was proved, becomes a session; changing a password
//! ends all others.

use std::net::IpAddr;

use village_economy::Hash32;
use village_sim::PersonId;
use village_store::{Credential, SessionRow};

use super::diary::Note;
use super::password::Side;
use super::session::{kept_form, secret};
use super::throttle::Try;
use super::{Device, NoEntry, People, name, password, told};

/// How old a session may be that sets a first password, in microseconds: ten minutes.
const FRESH_ENTRY: i64 = 10 * 60 * 1_000_000;

/// Where somebody comes from.
#[derive(Debug, Clone)]
pub struct Visit {
    pub address: IpAddr,
    /// What the browser says that it is.
    pub agent: String,
    /// Secret of a browser in which somebody signed in before.
    pub device: Option<String>,
    /// The session that they came with, which the new one replaces.
    pub session: Option<Hash32>,
}

/// Somebody who came in.
#[derive(Debug, Clone)]
pub struct Entered {
    pub person: PersonId,
    pub name: String,
    /// Secret of the session, for the cookie alone.
    pub secret: String,
    pub session: SessionRow,
    /// Secret of the browser, for its cookie; none when it has one.
    pub device: Option<String>,
}

impl People {
    /// Lets somebody in by name and password.
    pub async fn log_in(
        &self,
        name: &str,
        password: &str,
        visit: &Visit,
    ) -> Result<Entered, NoEntry> {
        if name::check_form(name).is_err() {
            return Err(NoEntry::Wrong);
        }
        let folded = name.to_ascii_lowercase();
        let found = self.inner.store.credential(name).await?;
        let device =
            self.known_device(visit, found.as_ref().map_or(name, |found| &found.name)).await?;
        let address = visit.address;
        let (side, tries) = if let Some(device) = device {
            (Side::Known, vec![Try::Device(device, folded)])
        } else {
            (Side::Stranger, vec![Try::Pair(address, folded), Try::Address(address)])
        };
        let vain = |outcome: &'static str| Note {
            action: "log_in",
            name,
            outcome,
            why: "password",
            from: visit.address,
        };
        if let Err(wait) = self.inner.throttle.begin(&tries) {
            self.note_in_vain(&vain("throttled"));
            return Err(NoEntry::Throttled { wait });
        }
        let phc = found.as_ref().and_then(|found| found.phc.as_deref());
        let fits = self.inner.passwords.verify(side, password, phc).await;
        let Some(credential) = found.filter(|_| fits == Ok(true)) else {
            fits?;
            self.note_in_vain(&vain("wrong"));
            return Err(NoEntry::Wrong);
        };
        for tried in &tries {
            self.inner.throttle.went_well(tried);
        }
        self.enter(&credential, visit, "password").await
    }

    /// Lets somebody in who proved to be this; `how` is for the audit log. A session that they came
    /// with ends.
    pub async fn enter(
        &self,
        credential: &Credential,
        visit: &Visit,
        how: &str,
    ) -> Result<Entered, NoEntry> {
        let person = self.enrol(credential).await?;
        let name = credential.name.clone();
        let from = visit.address;
        let note = Note { action: "log_in", name: &name, outcome: "ok", why: how, from };
        self.note(note).await?;
        let now = self.now();
        let device = match self.known_device(visit, &name).await? {
            Some(_) => None,
            None => Some(secret()),
        };
        if let Some(hash) = device.as_deref().and_then(kept_form) {
            self.inner.store.put_device(&hash, &name, now).await?;
        }
        let sessions = self.sessions();
        let (secret, session) =
            sessions.begin(&name, told(visit.address), &visit.agent, now).await?;
        if let Some(old) = &visit.session {
            sessions.end(old, now).await?;
        }
        Ok(Entered { person, name, secret, session, device })
    }

    /// Ends the session that somebody came with.
    pub async fn leave(&self, session: &SessionRow, from: IpAddr) -> Result<(), NoEntry> {
        self.sessions().end(&session.id, self.now()).await?;
        self.write_down("log_out", &session.name, "", from).await;
        Ok(())
    }

    /// Gives whoever is signed in another password, and ends all other sessions. Who has no
    /// password yet has to have signed in just now.
    pub async fn change_password(
        &self,
        session: &SessionRow,
        old: Option<&str>,
        new: &str,
        from: IpAddr,
    ) -> Result<(), NoEntry> {
        password::check(new)?;
        let found = self.inner.store.credential(&session.name).await?;
        let credential = found.ok_or(NoEntry::Wrong)?;
        let name = &credential.name;
        let own = Try::Device(session.id, name.to_ascii_lowercase());
        let throttled = self.inner.throttle.begin(std::slice::from_ref(&own));
        throttled.map_err(|wait| NoEntry::Throttled { wait })?;
        let note = |outcome| Note { action: "password", name, outcome, why: "", from };
        let is_proved = match (&credential.phc, old) {
            (Some(phc), Some(old)) => {
                self.inner.passwords.verify(Side::Known, old, Some(phc)).await?
            }
            (None, None) => self.now().saturating_sub(session.created_at) < FRESH_ENTRY,
            _ => false,
        };
        if !is_proved {
            self.note_in_vain(&note("wrong"));
            return Err(NoEntry::Wrong);
        }
        self.inner.throttle.went_well(&own);
        let phc = self.inner.passwords.hash(Side::Known, new).await?;
        self.note(note("ok")).await?;
        let now = self.now();
        self.inner.store.set_password(name, &phc, now).await?;
        self.sessions().end_all(name, Some(&session.id), now).await?;
        Ok(())
    }

    /// The browser that somebody comes in, if this name signed in there before. A name that nobody
    /// has is looked for as well, so that it takes as long.
    async fn known_device(&self, visit: &Visit, name: &str) -> Result<Option<Device>, NoEntry> {
        let Some(hash) = visit.device.as_deref().and_then(kept_form) else { return Ok(None) };
        Ok(self.inner.store.knows_device(&hash, name).await?.then_some(hash))
    }
}
