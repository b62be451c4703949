//! Moments in time, stored in UTC with microseconds, and half-open intervals of them.

use std::fmt;
use std::str::FromStr;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A moment in UTC, to the microsecond (the precision of both databases).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Instant(Timestamp);

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an instant such as 2026-03-02T09:00:00Z")]
pub struct NotAnInstant;

impl Instant {
    /// The instant at `microseconds` since 1970, held within the supported years (-9999 to 9999).
    #[must_use]
    pub fn from_unix_microseconds(microseconds: i64) -> Self {
        Self(
            Timestamp::from_microsecond(microseconds).unwrap_or(if microseconds < 0 {
                Timestamp::MIN
            } else {
                Timestamp::MAX
            }),
        )
    }

    /// Microseconds since 1970.
    #[must_use]
    pub fn unix_microseconds(self) -> i64 {
        self.0.as_microsecond()
    }

    /// Milliseconds since 1970, 0 for earlier instants.
    #[must_use]
    pub fn unix_milliseconds(self) -> u64 {
        u64::try_from(self.0.as_millisecond()).unwrap_or(0)
    }

    #[must_use]
    pub const fn timestamp(self) -> Timestamp {
        self.0
    }

    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Self {
        Self(
            self.0
                .saturating_add(SignedDuration::from_secs(seconds))
                .unwrap_or(self.0),
        )
    }

    #[must_use]
    pub fn plus_minutes(self, minutes: i64) -> Self {
        self.plus_seconds(minutes.saturating_mul(60))
    }

    /// This instant `hours` later (earlier when negative), in elapsed time.
    #[must_use]
    pub fn plus_hours(self, hours: i64) -> Self {
        self.plus_seconds(hours.saturating_mul(3_600))
    }

    /// Whole minutes from this instant to `later`; negative when `later` is earlier.
    #[must_use]
    pub fn minutes_until(self, later: Self) -> i64 {
        self.0.duration_until(later.0).as_mins()
    }
}

impl From<Timestamp> for Instant {
    fn from(timestamp: Timestamp) -> Self {
        Self::from_unix_microseconds(timestamp.as_microsecond())
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.6}", self.0)
    }
}

impl FromStr for Instant {
    type Err = NotAnInstant;

    fn from_str(text: &str) -> Result<Self, NotAnInstant> {
        text.parse::<Timestamp>()
            .map(Self::from)
            .map_err(|_| NotAnInstant)
    }
}

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Instant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// A half-open interval `[start, end)`: back-to-back intervals do not overlap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Interval {
    pub start: Instant,
    pub end: Instant,
}

impl Interval {
    #[must_use]
    pub fn lasting(start: Instant, minutes: i64) -> Self {
        Self {
            start,
            end: start.plus_minutes(minutes),
        }
    }

    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The interval grown by `minutes` at both ends.
    #[must_use]
    pub fn widened(self, minutes: i64) -> Self {
        Self {
            start: self.start.plus_minutes(-minutes),
            end: self.end.plus_minutes(minutes),
        }
    }

    /// Length in whole minutes of elapsed time.
    #[must_use]
    pub fn minutes(self) -> i64 {
        self.start.minutes_until(self.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_prints_with_six_decimals_so_that_text_sorts_by_time() {
        let instant: Instant = "2026-03-02T09:00:00Z".parse().unwrap();
        assert_eq!(instant.to_string(), "2026-03-02T09:00:00.000000Z");
        assert_eq!(
            instant
                .plus_minutes(30)
                .to_string()
                .parse::<Instant>()
                .unwrap(),
            instant.plus_minutes(30)
        );
    }

    #[test]
    fn back_to_back_intervals_do_not_overlap() {
        let nine: Instant = "2026-03-02T09:00:00Z".parse().unwrap();
        let first = Interval::lasting(nine, 30);
        assert!(!first.overlaps(Interval::lasting(nine.plus_minutes(30), 30)));
        assert!(first.overlaps(Interval::lasting(nine.plus_minutes(29), 30)));
    }
}
