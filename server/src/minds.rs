//! Model minds: who thinks when, with what, and how what they decide comes back.
//!
//! A mind is a client like any other. What wakes a villager comes out of the feed; a thought is a
//! task of its own that asks the pool of models, and what it decided goes through the door, where
//! it is checked like everybody's wishes. Invariants: the tick waits for nothing here; one villager
//! has one thought at a time; those in earshot of each other think one after the other, the rest
//! side by side (`village_agents::order`); whoever gets no thought is left to instinct at once.

mod archive;
mod purse;
mod reflection;
mod seats;
mod servers;
mod shelves;
mod spans;
mod state;
mod switch;
mod terms;
mod thinking;
mod thought;
mod trace;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use arc_swap::ArcSwap;
use tokio::sync::mpsc;
use village_agents::llm::{
    Bank, Caps, Class, Entitlement, Failure, ModelsConfig, Pool, Schema, Spent, Standing,
};
use village_agents::mind::{Estimate, LookBack, Mind, Templates};
use village_agents::order::{Seen, Turns};
use village_agents::rhythm::{Due, Wanted};
use village_sim::{Activity, AgentView, Catalogue, Causes, Led, Map, Perceived, View, VillagerId};

use village_store::Store;

use crate::door::Door;

pub use purse::DoorPurse;
use seats::Call;
pub use seats::{Note, Seats, Unkept};
pub use servers::{BadServers, Servers, look_for_servers};
use spans::Spans;
pub use state::State;
pub use switch::switch_note;
pub use terms::Terms;
pub use thinking::{NoMinds, Thinking, open};
pub use trace::{Deed, Detail, Summary, Trace};

/// Longest time for which one stands and waits for its next thought, in seconds.
const LINGER_SECONDS: u32 = 10;

/// What the minds need of the house.
pub struct Rooms {
    pub door: Door,
    pub view: Arc<ArcSwap<View>>,
    pub map: Arc<Map>,
    pub catalogue: Arc<Catalogue>,
    pub store: Store,
}

/// The model minds of the village. Cheap to clone.
#[derive(Clone)]
pub struct Minds(Arc<Shared>);

struct Shared {
    rooms: Rooms,
    pool: Pool,
    templates: Templates,
    schema: Schema,
    reflection: Schema,
    tokens: Estimate,
    seats: Arc<Seats>,
    /// Who thinks and who waits for whom. Locked after `seats` where both are.
    turns: Mutex<Turns>,
    spans: Option<Spans>,
    servers: Servers,
}

/// What a thought takes along.
struct Turn {
    who: VillagerId,
    class: Class,
    entitlement: Entitlement,
    /// What called it.
    call: Call,
    /// Whether it is at something that it thought of before.
    is_underway: bool,
    mind: Box<Mind>,
    /// What it did on arrival since the thought before, for the trace of this one.
    arrived: Vec<Deed>,
    /// What it looks back on after this, if enough has happened.
    look_back: Option<LookBack>,
    /// In how long it may have this thought, where its tier did not allow it after all.
    again: Option<Duration>,
}

/// Whether somebody may think now.
enum Taken {
    Turn(Turn),
    /// It thinks already, or waits for the thought of somebody in earshot.
    Waits,
    Rests(Rests),
}

/// What becomes of somebody who may not think yet.
struct Rests {
    /// Ticks until it is called again; none where it is called sooner, or not at all.
    again: Option<u64>,
    /// Whether its next thought comes so soon that it stays where it is.
    is_short: bool,
    /// What its trace tells, where somebody waits for the thought.
    why: Option<Failure>,
}

