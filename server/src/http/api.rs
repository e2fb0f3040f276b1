//! Version 1 of the API: its operations and their description.

mod account;
mod acts;
mod addresses;
mod agent_tokens;
mod agents;
mod audit;
mod avatar;
mod board;
mod compute;
mod economy;
mod files;
mod ground;
mod invitations;
mod keep;
mod labour;
mod ledger;
mod letters;
mod memories;
mod minds;
mod payments;
mod people;
mod presence;
mod report;
mod rules;
mod scorecard;
pub mod thoughts;
mod tickets;
mod webhook;
mod world;

use axum::Router;
use axum::extract::Extension;
use axum::http::{HeaderValue, header};
use axum::middleware;
use axum::routing::get;
use utoipa::OpenApi as _;
use utoipa::openapi::OpenApi;
use utoipa::openapi::path::Operation;
use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityRequirement, SecurityScheme,
};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub use files::{PATH as UPLOAD_PATH, UPLOADS_MAX};
pub use invitations::waiting as waiting_invitations;
pub use scorecard::{Scorecards, read as scorecard};

use super::problem::{Problem, ProblemBody};
use super::{Shared, gate, json, mcp, shell};

/// What the documentation says first.
const SUMMARY: &str = include_str!("api/summary.md");

/// The policy of the page that shows the documentation, whose program styles itself.
const DOCS_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' \
     'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; \
     form-action 'none'; frame-ancestors 'none'";

#[derive(utoipa::OpenApi)]
#[openapi(
    info(title = "AI Village", version = "1"),
    components(schemas(ProblemBody, json::Delta)),
    tags(
        (name = "world", description = "The village as it is now"),
        (name = "agents", description = "Villagers: who they are, what they perceive and do"),
        (name = "board", description = "The town board"),
        (name = "economy", description = "Money: balances, ledgers, rewards and penalties"),
        (name = "people", description = "People: accounts, sessions, tokens, invitations"),
    )
)]
struct Description;

/// The operations and their description, of one piece.
pub fn operations() -> (Router<Shared>, OpenApi) {
    let (router, mut description) = routed().split_for_parts();
    for path in description.paths.paths.values_mut() {
        let all = [&mut path.get, &mut path.put, &mut path.post, &mut path.delete];
        all.into_iter().flatten().for_each(take_sessions);
    }
    (router, description)
}

/// Where a token does, a session does as well.
fn take_sessions(operation: &mut Operation) {
    let by = |proof: &str| SecurityRequirement::new(proof, Vec::<String>::new());
    if let Some(proofs) = &mut operation.security
        && proofs.contains(&by("token"))
    {
        proofs.push(by("session"));
    }
}

