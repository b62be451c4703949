//! One's own calendar: what is booked, of every area, and when one could be booked or is away.

use domain::kit::app_error::AppError;
use domain::kit::calendar::{Entry, Kind};
use domain::kit::instant::Interval;
use domain::kit::london;
use domain::people::actor::Actor;
use jiff::civil::Date;
use store::{Conn, StoreError};

use crate::Service;
use crate::kit::calendar::Event;
use crate::people::calendar_feed::{events, may_make};

/// Nothing lasts longer, in hours: what began earlier is over.
const LONGEST_HOURS: i64 = 24;

/// From one day to another, both included.
pub type Days = (Date, Date);

/// What is booked on those days.
///
/// # Errors
/// `Forbidden` for who has nothing with a time.
pub async fn booked(service: &Service, actor: &Actor, days: Days) -> Result<Vec<Entry>, AppError> {
    may_see(service, actor)?;
    let mut conn = service.store.read().await?;
    Ok(booked_in(service, &mut conn, actor, during(days)).await?)
}

/// Everything on those days, bank holidays as well.
///
/// # Errors
/// `Forbidden` for who has nothing with a time.
pub async fn everything(
    service: &Service,
    actor: &Actor,
    days: Days,
) -> Result<Vec<Entry>, AppError> {
    may_see(service, actor)?;
    let mut conn = service.store.read().await?;
    let mut entries = booked_in(service, &mut conn, actor, during(days)).await?;
    for area in service.areas {
        entries.extend((area.times)(service, &mut conn, actor, during(days)).await?);
    }
    entries.extend(bank_holidays(&mut conn, days).await?);
    Ok(entries)
}

fn during((first, last): Days) -> Interval {
    london::whole_days(first, last)
}

fn may_see(service: &Service, actor: &Actor) -> Result<(), AppError> {
    match may_make(service, actor) {
        true => Ok(()),
        false => Err(AppError::Forbidden),
    }
}

async fn booked_in(
    service: &Service,
    conn: &mut Conn,
    actor: &Actor,
    during: Interval,
) -> Result<Vec<Entry>, StoreError> {
    let begun = Interval {
        start: during.start.plus_hours(-LONGEST_HOURS),
        ..during
    };
    let events = events(service, conn, actor.person, begun)
        .await?
        .into_iter();
    let touching = events.filter(|event| event.interval.overlaps(during));
    Ok(touching.map(|event| entry_of(service, event)).collect())
}

fn entry_of(service: &Service, event: Event) -> Entry {
    let own = event.url.strip_prefix(&service.config.public_url);
    Entry {
        interval: event.interval,
        kind: Kind::Booked,
        words: format!("{} with {}", event.title, event.with),
        detail: event.location,
        href: own.unwrap_or(&event.url).to_owned(),
    }
}

async fn bank_holidays(conn: &mut Conn, (first, last): Days) -> Result<Vec<Entry>, StoreError> {
    let holidays = store::kit::bank_holiday::between(conn, first, last).await?;
    let entries = holidays.into_iter().map(|holiday| Entry {
        interval: london::whole_day(holiday.day),
        kind: Kind::Away,
        words: format!("Bank holiday: {}", holiday.name),
        detail: String::new(),
        href: String::new(),
    });
    Ok(entries.collect())
}
