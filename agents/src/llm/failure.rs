//! Why there is no answer. Whatever the failure, the villager goes on by instinct.

use std::time::Duration;

use thiserror::Error;

use super::spend::SpendRefusal;

/// Characters of a server's own words that are kept in a failure.
const SAID_CHARS_MAX: usize = 300;

/// Why a thought has no answer: refused before any call, or what became of the call.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Failure {
    #[error("thinking is stopped for the whole village; an administrator can start it again")]
    Stopped,
    #[error("its tier includes no thoughts: it lives by instinct until it has earned more")]
    NoThoughts,
    #[error("its thoughts for now are used up; the next is free in {wait:?}")]
    ThoughtRate { wait: Duration },
    #[error("its tokens for now are used up; there are enough again in {wait:?}")]
    TokenRate { wait: Duration },
    #[error("too many thoughts wait already; give the village more nodes, or fewer thoughts")]
    QueueFull,
    #[error("{limit} of its thoughts wait already; ask again when one of them has ended")]
    TooManyWaiting { limit: usize },
    #[error("no node serves any of its models ({models}); name one under [[models.nodes]]")]
    NoModel { models: String },
    #[error("every node with its models is out of order; the first is tried again in {wait:?}")]
    NodesDown { wait: Duration },
    #[error("the prompt has {bytes} bytes, more than {bytes_max}; shorten it")]
    PromptTooLong { bytes: usize, bytes_max: usize },
    #[error("it cannot be paid: {0}")]
    Unpaid(SpendRefusal),
    #[error("its deadline passed while it waited for a free place")]
    Expired,

    #[error("the node could not be reached ({said}); check its url and that its server runs")]
    Unreachable { said: String },
    #[error("the node's certificate was not believed ({said}); renew it, or name its authority")]
    Untrusted { said: String },
    #[error("the node has too much to do (status {status})")]
    Busy {
        status: u16,
        /// When it wants to be asked again, where it said so; anything.
        retry_after: Option<Duration>,
    },
    #[error("the node failed inside (status {status}): {said}")]
    Broken { status: u16, said: String },
    #[error("the node refused the key or the address (status {status}): {said}; check key and url")]
    Unauthorized { status: u16, said: String },
    #[error("the node refused the request (status {status}): {said}")]
    Rejected { status: u16, said: String },
    #[error("the node pointed elsewhere (status {status}), which is never followed; mend its url")]
    Redirected { status: u16 },
    #[error("the answer is {said}, not that of a model server; check url and kind")]
    NotAModel { said: String },
    #[error("no answer began within {after:?}")]
    Silent { after: Duration },
    #[error("the answer stood still for {after:?}")]
    Stalled { after: Duration },
    #[error("the deadline passed during the call, {after:?} after it began")]
    Late {
        after: Duration,
        /// Whether the call had enough time that a node in order would have answered.
        fair: bool,
    },
    #[error("the answer broke off: {said}")]
    CutShort { said: String },
    #[error("the answer is larger than {bytes_max} bytes")]
    TooLarge { bytes_max: usize },
    #[error("the answer cannot be read: {said}")]
    Malformed { said: String },
    #[error("the node said within its answer: {said}")]
    Complained { said: String },
    #[error("the answer has no words")]
    Empty,
    #[error("all of its tokens went into reasoning before the first word; allow it more")]
    Exhausted,
    #[error("the answer belongs to another thought; something between here and the node mixes up")]
    Mixed,
}

impl Failure {
    /// Whether the same thought may be asked again: nothing was generated, and another try can
    /// end otherwise.
    pub const fn retry_is_safe(&self) -> bool {
        matches!(self, Self::Unreachable { .. } | Self::Busy { .. })
    }

    /// The time after which it may be otherwise, where that is known.
    pub const fn wait(&self) -> Option<Duration> {
        match self {
            Self::ThoughtRate { wait } | Self::TokenRate { wait } | Self::NodesDown { wait } => {
                Some(*wait)
            }
            _ => None,
        }
    }

