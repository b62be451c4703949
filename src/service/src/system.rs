//! What the service does by itself: log, messages, background work, settings.

pub mod announcement;
pub mod audit;
pub mod demo;
pub mod guide;
pub mod health;
pub mod job;
pub(crate) mod message;
pub mod notification;
pub mod outbox;
pub(crate) mod rate_limit;
pub mod retention;
pub mod setting;
pub mod typed;
pub mod work;

use domain::system::LOG;
use domain::system::outbox::NOT_WANTED;

use crate::area::Area;

pub const AREA: Area = Area {
    log: LOG,
    drop_reasons: &[NOT_WANTED],
    left: |work, organisation| {
        Box::pin(async move {
            let now = work.now;
            let ended = store::system::announcement::end_of_organisation(work, organisation, now);
            Ok(ended.await?)
        })
    },
    kept: retention::KEPT,
    ..Area::NONE
};
