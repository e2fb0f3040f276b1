//! `GET /agents/{agent_id}/thoughts`: what a model mind thought lately, and each thought by itself.

use axum::extract::State;
use axum::response::Response;
use serde_json::json;
use village_store::{ThoughtClass, ThoughtRow};

use super::{capital, page as respond};
use crate::http::Shared;
use crate::http::api::thoughts::{Sought, Traced};
use crate::http::ask::{Named, Query};
use crate::http::caller::Caller;
use crate::http::history;
use crate::http::json::{Lens, Thought, WholeThought};
use crate::http::problem::Problem;
use crate::minds::Terms;
use crate::pages::{self, model};

/// Thoughts on a page.
const THOUGHTS: usize = 20;

/// The latest thoughts.
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
    let persona = &view.agent(id).ok_or_else(Problem::unknown_agent)?.member.persona;
    let told = |about| shape(Thought::new(&persona.slug, about), about.at);
    let shown = model::ThoughtsPage {
        scene: lens.scene(&caller),
        agent_id: persona.slug.clone(),
        display_name: persona.name.clone(),
        told: capital(&site.hall.minds.told()),
        query: model::ThoughtQuery {
            class: sought.class.unwrap_or_default(),
            state: sought.state.unwrap_or_default(),
            model: sought.model.unwrap_or_default(),
            node: sought.node.unwrap_or_default(),
        },
        thoughts: kept.items.iter().map(told).collect(),
        next_cursor: kept.next.map(|last| last.to_string()),
        later: cursor.is_some(),
    };
    Ok(respond(&pages::thoughts(&shown)))
}

/// One thought. Its prompt and answer are shown to admins alone.
pub async fn one(
    State(site): State<Shared>,
    caller: Caller,
    traced: Traced,
) -> Result<Response, Problem> {
    let kept = traced.kept(&site).await?;
    let view = site.hall.view.load_full();
    let lens = Lens::new(&view, &site.atlas);
    let agent = view.agent(kept.about.villager).ok_or_else(Problem::unknown_agent)?;
    let persona = &agent.member.persona;
    let shown = model::ThoughtPage {
        scene: lens.scene(&caller),
        agent_id: persona.slug.clone(),
        display_name: persona.name.clone(),
        thought: shape(Thought::new(&persona.slug, &kept.about), kept.about.at),
        whole: caller.is_admin(&view).then(|| whole(&persona.slug, &kept)),
    };
    Ok(respond(&pages::thought(&shown)))
}

fn shape(told: Thought, at: i64) -> model::Thought {
    model::Thought {
        number: told.trace,
        tick: told.tick,
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
    }
}

fn whole(slug: &str, kept: &ThoughtRow) -> model::WholeThought {
    let whole = WholeThought::new(slug, kept);
    let terms = match kept.about.class {
        ThoughtClass::Reflect => Terms::look_back(),
        ThoughtClass::Chat | ThoughtClass::React | ThoughtClass::Routine => Terms::decision(),
    };
    let curl = curl(&whole.thought.model, &whole.prompt, terms);
    let roles = roles(whole.prompt.len());
    model::WholeThought {
        curl,
        prompt: roles.zip(whole.prompt).collect(),
        memories: whole.memories.into_iter().map(|one| (one.memory, one.text)).collect(),
        answer: whole.answer,
    }
}

/// Who says each of so many messages: what all share is the system's, and the last is the user's.
fn roles(messages: usize) -> impl Iterator<Item = &'static str> {
    (1..=messages).map(move |at| if at == messages { "user" } else { "system" })
}

/// The question as a command that asks any server of `OpenAI`'s dialect the same again. The schema
/// goes along as it is: in what order it names an answer's parts is the order that they come in.
fn curl(model: &str, prompt: &[String], terms: Terms) -> String {
    let messages = roles(prompt.len()).zip(prompt);
    let messages: Vec<_> =
        messages.map(|(role, text)| json!({ "role": role, "content": text })).collect();
    let Terms { name, schema, answer_tokens, temperature } = terms;
    let body = format!(
        r#"{{"model":{},"messages":{},"max_tokens":{answer_tokens},"temperature":{temperature},"#,
        json!(model),
        json!(messages),
    );
    let schema = format!(r#"{{"name":{},"strict":true,"schema":{schema}}}"#, json!(name));
    let form = format!(r#""response_format":{{"type":"json_schema","json_schema":{schema}}}}}"#);
    let body = (body + &form).replace('\'', r"'\''");
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
        let asked = ["rules".to_owned(), hostile.to_owned()];
        let told = curl("wren", &asked, Terms::decision());
        let body = told.split_once(" -d ").unwrap().1;
        let echoed = std::process::Command::new("sh")
            .args(["-c", &format!("printf %s {body}")])
            .output()
            .unwrap();
        let read: serde_json::Value = serde_json::from_slice(&echoed.stdout).unwrap();
        assert_eq!(read["messages"][1]["content"], hostile);
        let said = &read["messages"];
        assert_eq!((&said[0]["role"], &said[1]["role"]), (&json!("system"), &json!("user")));
        let form = &read["response_format"]["json_schema"];
        assert_eq!((&form["name"], &read["max_tokens"]), (&json!("decision"), &json!(700)));
        assert!(form["schema"]["properties"]["acts"].is_object());
        // A look back has one message, and that is the user's.
        assert!(curl("wren", &asked[..1], Terms::look_back()).contains(r#""role":"user""#));
    }
}
