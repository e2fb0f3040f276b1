//! Money as it is shown.

use serde::Serialize;
use utoipa::ToSchema;
use village_economy::{AccountId, CURRENCY, Micro, Source};
use village_sim::{AgentView, PersonId, PostId, Principal, VillagerId};

use super::board::may_read;
use super::{Lens, rfc3339};
use crate::http::sheet::{Cell, Row};

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

/// A movement of money: one row of the ledger.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Movement {
    /// Place in the ledger, from 1 and without gaps.
    pub seq: u64,
    /// The account that the amount left.
    #[schema(example = "treasury")]
    pub debit: String,
    /// The account that the amount entered.
    #[schema(example = "agent:ada")]
    pub credit: String,
    #[schema(value_type = String, example = "1.5")]
    pub amount: Micro,
    pub currency: &'static str,
    /// `reward`, `penalty`, `stipend` and so on.
    pub reason: &'static str,
    /// Who caused it.
    #[schema(example = "person:erik")]
    pub source: String,
    /// Empty where it speaks of what the reader may not read.
    pub note: String,
    #[schema(required)]
    pub related_post_id: Option<u64>,
    #[schema(required)]
    pub related_reply_id: Option<u64>,
    pub timestamp: String,
    pub tick: u64,
    /// SHA-256 over this row and the hash of the row before, in hex.
    pub hash: String,
    #[schema(value_type = String)]
    pub debit_balance_after: Micro,
    #[schema(value_type = String)]
    pub credit_balance_after: Micro,
}

/// An account with what it holds.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Account)]
pub struct Held {
    /// `treasury`, `compute`, `payments`, `agent:ID`, `person:NAME`, `escrow:agent:ID` or
    /// `escrow:post:NUMBER`.
    #[schema(example = "agent:ada")]
    pub account: String,
    /// Below zero for the treasury and for payments, which bring money in.
    #[schema(value_type = String, example = "12.5")]
    pub balance: Micro,
    pub currency: &'static str,
    /// Of an agent: the tier that it has.
    #[schema(required)]
    pub tier: Option<String>,
}

/// What somebody may give today.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[expect(clippy::struct_field_names, reason = "the API's name for it")]
pub struct Allowance {
    /// `member`, `moderator` or `admin`.
    pub role: &'static str,
    /// A day's; all for whom nobody stands share one.
    #[schema(value_type = String, example = "20")]
    pub allowance: Micro,
    /// What of today's is left.
    #[schema(value_type = String, example = "12.5")]
    pub left: Micro,
    /// What is left today of what the village gives away as a whole.
    #[schema(value_type = String)]
    pub village_left: Micro,
    /// Up to this sum, halved each day, gifts to one agent count in full.
    #[schema(value_type = String, example = "50")]
    pub knee: Micro,
    pub resets_in_seconds: u64,
    /// What one has of one's own.
    #[schema(value_type = String, example = "3")]
    pub balance: Micro,
    pub currency: &'static str,
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
        let accounts = [entry.account, entry.counterparty];
        Entry {
            id: entry.id.to_string(),
            amount: entry.amount,
            currency: entry.currency.clone(),
            reason: entry.reason.as_str(),
            source: self.shown_source(&entry.source, accounts, reader),
            note: self.note((&entry.note, entry.related_post_id), accounts, reader),
            related_post_id: entry.related_post_id,
            related_reply_id: entry.related_reply_id,
            timestamp: rfc3339(entry.at_micros),
            tick: entry.tick,
            counterparty: self.account(entry.counterparty),
            balance_after: entry.balance_after,
        }
    }

    /// A movement as a reader may see it.
    pub fn movement(
        &self,
        movement: &village_store::Movement,
        reader: Option<&Principal>,
    ) -> Movement {
        let transfer = &movement.transfer;
        let accounts = [transfer.debit, transfer.credit];
        Movement {
            seq: transfer.seq,
            debit: self.account(transfer.debit),
            credit: self.account(transfer.credit),
            amount: transfer.amount,
            currency: CURRENCY,
            reason: transfer.reason.as_str(),
            source: self.shown_source(&transfer.source, accounts, reader),
            note: self.note((&transfer.note, transfer.post), accounts, reader),
            related_post_id: transfer.post,
            related_reply_id: transfer.reply,
            timestamp: rfc3339(transfer.at_micros),
            tick: transfer.tick,
            hash: transfer.hash.to_string(),
            debit_balance_after: movement.debit_after,
            credit_balance_after: movement.credit_after,
        }
    }

    /// An account with what it holds.
    pub fn held(&self, account: AccountId, balance: Micro) -> Held {
        let tier = match account {
            AccountId::Agent(number) => {
                let agent = self.view.agent(VillagerId(number));
                agent.map(|agent| self.view.tier(agent).id.clone())
            }
            _ => None,
        };
        Held { account: self.account(account), balance, currency: CURRENCY, tier }
    }

    /// What a person may give today; none for somebody whom the village does not know.
    pub fn allowance(&self, who: PersonId) -> Option<Allowance> {
        let giving = self.view.giving(&Principal::Person(who))?;
        let person = self.view.society.people.get(&who)?;
        let ticks = giving.ends.since(self.view.tick());
        Some(Allowance {
            role: person.role.as_str(),
            allowance: giving.allowance.allowance,
            left: giving.left,
            village_left: giving.village_left,
            knee: giving.allowance.knee,
            resets_in_seconds: ticks.div_ceil(self.view.clock.hz.max(1).into()),
            balance: self.view.purse(AccountId::Person(who.0)),
            currency: CURRENCY,
        })
    }

    /// What was said of a post is for those who may read the post. One that is no longer at hand
    /// counts as private: only administrators still see what was said of it. What was noted of
    /// money from outside is for whose account it is.
    fn note(
        &self,
        (note, post): (&str, Option<u64>),
        accounts: [AccountId; 2],
        reader: Option<&Principal>,
    ) -> String {
        let thread = post.map(|post| self.view.thread(PostId(post)));
        let may_read = thread
            .is_none_or(|thread| thread.is_some_and(|thread| may_read(&thread.post, reader)))
            && !is_hidden_payment(accounts, reader);
        if is_admin(reader) || may_read { note.to_owned() } else { String::new() }
    }

    fn shown_source(
        &self,
        source: &Source,
        accounts: [AccountId; 2],
        reader: Option<&Principal>,
    ) -> String {
        match source {
            Source::External(_) if is_hidden_payment(accounts, reader) => "external".to_owned(),
            _ => self.source(source),
        }
    }
}

