//! Made-up instances that a seed decides: the families of the benchmark, and small ones with every rule for the tests.

mod changes;
mod crowded;
mod lawful;

pub use changes::one_change;
pub use crowded::{CITY, Crowd, HOSPITAL, WARD, crowded};
pub use lawful::{Shape, lawful};

use domain::kit::grid_reference::GridReference;
use domain::kit::instant::{Instant, Interval};
use domain::kit::london;
use jiff::civil::{Date, date};

use crate::input::{
    AgeBand, HeldSkill, Instance, Line, LineId, Person, PersonId, RoleId, RuleSet, ShiftKind,
    SiteId, SkillId,
};
use crate::random::Random;

/// How many of the people are free each day, and how much is wanted of them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Family {
    /// As the tables call it.
    pub name: &'static str,
    /// Probability that somebody is available on a day.
    pub available: f64,
    /// Slots for each 10 people.
    pub slots_for_ten: u32,
    /// The most shifts that anybody wants, plus one.
    pub shifts_below: u16,
}

/// Few available days and few slots.
pub const EASY: Family = Family {
    name: "easy",
    available: 0.4,
    slots_for_ten: 18,
    shifts_below: 7,
};

/// Nearly everybody available, and far more slots than people can fill: limits of hours decide.
pub const TIGHT: Family = Family {
    name: "tight",
    available: 0.9,
    slots_for_ten: 50,
    shifts_below: 14,
};

/// Days of the horizon, from [`FIRST_DAY`].
const DAYS: i32 = 14;
/// A Monday with no clock change in the two weeks after it.
const FIRST_DAY: Date = date(2026, 6, 1);
/// The share of people and lines of each role, in hundredths.
const ROLE_SHARES: [i64; 6] = [30, 25, 15, 12, 10, 8];
/// The probability of holding each of the three skills.
const SKILL_SHARES: [f64; 3] = [0.7, 0.4, 0.25];
/// What every line requires and every person holds until it lapses.
const TRAINING: SkillId = SkillId(0);
const TRAVEL_LIMITS_METRES: [u32; 4] = [10_000, 15_000, 25_000, 40_000];
const KINDS: [(ShiftKind, i64, i64); 3] = [
    (ShiftKind::Early, 7, 8),
    (ShiftKind::Late, 13, 8),
    (ShiftKind::Night, 20, 12),
];
/// The middle of the square, so that no place is off the grid.
const CENTRE: GridReference = GridReference {
    easting: 390_000,
    northing: 340_000,
};

/// The instance of a family with so many people. Fourteen days with early, late and night shifts; homes and sites lie
/// uniformly in a square that grows with the people. At most 48 hours a week and 11 hours of rest; no other limit of hours.
///
/// # Errors
/// Never for fewer than a million people: the square would leave the grid.
pub fn benchmark(
    family: Family,
    people: u32,
    seed: u64,
) -> Result<Instance, crate::input::InputError> {
    let mut random = Random::new(seed);
    // 30 km for 1,200 people, so that density stays.
    let half_side = (900_000_000 * i64::from(people) / 1_200).isqrt();
    let site_count = i64::from(people / 40).max(12);
    let sites: Vec<GridReference> = (0..site_count)
        .map(|_| place(&mut random, half_side))
        .collect();
    let lines = lines(
        &mut random,
        &sites,
        u64::from(people * family.slots_for_ten / 10),
    );
    let people = (0..people)
        .map(|number| person(&mut random, family, number, half_side))
        .collect();
    Instance::new(people, lines, benchmark_rules())
}

fn benchmark_rules() -> RuleSet {
    let mut rules = RuleSet::statutory(Interval {
        start: london::start_of_day(FIRST_DAY),
        end: london::start_of_day(london::plus_days(FIRST_DAY, DAYS)),
    });
    rules.adult.weekly_rest.minutes = 0;
    rules.adult.break_minutes = 0;
    rules.average.weekly_minutes = 7 * 24 * 60;
    rules.nearest_lines = Some(60);
    rules
}

