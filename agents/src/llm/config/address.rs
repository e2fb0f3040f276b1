//! Where prompts may be sent. TLS goes anywhere; plain `http` only where it does not cross the
//! open network: to this machine, to private addresses and to names that only a local network
//! knows, such as `http://sparky1:8000`.

use std::net::{Ipv4Addr, Ipv6Addr};

use thiserror::Error;
use url::{Host, Url};

/// Endings of names that are never looked up in the open network (RFC 6762, RFC 8375, and what
/// routers and Kubernetes use).
const LOCAL_ENDINGS: &[&str] =
    &[".local", ".home.arpa", ".internal", ".lan", ".localdomain", ".localhost"];

/// Why an address is none of a model server.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum AddressFault {
    #[error("is not a URL such as http://sparky1:8000")]
    NotAUrl,
    #[error("begins with http:// or https://")]
    Scheme,
    #[error("has no user, password, question mark or #; a key belongs in key_env or key_file")]
    Extra,
    #[error(
        "would carry prompts and key in the open: use https, or say plain_http = true if the way \
         there is your own"
    )]
    Open,
}

/// The base address of a model server.
pub fn base_url(text: &str, plain_http: bool) -> Result<Url, AddressFault> {
    let url = Url::parse(text).map_err(|_| AddressFault::NotAUrl)?;
    let host = url.host().ok_or(AddressFault::Scheme)?;
    let bare = url.username().is_empty()
        && url.password().is_none()
        && url.query().is_none()
        && url.fragment().is_none();
    match url.scheme() {
        "https" => {}
        "http" if plain_http || stays_local(&host) => {}
        "http" => return Err(AddressFault::Open),
        _ => return Err(AddressFault::Scheme),
    }
    if bare { Ok(url) } else { Err(AddressFault::Extra) }
}

fn stays_local(host: &Host<&str>) -> bool {
    match host {
        Host::Ipv4(address) => local_v4(*address),
        Host::Ipv6(address) => local_v6(*address),
        Host::Domain(name) => {
            let name = name.trim_end_matches('.').to_ascii_lowercase();
            !name.contains('.') || LOCAL_ENDINGS.iter().any(|ending| name.ends_with(ending))
        }
    }
}

fn local_v4(address: Ipv4Addr) -> bool {
    // 100.64.0.0/10 (RFC 6598): carriers' inner addresses, which mesh VPNs use as well.
    let [first, second, ..] = address.octets();
    let shared = first == 100 && (64..128).contains(&second);
    address.is_loopback() || address.is_private() || address.is_link_local() || shared
}

fn local_v6(address: Ipv6Addr) -> bool {
    match address.to_ipv4_mapped() {
        Some(v4) => local_v4(v4),
        None => {
            address.is_loopback() || address.is_unique_local() || address.is_unicast_link_local()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_stays_in_the_house() {
        for good in [
            "http://sparky1:8000",
            "http://127.0.0.1:11434",
            "http://192.168.1.7/v1",
            "http://100.101.102.103:8000",
            "http://[fd00::1]:8000",
            "http://[::ffff:10.0.0.1]:8000",
            "http://spark.local:8000",
            "http://vllm.village.svc.cluster.local:8000",
            "https://api.example.com/v1",
        ] {
            assert!(base_url(good, false).is_ok(), "{good}");
        }
        for open in [
            "http://api.example.com/v1",
            "http://8.8.8.8:8000",
            "http://[2001:db8::1]:8000",
            "http://[::ffff:8.8.8.8]/",
            "http://0x08080808/",
            "http://notlocal.example/",
        ] {
            assert_eq!(base_url(open, false), Err(AddressFault::Open), "{open}");
            assert!(base_url(open, true).is_ok(), "{open}");
        }
    }

    #[test]
    fn an_address_has_no_key_in_it() {
        for extra in ["https://u:p@h/", "https://u@h/", "https://h/?key=1", "https://h/#a"] {
            assert_eq!(base_url(extra, false), Err(AddressFault::Extra), "{extra}");
        }
        for none in ["", "sparky1", "sparky1:8000", "ftp://h/", "file:///etc/passwd", "http://"] {
            assert!(base_url(none, true).is_err(), "{none}");
        }
    }
}
