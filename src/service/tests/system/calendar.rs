//! Calendar invitations, read back with a parser that isn't ours.

use domain::kit::email_address::EmailAddress;
use domain::kit::instant::{Instant, Interval};
use domain::kit::mailbox::Mailbox;
use domain::system::outbox::CalendarMethod;
use icalendar::parser::{read_calendar, unfold};
use jiff::tz::TimeZone;
use service::kit::calendar::{Event, Invitation};

fn party(name: &str, email: &str) -> Mailbox {
    Mailbox {
        name: name.to_owned(),
        email: EmailAddress::parse(email).unwrap(),
    }
}

fn instant(text: &str) -> Instant {
    text.parse().unwrap()
}

fn invitation(start: &str, minutes: i64) -> Invitation {
    Invitation {
        method: CalendarMethod::Request,
        event: Event {
            uid: "0190@people-hub".to_owned(),
            sequence: 0,
            made_at: instant("2026-01-05T10:00:00Z"),
            interval: Interval::lasting(instant(start), minutes),
            with: String::new(),
            title: "Career conversation".to_owned(),
            description: "Reference CC-7K4M-9QXD".to_owned(),
            location: "Video call".to_owned(),
            url: "https://hub.example.nhs.uk/conversations/CC-7K4M-9QXD".to_owned(),
            organiser: party("People Hub", "people-hub@example.nhs.uk"),
        },
        attendee: party("Amina Yusuf", "amina.yusuf@example.nhs.uk"),
    }
}

/// The first property of the event with this name: its time zone, if it has one, and its value.
fn property(text: &str, name: &str) -> (Option<String>, String) {
    let unfolded = unfold(text);
    let calendar = read_calendar(&unfolded).unwrap();
    let event = calendar
        .components
        .iter()
        .find(|component| component.name == "VEVENT")
        .unwrap();
    let property = event.find_prop(name).unwrap();
    let zone = property
        .params
        .iter()
        .find(|parameter| parameter.key == "TZID")
        .and_then(|parameter| parameter.val.as_ref().map(ToString::to_string));
    (zone, property.val.to_string())
}

/// What a calendar program shows: the clock time under the rules that the text itself gives for London.
fn moment(text: &str, name: &str) -> Instant {
    let (zone, pattern) = match property(text, name).0 {
        Some(_) => (
            TimeZone::posix("GMT0BST,M3.5.0/1,M10.5.0/2").unwrap(),
            "%Y%m%dT%H%M%S",
        ),
        None => (TimeZone::UTC, "%Y%m%dT%H%M%SZ"),
    };
    let clock = jiff::civil::DateTime::strptime(pattern, property(text, name).1).unwrap();
    zone.to_timestamp(clock).unwrap().into()
}

#[test]
fn clock_time_in_winter_and_summer_is_london_time() {
    let winter = invitation("2026-01-12T09:30:00Z", 45).to_ical();
    assert!(winter.contains("DTSTART;TZID=Europe/London:20260112T093000\r\n"));
    assert!(winter.contains("DTEND;TZID=Europe/London:20260112T101500\r\n"));
    let summer = invitation("2026-07-01T08:30:00Z", 45).to_ical();
    assert!(summer.contains("DTSTART;TZID=Europe/London:20260701T093000\r\n"));
}

#[test]
fn every_minute_around_both_clock_changes_is_read_back_to_the_minute() {
    for midnight in ["2026-03-28T23:00:00Z", "2026-10-24T23:00:00Z"] {
        for minute in 0..240 {
            let start = instant(midnight).plus_minutes(minute);
            let text = invitation(&start.to_string(), 30).to_ical();
            assert_eq!(moment(&text, "DTSTART"), start);
            assert_eq!(moment(&text, "DTEND"), start.plus_minutes(30));
        }
    }
}

#[test]
fn only_the_second_of_the_repeated_hours_is_given_in_utc() {
    let first = invitation("2026-10-25T00:30:00Z", 30).to_ical();
    assert_eq!(property(&first, "DTSTART").1, "20261025T013000");
    let second = invitation("2026-10-25T01:30:00Z", 30).to_ical();
    assert_eq!(
        property(&second, "DTSTART"),
        (None, "20261025T013000Z".to_owned())
    );
}

#[test]
fn the_time_zone_says_when_its_clocks_change() {
    let text = invitation("2026-01-12T09:30:00Z", 30).to_ical();
    let unfolded = unfold(&text);
    let calendar = read_calendar(&unfolded).unwrap();
    let zone = calendar
        .components
        .iter()
        .find(|component| component.name == "VTIMEZONE")
        .unwrap();
    assert_eq!(zone.find_prop("TZID").unwrap().val, "Europe/London");
    let rule = |name: &str| {
        let part = zone
            .components
            .iter()
            .find(|part| part.name == name)
            .unwrap();
        (
            part.find_prop("RRULE").unwrap().val.to_string(),
            part.find_prop("TZOFFSETTO").unwrap().val.to_string(),
        )
    };
    assert_eq!(
        rule("DAYLIGHT"),
        (
            "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU".to_owned(),
            "+0100".to_owned()
        )
    );
    assert_eq!(
        rule("STANDARD"),
        (
            "FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU".to_owned(),
            "+0000".to_owned()
        )
    );
}

#[test]
fn the_method_and_the_status_say_whether_it_will_happen() {
    let mut invitation = invitation("2026-01-12T09:30:00Z", 30);
    assert!(invitation.to_ical().contains("METHOD:REQUEST\r\n"));
    assert!(invitation.to_ical().contains("STATUS:CONFIRMED\r\n"));
    invitation.method = CalendarMethod::Cancel;
    invitation.event.sequence = 3;
    let text = invitation.to_ical();
    assert!(text.contains("METHOD:CANCEL\r\n"));
    assert!(text.contains("STATUS:CANCELLED\r\n"));
    assert_eq!(property(&text, "SEQUENCE").1, "3");
    assert_eq!(property(&text, "UID").1, "0190@people-hub");
}

#[test]
fn lines_are_folded_at_75_octets_between_letters_of_any_script() {
    let mut invitation = invitation("2026-01-12T09:30:00Z", 30);
    for length in 0..160 {
        invitation.event.location = "é".repeat(length) + " مركز " + &"x".repeat(length);
        let text = invitation.to_ical();
        assert!(text.ends_with("END:VCALENDAR\r\n"));
        for line in text.split("\r\n") {
            assert!(line.len() <= 75, "{line}");
            assert!(!line.contains(['\r', '\n']));
        }
        let joined = text.replace("\r\n ", "");
        assert!(joined.contains(&format!("LOCATION:{}\r\n", invitation.event.location)));
    }
}

#[test]
fn text_cannot_break_out_of_its_line() {
    let mut invitation = invitation("2026-01-12T09:30:00Z", 30);
    invitation.event.location =
        "Room 2; Wing A, Stoke\\North\r\nATTENDEE:mailto:x@example.com".to_owned();
    invitation.attendee.name = "Amina \"Mina\"\r\nYusuf; ^".to_owned();
    let text = invitation.to_ical();
    let joined = text.replace("\r\n ", "");
    assert!(joined.contains(
        "LOCATION:Room 2\\; Wing A\\, Stoke\\\\North\\nATTENDEE:mailto:x@example.com\r\n"
    ));
    assert!(joined.contains("ATTENDEE;CN=\"Amina ^'Mina^'Yusuf; ^^\";ROLE"));
    assert_eq!(joined.matches("\r\nATTENDEE").count(), 1);
}
