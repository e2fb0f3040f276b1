//! Paid work as a machine: from money put on a post to exactly one payout of all of it.
//!
//! [`step`] is the only way from one state to the next. The payout comes with the step that ends
//! the work (paid, settled or refunded), what it gives to the agent and back to the giver is
//! together the amount, and nothing leads out of an ended state. Time is in ticks and comes in as
//! a parameter; when it has something to say by itself, [`due`] tells the tick.
//!
//! Absent on purpose: who may ask for a step (the giver, a moderator), the escrow account and the
//! work itself. Those belong to the world.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::money::Micro;

/// What was promised when the bounty was put up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BountyTerms {
    /// What lies in escrow.
    pub amount: Micro,
    /// Ticks that an agent has from its claim, or from a rejection, to deliver.
    pub lease: u64,
    /// Ticks that the giver has to answer a delivery; silence accepts.
    pub review: u64,
    /// The first tick at which nobody can claim any more.
    pub open_until: u64,
    /// Rejections of one agent's work after which it cannot deliver again; 0 is read as 1.
    pub rejections_max: u8,
}

/// Where the work stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum BountyState {
    Open,
    /// `until` is the first tick at which the agent no longer has it.
    Claimed {
        agent: u32,
        until: u64,
    },
    /// Delivered at the tick `at`; the review ends [`BountyTerms::review`] ticks later.
    Delivered {
        agent: u32,
        at: u64,
    },
    /// Waits for a moderator, however long.
    Disputed {
        agent: u32,
    },
    /// The agent has all of it.
    Paid {
        agent: u32,
    },
    /// A moderator decided that the agent has `paid` of it.
    Settled {
        agent: u32,
        paid: Micro,
    },
    /// The giver has all of it back.
    Refunded,
}

/// What is to happen. That the giver asks for [`Self::Accept`], [`Self::Reject`] and
/// [`Self::Withdraw`], and a moderator for [`Self::Judge`], is for the caller to see to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum BountyStep {
    Claim {
        agent: u32,
    },
    GiveUp {
        agent: u32,
    },
    Deliver {
        agent: u32,
    },
    Accept,
    Reject,
    /// Against a rejection, or against silence.
    Dispute {
        agent: u32,
    },
    /// The agent gets `pay`, from nothing to all; the rest goes back.
    Judge {
        pay: Micro,
    },
    Withdraw,
    /// Time passed: the tick that [`due`] told is here.
    Expire,
}

/// A bounty at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bounty {
    pub terms: BountyTerms,
    pub state: BountyState,
    /// How often the work of the agent that has it was rejected.
    pub rejections: u8,
}

/// Where the money in escrow goes; both together are the amount of the bounty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BountyPayout {
    /// The agent and what it gets, more than nothing.
    pub to_agent: Option<(u32, Micro)>,
    /// What goes back to the giver.
    pub refund: Micro,
}

/// Why a step is not made. The bounty stays as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BountyRefusal {
    #[error("a bounty is more than nothing")]
    NotPositive,
    #[error("another agent has this work in hand")]
    Taken { agent: u32 },
    #[error("this bounty is no longer open")]
    Closed,
    #[error("nobody has this work in hand")]
    NotClaimed,
    #[error("another agent has this work in hand, nobody else may do that")]
    NotYours { agent: u32 },
    #[error("the time to deliver is over")]
    LeaseOver,
    #[error("the work was rejected {times} times and cannot be delivered again")]
    RejectedForGood { times: u8 },
    #[error("the work is delivered and waits for its answer")]
    InReview,
    #[error("nothing was delivered")]
    NotDelivered,
    #[error("the time to answer is over, silence has accepted")]
    ReviewOver,
    #[error("there is nothing to dispute before work was rejected or waits")]
    NothingToDispute,
    #[error("the work is disputed and waits for a moderator")]
    InDispute,
    #[error("only a dispute can be judged")]
    NotDisputed,
    #[error("a judgement gives from nothing to {amount}")]
    PayOutOfRange { amount: Micro },
    #[error("it is not time yet")]
    NotDue {
        /// The tick at which it will be; `None`: time alone changes nothing.
        due: Option<u64>,
    },
    #[error("this bounty has been paid out")]
    Finished,
}

