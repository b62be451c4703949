//! What an adviser's times make, in figures that anyone can check by hand.

use std::collections::BTreeSet;

use domain::career_conversations::availability::{
    BookingRules, Diary, ExtraSlot, Leave, Ways, WeeklyPattern,
};
use domain::career_conversations::id::{ExtraSlotId, LeaveId, WeeklyPatternId};
use domain::kit::instant::{Instant, Interval};
use domain::kit::london;
use domain::kit::words;
use domain::people::id::PersonId;
use jiff::civil::{Date, Time, Weekday, date, time};
use uuid::Uuid;

fn adviser() -> PersonId {
    PersonId::from(Uuid::from_u128(1))
}

fn weekly(weekday: Weekday, starts: Time, ends: Time, slot_minutes: i64) -> WeeklyPattern {
    WeeklyPattern {
        id: WeeklyPatternId::from(Uuid::from_u128(2)),
        adviser: adviser(),
        weekday,
        starts,
        ends,
        slot_minutes,
        ways: Ways::all(),
        site: None,
        valid_from: date(2026, 1, 1),
        valid_to: None,
    }
}

/// No notice, a buffer of 10 minutes and 42 days ahead.
fn diary(patterns: Vec<WeeklyPattern>) -> Diary {
    Diary {
        adviser: adviser(),
        patterns,
        extra_slots: Vec::new(),
        leave: Vec::new(),
        taken: Vec::new(),
        rules: BookingRules {
            buffer_minutes: 10,
            notice_minutes: 0,
            horizon_days: 42,
        },
    }
}

fn extra(start: Instant, minutes: i64) -> ExtraSlot {
    ExtraSlot {
        id: ExtraSlotId::from(Uuid::from_u128(3)),
        adviser: adviser(),
        interval: Interval::lasting(start, minutes),
        ways: Ways::all(),
        site: None,
    }
}

/// Seen a week before.
fn on(diary: &Diary, day: Date) -> Vec<String> {
    on_with(diary, day, &BTreeSet::new())
}

fn on_with(diary: &Diary, day: Date, bank_holidays: &BTreeSet<Date>) -> Vec<String> {
    let a_week_before = london::start_of_day(london::plus_days(day, -7));
    let slots = diary.free_slots(a_week_before, day, day, bank_holidays);
    slots
        .into_iter()
        .map(|slot| words::time(slot.interval.start))
        .collect()
}

const TUESDAY: Date = date(2026, 3, 3);

#[test]
fn three_hours_hold_four_half_hours_with_ten_minutes_between_them() {
    let morning = |minutes| {
        diary(vec![weekly(
            Weekday::Tuesday,
            time(9, 0, 0, 0),
            time(12, 0, 0, 0),
            minutes,
        )])
    };
    // A fifth would start at 11:40 and be over at 12:10.
    assert_eq!(
        on(&morning(30), TUESDAY),
        ["9am", "9:40am", "10:20am", "11am"]
    );
    // A fourth would start at 11:45.
    assert_eq!(on(&morning(45), TUESDAY), ["9am", "9:55am", "10:50am"]);
    let mut without_buffer = morning(30);
    without_buffer.rules.buffer_minutes = 0;
    assert_eq!(
        on(&without_buffer, TUESDAY),
        ["9am", "9:30am", "10am", "10:30am", "11am", "11:30am"]
    );
}

#[test]
fn the_last_conversation_may_end_with_the_weekly_time() {
    let exact = diary(vec![weekly(
        Weekday::Tuesday,
        time(9, 0, 0, 0),
        time(10, 10, 0, 0),
        30,
    )]);
    assert_eq!(on(&exact, TUESDAY), ["9am", "9:40am"]);
    let a_minute_short = diary(vec![weekly(
        Weekday::Tuesday,
        time(9, 0, 0, 0),
        time(10, 9, 0, 0),
        30,
    )]);
    assert_eq!(on(&a_minute_short, TUESDAY), ["9am"]);
}

