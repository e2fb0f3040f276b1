//! Files: kept by their content, given back as downloads and as nothing else.

use reqwest::{Method, Response};
use serde_json::{Value, json};

use crate::house::{House, problem};

const FILES: &str = "/api/v1/files";

async fn put(
    house: &House,
    token: Option<&str>,
    query: &str,
    bytes: impl Into<reqwest::Body>,
) -> Response {
    let mut request = house.server.ask(Method::POST, &format!("{FILES}{query}"));
    if let Some(token) = token {
        request = request.bearer_auth(token);
    }
    request.header("content-type", "text/html").body(bytes).send().await.unwrap()
}

#[tokio::test]
async fn a_file_comes_back_as_a_download_whatever_it_is() {
    let house = House::open();
    let ada = Some(&*house.ada);
    let evil = "<!doctype html><script>alert(document.cookie)</script>";
    let stored = put(&house, ada, "?name=gr%C3%BC%C3%9Fe%22.html", evil).await;
    assert_eq!(stored.status(), 201);
    let address = stored.headers()["location"].to_str().unwrap().to_owned();
    let stored: Value = stored.json().await.unwrap();
    assert_eq!(stored["size"], evil.len());
    assert_eq!(
        (&stored["kind"], &stored["name"]),
        (&json!("text/plain; charset=utf-8"), &json!("grüße\".html"))
    );
    assert_eq!(address, format!("{FILES}/{}", stored["hash"].as_str().unwrap()));
    let fetched = house.ask(Some(&house.bruno), &address, None).await;
    for (name, value) in [
        ("content-type", "text/plain; charset=utf-8"),
        ("content-security-policy", "sandbox; default-src 'none'"),
        ("x-content-type-options", "nosniff"),
        ("cross-origin-resource-policy", "same-origin"),
        (
            "content-disposition",
            "attachment; filename=\"gr__e_.html\"; filename*=UTF-8''gr%C3%BC%C3%9Fe%22.html",
        ),
    ] {
        assert_eq!(fetched.headers()[name], value);
    }
    let etag = fetched.headers()["etag"].clone();
    assert_eq!(fetched.text().await.unwrap(), evil);
    let again = house.server.ask(Method::GET, &address).bearer_auth(&house.ada);
    assert_eq!(again.header("if-none-match", etag).send().await.unwrap().status(), 304);
    let renamed = house.ask(ada, &format!("{address}?name=a.txt"), None).await;
    let renamed = renamed.headers()["content-disposition"].to_str().unwrap().to_owned();
    assert!(renamed.starts_with("attachment; filename=\"a.txt\";"), "{renamed}");
    problem(house.ask(ada, &format!("{address}?name=a%0d%0ab"), None).await, 422, "bad_file").await;
    // The same bytes are the same file; a browser cannot be made to fetch it for a stranger.
    let twin: Value = put(&house, ada, "", evil).await.json().await.unwrap();
    assert_eq!((&twin["hash"], &twin["name"]), (&stored["hash"], &json!("file")));
    problem(house.ask(None, &address, None).await, 401, "unauthorized").await;
    let png = b"\x89PNG\r\n\x1a\n<script>".to_vec();
    let png: Value = put(&house, ada, "?name=a.png", png).await.json().await.unwrap();
    assert_eq!(png["kind"], "image/png");
}

#[tokio::test]
async fn what_cannot_be_kept_is_refused() {
    let house = House::open();
    let ada = Some(&*house.ada);
    problem(put(&house, None, "", "x").await, 401, "unauthorized").await;
    problem(put(&house, ada, "", "").await, 422, "bad_file").await;
    for name in ["a%2Fb", "..%5Cb", "a%0Ab", "a%E2%80%AEgpj.exe", &"x".repeat(121)] {
        problem(put(&house, ada, &format!("?name={name}"), "x").await, 422, "bad_file").await;
    }
    problem(put(&house, ada, "?title=x", "x").await, 400, "bad_request").await;
    let untyped = house.server.ask(Method::POST, FILES).bearer_auth(&house.ada).body("x");
    problem(untyped.send().await.unwrap(), 415, "unsupported_media_type").await;
    let mib = 1024 * 1024;
    let large = put(&house, ada, "", vec![b'x'; 8 * mib + 1]).await;
    problem(large, 413, "body_too_large").await;
    let largest = put(&house, ada, "", vec![b'x'; 8 * mib]).await;
    assert_eq!(largest.status(), 201);
    for path in ["nothing", &"a".repeat(64), &"A".repeat(64), "..%2f..%2fetc%2fpasswd"] {
        problem(house.ask(ada, &format!("{FILES}/{path}"), None).await, 404, "unknown_file").await;
    }
    // 64 MiB a day, each; what others stored does not count.
    for number in 1..8_u8 {
        assert_eq!(put(&house, ada, "", vec![number; 8 * mib]).await.status(), 201, "{number}");
    }
    problem(put(&house, ada, "", "one more").await, 429, "too_much_stored").await;
    assert_eq!(put(&house, Some(&house.bruno), "", "one more").await.status(), 201);
}

#[tokio::test]
async fn whoever_is_stopped_stores_nothing() {
    let house = House::open();
    for (measure, code) in [("pause", "restrained"), ("resume", ""), ("quarantine", "restrained")] {
        let wish = json!({"measure": measure, "reason": "a test"});
        let done = house.ask(Some(&house.erik), "/api/v1/agents/ada/restrain", Some(wish)).await;
        assert_eq!(done.status(), 200);
        let answer = put(&house, Some(&house.ada), "", "x").await;
        match code {
            "" => assert_eq!(answer.status(), 201),
            code => {
                let body: Value = answer.json().await.unwrap();
                assert_eq!(body["code"], code);
            }
        }
    }
}
