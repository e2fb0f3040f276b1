//! The cookies of a session, of a browser that signed in before, and of one that went to a log-in
//! provider. Over https (and whatever is not
//! this machine itself) they wear the prefix that binds them to this host alone; browsers keep none
//! of those over plain http, so that on this machine itself plain ones take their place.

use axum::http::{HeaderMap, HeaderValue, header};

use super::origin::Own;

/// One of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cookie {
    Session,
    Device,
    Detour,
}

/// Cookies of a request that are looked at.
const COOKIES_MAX: usize = 64;
/// How long browsers keep them, in seconds: a session's 30 days, and a year.
const SESSION_SECONDS: u32 = 30 * 24 * 60 * 60;
const DEVICE_SECONDS: u32 = 365 * 24 * 60 * 60;
/// How long the way to a provider and back may take.
const DETOUR_SECONDS: u32 = 600;

impl Cookie {
    const fn name(self, is_local: bool) -> &'static str {
        match (self, is_local) {
            (Self::Session, false) => "__Host-village",
            (Self::Session, true) => "village",
            (Self::Device, false) => "__Host-village-device",
            (Self::Device, true) => "village-device",
            (Self::Detour, false) => "__Host-village-detour",
            (Self::Detour, true) => "village-detour",
        }
    }

    const fn seconds(self) -> u32 {
        match self {
            Self::Session => SESSION_SECONDS,
            Self::Device => DEVICE_SECONDS,
            Self::Detour => DETOUR_SECONDS,
        }
    }

    /// What a request has of it; of several the first.
    pub fn read<'a>(self, headers: &'a HeaderMap, own: &Own) -> Option<&'a str> {
        let name = self.name(own.is_local());
        let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
        let pairs = lines.flat_map(|line| line.split(';')).take(COOKIES_MAX);
        let mut pairs = pairs.filter_map(|pair| pair.trim().split_once('='));
        pairs.find(|(found, _)| *found == name).map(|(_, value)| value)
    }

    /// The header line that gives it to a browser; the value is hex or Base64 for URLs.
    pub fn give(self, value: &str, own: &Own) -> HeaderValue {
        self.line(value, self.seconds(), own)
    }

    /// The header line that takes it away.
    pub fn take(self, own: &Own) -> HeaderValue {
        self.line("", 0, own)
    }

    fn line(self, value: &str, seconds: u32, own: &Own) -> HeaderValue {
        let is_local = own.is_local();
        let name = self.name(is_local);
        let secure = if is_local { "" } else { "; Secure" };
        let line =
            format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}");
        line.parse().expect("names and such digits are a header")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(host: &str) -> Own {
        let request = axum::extract::Request::builder().header("host", host);
        Own::of(&request.body(axum::body::Body::empty()).unwrap(), &[])
    }

    #[test]
    fn a_cookie_is_bound_to_its_host() {
        let line = Cookie::Session.give("ab", &own("village.example"));
        assert_eq!(
            line.to_str().unwrap(),
            "__Host-village=ab; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax; Secure"
        );
        let local = Cookie::Device.take(&own("127.0.0.1:8080"));
        let expected = "village-device=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax";
        assert_eq!(local.to_str().unwrap(), expected);
    }

    #[test]
    fn elsewhere_only_the_bound_cookie_counts() {
        let mut headers = HeaderMap::new();
        headers.append("cookie", "a=1; village=local;__Host-village=x=y".parse().unwrap());
        headers.append("cookie", "__Host-village=second".parse().unwrap());
        assert_eq!(Cookie::Session.read(&headers, &own("village.example")), Some("x=y"));
        assert_eq!(Cookie::Session.read(&headers, &own("localhost:80")), Some("local"));
        assert_eq!(Cookie::Device.read(&headers, &own("localhost")), None);
    }
}
