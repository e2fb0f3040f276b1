//! `/hall/agents`: villagers as those who keep the village see them, a form to add one, and the box
//! of means that stands on each villager's own page.

use maud::{Markup, html};

use super::account::token_rows;
use super::{Room, page, table};
use crate::pages::form::{Send, Text, behind, choice, form, number, prose, reason};
use crate::pages::model::{Keeping, Rank, Scene};
use crate::pages::person;

/// A villager.
#[derive(Debug, Clone, Default)]
pub struct AgentRow {
    pub agent_id: String,
    pub name: String,
    pub mind: String,
    pub balance: String,
    pub tier: String,
    pub tier_name: String,
    pub tier_colour: String,
    pub how: Vec<String>,
}

/// `/hall/agents`.
#[derive(Debug, Clone, Default)]
pub struct AgentsPage {
    pub scene: Scene,
    pub agents: Vec<AgentRow>,
    pub all: usize,
    pub next: Option<String>,
    /// Slugs and names of landmarks.
    pub landmarks: Vec<(String, String)>,
}

/// The page.
pub fn agents(shown: &AgentsPage) -> Markup {
    let lead = "Who lives here, what each may do, and what was done about it. A villager's own \
         page has the means to pause it, freeze it, set its tier or give a mind outside a token.";
    let main = html! {
        @if shown.scene.viewer.may(Rank::Admin) { (add(shown)) }
        section.panel aria-labelledby="villagers" {
            h2 #villagers { "Villagers " span.muted { (shown.all) } }
            @if shown.agents.is_empty() { p.empty { "Nobody lives here yet: add one above." } }
            @else { (table("villagers", HEAD, html! {
                @for agent in &shown.agents { (row(agent)) }
            })) }
            @if let Some(next) = &shown.next { p.more { a href=(next) { "More villagers" } } }
        }
    };
    page(Room::Agents, lead, &shown.scene, &["forms.js"], main)
}

const HEAD: &[(&str, bool)] = &[
    ("Villager", false),
    ("Mind", false),
    ("Balance", true),
    ("Tier", false),
    ("Restraints", false),
];

fn row(agent: &AgentRow) -> Markup {
    html! {
        tr {
            th scope="row" { a href={ "/agents/" (agent.agent_id) "#keep" } { (agent.name) } }
            td { (person::origin(&agent.mind)) }
            td.number { (agent.balance) }
            td { (person::tier(&agent.tier, &agent.tier_name, &agent.tier_colour)) }
            td {
                @if agent.how.is_empty() { span.muted { "none" } }
                @else { (agent.how.join(", ")) }
            }
        }
    }
}

fn add(shown: &AgentsPage) -> Markup {
    let places: Vec<_> =
        shown.landmarks.iter().map(|(slug, name)| (slug.as_str(), name.as_str())).collect();
    let send =
        Send::post("/api/v1/agents", "{agent_id} lives here now.").then("go:/agents/{agent_id}");
    let traits = ["sociable", "curious", "diligent", "early", "generous"];
    let fields = html! {
        (Text::new("agent_id", "Id in addresses", 48).hint("a-z, 0-9 and -, never changed").field())
        (Text::new("name", "Name", 40).field())
        (Text::new("role", "What it is", 40).hint("baker, librarian, …").field())
        (choice("home", "Lives at", &places, ""))
        (choice("work", "Works at", &places, ""))
        (Text::new("interests", "Likes", 200).form("list").hint("words, commas between").field())
        (prose("text", "Character", 2_000, 4))
        fieldset.wide-field {
            legend { "Nature, 0 to 10" }
            div.fields {
                @for one in traits { (number(&format!("traits.{one}"), one, 5, (0, 10))) }
            }
        }
    };
    html! {
        section.panel aria-labelledby="add" {
            h2 #add { "Add a villager" }
            (behind("Fill in a persona", form(&send, "Let it live here", fields)))
        }
    }
}

/// Restraints: the one that sets it and its word, the one that lifts it and its word, the state,
/// and who may.
const MEASURES: [(&str, &str, &str, &str, &str, Rank); 5] = [
    ("pause", "Pause", "resume", "Let it go on", "paused", Rank::Moderator),
    ("quarantine", "Quarantine", "release", "Release", "quarantined", Rank::Moderator),
    ("freeze_money", "Freeze money", "thaw_money", "Thaw money", "money_frozen", Rank::Admin),
    (
        "freeze_compute",
        "Freeze compute",
        "thaw_compute",
        "Thaw compute",
        "compute_frozen",
        Rank::Admin,
    ),
    ("kill", "Kill", "revive", "Revive", "killed", Rank::Admin),
];

