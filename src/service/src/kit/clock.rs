//! The time, as a parameter.

use domain::kit::instant::Instant;
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
