//! The policy of money: read by everybody, changed live by admins, after a look at what a change
//! would do.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use village_economy::{Policy, Tier, Tiers};
use village_sim::{Amended, Outcome, View, Wish};

use crate::http::Shared;
use crate::http::errand::{Errand, Made};
use crate::http::json::{Because, Change, Draft, Lens, NewRules, Number, Preview, Price, Rules};
use crate::http::problem::{Problem, ProblemBody};
use crate::http::sent::Sent;

/// Changes of tier that a preview names.
const CHANGES_MAX: usize = 1_000;

/// The numbers by which money behaves now.
#[utoipa::path(
    get, path = "/api/v1/economy/policy", tag = "economy",
    responses(
        (status = 200, body = Rules),
        (status = 401, body = ProblemBody, description = "The token does not work"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
    )
)]
pub async fn policy(State(site): State<Shared>) -> Json<Rules> {
    Json(Lens::new(&site.hall.view.load(), &site.atlas).rules())
}

/// Change policy and tiers; they hold from the next tick on, and after a restart. For admins.
#[utoipa::path(
    put, path = "/api/v1/economy/policy", tag = "economy", security(("token" = [])),
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a retry safe")),
    request_body = NewRules,
    responses(
        (status = 200, body = Rules),
        (status = 400, body = ProblemBody, description = "bad_json, bad_request or bad_key"),
        (status = 401, body = ProblemBody, description = "Nobody said who asks"),
        (status = 403, body = ProblemBody, description = "Not an admin's"),
        (status = 408, body = ProblemBody, description = "The body came too slowly"),
        (status = 409, body = ProblemBody, description = "key_reused"),
        (status = 413, body = ProblemBody, description = "The body is larger than 64 KiB"),
        (status = 415, body = ProblemBody, description = "The body is no JSON by its type"),
        (status = 422, body = ProblemBody, description = "bad_policy or bad_text"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
        (status = 503, body = ProblemBody,
            description = "intake_full, store_unavailable, outcome_unknown or stopping"),
    )
)]
pub async fn amend(
    State(site): State<Shared>,
    errand: Errand<NewRules>,
) -> Result<Response, Problem> {
    let NewRules { policy, tiers, reason } = errand.wish.clone();
    let tiers: Vec<Tier> = tiers.into_iter().map(Tier::from).collect();
    if let Some(problem) = check(&policy, &tiers).err().and_then(|all| all.into_iter().next()) {
        return Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "bad_policy", problem));
    }
    let amended = Some(Box::new(Amended { policy, tiers }));
    errand.submit(&site, Wish::Amend { amended, reason }, held).await
}

/// Go back to the policy and tiers of the files. For admins.
#[utoipa::path(
    delete, path = "/api/v1/economy/policy", tag = "economy", security(("token" = [])),
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a retry safe")),
    request_body = Because,
    responses(
        (status = 200, body = Rules),
        (status = 400, body = ProblemBody, description = "bad_json, bad_request or bad_key"),
        (status = 401, body = ProblemBody, description = "Nobody said who asks"),
        (status = 403, body = ProblemBody, description = "Not an admin's"),
        (status = 408, body = ProblemBody, description = "The body came too slowly"),
        (status = 409, body = ProblemBody, description = "key_reused"),
        (status = 413, body = ProblemBody, description = "The body is larger than 64 KiB"),
        (status = 415, body = ProblemBody, description = "The body is no JSON by its type"),
        (status = 422, body = ProblemBody, description = "bad_text"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
        (status = 503, body = ProblemBody,
            description = "intake_full, store_unavailable, outcome_unknown or stopping"),
    )
)]
pub async fn restore(
    State(site): State<Shared>,
    errand: Errand<Because>,
) -> Result<Response, Problem> {
    let reason = errand.wish.reason.clone();
    errand.submit(&site, Wish::Amend { amended: None, reason }, held).await
}

/// What a change of policy and tiers would do. Nothing is changed. For admins.
#[utoipa::path(
    post, path = "/api/v1/economy/policy/preview", tag = "economy", security(("token" = [])),
    request_body = Draft,
    responses(
        (status = 200, body = Preview),
        (status = 400, body = ProblemBody, description = "bad_json or bad_request"),
        (status = 401, body = ProblemBody, description = "Nobody said who asks"),
        (status = 403, body = ProblemBody, description = "Not an admin's"),
        (status = 408, body = ProblemBody, description = "The body came too slowly"),
        (status = 413, body = ProblemBody, description = "The body is larger than 64 KiB"),
        (status = 415, body = ProblemBody, description = "The body is no JSON by its type"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
        (status = 503, body = ProblemBody, description = "The village is stopping"),
    )
)]
pub async fn preview(
    State(site): State<Shared>,
    Sent(draft): Sent<Draft>,
) -> Result<Json<Preview>, Problem> {
    let view: Arc<View> = site.hall.view.load_full();
    let Draft { policy, tiers, .. } = draft;
    let tiers: Vec<Tier> = tiers.into_iter().map(Tier::from).collect();
    let numbers = numbers(&view.policy, &policy);
    Ok(Json(match check(&policy, &tiers) {
        Err(problems) => Preview { problems, numbers, ..Preview::default() },
        Ok(tiers) => {
            let (changes, count) = changes(&view, &tiers);
            let prices = prices(&view.tiers, &tiers);
            Preview { problems: Vec::new(), changes, changed: count, prices, numbers }
        }
    }))
}

