//! Reminders of a conversation: a week and a day before, at the same time by the clocks in London.

use crate::kit::instant::Instant;
use crate::kit::london;

coded_enum! {
    pub enum ReminderKind {
        Week = "week", "7 days before";
        Day = "day", "1 day before";
    }
}

coded_enum! {
    /// What was decided when a reminder's time had come.
    pub enum ReminderOutcome {
        /// It was put in the outbox.
        Queued = "queued", "Sent";
        /// It was not needed: the time was booked no sooner than the reminder was due.
        Quiet = "quiet", "Not needed";
    }
}

impl ReminderKind {
    const fn days(self) -> i32 {
        match self {
            Self::Week => 7,
            Self::Day => 1,
        }
    }

    /// When the reminder of a conversation that starts then is due: the clocks show the same time, whatever they do in between.
    #[must_use]
    pub fn due(self, starts_at: Instant) -> Instant {
        let day = london::plus_days(london::day_of(starts_at), -self.days());
        london::at(day, london::time_of(starts_at))
    }

    /// The start of conversations of which this reminder is due `now`, to the hour that clocks may change by.
    #[must_use]
    pub fn starts_due(self, now: Instant) -> Instant {
        let day = london::plus_days(london::day_of(now), self.days());
        london::at(day, london::time_of(now)).plus_hours(1)
    }

    /// What to do at `now`; `None`: nothing yet, or no longer. A worker that was away for long sends no reminder once the next one
    /// is due or the conversation has begun.
    #[must_use]
    pub fn decide(
        self,
        starts_at: Instant,
        booked_at: Instant,
        now: Instant,
    ) -> Option<ReminderOutcome> {
        let due = self.due(starts_at);
        let over = match self {
            Self::Week => Self::Day.due(starts_at),
            Self::Day => starts_at,
        };
        match () {
            () if now < due || over <= now => None,
            () if due <= booked_at => Some(ReminderOutcome::Quiet),
            () => Some(ReminderOutcome::Queued),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        text.parse().unwrap()
    }

    #[test]
    fn reminders_come_at_the_same_clock_time_across_both_clock_changes() {
        // Clocks go forward on 29 March 2026 and back on 25 October 2026. Both conversations are at 9:30am.
        let spring = at("2026-03-30T08:30:00Z");
        assert_eq!(ReminderKind::Week.due(spring), at("2026-03-23T09:30:00Z"));
        assert_eq!(ReminderKind::Day.due(spring), at("2026-03-29T08:30:00Z"));
        let autumn = at("2026-10-26T09:30:00Z");
        assert_eq!(ReminderKind::Week.due(autumn), at("2026-10-19T08:30:00Z"));
        assert_eq!(ReminderKind::Day.due(autumn), at("2026-10-25T09:30:00Z"));
        let sunday = at("2026-10-25T09:30:00Z");
        assert_eq!(ReminderKind::Day.due(sunday), at("2026-10-24T08:30:00Z"));
    }

    #[test]
    fn every_start_that_is_due_is_among_those_looked_at() {
        for hour in 0..24 * 366 {
            let now = at("2026-01-01T00:00:00Z").plus_hours(hour);
            for kind in [ReminderKind::Week, ReminderKind::Day] {
                let last = kind.starts_due(now);
                for minutes in [1, 30, 60, 90, 180] {
                    let later = last.plus_minutes(minutes);
                    assert!(kind.due(later) > now, "{kind} at {now} of {later}");
                }
            }
        }
    }

    #[test]
    fn who_booked_after_the_reminders_time_is_not_reminded() {
        let starts = at("2026-03-10T09:30:00Z");
        let due = at("2026-03-03T09:30:00Z");
        let decide = |booked: Instant, now| ReminderKind::Week.decide(starts, booked, now);
        assert_eq!(decide(due, due.plus_seconds(-1)), None);
        assert_eq!(
            decide(due.plus_seconds(-1), due),
            Some(ReminderOutcome::Queued)
        );
        // Booked at this very moment: the confirmation says it all.
        assert_eq!(decide(due, due), Some(ReminderOutcome::Quiet));
        assert_eq!(
            decide(due.plus_seconds(1), due.plus_minutes(1)),
            Some(ReminderOutcome::Quiet)
        );
        assert_eq!(decide(due, at("2026-03-09T09:30:00Z")), None);
        assert_eq!(ReminderKind::Day.decide(starts, due, starts), None);
    }
}