#[test]
fn a_conversation_closes_what_is_nearer_than_the_buffer() {
    let mut morning = diary(vec![weekly(
        Weekday::Tuesday,
        time(9, 0, 0, 0),
        time(12, 0, 0, 0),
        30,
    )]);
    let start = london::at(TUESDAY, time(9, 40, 0, 0));
    morning.taken = vec![Interval::lasting(start, 30)];
    assert_eq!(on(&morning, TUESDAY), ["9am", "10:20am", "11am"]);
    // Moved by five minutes, as after a change of the pattern: too near to two of them.
    morning.taken = vec![Interval::lasting(start.plus_minutes(5), 30)];
    assert_eq!(on(&morning, TUESDAY), ["9am", "11am"]);
}

#[test]
fn leave_and_bank_holidays_close_the_day_and_an_extra_time_opens_a_bank_holiday() {
    let good_friday = date(2026, 4, 3);
    let holidays = BTreeSet::from([good_friday]);
    let mut fridays = diary(vec![weekly(
        Weekday::Friday,
        time(9, 0, 0, 0),
        time(10, 0, 0, 0),
        30,
    )]);
    assert_eq!(on_with(&fridays, good_friday, &BTreeSet::new()), ["9am"]);
    assert!(on_with(&fridays, good_friday, &holidays).is_empty());
    fridays.extra_slots = vec![extra(london::at(good_friday, time(14, 0, 0, 0)), 45)];
    assert_eq!(on_with(&fridays, good_friday, &holidays), ["2pm"]);
    fridays.leave = vec![Leave {
        id: LeaveId::from(Uuid::from_u128(4)),
        adviser: adviser(),
        first_day: good_friday,
        last_day: good_friday,
    }];
    assert!(on_with(&fridays, good_friday, &BTreeSet::new()).is_empty());
    assert_eq!(on(&fridays, london::plus_days(good_friday, 7)), ["9am"]);
}

#[test]
fn an_extra_time_takes_the_place_of_the_weekly_ones_that_are_too_near() {
    let mut morning = diary(vec![weekly(
        Weekday::Tuesday,
        time(9, 0, 0, 0),
        time(12, 0, 0, 0),
        30,
    )]);
    morning.extra_slots = vec![extra(london::at(TUESDAY, time(10, 0, 0, 0)), 45)];
    assert_eq!(on(&morning, TUESDAY), ["9am", "10am", "11am"]);
}

#[test]
fn notice_opens_at_the_exact_moment_and_the_horizon_counts_from_today() {
    let mut tuesdays = diary(vec![weekly(
        Weekday::Tuesday,
        time(9, 0, 0, 0),
        time(9, 30, 0, 0),
        30,
    )]);
    tuesdays.rules.notice_minutes = 24 * 60;
    tuesdays.rules.horizon_days = 14;
    let none = BTreeSet::new();
    let starts_at = london::at(TUESDAY, time(9, 0, 0, 0));
    let seen = |now| tuesdays.slot_at(now, starts_at, &none).is_some();
    assert!(seen(starts_at.plus_hours(-24)));
    assert!(!seen(starts_at.plus_hours(-24).plus_seconds(1)));
    // Two weeks before, from the first moment of the day on.
    let first_moment = london::start_of_day(london::plus_days(TUESDAY, -14));
    assert!(seen(first_moment));
    assert!(!seen(first_moment.plus_seconds(-1)));
}

#[test]
fn a_weekly_time_holds_from_its_first_day_until_the_day_it_ends() {
    let mut pattern = weekly(Weekday::Tuesday, time(9, 0, 0, 0), time(9, 30, 0, 0), 30);
    pattern.valid_from = TUESDAY;
    pattern.valid_to = Some(date(2026, 3, 17));
    let diary = diary(vec![pattern]);
    let open = |day| !on(&diary, day).is_empty();
    let days = [-7, 0, 7, 14].map(|days| open(london::plus_days(TUESDAY, days)));
    assert_eq!(days, [false, true, true, false]);
}

