//! What minds keep over a restart, and the traces of their thoughts, written beside the ticks a
//! few moments later. Nothing that the village does waits for it: while the store is away the
//! latest is held back, and beyond that lost, with a word in the log.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, MissedTickBehavior, interval, sleep_until, timeout};
use village_agents::llm::Spent;
use village_agents::mind::Mind;
use village_economy::Micro;
use village_sim::{Tick, View, VillagerId};
use village_store::{MINDS_PAGE_MAX, MindRow, Result, Store, ThoughtRow};

use super::shelves::{Piece, Shelves};
use super::trace::Trace;
use crate::ticker::wall_micros;

/// Thoughts that wait to be written; more are not kept.
const WAITING_MAX: usize = 1_024;
/// Thoughts that are written at once.
const PORTION: usize = 64;
/// How long a thought waits for others to be written with.
const GATHER: Duration = Duration::from_millis(200);
/// How long the store is left alone after it failed.
const PAUSE: Duration = Duration::from_secs(2);
/// Tries after errors that may be for good; while the store is away there are as many as it takes.
const TRIES_MAX: u32 = 30;
/// How often the oldest traces go.
const PRUNE: Duration = Duration::from_mins(10);

/// For how long traces stay, and how many.
#[derive(Debug, Clone, Copy)]
pub struct Retention {
    micros: i64,
    bytes: u64,
}

impl Retention {
    /// Days, and megabytes of the newest.
    pub fn new(days: u32, megabytes: u32) -> Self {
        const DAY: i64 = 24 * 60 * 60 * 1_000_000;
        Self { micros: i64::from(days) * DAY, bytes: u64::from(megabytes) * 1_000_000 }
    }
}

/// A mind as it is now, the thought after which it is so, and who waits for both to be kept.
#[derive(Default)]
pub struct Had {
    thought: Option<ThoughtRow>,
    mind: Option<Now>,
    tell: Option<oneshot::Sender<()>>,
}

/// A mind as it is now.
struct Now {
    who: VillagerId,
    mind: Arc<Mind>,
    tick: Tick,
    /// UTC in microseconds since 1970.
    at: i64,
}

/// Numbers thoughts and takes in what became of them. Cheap to clone.
#[derive(Clone)]
pub struct Archive {
    last: Arc<AtomicU64>,
    out: mpsc::Sender<Had>,
}

/// An archive, what waits to be written, and what was kept.
pub type Opened = (Archive, mpsc::Receiver<Had>, Kept);

/// What was kept over a restart.
#[derive(Debug, Default)]
pub struct Kept {
    pub minds: Vec<(VillagerId, Mind)>,
    pub spent: Spent,
}

/// The minds that the store has, and the archive that goes on from there. A crash may have lost the
/// newest traces: the world knows their numbers, which are never given twice.
pub async fn open(store: &Store, view: &View) -> Result<Opened> {
    let seen = view.society.minds.iter().map(|(_, mind)| mind.trace).max().unwrap_or(0);
    let last = Arc::new(AtomicU64::new(store.last_trace().await?.max(seen)));
    let (out, waiting) = mpsc::channel(WAITING_MAX);
    let kept = Kept { minds: minds(store).await?, spent: spent(store, view).await? };
    Ok((Archive { last, out }, waiting, kept))
}

/// The minds that the store has.
async fn minds(store: &Store) -> Result<Vec<(VillagerId, Mind)>> {
    let (mut minds, mut from) = (Vec::new(), Some(VillagerId(0)));
    while let Some(first) = from {
        let page = store.minds(first, MINDS_PAGE_MAX).await?;
        for who in page.spoiled {
            tracing::warn!(%who, "what a mind remembered is damaged: it begins anew");
        }
        for row in page.minds {
            match Mind::from_record(&row.record) {
                Ok(mind) => minds.push((row.villager, mind)),
                Err(error) => tracing::warn!(who = %row.villager, %error, "a mind begins anew"),
            }
        }
        from = page.next;
    }
    Ok(minds)
}

/// What thinking has cost, today and ever.
async fn spent(store: &Store, view: &View) -> Result<Spent> {
    let clock = &view.clock;
    let since = clock.ticks_of_minutes(clock.minute());
    let dawn = Tick(view.tick().0.saturating_sub(since));
    let villagers: BTreeMap<_, _> = store.thoughts_cost_since(dawn).await?.into_iter().collect();
    let today = villagers.values().fold(0_i64, |sum, cost| sum.saturating_add(cost.get()));
    Ok(Spent {
        day: clock.day(),
        village_today: Micro::new(today),
        village_ever: store.thoughts_cost().await?,
        villagers_today: villagers,
    })
}

impl Had {
    /// A mind that changed without a thought.
    fn mind(who: VillagerId, mind: Arc<Mind>, tick: Tick) -> Self {
        let now = Now { who, mind, tick, at: wall_micros() };
        Self { mind: Some(now), ..Self::default() }
    }
}

