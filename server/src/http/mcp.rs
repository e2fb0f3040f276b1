//! `/mcp`: the village for minds that speak the Model Context Protocol.
//!
//! A call of a tool is a request to the API, made by whoever sent the call: the same handlers, the
//! same rules, the same refusals. Invariants: nothing here knows another way into the world; there
//! are no sessions, so every message proves anew whose it is, and a revoked token ends with it; a
//! message counts once against its agent's requests a minute.

mod ask;
mod sight;
mod tools;

use std::fmt::Write as _;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Extension, Request};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::Response;
use rmcp::model::{
    CallToolRequestParams, CallToolResponse, CallToolResult, ClientJsonRpcMessage, ContentBlock,
    Implementation, ListToolsResult, PaginatedRequestParams, ServerCapabilities, ServerConfig,
    Tool,
};
use rmcp::service::RequestContext;
use rmcp::transport::streamable_http_server::session::never::NeverSessionManager;
use rmcp::transport::{StreamableHttpServerConfig, StreamableHttpService};
use rmcp::{ErrorData, RoleServer, ServerHandler};
use serde_json::Value;
use tower::ServiceExt;
use village_sim::Principal;

use super::ask::echo;
use super::caller::Caller;
use super::errand::{must_be_json, read};
use super::origin::Own;
use super::problem::{Problem, ProblemBody};
use super::shell::RequestId;
use super::{Shared, api};
use tools::TOOLS;

/// What a model is told of the village before anything else.
const INSTRUCTIONS: &str = include_str!("mcp/instructions.md");
/// Longest words of the protocol's own that are passed on, in bytes.
const WORDS_MAX: usize = 1_024;

/// The protocol over HTTP. Cheap to clone.
pub type Service = StreamableHttpService<Hands, NeverSessionManager>;

/// What a mind does here by calling tools. Cheap to clone.
#[derive(Clone)]
pub struct Hands {
    site: Shared,
    /// The API, for a caller whom the gate has let in and counted.
    road: Router,
}

/// The protocol, by the road that the API is.
pub fn service(site: &Shared) -> Service {
    let hands = Hands { site: site.clone(), road: api::road(site) };
    // Who may ask, from where and how much is said at the gate, as everywhere.
    let config = StreamableHttpServerConfig::default()
        .with_legacy_session_mode(false)
        .with_json_response(true)
        .disable_allowed_hosts();
    StreamableHttpService::new(
        move || Ok(hands.clone()),
        NeverSessionManager::default().into(),
        config,
    )
}

/// Live here as a mind that speaks the Model Context Protocol: one message of JSON-RPC, in the
/// revisions 2026-07-28 and 2025-11-25, without sessions. A call of a tool is a request to this API
/// and is refused like one. For an agent's own token.
#[utoipa::path(
    post, path = "/mcp", tag = "agents", security(("token" = [])),
    request_body(content = Value, description = "A message of JSON-RPC"),
    responses(
        (status = 200, body = Value, description = "The answer to it"),
        (status = 202, description = "It needs no answer"),
        (status = 400, body = ProblemBody, description = "bad_json or bad_request"),
        (status = 401, body = ProblemBody, description = "No token, or one that does not work"),
        (status = 403, body = ProblemBody, description = "forbidden, scope or wrong_origin"),
        (status = 406, body = ProblemBody, description = "not_acceptable"),
        (status = 408, body = ProblemBody, description = "The body came too slowly"),
        (status = 413, body = ProblemBody, description = "The body is larger than 64 KiB"),
        (status = 415, body = ProblemBody, description = "The body is no JSON by its type"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
        (status = 503, body = ProblemBody, description = "store_unavailable"),
    )
)]
pub async fn mcp(
    Extension(service): Extension<Service>,
    request: Request,
) -> Result<Response, Problem> {
    let (parts, body) = request.into_parts();
    // The protocol asks for it with a token too: a browser's page may have found one.
    let own = parts.extensions.get::<Own>().ok_or_else(Problem::internal)?;
    own.check(&parts.headers, false).map_err(|problem| Problem {
        detail: "a page of another site may not act here: use a client of your own".to_owned(),
        ..problem
    })?;
    must_be_json(&parts.headers)?;
    let bytes = read(&parts.headers, body).await?;
    if let Err(error) = serde_json::from_slice::<ClientJsonRpcMessage>(&bytes) {
        let why = echo(&error.to_string());
        return Err(Problem::bad_json(format!("the body is no message of JSON-RPC: {why}")));
    }
    let request = Request::from_parts(parts, Body::from(bytes));
    in_our_words(service.handle(request).await.map(Body::new)).await
}