    /// Whether it says something about the node: enough of these in a row open its breaker.
    pub const fn counts_for_breaker(&self) -> bool {
        match self {
            Self::Stopped
            | Self::NoThoughts
            | Self::ThoughtRate { .. }
            | Self::TokenRate { .. }
            | Self::QueueFull
            | Self::TooManyWaiting { .. }
            | Self::NoModel { .. }
            | Self::NodesDown { .. }
            | Self::PromptTooLong { .. }
            | Self::Unpaid(_)
            | Self::Expired
            | Self::Exhausted
            | Self::Rejected { .. } => false,
            Self::Late { fair, .. } => *fair,
            Self::Unreachable { .. }
            | Self::Untrusted { .. }
            | Self::Busy { .. }
            | Self::Broken { .. }
            | Self::Unauthorized { .. }
            | Self::Redirected { .. }
            | Self::NotAModel { .. }
            | Self::Silent { .. }
            | Self::Stalled { .. }
            | Self::CutShort { .. }
            | Self::TooLarge { .. }
            | Self::Malformed { .. }
            | Self::Complained { .. }
            | Self::Empty
            | Self::Mixed => true,
        }
    }

    /// A stable word for logs, metrics and traces.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Stopped => "stopped",
            Self::NoThoughts => "no_thoughts",
            Self::ThoughtRate { .. } => "thought_rate",
            Self::TokenRate { .. } => "token_rate",
            Self::QueueFull => "queue_full",
            Self::TooManyWaiting { .. } => "too_many_waiting",
            Self::NoModel { .. } => "no_model",
            Self::NodesDown { .. } => "nodes_down",
            Self::PromptTooLong { .. } => "prompt_too_long",
            Self::Unpaid(refusal) => refusal.code(),
            Self::Expired => "expired",
            Self::Unreachable { .. } => "unreachable",
            Self::Untrusted { .. } => "untrusted",
            Self::Busy { .. } => "busy",
            Self::Broken { .. } => "broken",
            Self::Unauthorized { .. } => "unauthorized",
            Self::Rejected { .. } => "rejected",
            Self::Redirected { .. } => "redirected",
            Self::NotAModel { .. } => "not_a_model",
            Self::Silent { .. } => "silent",
            Self::Stalled { .. } => "stalled",
            Self::Late { .. } => "late",
            Self::CutShort { .. } => "cut_short",
            Self::TooLarge { .. } => "too_large",
            Self::Malformed { .. } => "malformed",
            Self::Complained { .. } => "complained",
            Self::Empty => "empty",
            Self::Exhausted => "exhausted",
            Self::Mixed => "mixed",
        }
    }
}

/// A server's words as they may stand in a failure: one line, short, nothing of control.
pub(super) fn quoted(text: &str) -> String {
    let mut said = String::new();
    for character in text.trim().chars().take(SAID_CHARS_MAX) {
        said.push(if character.is_control() { ' ' } else { character });
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_generated_nothing_is_asked_again() {
        assert!(Failure::Unreachable { said: String::new() }.retry_is_safe());
        assert!(Failure::Busy { status: 429, retry_after: None }.retry_is_safe());
        assert!(!Failure::Broken { status: 500, said: String::new() }.retry_is_safe());
        assert!(!Failure::Stalled { after: Duration::ZERO }.retry_is_safe());
    }

    #[test]
    fn a_short_deadline_is_not_the_nodes_fault() {
        let late = |fair| Failure::Late { after: Duration::ZERO, fair };
        assert!(late(true).counts_for_breaker() && !late(false).counts_for_breaker());
    }

    #[test]
    fn what_a_server_says_is_cut_and_made_one_line() {
        assert_eq!(quoted(" a\nb\u{1b}[31m "), "a b [31m");
        assert_eq!(quoted(&"ü".repeat(1000)).chars().count(), SAID_CHARS_MAX);
    }
}
