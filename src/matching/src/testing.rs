//! Small instances for the tests of this room.

use domain::kit::grid_reference::GridReference;
use domain::kit::instant::Interval;
use domain::kit::london;
use jiff::civil::date;

use crate::input::{
    AgeBand, Booking, HeldSkill, Instance, Line, LineId, Person, PersonId, RoleId, RuleSet,
    ShiftKind, SiteId, SkillId,
};

use crate::problem::Problem;
use crate::program::WIDEST;
use crate::solve::watch::Watch;

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

/// Statutory rules for two weeks from Monday 1 June 2026, with paid breaks for adults, and their weekly rest beside daily rest.
pub(crate) fn rules() -> RuleSet {
    let mut rules = RuleSet::statutory(monday(0, 14 * 24));
    rules.adult.break_minutes = 0;
    rules.adult.weekly_rest.adds_daily_rest = false;
    rules
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
        exceptions: vec![],
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

/// Laid out with no limit of time.
pub(crate) fn problem(instance: &Instance) -> Problem {
    Problem::new(
        instance,
        WIDEST,
        &Watch::new(None, &Default::default, &|| false),
    )
}

/// Numbers that look random and depend on the seed alone.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// From 0 to `sides - 1`.
    pub(crate) fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

/// A town of people with bookings, under-18s, skills and preferences, and more work than they can do.
pub(crate) fn town(people: u64, lines: u64, seed: u64) -> Instance {
    let mut dice = Dice::new(seed);
    let people = (1..=people).map(|id| resident(id, &mut dice)).collect();
    let lines = (1..=lines).map(|id| demand(id, &mut dice)).collect();
    Instance::new(people, lines, rules()).unwrap()
}

fn near_centre(dice: &mut Dice) -> GridReference {
    GridReference {
        easting: CENTRE.easting + dice.roll(20_000) as i32,
        northing: CENTRE.northing + dice.roll(20_000) as i32,
    }
}

fn resident(id: u64, dice: &mut Dice) -> Person {
    let mut someone = person(id);
    someone.home = near_centre(dice);
    someone.travel_limit_metres = 10_000 + dice.roll(15_000) as u32;
    someone.roles = vec![RoleId(1 + dice.roll(2) as u16)];
    someone.available = (0..14)
        .filter(|_| dice.roll(10) < 8)
        .map(|day| monday(day * 24, day * 24 + 32))
        .collect();
    someone.maximum_shifts = 3 + dice.roll(9) as u16;
    someone.worked_shifts = dice.roll(3) as u16;
    if dice.roll(3) > 0 {
        someone.skills = vec![HeldSkill {
            skill: SkillId(1),
            from: None,
            until: Some(monday(0, 24 * (1 + dice.roll(30) as i64)).end),
        }];
    }
    if dice.roll(8) == 0 {
        someone.age = AgeBand::Under18;
    }
    if dice.roll(6) == 0 {
        let from = dice.roll(13 * 24) as i64;
        someone.booked = vec![Booking {
            interval: monday(from, from + 10),
            unpaid_break_minutes: 30,
        }];
        someone.reference_minutes = 17 * 48 * 60 - dice.roll(100) as u32 * 60;
    }
    someone.preferred = match dice.roll(3) {
        0 => vec![],
        1 => vec![ShiftKind::Early],
        _ => vec![ShiftKind::Late, ShiftKind::Night],
    };
    someone
}

fn demand(id: u64, dice: &mut Dice) -> Line {
    let mut wanted = line(id);
    let day = 24 * dice.roll(14) as i64;
    let (kind, from, to) = [
        (ShiftKind::Early, 7, 15),
        (ShiftKind::Late, 13, 21),
        (ShiftKind::Night, 20, 32),
    ][dice.roll(3) as usize];
    wanted.kind = kind;
    wanted.interval = monday(day + from, day + to);
    wanted.interval.start = wanted.interval.start.plus_minutes(15 * dice.roll(4) as i64);
    wanted.unpaid_break_minutes = 30;
    wanted.site = SiteId(dice.roll(6) as u32);
    let place = wanted.site.0 as i32 * 3_000;
    wanted.location.easting += place;
    wanted.location.northing += 18_000 - place;
    wanted.role = RoleId(1 + dice.roll(2) as u16);
    if dice.roll(4) == 0 {
        wanted.skills = vec![SkillId(1)];
    }
    wanted.headcount = 1 + dice.roll(3) as u16;
    wanted.priority = 1 + dice.roll(3) as u8;
    wanted
}
