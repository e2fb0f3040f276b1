//! `GET /agents/{agent_id}/thoughts`: what a model mind thought lately.

use axum::extract::State;
use axum::response::Response;
use village_sim::Principal;
use village_store::ThoughtRow;

use super::page as respond;
use crate::http::Shared;
use crate::http::ask::{Named, Part, Query};
use crate::http::caller::Caller;
use crate::http::history;
use crate::http::json::{Lens, Thought, WholeThought};
use crate::http::problem::Problem;
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
    let kept = history::thoughts(&site, id, part.cursor()?, THOUGHTS).await?;
    let view = site.hall.view.load_full();
    let lens = Lens::new(&view, &site.atlas);
    let agent = view.agent(id).ok_or_else(Problem::unknown_agent)?;
    let persona = &agent.member.persona;
    let is_admin = matches!(caller.reader, Some(Principal::Admin(_)));
    let mut thoughts = Vec::with_capacity(kept.items.len());
    for about in &kept.items {
        let whole = if is_admin { history::thought(&site, about.trace).await? } else { None };
        thoughts.push(shape(Thought::new(&persona.slug, about), about.at, whole.as_ref()));
    }
    let older = |last| format!("/agents/{}/thoughts?cursor={last}", persona.slug);
    let shown = model::ThoughtsPage {
        scene: lens.scene(&caller),
        agent_id: persona.slug.clone(),
        display_name: persona.name.clone(),
        told: capital(site.hall.minds.told()),
        thoughts,
        older: kept.next.map(older),
    };
    Ok(respond(&pages::thoughts(&shown)))
}

/// A sentence with its first letter large.
fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn shape(told: Thought, at: i64, whole: Option<&ThoughtRow>) -> model::Thought {
    let whole = whole.map(|kept| WholeThought::new(&told.agent_id, kept));
    model::Thought {
        number: told.trace,
        at,
        class: told.class.to_owned(),
        state: told.state,
        why: told.why,
        model: told.model,
        node: told.node,
        tokens_in: told.tokens_in.into(),
        tokens_out: told.tokens_out.into(),
        cost: told.cost.to_string(),
        queued_ms: told.queued_ms.into(),
        first_token_ms: told.first_token_ms.unwrap_or(0).into(),
        total_ms: told.total_ms.into(),
        thought: told.thought,
        plan: told.plan,
        acts: told.acts.into_iter().map(|deed| (deed.act, deed.outcome)).collect(),
        whole: whole.map(|whole| (whole.prompt, whole.answer)),
    }
}
