//! When an adviser could be booked and when they are on leave, as their own calendar shows it.

use domain::career_conversations::availability::{Leave, Slot};
use domain::career_conversations::permission::GIVE_CONVERSATIONS;
use domain::kit::app_error::AppError;
use domain::kit::calendar::{Entry, Kind};
use domain::kit::instant::Interval;
use domain::kit::london;
use domain::kit::words;
use domain::people::actor::Actor;
use jiff::civil::Date;
use store::Conn;

use crate::Service;
use crate::career_conversations::career_conversation::free_times_between;

const AVAILABILITY: &str = "/availability";

/// The free times and the leave of who gives conversations; nothing of who doesn't.
pub(in crate::career_conversations) async fn times(
    service: &Service,
    conn: &mut Conn,
    actor: &Actor,
    during: Interval,
) -> Result<Vec<Entry>, AppError> {
    if actor.may(GIVE_CONVERSATIONS).is_err() {
        return Ok(Vec::new());
    }
    let days = (london::day_of(during.start), last_day_of(during));
    let leave =
        store::career_conversations::leave::during(conn, actor.person, days.0, days.1).await?;
    let mut entries: Vec<_> = leave.iter().map(on_leave).collect();
    if during.end > service.now() {
        let free = free_times_between(service, conn, actor.person, days).await?;
        entries.extend(free.chunk_by(is_one_row).filter_map(free_times));
    }
    Ok(entries)
}

fn last_day_of(during: Interval) -> Date {
    london::plus_days(london::day_of(during.end), -1)
}

fn on_leave(leave: &Leave) -> Entry {
    let interval = london::whole_days(leave.first_day, leave.last_day);
    entry(interval, Kind::Away, "On leave".to_owned())
}

/// Whether two times stand in one part of a day, with no room for another one between them.
fn is_one_row(one: &Slot, next: &Slot) -> bool {
    let part = |slot: &Slot| {
        let start = slot.interval.start;
        (london::day_of(start), words::part_of_day(start))
    };
    let between = one.interval.end.minutes_until(next.interval.start);
    part(one) == part(next) && between < next.interval.minutes()
}

fn free_times(row: &[Slot]) -> Option<Entry> {
    let interval = Interval {
        start: row.first()?.interval.start,
        end: row.last()?.interval.end,
    };
    let count = i64::try_from(row.len()).ok()?;
    let words = words::counted(count, "free time", "free times");
    Some(entry(interval, Kind::Available, words))
}

fn entry(interval: Interval, kind: Kind, words: String) -> Entry {
    Entry {
        interval,
        kind,
        words,
        detail: String::new(),
        href: AVAILABILITY.to_owned(),
    }
}
