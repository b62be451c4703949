use std::cell::Cell;
use std::time::{Duration, Instant};

/// Ends work when time is up or someone says stop.
pub(crate) struct Watch<'a> {
    /// Time since the start.
    clock: &'a dyn Fn() -> Duration,
    limit: Option<Duration>,
    cancelled: &'a dyn Fn() -> bool,
    over: Cell<Option<Over>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Over {
    Time,
    Cancelled,
}

/// The time from now on.
pub(crate) fn from_now() -> impl Fn() -> Duration {
    let started = Instant::now();
    move || started.elapsed()
}

impl<'a> Watch<'a> {
    pub(crate) fn new(
        limit: Option<Duration>,
        clock: &'a dyn Fn() -> Duration,
        cancelled: &'a dyn Fn() -> bool,
    ) -> Self {
        Self {
            clock,
            limit,
            cancelled,
            over: Cell::new(None),
        }
    }

    pub(crate) const fn limit(&self) -> Option<Duration> {
        self.limit
    }

    pub(crate) fn elapsed(&self) -> Duration {
        (self.clock)()
    }

    /// Whether work must end; once it must, always.
    pub(crate) fn is_over(&self) -> bool {
        if self.over.get().is_none() {
            self.over.set(match self.limit {
                _ if (self.cancelled)() => Some(Over::Cancelled),
                Some(limit) if self.elapsed() >= limit => Some(Over::Time),
                _ => None,
            });
        }
        self.over.get().is_some()
    }

    /// Whether so large a part of the time, if there is a limit, is gone.
    pub(crate) fn is_past(&self, part: f64) -> bool {
        self.limit
            .is_some_and(|limit| self.elapsed() >= limit.mul_f64(part))
    }

    /// The limit, less what is needed after the search.
    pub(crate) fn less(&self, after: Duration) -> Self {
        Self {
            limit: self.limit.map(|limit| limit.saturating_sub(after)),
            over: self.over.clone(),
            ..*self
        }
    }

    pub(crate) const fn over(&self) -> Option<Over> {
        self.over.get()
    }
}
