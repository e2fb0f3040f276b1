//! Addresses with a query, percent-encoded.

use std::fmt::Write as _;

/// Percent-encodes a value of a query.
pub fn encode(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            write!(out, "%{byte:02X}").expect("writing to a String cannot fail");
        }
    }
    out
}

/// An address with those parts of a query that say something.
pub fn address(path: &str, parts: &[(&str, &str)]) -> String {
    let given = parts.iter().filter(|(_, value)| !value.is_empty());
    let asked: Vec<String> =
        given.map(|(name, value)| format!("{name}={}", encode(value))).collect();
    if asked.is_empty() { path.to_owned() } else { format!("{path}?{}", asked.join("&")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_says_nothing_is_left_out() {
        assert_eq!(address("/board", &[("q", ""), ("tag", "")]), "/board");
        assert_eq!(
            address("/b", &[("q", "a & b"), ("tag", ""), ("x", "1")]),
            "/b?q=a%20%26%20b&x=1"
        );
    }
}
