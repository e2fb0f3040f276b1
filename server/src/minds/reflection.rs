//! Looking back: when enough has happened, a villager makes insights of its memories. That is a
//! thought of its own with a trace of its own. It holds no reins and no turn, and what its villager
//! thinks, says and hears meanwhile waits for nothing.

use std::sync::Arc;
use std::time::Instant;

use village_agents::llm::{Chat, Class, Entitlement, Message};
use village_agents::mind::{LookBack, Memory};
use village_sim::VillagerId;

use super::Minds;
use super::seats::Change;
use super::terms::Terms;
use super::trace::Trace;

/// Looks back, and lets the seat know when that is over. One that comes to nothing is put off, and
/// so is one that breaks off.
pub async fn look_back(minds: &Minds, who: VillagerId, entitlement: Entitlement, asked: LookBack) {
    let asking = minds.clone();
    let answered = tokio::spawn(async move { ask(&asking, who, entitlement, asked).await });
    let is_over = answered.await.is_ok();
    let mut seats = minds.0.seats.lock();
    let seat = seats.entry(who).or_default();
    seat.looks_back = false;
    if !is_over {
        seat.change(Change::PutOff);
    }
}

/// Asks a model for insights and gives them to the mind as it is then.
async fn ask(minds: &Minds, who: VillagerId, entitlement: Entitlement, asked: LookBack) {
    let shared = &minds.0;
    let now = shared.rooms.view.load().tick();
    let mut trace = Trace::begin(shared.seats.archive.next(), who, Class::Reflect, now);
    let LookBack { question, memories } = asked;
    trace.detail.memories = memories;
    trace.detail.prompt = vec![question.clone()];
    let terms = Terms::look_back();
    let chat = Chat {
        villager: who,
        class: Class::Reflect,
        base: now,
        deadline: Instant::now() + shared.pool.deadline(Class::Reflect),
        messages: vec![Message::user(question)],
        schema: Some(shared.reflection.clone()),
        max_tokens: terms.answer_tokens,
        temperature: Some(terms.temperature),
        seed: None,
        stop: Vec::new(),
        serves_cut: Some(Memory::holds_an_insight),
    };
    let answer = shared.pool.think(chat, &entitlement).await;
    let now = shared.rooms.view.load().tick();
    let mut seats = shared.seats.lock();
    let seat = seats.entry(who).or_default();
    let (trace, change) = match answer {
        Ok(answer) => {
            let trace = trace.looked_back(&answer);
            (trace, Change::LookedBack(answer.text, now))
        }
        Err(unanswered) => (trace.unanswered(unanswered), Change::PutOff),
    };
    seat.change(change);
    minds.keep(&trace, Arc::clone(&seat.mind));
}
