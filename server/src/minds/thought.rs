//! One thought: perceive, ask, decide, act.

use std::time::Instant;

use tokio::sync::oneshot;
use village_agents::llm::{Chat, Failure, Message};
use village_agents::mind::{Act, BadTemplate, Decision, Percept, Scene};
use village_sim::{
    Activity, AgentView, Causes, LandmarkId, Led, Outcome, Principal, Refusal, THINK_SECONDS_MAX,
    VillagerId, Wish,
};

use super::seats::Call;
use super::terms::Terms;
use super::trace::{Deed, Trace};
use super::{Minds, Shared, Turn};
use crate::door::{self, DoorError, Submission};

/// Tokens of a prompt, at the size that prompts are kept to on the average.
const PROMPT_TOKENS: u64 = 1_500;

/// Tokens that the pool expects a thought to take: its prompt, the schema that goes with it, and
/// the longest answer.
pub(super) fn tokens() -> u64 {
    let Terms { schema, answer_tokens, .. } = Terms::decision();
    PROMPT_TOKENS + schema.len().div_ceil(4) as u64 + u64::from(answer_tokens)
}

/// Why a thought came to nothing before a model was asked.
#[derive(Debug, thiserror::Error)]
enum Nothing {
    #[error("{0}")]
    Door(#[from] DoorError),
    #[error("the world refuses: {0}")]
    Refused(Refusal),
    #[error("it is not there any more")]
    Gone,
    #[error("{0}")]
    Prompt(#[from] BadTemplate),
    #[error("its mind outside the village leads it")]
    LedOutside,
}

impl Nothing {
    const fn code(&self) -> &'static str {
        match self {
            Self::Door(_) => "door",
            Self::Refused(_) => "refused",
            Self::Gone => "gone",
            Self::Prompt(_) => "prompt",
            Self::LedOutside => "led_outside",
        }
    }
}

/// Has a thought and says what became of it. Whatever happens, the reins are free at its end or
/// held by what it did.
pub async fn have(shared: &Shared, turn: &mut Turn) -> Trace {
    let now = shared.rooms.view.load().tick();
    let mut trace = Trace::begin(shared.seats.archive.next(), turn.who, turn.class, now);
    trace.summary.deeds = std::mem::take(&mut turn.arrived);
    match think(shared, turn, trace).await {
        Ok(trace) => trace,
        Err((trace, nothing)) => {
            let_go(shared, turn.who).await;
            trace.failed(nothing.code(), nothing.to_string())
        }
    }
}

async fn think(
    shared: &Shared,
    turn: &mut Turn,
    mut trace: Trace,
) -> Result<Trace, (Trace, Nothing)> {
    let class = turn.class;
    let deadline = Instant::now() + shared.pool.deadline(class);
    let (mut percept, messages) = match ask_the_world(shared, turn).await {
        Ok(asked) => asked,
        Err(nothing) => return Err((trace, nothing)),
    };
    trace.tick = percept.tick;
    trace.detail.prompt = messages.iter().map(|message| message.text.to_string()).collect();
    trace.detail.memories = std::mem::take(&mut percept.inward.recalled);
    let terms = Terms::decision();
    let chat = Chat {
        villager: turn.who,
        class,
        base: percept.tick,
        deadline,
        messages,
        schema: Some(shared.schema.clone()),
        max_tokens: terms.answer_tokens,
        temperature: Some(terms.temperature),
        seed: None,
        stop: Vec::new(),
        serves_cut: Some(Decision::holds_an_act),
    };
    let answer = match shared.pool.think(chat, &turn.entitlement).await {
        Ok(answer) => answer,
        Err(unanswered) => {
            let_go(shared, turn.who).await;
            if let Failure::ThoughtRate { wait } | Failure::TokenRate { wait } = unanswered.why {
                turn.again = Some(wait);
            }
            return Ok(trace.unanswered(unanswered));
        }
    };
    if is_led_outside(shared, turn.who) {
        return Err((trace.heard(&answer), Nothing::LedOutside));
    }
    let decision = turn.mind.decide(&percept, &answer.text);
    let mut trace = trace.answered(&answer, &decision);
    trace.summary.deeds.extend(beside(&decision));
    act(shared, turn, (&percept, decision), &mut trace).await;
    turn.look_back = match turn.mind.reflect_prompt(&shared.templates, &percept) {
        Ok(look_back) => look_back,
        Err(error) => {
            tracing::warn!(%error, "a look back has no prompt");
            None
        }
    };
    Ok(trace)
}

/// Whether a mind outside the village has taken somebody over: then nothing that was thought in
/// here moves it, nor lets it go.
fn is_led_outside(shared: &Shared, who: VillagerId) -> bool {
    let view = shared.rooms.view.load();
    let led = view.agent(who).map(|agent| agent.led(view.society.minds.get(&who), view.tick()));
    led == Some(Led::Outside)
}

/// Takes the reins, looks, and puts the prompt together. Of the memories that came to mind the
/// percept has those that stand in the prompt.
async fn ask_the_world(
    shared: &Shared,
    turn: &mut Turn,
) -> Result<(Percept, Vec<Message>), Nothing> {
    let seconds = shared.pool.deadline(turn.class).as_secs_f64().ceil();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "deadlines are at most an hour"
    )]
    let seconds = (seconds as u32).clamp(1, THINK_SECONDS_MAX);
    let who = turn.who;
    let begun = wish(shared, who, Wish::Think { agent: who, seconds }).await?;
    if let Outcome::Refused(refusal) = begun {
        return Err(Nothing::Refused(refusal));
    }
    shared.seats.catch_up(who, &mut turn.mind);
    let view = shared.rooms.view.load_full();
    let scene = Scene { view: &view, map: &shared.rooms.map, catalogue: &shared.rooms.catalogue };
    let mut percept = Percept::of(scene, who, turn.mind.since()).ok_or(Nothing::Gone)?;
    let (templates, tokens) = (&shared.templates, &shared.tokens);
    // A sentence model takes milliseconds, in which this thread's other tasks go elsewhere.
    tokio::task::block_in_place(|| {
        turn.mind.perceive_with(templates, &mut percept, &*shared.seats.embedder, tokens)
    })?;
    let prompt = turn.mind.prompt(templates, &percept, tokens)?;
    percept.inward.recalled.truncate(prompt.recalled);
    let messages = vec![Message::system(prompt.system()), Message::user(prompt.user())];
    Ok((percept, messages))
}

