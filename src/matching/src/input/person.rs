use domain::kit::grid_reference::GridReference;
use domain::kit::instant::{Instant, Interval};
use serde::{Deserialize, Serialize};

use super::{LineId, PersonId, RoleId, ShiftKind, SiteId, SkillId};

/// Which of the two [`super::WorkingTime`] rules hold for a person. Whoever turns 18 within the horizon counts as under 18
/// for all of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AgeBand {
    /// 18 or over on the first day of the horizon.
    #[default]
    Adult,
    /// Younger than 18 on the first day of the horizon.
    Under18,
}

/// A regulation by which an adult's daily rest may be shorter (Working Time Regulations 1998). In files by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub enum Exception {
    /// Regulation 21: the person's work is needed without a break, as in a hospital's care.
    Continuity,
    /// Regulation 22: when the person changes from one kind of shift to another.
    Changeover,
    /// Regulation 23: an agreement that the person is bound by says so.
    Agreement,
}

/// No regulation by which daily rest may be shorter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("regulation {0} makes no daily rest shorter; 21, 22 and 23 can")]
pub struct NoException(u8);

impl TryFrom<u8> for Exception {
    type Error = NoException;

    fn try_from(regulation: u8) -> Result<Self, NoException> {
        match regulation {
            21 => Ok(Self::Continuity),
            22 => Ok(Self::Changeover),
            23 => Ok(Self::Agreement),
            _ => Err(NoException(regulation)),
        }
    }
}

impl From<Exception> for u8 {
    fn from(exception: Exception) -> Self {
        match exception {
            Exception::Continuity => 21,
            Exception::Changeover => 22,
            Exception::Agreement => 23,
        }
    }
}

/// A skill and when it counts. It must cover the whole of a shift that requires it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeldSkill {
    /// Which.
    pub skill: SkillId,
    /// The first moment it counts; absent, it always has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Instant>,
    /// The first moment it no longer counts; absent, it doesn't lapse.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Instant>,
}

/// Work that is not a line of this instance: for another employer, or outside the horizon. Nothing is assigned that
/// overlaps it or rests too little beside it, and its hours count in every limit of the day, week and period it starts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Booking {
    /// When.
    pub interval: Interval,
    /// Minutes in it that are not working time.
    #[serde(default)]
    pub unpaid_break_minutes: u16,
}

/// A number of days a year that a reserve has promised. Each line given while fewer than both `pace` and `yearly` days are
/// done is credited with [`super::Values::commitment`]: the n-th line of the roster is, if `done + n <= min(pace, yearly)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Commitment {
    /// Days promised for the year, prorated from the joining date.
    pub yearly: u16,
    /// Days of the year that lie behind, or are booked outside this instance.
    pub done: u16,
    /// Days that should be done by the end of the horizon to be on course.
    pub pace: u16,
}

/// A person who can be assigned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// Unique in the instance.
    pub id: PersonId,
    /// The roles the person can fill; at least one.
    pub roles: Vec<RoleId>,
    /// What the person holds. A skill may appear several times with different validity.
    #[serde(default)]
    pub skills: Vec<HeldSkill>,
    /// When the person can work: a shift must lie wholly within their union. Any order; agreed flexible-working patterns
    /// are cut out by the caller.
    pub available: Vec<Interval>,
    /// Where the person sets out from.
    pub home: GridReference,
    /// The farthest site, in metres, measured in a straight line.
    pub travel_limit_metres: u32,
    /// Adult or under 18.
    #[serde(default)]
    pub age: AgeBand,
    /// Whether a signed opt-out from the 48-hour average is on file.
    #[serde(default)]
    pub opted_out: bool,
    /// Whether the person is a night worker, whose own average holds in spite of an opt-out.
    #[serde(default)]
    pub night_worker: bool,
    /// By which regulations daily rest may be shorter; adults only.
    #[serde(default)]
    pub exceptions: Vec<Exception>,
    /// The most lines in the roster, confirmed ones included; at most 100.
    pub maximum_shifts: u16,
    /// Shifts already worked that fairness counts.
    #[serde(default)]
    pub worked_shifts: u16,
    /// Minutes of working time, for every employer, that are neither in `booked` nor a line here, in the reference period in
    /// which the horizon starts.
    #[serde(default)]
    pub reference_minutes: u32,
    /// Work elsewhere, or outside the horizon.
    #[serde(default)]
    pub booked: Vec<Booking>,
    /// A reserve's promise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commitment: Option<Commitment>,
    /// Kinds of shift the person would rather have; empty, all are alike.
    #[serde(default)]
    pub preferred: Vec<ShiftKind>,
    /// Sites the person must not be sent to.
    #[serde(default)]
    pub excluded_sites: Vec<SiteId>,
    /// Lines the person must not be given, for example because they were declined.
    #[serde(default)]
    pub excluded_lines: Vec<LineId>,
    /// Confirmed lines: they stay, fill a place of the line, and count in every limit.
    #[serde(default)]
    pub fixed: Vec<LineId>,
    /// Lines of the last published roster. Each that the new roster drops costs [`super::Values::change`]; new lines cost
    /// nothing. One that is confirmed since is no more among them once the instance is made.
    #[serde(default)]
    pub published: Vec<LineId>,
}
