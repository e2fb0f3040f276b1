//! What single ticks of a running server cost.
//!
//! A tick is a burst of work of the thread that is called `tick`: the kernel's count of its time is
//! read every half millisecond, and what was added between two rests is one tick. Waiting for a
//! core is counted by itself, because whoever loads the server runs on the same cores here.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};

/// Between two readings of the kernel's count.
const GRAIN: Duration = Duration::from_micros(500);
/// A thread that adds nothing for so long rests.
const REST: Duration = Duration::from_millis(4);

/// Processor time and waiting of single ticks, in milliseconds.
#[derive(Default)]
pub struct Ticks {
    pub spent: Vec<f64>,
    pub waited: Vec<f64>,
}

impl Ticks {
    pub fn add(&mut self, more: Self) {
        self.spent.extend(more.spent);
        self.waited.extend(more.waited);
    }
}

/// The kernel's count of the thread of the tick.
pub struct Pulse(String);

impl Pulse {
    pub fn of(process: u32) -> Result<Self> {
        for task in std::fs::read_dir(format!("/proc/{process}/task"))? {
            let task = task?.path();
            if std::fs::read_to_string(task.join("comm"))?.trim() == "tick" {
                return Ok(Self(task.join("schedstat").to_string_lossy().into_owned()));
            }
        }
        anyhow::bail!("the server has no thread called tick")
    }

    /// Follows the thread for a while.
    pub fn follow(&self, time: Duration) -> Result<Ticks> {
        let (mut ticks, end) = (Ticks::default(), Instant::now() + time);
        let mut before = self.read()?;
        let (mut last, mut grew) = (before, None::<Instant>);
        while Instant::now() < end {
            std::thread::sleep(GRAIN);
            let now = self.read()?;
            if now.0 > last.0 {
                grew = Some(Instant::now());
            } else if grew.is_some_and(|at| at.elapsed() > REST) {
                ticks.spent.push(now.0 - before.0);
                ticks.waited.push(now.1 - before.1);
                (before, grew) = (now, None);
            }
            last = now;
        }
        Ok(ticks)
    }

    /// Processor time and waiting so far, in milliseconds.
    fn read(&self) -> Result<(f64, f64)> {
        let text = std::fs::read_to_string(&self.0).context("the server ended")?;
        let mut nanos = text.split_whitespace().map(str::parse::<f64>);
        let mut next = || nanos.next().context("schedstat has three numbers")?.context("a number");
        Ok((next()? / 1e6, next()? / 1e6))
    }
}
