//! Signed checkpoints: where the log stood at a moment, in a second file and under a key that the
//! database never sees.
//!
//! The auditor proves a log against itself, so it cannot see that a tail was cut, or everything
//! rewritten, together with the stored head. A checkpoint can: every one that was ever signed must
//! be a prefix of the log. The signed bytes are persisted: they never change, a new layout gets a
//! new domain tag.
//!
//! Absent on purpose: files and the place of the seed. What happened after the last checkpoint is
//! not covered, so how often one is written is how much can be cut unseen.

use std::fmt;
use std::str::FromStr;

use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::hash::Hash32;
use crate::hex;
use crate::ledger::Ledger;
use crate::text_form::serde_as_text;

/// Bytes of a stored checkpoint, without its line end.
pub const CHECKPOINT_BYTES_MAX: usize = 1024;

const DOMAIN: &[u8; 24] = b"ai-village/checkpoint/v1";
const CANONICAL_BYTES: usize = 24 + 8 + 32 + 8 + 8;

/// Where the log stood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checkpoint {
    /// The place in the log of the next transfer, from 1.
    pub next_seq: u64,
    /// The hash of the last transfer; [`Hash32::GENESIS`] before the first.
    pub head: Hash32,
    /// The tick in which this was so.
    pub tick: u64,
    /// UTC microseconds since 1970.
    pub at_micros: i64,
}

impl Checkpoint {
    /// Where this ledger stands now.
    pub fn of(ledger: &Ledger, tick: u64, at_micros: i64) -> Self {
        Self { next_seq: ledger.next_seq(), head: ledger.head(), tick, at_micros }
    }

    /// The bytes that are signed: the domain tag, then each field at its place, little-endian.
    fn canonical(&self) -> [u8; CANONICAL_BYTES] {
        let mut bytes = [0; CANONICAL_BYTES];
        bytes[..24].copy_from_slice(DOMAIN);
        bytes[24..32].copy_from_slice(&self.next_seq.to_le_bytes());
        bytes[32..64].copy_from_slice(self.head.as_bytes());
        bytes[64..72].copy_from_slice(&self.tick.to_le_bytes());
        bytes[72..].copy_from_slice(&self.at_micros.to_le_bytes());
        bytes
    }
}

/// The public half of the key that signs checkpoints (Ed25519), 64 lowercase hex digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CheckpointKey(pub [u8; 32]);

/// A signature (Ed25519), 128 lowercase hex digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CheckpointSignature(pub [u8; 64]);

/// The text is no key or signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a key is 64 lowercase hex digits, a signature 128")]
pub struct CheckpointForm;

macro_rules! hex_text {
    ($type:ident, $expecting:literal) => {
        impl FromStr for $type {
            type Err = CheckpointForm;

            fn from_str(text: &str) -> Result<Self, CheckpointForm> {
                hex::read(text).map(Self).ok_or(CheckpointForm)
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                hex::write(&self.0, out)
            }
        }

        serde_as_text!($type, $expecting);
    };
}
hex_text!(CheckpointKey, "64 lowercase hex digits");
hex_text!(CheckpointSignature, "128 lowercase hex digits");

/// Why a stored checkpoint proves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum CheckpointFault {
    #[error("the line is no signed checkpoint")]
    Unreadable,
    #[error("the signature is not of this checkpoint by this key")]
    BadSignature,
    #[error("it is signed by the key {found}, which is not trusted")]
    OtherKey { found: CheckpointKey },
}

/// A checkpoint under its signature: one line of the second file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signed {
    pub checkpoint: Checkpoint,
    pub key: CheckpointKey,
    pub signature: CheckpointSignature,
}

impl Signed {
    /// Whether the signature is of these fields by the key that is written here. Whose key that
    /// is, this cannot say: compare it with one that is known from elsewhere.
    pub fn verify(&self) -> Result<(), CheckpointFault> {
        let key = VerifyingKey::from_bytes(&self.key.0);
        let signature = Signature::from_bytes(&self.signature.0);
        // Strict: no other signature and no weak key passes for the same bytes.
        key.and_then(|key| key.verify_strict(&self.checkpoint.canonical(), &signature))
            .map_err(|_| CheckpointFault::BadSignature)
    }

    /// One line of JSON, without its end.
    pub fn to_line(&self) -> String {
        serde_json::to_string(self).expect("numbers and hex digits are always JSON")
    }

