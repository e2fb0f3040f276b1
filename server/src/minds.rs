//! Model minds: who thinks when, with what, and how what they decide comes back.
//!
//! A mind is a client like any other. What wakes a villager comes out of the feed; a thought is a
//! task of its own that asks the pool of models, and what it decided goes through the door, where
//! it is checked like everybody's wishes. Invariants: the tick waits for nothing here; one villager
//! has one thought at a time; those in earshot of each other think one after the other, the rest
//! side by side (`village_agents::order`); whoever gets no thought is left to instinct at once.

mod archive;
mod purse;
mod seats;
mod servers;
mod shelves;
mod spans;
mod thinking;
mod thought;
mod trace;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use arc_swap::ArcSwap;
use tokio::sync::mpsc;
use village_agents::llm::{Bank, Class, Entitlement, Pool, Schema, Spent, Standing};
use village_agents::mind::{
    DECISION_NAME, Estimate, Mind, REFLECT_NAME, Templates, decision_schema, reflect_schema,
};
use village_agents::order::{Seen, Turns};
use village_sim::{
    Activity, AgentView, Catalogue, Causes, Led, Map, Perceived, Tick, View, VillagerId,
};

use village_store::Store;

use crate::door::Door;

pub use purse::DoorPurse;
pub use seats::{Note, Seats, Unkept};
pub use servers::{BadServers, Servers, look_for_servers};
use spans::Spans;
pub use thinking::{NoMinds, Thinking, open};
pub use trace::{Deed, Detail, Summary, Trace};

/// Shortest time from one thought of a villager to the next, in seconds, unless a person waits.
const REST_SECONDS: u32 = 2;
/// Longest time for which one stands and waits for its next thought, in seconds.
const LINGER_SECONDS: u32 = 10;
/// What wakes a mind although the day could go on by itself.
const CALLS: [Causes; 4] = [Causes::SPOKEN_TO, Causes::TURN, Causes::JUDGED, Causes::GIVEN];

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
    /// Whether it is at something that it thought of before.
    is_underway: bool,
    mind: Box<Mind>,
}

/// Whether somebody may think now.
enum Taken {
    Turn(Turn),
    /// It thinks already, or waits for the thought of somebody in earshot.
    Waits,
    /// It thought a moment ago, and is to be left alone.
    Rests,
    /// It thought a moment ago, and is to be asked again in so many ticks; none where it will be.
    Later(Option<u64>),
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
        let schema = Schema::new(DECISION_NAME, decision_schema());
        let schema = schema.expect("the schema of decisions is one");
        let reflection = Schema::new(REFLECT_NAME, reflect_schema());
        let reflection = reflection.expect("the schema of reflections is one");
        Ok(Self(Arc::new(Shared {
            rooms,
            pool,
            templates,
            schema,
            reflection,
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
                self.wake(&view, *who, *causes);
            }
        }
    }

    /// How the pool of models stands.
    pub fn standing(&self) -> Standing {
        self.0.pool.standing()
    }

    /// Stops all thinking, or allows it again.
    pub fn set_stopped(&self, stopped: bool) {
        if stopped { self.0.pool.stop() } else { self.0.pool.resume() }
    }

    /// Something woke a villager: it thinks, if it may and nothing else moves it. Says whether it
    /// does, or waits for its turn.
    fn wake(&self, view: &View, who: VillagerId, causes: Causes) -> bool {
        let Some(agent) = view.agent(who).filter(|agent| agent.person().is_none()) else {
            return false;
        };
        let mind = view.society.minds.get(&who);
        let is_asleep = agent.body.activity == Activity::Sleeping;
        let led = agent.led(mind, view.tick());
        if is_asleep || led == Led::Outside {
            return false;
        }
        let entitlement = Entitlement::from(view.tier(agent));
        if entitlement.thoughts_per_minute == 0 || entitlement.models.is_empty() {
            return false;
        }
        let Some(class) = class(view, agent, causes) else { return false };
        let minds = self.clone();
        let is_underway = led == Led::Model && thought::is_at_something(agent);
        let is_done = led == Led::Model && agent.body.activity == Activity::Idle;
        match self.take(view, (who, class, causes), entitlement, is_done) {
            Taken::Turn(turn) => {
                let turn = Turn { is_underway, ..turn };
                drop(tokio::spawn(async move { minds.have(turn).await }));
                return true;
            }
            Taken::Waits => return true,
            // What it wanted is done, and its next thought is some time off: instinct goes on.
            Taken::Rests if is_done => {
                drop(tokio::spawn(async move { thought::let_go(&minds.0, who).await }));
            }
            Taken::Later(Some(ticks)) => {
                let rest = Duration::from_millis(ticks * 1_000 / u64::from(view.clock.hz.max(1)));
                drop(tokio::spawn(async move { minds.call_again(who, rest).await }));
            }
            Taken::Later(None) | Taken::Rests => {}
        }
        false
    }

    /// Takes the mind of whoever may think now; what wakes one that thinks already is kept.
    /// Whoever has done what it wanted is asked again if its rest is over soon: where it went to
    /// do something, it is still there then.
    fn take(
        &self,
        view: &View,
        (who, class, causes): (VillagerId, Class, Causes),
        entitlement: Entitlement,
        is_done: bool,
    ) -> Taken {
        let mut seats = self.0.seats.lock();
        let seat = seats.entry(who).or_default();
        if seat.is_thinking {
            seat.missed = seat.missed.with(causes);
            return Taken::Waits;
        }
        // Whoever waits is as urgent as when it was called, however long ago that is by now.
        let class = seat.waits.map_or(class, |waits| waits.min(class));
        let due =
            seat.last.after(view.clock.ticks(rest_seconds(class, entitlement.thoughts_per_minute)));
        if seat.last > Tick(0) && view.tick() < due {
            let rest = due.since(view.tick());
            if class != Class::React && !(is_done && rest <= view.clock.ticks(LINGER_SECONDS)) {
                return Taken::Rests;
            }
            seat.missed = seat.missed.with(causes);
            let is_called = std::mem::replace(&mut seat.is_called, true);
            return Taken::Later((!is_called).then_some(rest));
        }
        if !self.turns().ask(who, class, &self.seen(view)) {
            (seat.missed, seat.waits) = (seat.missed.with(causes), Some(class));
            return Taken::Waits;
        }
        (seat.is_thinking, seat.last) = (true, view.tick());
        (seat.missed, seat.waits) = (Causes::NONE, None);
        let mind = Box::new(Mind::clone(&seat.mind));
        Taken::Turn(Turn { who, class, entitlement, is_underway: false, mind })
    }

    /// Wakes a villager for what called it while it rested, once it has.
    async fn call_again(&self, who: VillagerId, rest: Duration) {
        tokio::time::sleep(rest).await;
        let missed = {
            let mut seats = self.0.seats.lock();
            let seat = seats.entry(who).or_default();
            seat.is_called = false;
            // Whoever thinks or waits by now is woken for it in its turn.
            if seat.is_thinking || seat.waits.is_some() {
                Causes::NONE
            } else {
                std::mem::take(&mut seat.missed)
            }
        };
        if !missed.is_empty() {
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
                    self.0.seats.lock().entry(next).or_default().waits = None;
                    landed.push(next);
                }
            }
        }
    }

    /// A thought from beginning to end. One that breaks off is a bug that the log tells of; its
    /// villager thinks on.
    async fn have(&self, turn: Turn) {
        let (who, minds) = (turn.who, self.clone());
        let had = tokio::spawn(async move { minds.think(turn).await }).await;
        // One that broke off has not landed.
        self.land(who);
        let missed = {
            let mut seats = self.0.seats.lock();
            let seat = seats.entry(who).or_default();
            if let Ok(mind) = had {
                seat.mind = mind;
            }
            self.0.seats.catch_up(who, seat);
            seat.is_thinking = false;
            std::mem::take(&mut seat.missed)
        };
        if !missed.is_empty() {
            let view = self.0.rooms.view.load_full();
            self.wake(&view, who, missed);
        }
    }

    /// Thinks, and keeps what came of it; gives the mind as it is then.
    async fn think(&self, mut turn: Turn) -> Arc<Mind> {
        let class = turn.class;
        let trace = thought::have(self, &mut turn).await;
        metrics::counter!(
            "village_thoughts_total", "class" => class.name(), "state" => trace.state.clone()
        )
        .increment(1);
        let view = self.0.rooms.view.load();
        if let (Some(spans), Some(agent)) = (&self.0.spans, view.agent(trace.who)) {
            spans.of(&agent.member.persona.slug, &trace);
        }
        let mind = Arc::from(turn.mind);
        self.0.seats.archive.keep(&trace, Arc::clone(&mind), view.tick());
        mind
    }

    /// Where everybody is, for turns.
    fn seen<'v>(&'v self, view: &'v View) -> Seen<'v> {
        Seen { view, map: &self.0.rooms.map }
    }

    fn turns(&self) -> MutexGuard<'_, Turns> {
        self.0.turns.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Seconds that a villager rests between one thought and one of this class, if its tier allows it
