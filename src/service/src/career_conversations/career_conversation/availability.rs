//! What can be booked: every adviser's free slots.

use domain::career_conversations::availability::Slot;
use domain::career_conversations::permission::{COORDINATE_CONVERSATIONS, HAVE_CONVERSATIONS};
use domain::kit::app_error::{AppError, Conflict};
use domain::kit::instant::Instant;
use domain::kit::london;
use domain::people::actor::Actor;
use domain::people::id::PersonId;
use jiff::civil::Date;
use store::Conn;
use store::places::site::Site;

use super::diaries::{DaySlots, Diaries, OfferedSlot, Search, Wanted};
use super::look::look;
use crate::Service;

/// Days with free slots on one page.
const DAYS_ON_A_PAGE: usize = 10;
/// So many days are looked at first: nearly always there are enough with free slots among them.
const DAYS_LOOKED_AT: i32 = 21;

/// What became of a chosen time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Chosen {
    Free(OfferedSlot),
    /// It can't, and these are the nearest times that can.
    Gone(Conflict),
}

/// A page of free slots.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Availability {
    /// Days with free slots, the next first.
    pub days: Vec<DaySlots>,
    /// Where the next page begins, if there is more.
    pub next_from: Option<Date>,
    /// Advisers to filter by.
    pub advisers: Vec<(PersonId, String)>,
    /// The last day that can be booked now.
    pub horizon: Date,
}

/// A place to meet, and how far it is.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceToMeet {
    pub site: Site,
    /// Metres in a straight line from where the member lives, if both are known.
    pub metres: Option<f64>,
}

/// What is free for who looks for it, day by day.
///
/// # Errors
/// `Forbidden` for who may neither have nor coordinate conversations.
pub async fn available(
    service: &Service,
    actor: &Actor,
    search: Search,
) -> Result<Availability, AppError> {
    may_look(actor)?;
    let now = service.now();
    let today = london::day_of(now);
    let first = search.from.unwrap_or(today).max(today);
    let near = london::plus_days(first, DAYS_LOOKED_AT - 1);
    let mut seen = look(service, (first, near), search.moving).await?;
    let horizon = seen.diaries.horizon(now);
    let (mut days, mut next_from) = seen.days(&search, DAYS_ON_A_PAGE);
    if next_from.is_none() && near < horizon {
        seen = look(service, (first, horizon), search.moving).await?;
        (days, next_from) = seen.days(&search, DAYS_ON_A_PAGE);
    }
    Ok(Availability {
        days,
        next_from,
        advisers: seen.diaries.names(),
        horizon,
    })
}

/// What is free on one day for who looks for it, in order of time.
///
/// # Errors
/// `Forbidden` for who may neither have nor coordinate conversations.
pub async fn available_on(
    service: &Service,
    actor: &Actor,
    day: Date,
    search: Search,
) -> Result<Availability, AppError> {
    may_look(actor)?;
    let now = service.now();
    let today = london::day_of(now);
    // The next days are looked at together with whoever chooses among them.
    let next = (today, london::plus_days(today, DAYS_LOOKED_AT - 1));
    let days = if day <= next.1 { next } else { (day, day) };
    let seen = look(service, days, search.moving).await?;
    let slots: Vec<_> = seen
        .suiting(&search)
        .filter(|offered| london::day_of(offered.slot.interval.start) == day)
        .cloned()
        .collect();
    Ok(Availability {
        days: vec![DaySlots { day, slots }],
        next_from: None,
        advisers: seen.diaries.names(),
        horizon: seen.diaries.horizon(now),
    })
}

/// Whether a chosen time can be booked now.
///
/// # Errors
/// `Forbidden` for who may neither have nor coordinate conversations.
pub async fn chosen(service: &Service, actor: &Actor, wanted: Wanted) -> Result<Chosen, AppError> {
    may_look(actor)?;
    let mut conn = service.store.read().await?;
    let diaries = Diaries::load(service, &mut conn, wanted.moving).await?;
    Ok(match diaries.offered(service.now(), &wanted) {
        Ok(offered) => Chosen::Free(offered),
        Err(code) => {
            let mut conflict = Conflict::from(code);
            conflict.alternatives = diaries.alternatives(service.now(), &wanted);
            Chosen::Gone(conflict)
        }
    })
}

/// Open sites at which some adviser meets people, the nearest to the member first.
///
/// # Errors
/// `Forbidden` for who may neither have nor coordinate conversations.
pub async fn places(
    service: &Service,
    actor: &Actor,
    member: PersonId,
) -> Result<Vec<PlaceToMeet>, AppError> {
    may_look(actor)?;
    if member != actor.person {
        actor.may(COORDINATE_CONVERSATIONS)?;
    }
    let mut conn = service.store.read().await?;
    let today = london::day_of(service.now());
    let home = store::places::postcode::home(&mut conn, member).await?;
    let sites = store::places::site::where_advisers_meet(&mut conn, today, service.now()).await;
    let mut places: Vec<PlaceToMeet> = sites?
        .into_iter()
        .map(|site| PlaceToMeet {
            metres: home
                .zip(site.grid_reference)
                .and_then(|(home, there)| home.distance_metres(there)),
            site,
        })
        .collect();
    places.sort_by(|a, b| {
        let metres = |place: &PlaceToMeet| place.metres.unwrap_or(f64::INFINITY);
        metres(a)
            .total_cmp(&metres(b))
            .then_with(|| a.site.name.cmp(&b.site.name))
    });
    Ok(places)
}

fn may_look(actor: &Actor) -> Result<(), AppError> {
    actor
        .may(HAVE_CONVERSATIONS)
        .or_else(|_| actor.may(COORDINATE_CONVERSATIONS))
}

/// One adviser's times that can be booked now, in order.
pub(crate) async fn free_times_of(
    service: &Service,
    conn: &mut Conn,
    adviser: PersonId,
) -> Result<Vec<Slot>, AppError> {
    let diaries = Diaries::load(service, conn, None).await?;
    let now = service.now();
    let days = (london::day_of(now), diaries.horizon(now));
    Ok(free_with(&diaries, now, adviser, days))
}

/// Those of them from one day to another.
pub(crate) async fn free_times_between(
    service: &Service,
    conn: &mut Conn,
    adviser: PersonId,
    days: (Date, Date),
) -> Result<Vec<Slot>, AppError> {
    let diaries = Diaries::between(service, conn, days, None).await?;
    Ok(free_with(&diaries, service.now(), adviser, days))
}

fn free_with(
    diaries: &Diaries,
    now: Instant,
    adviser: PersonId,
    (first, last): (Date, Date),
) -> Vec<Slot> {
    let search = Search {
        adviser: Some(adviser),
        ..Search::default()
    };
    let free = diaries.free(now, first, last, &search);
    free.into_iter().map(|offered| offered.slot).collect()
}