const fn is_admin(reader: Option<&Principal>) -> bool {
    matches!(reader, Some(Principal::Admin(_) | Principal::System))
}

/// Whether money came from or went outside, and the reader is neither an administrator nor whose
/// account it is.
fn is_hidden_payment(accounts: [AccountId; 2], reader: Option<&Principal>) -> bool {
    let own = match reader {
        Some(Principal::Agent(agent)) => Some(AccountId::Agent(agent.0)),
        Some(Principal::Person(person)) => Some(AccountId::Person(person.0)),
        _ => None,
    };
    let is_own = own.is_some_and(|own| accounts.contains(&own));
    accounts.contains(&AccountId::Payments) && !is_own && !is_admin(reader)
}

impl Row for Entry {
    const HEAD: &'static [&'static str] = &[
        "id",
        "timestamp",
        "tick",
        "amount",
        "currency",
        "balance_after",
        "reason",
        "counterparty",
        "source",
        "note",
        "related_post_id",
        "related_reply_id",
    ];

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::of(&self.id),
            Cell::of(&self.timestamp),
            Cell::of(self.tick),
            Cell::of(self.amount),
            Cell::of(&self.currency),
            Cell::maybe(self.balance_after),
            Cell::of(self.reason),
            Cell::Words(self.counterparty.clone()),
            Cell::Words(self.source.clone()),
            Cell::Words(self.note.clone()),
            Cell::maybe(self.related_post_id),
            Cell::maybe(self.related_reply_id),
        ]
    }
}

impl Row for Movement {
    const HEAD: &'static [&'static str] = &[
        "seq",
        "timestamp",
        "tick",
        "debit",
        "credit",
        "amount",
        "currency",
        "reason",
        "source",
        "note",
        "related_post_id",
        "related_reply_id",
        "debit_balance_after",
        "credit_balance_after",
        "hash",
    ];

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::of(self.seq),
            Cell::of(&self.timestamp),
            Cell::of(self.tick),
            Cell::Words(self.debit.clone()),
            Cell::Words(self.credit.clone()),
            Cell::of(self.amount),
            Cell::of(self.currency),
            Cell::of(self.reason),
            Cell::Words(self.source.clone()),
            Cell::Words(self.note.clone()),
            Cell::maybe(self.related_post_id),
            Cell::maybe(self.related_reply_id),
            Cell::of(self.debit_balance_after),
            Cell::of(self.credit_balance_after),
            Cell::of(&self.hash),
        ]
    }
}
