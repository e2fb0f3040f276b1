//! The cookies of a session, of a browser that signed in before, and of one that went to a log-in
//! provider. They wear the prefix that binds them to this host alone, which browsers keep over
//! https only. Over plain http on this machine itself some browsers keep them as well (Chromium
//! does) and some do not: there a plain one goes beside each.

use axum::http::{HeaderMap, header};

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
    /// Its names, the bound one first.
    const fn names(self) -> [&'static str; 2] {
        match self {
            Self::Session => ["__Host-village", "village"],
            Self::Device => ["__Host-village-device", "village-device"],
            Self::Detour => ["__Host-village-detour", "village-detour"],
        }
    }

    const fn seconds(self) -> u32 {
        match self {
            Self::Session => SESSION_SECONDS,
            Self::Device => DEVICE_SECONDS,
            Self::Detour => DETOUR_SECONDS,
        }
    }

    /// What a request has of it; of several the first. The plain one counts on this machine alone.
    pub fn read<'a>(self, headers: &'a HeaderMap, own: &Own) -> Option<&'a str> {
        let [bound, plain] = self.names();
        let lines = || headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
        let find = |name: &str| {
            let pairs = lines().flat_map(|line| line.split(';')).take(COOKIES_MAX);
            let mut pairs = pairs.filter_map(|pair| pair.trim().split_once('='));
            pairs.find(|(found, _)| *found == name).map(|(_, value)| value)
        };
        find(bound).or_else(|| find(plain).filter(|_| own.is_local()))
    }

    /// Gives it to a browser; the value is hex or Base64 for URLs.
    pub fn give(self, headers: &mut HeaderMap, value: &str, own: &Own) {
        self.set(headers, value, self.seconds(), own);
    }

    /// Takes it away from a browser.
    pub fn take(self, headers: &mut HeaderMap, own: &Own) {
        self.set(headers, "", 0, own);
    }

    fn set(self, headers: &mut HeaderMap, value: &str, seconds: u32, own: &Own) {
        let [bound, plain] = self.names();
        let rest = format!("={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax");
        let mut lines = vec![format!("{bound}{rest}; Secure")];
        if own.is_local() {
            lines.push(format!("{plain}{rest}"));
        }
        for line in lines {
            let line = line.parse().expect("names and such digits are a header");
            headers.append(header::SET_COOKIE, line);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(host: &str) -> Own {
        let request = axum::extract::Request::builder().header("host", host);
        Own::of(&request.body(axum::body::Body::empty()).unwrap(), &[])
    }

    fn lines(headers: &HeaderMap) -> Vec<&str> {
        let lines = headers.get_all("set-cookie").iter().map(|line| line.to_str().unwrap());
        lines.collect()
    }

    #[test]
    fn a_cookie_is_bound_to_its_host() {
        let mut headers = HeaderMap::new();
        Cookie::Session.give(&mut headers, "ab", &own("village.example"));
        assert_eq!(
            lines(&headers),
            ["__Host-village=ab; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax; Secure"]
        );
        let mut headers = HeaderMap::new();
        Cookie::Device.take(&mut headers, &own("127.0.0.1:8080"));
        assert_eq!(
            lines(&headers),
            [
                "__Host-village-device=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure",
                "village-device=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax",
            ]
        );
    }

    #[test]
    fn elsewhere_only_the_bound_cookie_counts() {
        let mut headers = HeaderMap::new();
        headers.append("cookie", "a=1; village=local".parse().unwrap());
        assert_eq!(Cookie::Session.read(&headers, &own("localhost:80")), Some("local"));
        assert_eq!(Cookie::Session.read(&headers, &own("village.example")), None);
        headers.append("cookie", "b=2;__Host-village=x=y".parse().unwrap());
        headers.append("cookie", "__Host-village=second".parse().unwrap());
        assert_eq!(Cookie::Session.read(&headers, &own("village.example")), Some("x=y"));
        assert_eq!(Cookie::Session.read(&headers, &own("localhost:80")), Some("x=y"));
        assert_eq!(Cookie::Device.read(&headers, &own("localhost")), None);
    }
}
