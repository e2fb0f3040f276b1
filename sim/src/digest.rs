//! Fingerprints of state. The village's state hash is a sum over its parts of a 128-bit hash of
//! each part's snapshot form, so that a tick costs only what it changed. It finds drift and
//! damage; against forgery stands the ledger's own chain.

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_128;

/// Fingerprint of the whole state after a tick.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct StateHash(pub u128);

impl std::fmt::Display for StateHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl std::str::FromStr for StateHash {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        u128::from_str_radix(text, 16).map(Self)
    }
}

impl Serialize for StateHash {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for StateHash {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// Fingerprint of one value's snapshot form.
pub fn of<T: Serialize + ?Sized>(value: &T) -> u128 {
    of_in(value, &mut Vec::with_capacity(256))
}

/// As [`of`], in a buffer that the caller keeps, so that a steady tick allocates nothing.
pub fn of_in<T: Serialize + ?Sized>(value: &T, buffer: &mut Vec<u8>) -> u128 {
    buffer.clear();
    let written = postcard::to_io(value, &mut *buffer);
    written.expect("state is plain data, which postcard always takes");
    xxh3_128(buffer)
}
