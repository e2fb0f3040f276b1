//! Processor time that was spent, as the kernel's scheduler counts it, so that other programs on
//! the machine do not count.

use std::time::Duration;

use anyhow::{Context as _, Result};

/// Processor time of this thread so far.
pub fn by_this_thread() -> Result<Duration> {
    of_file("/proc/thread-self/schedstat")
}

/// Processor time of all threads of a process so far.
pub fn by_process(id: u32) -> Result<Duration> {
    let tasks = std::fs::read_dir(format!("/proc/{id}/task")).context("the process is gone")?;
    let mut sum = Duration::ZERO;
    for task in tasks {
        let file = task?.path().join("schedstat");
        // A thread may end between the listing and the reading.
        sum += of_file(&file.to_string_lossy()).unwrap_or_default();
    }
    Ok(sum)
}

fn of_file(file: &str) -> Result<Duration> {
    let text = std::fs::read_to_string(file).with_context(|| format!("reading {file}"))?;
    let nanos = text.split_whitespace().next().context("schedstat has three numbers")?;
    Ok(Duration::from_nanos(nanos.parse()?))
}
