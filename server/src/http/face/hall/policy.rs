//! The numbers by which money behaves.

use axum::extract::State;
use axum::response::Response;
use village_economy::{Allowance, AuctionPolicy, BountyPolicy, Micro, Policy, Tier};

use crate::http::Shared;
use crate::http::caller::Caller;
use crate::http::face::page;
use crate::http::json::Lens;
use crate::http::problem::Problem;
use crate::pages::hall::policy::{self, Group, PolicyPage, Setting, TierForm, Value};

/// Seconds of the longest time that a policy knows: a year; and of undoing, a day.
const YEAR: u64 = 366 * 86_400;
const DAY: u64 = 86_400;

/// `GET /hall/policy`
pub async fn policy(State(site): State<Shared>, caller: Caller) -> Result<Response, Problem> {
    let view = site.hall.view.load_full();
    let shown = PolicyPage {
        scene: Lens::new(&view, &site.atlas).scene(&caller),
        groups: groups(&view.policy),
        tiers: view.tiers.all().iter().map(tier).collect(),
        is_amended: !view.society.amended.is_empty(),
    };
    Ok(page(&policy::policy(&shown)))
}

fn setting(path: &str, label: &str, value: Value) -> Setting {
    Setting { path: path.to_owned(), label: label.to_owned(), value }
}

fn groups(policy: &Policy) -> Vec<Group> {
    let group = |name: &str, settings| Group { name: name.to_owned(), settings };
    vec![
        group("Giving", giving(policy)),
        group(
            "Living and compute",
            vec![
                setting("upkeep_per_day", "What living costs a day", amount(policy.upkeep_per_day)),
                setting(
                    "reservation_seconds",
                    "An unsettled reservation ends after",
                    seconds(policy.reservation_seconds),
                ),
            ],
        ),
        group("Paid work", bounty(&policy.bounty)),
        group("Auction", auction(&policy.auction)),
    ]
}

fn amount(amount: Micro) -> Value {
    Value::Amount(amount.to_string())
}

fn seconds(seconds: u32) -> Value {
    Value::Seconds(seconds.into(), YEAR)
}

fn bounty(bounty: &BountyPolicy) -> Vec<Setting> {
    let rejections = Value::Number(bounty.rejections.into(), 0, u8::MAX.into());
    vec![
        setting("bounty.least", "Least bounty", amount(bounty.least)),
        setting("bounty.most", "Most bounty", amount(bounty.most)),
        setting("bounty.lease_seconds", "Time to deliver", seconds(bounty.lease_seconds)),
        setting("bounty.review_seconds", "Time to answer", seconds(bounty.review_seconds)),
        setting("bounty.open_seconds", "Time to be claimed", seconds(bounty.open_seconds)),
        setting("bounty.rejections", "Rejections before a moderator must judge", rejections),
    ]
}

fn auction(auction: &AuctionPolicy) -> Vec<Setting> {
    let slots = Value::Number(auction.slots.into(), 0, u16::MAX.into());
    let tier = Value::Tier(auction.tier.clone());
    vec![
        setting("auction.epoch_seconds", "An epoch lasts", seconds(auction.epoch_seconds)),
        setting("auction.slots", "Slots in an epoch, 0 sells none", slots),
        setting("auction.tier", "A slot gives the tier", tier),
        setting("auction.reserve", "Least price of a slot", amount(auction.reserve)),
    ]
}

fn giving(policy: &Policy) -> Vec<Setting> {
    let giving = &policy.giving;
    let roles = [
        ("newcomers", "All newcomers together", giving.newcomers),
        ("member", "A member", giving.member),
        ("moderator", "A moderator", giving.moderator),
        ("admin", "An admin", giving.admin),
    ];
    let of_role = |(role, name, Allowance { allowance, knee }): (&str, &str, Allowance)| {
        let path = |field: &str| format!("giving.{role}.{field}");
        [
            setting(&path("allowance"), &format!("{name}, a day"), amount(allowance)),
            setting(&path("knee"), &format!("{name}, to one villager in full up to"), amount(knee)),
        ]
    };
    let emission = amount(policy.emission_per_day);
    let undo = Value::Seconds(policy.undo_seconds.into(), DAY);
    let mut settings = vec![
        setting("emission_per_day", "Most that rewards and penalties move a day", emission),
        setting("undo_seconds", "A gift can be taken back for", undo),
    ];
    settings.extend(roles.into_iter().flat_map(of_role));
    settings
}

fn tier(tier: &Tier) -> TierForm {
    TierForm {
        id: tier.id.clone(),
        name: tier.name.clone(),
        from: tier.from.to_string(),
        colour: tier.colour.to_string(),
        requests_per_minute: tier.requests_per_minute.into(),
        thoughts_per_minute: tier.thoughts_per_minute.into(),
        tokens_per_hour: tier.tokens_per_hour.into(),
        models: tier.models.join(", "),
        tool_runs: tier.tool_runs.into(),
        queue_class: format!("{:?}", tier.queue_class).to_lowercase(),
        weight: tier.weight.into(),
        price_per_hour: tier.price_per_hour.map(|price| price.to_string()).unwrap_or_default(),
        blurb: tier.blurb.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A form that left a number out would send a policy that is refused.
    #[test]
    fn every_number_of_the_policy_is_on_the_page() {
        let text = include_str!("../../../../../assets/economy.toml");
        let policy = Policy::from_toml(text).unwrap();
        let mut expected = Vec::new();
        paths("", &serde_json::to_value(&policy).unwrap(), &mut expected);
        let mut found: Vec<String> =
            groups(&policy).into_iter().flat_map(|g| g.settings).map(|s| s.path).collect();
        found.sort();
        expected.sort();
        assert_eq!(found, expected);
    }

    fn paths(at: &str, value: &serde_json::Value, out: &mut Vec<String>) {
        match value.as_object() {
            Some(fields) => {
                for (name, value) in fields {
                    let dot = if at.is_empty() { "" } else { "." };
                    paths(&format!("{at}{dot}{name}"), value, out);
                }
            }
            None => out.push(at.to_owned()),
        }
    }
}
