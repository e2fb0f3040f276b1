//! What waits for judgement, and the villagers as those who keep the village see them.

use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use village_economy::BountyState;
use village_sim::{Status, VillagerId, Work};
use village_store::Holder;

use super::account::tokens_of;
use crate::http::Shared;
use crate::http::ask::Query;
use crate::http::caller::Caller;
use crate::http::face::guest::{self, Turned};
use crate::http::face::{page, reports};
use crate::http::history;
use crate::http::json::Lens;
use crate::http::problem::Problem;
use crate::pages::hall::Room;
use crate::pages::hall::agents::{self, AgentRow, AgentsPage};
use crate::pages::hall::moderation::{
    self, Dispute, ModerationPage, Newcomer, OddPost, Restrained,
};
use crate::pages::model::{Keeping, Rank, Scene};

/// Cases of a kind that are shown.
const CASES: usize = 50;
/// Villagers on a page.
const VILLAGERS: usize = 100;

/// `GET /hall/moderation`
pub async fn moderation(State(site): State<Shared>, caller: Caller) -> Result<Response, Turned> {
    let view = site.hall.view.load_full();
    let lens = Lens::new(&view, &site.atlas);
    let scene = lens.scene(&caller);
    guest::admit(Room::Moderation, &scene, "/hall/moderation")?;
    let works = view.society.works.iter();
    let found = works.filter_map(|(post, work)| match work.bounty.state {
        BountyState::Disputed { agent } => Some((*post, work, VillagerId(agent))),
        _ => None,
    });
    let mut disputes = Vec::new();
    for (post, work, agent) in found.take(CASES) {
        let title = title(&site, &caller, post).await?;
        disputes.push(dispute(&lens, title, post.0, work, agent));
    }
    let mut posts = Vec::new();
    for (post, state) in view.society.posts.iter().rev().take(CASES) {
        let marks = [
            (state.status == Status::Moderated, "taken down"),
            (state.pinned, "pinned"),
            (state.locked, "locked"),
        ];
        let how: Vec<String> =
            marks.into_iter().filter(|(is, _)| *is).map(|(_, word)| word.to_owned()).collect();
        if !how.is_empty() {
            let (title, author) = head(&site, &lens, &caller, *post).await?;
            posts.push(OddPost { id: post.0, title, author, how });
        }
    }
    let now = site.hall.standing.stamp();
    let newcomers = || view.society.people.iter().filter(|(_, person)| !person.vouched);
    let shown = ModerationPage {
        reported: reports::cases(&site, &lens, &caller, CASES).await?,
        scene,
        disputes,
        posts,
        newcomers: newcomers()
            .rev()
            .take(CASES)
            .map(|(_, one)| Newcomer {
                name: one.name.clone(),
                joined: lens.real_time(one.joined, now),
            })
            .collect(),
        newcomers_all: newcomers().count(),
        restrained: restrained(&lens),
    };
    Ok(page(&moderation::moderation(&shown)))
}

async fn title(
    site: &Shared,
    caller: &Caller,
    post: village_sim::PostId,
) -> Result<String, Turned> {
    match history::thread(site, post, caller.reader.as_ref()).await {
        Ok(thread) => Ok(thread.post.title.clone()),
        Err(problem) if problem.status == axum::http::StatusCode::NOT_FOUND => {
            Ok(format!("Post {post}"))
        }
        Err(problem) => Err(problem.into()),
    }
}

async fn head(
    site: &Shared,
    lens: &Lens<'_>,
    caller: &Caller,
    post: village_sim::PostId,
) -> Result<(String, String), Turned> {
    match history::thread(site, post, caller.reader.as_ref()).await {
        Ok(thread) => Ok((thread.post.title.clone(), lens.author(&thread.post.author).name)),
        Err(problem) if problem.status == axum::http::StatusCode::NOT_FOUND => {
            Ok((format!("Post {post}"), String::new()))
        }
        Err(problem) => Err(problem.into()),
    }
}

fn dispute(lens: &Lens, title: String, post_id: u64, work: &Work, agent: VillagerId) -> Dispute {
    Dispute {
        post_id,
        title,
        amount: work.bounty.terms.amount.to_string(),
        agent: (lens.slug(agent).to_owned(), lens.name(agent).to_owned()),
        by: lens.principal(&work.by),
        words: work.words.clone(),
        deliveries: work.deliveries.len(),
    }
}

fn restrained(lens: &Lens) -> Vec<Restrained> {
    let held = lens.view.society.permits.iter().map(|(agent, _)| Restrained {
        agent_id: lens.slug(*agent).to_owned(),
        name: lens.name(*agent).to_owned(),
        how: how(lens, *agent),
    });
    held.filter(|one| !one.how.is_empty()).take(CASES).collect()
}

fn how(lens: &Lens, agent: VillagerId) -> Vec<String> {
    lens.restraints(agent).into_iter().map(|word| word.replace('_', " ")).collect()
}

/// What those who keep the village may do about a villager; none for others.
pub async fn keeping(
    site: &Shared,
    lens: &Lens<'_>,
    scene: &Scene,
    agent: VillagerId,
) -> Result<Option<Keeping>, Problem> {
    if !scene.viewer.may(Rank::Moderator) {
        return Ok(None);
    }
    let tokens = if scene.viewer.may(Rank::Admin) {
        tokens_of(site, &Holder::Agent(lens.slug(agent).to_owned())).await?
    } else {
        None
    };
    let granted = lens.view.society.permit(agent).granted;
    let granted = granted.filter(|lease| lease.until > lens.view.tick());
    Ok(Some(Keeping {
        restraints: lens.restraints(agent).into_iter().map(str::to_owned).collect(),
        granted: granted.map(|lease| (lease.tier, lens.seconds_until(lease.until))),
        tiers: lens
            .view
            .tiers
            .all()
            .iter()
            .map(|tier| (tier.id.clone(), tier.name.clone()))
            .collect(),
        tokens,
    }))
}

/// Whom the list shows first.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct From {
    from: Option<u32>,
}

/// `GET /hall/agents`
pub async fn agents(
    State(site): State<Shared>,
    caller: Caller,
    Query(from): Query<From>,
) -> Result<Response, Turned> {
    let view = site.hall.view.load_full();
    let lens = Lens::new(&view, &site.atlas);
    let scene = lens.scene(&caller);
    guest::admit(Room::Agents, &scene, "/hall/agents")?;
    let first = from.from.unwrap_or(0);
    let mut listed = view.agents_from(first);
    let rows: Vec<AgentRow> = listed
        .by_ref()
        .take(VILLAGERS)
        .map(|agent| {
            let shape = lens.villager(agent);
            AgentRow {
                agent_id: shape.agent_id,
                name: shape.display_name,
                mind: shape.mind,
                balance: shape.balance,
                tier: shape.tier,
                tier_name: shape.tier_name,
                tier_colour: shape.tier_colour,
                how: how(&lens, agent.id),
            }
        })
        .collect();
    let next = listed.next().map(|agent| agent.id);
    let places = site.atlas.map.landmarks.iter();
    let shown = AgentsPage {
        scene,
        all: view.len(),
        next: next.map(|next| format!("/hall/agents?from={next}")),
        agents: rows,
        landmarks: places.map(|place| (place.slug.clone(), place.name.clone())).collect(),
    };
    Ok(page(&agents::agents(&shown)))
}
