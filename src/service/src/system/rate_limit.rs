//! How often something may be tried, counted in the database so that several servers share the count.

use std::net::{IpAddr, Ipv6Addr};

use domain::kit::app_error::AppError;
use domain::kit::instant::Instant;
use sha2::{Digest, Sha256};
use store::{Conn, StoreError};

use crate::Service;
use crate::people::session::hexadecimal;
use crate::work::Work;

/// Of an IPv6 address, the part that a network is given: whoever has it has all of the rest, and may use another each time.
const IPV6_NETWORK: u128 = !0 << 64;

/// So many tries in a window of time. Several of one name with longer windows make whoever goes on wait ever longer.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limit {
    pub(crate) name: &'static str,
    /// Tries allowed in one window.
    pub(crate) tries: i64,
    /// Length of the window.
    pub(crate) minutes: i64,
}

impl Limit {
    /// The name of its count for a subject, and the window that `now` is in. Addresses are people's, so only their hash is kept.
    fn bucket(&self, subject: &str, now: Instant) -> (String, Instant) {
        let subject = hexadecimal(&Sha256::digest(subject.as_bytes())[..16]);
        (
            format!("{}-{}:{subject}", self.name, self.minutes),
            window_start(now, self.minutes),
        )
    }

    /// The seconds to wait when `tries` are too many.
    fn refusal(&self, tries: i64, now: Instant) -> Option<u32> {
        let end = window_start(now, self.minutes).plus_minutes(self.minutes);
        (tries > self.tries).then(|| seconds_between(now, end))
    }
}

/// Whether one more try is refused by one of the limits. It changes nothing, so that who is refused leaves nothing behind.
pub(crate) async fn look(
    service: &Service,
    conn: &mut Conn,
    tries: &[(Limit, String)],
) -> Result<Option<AppError>, StoreError> {
    let mut refused = None;
    for (limit, subject) in tries {
        let (bucket, window) = limit.bucket(subject, service.now());
        let so_far = store::system::rate_limit::so_far(conn, &bucket, window).await?;
        refused = limit.refusal(so_far + 1, service.now()).max(refused);
    }
    Ok(refused.map(too_many))
}

/// Counts a try by each subject against its limit, and says whether it is one too many: of several at the same moment all may have
/// looked before one was counted.
pub(crate) async fn count(
    work: &mut Work<'_>,
    tries: &[(Limit, String)],
) -> Result<Option<AppError>, StoreError> {
    let mut refused = None;
    for (limit, subject) in tries {
        let (bucket, window) = limit.bucket(subject, work.now);
        let so_far = store::system::rate_limit::count(work, &bucket, window).await?;
        refused = limit.refusal(so_far, work.now).max(refused);
    }
    Ok(refused.map(too_many))
}

const fn too_many(retry_after_seconds: u32) -> AppError {
    AppError::TooMany {
        retry_after_seconds,
    }
}

/// The network that an address belongs to, as limits count it: IPv6 by its /64, IPv4 within IPv6 as IPv4.
pub(crate) fn network(address: &str) -> String {
    match address
        .parse::<IpAddr>()
        .map(|address| address.to_canonical())
    {
        Ok(IpAddr::V6(address)) => {
            Ipv6Addr::from_bits(address.to_bits() & IPV6_NETWORK).to_string()
        }
        Ok(IpAddr::V4(address)) => address.to_string(),
        Err(_) => address.to_owned(),
    }
}

/// When the window of so many minutes that `now` is in began.
pub(crate) fn window_start(now: Instant, minutes: i64) -> Instant {
    let window = minutes * 60 * 1_000_000;
    Instant::from_unix_microseconds(now.unix_microseconds().div_euclid(window) * window)
}

/// Whole seconds, rounded up, at least one.
fn seconds_between(now: Instant, later: Instant) -> u32 {
    let microseconds = later.unix_microseconds() - now.unix_microseconds();
    u32::try_from(microseconds.div_euclid(1_000_000) + 1).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_is_an_ipv4_address_or_the_first_half_of_an_ipv6_one() {
        for (address, counted) in [
            ("192.0.2.1", "192.0.2.1"),
            ("::ffff:192.0.2.1", "192.0.2.1"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
            ("2001:db8:1:2:ffff::1", "2001:db8:1:2::"),
            ("2001:db8:1:3::1", "2001:db8:1:3::"),
            ("", ""),
        ] {
            assert_eq!(network(address), counted);
        }
    }
}
