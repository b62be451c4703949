//! Each rule at its limit and one step beyond it.

use domain::kit::instant::Interval;
use domain::kit::london;
use jiff::civil::{Date, date, time};

mod law;
mod standing;

use super::{Verdict, check};
use crate::input::{
    AgeBand, Assignment, Booking, Commitment, HeldSkill, Instance, Line, LineId, Person, PersonId,
    RoleId, Roster, RuleSet, ScenarioId, ShiftKind, SiteId, SkillId, WeeklyRest,
};
use crate::testing::{line, monday, person, rules};

/// Hours on the clocks of London from the midnight at which `day` begins, where there is no clock change between.
fn shift(id: u64, day: Date, from: i64, minutes: i64) -> Line {
    Line {
        interval: Interval::lasting(london::start_of_day(day).plus_hours(from), minutes),
        ..line(id)
    }
}

fn june(id: u64, day: i8, from: i64, hours: i64) -> Line {
    shift(id, date(2026, 6, day), from, hours * 60)
}

fn booking(day: Date, from: i64, hours: i64) -> Booking {
    Booking {
        interval: shift(0, day, from, hours * 60).interval,
        unpaid_break_minutes: 0,
    }
}

fn young() -> Person {
    Person {
        age: AgeBand::Under18,
        ..person(1)
    }
}

fn night_worker() -> Person {
    Person {
        night_worker: true,
        opted_out: true,
        ..person(1)
    }
}

fn judged(rules: RuleSet, person: Person, lines: Vec<Line>) -> Verdict {
    let roster = lines
        .iter()
        .map(|line| Assignment {
            person: person.id,
            line: line.id,
        })
        .collect();
    let instance = Instance::new(vec![person], lines, rules).unwrap();
    check(&instance, &Roster::new(roster))
}

/// What is wrong, in words, when this person gets all these lines.
fn faults(rules: RuleSet, person: Person, lines: Vec<Line>) -> Vec<String> {
    let verdict = judged(rules, person, lines);
    verdict.violations.iter().map(ToString::to_string).collect()
}

fn assert_legal(rules: RuleSet, person: Person, lines: Vec<Line>) {
    assert_eq!(faults(rules, person, lines), Vec::<String>::new());
}

fn assert_fault(rules: RuleSet, person: Person, lines: Vec<Line>, fault: &str) {
    assert_eq!(faults(rules, person, lines), [fault]);
}

/// No limits of weeks and averages, so that one rule can be seen alone.
fn daily_rules() -> RuleSet {
    let mut rules = rules();
    for limits in [&mut rules.adult, &mut rules.under_18] {
        limits.weekly_rest.minutes = 0;
        limits.weekly_minutes = None;
    }
    rules
}

#[test]
fn shifts_may_meet_but_not_overlap() {
    let mut rules = daily_rules();
    rules.adult.daily_rest_minutes = 0;
    let meeting = vec![june(1, 1, 7, 8), june(2, 1, 15, 8)];
    assert_legal(rules.clone(), person(1), meeting);
    let mut late = june(2, 1, 15, 8);
    late.interval.start = late.interval.start.plus_minutes(-1);
    let words = "person 1: line 1 runs 1 min into line 2";
    assert_fault(rules, person(1), vec![june(1, 1, 7, 8), late], words);
}

#[test]
fn adults_rest_11_hours_and_the_young_12() {
    let after = |rest: i64| {
        let mut second = june(2, 1, 15, 8);
        second.interval = Interval::lasting(monday(15, 16).start.plus_minutes(rest), 480);
        vec![
            Line {
                unpaid_break_minutes: 30,
                ..june(1, 1, 7, 8)
            },
            Line {
                unpaid_break_minutes: 30,
                ..second
            },
        ]
    };
    assert_legal(daily_rules(), person(1), after(660));
    let words =
        "person 1: 659 min of rest between line 1 and line 2, and 660 min are due (regulation 10)";
    assert_fault(daily_rules(), person(1), after(659), words);
    let mut any_hour = daily_rules();
    any_hour.under_18.nights = true;
    assert_legal(any_hour.clone(), young(), after(720));
    let words =
        "person 1: 719 min of rest between line 1 and line 2, and 720 min are due (regulation 10)";
    assert_fault(any_hour, young(), after(719), words);
}

