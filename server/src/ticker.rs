//! The tick thread: it runs the world on a fixed schedule against the monotonic clock, takes what
//! waits at the door, and hands views to the feed and records to the keeper. It waits for nobody.
//!
//! Policy when it is late: no tick is left out; it catches up at most [`CATCH_UP_MAX`] ticks, and
//! what is later than that shifts the schedule and is counted as lost time.

use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use metrics::{counter, gauge, histogram};
use tokio::sync::mpsc;
use village_sim::{Command, Outcome, Record, ReplyTo, Tick, Village, Wish};

use crate::backlog::Backlog;
use crate::charter::system;
use crate::feed::Feed;
use crate::metrics::float;
use crate::parcel::Parcel;
use crate::standing::Standing;
use crate::ticket::Ticket;

/// Ticks that are run one after another to catch up.
pub const CATCH_UP_MAX: u32 = 5;
/// Ticks between two snapshots.
pub const SNAPSHOT_TICKS: u64 = 600;

/// The one who drives the world.
pub struct Ticker {
    village: Village,
    ways: Ways,
}

/// How the tick thread is joined to the rest of the house.
pub struct Ways {
    /// Submissions of callers.
    pub waiting: mpsc::Receiver<Ticket>,
    pub standing: Arc<Standing>,
    pub feed: Feed,
    pub backlog: Backlog,
    /// Commands that one tick takes at most.
    pub intake: usize,
    /// Ticks a second.
    pub hz: u32,
    /// Commands of the village itself for the first tick.
    pub arrivals: Vec<Command>,
}

impl Ticker {
    pub fn new(village: Village, ways: Ways) -> Self {
        Self { village, ways }
    }

    /// Ticks on this thread until [`Standing::stop`] and an unpark, with the last state kept.
    pub fn run(mut self) {
        let period = Duration::from_secs(1) / self.ways.hz;
        let mut due = Instant::now() + period;
        loop {
            let now = Instant::now();
            if self.ways.standing.is_stopping() {
                return self.finish();
            }
            if now < due {
                // Wakes early when the village is to stop.
                std::thread::park_timeout(due - now);
                continue;
            }
            let late = now - due;
            if late > period * CATCH_UP_MAX {
                counter!("village_ticks_lost_total").increment(whole_periods(late, period));
                due = now;
            } else if late > period {
                counter!("village_ticks_late_total").increment(1);
            }
            self.tick(false);
            due += period;
            histogram!("village_tick_seconds").record(now.elapsed());
        }
    }

    /// Carries out what was taken in before the end, and keeps the whole state.
    fn finish(mut self) {
        self.ways.waiting.close();
        while self.ways.waiting.len() > self.ways.intake {
            self.tick(false);
        }
        self.tick(true);
        self.ways.backlog.close();
    }

    fn tick(&mut self, is_last: bool) {
        let stamp = self.stamp();
        let (commands, tickets) = self.take();
        let ticked = self.village.tick(commands, stamp);
        let tick = ticked.view.tick();
        gauge!("village_intake_depth").set(float(self.ways.waiting.len()));
        gauge!("village_villagers").set(float(ticked.view.len()));
        let is_up = self.ways.standing.is_up();
        let keeps = is_last || (is_up && tick.0.is_multiple_of(SNAPSHOT_TICKS));
        let record =
            if keeps { Some(self.whole(tick, stamp, ticked.record)) } else { ticked.record };
        self.ways.feed.offer(ticked.view.clone());
        let Some(mut record) = record else { return };
        let snapshot = keeps.then(|| self.village.snapshot());
        let outcomes = std::mem::take(&mut record.outcomes);
        let callers = pair(tickets, outcomes);
        self.ways.backlog.push(Parcel::new(record, callers, ticked.view, snapshot));
    }

    /// The record with which a snapshot is kept: it closes whatever was open.
    fn whole(&mut self, tick: Tick, stamp: i64, record: Option<Record>) -> Record {
        let record = record.or_else(|| self.village.flush(stamp));
        let mut record = Record { tick, at: stamp, ..record.unwrap_or_default() };
        if record.hashes.last().is_none_or(|(last, _)| *last != tick) {
            record.hashes.push((tick, self.village.hash()));
        }
        record
    }

    /// This tick's commands: the village's own, then what waits at the door.
    fn take(&mut self) -> (Vec<Command>, Vec<Ticket>) {
        let mut commands = std::mem::take(&mut self.ways.arrivals);
        let own = commands.len();
        let mut tickets: Vec<Ticket> = Vec::new();
        while tickets.len() < self.ways.intake {
            let Ok(mut ticket) = self.ways.waiting.try_recv() else { break };
            let number = ReplyTo(tickets.len() as u64 + 1);
            if let Some(command) = ticket.command(number) {
                commands.push(command);
                tickets.push(ticket);
            }
        }
        // Looked at last: what the door let in because the store is back finds it back.
        let available = self.ways.standing.is_up();
        if available != self.village.view().store {
            commands.insert(own, system(Wish::Store { available }));
        }
        (commands, tickets)
    }

    /// The wall clock's reading, but never one that was given before.
    fn stamp(&self) -> i64 {
        let stamp = wall_micros().max(self.ways.standing.stamp().saturating_add(1));
        self.ways.standing.set_stamp(stamp);
        stamp
    }
}

/// UTC in microseconds since 1970.
pub fn wall_micros() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_micros()).unwrap_or(i64::MAX)
}

/// Each ticket with what came of its command. Numbers from 1 are tickets, 0 is the village itself.
fn pair(tickets: Vec<Ticket>, outcomes: Vec<(ReplyTo, Outcome)>) -> Vec<(Ticket, Outcome)> {
    let (own, mut outcomes): (Vec<_>, Vec<_>) =
        outcomes.into_iter().partition(|(reply_to, _)| reply_to.0 == 0);
    for (_, outcome) in own {
        if let Outcome::Refused(refusal) = outcome {
            tracing::warn!(%refusal, "the world refused a command of the village itself");
        }
    }
    outcomes.sort_unstable_by_key(|(reply_to, _)| reply_to.0);
    assert_eq!(tickets.len(), outcomes.len(), "every command has an outcome");
    tickets.into_iter().zip(outcomes.into_iter().map(|(_, outcome)| outcome)).collect()
}

fn whole_periods(late: Duration, period: Duration) -> u64 {
    u64::try_from(late.as_nanos() / period.as_nanos().max(1)).unwrap_or(u64::MAX)
}
