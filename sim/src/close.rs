//! The end of a tick: the state hash, the record for the journal, and the view for the readers.

use std::sync::Arc;

use bevy_ecs::prelude::{Query, Res, ResMut, Resource};
use bevy_ecs::system::SystemParam;

use crate::board::{Author, Board};
use crate::books::{Books, StoreAt};
use crate::clock::{Clock, Stamp};
use crate::digest::StateHash;
use crate::docket::Docket;
use crate::door::{Body as Wish, Outcome, Principal};
use crate::feed::{AgentView, Feed, View};
use crate::id::VillagerId;
use crate::item::Items;
use crate::journal::{AuditRow, Journal, RECORD_SECONDS, Record};
use crate::stage::{Parts, PartsReadOnlyItem, Today, Touched};
use crate::talk::Talks;
use crate::villager::Cast;

/// Fingerprints of all villagers and their sum.
#[derive(Resource, Debug, Default)]
pub(crate) struct Rows {
    hashes: Vec<u128>,
    sum: u128,
    buffer: Vec<u8>,
}

/// Everything of which the record is made.
#[derive(SystemParam)]
pub(crate) struct Closing<'w, 's> {
    clock: Res<'w, Clock>,
    stamp: Res<'w, Stamp>,
    store: Res<'w, StoreAt>,
    cast: Res<'w, Cast>,
    board: Res<'w, Board>,
    items: Res<'w, Items>,
    today: Res<'w, Today>,
    touched: ResMut<'w, Touched>,
    talks: ResMut<'w, Talks>,
    books: ResMut<'w, Books>,
    docket: ResMut<'w, Docket>,
    journal: ResMut<'w, Journal>,
    rows: ResMut<'w, Rows>,
    villagers: Query<'w, 's, Parts>,
}

/// Seals the tick and writes its record.
pub(crate) fn seal(mut closing: Closing) {
    let hash = closing.hash();
    let changed = hash != closing.journal.hash;
    let tick = closing.clock.tick;
    if changed {
        closing.journal.hash = hash;
        closing.journal.open.hashes.push((tick, hash));
    }
    closing.take_cases();
    closing.take_effects();
    let waited = tick.since(closing.journal.last_record) >= closing.clock.ticks(RECORD_SECONDS);
    let journal = &mut *closing.journal;
    let due = journal.open.is_urgent() || (waited && !journal.open.hashes.is_empty());
    if due {
        if journal.open.hashes.last().is_none_or(|(last, _)| *last != tick) {
            journal.open.hashes.push((tick, hash));
        }
        let mut record = std::mem::take(&mut journal.open);
        record.tick = tick;
        record.at = closing.stamp.0;
        journal.last_record = tick;
        journal.done = Some(record);
    }
}

impl Closing<'_, '_> {
    /// The state hash, brought up to date with what this tick touched.
    fn hash(&mut self) -> StateHash {
        self.touched.list.sort_unstable();
        let rows = &mut *self.rows;
        rows.hashes.resize(self.cast.len(), 0);
        for who in &self.touched.list {
            let entity = self.cast.entity(*who).expect("touched villagers live here");
            let parts = self.villagers.get(entity).expect("a villager has all its parts");
            let hash = crate::digest::of_in(&crate::snapshot::row(*who, &parts), &mut rows.buffer);
            let before = std::mem::replace(&mut rows.hashes[who.index()], hash);
            rows.sum = rows.sum.wrapping_sub(before).wrapping_add(hash);
        }
        let talks = self.talks.seal(&mut rows.buffer);
        let ledger = self.books.ledger();
        let whole = (
            (rows.sum, self.cast.digest, self.items.digest(), talks, self.board.mark()),
            (ledger.head().0, ledger.next_seq(), self.store.0),
        );
        StateHash(crate::digest::of_in(&whole, &mut rows.buffer))
    }

    fn take_cases(&mut self) {
        let record: &mut Record = &mut self.journal.open;
        for case in self.docket.cases.drain(..) {
            let outcome = case.outcome.expect("every command has its outcome by now");
            if let Some(row) = audit(&case.command.principal, &case.command.body, &outcome) {
                record.audit.push(row);
            }
            record.outcomes.push((case.reply_to, outcome));
            record.commands.push(case.command);
        }
    }