impl Minds {
    /// Minds over these servers. Call it within a tokio runtime.
    pub fn new(
        servers: Servers,
        templates: Templates,
        rooms: Rooms,
        (seats, spent): (Arc<Seats>, Spent),
        spans: Option<Spans>,
    ) -> Result<Self, NoMinds> {
        let view = rooms.view.clone();
        let bank = Bank {
            purse: Arc::new(DoorPurse::new(rooms.door.clone())),
            spent,
            day: Arc::new(move || view.load().clock.day()),
        };
        let pool = servers.pool(bank)?;
        let longest = Class::ALL.map(|class| pool.deadline(class)).into_iter().max();
        let held = Duration::from_secs(rooms.view.load().policy.reservation_seconds.into());
        if longest > Some(held) {
            tracing::warn!(
                ?longest,
                ?held,
                "money set aside for a thought comes back before the longest deadline: an answer \
                 that late is not paid (reservation_seconds in economy.toml, models.deadlines)"
            );
        }
        if servers.config.caps != Caps::default() && servers.config.is_free() {
            tracing::warn!(
                "models.caps bind nothing: no class of models costs anything; say in models.prices \
                 what they cost"
            );
        }
        Ok(Self(Arc::new(Shared {
            rooms,
            pool,
            templates,
            schema: Terms::decision().wanted(),
            reflection: Terms::look_back().wanted(),
            tokens: Estimate,
            seats,
            turns: Mutex::default(),
            spans,
            servers,
        })))
    }

    /// Lets villagers think as the feed tells of them, until it ends.
    pub async fn run(self, mut views: mpsc::Receiver<Arc<View>>) {
        while let Some(view) = views.recv().await {
            for (who, causes) in &view.news.woken {
                self.wake(&view, *who, Call::of(*causes));
            }
        }
    }

    /// How the pool of models stands.
    pub fn standing(&self) -> Standing {
        self.0.pool.standing()
    }

    /// The settings by which villagers think: nodes, caps, prices.
    pub fn settings(&self) -> &ModelsConfig {
        &self.0.servers.config
    }

    /// Stops all thinking, or allows it again.
    pub fn set_stopped(&self, stopped: bool) {
        if stopped { self.0.pool.stop() } else { self.0.pool.resume() }
    }

    /// Something woke a villager: it thinks, if it may and nothing else moves it. Says whether it
    /// does, or waits for its turn.
    fn wake(&self, view: &View, who: VillagerId, call: Call) -> bool {
        let Some(agent) = view.agent(who).filter(|agent| agent.person().is_none()) else {
            return false;
        };
        let mind = view.society.minds.get(&who);
        let is_asleep = agent.body.activity == Activity::Sleeping;
        let led = agent.led(mind, view.tick());
        if is_asleep || led == Led::Outside {
            return false;
        }
        let call = self.arrive(agent, led, call);
        let entitlement = Entitlement::from(view.tier(agent));
        if entitlement.thoughts_per_minute == 0 || entitlement.models.is_empty() {
            return false;
        }
        let Some(wanted) = Wanted::by(call.causes) else { return false };
        let is_chat = wanted.class == Class::React && is_by_person(view, agent);
        let class = if is_chat { Class::Chat } else { wanted.class };
        let class = call.class.map_or(class, |was| was.min(class));
        let wanted = Wanted { class, ..wanted };
        let is_underway = led == Led::Model && thought::is_at_something(agent);
        let is_done = led == Led::Model && agent.body.activity == Activity::Idle;
        let minds = self.clone();
        match self.take(view, (who, wanted, call), entitlement) {
            Taken::Turn(turn) => {
                let turn = Turn { is_underway, ..turn };
                drop(tokio::spawn(async move { minds.have(turn).await }));
                true
            }
            Taken::Waits => true,
            Taken::Rests(rests) => {
                // What it wanted is done, and its next thought is some time off: instinct goes on.
                if is_done && !rests.is_short {
                    drop(tokio::spawn(async move { thought::let_go(&minds.0, who).await }));
                }
                self.rest(view, (who, class), rests);
                false
            }
        }
    }

