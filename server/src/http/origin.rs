//! Whose page a request comes from. A browser sends a session's cookie along with whatever any page
//! asks of us; what changes something must come from a page of our own.

use std::net::{IpAddr, Ipv4Addr};

use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, header};

use super::address::Peer;
use super::problem::Problem;

/// The address under which a caller knows us.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Own {
    is_https: bool,
    /// Host and port as the caller wrote them, in small letters; empty when it wrote none.
    host: String,
}

/// What one header line says.
fn one(headers: &HeaderMap, name: impl header::AsHeaderName) -> Option<&str> {
    headers.get(name).and_then(|line| line.to_str().ok())
}

impl Own {
    /// As this request has it. A proxy that we trust says whether its caller came by https; we
    /// ourselves speak plain http.
    pub fn of(request: &Request, trusted: &[IpAddr]) -> Self {
        let peer = request.extensions().get::<Peer>();
        let peer = peer.map_or(Ipv4Addr::UNSPECIFIED.into(), |Peer(peer)| peer.ip());
        Self::read(peer, request.headers(), trusted)
    }

    fn read(peer: IpAddr, headers: &HeaderMap, trusted: &[IpAddr]) -> Self {
        let forwarded = one(headers, "x-forwarded-proto").unwrap_or_default();
        // The last word is the nearest proxy's.
        let scheme = forwarded.rsplit(',').next().unwrap_or_default().trim();
        let is_https =
            trusted.contains(&peer.to_canonical()) && scheme.eq_ignore_ascii_case("https");
        let host = one(headers, header::HOST).unwrap_or_default().to_ascii_lowercase();
        Self { is_https, host }
    }

    /// Where we are, as links from elsewhere name it, without a slash at the end.
    pub fn address(&self) -> String {
        format!("{}://{}", if self.is_https { "https" } else { "http" }, self.host)
    }

    /// Whether the browser is on the same machine, without a proxy between: it keeps no cookies
    /// there that are for https alone.
    pub fn is_local(&self) -> bool {
        let name = match self.host.rsplit_once(':') {
            Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
            _ => &self.host,
        };
        let bare = name.trim_start_matches('[').trim_end_matches(']');
        let is_loopback = bare.parse::<IpAddr>().is_ok_and(|address| address.is_loopback());
        !self.is_https && (is_loopback || name == "localhost")
    }

    /// Whether an `Origin` is ours.
    fn is(&self, origin: &str) -> bool {
        let (scheme, port) = if self.is_https { ("https://", ":443") } else { ("http://", ":80") };
        let Some(host) = origin.strip_prefix(scheme) else { return false };
        let host = host.to_ascii_lowercase();
        let plain = |host: &str| host.strip_suffix(port).unwrap_or(host).to_owned();
        !host.is_empty() && plain(&host) == plain(&self.host)
    }

    /// Refuses what a page of somebody else's sends. With a cookie (`must_say`) the browser must
    /// say whose page it is; without, silence is no browser.
    pub fn check(&self, headers: &HeaderMap, must_say: bool) -> Result<(), Problem> {
        let mut lines = headers.get_all(header::ORIGIN).iter();
        let told = lines.next().map(|line| line.to_str().unwrap_or_default());
        let is_ours = match told {
            Some(origin) => self.is(origin) && lines.next().is_none(),
            None => !must_say,
        };
        let site = one(headers, "sec-fetch-site");
        if is_ours && site != Some("cross-site") {
            return Ok(());
        }
        Err(Problem::new(
            StatusCode::FORBIDDEN,
            "wrong_origin",
            "with a session, this is taken from the village's own pages alone: use them, or a \
             token; behind a proxy, name it in trusted_proxies and let it send X-Forwarded-Proto",
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROXY: &str = "10.0.0.1";

    fn headers(lines: &[(&'static str, &str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            headers.append(*name, value.parse().unwrap());
        }
        headers
    }

    fn own(peer: &str, lines: &[(&'static str, &str)]) -> Own {
        Own::read(peer.parse().unwrap(), &headers(lines), &[PROXY.parse().unwrap()])
    }

    #[test]
    fn only_a_page_of_our_own_may_change_something() {
        let here = own("9.9.9.9", &[("host", "Village.example:8080")]);
        let behind = [("host", "village.example"), ("x-forwarded-proto", "https")];
        let https = own(PROXY, &behind);
        let lying = own("9.9.9.9", &behind);
        for (own, origin, is_ours) in [
            (&here, "http://village.example:8080", true),
            (&here, "https://village.example:8080", false),
            (&here, "http://village.example", false),
            (&here, "http://village.example:8080.evil.example", false),
            (&here, "http://evil.example", false),
            (&here, "null", false),
            (&here, "", false),
            (&here, "http://", false),
            (&https, "https://village.example", true),
            (&https, "https://village.example:443", true),
            (&https, "http://village.example", false),
            (&https, "https://sub.village.example", false),
            (&https, "https://village.example@evil.example", false),
            (&lying, "https://village.example", false),
            (&lying, "http://village.example", true),
        ] {
            let checked = own.check(&headers(&[("origin", origin)]), true);
            assert_eq!(checked.is_ok(), is_ours, "{origin} at {own:?}");
        }
    }

    #[test]
    fn a_browser_must_say_whose_page_it_is() {
        let here = own("9.9.9.9", &[("host", "village.example")]);
        assert!(here.check(&headers(&[]), true).is_err());
        assert!(here.check(&headers(&[]), false).is_ok());
        let ours = ("origin", "http://village.example");
        assert!(here.check(&headers(&[ours, ours]), true).is_err());
        for (site, goes) in [("cross-site", false), ("same-origin", true), ("none", true)] {
            let lines = headers(&[ours, ("sec-fetch-site", site)]);
            assert_eq!(here.check(&lines, true).is_ok(), goes, "{site}");
            assert_eq!(here.check(&headers(&[("sec-fetch-site", site)]), false).is_ok(), goes);
        }
        // Without a host there is nothing to be ours.
        let nobody = own("9.9.9.9", &[]);
        assert!(nobody.check(&headers(&[("origin", "http://")]), true).is_err());
    }

    #[test]
    fn only_this_machine_is_local() {
        for (host, is_local) in [
            ("localhost", true),
            ("LOCALHOST:8080", true),
            ("127.0.0.1:80", true),
            ("127.9.9.9", true),
            ("[::1]:8080", true),
            ("[::1]", true),
            ("localhost.evil.example", false),
            ("10.0.0.1:8080", false),
            ("", false),
        ] {
            assert_eq!(own("127.0.0.1", &[("host", host)]).is_local(), is_local, "{host}");
        }
        let proxied = own(PROXY, &[("host", "localhost"), ("x-forwarded-proto", "http, https")]);
        assert!(!proxied.is_local());
    }
}