#[test]
fn rest_is_kept_beside_work_for_another_employer() {
    let mut someone = person(1);
    someone.booked = vec![booking(date(2026, 6, 1), 22, 8)];
    let words = "person 1: 420 min of rest between line 1 and the other work from Monday 1 June 2026, 10pm, \
                 and 660 min are due (regulation 10)";
    assert_fault(daily_rules(), someone, vec![june(1, 1, 7, 8)], words);
}

#[test]
fn rest_across_a_clock_change_is_elapsed_time() {
    let around = |saturday: Date, from: i64| {
        let sunday = london::plus_days(saturday, 1);
        let seven = london::at(sunday, jiff::civil::time(7, 0, 0, 0));
        let rules = RuleSet {
            horizon: Interval::lasting(london::start_of_day(saturday), 7 * 24 * 60),
            ..daily_rules()
        };
        let morning = Line {
            interval: Interval::lasting(seven, 480),
            ..line(2)
        };
        let lines = vec![shift(1, saturday, from, 480), morning];
        let mut someone = person(1);
        someone.available = vec![Interval::lasting(rules.horizon.start, 7 * 24 * 60)];
        faults(rules, someone, lines)
    };
    // 20:00 to 07:00 is eleven hours on the clock and ten in truth when clocks go forward, twelve when they go back.
    let words =
        "person 1: 600 min of rest between line 1 and line 2, and 660 min are due (regulation 10)";
    assert_eq!(around(date(2026, 3, 28), 12), [words]);
    assert_eq!(around(date(2026, 10, 24), 12), [""; 0]);
    // 21:00 to 07:00 is ten hours on the clock, eleven in truth when clocks go back.
    assert_eq!(around(date(2026, 10, 24), 13), [""; 0]);
}

#[test]
fn what_is_confirmed_or_booked_is_not_judged_by_itself() {
    let mut someone = person(1);
    someone.fixed = vec![LineId(1), LineId(2)];
    someone.available = vec![];
    someone.maximum_shifts = 0;
    someone.booked = vec![booking(date(2026, 6, 1), 15, 12)];
    let confirmed = vec![june(1, 1, 7, 8), june(2, 2, 4, 8)];
    assert_legal(rules(), someone, confirmed);
}

#[test]
fn a_confirmed_line_stays() {
    let mut someone = person(1);
    someone.fixed = vec![LineId(1)];
    let instance = Instance::new(vec![someone], vec![line(1)], rules()).unwrap();
    let verdict = check(&instance, &Roster::default());
    assert_eq!(
        verdict.violations[0].to_string(),
        "person 1 lost the confirmed line 1"
    );
}

/// Eight hours from 07:00 on each of these days of June 2026.
fn earlies(days: impl Iterator<Item = i8>) -> Vec<Line> {
    days.map(|day| Line {
        unpaid_break_minutes: 30,
        ..june(day as u64, day, 7, 8)
    })
    .collect()
}

fn without_caps() -> RuleSet {
    let mut rules = rules();
    rules.adult.weekly_minutes = None;
    rules.under_18.weekly_minutes = None;
    rules
}

#[test]
fn one_day_in_seven_is_free() {
    assert_legal(without_caps(), person(1), earlies(1..7));
    let words = "person 1: 960 min free of work at a stretch in the week from 2026-06-01, \
                 and 1440 min are due (regulation 11)";
    assert_fault(without_caps(), person(1), earlies(1..8), words);
    // 15:00 on Saturday to midnight is nine hours; with Sunday's night until 23:00 it is 32.
    let mut six_and_a_night = earlies(1..7);
    six_and_a_night.push(june(7, 7, 23, 8));
    assert_legal(without_caps(), person(1), six_and_a_night);
}

#[test]
fn a_night_into_the_next_week_takes_rest_from_both_weeks() {
    let week = |night| {
        let mut week = earlies(9..15);
        week.push(night);
        week
    };
    assert_legal(without_caps(), person(1), week(june(7, 7, 22, 2)));
    // From 08:00 on Monday to 07:00 on Tuesday: 23 hours.
    let words = "person 1: 1380 min free of work at a stretch in the week from 2026-06-08, \
                 and 1440 min are due (regulation 11)";
    assert_fault(without_caps(), person(1), week(june(7, 7, 22, 10)), words);
}

