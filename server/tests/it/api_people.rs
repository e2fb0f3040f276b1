//! Signing in, up and out; sessions, tokens and invitations.

use reqwest::header::ORIGIN;
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};

use crate::house::{House, problem};
use crate::kit::{Server, folder, run_well};
use crate::somebody::{PASSWORD, Somebody, cookie, make_admin};

const LOGIN: &str = "/api/v1/people/login";
const SIGN_UP: &str = "/api/v1/people/sign-up";
const ME: &str = "/api/v1/people/me";
const SESSIONS: &str = "/api/v1/people/me/sessions";
const TOKENS: &str = "/api/v1/people/me/tokens";
const INVITATIONS: &str = "/api/v1/people/invitations";
const POSTS: &str = "/api/v1/board/posts";

async fn send(house: &House, path: &str, body: Value) -> Response {
    house.server.ask(Method::POST, path).json(&body).send().await.unwrap()
}

fn note() -> Value {
    json!({"title": "A heron", "body": "At the pond."})
}

#[tokio::test]
async fn whoever_signs_in_is_somebody_until_they_sign_out() {
    let house = House::open();
    make_admin(house.data.path(), "Anna");
    let server = &house.server;
    let answer = send(&house, LOGIN, json!({"name": "anna", "password": PASSWORD})).await;
    assert_eq!(answer.status(), StatusCode::OK);
    let lines: Vec<_> = answer.headers().get_all("set-cookie").iter().collect();
    for line in &lines {
        let line = line.to_str().unwrap();
        assert!(line.contains("; HttpOnly; SameSite=Lax") && line.contains("Path=/"), "{line}");
    }
    assert_eq!(lines.len(), 4, "a session and a browser, bound and plain: {lines:?}");
    let anna = Somebody::of(answer).await;
    assert_eq!(anna.name, "Anna");
    let me = anna.get(server, ME).await;
    assert_eq!((&me["name"], &me["role"]), (&json!("Anna"), &json!("admin")));
    assert_eq!((&me["conduct"], &me["vouched"]), (&json!("good"), &json!(true)));
    assert_eq!(me["session"]["current"], true);
    // She writes under her own name, and the log knows from where.
    let posted = anna.post(server, POSTS, note()).await;
    assert_eq!(posted.status(), StatusCode::CREATED);
    let posted: Value = posted.json().await.unwrap();
    assert_eq!(posted["author"]["name"], "Anna", "{posted}");
    let out = anna.post(server, "/api/v1/people/logout", json!({})).await;
    assert_eq!(cookie(out.headers(), "village").as_deref(), Some(""));
    assert_eq!(out.status(), StatusCode::NO_CONTENT);
    let stale = anna.ask(server, Method::GET, ME).send().await.unwrap();
    assert_eq!(cookie(stale.headers(), "village").as_deref(), Some(""), "it is taken away");
    problem(stale, 401, "stale_session").await;
    problem(anna.ask(server, Method::GET, POSTS).send().await.unwrap(), 401, "stale_session").await;
    // The same person comes back, also after the village was shut.
    let again = Somebody::sign_in(server, "ANNA").await;
    assert_eq!(again.get(server, ME).await["person_id"], me["person_id"]);
}

#[tokio::test]
async fn a_session_survives_the_village_and_no_secret_is_kept() {
    let data = folder();
    let server = Server::start(data.path());
    make_admin(data.path(), "anna");
    let anna = Somebody::sign_in(&server, "anna").await;
    let token = anna.token(&server, &["read"]).await;
    server.kill();
    let server = Server::start(data.path());
    assert_eq!(anna.get(&server, ME).await["name"], "anna");
    let by_token = server.ask(Method::GET, ME).bearer_auth(&token).send().await.unwrap();
    assert_eq!(by_token.status(), StatusCode::OK);
    let export = run_well(data.path(), &["export"]);
    let secrets = anna.cookies.split("; ").map(|pair| pair.split_once('=').unwrap().1);
    for secret in secrets.chain([token.as_str(), PASSWORD]) {
        assert!(!export.contains(secret), "a secret is in the export");
        assert!(!server.log().contains(secret), "a secret is in the log");
    }
    let log = export.lines().filter(|line| line.starts_with("{\"table\":\"audit\""));
    let log: Vec<Value> = log.map(|line| serde_json::from_str(line).unwrap()).collect();
    let entry = log.iter().find(|line| line["action"] == "log_in").expect("the log-in is told");
    assert_eq!(
        (&entry["subject"], &entry["outcome"], &entry["why"], &entry["origin"]),
        (&json!("person:anna"), &json!("ok"), &json!("password"), &json!("127.0.0.1"))
    );
}