fn lines(random: &mut Random, sites: &[GridReference], slots: u64) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut reached = 0;
    while reached < slots {
        let day = london::plus_days(FIRST_DAY, small(random, 0, DAYS - 1));
        let kind = random.within(0, 2) as usize;
        let (kind, from, hours) = KINDS[kind];
        let site = random.within(0, sites.len() as i64 - 1) as usize;
        let mut skills = vec![TRAINING];
        skills.extend(one_of_the_skills(random));
        let headcount: u16 = small(random, 1, 5);
        let priority = match random.within(1, 10) {
            1..=2 => 3,
            3..=7 => 2,
            _ => 1,
        };
        lines.push(Line {
            id: LineId(lines.len() as u64),
            site: SiteId(site as u32),
            location: sites[site],
            role: role(random),
            skills,
            interval: Interval::lasting(london::start_of_day(day).plus_hours(from), hours * 60),
            unpaid_break_minutes: 0,
            kind,
            headcount,
            priority,
            scenario: None,
        });
        reached += u64::from(headcount);
    }
    lines
}

fn person(random: &mut Random, family: Family, number: u32, half_side: i64) -> Person {
    let mut available = Vec::new();
    for day in 0..DAYS {
        if random.chance(family.available) {
            let start = london::start_of_day(london::plus_days(FIRST_DAY, day)).plus_hours(7);
            // Until the end of the night that begins on the day.
            available.push(Interval::lasting(start, 25 * 60));
        }
    }
    let lapses: i32 = small(random, 0, 42);
    let mut skills = vec![HeldSkill {
        skill: TRAINING,
        from: None,
        until: Some(day_start(lapses)),
    }];
    for (skill, share) in (1..).zip(SKILL_SHARES) {
        if random.chance(share) {
            skills.push(HeldSkill {
                skill: SkillId(skill),
                from: None,
                until: None,
            });
        }
    }
    let preferred = random.within(0, 2) as usize;
    Person {
        id: PersonId(u64::from(number)),
        roles: vec![role(random)],
        skills,
        available,
        home: place(random, half_side),
        travel_limit_metres: TRAVEL_LIMITS_METRES[random.within(0, 3) as usize],
        age: AgeBand::Adult,
        opted_out: false,
        night_worker: false,
        exceptions: Vec::new(),
        maximum_shifts: small(random, 2, family.shifts_below - 1),
        worked_shifts: small(random, 0, 2),
        reference_minutes: 0,
        booked: Vec::new(),
        commitment: None,
        preferred: vec![KINDS[preferred].0],
        excluded_sites: Vec::new(),
        excluded_lines: Vec::new(),
        fixed: Vec::new(),
        published: Vec::new(),
    }
}

/// No skill or one of the three, each as likely.
fn one_of_the_skills(random: &mut Random) -> Option<SkillId> {
    match random.within(0, 3) {
        0 => None,
        skill => Some(SkillId(skill as u32)),
    }
}

fn day_start(day: i32) -> Instant {
    london::start_of_day(london::plus_days(FIRST_DAY, day))
}

fn role(random: &mut Random) -> RoleId {
    let mut left = random.within(0, 99);
    for (role, share) in (0..).zip(ROLE_SHARES) {
        left -= share;
        if left < 0 {
            return RoleId(role);
        }
    }
    RoleId(0)
}

fn place(random: &mut Random, half_side: i64) -> GridReference {
    GridReference {
        easting: CENTRE.easting + random.within(-half_side, half_side) as i32,
        northing: CENTRE.northing + random.within(-half_side, half_side) as i32,
    }
}

/// A number that fits: `least` and `most` are of its type.
fn small<T: TryFrom<i64> + Into<i64> + Copy>(random: &mut Random, least: T, most: T) -> T {
    T::try_from(random.within(least.into(), most.into())).unwrap_or(least)
}
