//! Where a request comes from. The peer's address counts, unless the peer is a proxy that we were
//! told to trust: then the last address in `X-Forwarded-For` that is no such proxy.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::http::HeaderMap;

/// Address of the peer, put into each request by whoever accepts connections.
#[derive(Debug, Clone, Copy)]
pub struct Peer(pub SocketAddr);

/// Bits of an IPv6 address that tell customers apart; the rest is theirs to change at will.
const NETWORK_BITS: u32 = 64;

/// The address that limits count by.
pub fn client(peer: IpAddr, headers: &HeaderMap, trusted: &[IpAddr]) -> IpAddr {
    let peer = peer.to_canonical();
    if !trusted.contains(&peer) {
        return network(peer);
    }
    let lines = headers.get_all("x-forwarded-for").iter().filter_map(|line| line.to_str().ok());
    let hops: Vec<&str> = lines.flat_map(|line| line.split(',')).map(str::trim).collect();
    for hop in hops.iter().rev() {
        match hop.parse::<IpAddr>() {
            Ok(address) if trusted.contains(&address.to_canonical()) => {}
            Ok(address) => return network(address.to_canonical()),
            // What stands left of something unreadable is not to be believed.
            Err(_) => break,
        }
    }
    network(peer)
}

fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => {
            let mask = u128::MAX << (u128::BITS - NETWORK_BITS);
            IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & mask))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(peer: &str, forwarded: &[&str], trusted: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append("x-forwarded-for", line.parse().unwrap());
        }
        let trusted: Vec<IpAddr> = trusted.iter().map(|text| text.parse().unwrap()).collect();
        client(peer.parse().unwrap(), &headers, &trusted).to_string()
    }

    #[test]
    fn only_a_trusted_proxy_is_believed() {
        assert_eq!(seen("9.9.9.9", &["1.2.3.4"], &[]), "9.9.9.9");
        assert_eq!(seen("10.0.0.1", &["1.2.3.4"], &["10.0.0.1"]), "1.2.3.4");
        assert_eq!(seen("10.0.0.1", &["6.6.6.6, 1.2.3.4"], &["10.0.0.1"]), "1.2.3.4");
        assert_eq!(seen("10.0.0.1", &["6.6.6.6", "1.2.3.4"], &["10.0.0.1"]), "1.2.3.4");
        let both = ["10.0.0.1", "10.0.0.2"];
        assert_eq!(seen("10.0.0.1", &["1.2.3.4, 10.0.0.2"], &both), "1.2.3.4");
        assert_eq!(seen("10.0.0.1", &["1.2.3.4, nonsense"], &["10.0.0.1"]), "10.0.0.1");
    }

    #[test]
    fn one_customers_ipv6_addresses_count_as_one() {
        assert_eq!(seen("2001:db8:1:2:3::4", &[], &[]), "2001:db8:1:2::");
        assert_eq!(seen("2001:db8:1:2:ffff::9", &[], &[]), "2001:db8:1:2::");
        assert_eq!(seen("::ffff:1.2.3.4", &[], &[]), "1.2.3.4");
    }
}