#[test]
fn or_two_days_together_in_a_fortnight() {
    let mut rules = without_caps();
    rules.adult.weekly_rest = WeeklyRest {
        minutes: 48 * 60,
        weeks: 2,
        times: 1,
        adds_daily_rest: false,
    };
    let all_but =
        |first: i8, second: i8| earlies((1..15).filter(move |day| ![first, second].contains(day)));
    assert_legal(rules.clone(), person(1), all_but(10, 11));
    let words = "person 1: 2400 min free of work at a stretch in the two weeks from 2026-06-01, \
                 and 2880 min are due (regulation 11)";
    assert_fault(rules, person(1), all_but(10, 12), words);
}

#[test]
fn the_young_have_two_days_together_in_seven() {
    assert_legal(without_caps(), young(), earlies(1..6));
    let words = "person 1: 1980 min free of work at a stretch in the week from 2026-06-01, \
                 and 2880 min are due (regulation 11)";
    assert_fault(without_caps(), young(), earlies(1..7), words);
}

#[test]
fn a_week_has_at_most_its_cap_of_paid_minutes() {
    let paid = |minutes: i64| {
        let mut days = vec![june(1, 1, 7, 10), june(2, 2, 7, 10), june(3, 4, 7, 10)];
        days.push(june(4, 5, 7, 10));
        days.push(shift(5, date(2026, 6, 6), 7, minutes));
        days
    };
    assert_legal(rules(), person(1), paid(8 * 60));
    let words =
        "person 1: 2895 min of work in the week from 2026-06-01, and at most 2880 min are allowed";
    assert_fault(rules(), person(1), paid(8 * 60 + 15), words);
    let mut with_break = paid(8 * 60 + 15);
    with_break[0].unpaid_break_minutes = 15;
    assert_legal(rules(), person(1), with_break);
}

#[test]
fn a_night_counts_whole_in_the_week_it_starts_in() {
    let mut rules = without_caps();
    rules.adult.weekly_minutes = Some(12 * 60);
    let night = june(1, 7, 20, 12);
    assert_legal(
        rules.clone(),
        person(1),
        vec![night.clone(), june(2, 9, 7, 12)],
    );
    let words =
        "person 1: 780 min of work in the week from 2026-06-01, and at most 720 min are allowed";
    assert_fault(rules, person(1), vec![night, june(2, 1, 7, 1)], words);
}

#[test]
fn seventeen_weeks_average_48_hours_unless_opted_out() {
    let worked = |minutes: u32| Person {
        reference_minutes: minutes,
        ..person(1)
    };
    // 17 × 48 hours are 48,960 minutes.
    let one = || vec![june(1, 1, 7, 8)];
    assert_legal(rules(), worked(48_480), one());
    let words = "person 1: 48961 min of work in the reference period from 2026-02-16, and at most 48960 min are allowed (regulation 4)";
    assert_fault(rules(), worked(48_481), one(), words);
    let opted_out = Person {
        opted_out: true,
        ..worked(48_481)
    };
    assert_legal(rules(), opted_out, one());
    assert_legal(rules(), worked(48_481), vec![]);
}

#[test]
fn work_counts_in_the_average_if_it_starts_in_the_reference_period() {
    // It begins on Monday 16 February 2026, for a horizon that ends on Sunday 14 June.
    assert_eq!(rules().average.first_day, date(2026, 2, 16));
    let booked = |day: Date, from: i64| Person {
        reference_minutes: 48_480,
        booked: vec![booking(day, from, 2)],
        ..person(1)
    };
    let one = || vec![june(1, 1, 7, 8)];
    assert_legal(rules(), booked(date(2026, 2, 15), 23), one());
    let words = "person 1: 49080 min of work in the reference period from 2026-02-16, and at most 48960 min are allowed (regulation 4)";
    assert_fault(rules(), booked(date(2026, 2, 16), 0), one(), words);
    assert_fault(rules(), booked(date(2026, 6, 14), 23), one(), words);
    assert_legal(rules(), booked(date(2026, 6, 15), 0), one());
}

