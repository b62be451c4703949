use domain::instant::Instant;
use jiff::civil::Date;

use crate::input::{LineId, PersonId, RoleId, ScenarioId, SiteId, SkillId};

/// A rule that a roster breaks, with its numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Violation {
    /// Somebody who is not in the instance.
    #[error("person {0} does not exist")]
    UnknownPerson(PersonId),
    /// A line that is not in the instance.
    #[error("line {0} does not exist")]
    UnknownLine(LineId),
    /// More people than the line wants.
    #[error("line {line} has {assigned} people, the headcount is {headcount}")]
    TooManyPeople {
        /// The line.
        line: LineId,
        /// People on it.
        assigned: usize,
        /// People wanted.
        headcount: u16,
    },
    /// A confirmed line that the person no longer has.
    #[error("person {person} lost the confirmed line {line}")]
    ConfirmedLeftOut {
        /// Who.
        person: PersonId,
        /// The line.
        line: LineId,
    },
    /// A rule about one person on one line.
    #[error("person {person} on line {line}: {breach}")]
    Pair {
        /// Who.
        person: PersonId,
        /// The added line.
        line: LineId,
        /// What is wrong.
        breach: PairBreach,
    },
    /// A rule about all that one person works.
    #[error("person {person}: {breach}")]
    Person {
        /// Who.
        person: PersonId,
        /// What is wrong.
        breach: PersonBreach,
    },
}

/// What is wrong with one person on one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PairBreach {
    /// The line's scenario is not active.
    #[error("scenario {0} is not active")]
    ScenarioInactive(ScenarioId),
    /// The person doesn't have the role.
    #[error("has not role {0}")]
    RoleMissing(RoleId),
    /// The skill isn't held for the whole shift.
    #[error("skill {0} does not count for the whole shift")]
    SkillMissing(SkillId),
    /// The site is beyond the travel limit.
    #[error("{metres} m away, the limit is {limit} m")]
    TooFar {
        /// Straight-line distance.
        metres: i64,
        /// The person's limit.
        limit: i64,
    },
    /// The person must not be sent to the site.
    #[error("site {0} is excluded")]
    SiteExcluded(SiteId),
    /// The person must not be given the line.
    #[error("the line is excluded")]
    LineExcluded,
    /// The person can't work for all of the shift.
    #[error("not available for the whole shift")]
    Unavailable,
    /// The unpaid break is too short for the length of the shift.
    #[error("a break of {minutes} min, at least {least} min are due")]
    BreakTooShort {
        /// The unpaid break.
        minutes: i64,
        /// What is due.
        least: i64,
    },
    /// Night work for somebody who may not do any.
    #[error("{minutes} min at night, none are allowed")]
    AtNight {
        /// Elapsed minutes in the night it has most of.
        minutes: i64,
    },
    /// A night shift beyond the longest.
    #[error("a night shift of {minutes} min, at most {most} min are allowed")]
    NightTooLong {
        /// Paid minutes.
        minutes: i64,
        /// The limit.
        most: i64,
    },
}

/// A piece of work of one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Work {
    /// A line of the instance.
    #[error("line {0}")]
    Line(LineId),
    /// The booking that starts then.
    #[error("the booking at {0}")]
    Booking(Instant),
}

/// What is wrong with all that one person works.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PersonBreach {
    /// Two pieces of work at one time.
    #[error("{before} runs {minutes} min into {after}")]
    Overlap {
        /// The one that starts first.
        before: Work,
        /// The other.
        after: Work,
        /// From the start of the second to the end of the first.
        minutes: i64,
    },
    /// Too little rest between two pieces of work.
    #[error("{minutes} min of rest between {before} and {after}, at least {least} min are due")]
    DailyRest {
        /// The earlier.
        before: Work,
        /// The later.
        after: Work,
        /// Elapsed minutes between them.
        minutes: i64,
        /// What is due.
        least: i64,
    },
    /// No stretch without work that is long enough.
    #[error(
        "{minutes} min without work in the {weeks} week(s) from {first_day}, at least {least} min are due"
    )]
    WeeklyRest {
        /// The Monday on which the period begins.
        first_day: Date,
        /// Its weeks.
        weeks: u8,
        /// The longest stretch.
        minutes: i64,
        /// What is due.
        least: i64,
    },
    /// Too much work on a day.
    #[error("{minutes} min of work on {day}, at most {most} min are allowed")]
    DailyMinutes {
        /// The day.
        day: Date,
        /// Paid minutes of what starts on it.
        minutes: i64,
        /// The limit.
        most: i64,
    },
    /// Too much work in a week.
    #[error("{minutes} min of work in the week from {monday}, at most {most} min are allowed")]
    WeeklyMinutes {
        /// Its Monday.
        monday: Date,
        /// Paid minutes of what starts in it.
        minutes: i64,
        /// The limit.
        most: i64,
    },
    /// Too much work in the reference period.
    #[error("{minutes} min of work in the reference period, at most {most} min are allowed")]
    Average {
        /// Paid minutes for every employer.
        minutes: i64,
        /// The limit for the whole period.
        most: i64,
    },
    /// Too much work in the reference period for a night worker.
    #[error(
        "{minutes} min of work of a night worker in the reference period, at most {most} min are allowed"
    )]
    NightAverage {
        /// Paid minutes for every employer.
        minutes: i64,
        /// The limit for the whole period.
        most: i64,
    },
    /// More lines than the person wants.
    #[error("{shifts} shifts, at most {most} are wanted")]
    TooManyShifts {
        /// Lines in the roster.
        shifts: usize,
        /// The person's limit.
        most: u16,
    },
}
