//! How often something may be tried, counted in the database so that several servers share the count.

use domain::app_error::AppError;
use domain::instant::Instant;
use sha2::{Digest, Sha256};
use store::{StoreError, Tx};

use crate::Service;
use crate::session::hexadecimal;

/// So many tries in a window of time.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limit {
    /// What is tried.
    pub(crate) name: &'static str,
    /// Tries allowed in one window.
    pub(crate) tries: i64,
    /// Length of the window.
    pub(crate) minutes: i64,
}

/// Counts a try by `subject` against each limit. Every limit is counted, so that a refused try does the same work as an allowed
/// one. The caller commits the count in either case.
///
/// # Errors
/// As the database says.
pub(crate) async fn count(
    service: &Service,
    tx: &mut Tx,
    tries: &[(Limit, &str)],
) -> Result<Option<AppError>, StoreError> {
    let now = service.now();
    let mut wait = None;
    for (limit, subject) in tries {
        let window = window_start(now, limit.minutes);
        let so_far = store::rate_limit::count(tx, &bucket(limit.name, subject), window).await?;
        if so_far > limit.tries {
            wait = wait.max(Some(seconds_between(
                now,
                window.plus_minutes(limit.minutes),
            )));
        }
    }
    Ok(wait.map(|retry_after_seconds| AppError::TooMany {
        retry_after_seconds,
    }))
}

/// The name of a count. Addresses are people's, so only their hash is kept.
fn bucket(name: &str, subject: &str) -> String {
    format!(
        "{name}:{}",
        hexadecimal(&Sha256::digest(subject.as_bytes())[..16])
    )
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
