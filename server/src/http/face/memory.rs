//! `GET /agents/{agent_id}/memory`: what a villager's mind keeps.

use axum::extract::State;
use axum::response::Response;
use village_agents::mind::{Entry, Mind, NoteKind};

use super::page as respond;
use crate::http::Shared;
use crate::http::ask::Named;
use crate::http::caller::Caller;
use crate::http::json::Lens;
use crate::http::problem::Problem;
use crate::pages::{self, model};

/// Memories on the page; all of them are in the JSON that it links to.
const MEMORIES: usize = 200;

/// The page, for admins as the API has it.
pub async fn page(
    State(site): State<Shared>,
    caller: Caller,
    Named(id): Named,
) -> Result<Response, Problem> {
    let view = site.hall.view.load_full();
    let agent = view.agent(id).ok_or_else(Problem::unknown_agent)?;
    if !caller.is_admin(&view) {
        return Err(Problem::forbidden("what a villager remembers is for admins to read"));
    }
    let lens = Lens::new(&view, &site.atlas);
    let persona = &agent.member.persona;
    let mind = site.hall.minds.seats().mind(id).unwrap_or_default();
    let shown = model::MemoryPage {
        scene: lens.scene(&caller),
        agent_id: persona.slug.clone(),
        display_name: persona.name.clone(),
        ..shape(&mind)
    };
    Ok(respond(&pages::memory(&shown)))
}

fn shape(mind: &Mind) -> model::MemoryPage {
    let memory = mind.memory();
    let core = memory.core().iter().map(|fact| {
        let kind = if fact.kind == NoteKind::Debt { "debt" } else { "promise" };
        let about = fact.about.as_ref().map(|one| one.name.clone());
        (kind, about.unwrap_or_default(), fact.text.clone())
    });
    let mut people: Vec<_> = memory.people().iter().collect();
    people.sort_by_key(|known| std::cmp::Reverse(known.times));
    let people = people.into_iter();
    let mut entries: Vec<&Entry> = memory.entries().iter().collect();
    entries.sort_unstable_by_key(|entry| std::cmp::Reverse(entry.id));
    let all = entries.len();
    let memories = entries.into_iter().take(MEMORIES).map(|entry| model::Remembered {
        number: entry.id,
        kind: entry.kind.name().to_owned(),
        importance: entry.importance(),
        text: entry.text.clone(),
    });
    model::MemoryPage {
        plan: mind.plan().to_owned(),
        agenda: memory.agenda().to_owned(),
        core: core.collect(),
        people: people
            .map(|known| (known.one.name.clone(), known.times, known.line.clone()))
            .collect(),
        memories: memories.collect(),
        all,
        ..model::MemoryPage::default()
    }
}
