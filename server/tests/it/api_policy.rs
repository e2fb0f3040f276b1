//! Who may do what: every operation, asked by every sort of caller, as `docs/SECURITY.md` says.

use std::collections::BTreeMap;

use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};
use village_server::http::policy::{self, Operation, TABLE};

use crate::house::{House, problem};
use crate::kit::{Server, run_well};
use crate::somebody::{Somebody, make_admin};

/// A caller, and its column in `docs/SECURITY.md`.
struct Identity {
    name: &'static str,
    column: &'static str,
    proof: Proof,
}

enum Proof {
    Nothing,
    Token(String),
    Session(Somebody),
}

/// What the documentation says of each operation: by column, `yes`, `401` or `403`.
type Table = BTreeMap<(String, String), BTreeMap<String, String>>;

const DOCUMENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/SECURITY.md");
const START: &str = "<!-- policy -->\n";
const END: &str = "<!-- end of policy -->";

/// What stands before the table, the table, and what stands after it.
fn parts(text: &str) -> (&str, &str, &str) {
    let (before, rest) = text.split_once(START).expect("the table has its place");
    let (table, after) = rest.split_once(END).expect("the table ends");
    (before, table, after)
}

/// Run with `VILLAGE_WRITE_DOCS=1` it writes the table down instead.
#[test]
fn the_documentation_shows_the_table_of_the_program() {
    let text = std::fs::read_to_string(DOCUMENT).unwrap();
    let (before, shown, after) = parts(&text);
    let table = policy::documented();
    if std::env::var_os("VILLAGE_WRITE_DOCS").is_some() {
        std::fs::write(DOCUMENT, format!("{before}{START}{table}{END}{after}")).unwrap();
        return;
    }
    assert!(shown == table, "VILLAGE_WRITE_DOCS=1 writes the table of SECURITY.md anew");
}

fn documented() -> Table {
    let text = std::fs::read_to_string(DOCUMENT).unwrap();
    let (_, table, _) = parts(&text);
    let cells = |line: &str| {
        let cells = line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned());
        cells.collect::<Vec<_>>()
    };
    let mut lines = table.lines();
    let names = cells(lines.next().unwrap());
    let mut table = Table::new();
    for line in lines.skip(1) {
        let row = cells(line);
        let (method, path) = row[0].trim_matches('`').split_once(' ').unwrap();
        let marks = names.iter().cloned().zip(row.iter().cloned()).skip(1).collect();
        let below = format!("/api/v1{path}");
        let path = if policy::knows(path) { path.to_owned() } else { below };
        table.insert((method.to_owned(), path), marks);
    }
    table
}

/// A path with somebody in every place: `ada` and her post where there are any.
fn filled(path: &str, post: u64) -> String {
    let path = path.replace("{agent_id}", "ada").replace("{post_id}", &post.to_string());
    let parts = path.split('/').map(|part| if part.starts_with('{') { "none" } else { part });
    parts.collect::<Vec<_>>().join("/")
}

impl Identity {
    fn request(&self, server: &Server, method: &str, path: &str) -> RequestBuilder {
        let method: Method = method.parse().unwrap();
        let request = match &self.proof {
            Proof::Nothing => server.ask(method.clone(), path),
            Proof::Token(token) => server.ask(method.clone(), path).bearer_auth(token),
            Proof::Session(somebody) => somebody.ask(server, method.clone(), path),
        };
        // An empty wish: whoever is let in hears that something is missing, and nothing happens.
        if method.is_safe() { request } else { request.json(&json!({})) }
    }
}

/// Discipline by the operator.
async fn discipline(house: &House, name: &str, measure: Value) {
    let path = format!("/api/v1/people/{name}/discipline");
    let done = house.ask(Some(&house.erik), &path, Some(measure)).await;
    assert!(done.status().is_success(), "{}", done.text().await.unwrap());
}

async fn identities(house: &House) -> Vec<Identity> {
    let server = &house.server;
    make_admin(house.data.path(), "anna");
    let anna = Somebody::sign_in(server, "anna").await;
    let moderator = anna.bring(server, "mara", "moderator").await;
    let member = anna.bring(server, "mel", "member").await;
    let newcomer = Somebody::sign_up(server, "nora", None).await;
    let suspended = anna.bring(server, "sam", "member").await;
    let banned = anna.bring(server, "bob", "member").await;
    let suspend = json!({"measure": "suspend", "seconds": 86_400, "reason": "a test"});
    discipline(house, "sam", suspend).await;
    discipline(house, "bob", json!({"measure": "ban", "reason": "a test"})).await;
    let all = anna.token(server, &["read", "write", "money", "admin"]).await;
    let read = anna.token(server, &["read"]).await;
    let by = |name, column, proof| Identity { name, column, proof };
    let session = |name, column, somebody| by(name, column, Proof::Session(somebody));
    let token = |name, column, token: &str| by(name, column, Proof::Token(token.to_owned()));
    vec![
        by("a visitor", "visitor", Proof::Nothing),
        token("the agent itself", "own agent", &house.ada),
        token("another agent", "other agent", &house.bruno),
        session("a member", "member", member),
        session("a newcomer", "member", newcomer),
        session("somebody suspended", "suspended or banned", suspended),
        session("somebody banned", "suspended or banned", banned),
        session("a moderator", "moderator", moderator),
        session("an admin", "admin", anna),
        token("an admin's token", "admin's token", &all),
        token("a token to read", "its token to read", &read),
        token("the operator", "operator", &house.erik),
    ]
}

/// Codes by which the edge refuses.
const REFUSED: [&str; 7] = [
    "unauthorized",
    "forbidden",
    "scope",
    "session_needed",
    "suspended",
    "banned",
    "stale_session",
];

