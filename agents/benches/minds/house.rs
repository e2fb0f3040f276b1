//! Model servers behind the village's own scheduler, on virtual time: thoughts wait in
//! [`Scheduler`], run on the [`Engine`] of their node, and end there. Times are nanoseconds since
//! the house opened. What the dispatcher itself takes (some tens of microseconds a thought) and the
//! network are left out.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use village_agents::llm::{
    Class, Dialect, Entitlement, ModelsConfig, NodeConfig, Scheduler, Slot, Verdict, Wish,
};
use village_economy::QueueClass;

use super::day::Thought;
use super::vllm::{Engine, Event, Machine, Request, Totals};

/// A second in nanoseconds.
pub const SECOND: u64 = 1_000_000_000;

/// How thoughts find their node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Routing {
    /// As the village does it: each villager has its own node, by rendezvous hashing.
    Sticky,
    /// One after the other, each with a queue of its own; otherwise the same.
    RoundRobin,
}

/// What stands in the house.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    pub machine: Machine,
    pub nodes: usize,
    /// Thoughts at the same time on a node.
    pub in_flight_max: u32,
    /// How many of these are kept for chat; none: as shipped.
    pub kept_for_chat: Option<u32>,
    pub routing: Routing,
}

/// A thought that ended.
#[derive(Debug, Clone, Copy)]
pub struct Done {
    /// As it was given to [`House::ask`].
    pub key: usize,
    pub class: Class,
    pub node: usize,
    pub asked: u64,
    pub first_token: u64,
    pub ended: u64,
}

#[derive(Debug)]
struct Node {
    engine: Engine,
    /// When the step ends that goes on.
    ends: Option<u64>,
    is_alive: bool,
}

#[derive(Debug, Clone)]
struct Job {
    key: usize,
    thought: Thought,
    asked: u64,
    avoid: Option<usize>,
}

#[derive(Debug)]
struct Running {
    job: Job,
    slot: Slot,
    line: usize,
    node: usize,
    first_token: u64,
}

/// Nodes, their scheduler, and the time.
#[derive(Debug)]
pub struct House {
    /// One over all nodes, or one a node.
    lines: Vec<Scheduler>,
    nodes: Vec<Node>,
    waiting: Vec<BTreeMap<u64, Job>>,
    running: BTreeMap<u64, Running>,
    entitlement: Entitlement,
    asked: u64,
    last_id: u64,
    now: u64,
    /// Calls that a dead node failed.
    pub failed: u64,
}

impl House {
    pub fn new(plan: Plan) -> Self {
        let config = |nodes: std::ops::Range<usize>| ModelsConfig {
            nodes: nodes.map(|node| node_config(node, plan)).collect(),
            queued_max: 65_536,
            queued_per_villager_max: 64,
            ..ModelsConfig::default()
        };
        let lines = match plan.routing {
            Routing::Sticky => vec![Scheduler::new(&config(0..plan.nodes))],
            Routing::RoundRobin => {
                (0..plan.nodes).map(|node| Scheduler::new(&config(node..node + 1))).collect()
            }
        };
        let engine = || Node { engine: Engine::new(plan.machine), ends: None, is_alive: true };
        Self {
            waiting: lines.iter().map(|_| BTreeMap::new()).collect(),
            lines,
            nodes: (0..plan.nodes).map(|_| engine()).collect(),
            running: BTreeMap::new(),
            entitlement: Entitlement {
                thoughts_per_minute: 60,
                tokens_per_hour: u32::MAX,
                models: [Arc::from("small")].into(),
                queue_class: QueueClass::Standard,
                weight: 1,
            },
            asked: 0,
            last_id: 0,
            now: 0,
            failed: 0,
        }
    }

    pub const fn now(&self) -> u64 {
        self.now
    }

    /// What the nodes did so far, together.
    pub fn totals(&self) -> Totals {
        self.nodes.iter().map(|node| node.engine.totals).fold(Totals::default(), |all, one| {
            Totals {
                steps: all.steps + one.steps,
                prefilled: all.prefilled + one.prefilled,
                found: all.found + one.found,
                answered: all.answered + one.answered,
                preempted: all.preempted + one.preempted,
            }
        })
    }

    /// Asks for a thought now.
    pub fn ask(&mut self, key: usize, thought: &Thought) {
        let (thought, asked) = (thought.clone(), self.now);
        self.enqueue(Job { key, thought, asked, avoid: None });
        self.pump();
    }

