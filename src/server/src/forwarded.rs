//! Where a request comes from, behind proxies that say so in `X-Forwarded-For`.

use std::net::{IpAddr, SocketAddr};

use axum::http::HeaderMap;
use ipnet::IpNet;

const FORWARDED_FOR: &str = "x-forwarded-for";

/// Whose word is taken: nobody's, or that of the proxies in these ranges.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TrustedProxies(Vec<IpNet>);

impl TrustedProxies {
    #[must_use]
    pub const fn new(ranges: Vec<IpNet>) -> Self {
        Self(ranges)
    }

    fn contain(&self, address: IpAddr) -> bool {
        self.0.iter().any(|range| range.contains(&address))
    }

    /// Where a request comes from: the peer, or while that is a trusted proxy the one it names, and so on. All lines of the header
    /// are one list, to whose end each proxy adds; an entry that can't be read ends the walk, because everything before it may be
    /// anybody's invention.
    #[must_use]
    pub fn origin(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let mut origin = peer.to_canonical();
        let lines: Vec<_> = headers.get_all(FORWARDED_FOR).iter().collect();
        let entries = lines
            .into_iter()
            .rev()
            .flat_map(|line| line.as_bytes().rsplit(|byte| *byte == b','));
        for entry in entries {
            if !self.contain(origin) {
                break;
            }
            let Some(address) = read(entry) else { break };
            origin = address;
        }
        origin
    }

    /// Whether a request comes through a proxy that nobody named: then everybody seems to come from the proxy's address.
    #[must_use]
    pub fn lack(&self, peer: IpAddr, headers: &HeaderMap) -> bool {
        headers.contains_key(FORWARDED_FOR) && !self.contain(peer.to_canonical())
    }
}

/// An address as proxies write it: alone, with a port, in brackets, with the zone of a link, as IPv4 within IPv6.
fn read(entry: &[u8]) -> Option<IpAddr> {
    let entry = std::str::from_utf8(entry).ok()?.trim();
    let address = match entry.strip_prefix('[') {
        Some(rest) => {
            let (address, after) = rest.split_once(']')?;
            let is_port = |port: &str| port.parse::<u16>().is_ok();
            let is_whole = after.is_empty() || after.strip_prefix(':').is_some_and(is_port);
            without_zone(address).parse().ok().filter(|_| is_whole)?
        }
        None => match entry.parse::<SocketAddr>() {
            Ok(address) => address.ip(),
            Err(_) => without_zone(entry).parse().ok()?,
        },
    };
    Some(address.to_canonical())
}

/// A zone is the proxy's own name for one of its links.
fn without_zone(address: &str) -> &str {
    match address.split_once('%') {
        Some((address, zone)) if address.contains(':') && !zone.is_empty() => address,
        _ => address,
    }
}

