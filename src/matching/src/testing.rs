//! Small instances for the tests of this room.

use domain::grid_reference::GridReference;
use domain::instant::Interval;
use domain::london;
use jiff::civil::date;

use crate::input::{AgeBand, Line, LineId, Person, PersonId, RoleId, RuleSet, ShiftKind, SiteId};

const CENTRE: GridReference = GridReference {
    easting: 390_000,
    northing: 340_000,
};

/// From and to hours after the first moment of Monday 1 June 2026 in London.
pub(crate) fn monday(from: i64, to: i64) -> Interval {
    let midnight = london::start_of_day(date(2026, 6, 1));
    Interval {
        start: midnight.plus_hours(from),
        end: midnight.plus_hours(to),
    }
}

/// Statutory rules for two weeks from Monday 1 June 2026.
pub(crate) fn rules() -> RuleSet {
    RuleSet::statutory(monday(0, 14 * 24))
}

/// An adult at the centre who can work at any time, in role 1, with no skill.
pub(crate) fn person(id: u64) -> Person {
    Person {
        id: PersonId(id),
        roles: vec![RoleId(1)],
        skills: vec![],
        available: vec![monday(-24, 16 * 24)],
        home: CENTRE,
        travel_limit_metres: 10_000,
        age: AgeBand::Adult,
        opted_out: false,
        night_worker: false,
        maximum_shifts: 14,
        worked_shifts: 0,
        reference_minutes: 0,
        booked: vec![],
        commitment: None,
        preferred: vec![],
        excluded_sites: vec![],
        excluded_lines: vec![],
        fixed: vec![],
        published: vec![],
    }
}

/// One place in role 1 at the centre, Monday 07:00 to 15:00.
pub(crate) fn line(id: u64) -> Line {
    Line {
        id: LineId(id),
        site: SiteId(1),
        location: CENTRE,
        role: RoleId(1),
        skills: vec![],
        interval: monday(7, 15),
        unpaid_break_minutes: 0,
        kind: ShiftKind::Early,
        headcount: 1,
        priority: 1,
        scenario: None,
    }
}
