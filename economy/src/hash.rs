//! A SHA-256 value, written as 64 lowercase hex digits and in no other way.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use crate::hex;
use crate::text_form::serde_as_text;

/// 32 bytes of SHA-256.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash32(pub [u8; 32]);

impl Hash32 {
    /// What the first transfer has as its predecessor.
    pub const GENESIS: Self = Self([0; 32]);

    /// The hash stored as these bytes; `None` unless there are exactly 32.
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// The text is no hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a hash is 64 lowercase hex digits")]
pub struct HashForm;

impl FromStr for Hash32 {
    type Err = HashForm;

    fn from_str(text: &str) -> Result<Self, HashForm> {
        hex::read(text).map(Self).ok_or(HashForm)
    }
}

impl fmt::Display for Hash32 {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        hex::write(&self.0, out)
    }
}

impl fmt::Debug for Hash32 {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Hash32({self})")
    }
}

serde_as_text!(Hash32, "64 lowercase hex digits");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_has_one_text() {
        let mut hash = Hash32::GENESIS;
        hash.0[0] = 0xab;
        hash.0[31] = 0x01;
        let text = format!("ab{}01", "0".repeat(60));
        assert_eq!(hash.to_string(), text);
        assert_eq!(text.parse(), Ok(hash));
        for bad in ["", "ab", &text.to_uppercase(), &format!("{text}0"), &text[1..]] {
            assert_eq!(bad.parse::<Hash32>(), Err(HashForm), "{bad:?}");
        }
        assert_eq!(Hash32::from_slice(&[0; 31]), None);
    }
}
