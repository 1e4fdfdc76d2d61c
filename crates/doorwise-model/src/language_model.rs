//! The language model that a workspace names, if any: an OpenAI-compatible endpoint.

use std::net::IpAddr;

/// Most seconds, retries, requests and tokens that a workspace may ask for.
pub const MOST: (u64, u64, u64, u64) = (600, 10, 1000, 32_000);

/// Where a model answers and what a run may spend on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LanguageModel {
    /// Address below which `/chat/completions` answers, without a slash at its end.
    pub endpoint: String,
    /// The model's name, as the endpoint knows it.
    pub name: String,
    /// Environment variable that holds the key; none only for a server named by a local address.
    pub key_env: Option<String>,
    /// Seconds that one request may take.
    pub timeout_s: u64,
    /// How often a request is sent again after 429, 5xx or a timeout.
    pub retries: u64,
    /// Most requests of one run, those sent again included.
    pub max_requests: u64,
    /// Most tokens of one answer.
    pub max_tokens: u64,
}

/// Returns whether a host is an address or `localhost`: whoever writes it names that machine.
pub fn is_literal(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost") || literal(host).is_some()
}

fn literal(host: &str) -> Option<IpAddr> {
    host.trim_start_matches('[')
        .trim_end_matches(']')
        .parse()
        .ok()
}

/// Returns the host of an endpoint that may be asked, or why it may not be.
///
/// # Errors
/// Returns one fact: no URL, a user name in it, or plain http to a machine elsewhere.
pub fn host(endpoint: &str) -> Result<String, &'static str> {
    let (is_plain, rest) = match (
        endpoint.strip_prefix("https://"),
        endpoint.strip_prefix("http://"),
    ) {
        (Some(rest), _) => (false, rest),
        (_, Some(rest)) => (true, rest),
        _ => return Err("is not an https address"),
    };
    if !rest.chars().all(|ch| ch.is_ascii_graphic()) || rest.contains(['\\', '@', '?', '#']) {
        return Err("holds a user name, a question mark or characters that no address has");
    }
    let authority = rest.split('/').next().unwrap_or_default();
    let host = match authority.strip_prefix('[') {
        Some(six) => six.split(']').next().unwrap_or_default(),
        None => authority.split(':').next().unwrap_or_default(),
    };
    if host.is_empty() {
        return Err("names no host");
    }
    let is_local = host.eq_ignore_ascii_case("localhost")
        || literal(host).is_some_and(|address| is_inside(&address));
    if is_plain && !is_local {
        return Err("would send the key and the texts unencrypted");
    }
    Ok(host.to_owned())
}

/// Returns whether an address is none of the public internet (RFC 6890 and its registries).
pub fn is_inside(address: &IpAddr) -> bool {
    match address {
        IpAddr::V4(four) => {
            let [a, b, c, _] = four.octets();
            four.is_private()
                || four.is_loopback()
                || four.is_link_local()
                || a == 0
                || a >= 224
                || (a == 100 && (64..128).contains(&b))
                || (a == 192 && b == 0 && c == 0)
                || (a == 198 && (18..20).contains(&b))
        }
        IpAddr::V6(six) => {
            let parts = six.segments();
            // An IPv4 address in another dress: mapped, compatible, NAT64, 6to4.
            let four = match parts {
                [0, 0, 0, 0, 0, 0xffff | 0, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] => {
                    Some((high, low))
                }
                [0x2002, high, low, ..] => Some((high, low)),
                _ => None,
            };
            let inner = four.map(|(high, low)| {
                let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
                IpAddr::from([a, b, c, d])
            });
            inner.is_some_and(|inner| is_inside(&inner))
                || six.is_unique_local()
                || six.is_unicast_link_local()
                || six.is_multicast()
                || parts[0] & 0xffc0 == 0xfec0
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_read_and_bad_endpoints_refused() {
        for (endpoint, wanted) in [
            ("https://api.example/v1", Some("api.example")),
            ("http://localhost:8080/v1", Some("localhost")),
            ("http://[::1]:80", Some("::1")),
            ("http://192.168.0.4:11434/v1", Some("192.168.0.4")),
            ("http://api.example/v1", None),
            ("http://8.8.8.8/v1", None),
            ("http://2130706433/", None),
            ("https://me:secret@api.example", None),
            ("https://", None),
            ("ftp://api.example", None),
            ("https://a.example\\@b.example", None),
        ] {
            assert_eq!(host(endpoint).ok().as_deref(), wanted, "{endpoint}");
        }
    }

    #[test]
    fn addresses_inside_are_told_from_public_ones() {
        for inside in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "::1",
            "::",
            "fe80::1",
            "fd00::1",
            "::ffff:10.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
        ] {
            assert!(is_inside(&inside.parse().expect(inside)), "{inside}");
        }
        for outside in ["8.8.8.8", "172.32.0.1", "2606:4700::1", "::ffff:8.8.8.8"] {
            assert!(!is_inside(&outside.parse().expect(outside)), "{outside}");
        }
    }
}
