//! How thinking stands now, in a word and in a sentence.

use std::borrow::Cow;

use village_agents::llm::{BreakerState, NodeStanding, Standing};

/// Nodes that a sentence names; of those beyond it says how many.
const NAMED: usize = 3;

/// How thinking stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Villagers think with models.
    Models,
    /// There are models, and all thinking is stopped: by an administrator, or by the settings.
    Stopped,
    /// There are models, and none answers for now: which, in words.
    Silent(String),
    /// There are no models.
    Instinct,
}

impl State {
    /// As the pool of models stands; none: there are no models.
    pub fn of(standing: Option<&Standing>) -> Self {
        let Some(Standing { stopped, nodes, .. }) = standing else { return Self::Instinct };
        // A node on trial has not answered yet.
        let fails = |node: &NodeStanding| node.breaker != BreakerState::Closed;
        if *stopped {
            Self::Stopped
        } else if !nodes.is_empty() && nodes.iter().all(fails) {
            Self::Silent(silent(nodes))
        } else {
            Self::Models
        }
    }

    /// In a word of the API.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Models => "models",
            Self::Stopped => "stopped",
            Self::Silent(_) | Self::Instinct => "instinct",
        }
    }

    /// In a sentence; `at_start` is what the start found to think with, or why it found nothing.
    pub fn told<'s>(&self, at_start: &'s str) -> Cow<'s, str> {
        match self {
            Self::Models | Self::Instinct => Cow::Borrowed(at_start),
            Self::Stopped => {
                Cow::Borrowed("villagers live by instinct: all thinking is stopped for now")
            }
            Self::Silent(who) => Cow::Owned(format!("villagers live by instinct for now: {who}")),
        }
    }
}

/// That these nodes do not answer.
fn silent(nodes: &[NodeStanding]) -> String {
    let mut names: Vec<String> =
        nodes.iter().take(NAMED).map(|node| node.name.to_string()).collect();
    if nodes.len() > NAMED {
        names.push(format!("{} more", nodes.len() - NAMED));
    }
    match names.split_last() {
        Some((last, first)) if !first.is_empty() => {
            format!("the model servers {} and {last} do not answer", first.join(", "))
        }
        _ => format!("the model server {} does not answer", names.concat()),
    }
}

#[cfg(test)]
mod tests {
    use village_agents::llm::Spent;
    use village_economy::Micro;

    use super::*;

    fn standing(stopped: bool, breakers: &[BreakerState]) -> Standing {
        let node = |(at, breaker): (usize, &BreakerState)| NodeStanding {
            name: format!("spark{}", at + 1).into(),
            breaker: *breaker,
            in_flight: 0,
            in_flight_max: 8,
        };
        Standing {
            stopped,
            waiting: [0; 4],
            nodes: breakers.iter().enumerate().map(node).collect(),
            records: Vec::new(),
            spent: Spent::default(),
            held: Micro::ZERO,
        }
    }

    fn told(stopped: bool, breakers: &[BreakerState]) -> (&'static str, String) {
        let state = State::of(Some(&standing(stopped, breakers)));
        (state.word(), state.told("villagers think on two (village.toml)").into_owned())
    }

    #[test]
    fn what_the_start_found_is_told_as_long_as_a_server_answers() {
        use BreakerState::{Closed, HalfOpen, Open};
        for breakers in [&[Closed][..], &[Open, Closed][..], &[HalfOpen, Open, Closed][..], &[][..]]
        {
            let (word, sentence) = told(false, breakers);
            assert_eq!((word, &*sentence), ("models", "villagers think on two (village.toml)"));
        }
        let why = "villagers live by instinct: model_server is none";
        let nothing = State::of(None);
        assert_eq!((nothing.word(), &*nothing.told(why)), ("instinct", why));
    }

    #[test]
    fn servers_that_do_not_answer_are_named() {
        use BreakerState::{HalfOpen, Open};
        for (breakers, named) in [
            (&[Open][..], "the model server spark1 does not answer"),
            (&[Open, HalfOpen][..], "the model servers spark1 and spark2 do not answer"),
            (&[Open; 3][..], "the model servers spark1, spark2 and spark3 do not answer"),
            (&[Open; 9][..], "the model servers spark1, spark2, spark3 and 6 more do not answer"),
        ] {
            let (word, sentence) = told(false, breakers);
            assert_eq!(word, "instinct");
            assert_eq!(sentence, format!("villagers live by instinct for now: {named}"));
        }
    }

    #[test]
    fn a_stop_outweighs_how_servers_stand() {
        for breakers in [&[BreakerState::Closed][..], &[BreakerState::Open][..], &[][..]] {
            let (word, sentence) = told(true, breakers);
            assert_eq!(word, "stopped");
            assert!(sentence.ends_with("all thinking is stopped for now"), "{sentence}");
        }
    }
}