impl Archive {
    /// The number of the next thought.
    pub fn next(&self) -> u64 {
        self.last.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// Keeps a thought that is over and the mind as it is now.
    pub fn keep(&self, trace: &Trace, mind: Arc<Mind>, tick: Tick) {
        let had = Had { thought: Some(trace.row()), ..Had::mind(trace.who, mind, tick) };
        if self.out.try_send(had).is_err() {
            metrics::counter!("village_thoughts_lost_total").increment(1);
            tracing::warn!(trace = trace.number, "a thought is not kept: too many wait");
        }
    }

    /// Keeps minds that changed without a thought, however many; false: it cannot be said that they
    /// are kept.
    pub async fn keep_all(&self, minds: Vec<(VillagerId, Arc<Mind>)>, tick: Tick) -> bool {
        let mut waiting = Vec::with_capacity(minds.len());
        for (who, mind) in minds {
            let (tell, told) = oneshot::channel();
            let had = Had { tell: Some(tell), ..Had::mind(who, mind, tick) };
            if self.out.send(had).await.is_err() {
                return false;
            }
            waiting.push(told);
        }
        futures_util::future::join_all(waiting).await.iter().all(Result::is_ok)
    }

    /// Waits until everything that was handed in before is kept; false: not in this time.
    pub async fn drain(&self, within: Duration) -> bool {
        let (tell, told) = oneshot::channel();
        let mark = Had { tell: Some(tell), ..Had::default() };
        let drained = async { self.out.send(mark).await.is_ok() && told.await.is_ok() };
        timeout(within, drained).await.unwrap_or(false)
    }

    /// Keeps one such mind, and tells when it is kept; none: too many wait to be written.
    pub fn keep_and_tell(
        &self,
        who: VillagerId,
        mind: Arc<Mind>,
        tick: Tick,
    ) -> Option<oneshot::Receiver<()>> {
        let (tell, told) = oneshot::channel();
        let had = Had { tell: Some(tell), ..Had::mind(who, mind, tick) };
        self.out.try_send(had).is_ok().then_some(told)
    }
}

/// Writes what comes, until nothing comes any more, and lets go of what is kept no longer.
pub async fn write(store: Store, mut waiting: mpsc::Receiver<Had>, retention: Retention) {
    let mut prune = interval(PRUNE);
    prune.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut portion = Vec::with_capacity(PORTION);
    let mut shelves = Shelves::default();
    loop {
        tokio::select! {
            first = waiting.recv() => match first {
                Some(first) => portion.push(first),
                None => return,
            },
            _ = prune.tick() => {
                let since = wall_micros().saturating_sub(retention.micros);
                if let Err(error) = store.prune_thoughts(retention.bytes, since).await {
                    tracing::warn!(%error, "old thoughts stay for now");
                }
                continue;
            }
        }
        let gathered = Instant::now() + GATHER;
        while portion.len() < PORTION {
            // Whoever waits for its own takes along what is there already.
            let is_awaited = portion.iter().any(|had: &Had| had.tell.is_some());
            let until = if is_awaited { Instant::now() } else { gathered };
            let next = tokio::time::timeout_at(until, waiting.recv()).await;
            let Ok(Some(next)) = next else { break };
            portion.push(next);
        }
        let is_kept = put(&store, &mut shelves, &portion).await;
        for tell in portion.drain(..).filter_map(|had| had.tell) {
            if is_kept {
                // Nobody who waits any more, nobody who needs to know.
                let _ = tell.send(());
            }
        }
    }
}

/// Writes a portion, again and again while the store is away; false: it cannot be kept.
async fn put(store: &Store, shelves: &mut Shelves, portion: &[Had]) -> bool {
    let thoughts: Vec<_> = portion.iter().filter_map(|had| had.thought.clone()).collect();
    // Of several thoughts of one mind the last says what it is now.
    let mut minds: Vec<&Now> = Vec::new();
    for now in portion.iter().rev().filter_map(|had| had.mind.as_ref()) {
        if minds.iter().all(|known| known.who != now.who) {
            minds.push(now);
        }
    }
    let mut tries = 0;
    loop {
        let done = match store.put_thoughts(&thoughts).await {
            Ok(_) => put_minds(store, shelves, &minds).await,
            Err(error) => Err(error),
        };
        match done {
            Ok(()) => return true,
            // A database that somebody sets up anew, or that takes nothing for a moment, says
            // other things than that it is away.
            Err(error) if error.is_away() || tries < TRIES_MAX => {
                if tries == 0 {
                    tracing::warn!(%error, "thoughts wait for the store");
                }
                tries += 1;
                sleep_until(Instant::now() + PAUSE).await;
            }
            Err(error) => {
                tracing::error!(%error, "thoughts are not kept");
                return false;
            }
        }
    }
}

/// Writes minds, of each what changed where that is known. After an error it is not.
async fn put_minds(store: &Store, shelves: &mut Shelves, minds: &[&Now]) -> Result<()> {
    let (mut whole, mut changed, mut sizes) = (Vec::new(), Vec::new(), Vec::new());
    for Now { who, mind, tick, at } in minds {
        let piece = shelves.piece(*who, mind);
        sizes.push(piece.size());
        let row = |record| MindRow { villager: *who, record, tick: *tick, at: *at };
        match piece {
            Piece::Whole(bytes) => whole.push(row(bytes)),
            Piece::Change(bytes) => changed.push(row(bytes)),
        }
    }
    let done = match store.put_minds(&whole).await {
        Ok(()) => store.add_to_minds(&changed).await,
        Err(error) => Err(error),
    };
    for (now, size) in minds.iter().zip(sizes) {
        if done.is_ok() {
            shelves.put(now.who, &now.mind, size);
        } else {
            shelves.doubt(now.who);
        }
    }
    done
}
