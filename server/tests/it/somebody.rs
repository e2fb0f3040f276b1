//! Somebody who signed in: what a browser would bring along.

use std::io::Write;
use std::path::Path;
use std::process::Stdio;

use reqwest::header::{HeaderMap, HeaderValue, ORIGIN, SET_COOKIE};
use reqwest::{Method, RequestBuilder, Response, StatusCode};
use serde_json::{Value, json};

use crate::kit::{Server, program, read};

/// Everybody's password.
pub const PASSWORD: &str = "correct horse battery";

/// A browser with somebody signed in.
#[derive(Debug, Clone)]
pub struct Somebody {
    pub name: String,
    /// Its `Cookie` header: the session and the browser's own.
    pub cookies: String,
}

/// Makes an administrator where the village runs.
pub fn make_admin(data: &Path, name: &str) {
    let mut create = program();
    create.args(["admin", "create", name, "--password-stdin", "--data"]).arg(data);
    let mut child = create.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    writeln!(child.stdin.take().unwrap(), "{PASSWORD}").unwrap();
    assert!(child.wait().unwrap().success());
}

/// A cookie that an answer sets.
pub fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let lines = headers.get_all(SET_COOKIE).iter().filter_map(|line| line.to_str().ok());
    let mut pairs = lines.filter_map(|line| line.split(';').next()?.split_once('='));
    pairs.find(|(found, _)| *found == name).map(|(_, value)| value.to_owned())
}

impl Somebody {
    /// Whoever an answer lets in.
    pub async fn of(answer: Response) -> Self {
        let status = answer.status();
        let headers = answer.headers().clone();
        let me: Value = answer.json().await.unwrap();
        assert!(status.is_success(), "{status} {me}");
        let session = cookie(&headers, "village").expect("a session is given");
        let device = cookie(&headers, "village-device");
        let device = device.map(|device| format!("; village-device={device}")).unwrap_or_default();
        let name = me["name"].as_str().unwrap().to_owned();
        Self { name, cookies: format!("village={session}{device}") }
    }

    /// Signs in.
    pub async fn sign_in(server: &Server, name: &str) -> Self {
        let form = json!({"name": name, "password": PASSWORD});
        let answer = server.ask(Method::POST, "/api/v1/people/login").json(&form).send();
        Self::of(answer.await.unwrap()).await
    }

    /// Signs up, with an invitation or without.
    pub async fn sign_up(server: &Server, name: &str, invitation: Option<&str>) -> Self {
        let form = json!({"name": name, "password": PASSWORD, "invitation": invitation});
        let answer = server.ask(Method::POST, "/api/v1/people/sign-up").json(&form).send();
        Self::of(answer.await.unwrap()).await
    }

    /// Invites somebody, who signs up.
    pub async fn bring(&self, server: &Server, name: &str, role: &str) -> Self {
        let invitation = self
            .ask(server, Method::POST, "/api/v1/people/invitations")
            .json(&json!({"role": role}));
        let answer = invitation.send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::CREATED);
        let made: Value = answer.json().await.unwrap();
        Self::sign_up(server, name, made["invitation"].as_str()).await
    }

    /// A request as a page of the village sends it.
    pub fn ask(&self, server: &Server, method: Method, path: &str) -> RequestBuilder {
        let origin = HeaderValue::from_str(&server.base).unwrap();
        server.ask(method, path).header("cookie", &self.cookies).header(ORIGIN, origin)
    }

    /// Reads something as JSON; it must be there.
    pub async fn get(&self, server: &Server, path: &str) -> Value {
        read(path, || self.ask(server, Method::GET, path)).await
    }

    /// Posts JSON.
    pub async fn post(&self, server: &Server, path: &str, body: Value) -> Response {
        self.ask(server, Method::POST, path).json(&body).send().await.unwrap()
    }

    /// Makes a token of one's own.
    pub async fn token(&self, server: &Server, scopes: &[&str]) -> String {
        let wanted = json!({ "scopes": scopes });
        let answer = self.post(server, "/api/v1/people/me/tokens", wanted).await;
        assert_eq!(answer.status(), StatusCode::CREATED);
        let made: Value = answer.json().await.unwrap();
        made["token"].as_str().unwrap().to_owned()
    }
}
