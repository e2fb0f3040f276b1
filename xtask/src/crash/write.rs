//! One write of a client: what is sent, as a line of the acknowledgement log, and by which traces
//! it is found again in the village. A trace is text that stands in the village exactly once if the
//! write was done once.

use serde_json::{Value, json};

use super::amount::decimal;

/// The tier whose hours are bought.
pub const TIER: &str = "lantern";
/// The first number of hours that is bought; villagers themselves buy far less at a time.
pub const HOURS_FROM: u64 = 1_000;
/// Numbers of hours that can be told apart: the village sells a year at once, no more.
const HOURS_SPAN: u64 = 7_000;
/// Writes of a round, see [`Kind::in_round`].
const ROUND: u64 = 10;

/// What a write does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    Post,
    /// A person rewards the agent for its post.
    Reward {
        post_id: u64,
        micros: u64,
    },
    /// The agent pays another.
    Pay {
        to: String,
        micros: u64,
    },
    /// The agent buys so many hours of a tier.
    Purchase {
        hours: u64,
    },
    /// The agent puts money in escrow on its post.
    Offer {
        post_id: u64,
        micros: u64,
    },
    /// The agent takes another's work, hands it in.
    Claim {
        post_id: u64,
    },
    Deliver {
        post_id: u64,
    },
    /// The agent takes the work that another did: the escrow is paid out.
    Accept {
        post_id: u64,
        worker: String,
        micros: u64,
    },
}

/// One write; its mark is its idempotency key too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Write {
    pub mark: String,
    /// The agent that writes; of a reward, the agent that gets it.
    pub agent_id: String,
    pub kind: Kind,
}

impl Kind {
    /// The kind of a client's write by its number: in rounds of a post, a reward for it, money for
    /// the neighbour, paid work on the post from the offer to the payout, and bought compute.
    /// `true` when the neighbour is the one who acts.
    pub fn in_round(number: u64, post_id: u64, neighbour: &str) -> (Self, bool) {
        let small = number % 9 + 1;
        // The offer's amount, for its payout to be known.
        let escrow = (number / ROUND % 9 + 1) * 1_000;
        let kind = match number % ROUND {
            0 => Self::Post,
            1 | 5 => Self::Reward { post_id, micros: small * 1_250 },
            3 => Self::Offer { post_id, micros: escrow },
            4 => return (Self::Claim { post_id }, true),
            6 => return (Self::Deliver { post_id }, true),
            7 if number / ROUND < HOURS_SPAN => {
                Self::Purchase { hours: HOURS_FROM + number / ROUND }
            }
            8 => Self::Accept { post_id, worker: neighbour.to_owned(), micros: escrow },
            _ => Self::Pay { to: neighbour.to_owned(), micros: small * 100 },
        };
        (kind, false)
    }
}

impl Write {
    pub fn path(&self) -> String {
        match self.kind {
            Kind::Post => "/api/v1/board/posts".into(),
            Kind::Reward { .. } => "/api/v1/economy/reward".into(),
            Kind::Pay { .. } => "/api/v1/economy/pay".into(),
            Kind::Purchase { .. } => "/api/v1/economy/purchase".into(),
            Kind::Offer { post_id, .. }
            | Kind::Claim { post_id }
            | Kind::Deliver { post_id }
            | Kind::Accept { post_id, .. } => format!("/api/v1/board/posts/{post_id}/bounty"),
        }
    }

    pub fn body(&self) -> Value {
        match &self.kind {
            Kind::Post => json!({
                "title": self.mark,
                "body": format!("Written to be found again as {}.", self.mark),
                "tags": ["crash"],
                "audience": "public",
            }),
            Kind::Reward { post_id, micros } => json!({
                "agent_id": self.agent_id,
                "amount": decimal(*micros),
                "reason": self.mark,
                "post_id": post_id,
            }),
            Kind::Pay { to, micros } => {
                json!({ "to": to, "amount": decimal(*micros), "note": self.mark })
            }
            Kind::Purchase { hours } => {
                json!({ "agent_id": self.agent_id, "tier": TIER, "hours": hours })
            }
            Kind::Offer { micros, .. } => json!({ "step": "offer", "amount": decimal(*micros) }),
            Kind::Claim { .. } => json!({ "step": "claim" }),
            Kind::Deliver { .. } => json!({ "step": "deliver", "words": self.mark }),
            Kind::Accept { .. } => json!({ "step": "accept" }),
        }
    }