#[test]
fn the_young_work_40_hours_a_week_8_a_day_and_never_at_night() {
    let days = |minutes: u16| {
        let mut days = earlies(1..6);
        for day in &mut days {
            day.interval.end = day.interval.end.plus_minutes(30);
        }
        days[0].unpaid_break_minutes = minutes;
        days
    };
    assert_legal(rules(), young(), days(30));
    let mut rules_without_days = rules();
    rules_without_days.under_18.daily_minutes = None;
    rules_without_days.under_18.break_minutes = 0;
    let words =
        "person 1: 2415 min of work in the week from 2026-06-01, and at most 2400 min are allowed";
    assert_fault(rules_without_days, young(), days(15), words);

    let split = |minutes| {
        let mut rules = rules();
        rules.under_18.daily_rest_minutes = 0;
        let second = shift(2, date(2026, 6, 1), 15, minutes);
        faults(rules, young(), vec![june(1, 1, 7, 4), second])
    };
    assert_eq!(split(240), [""; 0]);
    let words = "person 1: 495 min of work on 2026-06-01, and at most 480 min are allowed";
    assert_eq!(split(255), [words]);

    assert_legal(rules(), young(), vec![june(1, 1, 18, 4)]);
    let words = "person 1 on line 1: 1 min of the shift are at night, and the person must not work then (regulation 6A)";
    let late = shift(1, date(2026, 6, 1), 18, 241);
    assert_fault(rules(), young(), vec![late], words);
    let words = "person 1 on line 1: 60 min of the shift are at night, and the person must not work then (regulation 6A)";
    assert_fault(rules(), young(), vec![june(1, 2, 5, 4)], words);
    assert_legal(rules(), young(), vec![june(1, 2, 6, 4)]);
    // The contract provides for work until 23:00.
    let mut agreed = rules();
    agreed.night.young_starts = time(23, 0, 0, 0);
    agreed.night.young_ends = time(7, 0, 0, 0);
    assert_legal(agreed.clone(), young(), vec![june(1, 1, 19, 4)]);
    assert_fault(agreed, young(), vec![june(1, 2, 6, 4)], words);
}

#[test]
fn night_workers_average_eight_hours_in_24_opted_out_or_not() {
    // 17 weeks of six days of eight hours are 48,960 minutes.
    let worked = |minutes: u32| Person {
        reference_minutes: minutes,
        ..night_worker()
    };
    let one = || vec![june(1, 1, 20, 12)];
    assert_legal(rules(), worked(48_240), one());
    let words = "person 1: 48961 min of work of a night worker in the reference period from 2026-02-16, \
                 and at most 48960 min are allowed (regulation 6)";
    assert_fault(rules(), worked(48_241), one(), words);
}

#[test]
fn a_night_shift_is_limited_only_when_enough_of_it_is_at_night() {
    let mut rules = rules();
    rules.night.longest_minutes = Some(8 * 60);
    assert_legal(
        rules.clone(),
        person(1),
        vec![shift(1, date(2026, 6, 1), 16, 599)],
    );
    let words = "person 1 on line 1: the night shift has 600 min of work, and at most 480 min are allowed (regulation 6)";
    assert_fault(rules, person(1), vec![june(1, 1, 16, 10)], words);
}

#[test]
fn long_shifts_need_their_break() {
    let with = |minutes: i64, unpaid_break_minutes| {
        vec![Line {
            unpaid_break_minutes,
            ..shift(1, date(2026, 6, 1), 9, minutes)
        }]
    };
    assert_legal(rules(), young(), with(270, 0));
    let words = "person 1 on line 1: the shift's break of 29 min is too short for a shift of 271 min, \
                 which needs 30 min (regulation 12)";
    assert_fault(rules(), young(), with(271, 29), words);
    assert_legal(rules(), young(), with(271, 30));
    let mut rules = rules();
    rules.adult.break_minutes = 20;
    assert_legal(rules.clone(), person(1), with(360, 0));
    let words = "person 1 on line 1: the shift's break of 19 min is too short for a shift of 361 min, \
                 which needs 20 min (regulation 12)";
    assert_fault(rules, person(1), with(361, 19), words);
}

