use domain::kit::instant::{Instant, Interval};
use domain::kit::words;
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
    #[error("the shift belongs to scenario {0}, which is not active")]
    ScenarioInactive(ScenarioId),
    /// The person doesn't have the role.
    #[error("the person doesn't have role {0}")]
    RoleMissing(RoleId),
    /// The skill isn't held for the whole shift.
    #[error("the person doesn't hold skill {0} for the whole shift")]
    SkillMissing(SkillId),
    /// The site is beyond the travel limit.
    #[error("the site is {metres} m away, and the person travels {limit} m")]
    TooFar {
        /// Straight-line distance.
        metres: i64,
        /// The person's limit.
        limit: i64,
    },
    /// The person must not be sent to the site.
    #[error("the person must not be sent to site {0}")]
    SiteExcluded(SiteId),
    /// The person must not be given the line.
    #[error("the person must not be given the line")]
    LineExcluded,
    /// The person can't work for all of the shift.
    #[error("the person is not available for the whole shift")]
    Unavailable,
    /// The unpaid break is too short for the length of the shift.
    #[error(
        "the shift's break of {minutes} min is too short for a shift of {shift} min, which needs {least} min (regulation 12)"
    )]
    BreakTooShort {
        /// The unpaid break.
        minutes: i64,
        /// What is due.
        least: i64,
        /// Elapsed minutes of the shift.
        shift: i64,
    },
    /// Too long to leave the daily rest in the 24 hours from its start.
    #[error(
        "the shift is {minutes} min long, and only {most} min leave the daily rest within 24 hours (regulation 10)"
    )]
    ShiftTooLong {
        /// Elapsed minutes.
        minutes: i64,
        /// The longest.
        most: i64,
    },
    /// Night work for somebody who may not do any.
    #[error(
        "{minutes} min of the shift are at night, and the person must not work then (regulation 6A)"
    )]
    AtNight {
        /// Elapsed minutes in the night it has most of.
        minutes: i64,
    },
    /// A night shift beyond the longest.
    #[error(
        "the night shift has {minutes} min of work, and at most {most} min are allowed (regulation 6)"
    )]
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
    #[error("the other work from {}", words::day_and_time(*.0))]
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
    #[error(
        "{minutes} min of rest between {before} and {after}, and {least} min are due (regulation 10)"
    )]
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
    /// A rest that doesn't make up for what was missing before.
    #[error(
        "{minutes} min of rest between {before} and {after}, and {least} min are due as {missed} min of rest were missing before \
         (regulation 24)"
    )]
    CompensatoryRest {
        /// The earlier.
        before: Work,
        /// The later.
        after: Work,
        /// Elapsed minutes between them.
        minutes: i64,
        /// What is due.
        least: i64,
        /// How much of it is for what was missing.
        missed: i64,
    },
    /// No stretch without work that is long enough, or not two where two are due.
    #[error(
        "{minutes} min free of work at a stretch in {} from {first_day}, and {least} min {}are due (regulation 11)",
        period_words(*weeks),
        if *times == 2 { "twice " } else { "" }
    )]
    WeeklyRest {
        /// The Monday on which the period begins.
        first_day: Date,
        /// Its weeks.
        weeks: u8,
        /// Stretches due in it.
        times: u8,
        /// The longest stretch; where two are due the second.
        minutes: i64,
        /// What is due.
        least: i64,
    },
    /// Too much work on a day.
    #[error("{minutes} min of work on {day}, and at most {most} min are allowed")]
    DailyMinutes {
        /// The day.
        day: Date,
        /// Paid minutes of what starts on it.
        minutes: i64,
        /// The limit.
        most: i64,
    },
    /// Too much work in a week.
    #[error("{minutes} min of work in the week from {monday}, and at most {most} min are allowed")]
    WeeklyMinutes {
        /// Its Monday.
        monday: Date,
        /// Paid minutes of what starts in it.
        minutes: i64,
        /// The limit.
        most: i64,
    },
    /// Too much work in the reference period.
    #[error(
        "{minutes} min of work in the reference period from {first_day}, and at most {most} min are allowed (regulation 4)"
    )]
    Average {
        /// On which the period begins.
        first_day: Date,
        /// Paid minutes for every employer.
        minutes: i64,
        /// The limit for the whole period.
        most: i64,
    },
    /// Too much work in the reference period for a night worker.
    #[error(
        "{minutes} min of work of a night worker in the reference period from {first_day}, and at most {most} min are allowed \
         (regulation 6)"
    )]
    NightAverage {
        /// On which the period begins.
        first_day: Date,
        /// Paid minutes for every employer.
        minutes: i64,
        /// The limit for the whole period.
        most: i64,
    },
    /// More lines than the person wants.
    #[error("{shifts} shifts, and the person wants at most {most}")]
    TooManyShifts {
        /// Lines in the roster.
        shifts: usize,
        /// The person's limit.
        most: u16,
    },
}

/// A rest that is longer than daily rest because rest was missing before (Working Time Regulations 1998, regulation 24).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Compensation {
    /// Whose.
    pub person: PersonId,
    /// The work that it follows.
    pub after: Work,
    /// Elapsed minutes that were missing.
    pub minutes: i64,
    /// Daily rest and what was missing: nothing may start in it.
    pub rest: Interval,
}

const fn period_words(weeks: u8) -> &'static str {
    match weeks {
        1 => "the week",
        _ => "the two weeks",
    }
}
