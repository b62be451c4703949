//! Properties of the slots that a diary makes, over both clock changes, and a model that walks the minutes one by one.

#![expect(
    clippy::unwrap_used,
    reason = "a test stops at the first thing that is wrong"
)]

use std::collections::BTreeSet;

use domain::career_conversations::availability::{
    BookingRules, Diary, ExtraSlot, Leave, SLOT_MINUTES, Slot, Ways, WeeklyPattern,
};
use domain::career_conversations::id::{ExtraSlotId, LeaveId, WeeklyPatternId};
use domain::kit::instant::{Instant, Interval};
use domain::kit::london;
use domain::people::id::PersonId;
use jiff::civil::{Date, Time, date};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use uuid::Uuid;

/// Days looked at from [`World::first`].
const DAYS: i32 = 6;

/// A diary, and when it is looked at.
#[derive(Debug, Clone)]
struct World {
    diary: Diary,
    now: Instant,
    first: Date,
    bank_holidays: BTreeSet<Date>,
}

impl World {
    fn slots(&self) -> Vec<Slot> {
        self.between(self.first, self.last())
    }

    fn between(&self, first: Date, last: Date) -> Vec<Slot> {
        self.diary
            .free_slots(self.now, first, last, &self.bank_holidays)
    }

    fn last(&self) -> Date {
        london::plus_days(self.first, DAYS - 1)
    }
}

fn adviser() -> PersonId {
    PersonId::from(Uuid::from_u128(1))
}

fn clock(minute: i64) -> Time {
    let part = |number: i64| i8::try_from(number).unwrap();
    Time::new(part(minute / 60), part(minute % 60), 0, 0).unwrap()
}

/// Thursdays before the clocks change in spring and in autumn, and before a week like any other.
fn thursday() -> impl Strategy<Value = Date> {
    prop_oneof![
        Just(date(2026, 3, 26)),
        Just(date(2026, 10, 22)),
        Just(date(2026, 6, 11)),
    ]
}

fn weekly(first: Date) -> impl Strategy<Value = WeeklyPattern> {
    let length = prop::sample::select(SLOT_MINUTES.to_vec());
    // Half of them at night, where the clocks change.
    let starts = prop_oneof![0..288_i64, 0..48_i64].prop_map(|fives| fives * 5);
    let lasts = (4..60_i64).prop_map(|fives| fives * 5);
    let holds = (-1..DAYS, option::weighted(0.2, 0..=DAYS));
    (0..DAYS, starts, lasts, length, holds).prop_map(
        move |(day, starts, lasts, slot_minutes, (from, to))| WeeklyPattern {
            id: WeeklyPatternId::from(Uuid::from_u128(2)),
            adviser: adviser(),
            weekday: london::plus_days(first, day).weekday(),
            starts: clock(starts),
            ends: clock((starts + lasts).min(1_439)),
            slot_minutes,
            ways: Ways::all(),
            site: None,
            valid_from: london::plus_days(first, from),
            valid_to: to.map(|to| london::plus_days(first, to)),
        },
    )
}

/// An interval somewhere in those days, at any minute.
fn interval(first: Date) -> impl Strategy<Value = Interval> {
    let start = 0..i64::from(DAYS) * 1_440;
    (start, prop::sample::select(SLOT_MINUTES.to_vec())).prop_map(move |(minute, minutes)| {
        Interval::lasting(london::start_of_day(first).plus_minutes(minute), minutes)
    })
}

fn extra(first: Date) -> impl Strategy<Value = ExtraSlot> {
    interval(first).prop_map(|interval| ExtraSlot {
        id: ExtraSlotId::from(Uuid::from_u128(3)),
        adviser: adviser(),
        interval,
        ways: Ways::all(),
        site: None,
    })
}

fn leave(first: Date) -> impl Strategy<Value = Leave> {
    (0..DAYS, 0..3).prop_map(move |(day, days)| Leave {
        id: LeaveId::from(Uuid::from_u128(4)),
        adviser: adviser(),
        first_day: london::plus_days(first, day),
        last_day: london::plus_days(first, day + days),
    })
}

