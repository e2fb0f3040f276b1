//! Which thought runs next, and on which node. Pure: no clock, no tokio, no chance; time is passed
//! in as the duration since the pool began.
//!
//! Invariants: a node never runs more thoughts than its own limit, and those that are kept for
//! chat only for chat; no more wait than may; every thought that was taken in is started,
//! withdrawn or told to give way, exactly once.

mod breaker;
mod fair;
mod rendezvous;

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use village_sim::VillagerId;

use super::chat::Class;
use super::config::{ModelsConfig, NodeConfig};
use super::entitlement::Entitlement;
use super::failure::Failure;
use breaker::{Breaker, Rules};
use fair::{Fair, Waiting};
use rendezvous::Ticket;

pub use breaker::{BreakerState, Verdict};

/// A thought that wants to run.
#[derive(Debug, Clone)]
pub struct Wish {
    pub villager: VillagerId,
    pub class: Class,
    pub entitlement: Entitlement,
    /// Tokens that it will probably take, for fairness.
    pub tokens: u64,
    /// A node on which it has failed already; taken only if there is no other.
    pub avoid: Option<usize>,
}

/// A thought that waits from now on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Queued {
    pub id: u64,
    /// Another thought that must give way, if the queue was full.
    pub gives_way: Option<u64>,
}

/// A slot on a node. Hand it to [`Scheduler::end`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "a slot that is not given back stays taken"]
pub struct Slot {
    pub node: usize,
    /// Class of the model, as tiers name it.
    pub model_class: Arc<str>,
    /// The model's own name there.
    pub model: Arc<str>,
    trial: bool,
}

/// How a node stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NodeStanding {
    pub name: Arc<str>,
    pub breaker: BreakerState,
    pub in_flight: u32,
    pub in_flight_max: u32,
}

#[derive(Debug)]
struct Node {
    name: Arc<str>,
    ticket: Ticket,
    models: BTreeMap<Arc<str>, Arc<str>>,
    in_flight: u32,
    in_flight_max: u32,
    chat_slots: u32,
    breaker: Breaker,
}

impl Node {
    fn new(config: &NodeConfig, rules: Rules) -> Self {
        let models = config.models.iter();
        Self {
            name: config.name.as_str().into(),
            ticket: Ticket::new(&config.name, config.share),
            models: models
                .map(|(class, name)| (class.as_str().into(), name.as_str().into()))
                .collect(),
            in_flight: 0,
            in_flight_max: config.in_flight_max,
            chat_slots: config.chat_slots(),
            breaker: Breaker::new(rules),
        }
    }

    fn has_room(&self, class: Class) -> bool {
        let kept = if class == Class::Chat { 0 } else { self.chat_slots };
        self.in_flight.saturating_add(kept) < self.in_flight_max
    }
}

/// Queue and nodes.
#[derive(Debug)]
pub struct Scheduler {
    nodes: Vec<Node>,
    queue: Fair,
    queued_max: usize,
    queued_per_villager_max: usize,
    spill_after: Duration,
    last_id: u64,
}

impl Scheduler {
    /// Nodes and bounds as configured; the configuration must have been checked.
    pub fn new(config: &ModelsConfig) -> Self {
        let rules = Rules {
            failures_max: config.failures_max,
            pause: Duration::from_millis(config.pause_ms),
            pause_max: Duration::from_millis(config.pause_max_ms),
        };
        Self {
            nodes: config.nodes.iter().map(|node| Node::new(node, rules)).collect(),
            queue: Fair::default(),
            queued_max: config.queued_max,
            queued_per_villager_max: config.queued_per_villager_max,
            spill_after: Duration::from_millis(config.spill_after_ms),
            last_id: 0,
        }
    }

    /// Lets a thought wait, if there is a node for it and room in the queue. When the queue is
    /// full, the newest of the least urgent gives way, or the wish itself is refused.
    pub fn enqueue(&mut self, wish: &Wish, now: Duration) -> Result<Queued, Failure> {
        let home = self.home(wish, now)?;
        let limit = self.queued_per_villager_max;
        if self.queue.waiting_of(wish.villager) >= limit {
            return Err(Failure::TooManyWaiting { limit });
        }
        let mut gives_way = None;
        if self.queue.len() >= self.queued_max {
            let least = self.queue.least_urgent_below(wish.class).ok_or(Failure::QueueFull)?;
            self.queue.remove(least);
            gives_way = Some(least);
        }
        self.last_id += 1;
        let id = self.last_id;
        let thought = Waiting {
            id,
            villager: wish.villager,
            class: wish.class,
            models: wish.entitlement.models.clone(),
            home,
            since: now,
            avoid: wish.avoid,
        };
        let Entitlement { queue_class, weight, .. } = wish.entitlement;
        self.queue.push(thought, queue_class, weight, wish.tokens);
        Ok(Queued { id, gives_way })
    }

    /// The next thought that can start now, with its slot.
    pub fn next(&mut self, now: Duration) -> Option<(u64, Slot)> {
        let (nodes, spill_after) = (&self.nodes, self.spill_after);
        let (thought, (node, model_class)) =
            self.queue.pop(|thought| place(nodes, spill_after, thought, now))?;
        Some((thought.id, self.take(node, model_class)))
    }

    /// A slot on another node in order, with the same class of models, for a thought that runs
    /// already; if one is free.
    pub fn second(&mut self, wish: &Wish, beside: &Slot, now: Duration) -> Option<Slot> {
        let models = [beside.model_class.clone()];
        let (node, model_class) = best(&self.nodes, &models, wish.villager, |node| {
            let at = &self.nodes[node];
            let closed = at.breaker.state() == BreakerState::Closed;
            node != beside.node && closed && is_free(at, wish.class, now)
        })?;
        Some(self.take(node, model_class))
    }

