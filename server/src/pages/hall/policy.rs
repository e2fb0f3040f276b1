//! `/hall/policy`: the numbers by which money behaves. Everybody may read them; admins change them
//! while the village runs, and see beforehand what a change would do.

use maud::{Markup, html};

use super::{Room, page};
use crate::pages::form::{Send, Text, amount, choice, number, reason, with_buttons};
use crate::pages::model::{Rank, Scene};

/// One number of the policy.
#[derive(Debug, Clone, Default)]
pub struct Setting {
    /// Where it stands in the policy ("giving.member.knee").
    pub path: String,
    pub label: String,
    pub value: Value,
}

/// What sort of number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// aiDollars.
    Amount(String),
    /// A whole number and its range.
    Number(u64, u64, u64),
    /// Seconds and the most of them.
    Seconds(u64, u64),
    /// Id of a tier.
    Tier(String),
}

impl Default for Value {
    fn default() -> Self {
        Self::Amount(String::new())
    }
}

/// A group of settings under one heading.
#[derive(Debug, Clone, Default)]
pub struct Group {
    pub name: String,
    pub settings: Vec<Setting>,
}

/// A tier as it is edited.
#[derive(Debug, Clone, Default)]
pub struct TierForm {
    pub id: String,
    pub name: String,
    pub from: String,
    pub colour: String,
    pub requests_per_minute: u64,
    pub thoughts_per_minute: u64,
    pub tokens_per_hour: u64,
    pub models: String,
    pub tool_runs: u64,
    pub queue_class: String,
    pub weight: u64,
    /// Empty: not for sale.
    pub price_per_hour: String,
    pub blurb: String,
}

/// `/hall/policy`.
#[derive(Debug, Clone, Default)]
pub struct PolicyPage {
    pub scene: Scene,
    pub groups: Vec<Group>,
    pub tiers: Vec<TierForm>,
    /// Whether an admin has changed what the files say.
    pub is_amended: bool,
}

/// The page.
pub fn policy(shown: &PolicyPage) -> Markup {
    let lead = "The numbers by which money behaves: what may be given, what living costs, how work \
         and compute are sold. A change holds from the next tick on, and is written down.";
    let main = html! {
        p.notice {
            @if shown.is_amended {
                "These numbers were set here; they outweigh those of the files."
            } @else {
                "These are the numbers of the village's files, unchanged."
            }
        }
        @if shown.scene.viewer.may(Rank::Admin) { (edit(shown)) } @else { (read(shown)) }
    };
    page(Room::Policy, lead, &shown.scene, &["forms.js"], main)
}

fn read(shown: &PolicyPage) -> Markup {
    html! {
        @for (at, group) in shown.groups.iter().enumerate() {
            section.panel aria-labelledby={ "group-" (at) } {
                h2 #{ "group-" (at) } { (group.name) }
                dl.facts {
                    @for setting in &group.settings {
                        dt { (setting.label) }
                        dd { (said(&setting.value)) }
                    }
                }
            }
        }
        p.more { a href="/hall/tiers" { "The tiers and what they cost" } }
    }
}

fn said(value: &Value) -> String {
    match value {
        Value::Amount(amount) => format!("{amount} aiDollars"),
        Value::Number(number, ..) => number.to_string(),
        Value::Seconds(seconds, _) => super::lasting(*seconds),
        Value::Tier(tier) => tier.clone(),
    }
}

fn edit(shown: &PolicyPage) -> Markup {
    let mut save = Send::post("/api/v1/economy/policy", "The new policy holds.");
    save.method = "PUT";
    let buttons = html! {
        button type="submit" formnovalidate data-api="/api/v1/economy/policy/preview"
            data-method="POST" data-without="reason" data-then="stay" data-result="preview"
            data-done="This is what it would do. Nothing was changed." { "Preview" }
        button.chief type="submit" { "Save" }
    };
    html! {
        (with_buttons(&save, buttons, html! {
            @for group in &shown.groups { (fieldset(shown, group)) }
            h2 { "Tiers" }
            @for (at, tier) in shown.tiers.iter().enumerate() { (tier_fields(at, tier)) }
            (reason("Why it is changed"))
        }))
        section.panel #preview role="region" aria-label="What the change would do" hidden {}
        @if shown.is_amended { (back()) }
    }
}

fn back() -> Markup {
    let send = Send::delete("/api/v1/economy/policy", "The files' numbers hold again.")
        .danger("Go back to the numbers of the files? What was set here is lost.");
    html! {
        section.panel aria-labelledby="back" {
            h2 #back { "Back to the files" }
            (super::super::form::form(&send, "Go back", reason("Why")))
        }
    }
}

fn fieldset(shown: &PolicyPage, group: &Group) -> Markup {
    let tiers: Vec<(&str, &str)> =
        shown.tiers.iter().map(|tier| (tier.id.as_str(), tier.name.as_str())).collect();
    html! {
        fieldset {
            legend { (group.name) }
            div.fields {
                @for setting in &group.settings {
                    @let name = format!("policy.{}", setting.path);
                    @match &setting.value {
                        Value::Amount(value) => (amount(&name, &setting.label, value)),
                        Value::Number(value, least, most) => {
                            (number(&name, &setting.label, *value, (*least, *most)))
                        }
                        Value::Seconds(value, most) => {
                            (number(&name, &format!("{}, seconds", setting.label), *value,
                                (0, *most)))
                        }
                        Value::Tier(value) => (choice(&name, &setting.label, &tiers, value)),
                    }
                }
            }
        }
    }
}

fn tier_fields(at: usize, tier: &TierForm) -> Markup {
    let name = |field: &str| format!("tiers.{at}.{field}");
    let whole =
        |field: &str, label: &str, value: u64, range| number(&name(field), label, value, range);
    let line = |field: &str, label: &str, value: &str, most| {
        Text::new(&name(field), label, most).value(value).field()
    };
    let queues = [("spare", "spare"), ("standard", "standard"), ("priority", "priority")];
    let most = u64::from(u32::MAX);
    html! {
        fieldset {
            legend { (tier.name) }
            input type="hidden" name=(name("id")) value=(tier.id);
            div.fields {
                (line("name", "Name", &tier.name, 40))
                (amount(&name("from"), "From balance", &tier.from))
                label.field {
                    span { "Colour" }
                    input type="color" name=(name("colour")) value=(tier.colour);
                }
                label.field.amount {
                    span { "Price an hour " span.muted { "(empty: not for sale)" } }
                    input type="text" name=(name("price_per_hour")) value=(tier.price_per_hour)
                        inputmode="decimal" maxlength="20" data-empty="null" autocomplete="off";
                }
                (whole("requests_per_minute", "Requests a minute", tier.requests_per_minute,
                    (1, most)))
                (whole("thoughts_per_minute", "Thoughts a minute", tier.thoughts_per_minute,
                    (0, most)))
                (whole("tokens_per_hour", "Tokens an hour", tier.tokens_per_hour, (0, most)))
                (whole("tool_runs", "Tools at once", tier.tool_runs, (0, most)))
                (choice(&name("queue_class"), "Queue", &queues, &tier.queue_class))
                (whole("weight", "Share in the queue", tier.weight, (1, 1_000)))
                label.field {
                    span { "Models, best first " span.muted { "(commas between)" } }
                    input type="text" name=(name("models")) value=(tier.models) data-type="list"
                        data-empty="list" autocomplete="off";
                }
                (blurb(&name("blurb"), &tier.blurb))
            }
        }
    }
}

fn blurb(name: &str, value: &str) -> Markup {
    Text::new(name, "What it buys, in a sentence", 200).value(value).wide().field()
}
