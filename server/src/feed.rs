//! The feed on the server's side: views go out in the order of their ticks. The view of a tick that
//! moved money or wrote on the board is shown when that tick is on disk, and so are those behind
//! it; while the store is known to be away nothing is held back.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use arc_swap::ArcSwap;
use tokio::sync::mpsc;
use village_sim::{Tick, View};

use crate::hall::Roll;

/// Views that may wait for the one who encodes them; beyond it views are dropped and counted.
pub const VIEWS_MAX: usize = 256;

/// Where views go. Cheap to clone.
#[derive(Clone)]
pub struct Feed {
    held: Arc<Mutex<Held>>,
    pub latest: Arc<ArcSwap<View>>,
    pub roll: Arc<ArcSwap<Roll>>,
    out: mpsc::Sender<Arc<View>>,
}

struct Held {
    /// Views that were not shown yet, each with whether it waits for its tick's commit.
    queue: VecDeque<(Arc<View>, bool)>,
    committed: Tick,
    is_open: bool,
}

impl Feed {
    /// A feed that shows this view, and the other end of it.
    pub fn new(view: Arc<View>) -> (Self, mpsc::Receiver<Arc<View>>) {
        let (out, views) = mpsc::channel(VIEWS_MAX);
        let held = Held { queue: VecDeque::new(), committed: view.tick(), is_open: false };
        let feed = Self {
            held: Arc::new(Mutex::new(held)),
            roll: Arc::new(ArcSwap::from_pointee(Roll::of(&view))),
            latest: Arc::new(ArcSwap::new(view)),
            out,
        };
        (feed, views)
    }

    /// The view of the tick that just ran. Call it before the tick's record goes to the keeper.
    pub fn offer(&self, view: Arc<View>) {
        let news = &view.news;
        let lasts =
            !news.transfers.is_empty() || !news.posts.is_empty() || !news.replies.is_empty();
        let mut held = self.held();
        held.queue.push_back((view, lasts));
        self.show(&mut held);
    }

    /// Every record up to this tick is on disk.
    pub fn committed(&self, tick: Tick) {
        let mut held = self.held();
        held.committed = held.committed.max(tick);
        self.show(&mut held);
    }

    /// The store is away (or back): hold nothing back (or hold back again).
    pub fn set_open(&self, is_open: bool) {
        let mut held = self.held();
        held.is_open = is_open;
        self.show(&mut held);
    }

    fn show(&self, held: &mut Held) {
        while let Some((view, lasts)) = held.queue.front() {
            if *lasts && !held.is_open && view.tick() > held.committed {
                return;
            }
            let Some((view, _)) = held.queue.pop_front() else { return };
            if view.len() != self.roll.load().len() {
                self.roll.store(Arc::new(Roll::of(&view)));
            }
            self.latest.store(view.clone());
            if self.out.try_send(view).is_err() {
                metrics::counter!("village_views_dropped_total").increment(1);
            }
        }
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