fn routed() -> OpenApiRouter<Shared> {
    let mut description = Description::openapi();
    description.info.description = Some(SUMMARY.to_owned());
    let scheme = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
    let components = description.components.get_or_insert_default();
    components.add_security_scheme("token", scheme);
    let cookie = ApiKeyValue::with_description(
        "__Host-village",
        "Set by POST /api/v1/people/login; with a plain one, `village`, beside it on \
         http://localhost. What changes something must come with the village's own Origin.",
    );
    components.add_security_scheme("session", SecurityScheme::ApiKey(ApiKey::Cookie(cookie)));
    OpenApiRouter::with_openapi(description)
        .routes(routes!(world::world))
        .routes(routes!(presence::presence))
        .routes(routes!(ground::map))
        .routes(routes!(ground::kinds))
        .routes(routes!(agents::list, keep::take_in))
        .routes(routes!(agents::one))
        .routes(routes!(agents::percept))
        .routes(routes!(thoughts::list))
        .routes(routes!(thoughts::one))
        .routes(routes!(minds::minds, minds::switch))
        .routes(routes!(minds::recollection))
        .routes(routes!(memories::recall, memories::remember))
        .routes(routes!(minds::forget))
        .routes(routes!(acts::walk))
        .routes(routes!(acts::act))
        .routes(routes!(board::list, board::post))
        .routes(routes!(board::one))
        .routes(routes!(board::reply))
        .routes(routes!(board::moderate))
        .routes(routes!(report::report))
        .routes(routes!(report::dismiss))
        .routes(routes!(report::list))
        .routes(routes!(labour::one, labour::step))
        .routes(routes!(labour::list))
        .routes(routes!(files::store))
        .routes(routes!(files::fetch))
        .routes(routes!(letters::list))
        .routes(routes!(letters::read, letters::write))
        .routes(routes!(letters::mark_read))
        .routes(routes!(keep::restrain))
        .routes(routes!(agent_tokens::list, agent_tokens::make))
        .routes(routes!(agent_tokens::revoke))
        .routes(routes!(agent_tokens::end))
        .routes(routes!(keep::entitle))
        .routes(routes!(keep::discipline))
        .routes(routes!(addresses::list))
        .routes(routes!(addresses::discipline))
        .routes(routes!(keep::vouch))
        .routes(routes!(keep::appoint))
        .merge(money())
        .routes(routes!(people::list))
        .routes(routes!(people::log_in))
        .routes(routes!(people::sign_up))
        .routes(routes!(people::log_out))
        .routes(routes!(invitations::list, invitations::invite))
        .routes(routes!(invitations::withdraw))
        .routes(routes!(people::me))
        .routes(routes!(avatar::see, avatar::enter, avatar::leave))
        .routes(routes!(people::password))
        .routes(routes!(account::sessions, account::end_sessions))
        .routes(routes!(account::end_session))
        .routes(routes!(account::tokens, account::make_token))
        .routes(routes!(account::end_token))
        .routes(routes!(tickets::give))
        .routes(routes!(mcp::mcp))
}

/// Operations about money.
fn money() -> OpenApiRouter<Shared> {
    OpenApiRouter::new()
        .routes(routes!(economy::balance))
        .routes(routes!(economy::ledger))
        .routes(routes!(economy::reward))
        .routes(routes!(economy::penalize))
        .routes(routes!(economy::undo))
        .routes(routes!(economy::pay))
        .routes(routes!(ledger::movements))
        .routes(routes!(ledger::accounts))
        .routes(routes!(ledger::allowance))
        .routes(routes!(ledger::statement))
        .routes(routes!(compute::tiers))
        .routes(routes!(compute::purchase))
        .routes(routes!(compute::bid))
        .routes(routes!(compute::auction))
        .routes(routes!(compute::reserve))
        .routes(routes!(compute::settle))
        .routes(routes!(rules::policy, rules::amend, rules::restore))
        .routes(routes!(rules::preview))
        .routes(routes!(scorecard::scorecard))
        .routes(routes!(payments::credits, payments::credit))
        .routes(routes!(payments::reverse))
        .routes(routes!(payments::reconcile))
        .routes(routes!(webhook::paypal))
        .routes(routes!(audit::list))
}

/// The operations as tools of `/mcp` reach them, for a caller whom the gate let in.
pub fn road(site: &Shared) -> Router {
    let (operations, _) = operations();
    operations
        .route_layer(middleware::from_fn_with_state(site.clone(), gate::within))
        .fallback(|| async { Problem::not_found() })
        .layer(middleware::from_fn_with_state(site.request_ids.clone(), shell::wrap))
        .with_state(site.clone())
}

/// The operations behind their gate, and the documentation.
pub fn router(site: &Shared) -> Router<Shared> {
    let (operations, description) = operations();
    let text = description.to_json().expect("a description is plain data");
    let text: bytes::Bytes = text.into();
    let swagger = utoipa_swagger_ui::SwaggerUi::new("/api/docs")
        .config(utoipa_swagger_ui::Config::from(gate::DESCRIPTION));
    let docs = Router::<Shared>::from(swagger).layer(middleware::map_response(lighten));
    operations
        .layer(Extension(mcp::service(site)))
        .route(
            gate::DESCRIPTION,
            get(move || {
                let text = text.clone();
                async move { ([(header::CONTENT_TYPE, "application/json")], text) }
            }),
        )
        .route_layer(middleware::from_fn_with_state(site.clone(), gate::api))
        .merge(docs)
}

async fn lighten(mut response: axum::response::Response) -> axum::response::Response {
    let policy = HeaderValue::from_static(DOCS_POLICY);
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    response
}
