//! Who may do what: every operation of the API in one table. An operation that is not in it is
//! answered by nobody; tests compare the table with the routes, with `docs/SECURITY.md` and with
//! what every sort of caller gets.

use std::fmt::Write as _;

use axum::http::{Method, StatusCode};
use village_sim::{Conduct, Role, Tick, VillagerId};

use super::problem::Problem;
use crate::tokens::{Scope, Scopes};

/// Who may use an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// Everybody, with or without a name; what is shown may depend on who asks.
    Everybody,
    /// People, and operators.
    People,
    /// A person about itself, by whatever proof.
    Person,
    /// A person about its own avatar in the village, by whatever proof.
    Avatar,
    /// A person about what proves who it is: by a session, never by a token.
    Session,
    /// Any agent, people, and operators.
    Members,
    /// The agent that the path names, or the person whose avatar it is, and admins.
    Own,
    /// Any agent, and nobody else.
    Agents,
    /// Any agent about its own purse, which the world looks at, and admins.
    Purses,
    /// Moderators and admins.
    Moderators,
    /// Admins: people with that role, and operators.
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

/// What sort of caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Visitor,
    Agent(VillagerId),
    Person(Role),
    /// By a token from the command line of the machine: may what an admin may.
    Operator,
}

/// How a person stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Free,
    Suspended,
    Banned,
}

/// A caller, as far as rules look at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Who {
    pub kind: Kind,
    pub standing: Standing,
    /// What its token is good for.
    pub scopes: Scopes,
    pub by_session: bool,
    /// How the address stands that it comes from.
    pub place: Standing,
    /// The number of its own avatar, if it ever had one.
    pub avatar: Option<VillagerId>,
}

const fn op(method: &'static str, path: &'static str, rule: Rule) -> Operation {
    Operation { method, path, rule }
}

/// Where minds from outside call tools.
const MCP: &str = "/mcp";