#[test]
fn role_place_exclusion_and_scenario_decide_about_a_pair() {
    let wrong = |change: fn(&mut Person, &mut Line)| {
        let (mut someone, mut wanted) = (person(1), line(1));
        change(&mut someone, &mut wanted);
        faults(rules(), someone, vec![wanted])
    };
    assert_eq!(
        wrong(|_, line| line.role = RoleId(2)),
        ["person 1 on line 1: the person doesn't have role 2"]
    );
    assert_eq!(
        wrong(|person, line| line.location.easting = person.home.easting + 10_001),
        ["person 1 on line 1: the site is 10001 m away, and the person travels 10000 m"]
    );
    assert_eq!(
        wrong(|person, line| line.location.easting = person.home.easting + 10_000),
        [""; 0]
    );
    assert_eq!(
        wrong(|person, _| person.excluded_sites = vec![SiteId(1)]),
        ["person 1 on line 1: the person must not be sent to site 1"]
    );
    assert_eq!(
        wrong(|person, _| person.excluded_lines = vec![LineId(1)]),
        ["person 1 on line 1: the person must not be given the line"]
    );
    assert_eq!(
        wrong(|_, line| line.scenario = Some(ScenarioId(4))),
        ["person 1 on line 1: the shift belongs to scenario 4, which is not active"]
    );
    assert_eq!(
        wrong(|person, _| person.maximum_shifts = 0),
        ["person 1: 1 shifts, and the person wants at most 0"]
    );
}

#[test]
fn skills_and_availability_cover_the_whole_shift() {
    let held = |from: i64, until: i64| HeldSkill {
        skill: SkillId(9),
        from: Some(monday(from, until).start),
        until: Some(monday(from, until).end),
    };
    let with = |skills: Vec<HeldSkill>, available: Vec<Interval>| {
        let wanted = Line {
            skills: vec![SkillId(9)],
            ..line(1)
        };
        let someone = Person {
            skills,
            available,
            ..person(1)
        };
        faults(rules(), someone, vec![wanted])
    };
    let always = || vec![monday(0, 24)];
    assert_eq!(with(vec![held(7, 15)], always()), [""; 0]);
    let words = "person 1 on line 1: the person doesn't hold skill 9 for the whole shift";
    assert_eq!(with(vec![held(7, 14)], always()), [words]);
    assert_eq!(with(vec![], always()), [words]);
    let in_two = vec![monday(11, 15), monday(7, 11)];
    assert_eq!(with(vec![held(0, 24)], in_two), [""; 0]);
    let words = "person 1 on line 1: the person is not available for the whole shift";
    let with_a_hole = vec![monday(7, 11), monday(12, 15)];
    assert_eq!(with(vec![held(0, 24)], with_a_hole), [words]);
}

#[test]
fn a_line_has_at_most_its_headcount_and_names_exist() {
    let instance = Instance::new(vec![person(1), person(2)], vec![line(1)], rules()).unwrap();
    let roster = [(1, 1), (2, 1), (3, 1), (1, 4)].map(|(person, line)| Assignment {
        person: PersonId(person),
        line: LineId(line),
    });
    let found = check(&instance, &Roster::new(roster.to_vec())).violations;
    let words: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert_eq!(
        words,
        [
            "line 4 does not exist",
            "person 3 does not exist",
            "line 1 has 2 people, the headcount is 1"
        ]
    );
}

#[test]
fn the_value_is_added_up_from_pairs_fairness_commitment_and_changes() {
    let value = |person: Person, lines: Vec<Line>| judged(rules(), person, lines).value;
    assert_eq!(value(person(1), vec![]), 0);
    // Priority 1 at the door, the first shift costs 20 × 1 + 20 × 1.
    assert_eq!(value(person(1), vec![line(1)]), 1_000 - 40);
    // The third and fourth cost 20 × (16 − 4) + 20 × (4 − 2).
    let busy = Person {
        worked_shifts: 2,
        ..person(1)
    };
    assert_eq!(value(busy, earlies(1..3)), 2_000 - 280);
    // 1,999 m are 19 units at 10 a kilometre.
    let mut away = line(1);
    away.location.northing += 1_999;
    away.priority = 3;
    assert_eq!(value(person(1), vec![away]), 3_000 - 19 - 40);
    let night_owl = Person {
        preferred: vec![ShiftKind::Night],
        ..person(1)
    };
    assert_eq!(value(night_owl, vec![line(1)]), 1_000 - 60 - 40);
    let reserve = Person {
        commitment: Some(Commitment {
            yearly: 30,
            done: 4,
            pace: 5,
        }),
        ..person(1)
    };
    // Two shifts cost 20 × 4 + 20 × 2; one of them is within the pace.
    assert_eq!(value(reserve, earlies(1..3)), 2_000 - 120 + 100);

    let published = Person {
        published: vec![LineId(1)],
        ..person(1)
    };
    let instance = Instance::new(vec![published], vec![line(1)], rules()).unwrap();
    assert_eq!(check(&instance, &Roster::default()).value, -20);
}
