//! Making somebody known to the world: once, when the world does not know the name yet. The
//! number is given by the world; the same key brings the same number.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use village_sim::{Outcome, PersonId, Principal, Wish};
use village_store::Credential;

use super::{NoEntry, People};
use crate::door::{Answer, Key, Submission};

/// What came of it, as it is kept under its key.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Came {
    Person(u32),
    Refused(String),
}

impl People {
    /// The person's number; one that the world does not know yet is made known to it.
    pub(super) async fn enrol(&self, credential: &Credential) -> Result<PersonId, NoEntry> {
        if let Some(id) = self.number(&credential.name) {
            return Ok(id);
        }
        let Credential { name, role, vouched, .. } = credential.clone();
        let wish = Wish::Enrol { name: name.clone(), role, vouched };
        let request = serde_json::to_vec(&wish).expect("a wish is plain data");
        let key = Key {
            text: format!("enrol-{}", name.to_ascii_lowercase()),
            request_hash: Sha256::digest(request).into(),
        };
        let render = |outcome: &Outcome, _: &_, _| {
            let came = match outcome {
                Outcome::Enrolled { person } => Came::Person(person.0),
                Outcome::Refused(refusal) => Came::Refused(refusal.code().into()),
                _ => Came::Refused("internal".into()),
            };
            Answer::json(200, serde_json::to_vec(&came).expect("what came is plain data"))
        };
        let submission = Submission {
            principal: Principal::System,
            key: Some(key),
            body: wish,
            from: None,
            render: Box::new(render),
        };
        let answer = self.inner.door.submit(submission).await?;
        match serde_json::from_slice(&answer.body) {
            Ok(Came::Person(id)) => Ok(PersonId(id)),
            // A second server's log-in may have been first; else the name is an agent's.
            Ok(Came::Refused(code)) => self.number(&name).ok_or_else(|| {
                tracing::warn!(
                    name,
                    code,
                    "somebody proved who they are and the village does not take them in; with \
                     name_taken an agent has the name: make them an account of another name"
                );
                NoEntry::Refused(code)
            }),
            Err(error) => {
                tracing::error!(%error, "the answer to an enrolment cannot be read");
                Err(NoEntry::Fault)
            }
        }
    }
}