    /// Whether another node in order has the same models.
    pub fn has_other(&self, wish: &Wish, than: usize, now: Duration) -> bool {
        let good = |node: usize| node != than && self.nodes[node].breaker.admits(now);
        best(&self.nodes, &wish.entitlement.models, wish.villager, good).is_some()
    }

    /// Gives a slot back and tells what became of the call.
    pub fn end(&mut self, slot: Slot, verdict: Verdict, now: Duration) {
        let node = &mut self.nodes[slot.node];
        debug_assert!(node.in_flight > 0, "a slot is given back once");
        node.in_flight = node.in_flight.saturating_sub(1);
        node.breaker.end(slot.trial, verdict, now);
    }

    /// Takes a thought out of the queue; false if it does not wait any more.
    pub fn withdraw(&mut self, id: u64) -> bool {
        self.queue.remove(id).is_some()
    }

    /// A node answered its health check, or not.
    pub fn checked(&mut self, node: usize, alive: bool, now: Duration) {
        self.nodes[node].breaker.checked(alive, now);
    }

    /// Whether a node has calls under way.
    pub fn is_busy(&self, node: usize) -> bool {
        self.nodes[node].in_flight > 0
    }

    /// Thoughts that wait.
    pub fn waiting(&self) -> usize {
        self.queue.len()
    }

    /// Thoughts that wait, from the most urgent class.
    pub fn waiting_by_class(&self) -> [usize; 4] {
        self.queue.by_class()
    }

    /// How each node stands.
    pub fn standing(&self) -> Vec<NodeStanding> {
        let standing = |node: &Node| NodeStanding {
            name: node.name.clone(),
            breaker: node.breaker.state(),
            in_flight: node.in_flight,
            in_flight_max: node.in_flight_max,
        };
        self.nodes.iter().map(standing).collect()
    }

    /// The state of a node's breaker.
    pub fn breaker(&self, node: usize) -> BreakerState {
        self.nodes[node].breaker.state()
    }

    /// The node's name.
    pub fn name(&self, node: usize) -> Arc<str> {
        self.nodes[node].name.clone()
    }

    fn take(&mut self, node: usize, model_class: Arc<str>) -> Slot {
        let at = &mut self.nodes[node];
        at.in_flight += 1;
        debug_assert!(at.in_flight <= at.in_flight_max, "a node stays within its own limit");
        let model = at.models[&model_class].clone();
        Slot { node, trial: at.breaker.begin(), model_class, model }
    }

    /// The node on which a thought would best run: for the best class of models that any node in
    /// order has, the villager's own.
    fn home(&self, wish: &Wish, now: Duration) -> Result<usize, Failure> {
        let models = &wish.entitlement.models;
        let in_order = |node: usize| {
            let breaker = &self.nodes[node].breaker;
            breaker.admits(now) || breaker.state() == BreakerState::HalfOpen
        };
        // A person is not made to try out whether a node is well again.
        let trusted = |node: usize| {
            wish.class != Class::Chat || self.nodes[node].breaker.state() == BreakerState::Closed
        };
        let fresh = |node: usize| Some(node) != wish.avoid && in_order(node) && trusted(node);
        let found = best(&self.nodes, models, wish.villager, fresh)
            .or_else(|| best(&self.nodes, models, wish.villager, in_order));
        if let Some((node, _)) = found {
            return Ok(node);
        }
        let serves = |node: &&Node| models.iter().any(|class| node.models.contains_key(class));
        let waits = self.nodes.iter().filter(serves).map(|node| node.breaker.wait(now));
        match waits.min() {
            Some(wait) => Err(Failure::NodesDown { wait }),
            None => Err(Failure::NoModel { models: models.join(", ") }),
        }
    }
}

fn is_free(node: &Node, class: Class, now: Duration) -> bool {
    node.has_room(class) && node.breaker.admits(now)
}

/// Of the nodes that are `good`, the villager's favourite among those that have its best class of
/// models.
fn best(
    nodes: &[Node],
    models: &[Arc<str>],
    villager: VillagerId,
    good: impl Fn(usize) -> bool,
) -> Option<(usize, Arc<str>)> {
    models.iter().find_map(|class| {
        let serving =
            (0..nodes.len()).filter(|node| nodes[*node].models.contains_key(class) && good(*node));
        let favourite =
            serving.max_by_key(|node| (nodes[*node].ticket.draw(villager), Reverse(*node)))?;
        Some((favourite, class.clone()))
    })
}

/// Where a thought can run now: at home, or elsewhere if it is a chat, has waited long enough, or
/// its home is out of order.
fn place(
    nodes: &[Node],
    spill_after: Duration,
    thought: &Waiting,
    now: Duration,
) -> Option<(usize, Arc<str>)> {
    let home = &nodes[thought.home];
    if is_free(home, thought.class, now) {
        let class = thought.models.iter().find(|class| home.models.contains_key(*class))?;
        return Some((thought.home, class.clone()));
    }
    let spills = thought.class == Class::Chat
        || !home.breaker.admits(now)
        || now.saturating_sub(thought.since) >= spill_after;
    if !spills {
        return None;
    }
    // Its own class of models only, as long as a node that has it is in order: a lesser model
    // would be what it has not paid for.
    let alive = |node: usize| nodes[node].breaker.admits(now);
    let (_, class) = best(nodes, &thought.models, thought.villager, alive)?;
    let free = |node: usize| is_free(&nodes[node], thought.class, now);
    let elsewhere = |node: usize| free(node) && Some(node) != thought.avoid;
    let class = [class];
    best(nodes, &class, thought.villager, elsewhere)
        .or_else(|| best(nodes, &class, thought.villager, free))
}

#[cfg(test)]
mod tests;