#[test]
fn nine_o_clock_stays_nine_o_clock_over_both_clock_changes() {
    let every_day = |weekday| weekly(weekday, time(9, 0, 0, 0), time(9, 30, 0, 0), 30);
    let diary = diary(vec![
        every_day(Weekday::Saturday),
        every_day(Weekday::Sunday),
    ]);
    let none = BTreeSet::new();
    let starts = |first, last| -> Vec<String> {
        let seen_from = london::start_of_day(london::plus_days(first, -7));
        let slots = diary.free_slots(seen_from, first, last, &none);
        slots
            .into_iter()
            .map(|slot| slot.interval.start.timestamp().to_string())
            .collect()
    };
    assert_eq!(
        starts(date(2026, 3, 28), date(2026, 3, 29)),
        ["2026-03-28T09:00:00Z", "2026-03-29T08:00:00Z"]
    );
    assert_eq!(
        starts(date(2026, 10, 24), date(2026, 10, 25)),
        ["2026-10-24T08:00:00Z", "2026-10-25T09:00:00Z"]
    );
}

#[test]
fn the_night_of_a_clock_change_has_an_hour_less_or_more() {
    let night = diary(vec![weekly(
        Weekday::Sunday,
        time(0, 0, 0, 0),
        time(4, 0, 0, 0),
        30,
    )]);
    // Three hours from midnight to 4am: slots every 40 minutes.
    assert_eq!(
        on(&night, date(2026, 3, 29)),
        ["12am", "12:40am", "2:20am", "3am"]
    );
    // Five hours: half past one is there twice.
    assert_eq!(
        on(&night, date(2026, 10, 25)),
        [
            "12am", "12:40am", "1:20am", "1am", "1:40am", "2:20am", "3am"
        ]
    );
}

#[test]
fn a_slot_before_midnight_keeps_its_distance_from_one_after_it() {
    let late = weekly(Weekday::Monday, time(23, 0, 0, 0), time(23, 59, 0, 0), 45);
    let early = weekly(Weekday::Tuesday, time(0, 0, 0, 0), time(2, 0, 0, 0), 45);
    let mut diary = diary(vec![late, early]);
    diary.rules.buffer_minutes = 30;
    // 11:45pm and midnight are 15 minutes apart.
    assert_eq!(on(&diary, TUESDAY), ["1:15am"]);
    assert_eq!(on(&diary, london::plus_days(TUESDAY, -1)), ["11pm"]);
}

#[test]
fn weekly_times_clash_when_they_share_a_moment_of_a_day_on_which_both_hold() {
    let nine_to_twelve = weekly(Weekday::Tuesday, time(9, 0, 0, 0), time(12, 0, 0, 0), 30);
    let from_noon = weekly(Weekday::Tuesday, time(12, 0, 0, 0), time(14, 0, 0, 0), 30);
    let over_noon = weekly(Weekday::Tuesday, time(11, 59, 0, 0), time(14, 0, 0, 0), 30);
    let wednesday = weekly(Weekday::Wednesday, time(9, 0, 0, 0), time(12, 0, 0, 0), 30);
    assert!(!nine_to_twelve.clashes_with(&from_noon));
    assert!(nine_to_twelve.clashes_with(&over_noon));
    assert!(over_noon.clashes_with(&nine_to_twelve));
    assert!(!nine_to_twelve.clashes_with(&wednesday));
    let until = |day| WeeklyPattern {
        valid_to: Some(day),
        ..nine_to_twelve.clone()
    };
    let from = |day| WeeklyPattern {
        valid_from: day,
        ..over_noon.clone()
    };
    assert!(!until(TUESDAY).clashes_with(&from(TUESDAY)));
    assert!(until(london::plus_days(TUESDAY, 1)).clashes_with(&from(TUESDAY)));
    // A time that ended on the day it would have begun never held.
    assert!(!until(nine_to_twelve.valid_from).clashes_with(&over_noon));
}

#[test]
fn a_conversation_is_in_the_weekly_time_that_holds_then() {
    let pattern = weekly(Weekday::Tuesday, time(9, 0, 0, 0), time(12, 0, 0, 0), 30);
    let half_hour = |day, clock| Interval::lasting(london::at(day, clock), 30);
    assert!(pattern.contains(half_hour(TUESDAY, time(9, 0, 0, 0))));
    assert!(pattern.contains(half_hour(TUESDAY, time(11, 30, 0, 0))));
    assert!(!pattern.contains(half_hour(TUESDAY, time(11, 31, 0, 0))));
    assert!(!pattern.contains(half_hour(london::plus_days(TUESDAY, 1), time(9, 0, 0, 0))));
    assert!(!pattern.contains(half_hour(date(2025, 12, 30), time(9, 0, 0, 0))));
}