#[tokio::test]
async fn a_wrong_password_is_told_like_a_wrong_name() {
    let house = House::open();
    make_admin(house.data.path(), "anna");
    let attempt = |name: &str, word: &str| json!({"name": name, "password": word});
    let mut told = Vec::new();
    let long = "x".repeat(300);
    for form in [
        attempt("anna", "wrong horse battery"),
        attempt("nobody", PASSWORD),
        attempt("no body", PASSWORD),
        attempt("", ""),
        attempt("anna", &long),
    ] {
        let body = problem(send(&house, LOGIN, form).await, 401, "wrong_login").await;
        told.push(body["detail"].clone());
    }
    told.dedup();
    assert_eq!(told.len(), 1, "{told:?}");
    for bad in [json!({"name": "anna"}), json!({"name": 1, "password": "x"}), json!([])] {
        problem(send(&house, LOGIN, bad).await, 400, "bad_request").await;
    }
    let form = house.server.ask(Method::POST, LOGIN).body("name=anna&password=x");
    problem(form.send().await.unwrap(), 415, "unsupported_media_type").await;
    let other = house.server.ask(Method::POST, LOGIN).header(ORIGIN, "https://evil.example");
    let other = other.json(&attempt("anna", PASSWORD)).send().await.unwrap();
    problem(other, 403, "wrong_origin").await;
}

