//! Who can hold money. An account is a typed name, stored as one `u64`.
//! The numbers are persisted and part of every hash: a code, once given, never changes.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use crate::money::Micro;
use crate::text_form::serde_as_text;

/// An account. Ordered by kind, then number, which is also the order of its `u64`.
///
/// Its text is `treasury`, `compute`, `payments`, `agent:17`, `person:3` or `escrow:9`;
/// serde uses the same text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AccountId {
    /// Issues all money; its balance is minus what it has put into the village.
    Treasury,
    /// Where money spent on compute goes.
    Compute,
    /// The other side of money that came in from outside.
    Payments,
    Agent(u32),
    Person(u32),
    /// Money set aside for one purpose, such as a bounty.
    Escrow(u32),
}

const KIND_SHIFT: u32 = 32;
const TREASURY: u64 = 1;
const COMPUTE: u64 = 2;
const PAYMENTS: u64 = 3;
const AGENT: u64 = 4;
const PERSON: u64 = 5;
const ESCROW: u64 = 6;

impl AccountId {
    /// The stored form: the kind above bit 32, the number below. Never zero, fits in an `i64`.
    pub fn to_u64(self) -> u64 {
        let (kind, number) = match self {
            Self::Treasury => (TREASURY, 0),
            Self::Compute => (COMPUTE, 0),
            Self::Payments => (PAYMENTS, 0),
            Self::Agent(number) => (AGENT, number),
            Self::Person(number) => (PERSON, number),
            Self::Escrow(number) => (ESCROW, number),
        };
        (kind << KIND_SHIFT) | u64::from(number)
    }

    /// The account stored so; `None` for any number that [`Self::to_u64`] cannot give.
    pub fn from_u64(stored: u64) -> Option<Self> {
        let number = u32::try_from(stored & u64::from(u32::MAX)).ok()?;
        match (stored >> KIND_SHIFT, number) {
            (TREASURY, 0) => Some(Self::Treasury),
            (COMPUTE, 0) => Some(Self::Compute),
            (PAYMENTS, 0) => Some(Self::Payments),
            (AGENT, number) => Some(Self::Agent(number)),
            (PERSON, number) => Some(Self::Person(number)),
            (ESCROW, number) => Some(Self::Escrow(number)),
            _ => None,
        }
    }

    /// The least balance that a transfer may leave here; `None`: it may go to any depth.
    pub fn floor(self) -> Option<Micro> {
        match self {
            Self::Treasury | Self::Compute | Self::Payments => None,
            Self::Agent(_) | Self::Person(_) | Self::Escrow(_) => Some(Micro::ZERO),
        }
    }
}

/// The text names no account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("an account is treasury, compute, payments, agent:N, person:N or escrow:N")]
pub struct AccountForm;

/// Reads a `u32` that is written in its one plain way: no sign, no leading zero.
pub(crate) fn plain_u32(text: &str) -> Option<u32> {
    let plain = text == "0" || text.bytes().next().is_some_and(|byte| matches!(byte, b'1'..=b'9'));
    if plain { text.parse().ok() } else { None }
}

impl FromStr for AccountId {
    type Err = AccountForm;

    fn from_str(text: &str) -> Result<Self, AccountForm> {
        match text {
            "treasury" => return Ok(Self::Treasury),
            "compute" => return Ok(Self::Compute),
            "payments" => return Ok(Self::Payments),
            _ => {}
        }
        let (kind, number) = text.split_once(':').ok_or(AccountForm)?;
        let number = plain_u32(number).ok_or(AccountForm)?;
        match kind {
            "agent" => Ok(Self::Agent(number)),
            "person" => Ok(Self::Person(number)),
            "escrow" => Ok(Self::Escrow(number)),
            _ => Err(AccountForm),
        }
    }
}

impl fmt::Display for AccountId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Treasury => out.write_str("treasury"),
            Self::Compute => out.write_str("compute"),
            Self::Payments => out.write_str("payments"),
            Self::Agent(number) => write!(out, "agent:{number}"),
            Self::Person(number) => write!(out, "person:{number}"),
            Self::Escrow(number) => write!(out, "escrow:{number}"),
        }
    }
}

serde_as_text!(AccountId, "an account such as agent:17");

#[cfg(test)]
mod tests {
    use super::*;

    /// The persisted numbers, written out: a change here breaks every stored village.
    const PINNED: [(AccountId, u64, &str); 8] = [
        (AccountId::Treasury, 0x1_0000_0000, "treasury"),
        (AccountId::Compute, 0x2_0000_0000, "compute"),
        (AccountId::Payments, 0x3_0000_0000, "payments"),
        (AccountId::Agent(0), 0x4_0000_0000, "agent:0"),
        (AccountId::Agent(17), 0x4_0000_0011, "agent:17"),
        (AccountId::Person(3), 0x5_0000_0003, "person:3"),
        (AccountId::Escrow(9), 0x6_0000_0009, "escrow:9"),
        (AccountId::Escrow(u32::MAX), 0x6_ffff_ffff, "escrow:4294967295"),
    ];

    #[test]
    fn the_stored_number_and_the_text_are_pinned() {
        for (account, stored, text) in PINNED {
            assert_eq!(account.to_u64(), stored);
            assert_eq!(AccountId::from_u64(stored), Some(account));
            assert_eq!(account.to_string(), text);
            assert_eq!(text.parse(), Ok(account));
        }
        assert!(PINNED.is_sorted_by_key(|row| row.0), "the order is the order of the numbers");
    }

    #[test]
    fn other_numbers_and_texts_are_no_account() {
        for stored in [0, 1, 0x1_0000_0001, 0x3_0000_0001, 0x7_0000_0000, u64::MAX] {
            assert_eq!(AccountId::from_u64(stored), None, "{stored:#x}");
        }
        for text in [
            "",
            "Treasury",
            "treasury:0",
            "agent",
            "agent:",
            "agent:+1",
            "agent:-1",
            "agent:01",
            "agent:4294967296",
            "agent:1:2",
            "agent: 1",
            "robot:1",
            ":1",
        ] {
            assert_eq!(text.parse::<AccountId>(), Err(AccountForm), "{text:?}");
        }
    }

    #[test]
    fn only_the_house_may_be_in_debt() {
        for (account, ..) in PINNED {
            let house = account < AccountId::Agent(0);
            assert_eq!(account.floor().is_none(), house, "{account}");
        }
    }
}
