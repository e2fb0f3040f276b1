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
}

struct Held {
    /// Whoever follows view by view.
    ears: Vec<mpsc::Sender<Arc<View>>>,
    /// Views that were not shown yet, each with whether it waits for its tick's commit.
    queue: VecDeque<(Arc<View>, bool)>,
    committed: Tick,
    is_open: bool,
}

impl Feed {
    /// A feed that shows this view.
    pub fn new(view: Arc<View>) -> Self {
        let (queue, ears) = (VecDeque::new(), Vec::new());
        let held = Held { ears, queue, committed: view.tick(), is_open: false };
        Self {
            held: Arc::new(Mutex::new(held)),
            roll: Arc::new(ArcSwap::from_pointee(Roll::of(&view))),
            latest: Arc::new(ArcSwap::new(view)),
        }
    }

    /// Every view from here on, in order. Whoever falls [`VIEWS_MAX`] behind loses some.
    pub fn follow(&self) -> mpsc::Receiver<Arc<View>> {
        let (ear, views) = mpsc::channel(VIEWS_MAX);
        self.held().ears.push(ear);
        views
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
            if view.numbers() != self.roll.load().len() {
                self.roll.store(Arc::new(Roll::of(&view)));
            }
            self.latest.store(view.clone());
            held.ears.retain(|ear| match ear.try_send(view.clone()) {
                Ok(()) => true,
                Err(mpsc::error::TrySendError::Full(_)) => {
                    metrics::counter!("village_views_dropped_total").increment(1);
                    true
                }
                Err(mpsc::error::TrySendError::Closed(_)) => false,
            });
        }
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charter::Charter;
    use crate::config::Settings;
    use crate::foundation::Assets;

    /// Views of three ticks: before the founding, with its stipends, and after it.
    fn views() -> [Arc<View>; 3] {
        let config = Settings::default().check().unwrap();
        let assets = Assets::read(&config.assets).unwrap();
        let map = assets.ground(3).unwrap();
        let people = assets.people(&map, 1, 3);
        let charter = Charter::new(&config, map.town.digest.clone(), 1, 3);
        let mut village = assets.village(&assets.foundation(&charter, map)).unwrap();
        let before = village.view();
        let founded = village.tick(charter.founding(people), 1).view;
        [before, founded, village.tick([], 2).view]
    }

    fn shown(feed: &Feed) -> (u64, usize) {
        (feed.latest.load().tick().0, feed.roll.load().len())
    }

    #[test]
    fn a_view_with_money_waits_for_its_commit_and_those_behind_it_too() {
        let [before, founded, quiet] = views();
        let feed = Feed::new(before);
        let mut out = feed.follow();
        feed.offer(founded);
        feed.offer(quiet);
        assert_eq!(shown(&feed), (0, 0));
        feed.committed(Tick(1));
        assert_eq!(shown(&feed), (2, 3));
        assert_eq!([1, 2].map(|_| out.try_recv().unwrap().tick().0), [1, 2]);
    }

    #[test]
    fn without_a_store_nothing_waits() {
        let [before, founded, _] = views();
        let feed = Feed::new(before);
        feed.offer(founded);
        assert_eq!(shown(&feed), (0, 0));
        feed.set_open(true);
        assert_eq!(shown(&feed), (1, 3));
    }
}
