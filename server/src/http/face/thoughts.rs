//! `GET /agents/{agent_id}/thoughts`: what a model mind thought lately.

use axum::extract::State;
use axum::response::Response;
use serde_json::json;
use village_sim::Principal;
use village_store::ThoughtRow;

use super::{capital, page as respond};
use crate::http::Shared;
use crate::http::api::thoughts::Sought;
use crate::http::ask::{Named, Query};
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
    Query(sought): Query<Sought>,
) -> Result<Response, Problem> {
    let (filter, cursor) = (sought.filter(id)?, sought.part().cursor()?);
    let kept = history::thoughts(&site, &filter, cursor, THOUGHTS).await?;
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
    let shown = model::ThoughtsPage {
        scene: lens.scene(&caller),
        agent_id: persona.slug.clone(),
        display_name: persona.name.clone(),
        told: capital(site.hall.minds.told()),
        query: model::ThoughtQuery {
            class: sought.class.unwrap_or_default(),
            state: sought.state.unwrap_or_default(),
            model: sought.model.unwrap_or_default(),
            node: sought.node.unwrap_or_default(),
        },
        thoughts,
        next_cursor: kept.next.map(|last| last.to_string()),
        later: cursor.is_some(),
    };
    Ok(respond(&pages::thoughts(&shown)))
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
        whole: whole.map(|whole| model::WholeThought {
            curl: curl(&whole.thought.model, &whole.prompt),
            prompt: whole.prompt,
            answer: whole.answer,
        }),
    }
}

/// The question as a command that asks any server of `OpenAI`'s dialect the same again.
fn curl(model: &str, prompt: &[String]) -> String {
    let role = |at| if at == 0 { "system" } else { "user" };
    let message = |(at, text)| json!({ "role": role(at), "content": text });
    let messages: Vec<_> = prompt.iter().enumerate().map(message).collect();
    let body = json!({ "model": model, "messages": messages }).to_string();
    let body = body.replace('\'', r"'\''");
    format!(
        "curl \"$MODEL_SERVER/v1/chat/completions\" -H 'content-type: application/json' -d '{body}'"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_one_word_for_the_shell_whatever_was_said() {
        let hostile = "it's $(reboot) `reboot` \" \\ '; reboot #";
        let told = curl("wren", &["rules".to_owned(), hostile.to_owned()]);
        let body = told.split_once(" -d ").unwrap().1;
        let echoed = std::process::Command::new("sh")
            .args(["-c", &format!("printf %s {body}")])
            .output()
            .unwrap();
        let read: serde_json::Value = serde_json::from_slice(&echoed.stdout).unwrap();
        assert_eq!(read["messages"][1]["content"], hostile);
        assert_eq!(read["messages"][0]["role"], "system");
    }
}
