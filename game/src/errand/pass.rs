//! What shows the village who asks: a session's cookie or a token, in memory alone. In a browser
//! the browser keeps the cookie itself and this holds nothing.

use bevy::prelude::*;

use crate::address::Address;

/// The session's cookie as the village names it on this machine and elsewhere.
const COOKIES: [&str; 2] = ["__Host-village", "village"];

/// What shows who asks. It has no `Debug`: it holds secrets.
#[derive(Resource, Clone, Default)]
pub struct Pass {
    origin: String,
    cookie: Option<String>,
    token: Option<String>,
}

impl Pass {
    pub fn new(to: Option<&Address>) -> Self {
        Self { origin: to.map(Address::origin).unwrap_or_default(), ..Self::default() }
    }

    /// From now on by token.
    pub fn set_token(&mut self, token: String) {
        *self = Self { origin: std::mem::take(&mut self.origin), cookie: None, token: Some(token) };
    }

    /// Shows nobody any more.
    pub fn clear(&mut self) {
        (self.cookie, self.token) = (None, None);
    }

    /// Keeps the session out of an answer's `Set-Cookie` lines.
    pub fn keep(&mut self, headers: &ehttp::Headers) {
        for line in headers.get_all("set-cookie") {
            let pair = line.split(';').next().unwrap_or_default().trim();
            let Some((name, value)) = pair.split_once('=') else { continue };
            let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
            let fits = (1..=512).contains(&value.len()) && value.bytes().all(plain);
            if fits && COOKIES.contains(&name) {
                self.cookie = Some(format!("{name}={value}"));
            }
        }
    }

    /// Puts it on a request to the village.
    pub fn show(&self, request: ehttp::Request) -> ehttp::Request {
        #[cfg(target_arch = "wasm32")]
        let request = request.with_credentials(ehttp::Credentials::SameOrigin);
        if let Some(token) = &self.token {
            return request.with_header("Authorization", format!("Bearer {token}"));
        }
        let Some(cookie) = &self.cookie else { return request };
        // A browser says by itself where a page is from, and lets nobody else say so.
        request.with_header("Cookie", cookie).with_header("Origin", &self.origin)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(request: &ehttp::Request, name: &str) -> Vec<String> {
        request.headers.get_all(name).map(str::to_owned).collect()
    }

    #[test]
    fn a_session_is_kept_and_shown_and_forgotten() {
        let mut pass = Pass::new(Some(&"http://127.0.0.1:80/x".parse().unwrap()));
        let headers = ehttp::Headers::new(&[
            ("set-cookie", "village-device=ab; Path=/"),
            ("set-cookie", "village=00ff; Path=/; HttpOnly"),
            ("set-cookie", "village=a b\u{7}; Path=/"),
        ]);
        pass.keep(&headers);
        let request = pass.show(ehttp::Request::get("http://127.0.0.1/"));
        assert_eq!(lines(&request, "cookie"), ["village=00ff"]);
        assert_eq!(lines(&request, "origin"), ["http://127.0.0.1:80"]);
        pass.set_token("village_1".to_owned());
        let request = pass.show(ehttp::Request::get("http://127.0.0.1/"));
        assert_eq!(lines(&request, "cookie"), [""; 0]);
        assert_eq!(lines(&request, "authorization"), ["Bearer village_1"]);
        pass.clear();
        let request = pass.show(ehttp::Request::get("http://127.0.0.1/"));
        assert_eq!(lines(&request, "authorization"), [""; 0]);
    }
}