async fn compare(house: &House, identity: &mut Identity, operation: &Operation, mark: &str) {
    let post = 1;
    let path = filled(operation.path, post);
    let answer = identity.request(&house.server, operation.method, &path).send().await.unwrap();
    let words = format!("{} {path} by {}", operation.method, identity.name);
    let status = answer.status().as_u16();
    let body: Value = serde_json::from_str(&answer.text().await.unwrap()).unwrap_or_default();
    let code = body["code"].as_str().unwrap_or_default();
    match mark {
        "yes" => {
            assert!(!REFUSED.contains(&code), "{words}: {status} {body}");
            assert!(status < 500 && status != 429, "{words}: {status} {body}");
        }
        refused => {
            assert_eq!(status.to_string(), refused, "{words}: {body}");
            assert!(REFUSED.contains(&code), "{words}: {body}");
        }
    }
    // Who went out, or threw their other sessions out, comes in again.
    let ends_sessions = operation.path.ends_with("/logout") && mark == "yes";
    if let (true, Proof::Session(somebody)) = (ends_sessions, &mut identity.proof) {
        *somebody = Somebody::sign_in(&house.server, &somebody.name).await;
    }
}

#[tokio::test]
async fn every_operation_treats_every_sort_of_caller_as_documented() {
    let house = House::open_generously(&["--sign-up", "open"]);
    house.write(&house.ada, "public", "A heron").await;
    let table = documented();
    assert_eq!(table.len(), TABLE.len(), "docs/SECURITY.md shows every operation");
    for mut identity in identities(&house).await {
        for operation in TABLE {
            let key = (operation.method.to_owned(), operation.path.to_owned());
            let mark = &table[&key][identity.column];
            compare(&house, &mut identity, operation, mark).await;
        }
    }
}

#[tokio::test]
async fn a_bad_proof_opens_nothing() {
    let house = House::open_generously(&[]);
    let server = &house.server;
    let revoked = run_well(house.data.path(), &["token", "create", "--agent", "ada"]);
    let revoked = revoked.trim().to_owned();
    run_well(house.data.path(), &["token", "revoke", revoked.split('_').nth(1).unwrap()]);
    let forged = format!("{}0", &house.ada[..house.ada.len() - 1]);
    let forged = if forged == house.ada { house.ada.replace('0', "1") } else { forged };
    make_admin(house.data.path(), "anna");
    let anna = Somebody::sign_in(server, "anna").await;
    let stale = Somebody::sign_in(server, "anna").await;
    let out = stale.post(server, "/api/v1/people/logout", json!({})).await;
    assert_eq!(out.status(), 204);
    for operation in TABLE {
        let (method, path) = (operation.method, filled(operation.path, 1));
        for bad in [&forged, &revoked, "", "village_x"] {
            let by = Identity { name: "", column: "", proof: Proof::Token(bad.to_owned()) };
            let answer = by.request(server, method, &path).send().await.unwrap();
            assert_eq!(answer.headers()["www-authenticate"], "Bearer");
            problem(answer, 401, "unauthorized").await;
        }
        let by = Identity { name: "", column: "", proof: Proof::Session(stale.clone()) };
        let answer = by.request(server, method, &path).send().await.unwrap();
        problem(answer, 401, "stale_session").await;
        if method != "GET" {
            let request = server.ask(method.parse().unwrap(), &path).json(&json!({}));
            let request = request.header("cookie", &anna.cookies);
            let answer = request.header("origin", "https://evil.example").send().await.unwrap();
            problem(answer, 403, "wrong_origin").await;
        }
    }
}

#[tokio::test]
async fn what_is_private_is_nobody_elses() {
    let house = House::open();
    let whisper = json!({"action": "say", "text": "a word that only the percept repeats"});
    house.ask(Some(&house.bruno), "/api/v1/agents/bruno/action", Some(whisper)).await;
    let own = house.ask(Some(&house.ada), "/api/v1/agents/ada/percept", None).await;
    let own: Value = own.json().await.unwrap();
    assert_eq!(own["self"]["agent_id"], "ada");
    assert!(own["memories"].is_array() && own["verdicts"].is_array());
    let public = house.server.get("/api/v1/agents/ada").await;
    for private in ["memories", "heard", "verdicts"] {
        assert_eq!(public[private], Value::Null, "{private}");
    }
    // What was said of a private post is not for those who may not read the post.
    let post = house.write(&house.ada, "agents", "Between ourselves").await;
    let reward = json!({
        "agent_id": "ada", "amount": "1", "reason": "a secret well kept", "post_id": post["id"],
    });
    house.ask(Some(&house.erik), "/api/v1/economy/reward", Some(reward)).await;
    let readers = [
        (None, ""),
        (Some(&house.bruno), "a secret well kept"),
        (Some(&house.erik), "a secret well kept"),
    ];
    for (reader, note) in readers {
        let token = reader.map(String::as_str);
        let ledger = house.ask(token, "/api/v1/economy/ledger/ada", None).await;
        let ledger: Value = ledger.json().await.unwrap();
        assert_eq!(ledger["items"][0]["note"], note, "{ledger}");
    }
    let page = house.server.ask(Method::GET, "/agents/ada").send().await.unwrap();
    assert!(!page.text().await.unwrap().contains("a secret well kept"));
    // An agent that does not exist: who may ask at all comes first.
    let nobody = "/api/v1/agents/nobody/percept";
    problem(house.ask(None, nobody, None).await, 401, "unauthorized").await;
    problem(house.ask(Some(&house.ada), nobody, None).await, 404, "unknown_agent").await;
}
