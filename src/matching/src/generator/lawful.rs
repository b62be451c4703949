//! Instances in which every rule can bite: quarter-hour shifts over midnight and over clock changes, other employers' work
//! at the edge of the reference period, the young, night workers, confirmed and published lines.

use std::collections::BTreeMap;

use domain::kit::instant::{Instant, Interval};
use domain::kit::london;
use jiff::civil::{Date, date, time};

use super::{CENTRE, TRAVEL_LIMITS_METRES, place, small};
use crate::input::{
    AgeBand, Booking, Commitment, Exception, HeldSkill, InputError, Instance, Line, LineId, Person,
    PersonId, RoleId, RuleSet, ScenarioId, ShiftKind, SiteId, SkillId, WeeklyRest,
};
use crate::random::Random;

/// How large an instance is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// People.
    pub people: u32,
    /// Lines.
    pub lines: u32,
    /// The greatest headcount.
    pub headcount: u16,
    /// Days of the horizon in which lines start; at most 14. Few days make the limits of hours bite with few lines.
    pub days: i32,
    /// Whether people can do everything at any time, so that nothing but hours and rest decides.
    pub open: bool,
}

impl Shape {
    /// So small that every roster can be tried.
    #[must_use]
    pub fn tiny(random: &mut Random) -> Self {
        Self {
            people: small(random, 1, 4),
            lines: small(random, 1, 8),
            headcount: 2,
            days: small(random, 2, 7),
            open: random.chance(0.6),
        }
    }

    /// For checking legality: tens of people and lines.
    #[must_use]
    pub fn middling(random: &mut Random) -> Self {
        Self {
            people: small(random, 5, 40),
            lines: small(random, 10, 80),
            headcount: 4,
            days: 14,
            open: false,
        }
    }

    /// The family of the benchmark: about five slots a person, as when tight.
    #[must_use]
    pub const fn of(people: u32) -> Self {
        Self {
            people,
            lines: people * 5 / 3,
            headcount: 5,
            days: 14,
            open: false,
        }
    }
}

/// Mondays with the spring change, the autumn change and none in the two weeks after them.
const FIRST_DAYS: [Date; 3] = [date(2026, 3, 16), date(2026, 10, 19), date(2026, 6, 1)];
const DAYS: i32 = 14;
const ROLES: u16 = 2;
const SKILLS: u32 = 3;
const ACTIVE: ScenarioId = ScenarioId(1);

/// An instance of this shape. Every rule of [`RuleSet`] takes part, with limits that differ from seed to seed.
///
/// # Errors
/// Never: what is made is in range.
pub fn lawful(shape: Shape, seed: u64) -> Result<Instance, InputError> {
    let mut random = Random::new(seed);
    let first_day = FIRST_DAYS[random.within(0, 2) as usize];
    let rules = rules(&mut random, first_day);
    // The density of the benchmark's families at most, and never so wide that nobody is near.
    let half_side = (900_000_000 * i64::from(shape.people) / 1_200)
        .isqrt()
        .max(9_000);
    let sites: Vec<_> = (0..i64::from(shape.people / 40).max(3))
        .map(|_| place(&mut random, half_side))
        .collect();
    let mut lines = Vec::new();
    for number in 0..shape.lines {
        let site = random.within(0, sites.len() as i64 - 1) as usize;
        let mut line = line(&mut random, &rules, shape, number);
        line.site = SiteId(site as u32);
        line.location = sites[site];
        lines.push(line);
    }
    let mut confirmed = BTreeMap::new();
    let mut people = Vec::new();
    for number in 0..shape.people {
        let mut person = person(&mut random, &rules, number);
        person.home = place(&mut random, half_side);
        if shape.open {
            open_up(&mut person, &rules);
        }
        give_lines(&mut random, &mut person, &lines, &mut confirmed);
        people.push(person);
    }
    Instance::new(people, lines, rules)
}

