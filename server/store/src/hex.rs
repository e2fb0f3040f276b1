//! Bytes of a column: as they are in the database, as hex digits in JSON.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use village_economy::Hash32;

/// Bytes.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::Type)]
#[sqlx(transparent)]
pub(crate) struct Hex(pub Vec<u8>);

impl From<Hash32> for Hex {
    fn from(hash: Hash32) -> Self {
        Self(hash.as_bytes().to_vec())
    }
}

impl Hex {
    pub fn hash(&self) -> Option<Hash32> {
        Hash32::from_slice(&self.0)
    }
}

impl Serialize for Hex {
    fn serialize<S: Serializer>(&self, into: S) -> Result<S::Ok, S::Error> {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut text = String::with_capacity(self.0.len() * 2);
        for byte in &self.0 {
            text.push(char::from(DIGITS[usize::from(byte >> 4)]));
            text.push(char::from(DIGITS[usize::from(byte & 15)]));
        }
        into.serialize_str(&text)
    }
}

fn nibble(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

impl<'de> Deserialize<'de> for Hex {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(from)?;
        let (pairs, rest) = text.as_bytes().as_chunks::<2>();
        let bytes = pairs.iter().map(|[high, low]| Some((nibble(*high)? << 4) | nibble(*low)?));
        match (bytes.collect(), rest) {
            (Some(bytes), []) => Ok(Self(bytes)),
            _ => Err(D::Error::custom("bytes are written as pairs of hex digits")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_come_back_from_their_digits() {
        let bytes = Hex((0..=255).collect());
        let text = serde_json::to_string(&bytes).unwrap();
        assert_eq!(serde_json::from_str::<Hex>(&text).unwrap(), bytes);
        for bad in ["\"0\"", "\"0g\"", "\"é\"", "1"] {
            assert!(serde_json::from_str::<Hex>(bad).is_err(), "{bad}");
        }
    }
}
