//! What many look at: diaries and all their free slots, made once from what was read once (decision 0012).

use std::sync::{Arc, Mutex, PoisonError};

use domain::career_conversations::id::CareerConversationId;
use domain::kit::app_error::AppError;
use domain::kit::instant::{Instant, Interval};
use domain::kit::london;
use jiff::civil::Date;

use super::diaries::{DaySlots, Diaries, OfferedSlot, Search, fits, reading};
use crate::Service;

/// Stretches of days that are kept, as many as the store keeps.
const STRETCHES: usize = 16;
/// What is free now is free so long after: a time that can no longer be booked by then is refused when it is chosen.
const GOOD_FOR_SECONDS: i64 = 1;

/// The free slots of some days, for whoever looks at them.
#[derive(Debug)]
pub(super) struct Look {
    read: Arc<store::career_conversations::diary::Diaries>,
    days: (Date, Date),
    now: Instant,
    /// Everything else about them.
    pub diaries: Diaries,
    /// In order of time and then of the adviser's name.
    free: Vec<OfferedSlot>,
}

/// What was looked at last, of each stretch of days.
#[derive(Debug, Default)]
pub struct Looks {
    read: store::career_conversations::diary::Shared,
    looks: Mutex<Vec<Arc<Look>>>,
}

impl Looks {
    fn like(
        &self,
        read: &Arc<store::career_conversations::diary::Diaries>,
        days: (Date, Date),
        now: Instant,
    ) -> Option<Arc<Look>> {
        let kept = self.looks.lock().unwrap_or_else(PoisonError::into_inner);
        let is_good = |look: &&Arc<Look>| {
            Arc::ptr_eq(&look.read, read)
                && look.days == days
                && look.now <= now
                && now < look.now.plus_seconds(GOOD_FOR_SECONDS)
        };
        kept.iter().find(is_good).cloned()
    }

    fn keep(&self, look: &Arc<Look>) {
        let mut kept = self.looks.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|other| other.days != look.days);
        if kept.len() >= STRETCHES {
            kept.clear();
        }
        kept.push(look.clone());
    }
}

/// What is free from one day to another, for somebody who looks at it: as it was made for somebody else, if that was a moment ago.
/// The conversation that is being moved leaves its time free.
pub(super) async fn look(
    service: &Service,
    days: (Date, Date),
    moving: Option<CareerConversationId>,
) -> Result<Arc<Look>, AppError> {
    let (now, days_read, interval) = reading(service, days.0, days.1);
    let read = store::career_conversations::diary::look(
        &service.store,
        &service.looks.read,
        now,
        days_read,
        interval,
    )
    .await;
    let read = read?;
    if moving.is_none()
        && let Some(look) = service.looks.like(&read, days, now)
    {
        return Ok(look);
    }
    let diaries = Diaries::of((*read).clone(), days_read.0, moving);
    let free = diaries.free(now, days.0, days.1, &Search::default());
    let look = Arc::new(Look {
        read,
        days,
        now,
        diaries,
        free,
    });
    if moving.is_none() {
        service.looks.keep(&look);
    }
    Ok(look)
}

impl Look {
    /// So many days with slots that suit, the first first, and the next such day if there is one.
    pub fn days(&self, search: &Search, most: usize) -> (Vec<DaySlots>, Option<Date>) {
        let busy: Vec<Interval> = self.diaries.of_member(search.member).collect();
        let suits = |offered: &&OfferedSlot| {
            let slot = &offered.slot;
            search.adviser.is_none_or(|adviser| slot.adviser == adviser)
                && fits(slot, search.way, search.site)
                && !busy.iter().any(|busy| busy.overlaps(slot.interval))
        };
        let mut days: Vec<DaySlots> = Vec::new();
        for offered in self.free.iter().filter(suits) {
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
