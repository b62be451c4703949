//! The Working Time Regulations 1998, each regulation at its limit and one step beyond it. `docs/matching-law.md` has the list.

use super::*;
use crate::input::{Average, Exception};

/// The statutory rules with nothing changed but paid breaks and no caps, so that one regulation can be seen alone.
fn law() -> RuleSet {
    let mut rules = RuleSet::statutory(rules().horizon);
    rules.adult.break_minutes = 0;
    rules.adult.weekly_minutes = None;
    rules
}

fn adult(exception: Exception) -> Person {
    Person {
        exceptions: vec![exception],
        ..person(1)
    }
}

fn day(id: u64, day: i8, from: i64, hours: i64, kind: ShiftKind) -> Line {
    Line {
        kind,
        ..june(id, day, from, hours)
    }
}

fn all_but(free: &[i8]) -> Vec<Line> {
    earlies((1..15).filter(|day| !free.contains(day)))
}

#[test]
fn regulation_10_no_shift_takes_more_than_13_of_24_hours() {
    assert_legal(law(), person(1), vec![june(1, 1, 7, 13)]);
    let words = "person 1 on line 1: the shift is 781 min long, and only 780 min leave the daily rest within 24 hours \
                 (regulation 10)";
    assert_fault(
        law(),
        person(1),
        vec![shift(1, date(2026, 6, 1), 7, 781)],
        words,
    );
    let words = |id: u64, minutes: u32| {
        format!(
            "person 1 on line {id}: the shift is {minutes} min long, and only 780 min leave the daily rest within 24 hours \
             (regulation 10)"
        )
    };
    // A day and a night at a stretch, and 16 hours with 11 hours of rest after them.
    assert_eq!(
        faults(law(), person(1), vec![june(1, 1, 7, 24)]),
        [words(1, 1440)]
    );
    let long = vec![june(1, 1, 7, 16), june(2, 2, 10, 16)];
    assert_eq!(
        faults(law(), person(1), long),
        [words(1, 960), words(2, 960)]
    );
}

#[test]
fn regulation_10_2_the_young_rest_12_of_24_hours() {
    let mut rules = law();
    rules.under_18.daily_minutes = None;
    rules.under_18.break_minutes = 0;
    assert_legal(rules.clone(), young(), vec![june(1, 1, 7, 12)]);
    let words = "person 1 on line 1: the shift is 721 min long, and only 720 min leave the daily rest within 24 hours \
                 (regulation 10)";
    assert_fault(
        rules,
        young(),
        vec![shift(1, date(2026, 6, 1), 7, 721)],
        words,
    );
}

#[test]
fn regulation_11_7_weekly_rest_comes_in_addition_to_daily_rest() {
    assert_legal(law(), person(1), earlies(1..6));
    // From 15:00 on Saturday to the week's end: 33 hours.
    let words = "person 1: 1980 min free of work at a stretch in the week from 2026-06-01, \
                 and 2100 min are due (regulation 11)";
    assert_fault(law(), person(1), earlies(1..7), words);
    let mut coinciding = law();
    coinciding.adult.weekly_rest.adds_daily_rest = false;
    assert_legal(coinciding, person(1), earlies(1..7));
}

#[test]
fn regulation_11_2_two_stretches_of_35_hours_or_one_of_59_in_14_days() {
    let mut twice = law();
    twice.adult.weekly_rest.weeks = 2;
    twice.adult.weekly_rest.times = 2;
    let mut once = twice.clone();
    once.adult.weekly_rest.times = 1;
    once.adult.weekly_rest.minutes = 48 * 60;
    // Two days free apart are twice 40 hours, two together once 64.
    let (apart, together) = ([4, 11], [10, 11]);
    assert_legal(twice.clone(), person(1), all_but(&apart));
    assert_legal(once.clone(), person(1), all_but(&together));
    let words = "person 1: 1740 min free of work at a stretch in the two weeks from 2026-06-01, \
                 and 2100 min twice are due (regulation 11)";
    assert_fault(twice, person(1), all_but(&together), words);
    let words = "person 1: 2400 min free of work at a stretch in the two weeks from 2026-06-01, \
                 and 3540 min are due (regulation 11)";
    assert_fault(once, person(1), all_but(&apart), words);
}

#[test]
fn regulation_21_care_goes_on_after_a_short_rest_that_24_makes_up_for() {
    // 15:00 to 23:00, then 07:00: eight hours, three are missing.
    let nurse = || adult(Exception::Continuity);
    let short = |third: i64| vec![june(1, 1, 15, 8), june(2, 2, 7, 8), june(3, 3, third, 6)];
    // 15:00 to 05:00 are the 14 hours due.
    assert_legal(law(), nurse(), short(5));
    let words = "person 1: 780 min of rest between line 2 and line 3, and 840 min are due as 180 min of rest were missing \
                 before (regulation 24)";
    assert_fault(law(), nurse(), short(4), words);
    let words =
        "person 1: 480 min of rest between line 1 and line 2, and 660 min are due (regulation 10)";
    assert_fault(law(), person(1), short(5), words);
    let less = vec![june(1, 1, 15, 8), shift(2, date(2026, 6, 2), 6, 360)];
    let words =
        "person 1: 420 min of rest between line 1 and line 2, and 480 min are due (regulation 10)";
    assert_fault(law(), nurse(), less, words);
}

