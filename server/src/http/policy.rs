//! Who may do what: every operation of the API in one table. An operation that is not in it is
//! answered by nobody; a test compares the table with the routes and walks it with every sort of
//! caller.

use axum::http::Method;
use village_sim::{Principal, VillagerId};

use super::problem::Problem;

/// Who may use an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// Everybody, with or without a token; what is shown may depend on who asks.
    Everybody,
    /// Any agent, and admins.
    Members,
    /// The agent that the path names, and admins.
    Own,
    /// Admins.
    Admins,
}

/// An operation and its rule.
#[derive(Debug, Clone, Copy)]
pub struct Operation {
    pub method: &'static str,
    /// The path as the router writes it.
    pub path: &'static str,
    pub rule: Rule,
}

const fn op(method: &'static str, path: &'static str, rule: Rule) -> Operation {
    Operation { method, path, rule }
}

/// Every operation.
pub const TABLE: &[Operation] = &[
    op("GET", "/api/v1/world", Rule::Everybody),
    op("GET", "/api/v1/map", Rule::Everybody),
    op("GET", "/api/v1/items/kinds", Rule::Everybody),
    op("GET", "/api/v1/agents", Rule::Everybody),
    op("GET", "/api/v1/agents/{agent_id}", Rule::Everybody),
    op("GET", "/api/v1/agents/{agent_id}/percept", Rule::Own),
    op("POST", "/api/v1/agents/{agent_id}/move", Rule::Own),
    op("POST", "/api/v1/agents/{agent_id}/action", Rule::Own),
    op("GET", "/api/v1/board/posts", Rule::Everybody),
    op("POST", "/api/v1/board/posts", Rule::Members),
    op("GET", "/api/v1/board/posts/{post_id}", Rule::Everybody),
    op("POST", "/api/v1/board/posts/{post_id}/replies", Rule::Members),
    op("GET", "/api/v1/economy/balance/{agent_id}", Rule::Everybody),
    op("GET", "/api/v1/economy/ledger/{agent_id}", Rule::Everybody),
    op("POST", "/api/v1/economy/reward", Rule::Admins),
    op("POST", "/api/v1/economy/penalize", Rule::Admins),
];

/// The rule of an operation.
pub fn rule(method: &Method, path: &str) -> Option<Rule> {
    let method = if *method == Method::HEAD { "GET" } else { method.as_str() };
    let found = TABLE.iter().find(|known| known.method == method && known.path == path);
    found.map(|operation| operation.rule)
}

/// Whether there is any operation at a path.
pub fn knows(path: &str) -> bool {
    TABLE.iter().any(|known| known.path == path)
}

/// Whether a caller may; `named` is the agent that the path names, if there is one of that name.
pub fn admit(
    rule: Rule,
    caller: Option<&Principal>,
    named: Option<VillagerId>,
) -> Result<(), Problem> {
    if rule == Rule::Everybody {
        return Ok(());
    }
    let Some(caller) = caller else {
        return Err(Problem::unauthorized(
            "send a token: Authorization: Bearer TOKEN (village-server token create makes one)",
        ));
    };
    match (rule, caller) {
        (Rule::Own, _) if named.is_none() => Err(Problem::unknown_agent()),
        (_, Principal::Admin(_)) | (Rule::Members, Principal::Agent(_)) => Ok(()),
        (Rule::Own, Principal::Agent(agent)) if named == Some(*agent) => Ok(()),
        (Rule::Own, _) => {
            Err(Problem::forbidden("this token is of another agent: use the agent's own"))
        }
        _ => Err(Problem::forbidden("only an admin may do this: use an admin's token")),
    }
}
