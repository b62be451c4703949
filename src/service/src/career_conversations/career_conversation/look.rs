//! What many look at: diaries and all their free slots, made once from what was read once (decision 0012).

use std::sync::Arc;

use domain::career_conversations::id::CareerConversationId;
use domain::kit::app_error::AppError;
use domain::kit::instant::{Instant, Interval};
use domain::kit::london;
use jiff::civil::Date;
use store::career_conversations::diary;

use super::diaries::{DaySlots, Diaries, OfferedSlot, Search, fits, reading};
use crate::Service;
use crate::kit::recent::Recent;

/// What is free now is free so long after: a time that can no longer be booked by then is refused when it is chosen.
const GOOD_FOR_SECONDS: i64 = 1;

/// What was looked at last, of each stretch of days: from today, and from the days that pages further on begin with.
pub type Looks = Recent<(Date, Date), Look>;

/// The free slots of some days, for whoever looks at them.
#[derive(Debug)]
pub struct Look {
    read: diary::Diaries,
    now: Instant,
    /// Everything else about them.
    pub(super) diaries: Diaries,
    /// In order of time and then of the adviser's name.
    free: Vec<OfferedSlot>,
}

/// What is free from one day to another, for somebody who looks at it: as it was made for somebody else, if that was a moment ago.
/// The conversation that is being moved leaves its time free. Whoever books reads for themselves, in the transaction.
pub(super) async fn look(
    service: &Service,
    days: (Date, Date),
    moving: Option<CareerConversationId>,
) -> Result<Arc<Look>, AppError> {
    let (now, days_read, interval) = reading(service, days.0, days.1);
    let is_good = |look: &Look| look.now <= now && now < look.now.plus_seconds(GOOD_FOR_SECONDS);
    let made = |read: diary::Diaries, moving| {
        let diaries = Diaries::of(read.clone(), days_read.0, moving);
        let free = diaries.free(now, days.0, days.1, &Search::default());
        Look {
            read,
            now,
            diaries,
            free,
        }
    };
    let version = || diary::version(&service.store);
    let make = || async {
        let mut conn = service.store.read().await?;
        let read = diary::read(&mut conn, now, days_read, interval).await?;
        Ok::<_, AppError>(made(read, None))
    };
    let look = service.looks.get(days, version, is_good, make).await?;
    if moving.is_none() {
        return Ok(look);
    }
    Ok(Arc::new(made(look.read.clone(), moving)))
}

impl Look {
    /// The slots that suit, in order.
    pub fn suiting<'a>(&'a self, search: &'a Search) -> impl Iterator<Item = &'a OfferedSlot> {
        let busy: Vec<Interval> = self.diaries.of_member(search.member).collect();
        self.free.iter().filter(move |offered| {
            let slot = &offered.slot;
            search.adviser.is_none_or(|adviser| slot.adviser == adviser)
                && fits(slot, search.way, search.site)
                && !busy.iter().any(|busy| busy.overlaps(slot.interval))
        })
    }

    /// So many days with slots that suit, the first first, and the next such day if there is one.
    pub fn days(&self, search: &Search, most: usize) -> (Vec<DaySlots>, Option<Date>) {
        let mut days: Vec<DaySlots> = Vec::new();
        for offered in self.suiting(search) {
            let day = london::day_of(offered.slot.interval.start);
            if let Some(last) = days.last_mut().filter(|last| last.day == day) {
                last.slots.push(offered.clone());
            } else if days.len() == most {
                return (days, Some(day));
            } else {
                days.push(DaySlots {
                    day,
                    slots: vec![offered.clone()],
                });
            }
        }
        (days, None)
    }
}