#[test]
fn regulation_24_says_where_the_rest_is_placed() {
    let verdict = judged(
        law(),
        adult(Exception::Continuity),
        vec![june(1, 1, 15, 8), june(2, 2, 7, 8)],
    );
    let [made_up] = verdict.compensations[..] else {
        panic!("{:?}", verdict.compensations);
    };
    assert_eq!(made_up.minutes, 180);
    assert_eq!(
        made_up.rest,
        Interval::lasting(june(2, 2, 7, 8).interval.end, 14 * 60)
    );
}

#[test]
fn regulation_21_a_long_shift_is_followed_by_what_it_took_from_the_24_hours() {
    let nurse = || adult(Exception::Continuity);
    // 16 hours take three of the eleven.
    assert_legal(law(), nurse(), vec![june(1, 1, 7, 16), june(2, 2, 13, 8)]);
    let words = "person 1: 780 min of rest between line 1 and line 2, and 840 min are due as 180 min of rest were missing \
                 before (regulation 24)";
    assert_fault(
        law(),
        nurse(),
        vec![june(1, 1, 7, 16), june(2, 2, 12, 8)],
        words,
    );
    let words = "person 1 on line 1: the shift is 961 min long, and only 960 min leave the daily rest within 24 hours \
                 (regulation 10)";
    assert_fault(
        law(),
        nurse(),
        vec![shift(1, date(2026, 6, 1), 7, 961)],
        words,
    );
}

#[test]
fn regulation_22_rest_may_be_short_only_where_the_kind_of_shift_changes() {
    let worker = || adult(Exception::Changeover);
    let two = |kind| vec![day(1, 1, 15, 8, ShiftKind::Late), day(2, 2, 7, 8, kind)];
    assert_legal(law(), worker(), two(ShiftKind::Early));
    let words =
        "person 1: 480 min of rest between line 1 and line 2, and 660 min are due (regulation 10)";
    assert_fault(law(), worker(), two(ShiftKind::Late), words);
    // It makes no shift longer.
    assert_eq!(faults(law(), worker(), vec![june(1, 1, 7, 14)]).len(), 1);
}

#[test]
fn regulation_23_an_agreement_has_its_own_least_rest() {
    let mut rules = law();
    rules.exceptions.agreed_rest_minutes = 9 * 60;
    let bound = || adult(Exception::Agreement);
    let two = |hours: i64| vec![june(1, 1, 15, 7), june(2, 2, hours - 2, 8)];
    assert_legal(rules.clone(), bound(), two(9));
    let words =
        "person 1: 480 min of rest between line 1 and line 2, and 540 min are due (regulation 10)";
    assert_fault(rules, bound(), two(8), words);
}

#[test]
fn regulation_4_every_week_of_the_horizon_is_in_a_period() {
    // Eight weeks of which each has 48 hours, in periods of four: each is judged by itself.
    let horizon = Interval {
        start: monday(0, 1).start,
        end: london::start_of_day(date(2026, 7, 27)),
    };
    let mut rules = RuleSet::statutory(horizon);
    rules.adult.break_minutes = 0;
    rules.adult.weekly_minutes = None;
    rules.average.weeks = 4;
    rules.average.first_day = Average::first_day_for(horizon, 4);
    assert_eq!(rules.average.first_day, date(2026, 6, 29));
    let mut worker = person(1);
    worker.available = vec![horizon];
    worker.maximum_shifts = 100;
    // Four shifts of twelve hours a week, and a fifth in one of the first weeks or the last.
    let weeks = |fifth: i32| -> Vec<Line> {
        let days = (0..8).flat_map(|week| (0..5).map(move |day| (week, day)));
        let days = days.filter(|&(week, day)| day < 4 || week == fifth);
        (1..)
            .zip(days)
            .map(|(id, (week, day))| {
                shift(
                    id,
                    london::plus_days(date(2026, 6, 1), week * 7 + day),
                    7,
                    720,
                )
            })
            .collect()
    };
    assert_legal(rules.clone(), worker.clone(), weeks(8));
    for (fifth, first_day) in [(0, "2026-06-01"), (7, "2026-06-29")] {
        let words = format!(
            "person 1: 12240 min of work in the reference period from {first_day}, and at most 11520 min are allowed (regulation 4)"
        );
        assert_fault(rules.clone(), worker.clone(), weeks(fifth), &words);
    }
    // What was worked before counts in the period in which the horizon starts.
    worker.reference_minutes = 1;
    let words = "person 1: 11521 min of work in the reference period from 2026-06-01, and at most 11520 min are allowed \
                 (regulation 4)";
    assert_fault(rules, worker, weeks(8), words);
}

#[test]
fn regulation_5_an_opt_out_lifts_the_default_cap_and_an_employers_cap_stays() {
    let opted_out = || Person {
        opted_out: true,
        ..person(1)
    };
    let mut rules = law();
    rules.adult.weekly_minutes = Some(48 * 60);
    let five = || {
        (1..6)
            .map(|day| june(day as u64, day, 7, 12))
            .collect::<Vec<_>>()
    };
    assert_legal(rules.clone(), opted_out(), five());
    let words =
        "person 1: 3600 min of work in the week from 2026-06-01, and at most 2880 min are allowed";
    assert_fault(rules.clone(), person(1), five(), words);
    rules.average.opted_out_weekly_minutes = Some(48 * 60);
    assert_fault(rules, opted_out(), five(), words);
}
