//! Calendar invitations as text: iCalendar (RFC 5545) with the scheduling methods of RFC 5546.
//!
//! The writer is our own because the calendar crates that were tried put event properties into time zones and fold lines at
//! the wrong octet; the tests read the text back with one of them.

use std::fmt::Write as _;

use domain::kit::instant::{Instant, Interval};
use domain::kit::london;
use domain::kit::mailbox::Mailbox;
use domain::system::outbox::CalendarMethod;

/// Most octets of a line, without its end.
const LINE_OCTETS: usize = 75;

/// The rules of clocks in London since 1996, as every calendar program reads them.
const LONDON_RULES: [&str; 17] = [
    "BEGIN:VTIMEZONE",
    "TZID:Europe/London",
    "BEGIN:DAYLIGHT",
    "DTSTART:19960331T010000",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "TZNAME:BST",
    "TZOFFSETFROM:+0000",
    "TZOFFSETTO:+0100",
    "END:DAYLIGHT",
    "BEGIN:STANDARD",
    "DTSTART:19961027T020000",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "TZNAME:GMT",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0000",
    "END:STANDARD",
    "END:VTIMEZONE",
];

/// One event, as every calendar that shows it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The event's identifier; the same for as long as the event exists.
    pub uid: String,
    /// Rises with every change, so that an older message that arrives late is passed over.
    pub sequence: i64,
    /// When this text was made.
    pub made_at: Instant,
    pub interval: Interval,
    pub title: String,
    /// Whom it is with, for who looks at it here: other programs aren't told.
    pub with: String,
    pub description: String,
    pub location: String,
    /// The page about it.
    pub url: String,
    pub organiser: Mailbox,
}

/// One event as one person is told of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    pub method: CalendarMethod,
    pub event: Event,
    pub attendee: Mailbox,
}

impl Invitation {
    /// The invitation as iCalendar text: lines of at most 75 octets that end in CR LF.
    #[must_use]
    pub fn to_ical(&self) -> String {
        let mut lines = Lines::begin(self.method.code());
        lines.zone();
        lines.event(&self.event, self.method, Some(&self.attendee));
        lines.end()
    }
}

/// One event to put into a calendar by hand: nobody is invited.
#[must_use]
pub fn file(event: &Event, method: CalendarMethod) -> String {
    let mut lines = Lines::begin("PUBLISH");
    lines.zone();
    lines.event(event, method, None);
    lines.end()
}

/// A calendar to subscribe to (RFC 5546, section 3.2.1): nobody is invited, and programs may look again every hour (RFC 7986).
#[must_use]
pub fn feed(events: &[Event]) -> String {
    let mut lines = Lines::begin("PUBLISH");
    lines.add("NAME:People Hub");
    lines.add("X-WR-CALNAME:People Hub");
    lines.add("REFRESH-INTERVAL;VALUE=DURATION:PT1H");
    lines.add("X-PUBLISHED-TTL:PT1H");
    lines.zone();
    for event in events {
        lines.event(event, CalendarMethod::Request, None);
    }
    lines.end()
}

/// Lines that end in CR LF, folded.
#[derive(Default)]
struct Lines(String);

impl Lines {
    fn begin(method: &str) -> Self {
        let mut lines = Self::default();
        lines.add("BEGIN:VCALENDAR");
        lines.add("VERSION:2.0");
        lines.add("PRODID:-//People Hub//Career conversations//EN");
        lines.add("CALSCALE:GREGORIAN");
        lines.add(&format!("METHOD:{method}"));
        lines
    }

    fn zone(&mut self) {
        for rule in LONDON_RULES {
            self.add(rule);
        }
    }

    fn event(&mut self, event: &Event, method: CalendarMethod, attendee: Option<&Mailbox>) {
        let status = match method {
            CalendarMethod::Request => "CONFIRMED",
            CalendarMethod::Cancel => "CANCELLED",
        };
        self.add("BEGIN:VEVENT");
        self.add(&format!("UID:{}", text(&event.uid)));
        self.add(&format!("SEQUENCE:{}", event.sequence));
        self.add(&format!("DTSTAMP:{}", utc(event.made_at)));
        self.add(&moment("DTSTART", event.interval.start));
        self.add(&moment("DTEND", event.interval.end));
        self.add(&format!("SUMMARY:{}", text(&event.title)));
        self.add(&format!("DESCRIPTION:{}", text(&event.description)));
        self.add(&format!("LOCATION:{}", text(&event.location)));
        self.add(&format!("URL:{}", event.url));
        self.add(&format!(
            "ORGANIZER;CN={}:mailto:{}",
            parameter(&event.organiser.name),
            event.organiser.email
        ));
        if let Some(attendee) = attendee {
            self.add(&format!(
                "ATTENDEE;CN={};ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE:mailto:{}",
                parameter(&attendee.name),
                attendee.email
            ));
        }
        self.add(&format!("STATUS:{status}"));
        self.add("CLASS:PRIVATE");
        self.add("TRANSP:OPAQUE");
        self.add("END:VEVENT");
    }

    fn end(mut self) -> String {
        self.add("END:VCALENDAR");
        self.0
    }

    fn add(&mut self, line: &str) {
        let mut octets = 0;
        for letter in line.chars() {
            if octets + letter.len_utf8() > LINE_OCTETS {
                self.0.push_str("\r\n ");
                octets = 1;
            }
            self.0.push(letter);
            octets += letter.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

/// A moment in London's clock time. A moment in the second of the hours that the autumn change repeats is given in UTC,
/// because clock time alone would mean the first.
fn moment(name: &str, at: Instant) -> String {
    let (day, time) = (london::day_of(at), london::time_of(at));
    if london::at(day, time) == at {
        let clock = day.to_datetime(time).strftime("%Y%m%dT%H%M%S");
        format!("{name};TZID=Europe/London:{clock}")
    } else {
        format!("{name}:{}", utc(at))
    }
}

/// `20260302T090000Z`.
fn utc(at: Instant) -> String {
    at.timestamp().strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// Text as a value: backslash, comma and semicolon escaped, lines joined by `\n`, other control characters dropped.
fn text(value: &str) -> String {
    let mut escaped = String::with_capacity(value.len());
    for letter in value.chars() {
        match letter {
            '\\' | ',' | ';' => {
                escaped.push('\\');
                escaped.push(letter);
            }
            '\n' => escaped.push_str("\\n"),
            letter if letter.is_control() => {}
            letter => escaped.push(letter),
        }
    }
    escaped
}

/// Text as a parameter, in quotation marks; what a parameter can't hold is written as RFC 6868 says.
fn parameter(value: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in value.chars().filter(|letter| !letter.is_control()) {
        let _ = match letter {
            '"' => quoted.write_str("^'"),
            '^' => quoted.write_str("^^"),
            letter => quoted.write_char(letter),
        };
    }
    quoted.push('"');
    quoted
}