impl BountyRefusal {
    /// A stable word for this refusal, for error codes.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotPositive => "not_positive",
            Self::Taken { .. } => "bounty_taken",
            Self::Closed => "bounty_closed",
            Self::NotClaimed => "bounty_not_claimed",
            Self::NotYours { .. } => "bounty_not_yours",
            Self::LeaseOver => "bounty_lease_over",
            Self::RejectedForGood { .. } => "bounty_rejected_for_good",
            Self::InReview => "bounty_in_review",
            Self::NotDelivered => "bounty_not_delivered",
            Self::ReviewOver => "bounty_review_over",
            Self::NothingToDispute => "bounty_nothing_to_dispute",
            Self::InDispute => "bounty_in_dispute",
            Self::NotDisputed => "bounty_not_disputed",
            Self::PayOutOfRange { .. } => "bounty_pay_out_of_range",
            Self::NotDue { .. } => "bounty_not_due",
            Self::Finished => "bounty_finished",
        }
    }
}

impl Bounty {
    /// A bounty that nobody has claimed yet; its money must be in escrow.
    pub fn open(terms: BountyTerms) -> Result<Self, BountyRefusal> {
        if !terms.amount.is_positive() {
            return Err(BountyRefusal::NotPositive);
        }
        Ok(Self { terms, state: BountyState::Open, rejections: 0 })
    }

    /// Whether it was paid out, so that nothing can happen to it any more.
    pub fn is_finished(&self) -> bool {
        use BountyState::{Paid, Refunded, Settled};
        matches!(self.state, Paid { .. } | Settled { .. } | Refunded)
    }

    fn to(self, state: BountyState) -> Next {
        (Self { state, ..self }, None)
    }

    fn refunded(self) -> Next {
        let payout = BountyPayout { to_agent: None, refund: self.terms.amount };
        (Self { state: BountyState::Refunded, ..self }, Some(payout))
    }

    fn paid(self, agent: u32) -> Stepped {
        let payout = self.split(agent, self.terms.amount)?;
        Ok((Self { state: BountyState::Paid { agent }, ..self }, Some(payout)))
    }

    fn split(&self, agent: u32, pay: Micro) -> Result<BountyPayout, BountyRefusal> {
        let amount = self.terms.amount;
        let refund = amount.checked_sub(pay).filter(|refund| !refund.is_negative());
        match refund {
            Some(refund) if !pay.is_negative() => {
                let to_agent = pay.is_positive().then_some((agent, pay));
                Ok(BountyPayout { to_agent, refund })
            }
            _ => Err(BountyRefusal::PayOutOfRange { amount }),
        }
    }

    fn rejected_for_good(&self) -> bool {
        self.rejections >= self.terms.rejections_max.max(1)
    }
}

type Next = (Bounty, Option<BountyPayout>);
type Stepped = Result<Next, BountyRefusal>;

/// The tick at which [`BountyStep::Expire`] does something; `None`: time alone changes nothing.
///
/// Then an open bounty is refunded, a claim is over (and the bounty open again, or refunded when
/// it is too late for another claim), and a delivery without an answer is paid.
pub fn due(bounty: &Bounty) -> Option<u64> {
    match bounty.state {
        BountyState::Open => Some(bounty.terms.open_until),
        BountyState::Claimed { until, .. } => Some(until),
        BountyState::Delivered { at, .. } => Some(at.saturating_add(bounty.terms.review)),
        BountyState::Disputed { .. }
        | BountyState::Paid { .. }
        | BountyState::Settled { .. }
        | BountyState::Refunded => None,
    }
}

/// The bounty after `step` at the tick `now`, and where the money goes when that ends it.
pub fn step(bounty: &Bounty, step: BountyStep, now: u64) -> Stepped {
    if bounty.is_finished() {
        return Err(BountyRefusal::Finished);
    }
    match step {
        BountyStep::Claim { agent } => claim(*bounty, agent, now),
        BountyStep::GiveUp { agent } => {
            claimed_by(bounty, agent)?;
            Ok(bounty.to(BountyState::Open))
        }
        BountyStep::Deliver { agent } => deliver(*bounty, agent, now),
        BountyStep::Accept => bounty.paid(delivered_by(bounty)?),
        BountyStep::Reject => reject(*bounty, now),
        BountyStep::Dispute { agent } => dispute(*bounty, agent, now),
        BountyStep::Judge { pay } => judge(*bounty, pay),
        BountyStep::Withdraw => match holder(bounty) {
            None => Ok(bounty.refunded()),
            Some(agent) => Err(BountyRefusal::Taken { agent }),
        },
        BountyStep::Expire => expire(*bounty, now),
    }
}

