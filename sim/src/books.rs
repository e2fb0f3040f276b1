//! Money in the world: the ledger, the tiers, and what is to be paid in this tick's Settle.

use std::collections::BTreeSet;
use std::sync::Arc;

use bevy_ecs::prelude::{Res, Resource};
use village_economy::{AccountId, Intent, Ledger, Micro, Tiers, Transfer};

use crate::attention::Causes;
use crate::door::Outcome;
use crate::id::{PostId, ReplyId, VillagerId};
use crate::memory::{Perceived, Verdict};
use crate::refusal::Refusal;
use crate::stage::Stage;

/// Largest single reward or penalty.
pub const FEEDBACK_MAX: Micro = Micro::new(1_000_000_000_000);

/// The ledger with what shows on the world's side.
#[derive(Resource, Debug)]
pub struct Books {
    pub(crate) ledger: Ledger,
    pub tiers: Arc<Tiers>,
    /// Accounts that this tick opened or touched.
    pub(crate) touched: BTreeSet<AccountId>,
    pub(crate) stipend: Micro,
}

impl Books {
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// What a villager has; nothing when it has no account.
    pub fn balance(&self, who: VillagerId) -> Micro {
        self.ledger.balance(AccountId::Agent(who.0)).unwrap_or(Micro::ZERO)
    }

    pub(crate) fn open(&mut self, account: AccountId) {
        if self.ledger.open(account) {
            self.touched.insert(account);
        }
    }
}

/// Whether the store takes records, as far as the world has been told.
#[derive(Resource, Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoreAt(pub bool);

/// Money to be moved in this tick's Settle.
#[derive(Resource, Debug, Default)]
pub(crate) struct Payments(pub Vec<Payment>);

/// One movement and what hangs on it.
#[derive(Debug)]
pub(crate) struct Payment {
    pub intent: Intent,
    pub docket: Option<usize>,
    /// Whom it judges, if it is a reward or a penalty.
    pub judges: Option<Judged>,
}

/// A villager judged by money.
#[derive(Debug)]
pub(crate) struct Judged {
    pub who: VillagerId,
    pub post: PostId,
    pub reply: Option<ReplyId>,
    pub topic: Option<Arc<str>>,
    pub kind: Judgement,
}

/// Praise or blame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Judgement {
    Reward,
    Penalty,
}

/// Books every payment of this tick.
pub(crate) fn settle(mut stage: Stage, store: Res<StoreAt>) {
    let payments = std::mem::take(&mut stage.payments.0);
    for payment in payments {
        let outcome =
            if store.0 { stage.book(&payment) } else { Outcome::Refused(Refusal::StoreAway) };
        stage.docket.settle(payment.docket, outcome);
    }
}

impl Stage<'_, '_> {
    fn book(&mut self, payment: &Payment) -> Outcome {
        let (tick, at) = (self.now().0, self.stamp.0);
        let posted = self.books.ledger.post(&payment.intent, tick, at);
        let transfer = match posted {
            Ok(transfer) => transfer,
            Err(village_economy::Refusal::Insufficient { available }) => {
                return Outcome::Refused(Refusal::Insufficient { available });
            }
            Err(other) => {
                return Outcome::Refused(Refusal::Ledger { why: other.to_string() });
            }
        };
        self.books.touched.extend([transfer.debit, transfer.credit]);
        if let Some(judged) = &payment.judges {
            self.judge(judged, &transfer);
        }
        let agent = match (transfer.credit, transfer.debit) {
            (AccountId::Agent(agent), _) | (_, AccountId::Agent(agent)) => Some(VillagerId(agent)),
            _ => None,
        };
        let balance = agent.map_or(Micro::ZERO, |agent| self.books.balance(agent));
        if let Some(agent) = agent {
            self.touched.mark(agent);
        }
        let tier = self.books.tiers.tier_for(balance).id.clone();
        let (number, amount) = (transfer.seq, transfer.amount);
        self.news.0.transfers.push(transfer);
        Outcome::Paid { transfer: number, amount, balance, tier }
    }

    /// The villager hears of it at its next thought, and leans to (or from) what was judged.
    fn judge(&mut self, judged: &Judged, transfer: &Transfer) {
        let verdict = Verdict {
            amount: transfer.amount,
            post: judged.post,
            reply: judged.reply,
            topic: judged.topic.clone(),
            reason: transfer.note.as_str().into(),
        };
        let weight = leaning(transfer.amount);
        let (what, by) = match judged.kind {
            Judgement::Reward => (Perceived::Rewarded(verdict), weight),
            Judgement::Penalty => (Perceived::Penalized(verdict), -weight),
        };
        if let Some(topic) = &judged.topic {
            self.villager(judged.who).leanings.lean(topic, by);
        }
        self.remember(judged.who, what);
        let soon = self.now().after(1);
        self.attend(judged.who, Causes::JUDGED, soon);
    }
}

/// How far an amount makes one lean: 100 for the first aiDollar and 50 for each doubling, so that
/// a fortune does not buy a character.
fn leaning(amount: Micro) -> i16 {
    let whole = u64::try_from(amount.get() / 1_000_000).unwrap_or(0);
    let doublings = (whole + 1).ilog2();
    i16::try_from((100 + 50 * i32::try_from(doublings).unwrap_or(0)).min(500)).unwrap_or(500)
}
