//! Looking back: when enough has happened, a villager makes insights of its memories. That is a
//! thought of its own with a trace of its own. It holds no reins and no turn, and what its villager
//! thinks, says and hears meanwhile waits for nothing.

use std::sync::Arc;
use std::time::Instant;

use village_agents::llm::{Chat, Class, Entitlement, Message};
use village_agents::mind::Memory;
use village_sim::VillagerId;

use super::Minds;
use super::seats::Change;
use super::thought::TEMPERATURE;
use super::trace::Trace;

/// Tokens of the answer, hidden reasoning included.
const ANSWER_TOKENS: u32 = 500;

/// Looks back, and lets the seat know when that is over. One that comes to nothing is put off, and
/// so is one that breaks off.
pub async fn look_back(minds: &Minds, who: VillagerId, entitlement: Entitlement, question: String) {
    let asking = minds.clone();
    let asked = tokio::spawn(async move { ask(&asking, who, entitlement, question).await });
    let is_over = asked.await.is_ok();
    let mut seats = minds.0.seats.lock();
    let seat = seats.entry(who).or_default();
    seat.looks_back = false;
    if !is_over {
        seat.change(Change::PutOff);
    }
}

/// Asks a model for insights and gives them to the mind as it is then.
async fn ask(minds: &Minds, who: VillagerId, entitlement: Entitlement, question: String) {
    let shared = &minds.0;
    let now = shared.rooms.view.load().tick();
    let mut trace = Trace::begin(shared.seats.archive.next(), who, Class::Reflect, now);
    trace.detail.prompt = vec![question.clone()];
    let chat = Chat {
        villager: who,
        class: Class::Reflect,
        base: now,
        deadline: Instant::now() + shared.pool.deadline(Class::Reflect),
        messages: vec![Message::user(question)],
        schema: Some(shared.reflection.clone()),
        max_tokens: ANSWER_TOKENS,
        temperature: Some(TEMPERATURE),
        seed: None,
        stop: Vec::new(),
        serves_cut: Some(Memory::holds_an_insight),
    };
    let asked = shared.pool.think(chat, &entitlement).await;
    let now = shared.rooms.view.load().tick();
    let mut seats = shared.seats.lock();
    let seat = seats.entry(who).or_default();
    let (trace, change) = match asked {
        Ok(answer) => {
            let trace = trace.looked_back(&answer);
            (trace, Change::LookedBack(answer.text, now))
        }
        Err(unanswered) => (trace.unanswered(unanswered), Change::PutOff),
    };
    seat.change(change);
    minds.keep(&trace, Arc::clone(&seat.mind));
}