    fn take_effects(&mut self) {
        let today = &self.today.0;
        let record = &mut self.journal.open;
        for post in &today.posts {
            let thread = self.board.thread(*post).expect("a post of this tick is recent");
            if let (Author::Agent(who), true) = (&thread.post.author, is_own(&thread.post)) {
                record.audit.push(own_audit(*who, "post", &format!("post:{post}")));
            }
            record.posts.push(thread.post.clone());
        }
        for reply in &today.replies {
            if let (Author::Agent(who), true) = (&reply.author, is_own_reply(reply)) {
                record.audit.push(own_audit(*who, "reply", &format!("post:{}", reply.post)));
            }
            record.replies.push(reply.clone());
        }
        record.transfers.extend(today.transfers.iter().cloned());
        let touched = std::mem::take(&mut self.books.touched);
        for account in touched {
            let balance = self.books.ledger.balance(account);
            let balance = balance.expect("touched accounts are open");
            record.balances.push((account, balance));
        }
    }
}

const fn is_own(post: &crate::board::Post) -> bool {
    matches!(post.origin, crate::board::Origin::Instinct | crate::board::Origin::Model)
}

const fn is_own_reply(reply: &crate::board::Reply) -> bool {
    matches!(reply.origin, crate::board::Origin::Instinct | crate::board::Origin::Model)
}

fn own_audit(who: VillagerId, action: &str, subject: &str) -> AuditRow {
    AuditRow {
        principal: Principal::Agent(who),
        action: action.into(),
        subject: subject.into(),
        outcome: "ok".into(),
    }
}

/// The audit row of a command that changes what must last.
fn audit(principal: &Principal, wish: &Wish, outcome: &Outcome) -> Option<AuditRow> {
    let (action, subject) = match wish {
        Wish::Found { .. } => ("found", "village".to_owned()),
        Wish::Join { persona } => ("join", format!("agent:{}", persona.slug)),
        Wish::Post { .. } => match outcome {
            Outcome::Posted { post } => ("post", format!("post:{post}")),
            _ => ("post", "board".to_owned()),
        },
        Wish::Reply { post, .. } => ("reply", format!("post:{post}")),
        Wish::Reward(feedback) => ("reward", format!("agent:{}", feedback.agent)),
        Wish::Penalize(feedback) => ("penalize", format!("agent:{}", feedback.agent)),
        Wish::Store { .. } | Wish::Move { .. } | Wish::Act { .. } => return None,
    };
    let outcome = match outcome {
        Outcome::Refused(refusal) => refusal.code(),
        _ => "ok",
    };
    Some(AuditRow {
        principal: principal.clone(),
        action: action.into(),
        subject,
        outcome: outcome.into(),
    })
}

/// Publishes the view of this tick and clears the day's notes.
pub(crate) fn publish(
    (clock, store, cast, books): (Res<Clock>, Res<StoreAt>, Res<Cast>, Res<Books>),
    (board, items, journal): (Res<Board>, Res<Items>, Res<Journal>),
    (mut today, mut touched, mut feed): (ResMut<Today>, ResMut<Touched>, ResMut<Feed>),
    villagers: Query<Parts>,
) {
    let mut view = View::clone(&feed.0);
    view.clock = *clock;
    view.hash = journal.hash();
    view.store = store.0;
    for who in &touched.list {
        let entity = cast.entity(*who).expect("touched villagers live here");
        let parts = villagers.get(entity).expect("a villager has all its parts");
        view.put(agent_view(*who, &cast, &books, &items, &parts));
    }
    let mut news = std::mem::take(&mut today.0);
    news.agents.extend_from_slice(&touched.list);
    if news.items {
        let lying = items.lying().map(|(id, item)| (item.at, id, item.kind));
        view.items = Arc::new(lying.collect());
    }
    if !news.posts.is_empty() || !news.replies.is_empty() {
        view.threads = Arc::new(board.recent().cloned().collect());
    }
    view.news = Arc::new(news);
    touched.clear();
    feed.0 = Arc::new(view);
}

fn agent_view(
    who: VillagerId,
    cast: &Cast,
    books: &Books,
    items: &Items,
    parts: &PartsReadOnlyItem<'_, '_>,
) -> AgentView {
    let kinds = parts.bag.0.iter().filter_map(|id| items.get(*id).map(|item| item.kind));
    AgentView {
        id: who,
        member: cast.get(who).expect("touched villagers live here").clone(),
        body: parts.body.clone(),
        needs: parts.needs.clone(),
        bag: parts.bag.clone(),
        bag_kinds: kinds.collect(),
        voice: parts.voice.clone(),
        reins: parts.reins.clone(),
        balance: books.balance(who),
        memories: parts.memories.clone(),
        leanings: parts.leanings.clone(),
    }
}
