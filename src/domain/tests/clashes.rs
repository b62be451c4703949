//! When a booked conversation no longer fits what its adviser has published, and how a decision about it is read.

#![expect(
    clippy::unwrap_used,
    reason = "a test stops at the first thing that is wrong"
)]

use std::collections::BTreeSet;

use domain::career_conversations::availability::{
    BookingRules, Clash, ClashForm, Decision, Diary, ExtraSlot, Leave, MESSAGE_LIMIT, Ways,
    WeeklyPattern,
};
use domain::career_conversations::career_conversation::{
    CareerConversation, Reference, SlotChoice, Status, Topic, Way,
};
use domain::kit::instant::{Instant, Interval};
use domain::people::id::PersonId;
use domain::places::id::SiteId;
use jiff::civil::{Date, Weekday, date, time};
use uuid::Uuid;

fn at(text: &str) -> Instant {
    text.parse().unwrap()
}

fn adviser() -> PersonId {
    Uuid::from_u128(1).into()
}

fn site(number: u128) -> SiteId {
    Uuid::from_u128(number).into()
}

/// Tuesdays 9am to noon, half an hour each, by phone and video.
fn diary() -> Diary {
    Diary {
        adviser: adviser(),
        patterns: vec![WeeklyPattern {
            id: Uuid::from_u128(2).into(),
            adviser: adviser(),
            weekday: Weekday::Tuesday,
            starts: time(9, 0, 0, 0),
            ends: time(12, 0, 0, 0),
            slot_minutes: 30,
            ways: Ways::from_codes("video,phone"),
            site: None,
            valid_from: date(2026, 1, 1),
            valid_to: None,
        }],
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

fn booked(start: &str) -> CareerConversation {
    CareerConversation {
        id: Uuid::from_u128(3).into(),
        reference: Reference::new([7; 5]),
        member: Uuid::from_u128(4).into(),
        adviser: adviser(),
        interval: Interval::lasting(at(start), 30),
        way: Way::Video,
        site: None,
        topic: Topic::Ideas,
        preparation: String::new(),
        status: Status::Booked,
        submission: Uuid::from_u128(5).into(),
        calendar_uid: String::new(),
        calendar_sequence: 0,
        booked_by: Uuid::from_u128(4).into(),
        booked_at: at("2026-03-01T09:00:00Z"),
        updated_at: at("2026-03-01T09:00:00Z"),
        version: 1,
    }
}

fn clash(diary: &Diary, booked: &CareerConversation) -> Option<Clash> {
    diary.clash(booked, &BTreeSet::new())
}

#[test]
fn what_lies_inside_a_weekly_time_fits_even_off_its_grid() {
    for start in [
        "2026-03-03T09:00:00Z",
        "2026-03-03T09:13:00Z",
        "2026-03-03T11:30:00Z",
    ] {
        assert_eq!(clash(&diary(), &booked(start)), None, "{start}");
    }
    // In summer noon is an hour earlier in UTC.
    assert_eq!(
        clash(&diary(), &booked("2026-03-31T10:30:00Z")),
        None,
        "the last half hour after the clocks have changed"
    );
    let too_late = booked("2026-03-31T11:00:00Z");
    assert_eq!(clash(&diary(), &too_late), Some(Clash::OutsideTimes));
}

#[test]
fn a_minute_too_long_or_another_day_does_not_fit() {
    let late = booked("2026-03-03T11:31:00Z");
    assert_eq!(clash(&diary(), &late), Some(Clash::OutsideTimes));
    let wednesday = booked("2026-03-04T09:00:00Z");
    assert_eq!(clash(&diary(), &wednesday), Some(Clash::OutsideTimes));
}

#[test]
fn leave_comes_before_every_other_reason() {
    let mut away = diary();
    away.leave.push(Leave {
        id: Uuid::from_u128(6).into(),
        adviser: adviser(),
        first_day: date(2026, 3, 3),
        last_day: date(2026, 3, 4),
    });
    for start in ["2026-03-03T09:00:00Z", "2026-03-04T09:00:00Z"] {
        assert_eq!(clash(&away, &booked(start)), Some(Clash::OnLeave));
    }
    assert_eq!(clash(&away, &booked("2026-03-10T09:00:00Z")), None);
}

#[test]
fn a_bank_holiday_closes_weekly_times_and_no_extra_time() {
    let holidays: BTreeSet<Date> = [date(2026, 3, 3)].into();
    let booked = booked("2026-03-03T09:00:00Z");
    let mut diary = diary();
    assert_eq!(diary.clash(&booked, &holidays), Some(Clash::BankHoliday));
    diary.extra_slots.push(ExtraSlot {
        id: Uuid::from_u128(7).into(),
        adviser: adviser(),
        interval: booked.interval,
        ways: Ways::all(),
        site: None,
    });
    assert_eq!(diary.clash(&booked, &holidays), None);
}

#[test]
fn another_way_or_another_place_does_not_fit() {
    let mut diary = diary();
    let mut booked = booked("2026-03-03T09:00:00Z");
    booked.way = Way::InPerson;
    booked.site = Some(site(8));
    assert_eq!(clash(&diary, &booked), Some(Clash::OtherWay));
    diary.patterns[0].ways = Ways::all();
    diary.patterns[0].site = Some(site(9));
    assert_eq!(clash(&diary, &booked), Some(Clash::OtherWay));
    diary.patterns[0].site = booked.site;
    assert_eq!(clash(&diary, &booked), None);
}

fn form(decision: &str) -> ClashForm {
    ClashForm {
        reference: booked("2026-03-03T09:00:00Z").reference.to_string(),
        version: "2".to_owned(),
        decision: decision.to_owned(),
        clash: "on_leave".to_owned(),
        message: "I am sorry.\r\nSee you soon.".to_owned(),
    }
}

#[test]
fn a_decision_is_to_keep_to_move_or_to_cancel() {
    let slot = SlotChoice {
        start: at("2026-03-10T09:00:00Z"),
        adviser: adviser(),
    };
    let read = |decision: &str| form(decision).parse().map(|request| request.decision);
    assert_eq!(read("keep"), Ok(Decision::Keep(Clash::OnLeave)));
    assert_eq!(read("cancel"), Ok(Decision::Cancel));
    assert_eq!(read(&slot.to_string()), Ok(Decision::Move(slot)));
    let request = form("cancel").parse().unwrap();
    assert_eq!(request.message, "I am sorry.\nSee you soon.");
    assert_eq!(request.version, 2);
}

#[test]
fn everything_that_is_wrong_is_said_at_once() {
    let wrong = ClashForm {
        reference: "CC".to_owned(),
        version: "two".to_owned(),
        decision: "delete".to_owned(),
        clash: String::new(),
        message: "é".repeat(MESSAGE_LIMIT + 1),
    };
    let errors = wrong.parse().unwrap_err();
    for field in ["reference", "version", "decision", "message"] {
        assert!(errors.for_field(field).is_some(), "{field}");
    }
    let for_no_reason = ClashForm {
        clash: "bored".to_owned(),
        ..form("keep")
    };
    let errors = for_no_reason.parse().unwrap_err();
    assert_eq!(
        errors.for_field("decision"),
        Some("Choose what to do with this conversation")
    );
}
