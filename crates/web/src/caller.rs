//! The address of whoever calls. A proxy is believed only when it is named; everyone else is who the network says.
//!
//! The address serves to slow down those who try too often. It is kept nowhere as such, and gives no right.

use std::net::{IpAddr, Ipv6Addr};
use std::str::FromStr;

use axum::http::HeaderMap;

/// A network, as in `10.0.0.0/8`, or one address alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    base: IpAddr,
    bits: u8,
}

/// The text is not a network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("écrivez une adresse comme 10.0.0.1, ou un réseau comme 10.0.0.0/8")]
pub struct NotANetwork;

impl FromStr for Network {
    type Err = NotANetwork;

    fn from_str(text: &str) -> Result<Self, NotANetwork> {
        let (base, bits) = text.split_once('/').map_or((text, None), |(base, bits)| (base, Some(bits)));
        let base: IpAddr = base.parse().map_err(|_| NotANetwork)?;
        let most = if base.is_ipv4() { 32 } else { 128 };
        let bits = bits.map_or(Ok(most), str::parse).map_err(|_| NotANetwork)?;
        if bits > most {
            Err(NotANetwork)
        } else {
            Ok(Self { base, bits })
        }
    }
}

impl Network {
    /// Whether the address belongs to it.
    fn holds(self, address: IpAddr) -> bool {
        match (self.base.to_canonical(), address.to_canonical()) {
            (IpAddr::V4(base), IpAddr::V4(address)) => {
                let mask = u32::MAX.checked_shl(32 - u32::from(self.bits.min(32))).unwrap_or(0);
                base.to_bits() & mask == address.to_bits() & mask
            }
            (IpAddr::V6(base), IpAddr::V6(address)) => {
                let mask = u128::MAX.checked_shl(128 - u32::from(self.bits)).unwrap_or(0);
                base.to_bits() & mask == address.to_bits() & mask
            }
            (IpAddr::V4(_), IpAddr::V6(_)) | (IpAddr::V6(_), IpAddr::V4(_)) => false,
        }
    }
}

/// Who calls: the peer of the connection, or the one that a trusted proxy names. Of a chain of proxies, the last address
/// that is not one of them; what stands before it was written by anyone.
pub(crate) fn caller(peer: IpAddr, headers: &HeaderMap, trusted: &[Network]) -> IpAddr {
    let believed = |address: IpAddr| trusted.iter().any(|network| network.holds(address));
    if !believed(peer) {
        return peer.to_canonical();
    }
    let said = match (
        chain(headers, "x-forwarded-for", plain),
        chain(headers, "forwarded", forwarded),
    ) {
        (Some(one), None) | (None, Some(one)) => one,
        // A proxy writes one of the two and lets the other through: when both are there and differ, neither is believed.
        (Some(one), Some(two)) if one == two => one,
        _ => return peer.to_canonical(),
    };
    let mut caller = peer;
    for address in said.into_iter().rev() {
        // What is not an address stops the chain: the last one known is the proxy that wrote it.
        let Some(address) = address else { break };
        caller = address;
        if !believed(address) {
            break;
        }
    }
    caller.to_canonical()
}

/// The address under which attempts are counted: whoever has one address of the sixth version has a whole network.
pub(crate) fn counted(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & (u128::MAX << 64)).into(),
        address @ IpAddr::V4(_) => address,
    }
}

/// The addresses of a header, in order, each as `read` finds it; `None` when the header is absent.
fn chain(headers: &HeaderMap, name: &str, read: fn(&str) -> Option<IpAddr>) -> Option<Vec<Option<IpAddr>>> {
    let mut values = headers.get_all(name).iter().peekable();
    values.peek()?;
    let texts = values.map(|value| value.to_str().unwrap_or("?"));
    Some(texts.flat_map(|text| text.split(',')).map(|part| read(part.trim())).collect())
}

/// `192.0.2.1`, `192.0.2.1:80`, `2001:db8::1`, `[2001:db8::1]:80`.
fn plain(text: &str) -> Option<IpAddr> {
    if let Ok(address) = text.parse() {
        return Some(address);
    }
    let host = match text.strip_prefix('[') {
        Some(rest) => rest.split_once(']')?.0,
        None => text.split_once(':')?.0,
    };
    host.parse().ok()
}

