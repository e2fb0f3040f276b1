//! What minds keep over a restart, and the traces of their thoughts, written beside the ticks a
//! few moments later. Nothing that the village does waits for it: while the store is away the
//! latest is held back, and beyond that lost, with a word in the log.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::time::{Instant, MissedTickBehavior, interval, sleep_until};
use village_agents::mind::Mind;
use village_sim::{Tick, View, VillagerId};
use village_store::{MINDS_PAGE_MAX, MindRow, Result, Store, ThoughtRow};

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
/// How often the oldest traces go.
const PRUNE: Duration = Duration::from_mins(10);
/// Bytes of traces that stay.
const KEEP_BYTES: u64 = 512 * 1024 * 1024;
/// Microseconds for which traces stay: thirty days.
const KEEP_MICROS: i64 = 30 * 24 * 60 * 60 * 1_000_000;

/// A thought that is over, and the mind that had it.
pub struct Had {
    thought: ThoughtRow,
    mind: MindRow,
}

/// Numbers thoughts and takes in what became of them. Cheap to clone.
#[derive(Clone)]
pub struct Archive {
    last: Arc<AtomicU64>,
    out: mpsc::Sender<Had>,
}

/// An archive, what waits to be written, and the minds that are kept.
pub type Opened = (Archive, mpsc::Receiver<Had>, Vec<(VillagerId, Mind)>);

/// The minds that the store has, and the archive that goes on from there. A crash may have lost the
/// newest traces: the world knows their numbers, which are never given twice.
pub async fn open(store: &Store, view: &View) -> Result<Opened> {
    let seen = view.society.minds.iter().map(|(_, mind)| mind.trace).max().unwrap_or(0);
    let last = Arc::new(AtomicU64::new(store.last_trace().await?.max(seen)));
    let (out, waiting) = mpsc::channel(WAITING_MAX);
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
    Ok((Archive { last, out }, waiting, minds))
}

impl Archive {
    /// The number of the next thought.
    pub fn next(&self) -> u64 {
        self.last.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// Keeps a thought that is over and the mind as it is now.
    pub fn keep(&self, trace: &Trace, mind: &Mind, tick: Tick) {
        let record = mind.to_record();
        let mind = MindRow { villager: trace.who, record, tick, at: wall_micros() };
        if self.out.try_send(Had { thought: trace.row(), mind }).is_err() {
            metrics::counter!("village_thoughts_lost_total").increment(1);
            tracing::warn!(trace = trace.number, "a thought is not kept: too many wait");
        }
    }
}

/// Writes what comes, until nothing comes any more.
pub async fn write(store: Store, mut waiting: mpsc::Receiver<Had>) {
    let mut prune = interval(PRUNE);
    prune.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut portion = Vec::with_capacity(PORTION);
    loop {
        tokio::select! {
            first = waiting.recv() => match first {
                Some(first) => portion.push(first),
                None => return,
            },
            _ = prune.tick() => {
                let since = wall_micros().saturating_sub(KEEP_MICROS);
                if let Err(error) = store.prune_thoughts(KEEP_BYTES, since).await {
                    tracing::warn!(%error, "old thoughts stay for now");
                }
                continue;
            }
        }
        let until = Instant::now() + GATHER;
        while portion.len() < PORTION {
            let next = tokio::time::timeout_at(until, waiting.recv()).await;
            let Ok(Some(next)) = next else { break };
            portion.push(next);
        }
        put(&store, &portion).await;
        portion.clear();
    }
}

/// Writes a portion, again and again while the store is away.
async fn put(store: &Store, portion: &[Had]) {
    let thoughts: Vec<_> = portion.iter().map(|had| had.thought.clone()).collect();
    // Of several thoughts of one mind the last says what it is now.
    let mut minds: Vec<MindRow> = Vec::new();
    for Had { mind, .. } in portion.iter().rev() {
        if minds.iter().all(|known| known.villager != mind.villager) {
            minds.push(mind.clone());
        }
    }
    let mut is_told = false;
    loop {
        let done = match store.put_thoughts(&thoughts).await {
            Ok(_) => store.put_minds(&minds).await,
            Err(error) => Err(error),
        };
        match done {
            Ok(()) => return,
            Err(error) if error.is_away() => {
                if !std::mem::replace(&mut is_told, true) {
                    tracing::warn!(%error, "thoughts wait for the store");
                }
                sleep_until(Instant::now() + PAUSE).await;
            }
            Err(error) => return tracing::error!(%error, "thoughts are not kept"),
        }
    }
}
