use domain::kit::instant::{Instant, Interval};
use serde::{Deserialize, Serialize};

use crate::input::{LineId, RoleId, ScenarioId, SiteId, SkillId};

/// Work that stands in the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Work {
    /// A line that the person has.
    Line(LineId),
    /// Work elsewhere.
    Booking(Interval),
}

/// The first rule, in the order listed, that a person and a line break, with its numbers. Minutes are elapsed time for
/// rest, and working time for hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rejection {
    /// The line belongs to a scenario that isn't active.
    ScenarioInactive(ScenarioId),
    /// The person doesn't have the role.
    Role(RoleId),
    /// The person doesn't hold a skill.
    SkillMissing(SkillId),
    /// The person holds a skill, but not for the whole shift.
    SkillNotValid {
        /// Which.
        skill: SkillId,
        /// When it lapses; absent, it begins too late.
        until: Option<Instant>,
    },
    /// The site is beyond the travel limit.
    TooFar {
        /// How far it is.
        metres: u32,
        /// How far the person goes.
        limit: u32,
    },
    /// The person must not be sent to the site.
    SiteExcluded(SiteId),
    /// The person must not be given the line.
    LineExcluded,
    /// The person can't work from this moment of the shift.
    NotAvailable(Instant),
    /// The shift has too short a break for the person's age.
    Break {
        /// Minutes it has.
        minutes: u16,
        /// Minutes it needs.
        needed: u16,
    },
    /// So long that the 24 hours from its start leave too little daily rest.
    TooLong {
        /// Elapsed minutes it has.
        minutes: u32,
        /// Most minutes.
        limit: u32,
    },
    /// The person mustn't work at night, and so many minutes of the shift are.
    Night(u32),
    /// A night shift with too many working minutes.
    NightTooLong {
        /// Minutes it has.
        minutes: u32,
        /// Most minutes.
        limit: u32,
    },
    /// All places of the line are confirmed for others.
    Full(u16),
    /// The person has all the shifts they want.
    MostShifts(u16),
    /// It overlaps other work.
    Overlap(Work),
    /// It is too close to other work.
    Rest {
        /// The other work.
        beside: Work,
        /// Minutes between them.
        minutes: u32,
        /// Minutes needed.
        needed: u32,
    },
    /// Rest beside other work that may be short is not, or isn't made up for by the rest after it.
    ShortRest {
        /// Minutes of rest.
        minutes: u32,
        /// Minutes needed.
        needed: u32,
    },
    /// Too many minutes on the day it starts.
    DailyHours {
        /// Minutes with it.
        minutes: u32,
        /// Most minutes.
        limit: u32,
    },
    /// Too many minutes in the week it starts in.
    WeeklyHours {
        /// Minutes with it.
        minutes: u32,
        /// Most minutes.
        limit: u32,
    },
    /// Too many minutes in the reference period.
    AverageHours {
        /// Minutes with it, in the whole period.
        minutes: u32,
        /// Most minutes in the whole period.
        limit: u32,
    },
    /// No stretch of rest is left in the week or fortnight.
    WeeklyRest {
        /// Minutes of the longest.
        minutes: u32,
        /// Minutes needed.
        needed: u32,
    },
    /// So many other lines that the person could do are nearer, and the rules consider no more.
    NotNearest(u8),
}

/// A name for each kind of [`Rejection`], for counting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// [`Rejection::ScenarioInactive`].
    Scenario,
    /// [`Rejection::Role`].
    Role,
    /// [`Rejection::SkillMissing`] and [`Rejection::SkillNotValid`].
    Skill,
    /// [`Rejection::TooFar`].
    Travel,
    /// [`Rejection::SiteExcluded`] and [`Rejection::LineExcluded`].
    Exclusion,
    /// [`Rejection::NotAvailable`].
    Availability,
    /// [`Rejection::Break`].
    Break,
    /// [`Rejection::TooLong`].
    ShiftLength,
    /// [`Rejection::Night`] and [`Rejection::NightTooLong`].
    Night,
    /// [`Rejection::Full`].
    Full,
    /// [`Rejection::MostShifts`].
    MostShifts,
    /// [`Rejection::Overlap`].
    Overlap,
    /// [`Rejection::Rest`] and [`Rejection::ShortRest`].
    DailyRest,
    /// [`Rejection::DailyHours`].
    DailyHours,
    /// [`Rejection::WeeklyHours`].
    WeeklyHours,
    /// [`Rejection::AverageHours`].
    AverageHours,
    /// [`Rejection::WeeklyRest`].
    WeeklyRest,
    /// [`Rejection::NotNearest`].
    Nearest,
}

impl Rejection {
    /// The rule that was broken.
    #[must_use]
    pub const fn rule(&self) -> Rule {
        match self {
            Self::ScenarioInactive(_) => Rule::Scenario,
            Self::Role(_) => Rule::Role,
            Self::SkillMissing(_) | Self::SkillNotValid { .. } => Rule::Skill,
            Self::TooFar { .. } => Rule::Travel,
            Self::SiteExcluded(_) | Self::LineExcluded => Rule::Exclusion,
            Self::NotAvailable(_) => Rule::Availability,
            Self::Break { .. } => Rule::Break,
            Self::TooLong { .. } => Rule::ShiftLength,
            Self::Night(_) | Self::NightTooLong { .. } => Rule::Night,
            Self::Full(_) => Rule::Full,
            Self::MostShifts(_) => Rule::MostShifts,
            Self::Overlap(_) => Rule::Overlap,
            Self::Rest { .. } | Self::ShortRest { .. } => Rule::DailyRest,
            Self::DailyHours { .. } => Rule::DailyHours,
            Self::WeeklyHours { .. } => Rule::WeeklyHours,
            Self::AverageHours { .. } => Rule::AverageHours,
            Self::WeeklyRest { .. } => Rule::WeeklyRest,
            Self::NotNearest(_) => Rule::Nearest,
        }
    }
}