/// What a decision came to beside its acts: how many more were refused than are told, and the notes
/// that the mind keeps. What stands in them is the mind's own.
fn beside(decision: &Decision) -> Vec<Deed> {
    let mut deeds = Vec::new();
    if decision.refused_more > 0 {
        let deed = format!("… and {} more", decision.refused_more);
        deeds.push(Deed { deed, came: "refused".to_owned() });
    }
    deeds.extend(decision.notes.iter().map(|note| Deed {
        deed: format!("remember {}", note.kind.name()),
        came: "ok".to_owned(),
    }));
    deeds
}

/// Tells what it came to, then does what it wants, one after the other. What the world refuses is
/// told back in the next percept.
async fn act(
    shared: &Shared,
    turn: &mut Turn,
    (percept, decision): (&Percept, Decision),
    trace: &mut Trace,
) {
    let who = turn.who;
    let plan = turn.mind.plan().to_owned();
    let thought = decision.thought.clone();
    let told = Wish::Decide { agent: who, thought, plan, trace: trace.number };
    let told = wish(shared, who, told).await;
    let (mut is_busy, mut walks) = (false, false);
    let mut acts = decision.acts.into_iter();
    for one in acts.by_ref() {
        if is_led_outside(shared, who) {
            let came = Nothing::LedOutside.code().to_owned();
            trace.summary.deeds.push(Deed { deed: one.told, came });
            continue;
        }
        if walks && one.there.is_some_and(|place| !is_at(shared, who, place)) {
            let (deed, came) = (one.told.clone(), "on_arrival".to_owned());
            trace.summary.deeds.push(Deed { deed, came });
            shared.seats.lock().entry(who).or_default().on_arrival = Some(one);
            continue;
        }
        let outcome = wish(shared, who, one.wish.clone()).await;
        trace.summary.deeds.push(Deed::of(&one, &outcome));
        match outcome {
            Ok(outcome) => {
                let sets_out = matches!(outcome, Outcome::Walking { .. });
                walks |= sets_out;
                if sets_out || matches!(outcome, Outcome::Busy { .. }) {
                    is_busy = true;
                    // It goes elsewhere now, or does something else.
                    shared.seats.lock().entry(who).or_default().on_arrival = None;
                }
                turn.mind.came_to(percept, &one, &outcome, &shared.tokens);
            }
            // A closed door is closed for what comes after as well.
            Err(_) => break,
        }
    }
    let not_tried = |one: Act| Deed { deed: one.told, came: "not_tried".to_owned() };
    trace.summary.deeds.extend(acts.map(not_tried));
    // Nor does a word in passing take it off what it is at.
    let view = shared.rooms.view.load();
    is_busy |= turn.is_underway && view.agent(who).is_some_and(|one| is_at_something(one));
    // Whoever has nothing to do would stand about until its reins run out.
    if !is_busy || !matches!(told, Ok(Outcome::Done)) {
        let_go(shared, who).await;
    }
}

