//! What each area brings to what all areas share.

use domain::kit::app_error::AppError;
use domain::kit::calendar::Entry;
use domain::kit::instant::Interval;
use domain::people::actor::Actor;
use domain::people::id::PersonId;
use domain::people::permission::Permission;
use domain::people::role::Grant;
use domain::places::id::OrganisationId;
use domain::seats::PlaceKind;
use domain::seats::id::OfferId;
use domain::system::audit::Part;
use domain::system::outbox::{AboutKind, DropReason, Topic};
use domain::system::settings::Setting;
use serde_json::{Map, Value};
use store::{Conn, StoreError};
use uuid::Uuid;

use crate::Service;
use crate::kit::calendar::Event;
use crate::kit::later::Later;
use crate::system::outbox::MaySend;
use crate::system::retention::Rule;
use crate::work::Work;

/// What an area brings. Each writes its own beside its name: [`crate::career_conversations::AREA`].
#[derive(Debug, Clone, Copy)]
pub struct Area {
    /// What the log records.
    pub(crate) log: &'static [Part],
    pub(crate) settings: &'static [Setting],
    /// The wording of a code in an entry of the log, by the name of the detail.
    pub(crate) words: fn(&str, &str) -> Option<&'static str>,
    /// What its messages are about, and whether one may still be sent.
    pub(crate) messages: &'static [(AboutKind, MaySend)],
    pub(crate) drop_reasons: &'static [DropReason],
    /// What its messages bring news of that somebody may want no email of, and whose news it is.
    pub(crate) topics: &'static [(Topic, &'static [Permission])],
    /// Whether anything of it can stand in the calendar of somebody with these roles.
    pub(crate) has_events: fn(&[Grant]) -> bool,
    /// What begins in somebody's calendar during an interval.
    pub(crate) events: Events,
    /// When somebody could be booked and when they are away, during an interval: for their own calendar here, and no other program's.
    pub(crate) times: Times,
    /// What time brings, seen to every second: what it is, in a warning's words, and a round of it.
    pub(crate) due: &'static [(&'static str, Due)],
    /// What becomes of an offer of its places that nobody answered in time.
    pub(crate) ran_out: &'static [(PlaceKind, RanOut)],
    /// How long its rows are kept.
    pub(crate) kept: &'static [Rule],
    /// What ends when somebody's account is closed or erased, in the transaction that does so.
    pub(crate) closed: Closed,
    /// What ends when an organisation leaves, in the transaction in which it does.
    pub(crate) left: Left,
    /// Asked before anything of an actor's is erased: takes the locks that this needs, and gives what is to end with it.
    pub(crate) erasing: Erasing,
    /// Ends this once the name is gone, so that no message says it again, and adds what the log says of it.
    pub(crate) erased: Erased,
}

/// A round of what is due. Says how many were seen to.
pub type Due = for<'a> fn(&'a Service) -> Later<'a, Result<usize, AppError>>;

/// Closes an offer whose deadline has passed, and passes its place on: each in a transaction of its own.
pub(crate) type RanOut = for<'a> fn(&'a Service, OfferId) -> Later<'a, Result<(), AppError>>;

type Events = for<'a> fn(
    &'a Service,
    &'a mut Conn,
    PersonId,
    Interval,
) -> Later<'a, Result<Vec<Event>, StoreError>>;

type Times = for<'a> fn(
    &'a Service,
    &'a mut Conn,
    &'a Actor,
    Interval,
) -> Later<'a, Result<Vec<Entry>, AppError>>;

type Closed = for<'a> fn(&'a mut Work<'_>, PersonId) -> Later<'a, Result<(), AppError>>;

type Left = for<'a> fn(&'a mut Work<'_>, OrganisationId) -> Later<'a, Result<(), AppError>>;

type Erasing = for<'a> fn(&'a mut Work<'_>, PersonId) -> Later<'a, Result<Vec<Uuid>, AppError>>;

type Erased = for<'a> fn(
    &'a mut Work<'_>,
    Vec<Uuid>,
    &'a mut Map<String, Value>,
) -> Later<'a, Result<(), AppError>>;

impl Area {
    pub(crate) const NONE: Self = Self {
        log: &[],
        settings: &[],
        words: |_, _| None,
        messages: &[],
        drop_reasons: &[],
        topics: &[],
        has_events: |_| false,
        events: |_, _, _, _| Box::pin(async { Ok(Vec::new()) }),
        times: |_, _, _, _| Box::pin(async { Ok(Vec::new()) }),
        due: &[],
        ran_out: &[],
        kept: &[],
        closed: |_, _| Box::pin(async { Ok(()) }),
        left: |_, _| Box::pin(async { Ok(()) }),
        erasing: |_, _| Box::pin(async { Ok(Vec::new()) }),
        erased: |_, _, _| Box::pin(async { Ok(()) }),
    };
}
