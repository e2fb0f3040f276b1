//! Coming in by an account elsewhere, in a browser: out of the village, to the provider and back.

use std::path::Path;

use reqwest::header::HeaderMap;
use reqwest::{Method, Response, StatusCode};
use serde_json::json;
use tempfile::TempDir;

use crate::kit::{Server, folder};
use crate::provider::{CLIENT, Mischief, Provider, SECRET};
use crate::somebody::{Somebody, cookie, make_admin};

/// A village that lets people in who are known to a provider.
struct Scene {
    provider: Provider,
    server: Server,
    data: TempDir,
}

impl Scene {
    async fn open(sign_up: &str) -> Self {
        let provider = Provider::start().await;
        // A token of the tests' present would have expired today.
        provider.behaves(Mischief { claims: json!({"exp": 4_000_000_000_u64}), ..well() });
        let data = folder();
        let file = data.path().join("village.toml");
        let settings = format!(
            "public_url = \"http://127.0.0.1:1\"\nsign_up = \"{sign_up}\"\n[[login]]\n\
             name = \"test\"\nclient_id = \"{CLIENT}\"\nclient_secret = \"{SECRET}\"\n\
             issuer = \"{}\"\n",
            provider.base
        );
        std::fs::write(&file, settings).unwrap();
        let server = Server::start_with(data.path(), &["--config", text(&file)]);
        Self { provider, server, data }
    }

    /// A request of a browser that goes nowhere by itself.
    async fn see(&self, path: &str, headers: &[(&'static str, &str)]) -> Response {
        let browser = crate::kit::client().redirect(reqwest::redirect::Policy::none());
        let mut request = browser.build().unwrap().get(format!("{}{path}", self.server.base));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.send().await.unwrap()
    }

    /// Out and back again, with cookies of before; `from` is what the browser says of the page on
    /// which the way began.
    async fn detour(&self, cookies: &str, from: &str) -> Response {
        let cookies_of = |headers: &HeaderMap| {
            let detour = cookie(headers, "village-detour").unwrap_or_default();
            format!("{cookies}; village-detour={detour}")
        };
        let left = self.see("/login/test", &[("cookie", cookies), ("sec-fetch-site", from)]).await;
        assert_eq!(left.status(), StatusCode::SEE_OTHER);
        let back = self.provider.go(left.headers()["location"].to_str().unwrap()).await;
        assert!(back.as_str().starts_with("http://127.0.0.1:1/login/test/callback?"), "{back}");
        let path = format!("{}?{}", back.path(), back.query().unwrap());
        self.see(&path, &[("cookie", &cookies_of(left.headers()))]).await
    }

    async fn name(&self, answer: &Response) -> String {
        assert_eq!(answer.status(), StatusCode::SEE_OTHER);
        let session = cookie(answer.headers(), "village").expect("a session is given");
        let me = self.server.ask(Method::GET, "/api/v1/people/me");
        let me = me.header("cookie", format!("village={session}")).send().await.unwrap();
        let me: serde_json::Value = me.json().await.unwrap();
        me["name"].as_str().unwrap_or_else(|| panic!("{me}")).to_owned()
    }
}

fn well() -> Mischief {
    Mischief::default()
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[tokio::test]
async fn where_people_are_taken_in_an_account_elsewhere_is_enough() {
    let scene = Scene::open("open").await;
    for _ in 0..2 {
        let back = scene.detour("", "none").await;
        assert_eq!(back.headers()["location"], "/");
        assert_eq!(cookie(back.headers(), "village-detour").as_deref(), Some(""));
        assert_eq!(scene.name(&back).await, "erik", "the same person each time");
    }
    // Somebody else who has that name elsewhere gets another one here.
    let claims = json!({"exp": 4_000_000_000_u64, "sub": "another"});
    scene.provider.behaves(Mischief { claims, ..well() });
    let other = scene.detour("", "none").await;
    assert_eq!(scene.name(&other).await, "erik-2");
}

#[tokio::test]
async fn where_nobody_is_taken_in_only_tied_accounts_come_in() {
    let scene = Scene::open("closed").await;
    let stranger = scene.detour("", "none").await;
    assert_eq!(stranger.status(), StatusCode::FORBIDDEN);
    assert_eq!(cookie(stranger.headers(), "village"), None);
    make_admin(scene.data.path(), "overseer");
    let overseer = Somebody::sign_in(&scene.server, "overseer").await;
    // A page of somebody else's cannot tie an account to whoever is signed in.
    let sent = scene.detour(&overseer.cookies, "cross-site").await;
    assert_eq!(sent.status(), StatusCode::FORBIDDEN);
    let tied = scene.detour(&overseer.cookies, "same-origin").await;
    assert_eq!(
        (tied.status(), &tied.headers()["location"]),
        (StatusCode::SEE_OTHER, &"/account".parse().unwrap())
    );
    let back = scene.detour("", "none").await;
    assert_eq!(scene.name(&back).await, "overseer");
    let again = scene.detour(&overseer.cookies, "same-origin").await;
    assert_eq!(again.status(), StatusCode::CONFLICT, "one account is enough");
}

#[tokio::test]
async fn whoever_comes_back_without_having_left_is_shown_the_way() {
    let scene = Scene::open("open").await;
    let page = [("accept", "text/html")];
    let lost = scene.see("/login/test/callback?code=x&state=y", &page).await;
    assert_eq!(lost.status(), StatusCode::BAD_REQUEST);
    assert!(lost.headers()["content-type"].to_str().unwrap().starts_with("text/html"));
    assert!(lost.text().await.unwrap().contains("sign in again"));
    assert_eq!(scene.see("/login/nobody", &page).await.status(), StatusCode::NOT_FOUND);
    assert_eq!(scene.provider.asked("/token"), 0);
}
