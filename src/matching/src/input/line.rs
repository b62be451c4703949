use domain::kit::grid_reference::GridReference;
use domain::kit::instant::Interval;
use serde::{Deserialize, Serialize};

use super::{LineId, RoleId, ScenarioId, SiteId, SkillId};

/// The part of the day a shift is known by, for preferences. The caller decides; hours are not looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShiftKind {
    /// Such as 07:00 to 15:00.
    Early,
    /// Such as 09:00 to 17:00.
    Day,
    /// Such as 13:00 to 21:00.
    Late,
    /// Such as 20:00 to 08:00.
    Night,
}

/// A number of like people wanted at one place and time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// Unique in the instance.
    pub id: LineId,
    /// The site, for exclusions.
    pub site: SiteId,
    /// Where the site is.
    pub location: GridReference,
    /// The role wanted.
    pub role: RoleId,
    /// What must be held for the whole of the shift.
    #[serde(default)]
    pub skills: Vec<SkillId>,
    /// When. At most 24 hours, starting within the horizon.
    pub interval: Interval,
    /// Minutes in it that are not working time.
    #[serde(default)]
    pub unpaid_break_minutes: u16,
    /// Part of the day it is known by.
    pub kind: ShiftKind,
    /// How many people, 1 to 1,000.
    pub headcount: u16,
    /// How much each place is worth, in steps of [`super::Values::priority`]; 1 to 100.
    pub priority: u8,
    /// The scenario it belongs to; absent, it always counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scenario: Option<ScenarioId>,
}

impl Line {
    /// Minutes of working time: the interval without the unpaid break.
    #[must_use]
    pub fn paid_minutes(&self) -> u32 {
        let elapsed = self.interval.start.minutes_until(self.interval.end);
        u32::try_from(elapsed - i64::from(self.unpaid_break_minutes)).unwrap_or(0)
    }
}