#[tokio::test]
async fn a_first_log_in_from_many_places_makes_one_person() {
    let house = House::open();
    make_admin(house.data.path(), "anna");
    let all = (0..4).map(|_| Somebody::sign_in(&house.server, "anna"));
    let all = futures_util::future::join_all(all).await;
    let mut numbers = Vec::new();
    for somebody in all {
        numbers.push(somebody.get(&house.server, ME).await["person_id"].as_u64().unwrap());
    }
    numbers.dedup();
    assert_eq!(numbers.len(), 1, "{numbers:?}");
    let people = house.ask(Some(&house.erik), "/api/v1/people", None).await;
    let people: Value = people.json().await.unwrap();
    assert_eq!(people["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn nobody_signs_up_where_that_is_closed() {
    let house = House::open();
    let form = json!({"name": "cleo", "password": PASSWORD});
    problem(send(&house, SIGN_UP, form).await, 403, "sign_up_closed").await;
}

#[tokio::test]
async fn an_invitation_lets_one_in_and_gives_no_more_than_its_maker_has() {
    let house = House::open_with(&["--sign-up", "invitation"]);
    let server = &house.server;
    make_admin(house.data.path(), "anna");
    let anna = Somebody::sign_in(server, "anna").await;
    let person = |name: &str| json!({"name": name, "password": PASSWORD});
    let form = |name: &str, secret: Option<&str>| {
        let mut form = person(name);
        form["invitation"] = json!(secret);
        form
    };
    problem(send(&house, SIGN_UP, form("cleo", None)).await, 403, "invitation_needed").await;
    for bad in ["", "x", &"0".repeat(64)] {
        let refused = send(&house, SIGN_UP, form("cleo", Some(bad))).await;
        problem(refused, 403, "bad_invitation").await;
    }
    let made = anna.post(server, INVITATIONS, json!({"role": "moderator", "days": 1})).await;
    let made: Value = made.json().await.unwrap();
    let secret = made["invitation"].as_str().unwrap();
    assert_eq!(made["link"], format!("/sign-up#{secret}"));
    // What is refused leaves it as it is.
    for (name, status, code) in [
        ("no one", 422, "bad_text"),
        ("Treasury", 422, "bad_text"),
        ("ADA", 409, "name_taken"),
        ("Anna", 409, "name_taken"),
    ] {
        problem(send(&house, SIGN_UP, form(name, Some(secret))).await, status, code).await;
    }
    let short = json!({"name": "cleo", "password": "short", "invitation": secret});
    problem(send(&house, SIGN_UP, short).await, 422, "bad_text").await;
    let cleo = Somebody::sign_up(server, "cleo", Some(secret)).await;
    let me = cleo.get(server, ME).await;
    assert_eq!((&me["role"], &me["vouched"]), (&json!("moderator"), &json!(true)));
    let again = send(&house, SIGN_UP, form("dora", Some(secret))).await;
    problem(again, 403, "bad_invitation").await;
    let above = cleo.post(server, INVITATIONS, json!({"role": "admin"})).await;
    problem(above, 403, "forbidden").await;
    let long = cleo.post(server, INVITATIONS, json!({"role": "member", "days": 31})).await;
    problem(long, 422, "out_of_range").await;
    let unknown = cleo.post(server, INVITATIONS, json!({"role": "king"})).await;
    problem(unknown, 400, "bad_request").await;
    let dora = cleo.bring(server, "dora", "member").await;
    problem(dora.post(server, INVITATIONS, json!({"role": "member"})).await, 403, "forbidden")
        .await;
    let people = cleo.get(server, "/api/v1/people?limit=2").await;
    let names: Vec<_> =
        people["items"].as_array().unwrap().iter().map(|one| &one["name"]).collect();
    assert_eq!(names, ["anna", "cleo"]);
    let rest = format!("/api/v1/people?cursor={}", people["next_cursor"].as_str().unwrap());
    let rest = cleo.get(server, &rest).await;
    assert_eq!((&rest["items"][0]["name"], &rest["next_cursor"]), (&json!("dora"), &Value::Null));
}

#[tokio::test]
async fn who_signs_up_in_the_open_is_a_newcomer() {
    let house = House::open_with(&["--sign-up", "open"]);
    let cleo = Somebody::sign_up(&house.server, "cleo", None).await;
    let me = cleo.get(&house.server, ME).await;
    assert_eq!((&me["role"], &me["vouched"]), (&json!("member"), &json!(false)));
    let twin = json!({"name": "CLEO", "password": PASSWORD});
    problem(send(&house, SIGN_UP, twin).await, 409, "name_taken").await;
}

#[tokio::test]
async fn sessions_are_listed_and_ended_one_by_one_or_all_but_this() {
    let house = House::open();
    let server = &house.server;
    make_admin(house.data.path(), "anna");
    let mut all = Vec::new();
    for _ in 0..4 {
        all.push(Somebody::sign_in(server, "anna").await);
    }
    let listed = all[0].get(server, SESSIONS).await;
    let listed = listed["items"].as_array().unwrap().clone();
    assert_eq!(listed.len(), 4);
    let current: Vec<_> = listed.iter().filter(|one| one["current"] == true).collect();
    assert_eq!(current.len(), 1);
    let newest = format!("{SESSIONS}/{}", listed[0]["session_id"].as_str().unwrap());
    let ended = all[0].ask(server, Method::DELETE, &newest).send().await.unwrap();
    assert_eq!(ended.status(), StatusCode::NO_CONTENT);
    let again = all[0].ask(server, Method::DELETE, &newest).send().await.unwrap();
    problem(again, 404, "unknown_session").await;
    let over = all[3].ask(server, Method::GET, ME).send().await.unwrap();
    problem(over, 401, "stale_session").await;
    // Signing in again, in the same browser, replaces the session that was there.
    let form = json!({"name": "anna", "password": PASSWORD});
    let renewed = all[1].post(server, LOGIN, form).await;
    assert!(cookie(renewed.headers(), "village-device").is_none(), "the browser is known");
    let renewed = Somebody::of(renewed).await;
    let over = all[1].ask(server, Method::GET, ME).send().await.unwrap();
    problem(over, 401, "stale_session").await;
    let others = renewed.ask(server, Method::DELETE, SESSIONS).send().await.unwrap();
    assert_eq!(others.status(), StatusCode::NO_CONTENT);
    for gone in [&all[0], &all[2]] {
        let over = gone.ask(server, Method::GET, ME).send().await.unwrap();
        problem(over, 401, "stale_session").await;
    }
    assert_eq!(renewed.get(server, SESSIONS).await["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn another_password_ends_all_other_sessions() {
    let house = House::open();
    let server = &house.server;
    make_admin(house.data.path(), "anna");
    let here = Somebody::sign_in(server, "anna").await;
    let there = Somebody::sign_in(server, "anna").await;
    let path = "/api/v1/people/me/password";
    let wrong = json!({"old": "wrong horse battery", "new": "a better horse"});
    problem(here.post(server, path, wrong).await, 401, "wrong_login").await;
    let none = json!({"new": "a better horse"});
    problem(here.post(server, path, none).await, 401, "wrong_login").await;
    let short = json!({"old": PASSWORD, "new": "short"});
    problem(here.post(server, path, short).await, 422, "bad_text").await;
    let good = json!({"old": PASSWORD, "new": "a better horse"});
    assert_eq!(here.post(server, path, good).await.status(), StatusCode::NO_CONTENT);
    assert_eq!(here.get(server, ME).await["name"], "anna");
    let over = there.ask(server, Method::GET, ME).send().await.unwrap();
    problem(over, 401, "stale_session").await;
    let old = send(&house, LOGIN, json!({"name": "anna", "password": PASSWORD})).await;
    problem(old, 401, "wrong_login").await;
    let new = send(&house, LOGIN, json!({"name": "anna", "password": "a better horse"})).await;
    assert_eq!(new.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_token_does_what_it_says_for_whoever_made_it() {
    let house = House::open();
    let server = &house.server;
    make_admin(house.data.path(), "anna");
    let anna = Somebody::sign_in(server, "anna").await;
    for bad in
        [json!({"scopes": []}), json!({"scopes": ["fly"]}), json!({"scopes": vec!["read"; 5]})]
    {
        problem(anna.post(server, TOKENS, bad).await, 400, "bad_request").await;
    }
    let long = json!({"scopes": ["read"], "days": 366});
    problem(anna.post(server, TOKENS, long).await, 422, "out_of_range").await;
    let reader = anna.token(server, &["read"]).await;
    let writer = anna.token(server, &["read", "write"]).await;
    let me = house.ask(Some(&reader), ME, None).await;
    assert_eq!(me.status(), StatusCode::OK);
    let me: Value = me.json().await.unwrap();
    assert_eq!((&me["name"], &me["session"]), (&json!("anna"), &Value::Null));
    problem(house.ask(Some(&reader), POSTS, Some(note())).await, 403, "scope").await;
    assert_eq!(house.ask(Some(&writer), POSTS, Some(note())).await.status(), StatusCode::CREATED);
    problem(house.ask(Some(&writer), "/api/v1/people", None).await, 403, "scope").await;
    // A token makes no others, and ends none.
    let wanted = json!({"scopes": ["read"]});
    problem(house.ask(Some(&writer), TOKENS, Some(wanted)).await, 403, "session_needed").await;
    let listed = anna.get(server, TOKENS).await;
    let listed = listed["items"].as_array().unwrap().clone();
    let of = |scopes: Value| listed.iter().find(|one| one["scopes"] == scopes).unwrap();
    assert!(of(json!(["read", "write"]))["expires_at"].is_string());
    let path = format!("{TOKENS}/{}", of(json!(["read"]))["token_id"].as_str().unwrap());
    let ended = anna.ask(server, Method::DELETE, &path).send().await.unwrap();
    assert_eq!(ended.status(), StatusCode::NO_CONTENT);
    problem(house.ask(Some(&reader), ME, None).await, 401, "unauthorized").await;
    problem(anna.ask(server, Method::DELETE, &path).send().await.unwrap(), 404, "unknown_token")
        .await;
    let operators = house.erik.split('_').nth(1).unwrap();
    let others = format!("{TOKENS}/{operators}");
    let refused = anna.ask(server, Method::DELETE, &others).send().await.unwrap();
    problem(refused, 404, "unknown_token").await;
    for _ in listed.len()..=20 {
        anna.token(server, &["read"]).await;
    }
    let more = json!({"scopes": ["read"]});
    problem(anna.post(server, TOKENS, more).await, 409, "too_many_tokens").await;
    // From the command line as well.
    let made =
        run_well(house.data.path(), &["token", "create", "--person", "anna", "--scope", "read"]);
    let me = house.ask(Some(made.trim()), ME, None).await;
    assert_eq!(me.status(), StatusCode::OK);
}

#[tokio::test]
async fn another_page_can_do_nothing_with_a_session() {
    let house = House::open();
    let server = &house.server;
    make_admin(house.data.path(), "anna");
    let anna = Somebody::sign_in(server, "anna").await;
    let port = server.base.rsplit(':').next().unwrap();
    let origins = [
        String::from("https://evil.example"),
        format!("https://127.0.0.1:{port}"),
        format!("http://localhost:{port}"),
        format!("http://127.0.0.1:{port}.evil.example"),
        String::from("http://127.0.0.1"),
        String::from("null"),
        String::new(),
    ];
    for origin in &origins {
        let request = server.ask(Method::POST, POSTS).header("cookie", &anna.cookies);
        let request = request.header(ORIGIN, origin).json(&note());
        problem(request.send().await.unwrap(), 403, "wrong_origin").await;
    }
    let silent = server.ask(Method::POST, POSTS).header("cookie", &anna.cookies).json(&note());
    problem(silent.send().await.unwrap(), 403, "wrong_origin").await;
    let cross = anna.ask(server, Method::POST, POSTS).header("sec-fetch-site", "cross-site");
    problem(cross.json(&note()).send().await.unwrap(), 403, "wrong_origin").await;
    let both = anna.ask(server, Method::GET, ME).bearer_auth(&house.erik);
    problem(both.send().await.unwrap(), 400, "two_identities").await;
    // The plain cookie counts on this machine alone; a made-up session counts nowhere.
    let elsewhere = server.ask(Method::GET, ME).header("cookie", &anna.cookies);
    let elsewhere = elsewhere.header("host", "village.example").send().await.unwrap();
    problem(elsewhere, 401, "unauthorized").await;
    let bound = anna.cookies.replacen("village=", "__Host-village=", 1);
    let elsewhere = server.ask(Method::GET, ME).header("cookie", bound);
    let elsewhere = elsewhere.header("host", "village.example").send().await.unwrap();
    assert_eq!(elsewhere.status(), StatusCode::OK);
    let forged =
        server.ask(Method::GET, ME).header("cookie", format!("village={}", "0".repeat(64)));
    problem(forged.send().await.unwrap(), 401, "stale_session").await;
}

#[tokio::test]
async fn behind_a_proxy_the_session_is_bound_to_its_host() {
    let house = House::open_with(&["--trusted-proxies", "127.0.0.1"]);
    let server = &house.server;
    make_admin(house.data.path(), "anna");
    let proxied = |method, path| {
        let request = server.ask(method, path).header("x-forwarded-for", "203.0.113.7");
        request.header("x-forwarded-proto", "https").header("host", "village.example")
    };
    let form = json!({"name": "anna", "password": PASSWORD});
    let answer = proxied(Method::POST, LOGIN).json(&form).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    let line = answer.headers().get_all("set-cookie").iter().next().unwrap().to_str().unwrap();
    assert!(line.starts_with("__Host-village=") && line.ends_with("; Secure"), "{line}");
    let session = cookie(answer.headers(), "__Host-village").unwrap();
    let session = format!("__Host-village={session}");
    let write = |origin: &str| {
        let request = proxied(Method::POST, POSTS).header("cookie", &session);
        request.header(ORIGIN, origin).json(&note()).send()
    };
    assert_eq!(write("https://village.example").await.unwrap().status(), StatusCode::CREATED);
    problem(write("http://village.example").await.unwrap(), 403, "wrong_origin").await;
}

#[tokio::test]
async fn a_person_may_ask_so_much_a_minute_by_whatever_proof() {
    let house = House::open_with(&["--person-requests-per-minute", "20"]);
    let server = &house.server;
    make_admin(house.data.path(), "anna");
    let anna = Somebody::sign_in(server, "anna").await;
    let token = anna.token(server, &["read"]).await;
    let mut count = 0;
    loop {
        let by_token = house.ask(Some(&token), ME, None).await;
        let by_session = anna.ask(server, Method::GET, ME).send().await.unwrap();
        assert_eq!(by_session.headers()["x-ratelimit-limit"], "20");
        let answers = [by_token.status(), by_session.status()];
        if answers.contains(&StatusCode::TOO_MANY_REQUESTS) {
            break;
        }
        count += 2;
        assert!(count <= 24, "a limit of 20 lets more than that through");
    }
    assert!(count >= 14, "{count}");
    assert_eq!(house.ask(Some(&house.erik), "/api/v1/people", None).await.status(), 200);
}

#[tokio::test]
async fn the_set_up_link_makes_a_person_and_signs_them_in() {
    let data = folder();
    let mut server = Server::start(data.path());
    let line = server.line("become its administrator");
    let secret = line.rsplit('#').next().unwrap().to_owned();
    let form = json!({"token": secret, "name": "Anna", "password": PASSWORD});
    let answer = server.ask(Method::POST, "/setup").json(&form).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::CREATED);
    let session = cookie(answer.headers(), "village").unwrap();
    let anna = Somebody { name: "Anna".into(), cookies: format!("village={session}") };
    assert_eq!(anna.get(&server, ME).await["role"], "admin");
    let gone = server.ask(Method::GET, "/setup").send().await.unwrap();
    assert_eq!(gone.status(), StatusCode::NOT_FOUND);
}