    /// Reads a line as [`Self::to_line`] writes it. The signature is not yet verified.
    pub fn from_line(line: &str) -> Result<Self, CheckpointFault> {
        if line.len() > CHECKPOINT_BYTES_MAX {
            return Err(CheckpointFault::Unreadable);
        }
        serde_json::from_str(line).map_err(|_| CheckpointFault::Unreadable)
    }
}

/// Signs checkpoints. It never tells its seed.
pub struct Signer(SigningKey);

impl Signer {
    /// The seed is the secret: 32 bytes of true chance, kept away from the database.
    pub fn from_seed(seed: [u8; 32]) -> Self {
        Self(SigningKey::from_bytes(&seed))
    }

    /// The public half, to be told to whoever verifies.
    pub fn key(&self) -> CheckpointKey {
        CheckpointKey(self.0.verifying_key().to_bytes())
    }

    pub fn sign(&self, checkpoint: Checkpoint) -> Signed {
        let signature = self.0.sign(&checkpoint.canonical());
        let signature = CheckpointSignature(signature.to_bytes());
        Signed { checkpoint, key: self.key(), signature }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signed() -> Signed {
        let mut head = Hash32::GENESIS;
        head.0[0] = 0xab;
        let at_micros = 1_760_000_000_000_000;
        Signer::from_seed([7; 32]).sign(Checkpoint { next_seq: 9, head, tick: 40, at_micros })
    }

    /// The persisted form, written out: a change here orphans every stored checkpoint.
    #[test]
    fn the_stored_line_and_what_is_signed_do_not_change() {
        let line = signed().to_line();
        let head = format!("ab{}", "0".repeat(62));
        let checkpoint =
            format!(r#"{{"next_seq":9,"head":"{head}","tick":40,"at_micros":1760000000000000}}"#);
        let key = "ea4a6c63e29c520abef5507b132ec5f9954776aebebe7b92421eea691446d22c";
        let signature = concat!(
            "09ffa7d421581ad618e5ab4537e635cf708d674f07c8088c1ae5d134cac0c28f",
            "08da1a926a9c220d7d1c98f2d9529cd18c20d9e17d7d47100aec1f9de74e4208",
        );
        let want =
            format!(r#"{{"checkpoint":{checkpoint},"key":"{key}","signature":"{signature}"}}"#);
        assert_eq!(line, want);
        assert_eq!(Signed::from_line(&line), Ok(signed()));
        assert_eq!(signed().verify(), Ok(()));
    }

    #[test]
    fn any_flipped_bit_of_a_stored_line_is_found() {
        let line = signed().to_line().into_bytes();
        let (mut unreadable, mut refused) = (0, 0);
        for bit in 0..line.len() * 8 {
            let mut bytes = line.clone();
            bytes[bit / 8] ^= 1 << (bit % 8);
            let read =
                std::str::from_utf8(&bytes).ok().and_then(|text| Signed::from_line(text).ok());
            match read {
                None => unreadable += 1,
                Some(read) => {
                    assert_eq!(read.verify(), Err(CheckpointFault::BadSignature), "bit {bit}");
                    refused += 1;
                }
            }
        }
        assert!(unreadable > 500 && refused > 500, "{unreadable} unreadable, {refused} refused");
    }

    #[test]
    fn each_field_is_signed() {
        let edits: [fn(&mut Checkpoint); 4] = [
            |checkpoint| checkpoint.next_seq += 1,
            |checkpoint| checkpoint.head.0[31] ^= 1,
            |checkpoint| checkpoint.tick += 1,
            |checkpoint| checkpoint.at_micros -= 1,
        ];
        for edit in edits {
            let mut signed = signed();
            edit(&mut signed.checkpoint);
            assert_eq!(signed.verify(), Err(CheckpointFault::BadSignature));
        }
        let mut other = signed();
        other.key = Signer::from_seed([8; 32]).key();
        assert_eq!(other.verify(), Err(CheckpointFault::BadSignature));
        // The neutral point as key would take a signature of anything for its own.
        other.key = CheckpointKey([0; 32]);
        other.key.0[0] = 1;
        assert_eq!(other.verify(), Err(CheckpointFault::BadSignature));
    }

    #[test]
    fn what_is_no_line_is_refused() {
        let line = signed().to_line();
        let long = format!("{line}{}", " ".repeat(CHECKPOINT_BYTES_MAX));
        let upper = line.to_uppercase();
        for text in ["", "{}", "null", &line[1..], &long, &upper, &format!("{line}{line}")] {
            assert_eq!(Signed::from_line(text), Err(CheckpointFault::Unreadable), "{text}");
        }
    }
}
