//! Instances in which all lines, or all homes, are at one place: a ward, a hospital, a city.

use domain::kit::grid_reference::GridReference;
use domain::kit::instant::Interval;
use domain::kit::london;

use super::{CENTRE, FIRST_DAY, KINDS, TRAINING, benchmark_rules, place, small};
use crate::input::{
    AgeBand, HeldSkill, InputError, Instance, Line, LineId, Person, PersonId, RoleId, SiteId,
    SkillId,
};
use crate::random::Random;

/// Where people work, and what for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Crowd {
    /// As the tables call it.
    pub name: &'static str,
    /// People for each site of the city, up to 60 sites; absent, there is one.
    pub people_a_site: Option<u32>,
    /// Wards of a site; each needs a competency of its own.
    pub wards: u32,
    /// Roles that are as frequent as each other.
    pub roles: u16,
}

/// One ward.
pub const WARD: Crowd = Crowd {
    name: "ward",
    people_a_site: None,
    wards: 1,
    roles: 2,
};

/// One hospital with ten wards.
pub const HOSPITAL: Crowd = Crowd {
    name: "hospital",
    people_a_site: None,
    wards: 10,
    roles: 4,
};

/// Up to sixty places in one city.
pub const CITY: Crowd = Crowd {
    name: "city",
    people_a_site: Some(160),
    wards: 1,
    roles: 6,
};

/// Homes and sites lie in a square of this half-side.
const HALF_SIDE: i64 = 8_000;
/// The probability of a competency for a ward that isn't one's own.
const OTHER_WARDS: f64 = 0.25;

/// So many people and days. Each day has an early, a late and a night shift for each site, ward and role; together they need
/// about nine tenths of the shifts that people want. At most 48 hours a week and 11 hours of rest; no other limit of hours.
/// Fairness weighs less where the horizon is longer.
///
/// # Errors
/// Never up to 370 days.
pub fn crowded(crowd: Crowd, people: u32, days: i32, seed: u64) -> Result<Instance, InputError> {
    let mut random = Random::new(seed);
    let sites: Vec<GridReference> = match crowd.people_a_site {
        None => vec![CENTRE],
        Some(each) => (0..(people / each.max(1)).clamp(2, 60))
            .map(|_| place(&mut random, HALF_SIDE))
            .collect(),
    };
    let everyone: Vec<Person> = (0..people)
        .map(|number| person(&mut random, crowd, number, days))
        .collect();
    let wanted: u64 = everyone
        .iter()
        .map(|person| u64::from(person.maximum_shifts))
        .sum();
    let lines = lines(&mut random, crowd, &sites, days, 9 * wanted / 10);
    let mut rules = benchmark_rules();
    rules.horizon.end = london::start_of_day(london::plus_days(FIRST_DAY, days));
    rules.nearest_lines = None;
    rules.fairness.quadratic = u32::try_from(280 / days).unwrap_or(1).max(1);
    Instance::new(everyone, lines, rules)
}

fn lines(
    random: &mut Random,
    crowd: Crowd,
    sites: &[GridReference],
    days: i32,
    slots: u64,
) -> Vec<Line> {
    let places = sites.len() as u64 * u64::from(crowd.wards) * u64::from(crowd.roles);
    let a_day = KINDS.len() as u64 * places;
    let headcount = slots as f64 / (a_day * u64::from(days.unsigned_abs())) as f64;
    let mut lines = Vec::new();
    for day in 0..days {
        let midnight = london::start_of_day(london::plus_days(FIRST_DAY, day));
        for (kind, from, hours) in KINDS {
            for (site, &location) in (0..).zip(sites) {
                for (ward, role) in
                    (0..crowd.wards).flat_map(|ward| (0..crowd.roles).map(move |role| (ward, role)))
                {
                    // Between half and one and a half times the mean.
                    let part = 0.5 + random.within(0, 1_000) as f64 / 1_000.0;
                    let headcount = ((headcount * part).round() as u16).clamp(1, 1_000);
                    let priority = match random.within(1, 10) {
                        1..=2 => 3,
                        3..=7 => 2,
                        _ => 1,
                    };
                    lines.push(Line {
                        id: LineId(lines.len() as u64),
                        site: SiteId(site),
                        location,
                        role: RoleId(role),
                        skills: vec![TRAINING, competency(ward)],
                        interval: Interval::lasting(midnight.plus_hours(from), hours * 60),
                        unpaid_break_minutes: 0,
                        kind,
                        headcount,
                        priority,
                        scenario: None,
                    });
                }
            }
        }
    }
    lines
}

const fn competency(ward: u32) -> SkillId {
    SkillId(1 + ward)
}

fn person(random: &mut Random, crowd: Crowd, number: u32, days: i32) -> Person {
    let mut available = Vec::new();
    for day in 0..days {
        if random.chance(0.8) {
            let start = london::start_of_day(london::plus_days(FIRST_DAY, day)).plus_hours(7);
            available.push(Interval::lasting(start, 25 * 60));
        }
    }
    let lasting = |skill| HeldSkill {
        skill,
        from: None,
        until: None,
    };
    let own = small(random, 0, crowd.wards - 1);
    let wards = (0..crowd.wards).filter(|&ward| ward == own || random.chance(OTHER_WARDS));
    let mut skills: Vec<HeldSkill> = wards.map(|ward| lasting(competency(ward))).collect();
    skills.push(lasting(TRAINING));
    // From two to five shifts a week.
    let shifts = i64::from(days) * random.within(20, 50) / 70;
    let preferred = random.within(0, 2) as usize;
    Person {
        id: PersonId(u64::from(number)),
        roles: vec![RoleId(small(random, 0, crowd.roles - 1))],
        skills,
        available,
        home: place(random, HALF_SIDE),
        travel_limit_metres: 40_000,
        age: AgeBand::Adult,
        opted_out: false,
        night_worker: false,
        exceptions: Vec::new(),
        maximum_shifts: u16::try_from(shifts).unwrap_or(1),
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