/// `for=192.0.2.1;proto=https`, `for="[2001:db8::1]:80"`.
fn forwarded(text: &str) -> Option<IpAddr> {
    let pairs = text.split(';').filter_map(|pair| pair.trim().split_once('='));
    let (_, value) = pairs.into_iter().find(|(name, _)| name.trim().eq_ignore_ascii_case("for"))?;
    plain(value.trim().trim_matches('"'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::{HeaderName, HeaderValue};

    fn ip(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    fn called(peer: &str, headers: &[(&'static str, &'static str)], trusted: &[&str]) -> String {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
        let trusted: Vec<Network> = trusted.iter().map(|text| text.parse().expect("a network")).collect();
        caller(ip(peer), &map, &trusted).to_string()
    }

    #[test]
    fn without_a_trusted_proxy_headers_are_only_words() {
        let forged = [("x-forwarded-for", "203.0.113.9"), ("forwarded", "for=203.0.113.9")];
        assert_eq!(called("198.51.100.7", &forged, &[]), "198.51.100.7");
        assert_eq!(called("198.51.100.7", &forged, &["10.0.0.0/8"]), "198.51.100.7");
        assert_eq!(called("::ffff:198.51.100.7", &[], &[]), "198.51.100.7");
    }

    #[test]
    fn a_trusted_proxy_names_the_caller_and_what_the_caller_wrote_is_ignored() {
        let trusted = ["10.0.0.0/8", "127.0.0.1"];
        let one = [("x-forwarded-for", "192.0.2.66, 203.0.113.9")];
        assert_eq!(
            called("10.1.2.3", &one, &trusted),
            "203.0.113.9",
            "the last one is the proxy's word"
        );
        let two = [("x-forwarded-for", "192.0.2.66, 203.0.113.9, 10.9.9.9")];
        assert_eq!(called("127.0.0.1", &two, &trusted), "203.0.113.9", "a chain of proxies");
        let split = [("x-forwarded-for", "192.0.2.66"), ("x-forwarded-for", "203.0.113.9:4711")];
        assert_eq!(called("127.0.0.1", &split, &trusted), "203.0.113.9");
        let six = [("forwarded", "for=192.0.2.66, For=\"[2001:db8::1]:80\";proto=https")];
        assert_eq!(called("::ffff:127.0.0.1", &six, &trusted), "2001:db8::1");
    }

    #[test]
    fn two_headers_that_differ_and_words_that_are_no_address_leave_the_proxy() {
        let trusted = ["10.0.0.0/8"];
        let both = [("x-forwarded-for", "203.0.113.9"), ("forwarded", "for=192.0.2.66")];
        assert_eq!(called("10.0.0.1", &both, &trusted), "10.0.0.1");
        let same = [("x-forwarded-for", "203.0.113.9"), ("forwarded", "for=203.0.113.9")];
        assert_eq!(called("10.0.0.1", &same, &trusted), "203.0.113.9");
        for words in ["unknown", "", "203.0.113.9, _hidden"] {
            let header: &'static str = words;
            assert_eq!(
                called("10.0.0.1", &[("x-forwarded-for", header)], &trusted),
                "10.0.0.1",
                "{words}"
            );
        }
    }

    #[test]
    fn networks_are_read_and_hold_their_addresses() {
        let holds = |network: &str, address: &str| network.parse::<Network>().expect(network).holds(ip(address));
        assert!(holds("0.0.0.0/0", "203.0.113.9") && holds("192.0.2.0/25", "192.0.2.127"));
        assert!(!holds("192.0.2.0/25", "192.0.2.128") && !holds("0.0.0.0/0", "2001:db8::1"));
        assert!(holds("2001:db8::/32", "2001:db8:1::2") && !holds("::1", "::2") && holds("::/0", "2001::1"));
        for wrong in ["", "10.0.0.0/33", "10.0.0/8", "10.0.0.0/", "::/129", "localhost"] {
            assert_eq!(wrong.parse::<Network>(), Err(NotANetwork), "{wrong}");
        }
    }

    #[test]
    fn a_network_of_the_sixth_version_counts_as_one() {
        assert_eq!(counted(ip("2001:db8:1:2:3::4")), counted(ip("2001:db8:1:2::9")));
        assert_ne!(counted(ip("2001:db8:1:2::1")), counted(ip("2001:db8:1:3::1")));
        assert_eq!(counted(ip("::ffff:192.0.2.1")), ip("192.0.2.1"));
    }
}