/// Every operation.
pub const TABLE: &[Operation] = &[
    op("GET", "/api/v1/world", Rule::Everybody),
    op("GET", "/api/v1/presence", Rule::Everybody),
    op("GET", "/api/v1/map", Rule::Everybody),
    op("GET", "/api/v1/items/kinds", Rule::Everybody),
    op("GET", "/api/v1/agents", Rule::Everybody),
    op("POST", "/api/v1/agents", Rule::Admins),
    op("GET", "/api/v1/agents/{agent_id}", Rule::Everybody),
    op("GET", "/api/v1/agents/{agent_id}/percept", Rule::Own),
    op("GET", "/api/v1/agents/{agent_id}/mind", Rule::Own),
    op("GET", "/api/v1/agents/{agent_id}/memories", Rule::Own),
    op("POST", "/api/v1/agents/{agent_id}/memories", Rule::Own),
    op("GET", "/api/v1/agents/{agent_id}/thoughts", Rule::Everybody),
    op("GET", "/api/v1/agents/{agent_id}/thoughts/{trace}", Rule::Own),
    op("GET", "/api/v1/minds", Rule::Everybody),
    op("POST", "/api/v1/minds", Rule::Admins),
    op("POST", "/api/v1/agents/{agent_id}/move", Rule::Own),
    op("POST", "/api/v1/agents/{agent_id}/action", Rule::Own),
    op("POST", "/api/v1/agents/{agent_id}/restrain", Rule::Moderators),
    op("POST", "/api/v1/agents/{agent_id}/entitlement", Rule::Admins),
    op("GET", "/api/v1/agents/{agent_id}/tokens", Rule::Admins),
    op("POST", "/api/v1/agents/{agent_id}/tokens", Rule::Admins),
    op("POST", "/api/v1/agents/{agent_id}/tokens/revoke", Rule::Admins),
    op("DELETE", "/api/v1/agents/{agent_id}/tokens/{token_id}", Rule::Admins),
    op("GET", "/api/v1/board/posts", Rule::Everybody),
    op("POST", "/api/v1/board/posts", Rule::Members),
    op("GET", "/api/v1/board/posts/{post_id}", Rule::Everybody),
    op("POST", "/api/v1/board/posts/{post_id}/replies", Rule::Members),
    op("POST", "/api/v1/board/posts/{post_id}/moderate", Rule::Members),
    op("POST", "/api/v1/board/posts/{post_id}/report", Rule::Members),
    op("POST", "/api/v1/board/posts/{post_id}/dismiss", Rule::Moderators),
    op("GET", "/api/v1/moderation/reports", Rule::Moderators),
    op("GET", "/api/v1/board/posts/{post_id}/bounty", Rule::Everybody),
    op("POST", "/api/v1/board/posts/{post_id}/bounty", Rule::Members),
    op("GET", "/api/v1/board/bounties", Rule::Everybody),
    op("POST", "/api/v1/files", Rule::Members),
    op("GET", "/api/v1/files/{hash}", Rule::Members),
    op("GET", "/api/v1/letters", Rule::Members),
    op("GET", "/api/v1/letters/{person}/{agent_id}", Rule::Members),
    op("POST", "/api/v1/letters/{person}/{agent_id}", Rule::Members),
    op("POST", "/api/v1/letters/{person}/{agent_id}/read", Rule::Members),
    op("GET", "/api/v1/economy/balance/{agent_id}", Rule::Everybody),
    op("GET", "/api/v1/economy/ledger/{agent_id}", Rule::Everybody),
    op("POST", "/api/v1/economy/reward", Rule::People),
    op("POST", "/api/v1/economy/penalize", Rule::People),
    op("POST", "/api/v1/economy/undo", Rule::People),
    op("POST", "/api/v1/economy/pay", Rule::Agents),
    op("GET", "/api/v1/economy/ledger", Rule::People),
    op("GET", "/api/v1/economy/accounts", Rule::Everybody),
    op("GET", "/api/v1/people/me/allowance", Rule::Person),
    op("GET", "/api/v1/people/me/statement", Rule::Person),
    op("GET", "/api/v1/economy/tiers", Rule::Everybody),
    op("POST", "/api/v1/economy/purchase", Rule::Purses),
    op("POST", "/api/v1/economy/bid", Rule::Purses),
    op("GET", "/api/v1/economy/auction", Rule::Everybody),
    op("POST", "/api/v1/economy/reservations", Rule::Purses),
    op("POST", "/api/v1/economy/reservations/{reservation_id}/settle", Rule::Purses),
    op("GET", "/api/v1/economy/policy", Rule::Everybody),
    op("PUT", "/api/v1/economy/policy", Rule::Admins),
    op("DELETE", "/api/v1/economy/policy", Rule::Admins),
    op("POST", "/api/v1/economy/policy/preview", Rule::Admins),
    op("GET", "/api/v1/economy/scorecard", Rule::Everybody),
    op("GET", "/api/v1/payments/credits", Rule::Admins),
    op("POST", "/api/v1/payments/credits", Rule::Admins),
    op("POST", "/api/v1/payments/reversals", Rule::Admins),
    op("POST", "/api/v1/payments/reconcile", Rule::Admins),
    op("GET", "/api/v1/audit", Rule::Moderators),
    op("POST", "/api/v1/payments/paypal/webhook", Rule::Everybody),
    op("POST", "/api/v1/people/login", Rule::Everybody),
    op("POST", "/api/v1/people/sign-up", Rule::Everybody),
    op("POST", "/api/v1/people/logout", Rule::Session),
    op("GET", "/api/v1/people", Rule::Moderators),
    op("GET", "/api/v1/people/invitations", Rule::Moderators),
    op("POST", "/api/v1/people/invitations", Rule::Moderators),
    op("DELETE", "/api/v1/people/invitations/{invitation_id}", Rule::Moderators),
    op("POST", "/api/v1/people/{name}/discipline", Rule::Moderators),
    op("GET", "/api/v1/addresses", Rule::Moderators),
    op("POST", "/api/v1/addresses/discipline", Rule::Moderators),
    op("POST", "/api/v1/people/{name}/vouch", Rule::Moderators),
    op("POST", "/api/v1/people/{name}/role", Rule::Admins),
    op("GET", "/api/v1/people/me", Rule::Person),
    op("GET", "/api/v1/people/me/avatar", Rule::Avatar),
    op("POST", "/api/v1/people/me/avatar", Rule::Avatar),
    op("DELETE", "/api/v1/people/me/avatar", Rule::Avatar),
    op("DELETE", "/api/v1/people/me/memories", Rule::Person),
    op("POST", "/api/v1/people/me/password", Rule::Session),
    op("GET", "/api/v1/people/me/sessions", Rule::Session),
    op("DELETE", "/api/v1/people/me/sessions", Rule::Session),
    op("DELETE", "/api/v1/people/me/sessions/{session_id}", Rule::Session),
    op("GET", "/api/v1/people/me/tokens", Rule::Session),
    op("POST", "/api/v1/people/me/tokens", Rule::Session),
    op("DELETE", "/api/v1/people/me/tokens/{token_id}", Rule::Session),
    op("POST", "/api/v1/people/me/tickets", Rule::Person),
    op("POST", MCP, Rule::Agents),
];