    fn enqueue(&mut self, job: Job) {
        let line = usize::try_from(self.asked % self.lines.len() as u64).expect("few lines");
        self.asked += 1;
        let thought = &job.thought;
        let wish = Wish {
            villager: thought.who,
            class: thought.class,
            entitlement: self.entitlement.clone(),
            tokens: u64::from(thought.prompt_tokens + thought.answer_tokens),
            avoid: job.avoid,
        };
        let queued = self.lines[line].enqueue(&wish, Duration::from_nanos(self.now));
        let queued = queued.expect("a node is alive and the queue is long");
        self.waiting[line].insert(queued.id, job);
    }

    /// Starts whatever can start.
    fn pump(&mut self) {
        let now = Duration::from_nanos(self.now);
        for line in 0..self.lines.len() {
            while let Some((id, slot)) = self.lines[line].next(now) {
                let mut job = self.waiting[line].remove(&id).expect("it waited");
                let node = if self.lines.len() == 1 { slot.node } else { line };
                if !self.nodes[node].is_alive {
                    self.failed += 1;
                    self.lines[line].end(slot, Verdict::Bad, now);
                    job.avoid = Some(node);
                    self.enqueue(job);
                    continue;
                }
                self.last_id += 1;
                let request = Request {
                    id: self.last_id,
                    prefix: job.thought.prefix.clone(),
                    prompt_tokens: job.thought.prompt_tokens,
                    answer_tokens: job.thought.answer_tokens,
                };
                self.nodes[node].engine.add(request);
                let running = Running { job, slot, line, node, first_token: 0 };
                self.running.insert(self.last_id, running);
            }
        }
        for node in &mut self.nodes {
            if node.ends.is_none() && !node.engine.is_idle() {
                node.ends = Some(self.now + node.engine.begin());
            }
        }
    }

    /// Goes on to the next end of a step, if there is one before `limit`, and gives the thoughts
    /// that ended with it. Otherwise it is `limit` now, if that is ever.
    pub fn advance(&mut self, limit: u64) -> Option<Vec<Done>> {
        let ends = self.nodes.iter().enumerate().filter_map(|(at, node)| Some((node.ends?, at)));
        let Some((at, node)) = ends.min().filter(|(at, _)| *at <= limit) else {
            self.now = if limit == u64::MAX { self.now } else { limit };
            return None;
        };
        self.now = at;
        self.nodes[node].ends = None;
        let mut done = Vec::new();
        for event in self.nodes[node].engine.end() {
            match event {
                Event::FirstToken { id } => {
                    self.running.get_mut(&id).expect("it runs").first_token = at;
                }
                Event::Ended { id } => done.push(self.finish(id)),
            }
        }
        self.pump();
        Some(done)
    }

    fn finish(&mut self, id: u64) -> Done {
        let Running { job, slot, line, node, first_token } =
            self.running.remove(&id).expect("it runs");
        self.lines[line].end(slot, Verdict::Good, Duration::from_nanos(self.now));
        let Job { key, thought, asked, .. } = job;
        Done { key, class: thought.class, node, asked, first_token, ended: self.now }
    }

    /// A node dies: what it had is lost, and is asked again elsewhere.
    pub fn die(&mut self, node: usize) {
        self.nodes[node].is_alive = false;
        self.nodes[node].ends = None;
        for id in self.nodes[node].engine.die() {
            let Running { mut job, slot, line, .. } = self.running.remove(&id).expect("it runs");
            self.failed += 1;
            self.lines[line].end(slot, Verdict::Bad, Duration::from_nanos(self.now));
            job.avoid = Some(node);
            self.enqueue(job);
        }
        self.checked(node, false);
        self.pump();
    }

    /// A node is back, with nothing in its cache.
    pub fn revive(&mut self, node: usize) {
        self.nodes[node].is_alive = true;
        self.checked(node, true);
        self.pump();
    }

    fn checked(&mut self, node: usize, alive: bool) {
        let now = Duration::from_nanos(self.now);
        if self.lines.len() == 1 {
            self.lines[0].checked(node, alive, now);
        } else {
            self.lines[node].checked(0, alive, now);
        }
    }
}

fn node_config(node: usize, plan: Plan) -> NodeConfig {
    let mut config = NodeConfig::new(&format!("sparky{}", node + 1), "http://h", Dialect::Openai);
    config.models = [("small".to_owned(), "llama-3.1-8b".to_owned())].into();
    config.in_flight_max = plan.in_flight_max;
    config.kept_for_chat = plan.kept_for_chat;
    config
}
