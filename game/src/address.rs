//! Where a village is: the address of its pages, and of its socket beside them.

use std::str::FromStr;

/// The address of a village, such as `http://127.0.0.1:8080`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    safe: bool,
    /// Host, port and the path in front of everything, without a slash at its end.
    rest: String,
}

/// What is wrong with an address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is no address of a village: it looks like http://127.0.0.1:8080")]
pub struct BadAddress(String);

impl FromStr for Address {
    type Err = BadAddress;

    fn from_str(text: &str) -> Result<Self, BadAddress> {
        let bad = || BadAddress(text.chars().take(80).collect());
        let (scheme, rest) = text.trim().split_once("://").unwrap_or(("http", text.trim()));
        let safe = match scheme {
            "http" | "ws" => false,
            "https" | "wss" => true,
            _ => return Err(bad()),
        };
        let rest = rest.split(['#', '?']).next().unwrap_or_default().trim_end_matches('/');
        let plain = |c: char| c.is_ascii_alphanumeric() || "-._:/[]".contains(c);
        if rest.is_empty() || rest.starts_with('/') || !rest.chars().all(plain) {
            return Err(bad());
        }
        Ok(Self { safe, rest: rest.to_owned() })
    }
}

impl Address {
    /// The address of a page or picture.
    pub fn page(&self, path: &str) -> String {
        format!("{}://{}{path}", if self.safe { "https" } else { "http" }, self.rest)
    }

    /// Where a page of the village says that it is from: scheme, host and port.
    pub fn origin(&self) -> String {
        let host = self.rest.split('/').next().unwrap_or_default();
        format!("{}://{host}", if self.safe { "https" } else { "http" })
    }

    /// The address of a socket.
    pub fn socket(&self, path: &str) -> String {
        format!("{}://{}{path}", if self.safe { "wss" } else { "ws" }, self.rest)
    }
}

impl std::fmt::Display for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.page(""))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_and_sockets_share_a_host() {
        let address: Address = "https://village.example/town/".parse().unwrap();
        assert_eq!(address.page("/x"), "https://village.example/town/x");
        assert_eq!(address.socket("/ws"), "wss://village.example/town/ws");
        let plain: Address = "127.0.0.1:8080".parse().unwrap();
        assert_eq!(plain.socket("/ws"), "ws://127.0.0.1:8080/ws");
        assert_eq!(plain.to_string(), "http://127.0.0.1:8080");
        for bad in ["", "ftp://x", "http://", "http:///x", "http://a b", "http://a\u{202e}b"] {
            assert!(bad.parse::<Address>().is_err(), "{bad}");
        }
    }
}
