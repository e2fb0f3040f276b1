//! What model minds thought.

use axum::Json;
use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use serde::Deserialize;
use village_sim::VillagerId;
use village_store::{ThoughtClass, ThoughtFilter, ThoughtRow};

use crate::http::Shared;
use crate::http::ask::{Named, Part, Query, given, segments};
use crate::http::history;
use crate::http::json::{List, Thought, WholeThought};
use crate::http::problem::{Problem, ProblemBody};

/// Which thoughts are wanted, and which part of them.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Sought {
    /// Only of this class: `chat`, `react`, `routine` or `reflect`.
    pub class: Option<String>,
    /// Only those that ended so: `answered`, or a failure's code.
    pub state: Option<String>,
    /// Only those of this model, by its whole name.
    pub model: Option<String>,
    /// Only those of this node.
    pub node: Option<String>,
    /// `next_cursor` of the part before.
    pub cursor: Option<String>,
    /// Items wanted, 1 to 100; 50 when not given.
    #[param(minimum = 1, maximum = 100)]
    pub limit: Option<String>,
}

impl Sought {
    /// The part of the list.
    pub fn part(&self) -> Part {
        Part { cursor: self.cursor.clone(), limit: self.limit.clone() }
    }

    /// The same as the store is asked for, of one villager.
    pub fn filter(&self, of: VillagerId) -> Result<ThoughtFilter, Problem> {
        let class = given(self.class.as_ref()).map(|word| {
            let class = ThoughtClass::ALL.into_iter().find(|class| class.as_str() == word);
            class.ok_or_else(|| {
                Problem::bad_request("class must be chat, react, routine or reflect")
            })
        });
        let words = |text: &Option<String>| given(text.as_ref()).map(str::to_owned);
        Ok(ThoughtFilter {
            villager: Some(of),
            class: class.transpose()?,
            state: words(&self.state),
            model: words(&self.model),
            node: words(&self.node),
            since: None,
            until: None,
        })
    }
}

/// What a villager thought lately, newest first.
#[utoipa::path(
    get, path = "/api/v1/agents/{agent_id}/thoughts", tag = "agents",
    params(("agent_id" = String, Path, example = "ada"), Sought),
    responses(
        (status = 200, body = List<Thought>),
        (status = 400, body = ProblemBody, description = "Bad class, cursor or limit"),
        (status = 401, body = ProblemBody, description = "The token does not work"),
        (status = 404, body = ProblemBody, description = "No such villager"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
        (status = 503, body = ProblemBody, description = "store_unavailable"),
    )
)]
pub async fn list(
    State(site): State<Shared>,
    Named(agent): Named,
    Query(sought): Query<Sought>,
) -> Result<Json<List<Thought>>, Problem> {
    let part = sought.part();
    let (cursor, limit) = (part.cursor()?, part.limit()?);
    let view = site.hall.view.load_full();
    let slug = &view.agent(agent).ok_or_else(Problem::unknown_agent)?.member.persona.slug;
    let page = history::thoughts(&site, &sought.filter(agent)?, cursor, limit).await?;
    let items = page.items.iter().map(|kept| Thought::new(slug, kept)).collect();
    Ok(Json(List { items, next_cursor: page.next.map(|next| next.to_string()) }))
}

/// The villager and the thought that the path names.
#[derive(Debug, Clone, Copy)]
pub struct Traced {
    agent: VillagerId,
    trace: u64,
}

impl Traced {
    /// The thought, if it is kept and that villager's. Who may read it is for the caller.
    pub async fn kept(self, site: &Shared) -> Result<ThoughtRow, Problem> {
        let kept = history::thought(site, self.trace).await?;
        let kept = kept.filter(|kept| kept.about.villager == self.agent);
        kept.ok_or_else(Problem::unknown_thought)
    }
}

impl FromRequestParts<Shared> for Traced {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, site: &Shared) -> Result<Self, Problem> {
        let (agent, trace) = segments::<(String, String)>(parts).await?;
        let agent = site.hall.agent(&agent).ok_or_else(Problem::unknown_agent)?;
        let trace = trace.parse().map_err(|_| Problem::unknown_thought())?;
        Ok(Self { agent, trace })
    }
}

/// One thought with its exact prompt and answer. For the villager's own token and admins.
#[utoipa::path(
    get, path = "/api/v1/agents/{agent_id}/thoughts/{trace}", tag = "agents",
    params(("agent_id" = String, Path, example = "ada"), ("trace" = u64, Path)),
    security(("token" = [])),
    responses(
        (status = 200, body = WholeThought),
        (status = 401, body = ProblemBody, description = "No token, or one that does not work"),
        (status = 403, body = ProblemBody, description = "The token of another agent"),
        (status = 404, body = ProblemBody, description = "No such villager or thought"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
        (status = 503, body = ProblemBody, description = "store_unavailable"),
    )
)]
pub async fn one(
    State(site): State<Shared>,
    traced: Traced,
) -> Result<Json<WholeThought>, Problem> {
    let kept = traced.kept(&site).await?;
    let view = site.hall.view.load_full();
    let agent = view.agent(kept.about.villager).ok_or_else(Problem::unknown_agent)?;
    Ok(Json(WholeThought::new(&agent.member.persona.slug, &kept)))
}
