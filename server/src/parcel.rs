//! A tick's record with everybody who waits for it, on its way to the store.

use std::sync::Arc;

use village_sim::{Journaled, Outcome, Record, Snapshot, Verb, View, Wish};
use village_store::{Commit, KeyRow, SnapshotRow};

use crate::ticket::{Ticket, is_away};

/// One record and its callers.
pub struct Parcel {
    pub record: Record,
    pub keys: Vec<KeyRow>,
    snapshot: Option<Box<Snapshot>>,
    callers: Vec<Caller>,
    /// What the answers are made from.
    view: Option<Arc<View>>,
    /// About how much memory it takes.
    pub bytes: usize,
}

struct Caller {
    ticket: Ticket,
    outcome: Outcome,
}

/// Who still waits for a record whose commit is under way.
pub struct Waiting {
    callers: Vec<Caller>,
    view: Option<Arc<View>>,
    at: i64,
}

impl Parcel {
    /// A record, what came of each ticket's command (in the order of the tickets), and the whole
    /// state if it is to be kept with it.
    pub fn new(
        record: Record,
        tickets: Vec<(Ticket, Outcome)>,
        view: Arc<View>,
        snapshot: Option<Snapshot>,
    ) -> Self {
        let callers: Vec<Caller> =
            tickets.into_iter().map(|(ticket, outcome)| Caller { ticket, outcome }).collect();
        let bytes = weight(&record);
        let view = (!callers.is_empty()).then_some(view);
        Self { record, keys: Vec::new(), snapshot: snapshot.map(Box::new), callers, view, bytes }
    }

    #[cfg(test)]
    pub(crate) fn without_callers(record: Record) -> Self {
        let bytes = weight(&record);
        Self { record, keys: Vec::new(), snapshot: None, callers: Vec::new(), view: None, bytes }
    }

    /// Whether it holds nothing but hashes (and perhaps a snapshot).
    pub fn is_quiet(&self) -> bool {
        let Record { commands, transfers, balances, posts, replies, audit, .. } = &self.record;
        commands.is_empty()
            && transfers.is_empty()
            && balances.is_empty()
            && posts.is_empty()
            && replies.is_empty()
            && audit.is_empty()
    }

    /// Answers everybody while the store is away: refusals as they are, what need not last as not
    /// durable, and the rest with "nobody knows".
    pub fn answer_without_store(&mut self) {
        let Some(view) = &self.view else { return };
        for caller in &mut self.callers {
            let keys = answer_now(caller, view, self.record.at);
            self.keys.extend(keys);
        }
    }

    /// What goes to the store, and who waits for it. Answers that a key keeps are made now, because
    /// they are part of the transaction.
    pub fn open(mut self) -> (Commit, Waiting) {
        let at = self.record.at;
        if let Some(view) = &self.view {
            for Caller { ticket, outcome } in &mut self.callers {
                if ticket.is_keyed() && !ticket.is_made() {
                    self.keys.extend(ticket.make(outcome, view, true, at));
                }
            }
        }
        let snapshot = self
            .snapshot
            .map(|snapshot| SnapshotRow { tick: snapshot.clock.tick, bytes: snapshot.to_bytes() });
        let commit = Commit { record: self.record, keys: self.keys, snapshot };
        (commit, Waiting { callers: self.callers, view: self.view, at })
    }
}

impl Waiting {
    /// The record is on disk: everybody gets the answer.
    pub fn answer(mut self) {
        let Some(view) = &self.view else { return };
        for Caller { ticket, outcome } in &mut self.callers {
            if !ticket.is_made() {
                ticket.make(outcome, view, true, self.at);
            }
            ticket.answer((!is_away(outcome)).then_some(self.at));
        }
    }

    /// The store went away with the record under way. A key's answer is made and says `durable`,
    /// so its caller cannot be told anything else: nobody knows.
    pub fn lose_sight(&mut self) {
        let Some(view) = &self.view else { return };
        for caller in &mut self.callers {
            answer_now(caller, view, self.at);
        }
    }
}

/// Answers one caller without a store, as far as that is true.
fn answer_now(caller: &mut Caller, view: &View, at: i64) -> Option<KeyRow> {
    let Caller { ticket, outcome } = caller;
    let refused = matches!(outcome, Outcome::Refused(_));
    if !refused && (ticket.must_last() || ticket.is_made()) {
        ticket.lose_sight();
        return None;
    }
    let key = if ticket.is_made() { None } else { ticket.make(outcome, view, false, at) };
    ticket.answer((!is_away(outcome)).then_some(at));
    key
}

/// About how many bytes a record takes in memory and on disk.
fn weight(record: &Record) -> usize {
    const ROW: usize = 200;
    let commands: usize = record.commands.iter().map(|command| ROW + words(command)).sum();
    let posts: usize =
        record.posts.iter().map(|post| ROW + post.title.len() + post.body.len()).sum();
    let replies: usize = record.replies.iter().map(|reply| ROW + reply.body.len()).sum();
    let transfers: usize = record.transfers.iter().map(|row| ROW + row.note.len()).sum();
    let rest = record.audit.len() + record.balances.len() + record.outcomes.len() + 1;
    commands + posts + replies + transfers + rest * ROW + record.hashes.len() * 64
}

/// Bytes of text in a command.
fn words(command: &Journaled) -> usize {
    match &command.body {
        Wish::Join { persona } => persona.text.len() + 1_000,
        Wish::Post { title, body, tags, .. } => {
            title.len() + body.len() + tags.iter().map(String::len).sum::<usize>()
        }
        Wish::Reply { body, .. } => body.len(),
        Wish::Reward(feedback) | Wish::Penalize(feedback) => feedback.reason.len(),
        Wish::Act { verb: Verb::Say { text } | Verb::Whisper { text, .. }, .. } => text.len(),
        _ => 0,
    }
}