fn rules() -> impl Strategy<Value = BookingRules> {
    let notice = prop_oneof![Just(0), 0..4_000_i64];
    let horizon = prop_oneof![Just(42), 1..8_i64];
    (0..=60_i64, notice, horizon).prop_map(|(buffer_minutes, notice_minutes, horizon_days)| {
        BookingRules {
            buffer_minutes,
            notice_minutes,
            horizon_days,
        }
    })
}

fn world() -> impl Strategy<Value = World> {
    thursday().prop_flat_map(|first| {
        let published = (
            vec(weekly(first), 0..7),
            vec(extra(first), 0..4),
            vec(leave(first), 0..2),
            vec(interval(first), 0..5),
        );
        let seen = (
            rules(),
            -2_880..4_320_i64,
            prop::collection::btree_set(0..DAYS, 0..2),
        );
        (published, seen).prop_map(
            move |((patterns, extra_slots, leave, taken), (rules, minute, holidays))| World {
                diary: Diary {
                    adviser: adviser(),
                    patterns: without_clashes(patterns),
                    extra_slots,
                    leave,
                    taken,
                    rules,
                },
                now: london::start_of_day(first).plus_minutes(minute),
                first,
                bank_holidays: holidays
                    .into_iter()
                    .map(|day| london::plus_days(first, day))
                    .collect(),
            },
        )
    })
}

/// As the use case keeps them: a weekly time that clashes with an earlier one is refused.
fn without_clashes(patterns: Vec<WeeklyPattern>) -> Vec<WeeklyPattern> {
    let mut kept: Vec<WeeklyPattern> = Vec::new();
    for pattern in patterns {
        if !kept.iter().any(|other| other.clashes_with(&pattern)) {
            kept.push(pattern);
        }
    }
    kept
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn slots_come_in_order_and_keep_the_buffer_from_each_other(world in world()) {
        let buffer = world.diary.rules.buffer_minutes;
        for pair in world.slots().windows(2) {
            let gap = pair[0].interval.end.minutes_until(pair[1].interval.start);
            prop_assert!(gap >= buffer, "{gap} minutes between {:?}", pair);
        }
    }

    #[test]
    fn slots_keep_the_buffer_from_what_is_taken(world in world()) {
        for slot in world.slots() {
            let widened = slot.interval.widened(world.diary.rules.buffer_minutes);
            prop_assert!(!world.diary.taken.iter().any(|taken| taken.overlaps(widened)), "{slot:?}");
        }
    }

    #[test]
    fn slots_respect_notice_horizon_and_the_days_asked_for(world in world()) {
        let rules = world.diary.rules;
        let today = london::day_of(world.now);
        let horizon = london::plus_days(today, i32::try_from(rules.horizon_days).unwrap());
        for slot in world.slots() {
            let day = london::day_of(slot.interval.start);
            prop_assert!(world.now.minutes_until(slot.interval.start) >= rules.notice_minutes);
            prop_assert!(today <= day && day <= horizon, "{day} from {today} to {horizon}");
            prop_assert!(world.first <= day && day <= world.last());
        }
    }

    #[test]
    fn slots_are_published_whole_and_never_on_leave_or_a_bank_holiday(world in world()) {
        for slot in world.slots() {
            let day = london::day_of(slot.interval.start);
            prop_assert!(!world.diary.leave.iter().any(|leave| leave.covers(day)), "on leave");
            let is_extra = world.diary.extra_slots.iter().any(|extra| extra.interval == slot.interval);
            let is_weekly = world.diary.patterns.iter().any(|pattern| {
                pattern.contains(slot.interval) && pattern.slot_minutes == slot.interval.minutes()
            });
            prop_assert!(is_extra || is_weekly, "{slot:?} was never published");
            prop_assert!(is_extra || !world.bank_holidays.contains(&day), "on a bank holiday");
        }
    }

    #[test]
    fn a_day_has_the_same_slots_whichever_days_are_asked_for(world in world()) {
        let mut day_by_day = Vec::new();
        for day in 0..DAYS {
            let day = london::plus_days(world.first, day);
            day_by_day.extend(world.between(day, day));
        }
        prop_assert_eq!(&day_by_day, &world.slots());
        for slot in day_by_day {
            let found = world.diary.slot_at(world.now, slot.interval.start, &world.bank_holidays);
            prop_assert_eq!(found, Some(slot));
        }
    }

    #[test]
    fn booking_one_takes_no_other_away(world in world(), which in any::<prop::sample::Index>()) {
        let before = world.slots();
        prop_assume!(!before.is_empty());
        let booked = *which.get(&before);
        let mut after = world;
        after.diary.taken.push(booked.interval);
        let left: Vec<Slot> = before.into_iter().filter(|slot| *slot != booked).collect();
        prop_assert_eq!(after.slots(), left);
    }

    #[test]
    fn the_slots_are_those_of_the_model(world in world()) {
        let slots: Vec<Interval> = world.slots().into_iter().map(|slot| slot.interval).collect();
        prop_assert_eq!(slots, model(&world));
    }
}