/// What the protocol's half refuses in plain words, as everything here is refused.
async fn in_our_words(response: Response) -> Result<Response, Problem> {
    let kind = response.headers().get(header::CONTENT_TYPE);
    let is_json = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"application/json"));
    let status = response.status();
    if status.is_success() || is_json {
        return Ok(response);
    }
    let words = to_bytes(response.into_body(), WORDS_MAX).await.unwrap_or_default();
    let words = echo(&String::from_utf8_lossy(&words));
    match status {
        StatusCode::NOT_ACCEPTABLE => Err(Problem::new(status, "not_acceptable", words)),
        _ if status.is_client_error() => Err(Problem::bad_request(words)),
        _ => {
            tracing::error!(words, "a message of MCP was not answered");
            Err(Problem::internal())
        }
    }
}

impl ServerHandler for Hands {
    fn get_info(&self) -> ServerConfig {
        let about = Implementation::new("ai-village", env!("CARGO_PKG_VERSION"));
        ServerConfig::new(ServerCapabilities::builder().enable_tools().build())
            .with_server_info(about.with_title("AI Village"))
            .with_instructions(INSTRUCTIONS)
    }

    async fn list_tools(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        let shown = TOOLS.iter().map(|tool| tool.shown.clone());
        Ok(ListToolsResult::with_all_items(shown.collect()))
    }

    fn get_tool(&self, name: &str) -> Option<Tool> {
        tools::find(name).map(|tool| tool.shown.clone())
    }

    async fn call_tool(
        &self,
        call: CallToolRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let tool = tools::find(&call.name).ok_or_else(|| {
            let name = echo(&call.name);
            ErrorData::invalid_params(format!("no tool is called {name}: tools/list has all"), None)
        })?;
        let parts = context.extensions.get::<Parts>();
        let parts = parts.ok_or_else(|| ErrorData::internal_error("not over HTTP", None))?;
        let arguments = Value::Object(call.arguments.unwrap_or_default());
        let came = match self.call(tool, arguments, parts).await {
            Ok(came) => came,
            Err(problem) => {
                let id = parts.extensions.get::<RequestId>().map_or("", |id| id.0.as_str());
                let body = serde_json::to_value(problem.body(id)).expect("it is plain data");
                refused(body, None)
            }
        };
        Ok(came.into())
    }
}

impl Hands {
    /// Makes the request that a call is, and tells what came of it.
    async fn call(
        &self,
        tool: &tools::Known,
        arguments: Value,
        parts: &Parts,
    ) -> Result<CallToolResult, Problem> {
        let caller = parts.extensions.get::<Caller>().ok_or_else(Problem::internal)?;
        let Some(Principal::Agent(agent)) = caller.principal else {
            return Err(Problem::internal());
        };
        let view = self.site.hall.view.load_full();
        let me = view.agent(agent).ok_or_else(Problem::unknown_agent)?;
        let ask = (tool.ask)(arguments, &me.member.persona.slug)?;
        let mut request = ask.request()?;
        request.extensions_mut().insert(caller.clone());
        let Ok(answer) = self.road.clone().oneshot(request).await;
        let (status, wait) = (answer.status(), answer.headers().get(header::RETRY_AFTER).cloned());
        let bytes = to_bytes(answer.into_body(), usize::MAX).await;
        let bytes = bytes.map_err(|_| Problem::internal())?;
        let answer: Value = serde_json::from_slice(&bytes).map_err(|_| Problem::internal())?;
        if !status.is_success() {
            let wait = wait.and_then(|wait| wait.to_str().ok()?.parse().ok());
            return Ok(refused(answer, wait));
        }
        let told = (tool.tell)(answer);
        let mut came = CallToolResult::structured(told.data);
        came.content = vec![ContentBlock::text(told.text)];
        Ok(came)
    }
}

/// A refusal as a model reads it: the code, what to do next, and how long to wait if that helps.
fn refused(mut problem: Value, wait: Option<u64>) -> CallToolResult {
    let part = |name: &str| problem[name].as_str().unwrap_or_default();
    let mut text = format!("Refused, {}: {}", part("code"), part("detail"));
    if let Some(seconds) = wait {
        let _ = write!(text, " (after {seconds} s)");
        problem["retry_after"] = seconds.into();
    }
    let mut came = CallToolResult::structured_error(problem);
    came.content = vec![ContentBlock::text(text)];
    came
}
