//! Until when a conversation can be changed, and from when attendance can be recorded, to the microsecond.

#![expect(
    clippy::unwrap_used,
    reason = "a test may stop at the first thing that is wrong"
)]

use domain::career_conversations::career_conversation::{
    CareerConversation, Reference, Status, Topic, Way,
};
use domain::career_conversations::id::CareerConversationId;
use domain::kit::instant::{Instant, Interval};
use domain::people::id::PersonId;
use domain::system::id::DraftId;
use uuid::Uuid;

fn at(text: &str) -> Instant {
    text.parse().unwrap()
}

/// Half an hour from `start`.
fn conversation(start: &str, status: Status) -> CareerConversation {
    CareerConversation {
        id: CareerConversationId::from(Uuid::from_u128(1)),
        reference: Reference::new([1, 2, 3, 4, 5]),
        member: PersonId::from(Uuid::from_u128(2)),
        adviser: PersonId::from(Uuid::from_u128(3)),
        interval: Interval::lasting(at(start), 30),
        way: Way::Video,
        site: None,
        topic: Topic::Ideas,
        preparation: String::new(),
        status,
        submission: DraftId::from(Uuid::from_u128(4)),
        calendar_uid: "1@people-hub".to_owned(),
        calendar_sequence: 0,
        booked_by: PersonId::from(Uuid::from_u128(2)),
        booked_at: at("2026-01-01T09:00:00Z"),
        updated_at: at("2026-01-01T09:00:00Z"),
        version: 1,
    }
}

#[test]
fn a_member_can_change_it_up_to_and_at_the_cut_off() {
    let booked = conversation("2026-03-04T09:30:00Z", Status::Booked);
    assert_eq!(booked.cut_off(24), at("2026-03-03T09:30:00Z"));
    assert!(booked.member_can_change(at("2026-03-03T09:29:59.999999Z"), 24));
    assert!(booked.member_can_change(at("2026-03-03T09:30:00Z"), 24));
    assert!(!booked.member_can_change(at("2026-03-03T09:30:00.000001Z"), 24));
}

#[test]
fn without_a_cut_off_it_can_be_changed_until_it_starts() {
    let booked = conversation("2026-03-04T09:30:00Z", Status::Booked);
    assert!(booked.member_can_change(at("2026-03-04T09:30:00Z"), 0));
    assert!(!booked.member_can_change(at("2026-03-04T09:30:00.000001Z"), 0));
}

#[test]
fn the_cut_off_is_elapsed_hours_over_both_clock_changes() {
    // 9:30am in summer time; 24 hours before, clocks showed 8:30am.
    let spring = conversation("2026-03-29T08:30:00Z", Status::Booked);
    assert_eq!(
        domain::kit::words::day_and_time(spring.interval.start),
        "Sunday 29 March 2026, 9:30am"
    );
    assert_eq!(
        domain::kit::words::day_and_time(spring.cut_off(24)),
        "Saturday 28 March 2026, 8:30am"
    );
    // 9:30am in winter time; 24 hours before, clocks showed 10:30am.
    let autumn = conversation("2026-10-25T09:30:00Z", Status::Booked);
    assert_eq!(
        domain::kit::words::day_and_time(autumn.cut_off(24)),
        "Saturday 24 October 2026, 10:30am"
    );
}

#[test]
fn only_what_is_booked_can_be_changed() {
    for &status in Status::ALL {
        let long_before = at("2026-01-02T09:00:00Z");
        let can = conversation("2026-03-04T09:30:00Z", status).member_can_change(long_before, 24);
        assert_eq!(can, status == Status::Booked, "{status}");
    }
}

#[test]
fn attendance_is_recorded_from_the_start_on_unless_it_was_cancelled() {
    for &status in Status::ALL {
        let conversation = conversation("2026-03-04T09:30:00Z", status);
        let recorded_at = |text| conversation.attendance_can_be_recorded(at(text));
        assert!(!recorded_at("2026-03-04T09:29:59.999999Z"), "{status}");
        assert_eq!(
            recorded_at("2026-03-04T09:30:00Z"),
            !status.is_cancelled(),
            "{status}"
        );
        assert_eq!(
            recorded_at("2026-04-04T09:30:00Z"),
            !status.is_cancelled(),
            "{status}"
        );
    }
}
