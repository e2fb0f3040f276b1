//! What is written into the audit log about coming and going. What went well is always written;
//! of tries in vain only so many a minute, or an attacker could fill the log.

use std::net::IpAddr;

use village_sim::{Principal, Wish};

use super::{People, told};
use crate::door::{Answer, Submission};
use crate::limit::{Bucket, Limiter};

/// Tries in vain that are written down a minute, of one address and of all.
const VAIN_EACH_A_MINUTE: u32 = 10;
const VAIN_A_MINUTE: u32 = 240;

/// Counts what is written about tries in vain.
#[derive(Debug, Default)]
pub struct Diary {
    each: Limiter,
    all: Limiter,
}

/// A line about somebody.
pub struct Note<'a> {
    /// Such as `log_in`.
    pub action: &'static str,
    /// Whom it is about: a person's name, or a whole subject such as `admin:erik`.
    pub name: &'a str,
    /// `ok`, or what it failed of.
    pub outcome: &'a str,
    /// How, such as `password`.
    pub why: &'a str,
    pub from: IpAddr,
}

impl Note<'_> {
    fn subject(&self) -> String {
        let is_whole = self.name.contains(':');
        if is_whole { self.name.to_owned() } else { format!("person:{}", self.name) }
    }

    fn submission(&self) -> Submission {
        Submission {
            principal: Principal::System,
            key: None,
            body: Wish::Note {
                action: self.action.into(),
                subject: self.subject(),
                outcome: self.outcome.into(),
                why: self.why.into(),
            },
            from: Some(told(self.from).into()),
            render: Box::new(|_, _, _| Answer::json(200, "{}")),
        }
    }
}

impl People {
    /// Writes down what somebody did about what proves who they are, and waits until it is kept;
    /// done it is all the same.
    pub async fn write_down(&self, action: &'static str, name: &str, why: &str, from: IpAddr) {
        let note = Note { action, name, outcome: "ok", why, from };
        if let Err(error) = self.note(note).await {
            tracing::error!(%error, action, "what was done could not be written down");
        }
    }

    /// Writes down what went well, and waits until it is kept.
    pub(super) async fn note(&self, note: Note<'_>) -> Result<(), crate::door::DoorError> {
        self.inner.door.submit(note.submission()).await.map(|_| ())
    }

    /// Writes down what failed, if there is room for it; nobody waits.
    pub(super) fn note_in_vain(&self, note: &Note<'_>) {
        let diary = &self.inner.diary;
        metrics::counter!("village_log_ins_in_vain_total").increment(1);
        let own = diary.each.take(Bucket::Address(note.from), VAIN_EACH_A_MINUTE);
        if own.wait.is_some() || diary.all.take(Bucket::Newcomers, VAIN_A_MINUTE).wait.is_some() {
            return;
        }
        let (door, submission) = (self.inner.door.clone(), note.submission());
        tokio::spawn(async move {
            if let Err(error) = door.submit(submission).await {
                tracing::warn!(%error, "a try in vain could not be written down");
            }
        });
    }
}
