//! When an adviser can be booked: they publish it themselves, and nothing they change here drops a booking.

mod clash;
mod extra_slot;
mod leave;
mod pattern;
mod rules;
mod times;
mod week;

use domain::career_conversations::audit::AVAILABILITY;
use domain::career_conversations::availability::{ExtraSlot, Leave, WeeklyPattern};
use domain::career_conversations::career_conversation::Status;
use domain::career_conversations::permission::GIVE_CONVERSATIONS;
use domain::career_conversations::settings::Rules;
use domain::kit::app_error::AppError;
use domain::kit::instant::{Instant, Interval};
use domain::kit::london;
use domain::people::actor::Actor;
use domain::people::id::PersonId;
use domain::places::id::SiteId;
use store::career_conversations::adviser::Adviser;
use store::career_conversations::career_conversation::{ListQuery, Listed, Order};
use store::places::site::Site;
use store::{AskedPage, Conn, StoreError, Tx};

use crate::Service;
use crate::career_conversations::career_conversation::{free_times_of, rules_at};
use crate::work::About;

pub use clash::{Clashing, Planned, Undecided, clashes, decide, decide_all, plan, to_decide};
pub use extra_slot::{add_extra_slot, extra_slot, remove_extra_slot};
pub use leave::{add_leave, leave, remove_leave};
pub use pattern::{end_pattern, pattern};
pub use rules::change_rules;
pub(super) use times::times;
pub use week::{Changed, Week, change_week, week, would_clash};

/// Minutes between conversations where an adviser has set none.
const USUAL_BUFFER_MINUTES: i64 = 10;
/// More than anyone can have before the farthest horizon.
const MOST_BOOKED: i64 = 5_000;
/// Booked conversations are looked for this many days ahead: past the farthest horizon.
const DAYS_AHEAD: i32 = 2 * 366;

/// Something published, with the conversations that are booked in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WithBooked<T> {
    pub published: T,
    /// Earliest first.
    pub booked: Vec<Listed>,
}

/// All that an adviser has published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overview {
    /// The adviser's own rules.
    pub adviser: Adviser,
    /// The service's rules, which hold where the adviser has set none.
    pub rules: Rules,
    /// Weekly times that hold today or later.
    pub patterns: Vec<WeeklyPattern>,
    /// Extra times to come.
    pub extra_slots: Vec<WithBooked<ExtraSlot>>,
    /// Leave that is not over, with the conversations that are still booked in it.
    pub leave: Vec<WithBooked<Leave>>,
    pub sites: Vec<Site>,
    /// How many times members can book now.
    pub free_times: usize,
    /// The next of them.
    pub next_free: Option<Instant>,
}

/// All that the adviser has published.
///
/// # Errors
/// `Forbidden` for who isn't an adviser.
pub async fn overview(service: &Service, actor: &Actor) -> Result<Overview, AppError> {
    actor.may(GIVE_CONVERSATIONS)?;
    let mut conn = service.store.read().await?;
    let rules = rules_at(service.now(), &mut conn).await?;
    let free = free_times_of(service, &mut conn, actor.person).await?;
    let (now, today) = (service.now(), london::day_of(service.now()));
    let adviser = adviser_of(&mut conn, actor).await?;
    let patterns =
        store::career_conversations::weekly_pattern::of_adviser(&mut conn, actor.person, today)
            .await?;
    let extra_slots =
        store::career_conversations::extra_slot::of_adviser(&mut conn, actor.person, now).await?;
    let leave =
        store::career_conversations::leave::of_adviser(&mut conn, actor.person, today).await?;
    let sites = store::places::site::all(&mut conn).await?;
    let booked = booked(&mut conn, actor.person, now).await?;
    Ok(Overview {
        adviser,
        rules,
        patterns,
        extra_slots: extra_slots
            .into_iter()
            .map(|slot| {
                let interval = slot.interval;
                with_booked(slot, &booked, |then| then.overlaps(interval))
            })
            .collect(),
        leave: leave
            .into_iter()
            .map(|leave| {
                let days = leave.clone();
                with_booked(leave, &booked, |then| {
                    days.covers(london::day_of(then.start))
                })
            })
            .collect(),
        sites,
        free_times: free.len(),
        next_free: free.first().map(|slot| slot.interval.start),
    })
}

/// The places that an adviser can choose for meeting in person: open sites, by name.
///
/// # Errors
/// `Forbidden` for who isn't an adviser.
pub async fn open_sites(service: &Service, actor: &Actor) -> Result<Vec<Site>, AppError> {
    actor.may(GIVE_CONVERSATIONS)?;
    let mut conn = service.store.read().await?;
    let mut sites = store::places::site::all(&mut conn).await?;
    sites.retain(|site| site.closed_at.is_none());
    Ok(sites)
}

fn with_booked<T>(
    published: T,
    booked: &[Listed],
    is_in: impl Fn(Interval) -> bool,
) -> WithBooked<T> {
    let booked = booked
        .iter()
        .filter(|listed| is_in(listed.conversation.interval))
        .cloned()
        .collect();
    WithBooked { published, booked }
}

/// The adviser's booked conversations that are to come, earliest first.
async fn booked(
    conn: &mut Conn,
    adviser: PersonId,
    now: Instant,
) -> Result<Vec<Listed>, StoreError> {
    let query = ListQuery {
        from: now,
        until: london::start_of_day(london::plus_days(london::day_of(now), DAYS_AHEAD)),
        adviser: Some(adviser),
        status: Some(Status::Booked),
        text: String::new(),
        order: Order::Time,
        asked: AskedPage::first(MOST_BOOKED),
    };
    Ok(
        store::career_conversations::career_conversation::list(conn, &query)
            .await?
            .rows,
    )
}

/// The adviser's rules; the usual ones for who has published nothing yet.
async fn adviser_of(conn: &mut Conn, actor: &Actor) -> Result<Adviser, StoreError> {
    match store::career_conversations::adviser::by_id(conn, actor.person).await {
        Err(StoreError::NotFound) => Ok(Adviser {
            person: actor.person,
            name: actor.name.clone(),
            email: actor.email.clone(),
            about: String::new(),
            buffer_minutes: USUAL_BUFFER_MINUTES,
            notice_hours: None,
            horizon_days: None,
            phone: None,
        }),
        found => found,
    }
}

/// Makes other writers of the diary wait, and makes the diary of who has published nothing yet.
async fn lock(tx: &mut Tx, actor: &Actor) -> Result<Adviser, StoreError> {
    match store::career_conversations::adviser::lock(tx, actor.person).await {
        Err(StoreError::NotFound) => {
            let adviser = adviser_of(tx, actor).await?;
            store::career_conversations::adviser::upsert(tx, &adviser).await?;
            Ok(adviser)
        }
        Ok(()) => adviser_of(tx, actor).await,
        Err(error) => Err(error),
    }
}

/// Refuses a site that is closed or unknown.
async fn check_site(conn: &mut Conn, site: Option<SiteId>) -> Result<(), AppError> {
    let Some(site) = site else { return Ok(()) };
    match store::places::site::by_id(conn, site).await {
        Ok(site) if site.closed_at.is_none() => Ok(()),
        Ok(_) | Err(StoreError::NotFound) => Err(AppError::invalid(
            "site",
            "Choose the place where you meet people",
        )),
        Err(error) => Err(error.into()),
    }
}

/// A part of one's own availability in the log.
fn about(actor: &Actor, object: uuid::Uuid) -> About {
    About::the(AVAILABILITY, object).of(actor.person)
}