    /// Whoever has come to where it meant to do something does that, before it thinks of anything
    /// else. Gives what else called it.
    fn arrive(&self, agent: &AgentView, led: Led, call: Call) -> Call {
        let stands = agent.body.activity == Activity::Idle && led == Led::Model;
        let place = agent.body.place().filter(|_| stands && call.causes.has(Causes::ARRIVED));
        let who = agent.id;
        let meant = place.and_then(|place| self.0.seats.take_on_arrival(who, place));
        let Some(meant) = meant else { return call };
        let minds = self.clone();
        drop(tokio::spawn(async move { thought::do_on_arrival(&minds, who, meant).await }));
        // It is about to be busy: what it would do of its own accord can wait until it is not.
        Call { causes: call.causes.without(Causes::ARRIVED.with(Causes::NEED)), ..call }
    }

    /// Takes the mind of whoever may think now; what wakes one that may not yet is kept.
    fn take(
        &self,
        view: &View,
        (who, wanted, call): (VillagerId, Wanted, Call),
        entitlement: Entitlement,
    ) -> Taken {
        let (now, class, is_new) = (view.tick(), wanted.class, call.class.is_none());
        let call = Call { class: Some(class), ..call };
        let room = |count| self.0.pool.room(who, &entitlement, (count, thought::tokens()));
        let mut seats = self.0.seats.lock();
        let seat = seats.entry(who).or_default();
        if seat.is_thinking {
            seat.missed = seat.missed.with(call);
            return Taken::Waits;
        }
        let minute = entitlement.thoughts_per_minute;
        let is_own = match seat.rhythm.due(&view.clock, (who, wanted), minute, room) {
            Due::Now { is_own } => is_own,
            Due::In(ticks, why) => {
                seat.missed = seat.missed.with(call);
                let at = now.after(ticks);
                let again = seat.called_at.is_none_or(|called| called > at).then_some(ticks);
                seat.called_at = again.map_or(seat.called_at, |_| Some(at));
                let is_short = ticks <= view.clock.ticks(LINGER_SECONDS);
                let why = why.filter(|_| is_new && class == Class::Chat);
                return Taken::Rests(Rests { again, is_short, why });
            }
            Due::Never(why) => {
                // Not told again and again, but to a person who waits.
                let is_news = seat.rhythm.refuse();
                let why = Some(why).filter(|_| is_news || (is_new && class == Class::Chat));
                return Taken::Rests(Rests { again: None, is_short: false, why });
            }
        };
        if !self.turns().ask(who, class, &self.seen(view)) {
            seat.missed = seat.missed.with(call);
            return Taken::Waits;
        }
        seat.is_thinking = true;
        seat.rhythm.begin(now, is_own);
        let call = std::mem::take(&mut seat.missed).with(call);
        let mind = Box::new(Mind::clone(&seat.mind));
        let arrived = std::mem::take(&mut seat.arrived);
        let (look_back, again) = (None, None);
        let is_underway = false;
        Taken::Turn(Turn {
            who,
            class,
            entitlement,
            call,
            is_underway,
            mind,
            arrived,
            look_back,
            again,
        })
    }

    /// Looks after somebody who may not think yet.
    fn rest(&self, view: &View, (who, class): (VillagerId, Class), rests: Rests) {
        if let Some(ticks) = rests.again {
            let rest = Duration::from_millis(ticks * 1_000 / u64::from(view.clock.hz.max(1)));
            let minds = self.clone();
            drop(tokio::spawn(async move { minds.call_again(who, rest).await }));
        }
        if let Some(why) = rests.why {
            let trace = Trace::begin(self.0.seats.archive.next(), who, class, view.tick());
            // Under the lock, so that no newer mind is kept before it.
            let mut seats = self.0.seats.lock();
            let mind = seats.entry(who).or_default().mind.clone();
            self.keep(&trace.failed(why.code(), why.to_string()), mind);
        }
    }

