//! Threads on which models compute. The village's ticks come before them.

use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::fault::Fault;

/// Threads that a model may have.
const THREADS_MAX: usize = 1_024;

/// So many threads; 0: as many as the machine has cores but one, and at least one.
pub(crate) fn pool(threads: usize) -> Result<ThreadPool, Fault> {
    let cores = || std::thread::available_parallelism().map_or(1, usize::from);
    let threads = match threads {
        0 => (cores() - 1).max(1),
        1..=THREADS_MAX => threads,
        _ => return Err(Fault::Setting { rule: "threads is 0 to 1024" }),
    };
    let builder = ThreadPoolBuilder::new().num_threads(threads);
    let builder = builder.thread_name(|at| format!("model-{at}")).start_handler(|_| step_back());
    builder.build().map_err(|error| Fault::Threads { said: error.to_string() })
}

/// Lets everything else go first where this thread, and those that it starts, want the same core.
fn step_back() {
    #[cfg(target_os = "linux")]
    if let Err(error) = rustix::process::nice(5) {
        tracing::debug!(%error, "a model's thread keeps its priority");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_core_is_left_to_the_village() {
        let cores = std::thread::available_parallelism().unwrap().get();
        assert_eq!(pool(0).unwrap().current_num_threads(), (cores - 1).max(1));
        assert_eq!(pool(3).unwrap().current_num_threads(), 3);
        assert!(matches!(pool(5_000), Err(Fault::Setting { .. })));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn whoever_computes_steps_back() {
        // Asking for no more says how it stands.
        let niceness = || rustix::process::nice(0).unwrap();
        let own = niceness();
        let inherited = || std::thread::spawn(niceness).join().unwrap();
        assert_eq!(pool(1).unwrap().install(|| (niceness(), inherited())), (own + 5, own + 5));
        assert_eq!(niceness(), own);
    }
}