/// The box on a villager's page.
pub fn keeping(scene: &Scene, agent: &str, shown: &Keeping) -> Markup {
    html! {
        section.panel.keeping aria-labelledby="keep" {
            h2 #keep { "Keeping" }
            p {
                @if shown.restraints.is_empty() { "Under no restraint." }
                @else { "Now: " b { (shown.restraints.join(", ").replace('_', " ")) } "." }
                " " a href={ "/hall/audit?subject=agent:" (agent) } { "What was done about it" }
            }
            (measures(scene, agent, shown))
            @if scene.viewer.may(Rank::Admin) {
                (behind("Set its tier until a date", grant(agent, shown)))
                (behind("A token for a mind outside", token(agent)))
                (behind("See and revoke its tokens", tokens(agent, shown)))
            }
        }
    }
}

fn measures(scene: &Scene, agent: &str, shown: &Keeping) -> Markup {
    let api = format!("/api/v1/agents/{agent}/restrain");
    let send = Send::post(&api, "Done. It holds from now on, over a restart too.")
        .danger("Is this what is to be done?");
    let allowed = MEASURES.iter().filter(|measure| scene.viewer.may(measure.5));
    let options: Vec<(&str, &str)> = allowed
        .map(|(set, set_word, lift, lift_word, state, _)| {
            let is_set = shown.restraints.iter().any(|one| one == state);
            if is_set { (*lift, *lift_word) } else { (*set, *set_word) }
        })
        .collect();
    form(
        &send,
        "Do this",
        html! {
            (choice("measure", "Measure", &options, ""))
            (reason("Why"))
        },
    )
}

fn grant(agent: &str, shown: &Keeping) -> Markup {
    let api = format!("/api/v1/agents/{agent}/entitlement");
    let send = Send::post(&api, "Its tier is set.");
    let tiers: Vec<_> = shown.tiers.iter().map(|(id, name)| (id.as_str(), name.as_str())).collect();
    html! {
        (form(&send, "Set the tier", html! {
            (choice("tier", "Tier", &tiers, ""))
            label.field {
                span { "Until" }
                input type="datetime-local" name="seconds" required data-type="until";
            }
            (reason("Why"))
        }))
        @if let Some((tier, seconds)) = &shown.granted {
            @let back = Send::post(&api, "Its purse decides again.");
            p { "Set to " b { (tier) } " for another " (super::lasting(*seconds)) "." }
            (form(&back, "Take it back", html! {
                input type="hidden" name="tier" value="" data-empty="null";
                input type="hidden" name="seconds" value="0" data-type="number";
                (reason("Why"))
            }))
        }
    }
}

fn token(agent: &str) -> Markup {
    let api = format!("/api/v1/agents/{agent}/tokens");
    // Each line is shown in a field of its own.
    let secret = format!(
        "{{token}}\n\
         curl -H 'Authorization: Bearer {{token}}' {{origin}}/api/v1/agents/{agent}/percept\n\
         {{origin}}/mcp"
    );
    let done = "Keep it now: it is shown this once. First the token; then a line that asks with it \
         what this villager perceives; then where a model that calls tools connects, by MCP.";
    let mut send = Send::post(&api, done).stay();
    send.secret = Some(&secret);
    html! {
        p.muted {
            "A program that has it lives as this villager, over HTTP or by MCP, until the token "
            "expires or is revoked. "
            a href="/api/docs" { "What it can ask" }
        }
        (form(&send, "Make a token", html! {
            (number("days", "Days until it expires", 365, (1, 3_650)))
            (reason("Why"))
        }))
    }
}

fn tokens(agent: &str, shown: &Keeping) -> Markup {
    let api = format!("/api/v1/agents/{agent}/tokens");
    html! {
        @if let Some(tokens) = &shown.tokens {
            @if tokens.is_empty() { p.empty { "It has none." } }
            (token_rows(&api, tokens))
        }
        (revoke(agent))
    }
}

fn revoke(agent: &str) -> Markup {
    let api = format!("/api/v1/agents/{agent}/tokens/revoke");
    let send = Send::post(&api, "Its tokens are dead.")
        .danger("Revoke all tokens of this villager? Programs that hold one are shut out.");
    form(&send, "Revoke all", reason("Why"))
}