/// An operation; `HEAD` is a `GET`.
pub fn find(method: &Method, path: &str) -> Option<&'static Operation> {
    let method = if *method == Method::HEAD { "GET" } else { method.as_str() };
    TABLE.iter().find(|known| known.method == method && known.path == path)
}

/// Whether there is any operation at a path.
pub fn knows(path: &str) -> bool {
    TABLE.iter().any(|known| known.path == path)
}

impl Standing {
    /// As somebody of this conduct stands at a tick.
    pub const fn of(conduct: Conduct, now: Tick) -> Self {
        match conduct {
            Conduct::Banned => Self::Banned,
            Conduct::Suspended { until } if until.0 > now.0 => Self::Suspended,
            Conduct::Good | Conduct::Suspended { .. } => Self::Free,
        }
    }
}

impl Operation {
    /// What a token must be good for.
    pub fn scope(&self) -> Scope {
        let starts = ["/api/v1/economy/", "/api/v1/payments/"];
        let moves_money = starts.iter().any(|start| self.path.starts_with(start))
            || self.path.ends_with("/bounty");
        match self.rule {
            Rule::Moderators | Rule::Admins => Scope::Admin,
            _ if self.looks() => Scope::Read,
            _ if moves_money => Scope::Money,
            _ => Scope::Write,
        }
    }

    /// Whether it only shows something. What a tool does is asked of that tool's own operation.
    fn looks(&self) -> bool {
        self.method == "GET" || self.path == MCP
    }

    /// Whether whoever may only read may do it: look, sign in, and keep one's own account safe.
    fn is_for_the_suspended(&self) -> bool {
        self.looks() || matches!(self.rule, Rule::Everybody | Rule::Person | Rule::Session)
    }
}

/// Whether a caller may; `named` is the agent that the path names, if there is one of that name.
pub fn admit(operation: &Operation, who: &Who, named: Option<VillagerId>) -> Result<(), Problem> {
    let rule = operation.rule;
    if who.kind == Kind::Visitor && rule != Rule::Everybody {
        return Err(Problem::unauthorized(
            "sign in, or send a token: Authorization: Bearer TOKEN (village-server token create \
             makes one)",
        ));
    }
    if rule == Rule::Own && named.is_none() {
        return Err(Problem::unknown_agent());
    }
    may(rule, who, named)?;
    let scope = operation.scope();
    if !who.scopes.allow(scope) {
        let detail = format!("this token is not good for \"{scope}\": make one that is");
        return Err(Problem::new(StatusCode::FORBIDDEN, "scope", detail));
    }
    let keeps_order = rank(who.kind) >= Some(Role::Moderator);
    let place = if keeps_order { Standing::Free } else { who.place };
    if place != Standing::Free && !operation.is_for_the_suspended() {
        return Err(Problem::new(
            StatusCode::FORBIDDEN,
            "address_stopped",
            "whoever comes from your address may only read: a moderator stopped it",
        ));
    }
    match who.standing {
        Standing::Suspended if !operation.is_for_the_suspended() => Err(Problem::new(
            StatusCode::FORBIDDEN,
            "suspended",
            "you are suspended for now and may only read: GET /api/v1/people/me says until when",
        )),
        Standing::Banned if !operation.is_for_the_suspended() => Err(Problem::new(
            StatusCode::FORBIDDEN,
            "banned",
            "you are banned and may only read: a moderator can lift that",
        )),
        _ => Ok(()),
    }
}

/// The role that a caller has or that counts for it.
const fn rank(kind: Kind) -> Option<Role> {
    match kind {
        Kind::Person(held) => Some(held),
        Kind::Operator => Some(Role::Admin),
        Kind::Visitor | Kind::Agent(_) => None,
    }
}

