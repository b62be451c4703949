//! An adviser's usual week: what its buttons do to the form, and what saving it changes of the published.

#![expect(
    clippy::unwrap_used,
    reason = "a test stops at the first thing that is wrong"
)]

use domain::career_conversations::availability::{
    CopyTo, Hours, HoursForm, Press, Ways, WeekChange, WeekForm, WeeklyPattern,
};
use domain::career_conversations::id::WeeklyPatternId;
use domain::kit::london;
use domain::people::id::PersonId;
use jiff::civil::Weekday::{self, Friday, Monday, Saturday, Sunday, Tuesday, Wednesday};
use jiff::civil::{Date, Time, date, time};
use proptest::collection::vec;
use proptest::prelude::*;
use uuid::Uuid;

/// A Monday.
const FIRST: Date = date(2026, 3, 2);

fn at(times: &str) -> HoursForm {
    HoursForm {
        times: times.to_owned(),
        ..HoursForm::usual()
    }
}

fn times_on(form: &WeekForm, day: Weekday) -> Vec<&str> {
    form.of_day(day)
        .map(|(_, hours)| hours.times.as_str())
        .collect()
}

fn refused(form: WeekForm) -> Vec<(String, String)> {
    let errors = form.parse().unwrap_err().0.into_iter();
    errors.map(|error| (error.field, error.message)).collect()
}

#[test]
fn the_hours_of_a_day_are_copied_to_others() {
    let mut form = WeekForm::of(&[], FIRST);
    form.put(Monday, vec![at("9am to 12pm"), at("1pm to 5pm")]);
    form.put(Tuesday, vec![at("8am to 9am")]);
    form.put(Saturday, vec![at("10am to 11am")]);
    let next = form.clone().after(Press::Copy(Monday, CopyTo::NextDay));
    assert_eq!(times_on(&next, Tuesday), ["9am to 12pm", "1pm to 5pm"]);
    assert_eq!(times_on(&next, Wednesday), [""]);
    let all = form.clone().after(Press::Copy(Monday, CopyTo::Weekdays));
    assert_eq!(times_on(&all, Friday), ["9am to 12pm", "1pm to 5pm"]);
    assert_eq!(times_on(&all, Saturday), ["10am to 11am"]);
    let round = form.after(Press::Copy(Saturday, CopyTo::NextDay));
    assert_eq!(times_on(&round, Sunday), ["10am to 11am"]);
}

#[test]
fn a_day_gets_room_for_other_hours_up_to_a_limit() {
    let mut form = WeekForm::of(&[], FIRST);
    for _ in 0..20 {
        form = form.after(Press::More(Monday));
    }
    assert_eq!(form.of_day(Monday).count(), 9);
    assert_eq!(form.of_day(Tuesday).count(), 1);
}

#[test]
fn a_button_is_read_as_it_is_sent() {
    for day in Monday.cycle_forward().take(7) {
        for press in [
            Press::Copy(day, CopyTo::NextDay),
            Press::Copy(day, CopyTo::Weekdays),
            Press::More(day),
        ] {
            assert_eq!(Press::from_code(&press.code()), Some(press));
        }
    }
    for none in [
        "",
        "copy",
        "copy-monday",
        "more-x",
        "more-monday-next",
        "save",
    ] {
        assert_eq!(Press::from_code(none), None, "{none}");
    }
}

#[test]
fn what_is_wrong_names_its_day_and_field() {
    let mut form = WeekForm::default();
    form.put(Monday, vec![at("9am to 12pm"), at("11am to 2pm")]);
    form.put(Tuesday, vec![at("9am to 9:20am")]);
    form.put(
        Wednesday,
        vec![HoursForm {
            times: "9am to 5pm".to_owned(),
            ..HoursForm::default()
        }],
    );
    let told = [
        (
            "hours-tuesday-0",
            "Tuesday’s hours must be at least 30 minutes from start to end",
        ),
        (
            "length-wednesday-0",
            "Choose how long each conversation is on Wednesday",
        ),
        (
            "ways-wednesday-0",
            "Choose at least one way to meet on Wednesday",
        ),
        (
            "hours-monday-1",
            "9am to 12pm and 11am to 2pm on Monday overlap. Change one of them",
        ),
    ];
    let told = told.map(|(field, message)| (field.to_owned(), message.to_owned()));
    assert_eq!(refused(form), told);
    let mut odd = WeekForm::default();
    odd.hours.insert("someday-0".to_owned(), at("9am to 5pm"));
    assert_eq!(refused(odd)[0].1, "Open the page again");
}

fn id(number: u128) -> WeeklyPatternId {
    WeeklyPatternId::from(Uuid::from_u128(number))
}

