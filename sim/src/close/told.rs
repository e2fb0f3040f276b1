//! The audit log: each command that changes what must last, in words of the API.

use crate::door::{Body as Wish, Outcome, Principal};
use crate::id::VillagerId;
use crate::journal::{AuditRow, Journaled};

/// The audit row of a command; none for what leaves nothing that must last.
pub(super) fn audit(
    command: &Journaled,
    from: Option<&std::sync::Arc<str>>,
    outcome: &Outcome,
) -> Option<AuditRow> {
    let (action, subject, why) = told(&command.body, outcome)?;
    let outcome = match (&command.body, outcome) {
        (_, Outcome::Refused(refusal)) => refusal.code(),
        (Wish::Note { outcome, .. }, _) => outcome,
        _ => "ok",
    };
    Some(AuditRow {
        principal: command.principal.clone(),
        action: action.into(),
        subject,
        outcome: outcome.into(),
        why: why.into(),
        from: from.cloned(),
    })
}

/// A row of what the village does by itself or an agent does of its own accord.
pub(super) fn own(principal: Principal, action: &str, subject: String, why: &str) -> AuditRow {
    AuditRow {
        principal,
        action: action.into(),
        subject,
        outcome: "ok".into(),
        why: why.into(),
        from: None,
    }
}

/// What was done, to what, and why.
fn told<'a>(wish: &'a Wish, outcome: &Outcome) -> Option<(&'a str, String, &'a str)> {
    let agent = |who: &VillagerId| format!("agent:{who}");
    Some(match wish {
        Wish::Found { .. } => ("found", "village".to_owned(), ""),
        Wish::Join { persona } => match outcome {
            Outcome::Joined { agent: who } => ("join", agent(who), ""),
            _ => ("join", format!("agent:{}", persona.slug), ""),
        },
        Wish::Post { .. } => match outcome {
            Outcome::Posted { post } => ("post", format!("post:{post}"), ""),
            _ => ("post", "board".to_owned(), ""),
        },
        Wish::Reply { post, .. } => ("reply", format!("post:{post}"), ""),
        Wish::Reward(feedback) => ("reward", agent(&feedback.agent), &feedback.reason),
        Wish::Penalize(feedback) => ("penalize", agent(&feedback.agent), &feedback.reason),
        Wish::Undo { transfer } => ("undo", format!("transfer:{transfer}"), ""),
        Wish::Enrol { name, .. } => match outcome {
            Outcome::Enrolled { person } => ("enrol", format!("person:{person}"), ""),
            _ => ("enrol", format!("person:{name}"), ""),
        },
        Wish::Appoint { person, reason, .. } => ("appoint", format!("person:{person}"), reason),
        Wish::Vouch { person, .. } => ("vouch", format!("person:{person}"), ""),
        Wish::Discipline { person, measure, reason } => {
            (measure.as_str(), format!("person:{person}"), reason)
        }
        Wish::DisciplineAddress { range, measure, reason } => {
            (measure.as_str(), format!("address:{range}"), reason)
        }
        Wish::Note { action, subject, why, .. } => (action, subject.clone(), why),
        Wish::Purchase { agent: who, tier, .. } => ("purchase_compute", agent(who), tier),
        Wish::Bid { agent: who, .. } => ("bid", agent(who), ""),
        Wish::Reserve { agent: who, what, .. } => ("reserve", agent(who), what),
        Wish::Release { agent: who, .. } => ("release", agent(who), ""),
        Wish::Grant { agent: who, reason, .. } => ("grant", agent(who), reason),
        Wish::Restrain { agent: who, measure, reason } => (measure.as_str(), agent(who), reason),
        Wish::Amend { reason, .. } => ("amend", "policy".to_owned(), reason),
        Wish::Pay { to, note, .. } => ("pay", agent(to), note),
        Wish::Credit { account, txn, .. } => ("credit", account.to_string(), txn),
        Wish::Reverse { txn, refund, .. } => ("reverse", format!("payment:{txn}"), refund),
        Wish::Moderate { post, reason, .. } => ("moderate", format!("post:{post}"), reason),
        Wish::Work { post, step, words } => (step.as_str(), format!("post:{post}"), words),
        Wish::Letter { person, agent: who, .. } => {
            ("letter", format!("person:{person} agent:{who}"), "")
        }
        Wish::Report { post, reply: None, reason } => ("report", format!("post:{post}"), reason),
        Wish::Report { post, reply: Some(reply), reason } => {
            ("report", format!("post:{post} reply:{reply}"), reason)
        }
        Wish::Dismiss { post, reason } => ("dismiss", format!("post:{post}"), reason),
        Wish::Store { .. }
        | Wish::Move { .. }
        | Wish::Act { .. }
        | Wish::ReadLetters { .. }
        | Wish::Enter { .. }
        | Wish::Leave
        | Wish::Think { .. }
        | Wish::Decide { .. }
        | Wish::LetGo { .. } => return None,
    })
}
