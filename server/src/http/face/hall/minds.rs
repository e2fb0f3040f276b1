//! What villagers think with, what it costs, and the hard stop.

use axum::extract::State;
use axum::response::Response;
use village_agents::llm::{ModelsConfig, Standing};

use crate::http::Shared;
use crate::http::caller::Caller;
use crate::http::face::guest::{self, Turned};
use crate::http::face::{capital, page};
use crate::http::json::{Lens, Minds};
use crate::minds::Minds as Models;
use crate::pages::hall::Room;
use crate::pages::hall::minds::{self, MindsPage, NodeRow, SpentRow};

/// `GET /hall/minds`
pub async fn minds(State(site): State<Shared>, caller: Caller) -> Result<Response, Turned> {
    let scene = Lens::new(&site.hall.view.load(), &site.atlas).scene(&caller);
    guest::admit(Room::Minds, &scene, "/hall/minds")?;
    let thinking = &site.hall.minds;
    let standing = thinking.standing();
    let now = Minds::at(thinking, standing.as_ref());
    let settings = thinking.minds().map(Models::settings);
    let both = settings.zip(standing.as_ref());
    let shown = MindsPage {
        scene,
        told: capital(&now.told),
        stopped: standing.as_ref().map(|standing| standing.stopped),
        nodes: standing.as_ref().map(|standing| nodes(&now, standing)).unwrap_or_default(),
        waiting: now.waiting,
        spent: both.map(|(settings, standing)| spent(settings, standing)).unwrap_or_default(),
        is_free: settings.is_some_and(ModelsConfig::is_free),
        embedder: now.embedder,
    };
    Ok(page(&minds::minds(&shown)))
}

fn nodes(now: &Minds, standing: &Standing) -> Vec<NodeRow> {
    let rows = now.nodes.iter().zip(&standing.records).map(|(node, record)| NodeRow {
        name: node.name.clone(),
        state: node.state.to_owned(),
        in_flight: node.in_flight.into(),
        answered: record.answered,
        failed: record.failed,
        last_failure: record.last_failure.as_ref().map(ToString::to_string),
    });
    rows.collect()
}

fn spent(settings: &ModelsConfig, standing: &Standing) -> Vec<SpentRow> {
    let (caps, spent) = (settings.caps, &standing.spent);
    let most_of_one = spent.villagers_today.values().max().copied().unwrap_or_default();
    [
        ("All villagers, this village day", spent.village_today, caps.village_per_day),
        ("Who spent most, this village day", most_of_one, caps.villager_per_day),
        ("All villagers, since the founding", spent.village_ever, caps.village_ever),
    ]
    .map(|(by, spent, most)| SpentRow {
        by,
        spent: spent.to_string(),
        most: most.map(|most| most.to_string()),
    })
    .into()
}
