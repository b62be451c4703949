//! The log for administrators, the notes of who looked and who was refused, and the chain over all rows. What changes something notes
//! it itself: [`crate::work::Work::note`].

mod chain;
mod noted;

use domain::kit::app_error::AppError;
use domain::kit::london;
use domain::people::actor::Actor;
use domain::system::audit::{Action, ObjectKind};
use domain::system::permission::ADMINISTER_SYSTEM;
use jiff::civil::Date;
use store::system::audit::ListQuery;
use store::{AskedPage, Paged};

use crate::Service;

pub use chain::{Fault, Proof, link_waiting, verify};
pub use noted::{Noted, note_page, write_noted};
pub(crate) use noted::{looked_at, not_theirs};
pub use store::system::audit::Listed;

pub const ON_A_PAGE: i64 = 50;
/// The most days that can be looked at together.
pub const MOST_DAYS: i32 = 366;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Search {
    pub first_day: Date,
    pub last_day: Date,
    /// Part of the name of who did it; empty for anyone.
    pub actor: String,
    pub action: Option<&'static Action>,
    pub object_kind: Option<&'static ObjectKind>,
    /// From 1.
    pub page: i64,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The latest first.
    pub entries: Paged<Listed>,
    /// The last day that was looked at: earlier than asked when that was too far.
    pub last_day: Date,
}

/// What was done on some days.
///
/// # Errors
/// `Forbidden` for who isn't an administrator of the whole system.
pub async fn list(service: &Service, actor: &Actor, search: &Search) -> Result<Found, AppError> {
    actor.may(ADMINISTER_SYSTEM)?;
    let last_day = search
        .last_day
        .max(search.first_day)
        .min(london::plus_days(search.first_day, MOST_DAYS - 1));
    let query = ListQuery {
        from: london::start_of_day(search.first_day),
        until: london::start_of_day(london::plus_days(last_day, 1)),
        actor: search.actor.clone(),
        action: search.action.map_or("", Action::code).to_owned(),
        object_kind: search.object_kind.map_or("", ObjectKind::code).to_owned(),
        asked: AskedPage::new(search.page, ON_A_PAGE),
    };
    let mut conn = service.store.read().await?;
    Ok(Found {
        entries: store::system::audit::list(&mut conn, &query).await?,
        last_day,
    })
}