fn rules(random: &mut Random, first_day: Date) -> RuleSet {
    let mut rules = RuleSet::statutory(Interval {
        start: london::start_of_day(first_day),
        end: london::start_of_day(london::plus_days(first_day, DAYS)),
    });
    // The statutory day in seven, or two days together in a fortnight or in each week.
    let weeks = match random.within(0, 9) {
        0..=3 => Some(2),
        4..=6 => Some(1),
        _ => None,
    };
    if let Some(weeks) = weeks {
        rules.adult.weekly_rest = WeeklyRest {
            minutes: 48 * 60,
            weeks,
            times: 1,
            adds_daily_rest: random.chance(0.5),
        };
    }
    // Or twice a day in a fortnight.
    if weeks == Some(2) && random.chance(0.5) {
        rules.adult.weekly_rest.minutes = 24 * 60;
        rules.adult.weekly_rest.times = 2;
    }
    rules.exceptions.continuity_rest_minutes = 60 * small(random, 0, 9);
    rules.exceptions.changeover_rest_minutes = 60 * small(random, 0, 9);
    // None, 20, 36, 48 and 52.2 hours.
    let caps = [None, Some(1_200), Some(2_160), Some(2_880), Some(3_132)];
    rules.adult.weekly_minutes = caps[random.within(0, 4) as usize];
    rules.average.opted_out_weekly_minutes = caps[random.within(0, 4) as usize];
    if random.chance(0.3) {
        rules.adult.daily_minutes = Some(13 * 60);
    }
    if random.chance(0.7) {
        rules.adult.break_minutes = 0;
    }
    if random.chance(0.3) {
        rules.night.longest_minutes = Some(10 * 60);
    }
    if random.chance(0.3) {
        rules.night.average_minutes = 7 * 60;
    }
    if random.chance(0.2) {
        rules.average.weeks = small(random, 1, 2);
    }
    if random.chance(0.3) {
        rules.night.young_starts = time(23, 0, 0, 0);
        rules.night.young_ends = time(7, 0, 0, 0);
    }
    rules.scenarios = vec![ACTIVE];
    rules
}

fn line(random: &mut Random, rules: &RuleSet, shape: Shape, number: u32) -> Line {
    let first_day = london::day_of(rules.horizon.start);
    let day = london::plus_days(first_day, small(random, 0, shape.days.min(DAYS) - 1));
    let start = quarter(random, day, 0, 91);
    let minutes = 15 * random.within(16, 50);
    let mut skills = Vec::new();
    if random.chance(0.5) {
        skills.push(SkillId(small(random, 0, SKILLS - 1)));
    }
    let scenario = match random.within(0, 19) {
        0 => Some(ScenarioId(2)),
        1..=2 => Some(ACTIVE),
        _ => None,
    };
    Line {
        id: LineId(u64::from(number)),
        site: SiteId(0),
        location: CENTRE,
        role: RoleId(small(random, 0, ROLES - 1)),
        skills,
        interval: Interval::lasting(start, minutes),
        unpaid_break_minutes: [0, 20, 30, 60][random.within(0, 3) as usize],
        kind: kind(start),
        headcount: small(random, 1, shape.headcount),
        priority: small(random, 1, 3),
        scenario,
    }
}

/// On a quarter of an hour of the day's clock, from the `least`-th to the `most`-th.
fn quarter(random: &mut Random, day: Date, least: i64, most: i64) -> Instant {
    london::start_of_day(day).plus_minutes(15 * random.within(least, most))
}

fn kind(start: Instant) -> ShiftKind {
    match london::time_of(start).hour() {
        5..=8 => ShiftKind::Early,
        9..=11 => ShiftKind::Day,
        12..=17 => ShiftKind::Late,
        _ => ShiftKind::Night,
    }
}

fn person(random: &mut Random, rules: &RuleSet, number: u32) -> Person {
    let first_day = london::day_of(rules.horizon.start);
    let is_young = random.chance(0.15);
    let night_worker = !is_young && random.chance(0.2);
    let mut roles: Vec<RoleId> = (0..ROLES)
        .map(RoleId)
        .filter(|_| random.chance(0.7))
        .collect();
    if roles.is_empty() {
        roles.push(RoleId(0));
    }
    let limit = i64::from(rules.average.weeks) * i64::from(rules.average.weekly_minutes);
    // Half of the people are within two weeks' work of the limit of the reference period.
    let reference_minutes = if random.chance(0.5) {
        limit - random.within(0, 5_760)
    } else {
        random.within(0, limit / 2)
    };
    let commitment = random.chance(0.3).then(|| Commitment {
        yearly: 30,
        done: small(random, 0, 30),
        pace: small(random, 0, 32),
    });
    let kinds = [
        ShiftKind::Early,
        ShiftKind::Day,
        ShiftKind::Late,
        ShiftKind::Night,
    ];
    Person {
        id: PersonId(u64::from(number)),
        roles,
        skills: skills(random, first_day),
        available: available(random, first_day),
        home: CENTRE,
        travel_limit_metres: TRAVEL_LIMITS_METRES[random.within(0, 3) as usize],
        age: if is_young {
            AgeBand::Under18
        } else {
            AgeBand::Adult
        },
        opted_out: random.chance(0.2),
        night_worker,
        exceptions: exceptions(random, is_young),
        maximum_shifts: small(random, 1, 14),
        worked_shifts: small(random, 0, 4),
        reference_minutes: u32::try_from(reference_minutes).unwrap_or(0),
        booked: booked(random, rules, first_day),
        commitment,
        preferred: kinds.into_iter().filter(|_| random.chance(0.3)).collect(),
        excluded_sites: (0..3).map(SiteId).filter(|_| random.chance(0.05)).collect(),
        excluded_lines: Vec::new(),
        fixed: Vec::new(),
        published: Vec::new(),
    }
}

