//! The docket: the commands of this tick and what came of each.

use bevy_ecs::prelude::Resource;

use crate::door::{Outcome, ReplyTo};
use crate::journal::Journaled;

/// Commands of this tick in the order in which they were taken.
#[derive(Resource, Debug, Default)]
pub struct Docket {
    pub(crate) cases: Vec<Case>,
}

/// One command and what came of it.
#[derive(Debug)]
pub(crate) struct Case {
    pub command: Journaled,
    pub reply_to: ReplyTo,
    pub from: Option<std::sync::Arc<str>>,
    pub outcome: Option<Outcome>,
}

impl Docket {
    /// Notes what came of a case; of none when nobody waits.
    pub(crate) fn settle(&mut self, case: Option<usize>, outcome: Outcome) {
        if let Some(case) = case {
            let earlier = self.cases[case].outcome.replace(outcome);
            assert!(earlier.is_none(), "a command has one outcome");
        }
    }
}
