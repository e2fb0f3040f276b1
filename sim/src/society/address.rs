//! Addresses of the network that were warned, suspended or banned: where people come from, not
//! who they are. Whoever comes from there may read; moderators and admins pass.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::Conduct;

/// Ranges of addresses that a village keeps at most.
pub const ADDRESSES_MAX: usize = 1_000;
/// Fewest bits of a range: a wider one would shut half the world out by a slip.
const BITS_MIN: (u8, u8) = (8, 16);
/// Bits of an IPv6 address that tell customers apart; the rest is theirs to change at will.
const NETWORK_BITS: u8 = 64;

/// A range of addresses in CIDR notation (RFC 4632): `203.0.113.7`, `203.0.113.0/24`,
/// `2001:db8::/48`. An IPv6 range is never smaller than a /64.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AddressRange {
    /// Its first address.
    first: IpAddr,
    bits: u8,
}

/// No range of addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "an address is one such as 203.0.113.7, or a range such as 203.0.113.0/24 (at least /8) or \
     2001:db8::/48 (at least /16)"
)]
pub struct BadRange;

/// How a range of addresses stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddressStanding {
    pub conduct: Conduct,
    pub warnings: u32,
    /// Why, as whoever judged last said it.
    pub reason: String,
}

impl AddressRange {
    /// Whether an address lies in it.
    pub fn contains(&self, address: IpAddr) -> bool {
        match (self.first, address.to_canonical()) {
            (IpAddr::V4(_), IpAddr::V4(_)) | (IpAddr::V6(_), IpAddr::V6(_)) => {
                first(address.to_canonical(), self.bits) == self.first
            }
            _ => false,
        }
    }
}

/// The first address of the range of so many bits in which an address lies.
fn first(address: IpAddr, bits: u8) -> IpAddr {
    match address {
        IpAddr::V4(address) => {
            let mask = u32::MAX.checked_shl(32 - u32::from(bits)).unwrap_or(0);
            Ipv4Addr::from_bits(address.to_bits() & mask).into()
        }
        IpAddr::V6(address) => {
            let mask = u128::MAX.checked_shl(128 - u32::from(bits)).unwrap_or(0);
            Ipv6Addr::from_bits(address.to_bits() & mask).into()
        }
    }
}

impl FromStr for AddressRange {
    type Err = BadRange;

    fn from_str(text: &str) -> Result<Self, BadRange> {
        let (address, bits) = match text.split_once('/') {
            Some((address, bits)) => (address, Some(bits.parse::<u8>().map_err(|_| BadRange)?)),
            None => (text, None),
        };
        let address = address.parse::<IpAddr>().map_err(|_| BadRange)?;
        // An IPv4 address in the clothes of an IPv6 one has bits that mean something else.
        let address = if bits.is_none() { address.to_canonical() } else { address };
        let (least, most, whole) = match address {
            IpAddr::V4(_) => (BITS_MIN.0, 32, 32),
            IpAddr::V6(_) => (BITS_MIN.1, 128, NETWORK_BITS),
        };
        let bits = bits.unwrap_or(most);
        if !(least..=most).contains(&bits) {
            return Err(BadRange);
        }
        let bits = bits.min(whole);
        Ok(Self { first: first(address, bits), bits })
    }
}

impl TryFrom<String> for AddressRange {
    type Error = BadRange;

    fn try_from(text: String) -> Result<Self, BadRange> {
        text.parse()
    }
}

impl From<AddressRange> for String {
    fn from(range: AddressRange) -> Self {
        range.to_string()
    }
}

impl fmt::Display for AddressRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.first, self.bits) {
            (first, 32) if first.is_ipv4() => first.fmt(f),
            (first, bits) => write!(f, "{first}/{bits}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(text: &str) -> AddressRange {
        text.parse().unwrap()
    }

    #[test]
    fn a_range_is_written_in_one_way_only() {
        for (given, kept) in [
            ("203.0.113.7", "203.0.113.7"),
            ("203.0.113.7/32", "203.0.113.7"),
            ("203.0.113.7/24", "203.0.113.0/24"),
            ("::ffff:203.0.113.7", "203.0.113.7"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
            ("2001:db8:1:2::/80", "2001:db8:1:2::/64"),
            ("2001:db8:ffff::/32", "2001:db8::/32"),
        ] {
            assert_eq!(range(given).to_string(), kept);
            assert_eq!(range(kept), range(given));
        }
        for bad in
            ["", "x", "1.2.3.4/33", "1.2.3.4/7", "::/0", "::/15", "::/129", "1.2.3.4/", "1/8/8"]
        {
            assert_eq!(bad.parse::<AddressRange>(), Err(BadRange), "{bad}");
        }
    }

    #[test]
    fn a_range_holds_its_own_and_no_others() {
        let yes = [("10.0.0.0/8", "10.255.1.2"), ("203.0.113.7", "203.0.113.7")];
        let mapped = [("203.0.113.0/24", "::ffff:203.0.113.9"), ("2001:db8::/32", "2001:db8:9::1")];
        let no = [("10.0.0.0/8", "11.0.0.1"), ("2001:db8::/32", "10.0.0.1"), ("1.2.3.4", "::1")];
        for (text, address) in yes.into_iter().chain(mapped) {
            assert!(range(text).contains(address.parse().unwrap()), "{text} {address}");
        }
        for (text, address) in no {
            assert!(!range(text).contains(address.parse().unwrap()), "{text} {address}");
        }
    }
}
