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

/// What a step is to the others.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// Later steps need it: its failure ends the plan.
    Needed,
    /// Stands on its own: after its failure the plan goes on, and fails at the end.
    Apart,
    /// The last: the table of times is shown before it and nothing after it, so that its own
    /// closing lines (a test runner's summary) are the last that one reads.
    Closing,
}

struct Step<'a> {
    name: String,
    role: Role,
    work: Work<'a>,
}

/// Steps in the order in which they will run.
#[derive(Default)]
pub struct Plan<'a> {
    steps: Vec<Step<'a>>,
}

impl<'a> Plan<'a> {
    /// Adds a step that later ones need.
    pub fn needed(
        &mut self,
        name: impl Into<String>,
        work: impl FnOnce(&Workspace) -> Result<()> + 'a,
    ) {
        self.add(name.into(), Role::Needed, |workspace| work(workspace).map(|()| Outcome::Done));
    }

    /// Adds a step that stands on its own.
    pub fn apart(
        &mut self,
        name: impl Into<String>,
        work: impl FnOnce(&Workspace) -> Result<()> + 'a,
    ) {
        self.optional(name, |workspace| work(workspace).map(|()| Outcome::Done));
    }

    /// Adds a step that stands on its own and may find that it has to be left out.
    pub fn optional(
        &mut self,
        name: impl Into<String>,
        work: impl FnOnce(&Workspace) -> Result<Outcome> + 'a,
    ) {
        self.add(name.into(), Role::Apart, work);
    }

    /// Adds the step whose own last words close the plan.
    pub fn closing(
        &mut self,
        name: impl Into<String>,
        work: impl FnOnce(&Workspace) -> Result<()> + 'a,
    ) {
        self.add(name.into(), Role::Closing, |workspace| work(workspace).map(|()| Outcome::Done));
    }

    fn add(
        &mut self,
        name: String,
        role: Role,
        work: impl FnOnce(&Workspace) -> Result<Outcome> + 'a,
    ) {
        let is_open = self.steps.last().is_none_or(|last| last.role != Role::Closing);
        assert!(is_open, "nothing comes after the closing step");
        self.steps.push(Step { name, role, work: Box::new(work) });
    }

    /// Adds another plan's steps behind this one's.
    pub fn append(&mut self, other: Self) {
        for step in other.steps {
            self.add(step.name, step.role, step.work);
        }
    }

    /// The names of the steps, numbered, one a line.
    pub fn announcement(&self) -> String {
        let lines = self.steps.iter().enumerate();
        let lines = lines.map(|(index, step)| format!("  {:>2}. {}", index + 1, step.name));
        lines.collect::<Vec<_>>().join("\n")
    }

    /// Runs the steps and fails with the names of those that failed.
    pub fn run(self, workspace: &Workspace) -> Result<()> {
        let total = self.steps.len();
        let mut times: Vec<(String, Duration)> = Vec::with_capacity(total);
        let mut failures = Vec::new();
        for (index, Step { name, role, work }) in self.steps.into_iter().enumerate() {
            let at = format!("[{}/{total}]", index + 1);
            if role == Role::Closing {
                eprintln!("\ntimes:\n{}", table(&times));
            }
            eprintln!("\n{at} {name}");
            let began = Instant::now();
            let ended = work(workspace);
            let took = began.elapsed();
            match ended {
                Ok(Outcome::Done) if role == Role::Closing => {}
                Ok(Outcome::Done) => eprintln!("{at} done in {}", seconds(took)),
                Ok(Outcome::Skipped(why)) => eprintln!("{at} SKIPPED: {why}"),
                Err(error) if role == Role::Needed => {
                    return Err(error.context(format!("step {at} {name}")));
                }
                Err(error) => {
                    eprintln!("{at} FAILED in {}: {error:#}", seconds(took));
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

    fn run(broken: Role) -> (Vec<&'static str>, Result<()>) {
        let seen = RefCell::new(Vec::new());
        let mut plan = Plan::default();
        plan.needed("first", |_| {
            seen.borrow_mut().push("first");
            Ok(())
        });
        plan.add("broken".into(), broken, |_| bail!("it broke"));
        plan.optional("left out", |_| Ok(Outcome::Skipped("no need".into())));
        plan.closing("last", |_| {
            seen.borrow_mut().push("last");
            Ok(())
        });
        let announced = "   1. first\n   2. broken\n   3. left out\n   4. last";
        assert_eq!(plan.announcement(), announced);
        let workspace = Workspace::find().expect("tests run inside the clone");
        let ended = plan.run(&workspace);
        (seen.into_inner(), ended)
    }

    #[test]
    fn a_failed_step_that_others_need_ends_the_plan() {
        let (seen, ended) = run(Role::Needed);
        assert_eq!(seen, ["first"]);
        assert_eq!(format!("{:#}", ended.unwrap_err()), "step [2/4] broken: it broke");
    }

    #[test]
    fn a_failed_step_that_stands_apart_lets_the_others_run_and_still_fails_the_plan() {
        let (seen, ended) = run(Role::Apart);
        assert_eq!(seen, ["first", "last"]);
        assert_eq!(ended.unwrap_err().to_string(), "failed: broken");
    }

    #[test]
    fn times_are_told_in_seconds_then_in_minutes() {
        assert_eq!(seconds(Duration::from_millis(449)), "0.4 s");
        assert_eq!(seconds(Duration::from_secs(187)), "3 min 07 s");
    }
}