fn held(outcome: &Outcome, lens: &Lens<'_>, _: bool) -> Option<Made> {
    matches!(outcome, Outcome::Done).then(|| Made::new(StatusCode::OK, &lens.rules()))
}

/// The checked tiers, or everything for which policy and tiers would be refused.
fn check(policy: &Policy, tiers: &[Tier]) -> Result<Tiers, Vec<String>> {
    let mut problems = Vec::new();
    problems.extend(policy.check().err().map(|fault| format!("policy: {fault}")));
    let tiers = Tiers::new(tiers.to_vec());
    let sold = &policy.auction.tier;
    match tiers {
        Err(fault) => problems.push(format!("tiers: {fault}")),
        Ok(tiers) if policy.auction.slots > 0 && tiers.by_id(sold).is_none() => {
            problems.push("policy: auction.tier is the id of none of the tiers".to_owned());
        }
        Ok(tiers) if problems.is_empty() => return Ok(tiers),
        Ok(_) => {}
    }
    Err(problems)
}

/// Agents that would have another tier: the first of them, and how many they are.
fn changes(view: &View, tiers: &Tiers) -> (Vec<Change>, usize) {
    let (mut changes, mut count) = (Vec::new(), 0);
    for agent in view.agents() {
        let permit = view.society.permit(agent.id);
        let (rank, _) = permit.tier(agent.balance, tiers, view.tick());
        let (from, to) = (&view.tier(agent).id, &tiers.all()[rank].id);
        if from != to {
            count += 1;
            if changes.len() < CHANGES_MAX {
                let agent_id = agent.member.persona.slug.clone();
                changes.push(Change { agent_id, from: from.clone(), to: to.clone() });
            }
        }
    }
    (changes, count)
}

/// Tiers whose price would change, those too that come or go.
fn prices(before: &Tiers, after: &Tiers) -> Vec<Price> {
    let price = |tiers: &Tiers, id: &str| tiers.by_id(id).and_then(|tier| tier.price_per_hour);
    let gone = before.all().iter().filter(|tier| after.by_id(&tier.id).is_none());
    let ids = gone.chain(after.all()).map(|tier| tier.id.as_str());
    let all =
        ids.map(|id| Price { tier: id.to_owned(), from: price(before, id), to: price(after, id) });
    all.filter(|price| price.from != price.to).collect()
}

/// Numbers of a policy that would change, by where they stand in it.
fn numbers(before: &Policy, after: &Policy) -> Vec<Number> {
    let flat = |policy: &Policy| {
        let mut all = Vec::new();
        let value = serde_json::to_value(policy).expect("a policy is plain data");
        flatten(&value, "", &mut all);
        all
    };
    let pairs = flat(before).into_iter().zip(flat(after));
    let pairs = pairs.map(|((field, from), (_, to))| Number { field, from, to });
    pairs.filter(|number| number.from != number.to).collect()
}

/// All that a value holds at its ends, in one order. Two policies have the same fields.
fn flatten(value: &serde_json::Value, path: &str, all: &mut Vec<(String, String)>) {
    match value {
        serde_json::Value::Object(fields) => {
            for (name, inner) in fields {
                let dot = if path.is_empty() { "" } else { "." };
                flatten(inner, &format!("{path}{dot}{name}"), all);
            }
        }
        serde_json::Value::String(text) => all.push((path.to_owned(), text.clone())),
        other => all.push((path.to_owned(), other.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const POLICY: &str = include_str!("../../../../assets/economy.toml");
    const TIERS: &str = include_str!("../../../../assets/tiers.toml");

    #[test]
    fn what_would_change_is_told_by_name() {
        let before = Policy::from_toml(POLICY).unwrap();
        let mut after = before.clone();
        after.auction.slots += 1;
        after.giving.member.knee = village_economy::Micro::coins(3);
        let mut told = numbers(&before, &after);
        told.sort_by(|one, other| one.field.cmp(&other.field));
        let fields: Vec<&str> = told.iter().map(|number| number.field.as_str()).collect();
        assert_eq!(fields, ["auction.slots", "giving.member.knee"]);
        assert_eq!(told[1].to, "3");
        assert_eq!(numbers(&before, &before), []);
    }

    #[test]
    fn prices_of_tiers_that_come_and_go_are_told() {
        let before = Tiers::from_toml(TIERS).unwrap();
        let mut after = before.all().to_vec();
        let last = after.pop().unwrap();
        let after = Tiers::new(after).unwrap();
        let told = prices(&before, &after);
        let gone: Vec<_> = told.iter().map(|price| (price.tier.as_str(), price.to)).collect();
        let is_sold = last.price_per_hour.is_some();
        assert_eq!(gone, if is_sold { vec![(last.id.as_str(), None)] } else { vec![] });
        assert!(prices(&before, &before).is_empty());
    }

    #[test]
    fn a_draft_that_cannot_be_meant_tells_all_that_is_wrong() {
        let mut policy = Policy::from_toml(POLICY).unwrap();
        let tiers = Tiers::from_toml(TIERS).unwrap().all().to_vec();
        assert!(check(&policy, &tiers).is_ok());
        policy.auction.tier = "nothing".into();
        assert_eq!(check(&policy, &tiers).unwrap_err().len(), 1);
        policy.undo_seconds = 1_000_000;
        assert_eq!(check(&policy, &tiers).unwrap_err().len(), 2);
        assert_eq!(check(&policy, &[]).unwrap_err().len(), 2);
    }
}
