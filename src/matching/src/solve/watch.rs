use std::time::{Duration, Instant};

/// Ends work when time is up or someone says stop.
pub(crate) struct Watch<'a> {
    started: Instant,
    limit: Option<Duration>,
    cancelled: &'a dyn Fn() -> bool,
    over: Option<Over>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Over {
    Time,
    Cancelled,
}

impl<'a> Watch<'a> {
    pub(crate) fn new(limit: Option<Duration>, cancelled: &'a dyn Fn() -> bool) -> Self {
        Self {
            started: Instant::now(),
            limit,
            cancelled,
            over: None,
        }
    }

    pub(crate) fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    /// Whether work must end; once it must, always.
    pub(crate) fn is_over(&mut self) -> bool {
        if self.over.is_none() {
            self.over = match self.limit {
                _ if (self.cancelled)() => Some(Over::Cancelled),
                Some(limit) if self.elapsed() >= limit => Some(Over::Time),
                _ => None,
            };
        }
        self.over.is_some()
    }

    /// Whether so large a part of the time, if there is a limit, is gone.
    pub(crate) fn is_past(&self, part: f64) -> bool {
        self.limit
            .is_some_and(|limit| self.elapsed() >= limit.mul_f64(part))
    }

    pub(crate) const fn over(&self) -> Option<Over> {
        self.over
    }
}
