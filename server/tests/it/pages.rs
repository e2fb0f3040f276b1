//! The pages as a browser gets them: everything in words without script, nothing inline, nothing
//! from elsewhere, and words of villagers as text.

use std::collections::BTreeSet;

use reqwest::{Method, Response, StatusCode, redirect};
use serde_json::json;

use crate::house::House;

async fn visit(house: &House, path: &str) -> Response {
    let request = house.server.ask(Method::GET, path).header("accept", "text/html,*/*;q=0.8");
    request.send().await.unwrap()
}

async fn page(house: &House, path: &str, status: u16) -> String {
    let answer = visit(house, path).await;
    assert_eq!(answer.status().as_u16(), status, "{path}");
    assert_eq!(answer.headers()["content-type"], "text/html; charset=utf-8", "{path}");
    let policy = answer.headers()["content-security-policy"].to_str().unwrap().to_owned();
    assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
    ] {
        assert_eq!(answer.headers()[name], value, "{path}");
    }
    assert!(answer.headers().contains_key("permissions-policy"));
    let html = answer.text().await.unwrap();
    for inline in ["<style", " style=", " onclick=", " onload=", "javascript:"] {
        assert!(!html.contains(inline), "{path} has {inline}");
    }
    html
}

/// Addresses of ours that a page names.
fn links(html: &str) -> BTreeSet<String> {
    let parts = html.split(['"', '\'']);
    let ours = parts.filter(|part| part.starts_with('/') && !part.starts_with("//"));
    ours.map(|part| part.split('#').next().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn every_page_stands_and_every_link_leads_somewhere() {
    let house = House::open_with(&["--visitor-requests-per-minute", "100000"]);
    let evil = json!({
        "title": "<script>alert(1)</script>",
        "body": "**bold** <img src=x onerror=alert(1)> [x](javascript:alert(1))",
        "tags": ["pond"]
    });
    let made = house.ask(Some(&house.ada), "/api/v1/board/posts", Some(evil)).await;
    assert_eq!(made.status(), StatusCode::CREATED);
    let reward = json!({"agent_id": "ada", "amount": "2.5", "reason": "brave", "post_id": 1});
    let paid = house.ask(Some(&house.erik), "/api/v1/economy/reward", Some(reward)).await;
    assert_eq!(paid.status(), StatusCode::CREATED);
    let mut known = BTreeSet::new();
    for (path, words) in [
        ("/", vec!["Ada", "Who is who", "&lt;script&gt;", "On the board"]),
        ("/board", vec!["&lt;script&gt;", "pond"]),
        ("/board?tag=pond&q=bold", vec!["&lt;script&gt;"]),
        ("/board?q=nothing-like-it", vec!["Show the whole board"]),
        ("/board?author=nobody", vec!["Show the whole board"]),
        ("/board/1", vec!["&lt;script&gt;", "<strong>bold</strong>", "brave", "2.5"]),
        ("/agents/ada", vec!["Ada", "What its purse buys", "12.5", "brave", "Statement"]),
        ("/?people=5", vec!["Who is who"]),
    ] {
        let html = page(&house, path, 200).await;
        for word in words {
            assert!(html.contains(word), "{path} does not say {word}");
        }
        for markup in ["<script>alert", "<img src=x", "href=\"javascript:"] {
            assert!(!html.contains(markup), "{path} holds {markup}");
        }
        known.extend(links(&html));
    }
    assert!(known.contains("/static/village.js") && known.contains("/art/villagers/ada.png"));
    for link in &known {
        let answer = visit(&house, &link.replace("&amp;", "&")).await;
        assert_eq!(answer.status(), StatusCode::OK, "{link}");
    }
    for path in ["/nothing", "/board/99", "/board/x", "/agents/nobody", "/board?limit=x"] {
        let status = if path.contains('?') { 400 } else { 404 };
        let html = page(&house, path, status).await;
        assert!(html.contains("Back to the village"), "{path}");
    }
}

#[tokio::test]
async fn pictures_and_programs_come_with_their_type_and_name() {
    let house = House::open();
    for (path, kind, start) in [
        ("/art/villagers/ada.png", "image/png", &b"\x89PNG"[..]),
        ("/art/icons.png", "image/png", b"\x89PNG"),
        ("/assets/tiles.png", "image/png", b"\x89PNG"),
        ("/art/icons.json", "application/json", b"{"),
        ("/static/village.js", "text/javascript; charset=utf-8", b"//"),
        ("/static/village.css", "text/css; charset=utf-8", b"/*"),
        ("/static/icon.svg", "image/svg+xml", b"<svg"),
        ("/api/v1/openapi.json", "application/json", b"{"),
    ] {
        let answer = house.ask(None, path, None).await;
        assert_eq!(
            (answer.status(), &answer.headers()["content-type"]),
            (StatusCode::OK, &kind.parse().unwrap())
        );
        let etag = answer.headers().get("etag").cloned();
        let bytes = answer.bytes().await.unwrap();
        assert!(bytes.starts_with(start), "{path}: {:?}", &bytes[..8]);
        let Some(etag) = etag else { continue };
        let again = house.server.ask(Method::GET, path).header("if-none-match", etag);
        assert_eq!(again.send().await.unwrap().status(), StatusCode::NOT_MODIFIED, "{path}");
    }
    let icons = house.server.get("/art/icons.json").await;
    let kinds = house.server.get("/api/v1/items/kinds").await;
    for kind in kinds["items"].as_array().unwrap() {
        let icon = kind["icon"].as_str().unwrap();
        assert!(icons[icon].is_u64(), "{icon} has no picture");
    }
    let zipped =
        house.server.ask(Method::GET, "/static/village.css").header("accept-encoding", "gzip");
    assert_eq!(zipped.send().await.unwrap().headers()["content-encoding"], "gzip");
}

#[tokio::test]
async fn the_documentation_is_served_by_ourselves() {
    let house = House::open();
    let answer = visit(&house, "/api/docs/").await;
    assert_eq!(answer.status(), StatusCode::OK);
    let policy = answer.headers()["content-security-policy"].to_str().unwrap().to_owned();
    assert!(
        policy.contains("script-src 'self'") && policy.contains("style-src 'self' 'unsafe-inline'")
    );
    let html = answer.text().await.unwrap();
    assert!(!html.contains("//unpkg") && !html.contains("https://"), "{html}");
    assert!(!html.contains("<script>"), "no inline script: {html}");
    for file in ["swagger-ui-bundle.js", "swagger-ui.css", "swagger-initializer.js"] {
        let answer = visit(&house, &format!("/api/docs/{file}")).await;
        assert_eq!(answer.status(), StatusCode::OK, "{file}");
    }
}

#[tokio::test]
async fn the_set_up_link_makes_one_administrator_and_is_gone() {
    let data = crate::kit::folder();
    let mut server = crate::kit::Server::start(data.path());
    let link = server.line("become its administrator");
    let secret = link.rsplit('#').next().unwrap().to_owned();
    let client = crate::kit::client().redirect(redirect::Policy::none()).build().unwrap();
    let place = format!("{}/setup", server.base);
    let form = client.get(&place).send().await.unwrap();
    assert_eq!(form.status(), StatusCode::OK);
    let script = server.ask(Method::GET, "/setup.js").send().await.unwrap();
    assert_eq!(script.headers()["content-type"], "text/javascript; charset=utf-8");
    let send = |token: &str, name: &str, password: &str| {
        let body = json!({"token": token, "name": name, "password": password});
        client.post(&place).json(&body).send()
    };
    for (token, name, password, status) in [
        ("0000", "erik", "a long password", 403),
        (&*secret, "erik", "short", 422),
        (&*secret, "e r i k", "a long password", 422),
        (&*secret, "", "a long password", 422),
    ] {
        assert_eq!(
            send(token, name, password).await.unwrap().status(),
            status,
            "{name} {password}"
        );
    }
    let body = format!("token={secret}&name=erik&password=a+long+password%21");
    let made = client.post(&place).header("content-type", "application/x-www-form-urlencoded");
    let made = made.body(body).send().await.unwrap();
    assert_eq!(made.status(), StatusCode::CREATED);
    assert!(made.text().await.unwrap().contains("token create --person erik"));
    assert_eq!(client.get(&place).send().await.unwrap().status(), StatusCode::NOT_FOUND);
    let again = send(&secret, "eva", "a long password").await.unwrap();
    assert_eq!(again.status(), StatusCode::NOT_FOUND);
}
