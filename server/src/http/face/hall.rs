//! The town hall's pages: from the view and the store to what the templates show.

mod account;
mod audit;
mod entry;
mod keep;
mod ledger;
mod minds;
mod overview;
mod payments;
mod people;
mod policy;
mod tiers;

use axum::Router;
use axum::routing::get;

use crate::http::Shared;

pub use keep::keeping;

/// The addresses of the town hall.
pub fn router() -> Router<Shared> {
    Router::new()
        .route("/login", get(entry::login))
        .route("/sign-up", get(entry::sign_up))
        .route("/account", get(account::account))
        .route("/hall", get(overview::overview))
        .route("/hall/ledger", get(ledger::ledger))
        .route("/hall/tiers", get(tiers::tiers))
        .route("/hall/policy", get(policy::policy))
        .route("/hall/moderation", get(keep::moderation))
        .route("/hall/agents", get(keep::agents))
        .route("/hall/people", get(people::people))
        .route("/hall/minds", get(minds::minds))
        .route("/hall/payments", get(payments::payments))
        .route("/hall/audit", get(audit::audit))
}