/// Reads what a setting says of proxies: an address, or a range such as `10.0.0.0/8`.
pub fn proxies(text: &str) -> Result<IpNet, String> {
    let text = text.trim();
    let range = match text.parse::<IpAddr>() {
        Ok(address) => IpNet::from(address.to_canonical()),
        Err(_) => text.parse::<IpNet>().map_err(|_| {
            "a proxy is an address such as 10.0.0.5 or a range such as 10.0.0.0/24".to_owned()
        })?,
    };
    if range.prefix_len() == 0 {
        return Err("that is everybody: name the proxies alone".to_owned());
    }
    Ok(range.trunc())
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn origin(peer: &str, lines: &[&'static [u8]]) -> String {
        let trusted = ["127.0.0.1", "10.0.0.0/24", "2001:db8:ffff::/48"];
        let trusted = TrustedProxies::new(trusted.map(|text| proxies(text).unwrap()).to_vec());
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(FORWARDED_FOR, HeaderValue::from_bytes(line).unwrap());
        }
        trusted.origin(peer.parse().unwrap(), &headers).to_string()
    }

    #[test]
    fn what_a_trusted_proxy_says_is_walked_from_the_right_over_all_lines() {
        for (lines, found) in [
            (&[] as &[&[u8]], "127.0.0.1"),
            (&[b"192.0.2.1"], "192.0.2.1"),
            (&[b"203.0.113.9, 192.0.2.1"], "192.0.2.1"),
            (&[b"203.0.113.9", b"192.0.2.1"], "192.0.2.1"),
            (&[b"192.0.2.1", b"10.0.0.7"], "192.0.2.1"),
            (
                &[b"203.0.113.9,192.0.2.1 ,10.0.0.7", b"10.0.0.8"],
                "192.0.2.1",
            ),
            (&[b"192.0.2.1, 10.0.1.7"], "10.0.1.7"),
            (&[b"10.0.0.9, 10.0.0.7"], "10.0.0.9"),
        ] {
            assert_eq!(origin("127.0.0.1", lines), found, "{lines:?}");
        }
    }

    #[test]
    fn an_entry_that_can_not_be_read_ends_the_walk_at_the_proxy_before() {
        for garbage in [
            &b""[..],
            b" ",
            b"unknown",
            b"_hidden",
            b"192.0.2.1:",
            b"192.0.2.1:port",
            b"192.0.2.1:65536",
            b"192.0.2.1%eth0",
            b"192.0.2",
            b"[2001:db8::1",
            b"[2001:db8::1]443",
            b"[2001:db8::1]:",
            b"[192.0.2.1:80",
            b"2001:db8::1%",
            b"\xff\xfe",
            b"for=192.0.2.1",
        ] {
            assert_eq!(origin("127.0.0.1", &[b"192.0.2.1", garbage]), "127.0.0.1");
            let lines: &[&[u8]] = &[b"192.0.2.1", garbage, b"10.0.0.7"];
            assert_eq!(origin("127.0.0.1", lines), "10.0.0.7", "{garbage:?}");
        }
    }

    #[test]
    fn ports_brackets_and_zones_are_taken_off_and_ipv4_within_ipv6_is_ipv4() {
        for (entry, address) in [
            (&b"192.0.2.1:567"[..], "192.0.2.1"),
            (b"[192.0.2.1]", "192.0.2.1"),
            (b"2001:db8::1", "2001:db8::1"),
            (b"2001:DB8:0::1", "2001:db8::1"),
            (b"[2001:db8::1]", "2001:db8::1"),
            (b"[2001:db8::1]:443", "2001:db8::1"),
            (b"fe80::1%eth0", "fe80::1"),
            (b"[fe80::1%25eth0]:443", "fe80::1"),
            (b"::ffff:192.0.2.1", "192.0.2.1"),
            (b"[::ffff:192.0.2.1]:443", "192.0.2.1"),
            (b"::ffff:c000:201", "192.0.2.1"),
        ] {
            assert_eq!(origin("127.0.0.1", &[entry]), address);
        }
        // A socket for both kinds of addresses tells its peers like this.
        assert_eq!(origin("::ffff:127.0.0.1", &[b"192.0.2.1"]), "192.0.2.1");
        assert_eq!(origin("::ffff:192.0.2.9", &[]), "192.0.2.9");
        assert_eq!(origin("2001:db8:ffff::5", &[b"192.0.2.1"]), "192.0.2.1");
    }

    #[test]
    fn nobody_else_is_believed_and_it_is_seen_that_a_proxy_is_not_named() {
        assert_eq!(origin("192.0.2.9", &[b"203.0.113.9"]), "192.0.2.9");
        let headers = HeaderMap::from_iter([(
            axum::http::HeaderName::from_static(FORWARDED_FOR),
            HeaderValue::from_static("203.0.113.9"),
        )]);
        let trusted = TrustedProxies::new(vec![proxies("10.0.0.5").unwrap()]);
        let lack = |peer: &str, headers| trusted.lack(peer.parse().unwrap(), headers);
        assert!(lack("10.0.0.6", &headers));
        assert!(!lack("10.0.0.5", &headers));
        assert!(!lack("10.0.0.6", &HeaderMap::new()));
    }

    #[test]
    fn a_proxy_is_an_address_or_a_range_and_never_everybody() {
        for (text, range) in [
            ("10.0.0.5", "10.0.0.5/32"),
            (" 10.0.0.0/8 ", "10.0.0.0/8"),
            ("10.1.2.3/8", "10.0.0.0/8"),
            ("::1", "::1/128"),
            ("::ffff:10.0.0.5", "10.0.0.5/32"),
            ("2001:db8::/32", "2001:db8::/32"),
        ] {
            assert_eq!(proxies(text).unwrap().to_string(), range);
        }
        for text in [
            "",
            "proxy",
            "10.0.0.5:80",
            "10.0.0.0/33",
            "0.0.0.0/0",
            "::/0",
        ] {
            assert!(proxies(text).is_err(), "{text}");
        }
    }
}
