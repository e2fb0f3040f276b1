//! `GET /agents/{agent_id}/thoughts`: what a model mind thought lately.

use std::time::Duration;

use axum::extract::State;
use axum::response::Response;
use village_sim::Principal;

use super::page as respond;
use crate::http::Shared;
use crate::http::ask::{Named, Part, Query};
use crate::http::caller::Caller;
use crate::http::json::Lens;
use crate::http::problem::Problem;
use crate::minds::Trace;
use crate::pages::{self, model};

/// Thoughts on a page.
const THOUGHTS: usize = 20;

/// The page. Prompts and answers are shown to admins alone.
pub async fn page(
    State(site): State<Shared>,
    caller: Caller,
    Named(id): Named,
    Query(part): Query<Part>,
) -> Result<Response, Problem> {
    let before = part.cursor()?.unwrap_or(u64::MAX);
    let view = site.hall.view.load_full();
    let lens = Lens::new(&view, &site.atlas);
    let agent = view.agent(id).ok_or_else(Problem::unknown_agent)?;
    let persona = &agent.member.persona;
    let thinking = &site.hall.minds;
    let traces = thinking.minds().map(|minds| minds.traces().of(id, before, THOUGHTS + 1));
    let mut traces = traces.unwrap_or_default();
    let more = traces.len() > THOUGHTS;
    traces.truncate(THOUGHTS);
    let last = traces.last().filter(|_| more).map(|trace| trace.number);
    let is_admin = matches!(caller.reader, Some(Principal::Admin(_)));
    let shown = model::ThoughtsPage {
        scene: lens.scene(&caller),
        agent_id: persona.slug.clone(),
        display_name: persona.name.clone(),
        told: capital(thinking.told()),
        thoughts: traces.iter().map(|trace| shape(trace, is_admin)).collect(),
        older: last.map(|last| format!("/agents/{}/thoughts?cursor={last}", persona.slug)),
    };
    Ok(respond(&pages::thoughts(&shown)))
}

/// A sentence with its first letter large.
fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn shape(trace: &Trace, whole: bool) -> model::Thought {
    let millis = |time: Duration| u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
    model::Thought {
        number: trace.number,
        at: trace.at,
        class: trace.class.name().to_owned(),
        state: trace.state.clone(),
        why: trace.why.clone(),
        model: trace.model.to_string(),
        node: trace.node.to_string(),
        tokens_in: trace.tokens_in,
        tokens_out: trace.tokens_out,
        cost: trace.cost.to_string(),
        queued_ms: millis(trace.queued),
        first_token_ms: millis(trace.first_token),
        total_ms: millis(trace.total),
        thought: trace.thought.clone(),
        plan: trace.plan.clone(),
        acts: trace.deeds.iter().map(|deed| (deed.deed.clone(), deed.came.clone())).collect(),
        whole: whole.then(|| (trace.prompt.clone(), trace.answer.clone())),
    }
}
