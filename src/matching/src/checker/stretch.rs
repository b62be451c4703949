//! A stretch of work.

use domain::kit::instant::{Instant, Interval};
use domain::kit::london;
use jiff::civil::Date;

use super::Work;
use crate::input::ShiftKind;

/// A stretch of work, of whatever kind.
pub(super) struct Stretch {
    pub work: Work,
    pub interval: Interval,
    /// Without unpaid breaks.
    pub minutes: i64,
    /// Of a line.
    pub kind: Option<ShiftKind>,
    pub is_added: bool,
}

impl Stretch {
    pub fn day(&self) -> Date {
        london::day_of(self.interval.start)
    }

    pub fn starts_within(&self, first: Instant, after: Instant) -> bool {
        first <= self.interval.start && self.interval.start < after
    }
}
