//! Looks after time: thoughts whose turn comes because a pause or a wait has ended, and nodes that
//! die or come back while nobody asks them.

use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use super::Shared;
use crate::llm::failure::Failure;
use crate::llm::provider::Offered;

/// How often the queue is looked at while something waits in it.
const LOOK_EVERY: Duration = Duration::from_millis(20);
/// How long a health check may take.
const CHECK_MAX: Duration = Duration::from_secs(5);

/// One task for the queue and one for each node; all end with the set.
pub(super) fn start(shared: &Arc<Shared>) -> JoinSet<()> {
    let mut tasks = JoinSet::new();
    tasks.spawn(keep_queue(shared.clone()));
    for node in 0..shared.providers.len() {
        tasks.spawn(keep_node(shared.clone(), node));
    }
    tasks
}

async fn keep_queue(shared: Arc<Shared>) {
    loop {
        if shared.waiting() == 0 {
            shared.queued.notified().await;
        }
        sleep(LOOK_EVERY).await;
        shared.pump();
    }
}

async fn keep_node(shared: Arc<Shared>, node: usize) {
    let every = Duration::from_millis(shared.config.health_ms);
    loop {
        sleep(every).await;
        // Calls under way tell better whether it lives; and llama-cpp-python ends an answer early
        // when anything else is asked of it.
        if shared.core().scheduler.is_busy(node) {
            continue;
        }
        let answer = timeout(CHECK_MAX, shared.providers[node].models()).await;
        let alive = answer.is_ok_and(|answer| lives(&answer));
        let now = shared.now();
        shared.change(node, |core| core.scheduler.checked(node, alive, now));
    }
}

/// Whoever answers lives, whatever it says: not every server lists its models.
fn lives(answer: &Result<Vec<Offered>, Failure>) -> bool {
    match answer {
        Ok(_) => true,
        Err(failure) => !matches!(
            failure,
            Failure::Unreachable { .. }
                | Failure::Untrusted { .. }
                | Failure::Silent { .. }
                | Failure::CutShort { .. }
                | Failure::Busy { .. }
                | Failure::Broken { .. }
        ),
    }
}