/// Whether somebody has come to a place already.
fn is_at(shared: &Shared, who: VillagerId, place: LandmarkId) -> bool {
    let view = shared.rooms.view.load();
    view.agent(who).is_some_and(|agent| agent.body.place() == Some(place))
}

/// Does what somebody meant to do where it has come now, and tells it and its next trace what came
/// of that. Where it cannot, it may think of something else.
pub(super) async fn do_on_arrival(minds: &Minds, who: VillagerId, act: Act) {
    let shared = &minds.0;
    let outcome = wish(shared, who, act.wish.clone()).await;
    let deed = Deed::on_arrival(&act, &outcome);
    shared.seats.lock().entry(who).or_default().arrived.push(deed);
    let Ok(outcome) = outcome else {
        return let_go(shared, who).await;
    };
    let is_refused = matches!(outcome, Outcome::Refused(_));
    shared.seats.tell(who, (act, outcome));
    if is_refused {
        minds.wake(&shared.rooms.view.load_full(), who, Call::of(Causes::ARRIVED));
    }
}

/// Whether a villager walks or does something that ends by itself, and then calls it.
pub(super) fn is_at_something(agent: &AgentView) -> bool {
    !matches!(agent.body.activity, Activity::Idle | Activity::Talking | Activity::Sleeping)
}

/// Leaves a villager to instinct. Where even that fails, the reins run out by themselves.
pub(super) async fn let_go(shared: &Shared, who: VillagerId) {
    if is_led_outside(shared, who) {
        return;
    }
    if let Err(error) = wish(shared, who, Wish::LetGo { agent: who }).await {
        tracing::debug!(%error, %who, "the reins run out by themselves");
    }
}

/// A wish of a model through the door, and what came of it.
pub(super) async fn submit(
    door: &door::Door,
    who: VillagerId,
    body: Wish,
) -> Result<Outcome, DoorError> {
    let (tell, mut told) = oneshot::channel();
    let render: door::Render = Box::new(move |outcome, _, _| {
        // Nobody who waits, nobody who needs it.
        drop(tell.send(outcome.clone()));
        door::Answer::json(200, "")
    });
    let principal = Principal::Mind(who);
    let submission = Submission { principal, key: None, body, render, from: None };
    let unknown = DoorError::OutcomeUnknown;
    match door.submit(submission).await {
        Ok(_) => told.await.map_err(|_| unknown),
        // In the world it happened, if the tick that did it has said so: whoever lives in it goes
        // on from there, whatever the store has of it yet.
        Err(DoorError::OutcomeUnknown) => told.try_recv().map_err(|_| unknown),
        Err(error) => Err(error),
    }
}

/// As [`submit`]; a store that is away is a refusal like any other, which the mind is told.
async fn wish(shared: &Shared, who: VillagerId, body: Wish) -> Result<Outcome, DoorError> {
    match submit(&shared.rooms.door, who, body).await {
        Err(DoorError::StoreAway { .. }) => Ok(Outcome::Refused(Refusal::StoreAway)),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use village_agents::mind::{Note, NoteKind};

    use super::*;

    #[test]
    fn notes_are_told_without_their_words_and_what_was_refused_is_counted() {
        let text = "Bread for Bruno.".to_owned();
        let decision = Decision {
            notes: vec![Note { kind: NoteKind::Promise, about: None, text }],
            refused_more: 3,
            ..Decision::default()
        };
        let told: Vec<_> = beside(&decision).into_iter().map(|one| (one.deed, one.came)).collect();
        let deed = |deed: &str, came: &str| (deed.to_owned(), came.to_owned());
        assert_eq!(told, [deed("… and 3 more", "refused"), deed("remember promise", "ok")]);
        assert!(beside(&Decision::default()).is_empty());
    }
}
