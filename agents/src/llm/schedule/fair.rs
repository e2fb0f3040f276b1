//! The queue: strict between classes, fair within one.
//!
//! Within a lane (a class, and the queue class of the tier) villagers are served in the order of
//! start tags, as in start-time fair queueing (Goyal, Vin and Cheng, 1996): a thought's tag is the
//! lane's virtual time, or the end of its villager's last thought where that is later, and a
//! thought lasts as long in virtual time as its tokens divided by the villager's weight. So over
//! any stretch in which two villagers both wait, they get tokens in the ratio of their weights,
//! whatever a third one queues.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use village_economy::QueueClass;
use village_sim::VillagerId;

use crate::llm::chat::Class;

/// Virtual time of a token at weight 1; weights go to 1,000.
const SCALE: u128 = 1_000_000;
/// Below so many remembered villagers a lane is not tidied.
const REMEMBERED_MIN: usize = 256;

/// A thought that waits.
#[derive(Debug, Clone)]
pub(super) struct Waiting {
    pub id: u64,
    pub villager: VillagerId,
    pub class: Class,
    /// Classes of models, best first.
    pub models: Arc<[Arc<str>]>,
    /// The node that it would best run on.
    pub home: usize,
    pub since: Duration,
    /// A node on which it has failed already.
    pub avoid: Option<usize>,
}

/// Where a thought stands in line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct LaneKey {
    class: Class,
    queue: Reverse<QueueClass>,
}

/// Thoughts that can run on the same nodes wait in one queue, so that its head speaks for all.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Route {
    home: usize,
    models: Arc<[Arc<str>]>,
    avoid: Option<usize>,
}

/// Start tag, and the order of coming.
type Tag = (u128, u64);

#[derive(Debug, Default)]
struct Lane {
    now: u128,
    /// Where each villager's last thought ends, if that is later than now.
    ends: BTreeMap<VillagerId, u128>,
    queues: BTreeMap<Route, BTreeMap<Tag, Waiting>>,
    tidy_at: usize,
}

impl Lane {
    fn tag(&mut self, villager: VillagerId, tokens: u64, weight: u32) -> u128 {
        if self.ends.len() >= self.tidy_at.max(REMEMBERED_MIN) {
            let now = self.now;
            self.ends.retain(|_, end| *end > now);
            self.tidy_at = self.ends.len() * 2;
        }
        let start = self.ends.get(&villager).copied().unwrap_or(0).max(self.now);
        let lasts = u128::from(tokens.max(1)) * SCALE / u128::from(weight.max(1));
        self.ends.insert(villager, start + lasts);
        start
    }
}

/// All that wait.
#[derive(Debug, Default)]
pub(super) struct Fair {
    lanes: BTreeMap<LaneKey, Lane>,
    places: BTreeMap<u64, (LaneKey, Route, Tag)>,
    by_villager: BTreeMap<VillagerId, usize>,
}

impl Fair {
    pub(super) fn len(&self) -> usize {
        self.places.len()
    }

    /// Thoughts of one villager that wait.
    pub(super) fn waiting_of(&self, villager: VillagerId) -> usize {
        self.by_villager.get(&villager).copied().unwrap_or(0)
    }

    /// Thoughts that wait, by class.
    pub(super) fn by_class(&self) -> [usize; 4] {
        let mut counts = [0; 4];
        for (key, lane) in &self.lanes {
            let waiting: usize = lane.queues.values().map(BTreeMap::len).sum();
            counts[usize::from(key.class.rank())] += waiting;
        }
        counts
    }

    /// Lets a thought wait; ids must rise.
    pub(super) fn push(&mut self, thought: Waiting, queue: QueueClass, weight: u32, tokens: u64) {
        let key = LaneKey { class: thought.class, queue: Reverse(queue) };
        let route =
            Route { home: thought.home, models: thought.models.clone(), avoid: thought.avoid };
        let lane = self.lanes.entry(key).or_default();
        let tag = (lane.tag(thought.villager, tokens, weight), thought.id);
        *self.by_villager.entry(thought.villager).or_default() += 1;
        self.places.insert(thought.id, (key, route.clone(), tag));
        lane.queues.entry(route).or_default().insert(tag, thought);
    }

    /// Takes the next thought that has a place to run: the first lane in which any has, and in it
    /// the lowest tag.
    pub(super) fn pop<P>(
        &mut self,
        mut place: impl FnMut(&Waiting) -> Option<P>,
    ) -> Option<(Waiting, P)> {
        for lane in self.lanes.values_mut() {
            let heads = lane.queues.values().filter_map(BTreeMap::first_key_value);
            let runnable = heads.filter_map(|(tag, head)| Some((*tag, head.id, place(head)?)));
            let Some((tag, id, place)) = runnable.min_by_key(|(tag, ..)| *tag) else { continue };
            lane.now = lane.now.max(tag.0);
            let thought = self.remove(id)?;
            return Some((thought, place));
        }
        None
    }

    /// Takes a thought out of the line, if it still waits.
    pub(super) fn remove(&mut self, id: u64) -> Option<Waiting> {
        let (key, route, tag) = self.places.remove(&id)?;
        let lane = self.lanes.get_mut(&key)?;
        let queue = lane.queues.get_mut(&route)?;
        let thought = queue.remove(&tag)?;
        if queue.is_empty() {
            lane.queues.remove(&route);
        }
        // A lane in which nobody waits begins anew: nobody is owed anything.
        if lane.queues.is_empty() {
            self.lanes.remove(&key);
        }
        let own = self.by_villager.entry(thought.villager).or_default();
        *own = own.saturating_sub(1);
        if *own == 0 {
            self.by_villager.remove(&thought.villager);
        }
        Some(thought)
    }

    /// The thought that must give way to one of this class: the newest of the least urgent lane,
    /// if its class is less urgent.
    pub(super) fn least_urgent_below(&self, class: Class) -> Option<u64> {
        let (_, lane) = self.lanes.last_key_value().filter(|(key, _)| key.class > class)?;
        lane.queues.values().flat_map(|queue| queue.keys()).map(|(_, id)| *id).max()
    }
}

#[cfg(test)]
mod tests;
