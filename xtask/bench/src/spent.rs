//! Processor time that was spent, as the kernel's scheduler counts it, so that other programs on
//! the machine do not count.

use anyhow::{Context as _, Result};

/// Processor time of this thread so far, in seconds.
pub fn by_this_thread() -> Result<f64> {
    of_file("/proc/thread-self/schedstat")
}

/// Processor time of all threads of a process so far, in seconds.
pub fn by_process(id: u32) -> Result<f64> {
    let tasks = std::fs::read_dir(format!("/proc/{id}/task")).context("the process is gone")?;
    let mut sum = 0.0;
    for task in tasks {
        let file = task?.path().join("schedstat");
        // A thread may end between the listing and the reading.
        sum += of_file(&file.to_string_lossy()).unwrap_or_default();
    }
    Ok(sum)
}

fn of_file(file: &str) -> Result<f64> {
    let text = std::fs::read_to_string(file).with_context(|| format!("reading {file}"))?;
    let nanos = text.split_whitespace().next().context("schedstat has three numbers")?;
    Ok(nanos.parse::<f64>()? / 1e9)
}