fn may(rule: Rule, who: &Who, named: Option<VillagerId>) -> Result<(), Problem> {
    let rank = rank(who.kind);
    let is_own = match who.kind {
        Kind::Agent(agent) => named == Some(agent),
        Kind::Person(_) => named.is_some() && named == who.avatar,
        Kind::Visitor | Kind::Operator => false,
    };
    let is_person = matches!(who.kind, Kind::Person(_));
    let is_agent = matches!(who.kind, Kind::Agent(_));
    let (is_let_in, why) = match rule {
        Rule::Everybody | Rule::Members => return Ok(()),
        Rule::People => (rank.is_some(), "only people may do this: sign in"),
        Rule::Session if is_person && !who.by_session => {
            return Err(Problem::new(
                StatusCode::FORBIDDEN,
                "session_needed",
                "a token does not change what proves who you are: sign in",
            ));
        }
        Rule::Person | Rule::Session => {
            (is_person, "this is about a person's own account: sign in as one")
        }
        Rule::Avatar => (is_person, "only people have avatars: sign in as one"),
        Rule::Own => (
            is_own || rank == Some(Role::Admin),
            "this is another agent's: use the agent's own token, or an admin's",
        ),
        Rule::Agents => (is_agent, "only agents do this: use an agent's token"),
        Rule::Purses => (
            is_agent || rank == Some(Role::Admin),
            "only an agent, for its own purse, or an admin may do this",
        ),
        Rule::Moderators => {
            (rank >= Some(Role::Moderator), "only moderators and admins may do this")
        }
        Rule::Admins => {
            (rank == Some(Role::Admin), "only an admin may do this: use an admin's token")
        }
    };
    if is_let_in { Ok(()) } else { Err(Problem::forbidden(why)) }
}

/// A column of the documented table: a sort of caller.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    pub name: &'static str,
    pub who: Who,
}

/// The sorts of caller that the documentation tells apart; `own` is the agent that paths name.
pub fn columns(own: VillagerId) -> Vec<Column> {
    let read_only = Scopes::of(&[Scope::Read.to_string()]);
    let column = |name, kind, (standing, by_session, scopes)| Column {
        name,
        who: Who { kind, standing, scopes, by_session, place: Standing::Free, avatar: None },
    };
    let person = |name, role| column(name, Kind::Person(role), (Standing::Free, true, Scopes::ALL));
    let token = |name, kind, scopes| column(name, kind, (Standing::Free, false, scopes));
    let other = VillagerId(own.0.wrapping_add(1));
    vec![
        token("visitor", Kind::Visitor, Scopes::ALL),
        token("own agent", Kind::Agent(own), Scopes::ALL),
        token("other agent", Kind::Agent(other), Scopes::ALL),
        person("member", Role::Member),
        column(
            "suspended or banned",
            Kind::Person(Role::Member),
            (Standing::Suspended, true, Scopes::ALL),
        ),
        person("moderator", Role::Moderator),
        person("admin", Role::Admin),
        token("admin's token", Kind::Person(Role::Admin), Scopes::ALL),
        token("its token to read", Kind::Person(Role::Admin), read_only),
        token("operator", Kind::Operator, Scopes::ALL),
    ]
}

/// The table as the documentation shows it: a line an operation, a column a sort of caller, and
/// what a token must be good for.
pub fn documented() -> String {
    let own = VillagerId(0);
    let columns = columns(own);
    let mut text = String::from("| Operation |");
    for column in &columns {
        let _ = write!(text, " {} |", column.name);
    }
    text.push_str(" scope |\n|---|");
    text.push_str(&"---|".repeat(columns.len() + 1));
    text.push('\n');
    for operation in TABLE {
        let Operation { method, path, .. } = operation;
        let _ = write!(text, "| `{method} {}` |", path.trim_start_matches("/api/v1"));
        for column in &columns {
            let mark = match admit(operation, &column.who, Some(own)) {
                Ok(()) => "yes",
                Err(problem) if problem.status == StatusCode::UNAUTHORIZED => "401",
                Err(_) => "403",
            };
            let _ = write!(text, " {mark} |");
        }
        let _ = writeln!(text, " {} |", operation.scope());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_operation_stands_there_once() {
        let mut all: Vec<_> = TABLE.iter().map(|one| (one.path, one.method)).collect();
        all.sort_unstable();
        let count = all.len();
        all.dedup();
        assert_eq!(all.len(), count);
    }
}