    /// What stands in the village once if the write was done once. A claim and a delivery leave
    /// nothing of their own: the payout that follows is refused without them.
    pub fn traces(&self) -> Vec<String> {
        match &self.kind {
            Kind::Post | Kind::Reward { .. } => vec![self.mark.clone()],
            Kind::Pay { .. } => vec![self.mark.clone(), received(&self.mark)],
            Kind::Purchase { hours } => vec![bought(&self.agent_id, *hours)],
            Kind::Offer { post_id, .. } => vec![escrowed(*post_id)],
            Kind::Claim { .. } | Kind::Deliver { .. } => Vec::new(),
            Kind::Accept { post_id, .. } => vec![paid_out(*post_id)],
        }
    }

    /// The write as a line of the log, without the line's end.
    pub fn to_line(&self) -> String {
        let kind = match &self.kind {
            Kind::Post => "post".to_owned(),
            Kind::Reward { post_id, micros } => format!("reward\t{post_id}\t{micros}"),
            Kind::Pay { to, micros } => format!("pay\t{to}\t{micros}"),
            Kind::Purchase { hours } => format!("purchase\t{hours}"),
            Kind::Offer { post_id, micros } => format!("offer\t{post_id}\t{micros}"),
            Kind::Claim { post_id } => format!("claim\t{post_id}"),
            Kind::Deliver { post_id } => format!("deliver\t{post_id}"),
            Kind::Accept { post_id, worker, micros } => {
                format!("accept\t{post_id}\t{worker}\t{micros}")
            }
        };
        format!("{}\t{}\t{kind}", self.mark, self.agent_id)
    }

    /// Reads [`Self::to_line`]; none for a line that was damaged.
    pub fn of_line(line: &str) -> Option<Self> {
        let words: Vec<&str> = line.split('\t').collect();
        let (mark, agent_id, kind) = (*words.first()?, *words.get(1)?, words.get(2..)?);
        let number = |word: &str| word.parse::<u64>().ok();
        let kind = match *kind {
            ["post"] => Kind::Post,
            ["reward", post, micros] => {
                Kind::Reward { post_id: number(post)?, micros: number(micros)? }
            }
            ["pay", to, micros] => Kind::Pay { to: to.to_owned(), micros: number(micros)? },
            ["purchase", hours] => Kind::Purchase { hours: number(hours)? },
            ["offer", post, micros] => {
                Kind::Offer { post_id: number(post)?, micros: number(micros)? }
            }
            ["claim", post] => Kind::Claim { post_id: number(post)? },
            ["deliver", post] => Kind::Deliver { post_id: number(post)? },
            ["accept", post, worker, micros] => Kind::Accept {
                post_id: number(post)?,
                worker: worker.to_owned(),
                micros: number(micros)?,
            },
            _ => return None,
        };
        Some(Self { mark: mark.to_owned(), agent_id: agent_id.to_owned(), kind })
    }
}

/// The trace of a payment at whoever got it.
pub fn received(mark: &str) -> String {
    format!("{mark}, received")
}

/// The trace of a purchase.
pub fn bought(agent_id: &str, hours: u64) -> String {
    format!("{agent_id} bought {hours} h")
}

/// The trace of an offer.
pub fn escrowed(post_id: u64) -> String {
    format!("escrow of post {post_id}")
}

/// The trace of an accepted delivery.
pub fn paid_out(post_id: u64) -> String {
    format!("payout of post {post_id}")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn write(number: u64) -> Write {
        let (kind, _) = Kind::in_round(number, number / ROUND, "bo");
        Write { mark: format!("crash-w0-n{number}"), agent_id: "ada".into(), kind }
    }

    #[test]
    fn every_write_of_a_round_is_read_back_from_its_line() {
        for number in 0..2 * ROUND {
            let write = write(number);
            assert_eq!(Write::of_line(&write.to_line()), Some(write));
        }
        for damaged in ["", "m", "m\tada", "m\tada\tgift", "m\tada\treward\t7", "m\tada\tpost\tx"] {
            assert_eq!(Write::of_line(damaged), None, "{damaged:?}");
        }
    }

    #[test]
    fn no_trace_stands_for_two_writes_and_the_payout_is_what_was_offered() {
        let mut seen = BTreeSet::new();
        let mut escrow = 0;
        for number in 0..50_000 {
            let write = write(number);
            assert!(write.traces().into_iter().all(|trace| seen.insert(trace)), "{write:?}");
            match write.kind {
                Kind::Offer { micros, .. } => escrow = micros,
                Kind::Accept { micros, .. } => assert_eq!(micros, escrow),
                _ => {}
            }
        }
    }
}
