//! The pool of thoughts: the scheduler with a clock, sockets and money.
//!
//! A thought is driven by whoever waits for it: its future waits for a slot, calls the node and
//! settles the bill, and dropping it at any moment aborts the call, gives the slot back and pays
//! what was used until then. So nothing runs that nobody waits for, and the pool's own tasks only
//! look after time: pauses that end and nodes that come back.

mod keeper;
mod leg;
mod thought;

use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use thiserror::Error;
use tokio::sync::{Notify, oneshot, watch};
use tokio::task::JoinSet;
use tokio::time::Instant;
use tracing::{info, warn};
use village_economy::Micro;
use village_sim::VillagerId;

use super::chat::{Answer, Chat, Class};
use super::config::{ConfigFault, ModelsConfig};
use super::endpoint::{CallLimits, Endpoint, EndpointFault};
use super::entitlement::{Admission, Entitlement};
use super::failure::Failure;
use super::provider::Provider;
use super::schedule::{BreakerState, NodeStanding, Scheduler};
use super::spend::{Budget, Caps, Purse, Spent};
use super::web::{Web, WebFault};
use leg::SlotGuard;

/// First-token times that are remembered to see when a chat is late.
const RECENT_MAX: usize = 64;

/// Why there is no pool.
#[derive(Debug, Error)]
pub enum PoolFault {
    #[error(transparent)]
    Config(#[from] ConfigFault),
    #[error(transparent)]
    Web(#[from] WebFault),
    #[error("node {node:?}: {fault}")]
    Endpoint { node: String, fault: EndpointFault },
    #[error("there are {nodes} nodes in the settings and {providers} to be asked")]
    Count { nodes: usize, providers: usize },
}

/// Where money and days come from.
pub struct Bank {
    pub purse: Arc<dyn Purse>,
    /// What was spent before the start.
    pub spent: Spent,
    /// The number of the village's day, which caps count by; it never falls.
    pub day: Arc<dyn Fn() -> u64 + Send + Sync>,
}

/// Why a thought has no answer, and how far it came.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{why}")]
pub struct Unanswered {
    pub why: Failure,
    /// The last node that was asked.
    pub node: Option<Arc<str>>,
    pub model: Option<Arc<str>>,
    /// Calls that were made for it.
    pub calls: u32,
    /// Tokens of their prompts that were paid for.
    pub tokens_in: u64,
    /// Tokens of what they brought that were paid for.
    pub tokens_out: u64,
    /// What they cost the villager.
    pub cost: Micro,
    /// From the wish to the first call; all of `after` where there was none.
    pub queued: Duration,
    /// Since the wish.
    pub after: Duration,
}

/// What a node has done since the start.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NodeRecord {
    pub answered: u64,
    pub failed: u64,
    pub last_failure: Option<Failure>,
}

/// How the pool stands.
#[derive(Debug, Clone)]
pub struct Standing {
    pub stopped: bool,
    /// From the most urgent class.
    pub waiting: [usize; 4],
    /// In the order of the settings.
    pub nodes: Vec<NodeStanding>,
    /// In the same order.
    pub records: Vec<NodeRecord>,
    pub spent: Spent,
    /// Reserved for calls under way.
    pub held: Micro,
}

/// The pool; cheap to clone, and gone with its last clone.
#[derive(Clone)]
pub struct Pool {
    shared: Arc<Shared>,
    // Aborted when the last clone goes.
    _keepers: Arc<JoinSet<()>>,
}

impl fmt::Debug for Pool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pool").field("standing", &self.standing()).finish()
    }
}

impl Pool {
    /// A pool over the configured model servers. Call it within a tokio runtime.
    pub fn connect(config: ModelsConfig, bank: Bank) -> Result<Self, PoolFault> {
        config.check()?;
        let web = Web::with_roots_file(config.roots.as_deref())?;
        let limits = CallLimits::from(&config);
        let mut providers: Vec<Arc<dyn Provider>> = Vec::with_capacity(config.nodes.len());
        for node in &config.nodes {
            let endpoint = Endpoint::new(node, web.clone(), limits)
                .map_err(|fault| PoolFault::Endpoint { node: node.name.clone(), fault })?;
            providers.push(Arc::new(endpoint));
        }
        Self::start(config, providers, bank)
    }

    /// A pool over these providers, one for each configured node in the same order. Call it within
    /// a tokio runtime.
    pub fn start(
        config: ModelsConfig,
        providers: Vec<Arc<dyn Provider>>,
        bank: Bank,
    ) -> Result<Self, PoolFault> {
        config.check()?;
        let (nodes, count) = (config.nodes.len(), providers.len());
        if nodes != count {
            return Err(PoolFault::Count { nodes, providers: count });
        }
        let core = Core {
            scheduler: Scheduler::new(&config),
            admission: Admission::default(),
            budget: Budget::new(config.caps, bank.spent),
            waiters: BTreeMap::new(),
            records: vec![NodeRecord::default(); count],
            first_tokens: VecDeque::with_capacity(RECENT_MAX),
        };
        let shared = Arc::new(Shared {
            providers,
            purse: bank.purse,
            day: bank.day,
            began: Instant::now(),
            core: Mutex::new(core),
            stopped: watch::Sender::new(!config.enabled),
            queued: Notify::new(),
            config,
        });
        let keepers = Arc::new(keeper::start(&shared));
        Ok(Self { shared, _keepers: keepers })
    }