/// so many thoughts a minute.
fn rest_seconds(class: Class, thoughts_per_minute: u32) -> u32 {
    match class {
        Class::Chat => 0,
        Class::React => REST_SECONDS,
        // The day's own thoughts are spread over the minute.
        _ => REST_SECONDS.max(60 / thoughts_per_minute.max(1)),
    }
}

/// How urgent a thought is that these causes ask for; none where they ask for none.
fn class(view: &View, agent: &AgentView, causes: Causes) -> Option<Class> {
    /// Seconds for which words that were heard are what woke one.
    const FRESH: u32 = 2;
    if CALLS.into_iter().any(|call| causes.has(call)) {
        let by_person = |what: &Perceived| match what {
            Perceived::Heard { who, .. } => {
                view.agent(*who).is_some_and(|one| one.person().is_some())
            }
            Perceived::Letter { .. } => true,
            _ => false,
        };
        let (now, fresh) = (view.tick(), view.clock.ticks(FRESH));
        let mut recent = agent.memories.iter().rev().take_while(|one| now.since(one.tick) <= fresh);
        let waits = recent.any(|one| by_person(&one.what));
        return Some(if waits { Class::Chat } else { Class::React });
    }
    let day = [Causes::FREE, Causes::ARRIVED, Causes::FINISHED, Causes::NEED, Causes::REFUSED];
    day.into_iter().any(|cause| causes.has(cause)).then_some(Class::Routine)
}

#[cfg(test)]
mod tests {
    use village_economy::{Micro, Tiers};

    use super::*;

    #[test]
    fn a_better_tier_thinks_more_often_of_its_own_accord() {
        let tiers = Tiers::from_toml(include_str!("../../assets/tiers.toml")).unwrap();
        let rests = [10, 25, 100].map(|balance| {
            let tier = tiers.tier_for(Micro::coins(balance));
            rest_seconds(Class::Routine, tier.thoughts_per_minute)
        });
        assert_eq!(rests, [30, 10, 5], "2, 6 and 12 a minute, as the tiers promise");
        assert!(rests.iter().all(|rest| *rest > rest_seconds(Class::React, 2)));
        assert_eq!(rest_seconds(Class::Chat, 2), 0);
    }
}