/// Minutes before and after the days looked at that the model walks too: a day and an hour.
const MARGIN: i64 = 1_500;

/// The same days as a row of minutes, each walked one by one.
struct Minutes {
    zero: Instant,
    busy: Vec<bool>,
}

impl Minutes {
    fn index(&self, at: Instant) -> Option<usize> {
        let index = usize::try_from(self.zero.minutes_until(at)).ok()?;
        (index < self.busy.len()).then_some(index)
    }

    fn is_free(&self, interval: Interval, buffer: i64) -> bool {
        let widened = interval.widened(buffer);
        let mut at = widened.start;
        while at < widened.end {
            if self.index(at).is_some_and(|index| self.busy[index]) {
                return false;
            }
            at = at.plus_minutes(1);
        }
        true
    }

    fn mark(&mut self, interval: Interval) {
        let mut at = interval.start;
        while at < interval.end {
            if let Some(index) = self.index(at) {
                self.busy[index] = true;
            }
            at = at.plus_minutes(1);
        }
    }
}

fn model(world: &World) -> Vec<Interval> {
    let zone = london::zone();
    let day_at = |at: Instant| zone.to_datetime(at.timestamp()).date();
    let diary = &world.diary;
    let buffer = diary.rules.buffer_minutes;
    let zero = london::start_of_day(world.first).plus_minutes(-MARGIN);
    // An hour more than the days usually have, for the autumn.
    let length = i64::from(DAYS) * 1_440 + 60 + 2 * MARGIN;
    let row = || Minutes {
        zero,
        busy: vec![false; usize::try_from(length).unwrap()],
    };
    let away = |day: Date| diary.leave.iter().any(|leave| leave.covers(day));

    // Extra times first, the earliest first.
    let (mut kept, mut laid) = (Vec::new(), row());
    let mut extra: Vec<Interval> = diary
        .extra_slots
        .iter()
        .map(|extra| extra.interval)
        .collect();
    extra.sort();
    for interval in extra {
        if !away(day_at(interval.start)) && laid.is_free(interval, buffer) {
            laid.mark(interval);
            kept.push(interval);
        }
    }

    // Then each minute may begin a weekly slot: a whole number of slots and buffers after the weekly time's start.
    for minute in 0..length {
        let at = zero.plus_minutes(minute);
        let day = day_at(at);
        if away(day) || world.bank_holidays.contains(&day) {
            continue;
        }
        for pattern in &diary.patterns {
            let moment = |time: Time| {
                let ambiguous = zone.to_ambiguous_timestamp(day.to_datetime(time));
                Instant::from(ambiguous.compatible().unwrap())
            };
            let holds = pattern.weekday == day.weekday()
                && day >= pattern.valid_from
                && pattern.valid_to.is_none_or(|to| day < to);
            let since = moment(pattern.starts).minutes_until(at);
            let interval = Interval::lasting(at, pattern.slot_minutes);
            let begins = since >= 0
                && since % (pattern.slot_minutes + buffer) == 0
                && interval.end <= moment(pattern.ends);
            if holds && begins && laid.is_free(interval, buffer) {
                laid.mark(interval);
                kept.push(interval);
            }
        }
    }

    let mut taken = row();
    for interval in &diary.taken {
        taken.mark(*interval);
    }
    let today = day_at(world.now);
    kept.retain(|interval| {
        let day = day_at(interval.start);
        let ahead = i64::from(today.until(day).unwrap().get_days());
        taken.is_free(*interval, buffer)
            && world.now.minutes_until(interval.start) >= diary.rules.notice_minutes
            && (0..=diary.rules.horizon_days).contains(&ahead)
            && world.first <= day
            && day <= world.last()
    });
    kept.sort();
    kept
}
