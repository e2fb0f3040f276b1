//! Addresses of the network: warned, suspended and banned, and who reads which are.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use village_sim::{AddressRange, Measure, Outcome, Wish};

use crate::http::Shared;
use crate::http::ask::{Part, Query};
use crate::http::caller::Caller;
use crate::http::errand::{Errand, Made};
use crate::http::json::{AddressDiscipline, JudgedAddress, Lens, List};
use crate::http::problem::{Problem, ProblemBody};

/// What stands against addresses of the network, in their order.
#[utoipa::path(
    get, path = "/api/v1/addresses", tag = "people", security(("token" = [])), params(Part),
    responses(
        (status = 200, body = List<JudgedAddress>),
        (status = 400, body = ProblemBody, description = "bad_request"),
        (status = 401, body = ProblemBody, description = "No token, or one that does not work"),
        (status = 403, body = ProblemBody, description = "Only for moderators"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
        (status = 503, body = ProblemBody, description = "store_unavailable or stopping"),
    )
)]
pub async fn list(
    State(site): State<Shared>,
    Query(part): Query<Part>,
) -> Result<Json<List<JudgedAddress>>, Problem> {
    let (limit, from) = (part.limit()?, part.cursor()?.unwrap_or(0));
    let from = usize::try_from(from).unwrap_or(usize::MAX);
    let view = site.hall.view.load();
    let lens = Lens::new(&view, &site.atlas);
    let mut rows = view.society.addresses.iter().skip(from);
    let items: Vec<_> =
        rows.by_ref().take(limit).map(|(range, row)| lens.address(*range, row)).collect();
    let next_cursor = rows.next().map(|_| (from + items.len()).to_string());
    Ok(Json(List { items, next_cursor }))
}

/// Warn, suspend or ban an address or a range of them, or lift that. Whoever comes from there may
/// read and sign in, no more; moderators and admins pass. The warning, suspension or ban is told
/// on the pages.
#[utoipa::path(
    post, path = "/api/v1/addresses/discipline", tag = "people", security(("token" = [])),
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a retry safe")),
    request_body = AddressDiscipline,
    responses(
        (status = 200, body = JudgedAddress),
        (status = 400, body = ProblemBody, description = "bad_json, bad_request or bad_key"),
        (status = 401, body = ProblemBody, description = "No token, or one that does not work"),
        (status = 403, body = ProblemBody, description = "Only for moderators"),
        (status = 408, body = ProblemBody, description = "The body came too slowly"),
        (status = 409, body = ProblemBody, description = "own_address or key_reused"),
        (status = 413, body = ProblemBody, description = "The body is larger than 64 KiB"),
        (status = 415, body = ProblemBody, description = "The body is no JSON by its type"),
        (status = 422, body = ProblemBody, description = "bad_address, bad_text or out_of_range"),
        (status = 429, body = ProblemBody, description = "too_many, or too many requests a minute"),
        (status = 503, body = ProblemBody,
            description = "intake_full, store_unavailable, outcome_unknown or stopping"),
    )
)]
pub async fn discipline(
    State(site): State<Shared>,
    caller: Caller,
    errand: Errand<AddressDiscipline>,
) -> Result<Response, Problem> {
    let (range, measure) = errand.wish.read()?;
    if measure != Measure::Lift && comes_from(&caller, range) {
        let detail = "you come from there yourself: nobody shuts the door behind itself";
        return Err(Problem::new(StatusCode::CONFLICT, "own_address", detail));
    }
    let reason = errand.wish.reason.clone();
    let made = move |_: &Outcome, lens: &Lens<'_>, _| {
        let row = lens.view.society.addresses.get(&range).cloned().unwrap_or_default();
        Some(Made::new(StatusCode::OK, &lens.address(range, &row)))
    };
    let wish = Wish::DisciplineAddress { range, measure, reason };
    errand.submit(&site, wish, made).await
}

fn comes_from(caller: &Caller, range: AddressRange) -> bool {
    let from = caller.from.as_deref().and_then(|from| from.parse().ok());
    from.is_some_and(|from| range.contains(from))
}
