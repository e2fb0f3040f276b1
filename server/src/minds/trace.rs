//! Traces: what was thought, with what, and what came of it.

use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use village_agents::llm::{Answer, Class, Finish, Unanswered};
use village_agents::mind::{Act, Decision, Recalled};
use village_economy::Micro;
use village_sim::{Outcome, Tick, VillagerId};
use village_store::{
    DETAIL_BYTES_MAX, NAME_BYTES_MAX, STATE_MAX, SUMMARY_BYTES_MAX, ThoughtAbout, ThoughtClass,
    ThoughtRow,
};

use crate::door::DoorError;
use crate::ticker::wall_micros;

const CUT_LATE: &str = "Its time was up before the answer ended; what was told by then counts.";
const CUT_LONG: &str = "The answer was longer than is allowed; what was told by then counts.";

/// One act and what came of it: `ok`, `on_arrival`, `not_tried` (the door had closed before it),
/// or a refusal's code. What an earlier thought meant to do at a place begins with `on arrival: `.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deed {
    pub deed: String,
    pub came: String,
}

/// What everybody may read of a thought, as it is kept.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Summary {
    /// Why there was no answer or not all of one, in a sentence; otherwise empty.
    pub why: String,
    pub thought: String,
    pub plan: Option<String>,
    pub deeds: Vec<Deed>,
}

/// What is for the villager's own mind and the admins.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Detail {
    /// The exact messages, in their order.
    pub prompt: Vec<String>,
    /// Memories that stand in them because they came to mind, or are looked back on.
    pub memories: Vec<Recalled>,
    /// The exact answer.
    pub answer: String,
}

/// One thought.
#[derive(Debug, Clone)]
pub struct Trace {
    /// Counted from 1, never given twice.
    pub number: u64,
    pub who: VillagerId,
    pub class: Class,
    /// The tick that it was based on.
    pub tick: Tick,
    /// When it began: UTC in microseconds since 1970.
    pub at: i64,
    /// `answered`, or why there was no answer: a failure's code.
    pub state: String,
    pub model: Arc<str>,
    pub node: Arc<str>,
    /// Why the model stopped; none where there was no answer.
    pub finish: Option<Finish>,
    pub tokens_in: u64,
    pub tokens_out: u64,
    pub cost: Micro,
    pub queued: Duration,
    /// None where no token came.
    pub first_token: Option<Duration>,
    pub total: Duration,
    pub summary: Summary,
    pub detail: Detail,
}

impl Deed {
    /// An act as everybody may be told of it, and what came of it at the door.
    pub fn of(act: &Act, outcome: &Result<Outcome, DoorError>) -> Self {
        let came = match outcome {
            Ok(Outcome::Refused(refusal)) => refusal.code().to_owned(),
            Ok(_) => "ok".to_owned(),
            Err(error) => error.to_string(),
        };
        Self { deed: act.told.clone(), came }
    }

    /// The same of an act that waited until its villager had come to a place. The trace of the
    /// thought that meant it may be kept by then, and what is kept stays as it is: it stands in the
    /// next one.
    pub fn on_arrival(act: &Act, outcome: &Result<Outcome, DoorError>) -> Self {
        let Self { deed, came } = Self::of(act, outcome);
        Self { deed: format!("on arrival: {deed}"), came }
    }
}

impl Trace {
    /// A thought begins.
    pub fn begin(number: u64, who: VillagerId, class: Class, tick: Tick) -> Self {
        Self {
            number,
            who,
            class,
            tick,
            at: wall_micros(),
            state: String::new(),
            model: Arc::default(),
            node: Arc::default(),
            finish: None,
            tokens_in: 0,
            tokens_out: 0,
            cost: Micro::ZERO,
            queued: Duration::ZERO,
            first_token: None,
            total: Duration::ZERO,
            summary: Summary::default(),
            detail: Detail::default(),
        }
    }

    /// The thought had no answer.
    #[must_use]
    pub fn failed(mut self, code: &str, why: String) -> Self {
        code.clone_into(&mut self.state);
        self.summary.why = why;
        self
    }

    /// No model answered it, or none in time.
    #[must_use]
    pub fn unanswered(self, unanswered: Unanswered) -> Self {
        let Unanswered { why, node, model, tokens_in, tokens_out, cost, queued, after, .. } =
            unanswered;
        let (node, model) = (node.unwrap_or_default(), model.unwrap_or_default());
        let trace = Self { node, model, tokens_in, tokens_out, cost, queued, total: after, ..self };
        trace.failed(why.code(), why.to_string())
    }

    /// The thought was answered, and this was read out of it.
    #[must_use]
    pub fn answered(mut self, answer: &Answer, decision: &Decision) -> Self {
        let unfit = decision.refused.iter().map(|refused| Deed {
            deed: refused.told().to_owned(),
            came: refused.code.clone().into_owned(),
        });
        self.summary.thought.clone_from(&decision.thought);
        self.summary.plan.clone_from(&decision.plan);
        self.summary.deeds.extend(unfit);
        self.heard(answer)
    }

    /// The look back was answered. What it came to is in the villager's memory.
    #[must_use]
    pub fn looked_back(mut self, answer: &Answer) -> Self {
        "It looks back on what it remembers.".clone_into(&mut self.summary.thought);
        self.heard(answer)
    }