/// For one adult in five.
fn exceptions(random: &mut Random, is_young: bool) -> Vec<Exception> {
    let all = [
        Exception::Continuity,
        Exception::Changeover,
        Exception::Agreement,
    ];
    match random.within(0, 14) {
        choice @ 0..=2 if !is_young => vec![all[choice as usize]],
        _ => Vec::new(),
    }
}

fn open_up(person: &mut Person, rules: &RuleSet) {
    person.roles = (0..ROLES).map(RoleId).collect();
    person.skills = (0..SKILLS)
        .map(|skill| HeldSkill {
            skill: SkillId(skill),
            from: None,
            until: None,
        })
        .collect();
    // A day more, for the last night.
    person.available = vec![Interval {
        start: rules.horizon.start,
        end: rules.horizon.end.plus_hours(24),
    }];
    person.travel_limit_metres = 40_000;
}

fn skills(random: &mut Random, first_day: Date) -> Vec<HeldSkill> {
    let mut held = Vec::new();
    for skill in (0..SKILLS).map(SkillId) {
        let day = |random: &mut Random| {
            london::start_of_day(london::plus_days(first_day, small(random, 0, DAYS)))
        };
        let (from, until) = match random.within(0, 9) {
            0..=5 => (None, None),
            6 => (Some(day(random)), None),
            7..=8 => (None, Some(day(random))),
            _ => continue,
        };
        held.push(HeldSkill { skill, from, until });
    }
    held
}

/// Each day with probability 0.8, some of them without the night.
fn available(random: &mut Random, first_day: Date) -> Vec<Interval> {
    let mut available = Vec::new();
    for day in 0..DAYS {
        if random.chance(0.8) {
            let start = london::start_of_day(london::plus_days(first_day, day));
            let hours = if random.chance(0.7) { 36 } else { 23 };
            available.push(Interval::lasting(start, hours * 60));
        }
    }
    random.shuffle(&mut available);
    available
}

/// Work elsewhere: some in the horizon, some just inside or outside the reference period.
fn booked(random: &mut Random, rules: &RuleSet, first_day: Date) -> Vec<Booking> {
    let mut booked = Vec::new();
    for _ in 0..random.within(0, 2) {
        let (day, first, last) = match random.within(0, 3) {
            // Around the first and the last moment of the period.
            0 => (rules.average.first_day, -8, 8),
            1 => (london::plus_days(first_day, DAYS), -8, 8),
            _ => (london::plus_days(first_day, small(random, -2, DAYS)), 0, 95),
        };
        let start = quarter(random, day, first, last);
        booked.push(Booking {
            interval: Interval::lasting(start, 15 * random.within(8, 48)),
            unpaid_break_minutes: [0, 30][random.within(0, 1) as usize],
        });
    }
    booked
}

/// Confirms and publishes a few lines, whether or not the person could have them today.
fn give_lines(
    random: &mut Random,
    person: &mut Person,
    lines: &[Line],
    confirmed: &mut BTreeMap<LineId, u16>,
) {
    let mut fixed: Vec<&Line> = Vec::new();
    for line in random.one_of(lines).into_iter().chain(random.one_of(lines)) {
        let taken = confirmed.entry(line.id).or_default();
        let is_free = fixed
            .iter()
            .all(|fixed| !fixed.interval.overlaps(line.interval));
        if random.chance(0.1) && *taken < line.headcount && is_free {
            *taken += 1;
            fixed.push(line);
        }
    }
    person.fixed = fixed.iter().map(|line| line.id).collect();
    for line in random.one_of(lines).into_iter().chain(random.one_of(lines)) {
        let is_new = !person.fixed.contains(&line.id) && !person.published.contains(&line.id);
        if random.chance(0.2) && is_new {
            person.published.push(line.id);
        }
        if random.chance(0.05) {
            person.excluded_lines.push(line.id);
        }
    }
}