    /// Has a thought, or says why not: by the chat's deadline, or that of its class if that comes
    /// first. Dropping the future aborts it.
    pub async fn think(&self, chat: Chat, entitlement: &Entitlement) -> Result<Answer, Unanswered> {
        thought::think(&self.shared, chat, entitlement).await
    }

    /// Whether a villager's tier allows it so many thoughts of so many tokens each now. Charges
    /// nothing; what it says may have changed when they are asked for.
    ///
    /// # Errors
    /// [`Failure::NoThoughts`], or one of the two rates with the time until there is room.
    pub fn room(
        &self,
        villager: VillagerId,
        entitlement: &Entitlement,
        (count, tokens): (u64, u64),
    ) -> Result<(), Failure> {
        let (now, tokens) = (self.shared.now(), count.saturating_mul(tokens));
        self.shared.core().admission.room(villager, entitlement, (count, tokens), now)
    }

    /// Stops all thinking at once: thoughts under way are aborted, new ones refused.
    pub fn stop(&self) {
        self.shared.stopped.send_replace(true);
    }

    /// Allows thinking again.
    pub fn resume(&self) {
        self.shared.stopped.send_replace(false);
    }

    /// New caps from now on.
    pub fn set_caps(&self, caps: Caps) {
        self.shared.core().budget.set_caps(caps);
    }

    /// How the pool stands, for pages, metrics and the store.
    pub fn standing(&self) -> Standing {
        let day = (self.shared.day)();
        let mut core = self.shared.core();
        // Midnight may have passed since anybody thought.
        core.budget.turn(day);
        Standing {
            stopped: *self.shared.stopped.borrow(),
            waiting: core.scheduler.waiting_by_class(),
            nodes: core.scheduler.standing(),
            records: core.records.clone(),
            spent: core.budget.spent(),
            held: core.budget.held(),
        }
    }

    /// The longest that a thought of this class may take.
    pub fn deadline(&self, class: Class) -> Duration {
        self.shared.config.deadlines.of(class)
    }
}

/// What a waiting thought is told: its slot, or why it gets none.
type Grant = Result<SlotGuard, Failure>;

struct Shared {
    config: ModelsConfig,
    providers: Vec<Arc<dyn Provider>>,
    purse: Arc<dyn Purse>,
    day: Arc<dyn Fn() -> u64 + Send + Sync>,
    began: Instant,
    core: Mutex<Core>,
    stopped: watch::Sender<bool>,
    /// Something waits: the keeper looks after it.
    queued: Notify,
}

/// Held for moments only; never over an await.
struct Core {
    scheduler: Scheduler,
    admission: Admission,
    budget: Budget,
    /// One for each thought in the queue.
    waiters: BTreeMap<u64, oneshot::Sender<Grant>>,
    records: Vec<NodeRecord>,
    first_tokens: VecDeque<Duration>,
}

impl Shared {
    fn core(&self) -> MutexGuard<'_, Core> {
        // A panic in there is a bug that its test names; the others go on thinking.
        self.core.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Time since the pool began.
    fn now(&self) -> Duration {
        self.began.elapsed()
    }

    /// Starts all thoughts that can start.
    fn pump(self: &Arc<Self>) {
        let mut grants = Vec::new();
        {
            let now = self.now();
            let mut core = self.core();
            while let Some((id, slot)) = core.scheduler.next(now) {
                grants.push((core.waiters.remove(&id), slot));
            }
        }
        // Outside the lock: a waiter that has just gone gives its slot back, which takes the lock.
        for (waiter, slot) in grants {
            let guard = SlotGuard::new(self.clone(), slot);
            if let Some(waiter) = waiter {
                drop(waiter.send(Ok(guard)));
            }
        }
    }

    /// After how long without a first token a chat is late: what one in twenty takes longer than,
    /// at least the configured time.
    fn hedge_after(&self) -> Option<Duration> {
        let least = Duration::from_millis(self.config.hedge_after_ms);
        if least.is_zero() || self.providers.len() < 2 {
            return None;
        }
        let mut recent: Vec<_> = self.core().first_tokens.iter().copied().collect();
        recent.sort_unstable();
        let late = recent.get(recent.len() * 19 / 20).copied().unwrap_or(least);
        Some(late.max(least))
    }

    fn waiting(&self) -> usize {
        self.core().scheduler.waiting()
    }

    /// Changes what concerns a node, tells the log if its breaker changed, and starts what can
    /// start now.
    fn change(self: &Arc<Self>, node: usize, change: impl FnOnce(&mut Core)) {
        let (name, before, after) = {
            let mut core = self.core();
            let before = core.scheduler.breaker(node);
            change(&mut core);
            (core.scheduler.name(node), before, core.scheduler.breaker(node))
        };
        match (before, after) {
            (BreakerState::Closed, BreakerState::Open) => {
                warn!(node = %name, "a model server fails: it gets no thoughts for now");
            }
            (BreakerState::HalfOpen, BreakerState::Closed) => {
                info!(node = %name, "a model server is back in order");
            }
            _ => {}
        }
        self.pump();
    }

    fn note_first_token(&self, took: Duration) {
        let mut core = self.core();
        if core.first_tokens.len() == RECENT_MAX {
            core.first_tokens.pop_front();
        }
        core.first_tokens.push_back(took);
    }
}
