//! One's conversations, and whatever else has a time, in one's own calendar, by a private link: whoever has it can read them, so it is
//! shown once, kept as a hash, and can be replaced and stopped.

use domain::kit::app_error::AppError;
use domain::kit::instant::{Instant, Interval};
use domain::people::actor::Actor;
use domain::people::audit::{CALENDAR_FEED, CALENDAR_FEED_MADE, CALENDAR_FEED_REVOKED};
use domain::people::id::{CalendarFeedId, PersonId};
use domain::people::role::Grant;
use serde_json::json;
use store::people::calendar_feed::CalendarFeed;
use store::{Conn, StoreError};

use crate::Service;
use crate::kit::calendar::{Event, feed};
use crate::people::session::Token;
use crate::system::rate_limit::{self, Limit};
use crate::work::{About, By, Work};

/// Calendars ask a few times an hour.
const A_LINK: Limit = Limit {
    name: "calendar_link",
    tries: 30,
    minutes: 10,
};
/// Many people's calendars are read by the same few servers.
const AN_ADDRESS: Limit = Limit {
    name: "calendar_address",
    tries: 600,
    minutes: 10,
};
/// Events stay in the calendar for this long after they are over, in hours: 60 days.
const KEPT_HOURS: i64 = 60 * 24;
/// Nothing is planned for longer than this ahead, in hours: five years.
const SHOWN_HOURS: i64 = 5 * 366 * 24;

/// Whether anything can stand in the calendar of somebody with these roles.
pub(super) fn has_events(service: &Service, grants: &[Grant]) -> bool {
    service.areas.iter().any(|area| (area.has_events)(grants))
}

/// Whether the actor has something to show, and so may make a link.
#[must_use]
pub fn may_make(service: &Service, actor: &Actor) -> bool {
    has_events(service, &actor.grants)
}

/// When the actor's link was made, if they have one: whatever they may do by now, they can see and stop it.
pub async fn made_at(service: &Service, actor: &Actor) -> Result<Option<Instant>, AppError> {
    let mut conn = service.store.read().await?;
    let live = store::people::calendar_feed::live(&mut conn, actor.person).await?;
    Ok(live.map(|live| live.made_at))
}

/// Makes a link and gives its token, which is not kept. A link that was made before stops working.
///
/// # Errors
/// `Forbidden` for who has nothing to show; `Conflict` when two are made at once.
pub async fn make(service: &Service, actor: &Actor) -> Result<String, AppError> {
    if !may_make(service, actor) {
        return Err(AppError::Forbidden);
    }
    let token = Token::new(service);
    let mut work = Work::begin(service, actor).await?;
    let now = work.now;
    let made = CalendarFeed {
        id: work.id(),
        person: actor.person,
        token_hash: token.hash(),
        made_at: now,
    };
    let replaced = store::people::calendar_feed::revoke(&mut work, actor.person, now).await?;
    store::people::calendar_feed::insert(&mut work, &made).await?;
    let detail = json!({ "replaced": replaced });
    work.note(CALENDAR_FEED_MADE, about(actor, made.id), detail)
        .await?;
    work.commit().await?;
    Ok(token.as_str().to_owned())
}

/// Stops the actor's link, whatever they may do by now. Stopped twice, it is stopped once.
pub async fn revoke(service: &Service, actor: &Actor) -> Result<(), AppError> {
    let mut work = Work::begin(service, actor).await?;
    if let Some(live) = store::people::calendar_feed::live(&mut work, actor.person).await? {
        let now = work.now;
        store::people::calendar_feed::revoke(&mut work, actor.person, now).await?;
        let about = about(actor, live.id);
        work.note(CALENDAR_FEED_REVOKED, about, json!({})).await?;
    }
    Ok(work.commit().await?)
}

fn about(actor: &Actor, feed: CalendarFeedId) -> About {
    About::the(CALENDAR_FEED, feed.uuid()).of(actor.person)
}

/// Counts a reading of a link, unless it is one too many.
async fn count(
    service: &Service,
    conn: &mut Conn,
    tries: &[(Limit, String)],
) -> Result<(), AppError> {
    let refused = rate_limit::look(service, conn, tries).await?;
    if let Some(refused) = refused {
        return Err(refused);
    }
    let mut work = Work::begin(service, By::NOBODY).await?;
    let refused = rate_limit::count(&mut work, tries).await?;
    match refused {
        Some(refused) => Err(refused),
        None => Ok(work.commit().await?),
    }
}

/// The calendar behind a link, as iCalendar text. `address` is where the question comes from. Nobody guesses a link: for what is none
/// nothing is counted, and nothing written.
///
/// # Errors
/// `NotFound` for a link that was never made, was stopped or replaced, or whose owner's account is closed or who has nothing to show any more;
/// `TooMany`.
pub async fn read(service: &Service, token: &str, address: &str) -> Result<String, AppError> {
    let token = Token::parse(token).ok_or(AppError::NotFound)?;
    let mut conn = service.store.read().await?;
    let link = store::people::calendar_feed::by_token(&mut conn, token.hash()).await?;
    let held = store::people::role_grant::of_person(&mut conn, link.person).await?;
    let grants: Vec<Grant> = held.into_iter().map(|held| held.grant).collect();
    if !has_events(service, &grants) {
        return Err(AppError::NotFound);
    }
    let tries = [
        (AN_ADDRESS, rate_limit::network(address)),
        (A_LINK, token.as_str().to_owned()),
    ];
    count(service, &mut conn, &tries).await?;
    let now = service.now();
    let during = Interval {
        start: now.plus_hours(-KEPT_HOURS),
        end: now.plus_hours(SHOWN_HOURS),
    };
    Ok(feed(
        &events(service, &mut conn, link.person, during).await?,
    ))
}

/// What begins in somebody's calendar, by time.
pub(super) async fn events(
    service: &Service,
    conn: &mut Conn,
    person: PersonId,
    during: Interval,
) -> Result<Vec<Event>, StoreError> {
    let mut events = Vec::new();
    for area in service.areas {
        events.extend((area.events)(service, conn, person, during).await?);
    }
    events.sort_by_key(|event| event.interval.start);
    Ok(events)
}