    /// Wakes a villager for what called it while it rested, once it has.
    async fn call_again(&self, who: VillagerId, rest: Duration) {
        tokio::time::sleep(rest).await;
        let missed = {
            let mut seats = self.0.seats.lock();
            let seat = seats.entry(who).or_default();
            seat.called_at = None;
            std::mem::take(&mut seat.missed)
        };
        if !missed.causes.is_empty() {
            self.wake(&self.0.rooms.view.load_full(), who, missed);
        }
    }

    /// What a villager thought of has landed, or came to nothing: whoever waited for it thinks.
    fn land(&self, who: VillagerId) {
        let view = self.0.rooms.view.load_full();
        let mut landed = vec![who];
        while let Some(who) = landed.pop() {
            let next = self.turns().end(who, &self.seen(&view));
            for next in next {
                let missed =
                    std::mem::take(&mut self.0.seats.lock().entry(next).or_default().missed);
                if !self.wake(&view, next, missed) {
                    landed.push(next);
                }
            }
        }
    }

    /// A thought from beginning to end. One that breaks off is a bug that the log tells of; its
    /// villager thinks on.
    async fn have(&self, mut turn: Turn) {
        let (who, call, entitlement) = (turn.who, turn.call, turn.entitlement.clone());
        let shared = self.0.clone();
        let had = tokio::spawn(async move { (thought::have(&shared, &mut turn).await, turn) });
        let had = had.await.ok();
        self.land(who);
        let (mut missed, mut look_back) = (Call::default(), None);
        {
            let mut seats = self.0.seats.lock();
            let seat = seats.entry(who).or_default();
            seat.rhythm.end(self.0.rooms.view.load().tick());
            let again = had.as_ref().and_then(|(_, turn)| turn.again);
            if let Some((trace, turn)) = had {
                seat.take_back(Some(turn.mind));
                self.keep(&trace, Arc::clone(&seat.mind));
                let is_free = |_: &_| !std::mem::replace(&mut seat.looks_back, true);
                look_back = turn.look_back.filter(is_free);
            } else {
                seat.take_back(None);
            }
            match again {
                Some(rest) => {
                    seat.missed = seat.missed.with(call);
                    let minds = self.clone();
                    drop(tokio::spawn(async move { minds.call_again(who, rest).await }));
                }
                None => missed = std::mem::take(&mut seat.missed),
            }
        }
        if !missed.causes.is_empty() {
            self.wake(&self.0.rooms.view.load_full(), who, missed);
        }
        if let Some(look_back) = look_back {
            reflection::look_back(self, who, entitlement, look_back).await;
        }
    }

    /// Keeps a trace, and the mind as it was after it.
    fn keep(&self, trace: &Trace, mind: Arc<Mind>) {
        let (class, state) = (trace.class.name(), trace.state.clone());
        metrics::counter!("village_thoughts_total", "class" => class, "state" => state)
            .increment(1);
        let view = self.0.rooms.view.load();
        if let (Some(spans), Some(agent)) = (&self.0.spans, view.agent(trace.who)) {
            let persona = &agent.member.persona;
            spans.of((persona.slug.as_str(), persona.name.as_str()), trace);
        }
        self.0.seats.archive.keep(trace, mind, view.tick());
    }

    /// Where everybody is, for turns.
    fn seen<'v>(&'v self, view: &'v View) -> Seen<'v> {
        Seen { view, map: &self.0.rooms.map }
    }

    fn turns(&self) -> MutexGuard<'_, Turns> {
        self.0.turns.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether what calls a villager just now are a person's words.
fn is_by_person(view: &View, agent: &AgentView) -> bool {
    /// Seconds for which words that were heard are what woke one.
    const FRESH: u32 = 2;
    let by_person = |what: &Perceived| match what {
        Perceived::Heard { who, .. } => view.agent(*who).is_some_and(|one| one.person().is_some()),
        Perceived::Letter { .. } => true,
        _ => false,
    };
    let (now, fresh) = (view.tick(), view.clock.ticks(FRESH));
    let mut recent = agent.memories.iter().rev().take_while(|one| now.since(one.tick) <= fresh);
    recent.any(|one| by_person(&one.what))
}