    /// A model said this.
    #[must_use]
    pub fn heard(mut self, answer: &Answer) -> Self {
        let cut = match answer.finish {
            Finish::Late => CUT_LATE,
            Finish::Length => CUT_LONG,
            Finish::Stop | Finish::Filtered | Finish::Unknown => "",
        };
        cut.clone_into(&mut self.summary.why);
        self.detail.answer.clone_from(&answer.text);
        Self {
            state: "answered".to_owned(),
            model: answer.model.clone(),
            node: answer.node.clone(),
            finish: Some(answer.finish),
            tokens_in: answer.usage.prompt_tokens,
            tokens_out: answer.usage.answer_tokens,
            cost: answer.cost,
            queued: answer.queued,
            first_token: Some(answer.first_token),
            total: answer.total,
            ..self
        }
    }

    /// As the store keeps it; what is too long for it is cut or left out.
    pub fn row(&self) -> ThoughtRow {
        let count = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);
        let millis = |time: Duration| u32::try_from(time.as_millis()).unwrap_or(u32::MAX);
        let name = |name: &str| {
            let mut name = name.replace('\0', "");
            name.truncate(name.floor_char_boundary(NAME_BYTES_MAX));
            name
        };
        let mut state = self.state.clone();
        state.truncate(STATE_MAX);
        let about = ThoughtAbout {
            trace: self.number,
            villager: self.who,
            tick: self.tick,
            at: self.at,
            class: match self.class {
                Class::Chat => ThoughtClass::Chat,
                Class::React => ThoughtClass::React,
                Class::Routine => ThoughtClass::Routine,
                Class::Reflect => ThoughtClass::Reflect,
            },
            state,
            model: name(&self.model),
            node: name(&self.node),
            tokens_in: count(self.tokens_in),
            tokens_out: count(self.tokens_out),
            cost: self.cost,
            queued_ms: millis(self.queued),
            first_token_ms: self.first_token.map(millis),
            total_ms: millis(self.total),
            summary: within(&self.summary, SUMMARY_BYTES_MAX),
        };
        ThoughtRow { about, detail: within(&self.detail, DETAIL_BYTES_MAX) }
    }
}

/// A value in JSON, or an empty one where it is too long.
fn within<T: Serialize + Default>(value: &T, most: usize) -> String {
    let json = |value: &T| serde_json::to_string(value).expect("it is plain data");
    let text = json(value);
    if text.len() <= most { text } else { json(&T::default()) }
}

#[cfg(test)]
mod tests {
    use village_agents::llm::Failure;
    use village_sim::{Refusal, Verb, Wish};

    use super::*;

    #[test]
    fn what_was_done_on_arrival_is_told_as_everybody_may_know_it() {
        let who = VillagerId(3);
        let text = "Meet me here.".to_owned();
        let whisper = Act {
            name: "whisper",
            wish: Wish::Act { agent: who, verb: Verb::Whisper { to: VillagerId(4), text } },
            deed: "whisper \"bruno\" \"Meet me here.\"".to_owned(),
            told: "whisper \"bruno\"".to_owned(),
            words: "Meet me here.".to_owned(),
            to: None,
            there: None,
        };
        for (outcome, came) in [
            (Ok(Outcome::Done), "ok"),
            (Ok(Outcome::Refused(Refusal::OutOfReach)), Refusal::OutOfReach.code()),
            (Err(DoorError::Full), "too much is waiting at the door"),
        ] {
            let told = Deed::on_arrival(&whisper, &outcome);
            let deed = "on arrival: whisper \"bruno\"".to_owned();
            assert_eq!(told, Deed { deed, came: came.to_owned() });
        }
    }

    #[test]
    fn a_thought_without_an_answer_tells_how_long_it_waited_and_what_it_used() {
        let millis = Duration::from_millis;
        let trace = Trace::begin(7, VillagerId(3), Class::Chat, Tick(9)).unanswered(Unanswered {
            why: Failure::Late { after: millis(30), fair: true },
            node: Some("one".into()),
            model: Some("wren".into()),
            calls: 1,
            tokens_in: 20,
            tokens_out: 5,
            cost: Micro::new(35),
            queued: millis(70),
            after: millis(100),
        });
        let about = trace.row().about;
        assert_eq!((&*about.state, about.queued_ms, about.total_ms), ("late", 70, 100));
        assert_eq!((about.tokens_in, about.tokens_out, about.cost), (20, 5, Micro::new(35)));
        assert_eq!(trace.finish, None);
    }

    #[test]
    fn a_trace_fits_the_store_whatever_a_model_says() {
        let mut trace = Trace::begin(7, VillagerId(3), Class::Chat, Tick(9)).failed(
            "a_code_that_is_longer_than_any_word_that_is_kept",
            "x".repeat(SUMMARY_BYTES_MAX),
        );
        trace.model = format!("{}\0", "ü".repeat(NAME_BYTES_MAX)).into();
        trace.detail.answer = "\u{1}".repeat(DETAIL_BYTES_MAX);
        (trace.tokens_in, trace.total) = (u64::MAX, Duration::MAX);
        let row = trace.row();
        assert!(row.about.summary.len() <= SUMMARY_BYTES_MAX && row.about.state.len() <= STATE_MAX);
        assert!(row.about.model.len() <= NAME_BYTES_MAX && !row.about.model.contains('\0'));
        assert_eq!(row.detail, within(&Detail::default(), DETAIL_BYTES_MAX));
        assert_eq!((row.about.tokens_in, row.about.total_ms), (u32::MAX, u32::MAX));
    }
}
