//! What the HTTP interface answers, read with care.

use serde::Deserialize;
use village_economy::Micro;
use village_protocol::play::{Denied, Errand};
use village_sim::{Outcome, PostId, ReplyId, Tick};

use crate::errand::denied;
use crate::words::{plain, sentence};

/// Longest words of a refusal that are shown, in characters.
const DETAIL_MAX: usize = 300;

#[derive(Deserialize)]
pub(super) struct Me {
    pub name: String,
    pub role: String,
}

#[derive(Deserialize)]
pub(super) struct Allowance {
    pub left: Micro,
    pub village_left: Micro,
    pub balance: Micro,
}

#[derive(Deserialize)]
struct Paid {
    transfer: u64,
    amount: Micro,
    balance: Micro,
    tier: String,
    allowance_left: Option<Micro>,
    undo_until_tick: Option<u64>,
}

#[derive(Deserialize)]
struct Made {
    id: u64,
}

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
struct Problem {
    code: String,
    detail: String,
}

pub(super) fn read<T: for<'a> Deserialize<'a>>(response: &ehttp::Response) -> Option<T> {
    serde_json::from_slice(&response.bytes).ok()
}

/// What an errand that was done came to.
pub(super) fn outcome(errand: &Errand, answer: &[u8]) -> Option<Outcome> {
    let made = || serde_json::from_slice::<Made>(answer).ok();
    Some(match errand {
        Errand::Reward(_) | Errand::Penalize(_) | Errand::Undo { .. } => {
            let paid: Paid = serde_json::from_slice(answer).ok()?;
            Outcome::Paid {
                transfer: paid.transfer,
                amount: paid.amount,
                balance: paid.balance,
                tier: paid.tier,
                left: paid.allowance_left,
                undo_until: paid.undo_until_tick.map(Tick),
            }
        }
        Errand::Post { .. } => Outcome::Posted { post: PostId(made()?.id) },
        Errand::Reply { .. } => Outcome::Replied { reply: ReplyId(made()?.id) },
        Errand::Letter { .. } => Outcome::Sent { letter: made()?.id },
        _ => return None,
    })
}

/// Why it was refused, in the village's words.
pub(super) fn problem(response: &ehttp::Response) -> Denied {
    let told: Problem = read(response).unwrap_or_default();
    let status = response.status;
    let is_passing = status == 429 || status >= 500;
    if told.code.is_empty() {
        // A proxy speaks, not the village: nobody knows whether it was done.
        let code = if status >= 500 { "unreachable" } else { "refused" };
        return denied(code, format!("This was not done ({status}). Try again."), is_passing);
    }
    let detail = if told.detail.is_empty() { told.code.replace('_', " ") } else { told.detail };
    denied(&plain(&told.code, 60), sentence(&plain(&detail, DETAIL_MAX)), is_passing)
}
