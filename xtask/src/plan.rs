//! Timed steps with progress: a plan is announced, then run in order, each step with its number
//! and its time. A step that fails either ends the plan or, where later steps stand on their own,
//! is reported with the others at the end. Nothing here knows what a step does.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::workspace::Workspace;

/// How a step that did not fail ended.
#[derive(Debug, PartialEq, Eq)]
pub enum Outcome {
    Done,
    /// Left out, with the reason, which is shown: a skipped step must not look like a passed one.
    Skipped(String),
}

type Work<'a> = Box<dyn FnOnce(&Workspace) -> Result<Outcome> + 'a>;

/// Steps in the order in which they will run.
#[derive(Default)]
pub struct Plan<'a> {
    steps: Vec<(String, Work<'a>)>,
}

/// What to do when a step fails.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum OnFailure {
    /// Later steps need this one.
    Stop,
    /// Later steps stand on their own: run them and fail at the end.
    GoOn,
}

impl<'a> Plan<'a> {
    /// Adds a step that always runs.
    pub fn step(
        &mut self,
        name: impl Into<String>,
        work: impl FnOnce(&Workspace) -> Result<()> + 'a,
    ) {
        self.optional(name, |workspace| work(workspace).map(|()| Outcome::Done));
    }

    /// Adds a step that may find that it has to be left out.
    pub fn optional(
        &mut self,
        name: impl Into<String>,
        work: impl FnOnce(&Workspace) -> Result<Outcome> + 'a,
    ) {
        self.steps.push((name.into(), Box::new(work)));
    }

    /// Adds another plan's steps behind this one's.
    pub fn append(&mut self, other: Self) {
        self.steps.extend(other.steps);
    }

    /// The names of the steps, numbered, one a line.
    pub fn announcement(&self) -> String {
        let lines = self.steps.iter().enumerate();
        let lines = lines.map(|(index, (name, _))| format!("  {:>2}. {name}", index + 1));
        lines.collect::<Vec<_>>().join("\n")
    }

    /// Runs the steps. The table of times is shown before the last step, whose own closing lines
    /// (a test runner's summary) are thereby the last that one reads.
    pub fn run(self, workspace: &Workspace, on_failure: OnFailure) -> Result<()> {
        let total = self.steps.len();
        let mut times: Vec<(String, Duration)> = Vec::with_capacity(total);
        let mut failures = Vec::new();
        for (index, (name, work)) in self.steps.into_iter().enumerate() {
            let number = index + 1;
            if number == total && total > 2 {
                eprintln!("\ntimes so far:\n{}", table(&times));
            }
            eprintln!("\n[{number}/{total}] {name}");
            let began = Instant::now();
            let ended = work(workspace);
            let took = began.elapsed();
            match ended {
                Ok(Outcome::Done) => eprintln!("[{number}/{total}] done in {}", seconds(took)),
                Ok(Outcome::Skipped(why)) => eprintln!("[{number}/{total}] SKIPPED: {why}"),
                Err(error) if on_failure == OnFailure::Stop => {
                    return Err(error.context(format!("step {number}, {name}")));
                }
                Err(error) => {
                    eprintln!("[{number}/{total}] FAILED in {}: {error:#}", seconds(took));
                    failures.push(name.clone());
                }
            }
            times.push((name, took));
        }
        if failures.is_empty() { Ok(()) } else { bail!("failed: {}", failures.join(", ")) }
    }
}

const MINUTE: Duration = Duration::from_mins(1);

/// One line a step: time, then name.
fn table(times: &[(String, Duration)]) -> String {
    let lines = times.iter().map(|(name, took)| format!("  {:>9}  {name}", seconds(*took)));
    lines.collect::<Vec<_>>().join("\n")
}

/// A duration as a person reads it: `0.4 s`, `3 min 07 s`.
pub fn seconds(took: Duration) -> String {
    if took < MINUTE {
        format!("{:.1} s", took.as_secs_f64())
    } else {
        format!("{} min {:02} s", took.as_secs() / 60, took.as_secs() % 60)
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;

    fn run(on_failure: OnFailure) -> (Vec<&'static str>, Result<()>) {
        let seen = RefCell::new(Vec::new());
        let mut plan = Plan::default();
        plan.step("first", |_| {
            seen.borrow_mut().push("first");
            Ok(())
        });
        plan.step("broken", |_| bail!("it broke"));
        plan.optional("last", |_| {
            seen.borrow_mut().push("last");
            Ok(Outcome::Skipped("no need".into()))
        });
        assert_eq!(plan.announcement(), "   1. first\n   2. broken\n   3. last");
        let workspace = Workspace::find().expect("tests run inside the clone");
        let ended = plan.run(&workspace, on_failure);
        (seen.into_inner(), ended)
    }

    #[test]
    fn a_failed_step_stops_a_plan_whose_later_steps_need_it() {
        let (seen, ended) = run(OnFailure::Stop);
        assert_eq!(seen, ["first"]);
        assert_eq!(format!("{:#}", ended.unwrap_err()), "step 2, broken: it broke");
    }

    #[test]
    fn a_failed_step_among_equals_lets_the_others_run_and_still_fails_the_plan() {
        let (seen, ended) = run(OnFailure::GoOn);
        assert_eq!(seen, ["first", "last"]);
        assert_eq!(ended.unwrap_err().to_string(), "failed: broken");
    }

    #[test]
    fn times_are_told_in_seconds_then_in_minutes() {
        assert_eq!(seconds(Duration::from_millis(449)), "0.4 s");
        assert_eq!(seconds(Duration::from_secs(187)), "3 min 07 s");
    }
}