fn pattern(number: u128, day: Weekday, hours: (i8, i8), days: (i32, Option<i32>)) -> WeeklyPattern {
    WeeklyPattern {
        id: id(number),
        adviser: PersonId::from(Uuid::nil()),
        weekday: day,
        starts: time(hours.0, 0, 0, 0),
        ends: time(hours.1, 0, 0, 0),
        slot_minutes: 30,
        ways: Ways::from_codes("video,phone"),
        site: None,
        valid_from: london::plus_days(FIRST, days.0),
        valid_to: days.1.map(|to| london::plus_days(FIRST, to)),
    }
}

fn hours(of: &WeeklyPattern) -> Hours {
    Hours {
        key: String::new(),
        weekday: of.weekday,
        starts: of.starts,
        ends: of.ends,
        slot_minutes: of.slot_minutes,
        ways: of.ways,
        site: of.site,
    }
}

fn change(patterns: &[WeeklyPattern], from: Date, hours: &[Hours]) -> WeekChange {
    let mut next = 100;
    WeekChange::of(patterns, from, hours, PersonId::from(Uuid::nil()), || {
        next += 1;
        id(next)
    })
}

#[test]
fn new_hours_end_where_all_of_their_day_was_to_end() {
    let ending = pattern(1, Monday, (9, 12), (-70, Some(28)));
    let wanted = hours(&pattern(2, Monday, (10, 12), (0, None)));
    let change = change(&[ending], FIRST, &[wanted]);
    let end = Some(london::plus_days(FIRST, 28));
    assert_eq!(change.added[0].valid_to, end);
}

/// Patterns of which no two share a moment, as they come to be published.
fn published() -> impl Strategy<Value = Vec<WeeklyPattern>> {
    let one = (
        0..7_i8,
        8..18_i8,
        1..5_i8,
        -30..60_i32,
        proptest::option::of(1..60_i32),
    );
    vec(one, 0..12).prop_map(|drawn| {
        let mut all: Vec<WeeklyPattern> = Vec::new();
        for (number, (day, starts, lasts, from, lasting)) in (1..).zip(drawn) {
            let day = Monday.wrapping_add(day);
            let to = lasting.map(|days| from + days);
            let one = pattern(number, day, (starts, starts + lasts), (from, to));
            let is_free = !all.iter().any(|other| other.clashes_with(&one));
            if is_free && to.is_none_or(|to| to > 0) {
                all.push(one);
            }
        }
        all
    })
}

/// Hours of a week, none beside another of its day.
fn wanted() -> impl Strategy<Value = Vec<Hours>> {
    vec(proptest::option::of((8..18_i8, 1..5_i8)), 7).prop_map(|days| {
        let days = (0..).zip(days);
        days.filter_map(|(day, times)| {
            let (starts, lasts) = times?;
            let day = Monday.wrapping_add(day);
            Some(hours(&pattern(0, day, (starts, starts + lasts), (0, None))))
        })
        .collect()
    })
}

fn on(patterns: &[WeeklyPattern], day: Date) -> Vec<(Time, Time)> {
    let held = patterns.iter().filter(|pattern| pattern.holds_on(day));
    let mut held: Vec<_> = held.map(|pattern| (pattern.starts, pattern.ends)).collect();
    held.sort();
    held
}

proptest! {
    #[test]
    fn a_saved_week_is_what_was_asked_for_and_nothing_else_changes(
        before in published(), asked in wanted(), from in 0..40_i32,
    ) {
        let from = london::plus_days(FIRST, from);
        let change = change(&before, from, &asked);
        let after = change.made_to(before.clone());
        for days in 0..7 {
            let day = london::plus_days(from, days);
            let mut hours: Vec<_> = asked.iter().filter(|hours| hours.weekday == day.weekday()).collect();
            hours.sort_by_key(|hours| hours.starts);
            let hours: Vec<_> = hours.into_iter().map(|hours| (hours.starts, hours.ends)).collect();
            prop_assert_eq!(on(&after, day), hours);
        }
        for days in 1..40 {
            let day = london::plus_days(from, -days);
            prop_assert_eq!(on(&after, day), on(&before, day));
        }
        // What is planned for later comes as it was planned.
        for later in before.iter().filter(|pattern| pattern.valid_from >= london::plus_days(from, 7)) {
            prop_assert!(after.contains(later));
        }
        for day in (0..200).map(|days| london::plus_days(from, days)) {
            let held: Vec<_> = on(&after, day);
            prop_assert!(held.windows(2).all(|two| two[0].1 <= two[1].0), "{day}: {held:?}");
        }
        let again = WeekForm::of(&after, from).parse().unwrap();
        prop_assert!(self::change(&after, from, &again.hours).is_nothing());
    }
}
