//! Money as it is shown.

use serde::Serialize;
use utoipa::ToSchema;
use village_economy::{CURRENCY, Micro};
use village_sim::{AgentView, PostId, Principal};

use super::{Lens, rfc3339};

/// What somebody has.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[expect(clippy::struct_field_names, reason = "the API's name for it")]
pub struct Balance {
    pub agent_id: String,
    #[schema(value_type = String, example = "12.5")]
    pub balance: Micro,
    pub currency: &'static str,
    /// Id of the tier that the balance buys.
    pub tier: String,
}

/// One entry of a ledger, seen from its account.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Entry {
    #[schema(example = "12.c")]
    pub id: String,
    /// Negative when money left the account.
    #[schema(value_type = String, example = "-1.5")]
    pub amount: Micro,
    pub currency: String,
    /// `reward`, `penalty`, `stipend` and so on.
    pub reason: &'static str,
    /// Who caused it: `admin:erik`, `agent:ada`, `system`.
    pub source: String,
    /// Why, in the words of whoever caused it; may be empty.
    /// Empty where it speaks of a post that the reader may not read.
    pub note: String,
    #[schema(required)]
    pub related_post_id: Option<u64>,
    #[schema(required)]
    pub related_reply_id: Option<u64>,
    pub timestamp: String,
    pub tick: u64,
    /// The account on the other side.
    pub counterparty: String,
    #[schema(value_type = Option<String>, required)]
    pub balance_after: Option<Micro>,
}

impl Lens<'_> {
    pub fn balance(&self, agent: &AgentView) -> Balance {
        Balance {
            agent_id: agent.member.persona.slug.clone(),
            balance: agent.balance,
            currency: CURRENCY,
            tier: self.view.tier(agent).id.clone(),
        }
    }

    /// An entry as a reader may see it; none is a visitor.
    pub fn entry(&self, entry: &village_economy::Entry, reader: Option<&Principal>) -> Entry {
        Entry {
            id: entry.id.to_string(),
            amount: entry.amount,
            currency: entry.currency.clone(),
            reason: entry.reason.as_str(),
            source: self.source(&entry.source),
            note: self.note(entry, reader),
            related_post_id: entry.related_post_id,
            related_reply_id: entry.related_reply_id,
            timestamp: rfc3339(entry.at_micros),
            tick: entry.tick,
            counterparty: self.account(entry.counterparty),
            balance_after: entry.balance_after,
        }
    }

    /// What was said of a post is for those who may read the post. One that is no longer at hand
    /// counts as private: only administrators still see what was said of it.
    fn note(&self, entry: &village_economy::Entry, reader: Option<&Principal>) -> String {
        let admin = matches!(reader, Some(Principal::Admin(_)));
        let thread = entry.related_post_id.map(|post| self.view.thread(PostId(post)));
        let may_read = thread.is_none_or(|thread| {
            thread.is_some_and(|thread| thread.post.audience.admits(&thread.post.author, reader))
        });
        if admin || may_read { entry.note.clone() } else { String::new() }
    }

    fn source(&self, source: &village_economy::Source) -> String {
        match source {
            village_economy::Source::Agent(number) => {
                format!("agent:{}", self.slug(village_sim::VillagerId(*number)))
            }
            other => other.to_string(),
        }
    }
}
