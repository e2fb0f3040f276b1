//! The end of a tick: the state hash, the record for the journal, and the view for the readers.

mod told;

use std::sync::Arc;

use bevy_ecs::prelude::{Query, Res, ResMut, Resource};
use bevy_ecs::system::SystemParam;

use crate::attention::Awake;
use crate::board::{Author, Board};
use crate::books::{Books, StoreAt};
use crate::clock::{Clock, Stamp};
use crate::digest::StateHash;
use crate::docket::Docket;
use crate::door::Principal;
use crate::feed::{AgentView, Feed};
use crate::id::VillagerId;
use crate::item::Items;
use crate::journal::{Journal, RECORD_SECONDS, Record};
use crate::society::Society;
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
    society: Res<'w, Society>,
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
        let whole = crate::digest::of_in(&whole, &mut rows.buffer);
        StateHash(whole.wrapping_add(self.society.mark()))
    }

    fn take_cases(&mut self) {
        let record: &mut Record = &mut self.journal.open;
        for case in self.docket.cases.drain(..) {
            let outcome = case.outcome.expect("every command has its outcome by now");
            let row = told::audit(&case.command, case.from.as_ref(), &outcome);
            record.audit.extend(row);
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
                let subject = format!("post:{post}");
                let row = told::own(Principal::Agent(*who), "post", subject, "");
                record.audit.push(row);
            }
            record.posts.push(thread.post.clone());
        }
        for reply in &today.replies {
            if let (Author::Agent(who), true) = (&reply.author, is_own_reply(reply)) {
                let subject = format!("post:{}", reply.post);
                let row = told::own(Principal::Agent(*who), "reply", subject, "");
                record.audit.push(row);
            }
            record.replies.push(reply.clone());
        }
        for transfer in &today.transfers {
            if transfer.source == village_economy::Source::System {
                // Nobody asked for it, so no command tells of it.
                let accounts = format!("{} {}", transfer.debit, transfer.credit);
                let why = transfer.reason.as_str();
                record.audit.push(told::own(Principal::System, "transfer", accounts, why));
            }
        }
        record.transfers.extend(today.transfers.iter().cloned());
        record.states.extend_from_slice(&today.states);
        record.letters.extend(today.letters.iter().cloned());
        let touched = std::mem::take(&mut self.books.touched);
        for account in touched {
            let balance = self.books.ledger.balance(account);
            let balance = balance.expect("touched accounts are open");
            record.balances.push((account, balance));
            self.books.purses.insert_mut(account, balance);
        }
        self.note_tiers();
    }

    /// Whoever has another tier than before gets a line in the audit log.
    fn note_tiers(&mut self) {
        let books = &mut *self.books;
        for who in &self.touched.list {
            if self.cast.is_avatar(*who) {
                continue;
            }
            let permit = self.society.permits.get(who);
            let permit = permit.map_or_else(Default::default, Clone::clone);
            let (rank, why) = permit.tier(books.balance(*who), &books.tiers, self.clock.tick);
            let rank = u8::try_from(rank).expect("a table has few tiers");
            if books.shown.len() <= who.index() {
                // A newcomer's first tier is no change.
                books.shown.resize(who.index() + 1, rank);
            }
            let before = std::mem::replace(&mut books.shown[who.index()], rank);
            if before != rank {
                let tiers = books.tiers.all();
                let name = |rank: u8| tiers.get(usize::from(rank)).map_or("?", |tier| &tier.id);
                let change = format!("{} to {} by {}", name(before), name(rank), why.as_str());
                let subject = format!("agent:{who}");
                let row = told::own(Principal::System, "entitlement", subject, &change);
                self.journal.open.audit.push(row);
            }
        }
    }
}

const fn is_own(post: &crate::board::Post) -> bool {
    matches!(post.origin, crate::board::Origin::Instinct | crate::board::Origin::Model)
}

const fn is_own_reply(reply: &crate::board::Reply) -> bool {
    matches!(reply.origin, crate::board::Origin::Instinct | crate::board::Origin::Model)
}

/// Publishes the view of this tick and clears the day's notes.
pub(crate) fn publish(
    (clock, store, cast): (Res<Clock>, Res<StoreAt>, Res<Cast>),
    (books, society): (Res<Books>, Res<Society>),
    (board, items, journal): (Res<Board>, Res<Items>, Res<Journal>),
    (mut today, mut touched, mut feed): (ResMut<Today>, ResMut<Touched>, ResMut<Feed>),
    (awake, villagers): (Res<Awake>, Query<Parts>),
) {
    let mut view = feed.0.next();
    view.clock = *clock;
    view.hash = journal.hash();
    view.store = store.0;
    view.society = society.clone();
    view.purses = books.purses.clone();
    view.policy = books.policy.clone();
    view.tiers = books.tiers.clone();
    for who in &touched.list {
        let entity = cast.entity(*who).expect("touched villagers live here");
        let parts = villagers.get(entity).expect("a villager has all its parts");
        let mut shown = agent_view(*who, &cast, &books, &items, &parts);
        let person = shown.member.person;
        shown.avatar = person.and_then(|person| society.avatars.get(&person).cloned());
        let permit = society.permits.get(who).map_or_else(Default::default, Clone::clone);
        let (rank, why) = permit.tier(shown.balance, &books.tiers, clock.tick);
        shown.tier = u8::try_from(rank).expect("a table has few tiers");
        shown.tier_why = why;
        view.put(shown);
    }
    let mut news = std::mem::take(&mut today.0);
    news.agents.extend_from_slice(&touched.list);
    news.woken.extend_from_slice(&awake.0);
    if news.items {
        let lying = items.lying().map(|(id, item)| (item.at, id, item.kind));
        view.items = Arc::new(lying.collect());
    }
    if !news.posts.is_empty() || !news.replies.is_empty() || !news.states.is_empty() {
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
        tier: 0,
        tier_why: crate::society::TierWhy::Balance,
        memories: parts.memories.clone(),
        leanings: parts.leanings.clone(),
        avatar: None,
    }
}