fn claim(bounty: Bounty, agent: u32, now: u64) -> Stepped {
    if let Some(agent) = holder(&bounty) {
        return Err(BountyRefusal::Taken { agent });
    }
    if now >= bounty.terms.open_until {
        return Err(BountyRefusal::Closed);
    }
    let until = now.saturating_add(bounty.terms.lease);
    Ok(Bounty { rejections: 0, ..bounty }.to(BountyState::Claimed { agent, until }))
}

fn deliver(bounty: Bounty, agent: u32, now: u64) -> Stepped {
    if now >= claimed_by(&bounty, agent)? {
        return Err(BountyRefusal::LeaseOver);
    }
    if bounty.rejected_for_good() {
        return Err(BountyRefusal::RejectedForGood { times: bounty.rejections });
    }
    Ok(bounty.to(BountyState::Delivered { agent, at: now }))
}

fn reject(bounty: Bounty, now: u64) -> Stepped {
    let agent = delivered_by(&bounty)?;
    if due(&bounty).is_some_and(|due| now >= due) {
        return Err(BountyRefusal::ReviewOver);
    }
    let until = now.saturating_add(bounty.terms.lease);
    let rejections = bounty.rejections.saturating_add(1);
    Ok(Bounty { rejections, ..bounty }.to(BountyState::Claimed { agent, until }))
}

fn dispute(bounty: Bounty, agent: u32, now: u64) -> Stepped {
    if let BountyState::Delivered { agent: holder, .. } = bounty.state {
        only(holder, agent)?;
    } else {
        let until = claimed_by(&bounty, agent)?;
        if bounty.rejections == 0 {
            return Err(BountyRefusal::NothingToDispute);
        }
        if now >= until {
            return Err(BountyRefusal::LeaseOver);
        }
    }
    Ok(bounty.to(BountyState::Disputed { agent }))
}

fn judge(bounty: Bounty, pay: Micro) -> Stepped {
    let BountyState::Disputed { agent } = bounty.state else {
        return Err(BountyRefusal::NotDisputed);
    };
    let payout = bounty.split(agent, pay)?;
    Ok((Bounty { state: BountyState::Settled { agent, paid: pay }, ..bounty }, Some(payout)))
}

fn expire(bounty: Bounty, now: u64) -> Stepped {
    let due = due(&bounty);
    if due.is_none_or(|due| now < due) {
        return Err(BountyRefusal::NotDue { due });
    }
    match bounty.state {
        BountyState::Delivered { agent, .. } => bounty.paid(agent),
        BountyState::Claimed { .. } if now < bounty.terms.open_until => {
            Ok(bounty.to(BountyState::Open))
        }
        _ => Ok(bounty.refunded()),
    }
}

/// The agent that has the work in hand.
fn holder(bounty: &Bounty) -> Option<u32> {
    match bounty.state {
        BountyState::Claimed { agent, .. }
        | BountyState::Delivered { agent, .. }
        | BountyState::Disputed { agent } => Some(agent),
        _ => None,
    }
}

/// The tick at which the agent's claim ends, when it has one and nothing waits for an answer.
fn claimed_by(bounty: &Bounty, agent: u32) -> Result<u64, BountyRefusal> {
    only(holder(bounty).ok_or(BountyRefusal::NotClaimed)?, agent)?;
    match bounty.state {
        BountyState::Claimed { until, .. } => Ok(until),
        BountyState::Delivered { .. } => Err(BountyRefusal::InReview),
        _ => Err(BountyRefusal::InDispute),
    }
}

fn delivered_by(bounty: &Bounty) -> Result<u32, BountyRefusal> {
    match bounty.state {
        BountyState::Delivered { agent, .. } => Ok(agent),
        BountyState::Disputed { .. } => Err(BountyRefusal::InDispute),
        _ => Err(BountyRefusal::NotDelivered),
    }
}

fn only(holder: u32, agent: u32) -> Result<(), BountyRefusal> {
    if holder == agent { Ok(()) } else { Err(BountyRefusal::NotYours { agent: holder }) }
}
