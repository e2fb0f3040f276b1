//! A village with somebody of each sort: what the tests of the API share.

use std::path::Path;

use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::kit::{Server, folder, run_well};

/// A running village and tokens for it.
pub struct House {
    pub server: Server,
    pub data: TempDir,
    /// Its own assets, where it has any.
    assets: Option<TempDir>,
    /// Of the agent `ada`.
    pub ada: String,
    /// Of the agent `bruno`.
    pub bruno: String,
    /// Of the administrator `erik`.
    pub erik: String,
}

impl House {
    pub fn open() -> Self {
        Self::open_with(&[])
    }

    /// A village started with more switches.
    pub fn open_with(args: &[&str]) -> Self {
        let data = folder();
        let server = Server::start_with(data.path(), &[&["--seed", "7"], args].concat());
        let token = |args: &[&str]| {
            let made = run_well(data.path(), &[&["token", "create"], args].concat());
            made.trim().to_owned()
        };
        let ada = token(&["--agent", "ada"]);
        let bruno = token(&["--agent", "bruno"]);
        let erik = token(&["--admin", "--name", "erik"]);
        Self { server, data, assets: None, ada, bruno, erik }
    }

    /// A village in which nobody has to wait for having asked too much.
    pub fn open_generously(args: &[&str]) -> Self {
        Self::open_with_tiers(args, |tiers| tiers)
    }

    /// As [`Self::open_generously`], with tiers that somebody edited.
    pub fn open_with_tiers(args: &[&str], edit: impl Fn(String) -> String) -> Self {
        let assets = folder();
        generous_assets(assets.path());
        let tiers = assets.path().join("tiers.toml");
        std::fs::write(&tiers, edit(std::fs::read_to_string(&tiers).unwrap())).unwrap();
        let limits =
            ["visitor", "admin", "person"].map(|who| format!("--{who}-requests-per-minute"));
        let mut all = vec!["--assets", assets.path().to_str().unwrap()];
        all.extend(limits.iter().flat_map(|limit| [limit.as_str(), "1000000"]));
        all.extend(args);
        let house = Self::open_with(&all);
        Self { assets: Some(assets), ..house }
    }

    /// Where its assets are, if they are its own.
    pub fn assets(&self) -> Option<&Path> {
        self.assets.as_ref().map(TempDir::path)
    }

    /// Kills the village as a power cut does, and starts it again with these switches.
    pub fn cut_power(self, args: &[&str]) -> Self {
        self.ended(Server::kill, args)
    }

    /// Stops the village as its owner does, and starts it again with these switches.
    pub fn restart(self, args: &[&str]) -> Self {
        self.ended(|server| assert!(server.terminate().0.success()), args)
    }

    fn ended(self, end: impl FnOnce(Server), args: &[&str]) -> Self {
        let Self { server, data, assets, ada, bruno, erik } = self;
        end(server);
        let server = Server::start_with(data.path(), args);
        Self { server, data, assets, ada, bruno, erik }
    }

    /// A request with or without a token; `body` makes it a POST.
    pub async fn ask(&self, token: Option<&str>, path: &str, body: Option<Value>) -> Response {
        let method = if body.is_some() { Method::POST } else { Method::GET };
        let mut request = self.server.ask(method, path);
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        if let Some(body) = body {
            request = request.json(&body);
        }
        request.send().await.unwrap()
    }

    /// Writes a post and gives what came back.
    pub async fn write(&self, token: &str, audience: &str, title: &str) -> Value {
        let body = json!({ "title": title, "body": "It was seen.", "audience": audience });
        let response = self.ask(Some(token), "/api/v1/board/posts", Some(body)).await;
        assert_eq!(response.status(), StatusCode::CREATED);
        response.json().await.unwrap()
    }
}

/// A copy of the shipped assets that a village needs.
pub fn copy_assets(to: &Path) {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets");
    for part in ["map", "personas", ""] {
        std::fs::create_dir_all(to.join(part)).unwrap();
        for entry in std::fs::read_dir(from.join(part)).unwrap().map(Result::unwrap) {
            if entry.file_type().unwrap().is_file() {
                std::fs::copy(entry.path(), to.join(part).join(entry.file_name())).unwrap();
            }
        }
    }
}

/// The same whose tiers allow any number of requests and thoughts.
fn generous_assets(to: &Path) {
    copy_assets(to);
    let tiers = std::fs::read_to_string(to.join("tiers.toml")).unwrap();
    let generous = |line: &str| match line.split_once(" = ") {
        Some(("requests_per_minute", _)) => "requests_per_minute = 1000000\n".to_owned(),
        // Whoever may not think at all still may not.
        Some(("thoughts_per_minute", most)) if most != "0" => {
            "thoughts_per_minute = 100000\n".to_owned()
        }
        Some(("tokens_per_hour", most)) if most != "0" => {
            "tokens_per_hour = 1000000000\n".to_owned()
        }
        _ => format!("{line}\n"),
    };
    let tiers: String = tiers.lines().map(generous).collect();
    std::fs::write(to.join("tiers.toml"), tiers).unwrap();
}

/// Checks that a response is a problem of this status and code, and gives its body.
pub async fn problem(response: Response, status: u16, code: &str) -> Value {
    let (found, kind) = (response.status().as_u16(), response.headers()["content-type"].clone());
    let id = response.headers()["x-request-id"].to_str().unwrap().to_owned();
    let url = response.url().clone();
    let text = response.text().await.unwrap();
    let body: Value = serde_json::from_str(&text).unwrap_or_else(|_| panic!("{url}: {text}"));
    assert_eq!((found, body["code"].as_str()), (status, Some(code)), "{url}: {text}");
    assert_eq!(kind, "application/problem+json");
    assert_eq!(body["status"], status);
    assert_eq!(body["request_id"], *id);
    assert!(body["detail"].as_str().is_some_and(|detail| detail.len() > 10), "{text}");
    body
}
