//! The time, as a parameter.

use domain::kit::instant::Instant;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

pub trait Clock: Send + Sync {
    fn now(&self) -> Instant;
}

#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place where the time comes from the machine"
    )]
    fn now(&self) -> Instant {
        jiff::Timestamp::now().into()
    }
}

/// A clock that shows what it is set to: for tests, browser tests and the making of the demo.
#[derive(Debug)]
pub struct FixedClock(AtomicI64);

impl FixedClock {
    #[must_use]
    pub fn new(at: Instant) -> Self {
        Self(AtomicI64::new(at.unix_microseconds()))
    }

    pub fn set(&self, at: Instant) {
        self.0.store(at.unix_microseconds(), Ordering::SeqCst);
    }
}

impl Clock for FixedClock {
    fn now(&self) -> Instant {
        Instant::from_unix_microseconds(self.0.load(Ordering::SeqCst))
    }
}

/// Another clock, put on by so much and never back: the demo's alone.
pub struct ForwardClock {
    under: Arc<dyn Clock>,
    /// Microseconds.
    ahead: AtomicI64,
}

impl ForwardClock {
    #[must_use]
    pub fn over(under: Arc<dyn Clock>) -> Self {
        Self {
            under,
            ahead: AtomicI64::new(0),
        }
    }

    /// Puts it on to this instant, unless it is later already.
    pub fn forward_to(&self, at: Instant) {
        let ahead = at.unix_microseconds() - self.under.now().unix_microseconds();
        self.ahead.fetch_max(ahead, Ordering::SeqCst);
    }
}

impl Clock for ForwardClock {
    fn now(&self) -> Instant {
        let ahead = self.ahead.load(Ordering::SeqCst);
        Instant::from_unix_microseconds(self.under.now().unix_microseconds() + ahead)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_is_put_on_and_never_back_and_goes_on_with_the_one_under_it() {
        let nine: Instant = "2026-03-02T09:00:00Z".parse().unwrap();
        let under = Arc::new(FixedClock::new(nine));
        let clock = ForwardClock::over(under.clone());
        assert_eq!(clock.now(), nine);
        clock.forward_to(nine.plus_hours(24));
        clock.forward_to(nine.plus_hours(1));
        assert_eq!(clock.now(), nine.plus_hours(24));
        under.set(nine.plus_minutes(5));
        assert_eq!(clock.now(), nine.plus_hours(24).plus_minutes(5));
    }
}
