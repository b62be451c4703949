//! When an adviser can be booked: weekly times, extra times, leave and bank holidays, and the slots they make.

use std::collections::BTreeSet;
use std::fmt;

use jiff::civil::{Date, Time, Weekday};
use serde::{Deserialize, Serialize};

use crate::career_conversations::career_conversation::Way;
use crate::career_conversations::id::{ExtraSlotId, LeaveId, WeeklyPatternId};
use crate::kit::instant::{Instant, Interval};
use crate::kit::london;
use crate::people::id::PersonId;
use crate::places::id::SiteId;

mod clash;
mod forms;
mod week;

pub use clash::{Clash, ClashForm, ClashRequest, ClashRow, ClashesForm, Decision, MESSAGE_LIMIT};
pub use forms::{
    EndPatternForm, ExtraSlotForm, ExtraSlotRequest, LeaveForm, LeaveRequest, RemoveExtraSlotForm,
    RemoveLeaveForm, RulesForm, RulesRequest,
};
pub use week::{CopyTo, Hours, HoursForm, Press, WeekChange, WeekForm, WeekRequest, key_of, later};

/// Lengths a conversation can have, in minutes.
pub const SLOT_MINUTES: [i64; 2] = [30, 45];

/// Some of the ways to meet.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Ways(u8);

impl Ways {
    #[must_use]
    pub fn all() -> Self {
        Way::ALL.iter().copied().collect()
    }

    /// Reads codes with commas between them (`video,phone`); unknown ones are passed over.
    #[must_use]
    pub fn from_codes(codes: &str) -> Self {
        codes
            .split(',')
            .filter_map(|code| Way::from_code(code.trim()))
            .collect()
    }

    /// The codes with commas between them.
    #[must_use]
    pub fn codes(self) -> String {
        self.iter().map(Way::code).collect::<Vec<_>>().join(",")
    }

    #[must_use]
    pub const fn contains(self, way: Way) -> bool {
        self.0 & (1 << way as u8) != 0
    }

    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Those in both.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub fn iter(self) -> impl Iterator<Item = Way> {
        Way::ALL
            .iter()
            .copied()
            .filter(move |way| self.contains(*way))
    }
}

impl FromIterator<Way> for Ways {
    fn from_iter<I: IntoIterator<Item = Way>>(ways: I) -> Self {
        Self(
            ways.into_iter()
                .fold(0, |bits, way| bits | (1 << way as u8)),
        )
    }
}

impl fmt::Display for Ways {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.codes())
    }
}

/// A weekly time of an adviser, in London clock time: 'Tuesdays 9am to 12pm, 30 minutes each'.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeeklyPattern {
    pub id: WeeklyPatternId,
    pub adviser: PersonId,
    pub weekday: Weekday,
    /// The first conversation starts then.
    pub starts: Time,
    /// The last conversation is over by then.
    pub ends: Time,
    /// 30 or 45.
    pub slot_minutes: i64,
    pub ways: Ways,
    /// Where, if in person.
    pub site: Option<SiteId>,
    pub valid_from: Date,
    /// The first day it no longer holds.
    pub valid_to: Option<Date>,
}

impl WeeklyPattern {
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        self.weekday == day.weekday()
            && self.valid_from <= day
            && self.valid_to.is_none_or(|to| day < to)
    }

    #[must_use]
    pub fn contains(&self, interval: Interval) -> bool {
        let day = london::day_of(interval.start);
        self.holds_on(day)
            && london::at(day, self.starts) <= interval.start
            && interval.end <= london::at(day, self.ends)
    }

    /// Whether the two share a moment of some day.
    #[must_use]
    pub fn clashes_with(&self, other: &Self) -> bool {
        let first_shared_day = self.valid_from.max(other.valid_from);
        let is_over = |pattern: &Self| pattern.valid_to.is_some_and(|to| to <= first_shared_day);
        self.weekday == other.weekday
            && self.starts < other.ends
            && other.starts < self.ends
            && !is_over(self)
            && !is_over(other)
    }
}

/// One extra time of an adviser. It is open on a bank holiday too, because the adviser chose that day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExtraSlot {
    pub id: ExtraSlotId,
    pub adviser: PersonId,
    pub interval: Interval,
    pub ways: Ways,
    /// Where, if in person.
    pub site: Option<SiteId>,
}

/// Days on which an adviser takes no bookings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leave {
    pub id: LeaveId,
    pub adviser: PersonId,
    pub first_day: Date,
    pub last_day: Date,
}

impl Leave {
    #[must_use]
    pub fn covers(&self, day: Date) -> bool {
        self.first_day <= day && day <= self.last_day
    }
}

/// What holds for every slot of an adviser.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookingRules {
    /// Minutes kept free between two conversations.
    pub buffer_minutes: i64,
    /// Shortest time from booking to start, in minutes.
    pub notice_minutes: i64,
    /// Days ahead that can be booked, counting from today.
    pub horizon_days: i64,
}

/// A time that can be booked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slot {
    pub adviser: PersonId,
    pub interval: Interval,
    pub ways: Ways,
    /// Where, if in person.
    pub site: Option<SiteId>,
}

/// All that decides when one adviser can be booked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diary {
    pub adviser: PersonId,
    pub patterns: Vec<WeeklyPattern>,
    pub extra_slots: Vec<ExtraSlot>,
    pub leave: Vec<Leave>,
    /// Conversations already booked.
    pub taken: Vec<Interval>,
    /// Buffer, notice and horizon.
    pub rules: BookingRules,
}

impl Diary {
    /// The free slots that start on `first_day` or later and on `last_day` or earlier, in order of time.
    ///
    /// No two overlap or come closer than the buffer; none starts before `now` and the notice, or after the horizon; none
    /// is on leave; weekly times are closed on `bank_holidays`. Where an extra time and a weekly slot come too close, the
    /// extra time stays.
    #[must_use]
    pub fn free_slots(
        &self,
        now: Instant,
        first_day: Date,
        last_day: Date,
        bank_holidays: &BTreeSet<Date>,
    ) -> Vec<Slot> {
        let today = london::day_of(now);
        let horizon = london::plus_days(
            today,
            i32::try_from(self.rules.horizon_days).unwrap_or(i32::MAX),
        );
        let (first_day, last_day) = (first_day.max(today), last_day.min(horizon));
        if first_day > last_day {
            return Vec::new();
        }
        let opens = now.plus_minutes(self.rules.notice_minutes);
        let mut kept = self.laid_out(first_day, last_day, bank_holidays);
        kept.retain(|slot| {
            let day = london::day_of(slot.interval.start);
            let is_asked_for = first_day <= day && day <= last_day;
            is_asked_for && slot.interval.start >= opens && self.is_free(slot.interval)
        });
        kept.sort_by_key(|slot| slot.interval.start);
        kept
    }

    /// Whether this exact time can be booked now in this way.
    #[must_use]
    pub fn slot_at(
        &self,
        now: Instant,
        start: Instant,
        bank_holidays: &BTreeSet<Date>,
    ) -> Option<Slot> {
        let day = london::day_of(start);
        self.free_slots(now, day, day, bank_holidays)
            .into_iter()
            .find(|slot| slot.interval.start == start)
    }

    /// How many times are laid out on those days, taken or not, as far as it is known now.
    #[must_use]
    pub fn capacity(
        &self,
        first_day: Date,
        last_day: Date,
        bank_holidays: &BTreeSet<Date>,
    ) -> usize {
        self.laid_out(first_day, last_day, bank_holidays)
            .iter()
            .filter(|slot| {
                let day = london::day_of(slot.interval.start);
                first_day <= day && day <= last_day
            })
            .count()
    }

    fn is_free(&self, interval: Interval) -> bool {
        let widened = interval.widened(self.rules.buffer_minutes.max(0));
        !self.taken.iter().any(|taken| taken.overlaps(widened))
    }

    fn is_away(&self, day: Date) -> bool {
        self.leave.iter().any(|leave| leave.covers(day))
    }

    /// Every slot of those days that keeps its distance from the others, taken or not. The days around them are laid too,
    /// because a slot just before midnight can come too close to one just after it: so a day has the same slots whichever
    /// other days are asked for.
    fn laid_out(
        &self,
        first_day: Date,
        last_day: Date,
        bank_holidays: &BTreeSet<Date>,
    ) -> Vec<Slot> {
        let mut kept = self.distant_extra_slots();
        let extra = kept.len();
        let (day_before, day_after) = (
            london::plus_days(first_day, -1),
            london::plus_days(last_day, 1),
        );
        for slot in self.weekly_slots_between(day_before, day_after, bank_holidays) {
            let widened = slot.interval.widened(self.rules.buffer_minutes.max(0));
            let is_crowded = |other: &Slot| other.interval.overlaps(widened);
            let (extra_slots, weekly_slots) = kept.split_at(extra);
            // Weekly slots come in order of time, so only the last one kept can be too close.
            let crowded =
                extra_slots.iter().any(is_crowded) || weekly_slots.last().is_some_and(is_crowded);
            if !crowded {
                kept.push(slot);
            }
        }
        kept
    }

    /// Extra times that are not on leave, each at least the buffer after the one before.
    fn distant_extra_slots(&self) -> Vec<Slot> {
        let mut slots: Vec<Slot> = self
            .extra_slots
            .iter()
            .filter(|extra| !self.is_away(london::day_of(extra.interval.start)))
            .map(|extra| Slot {
                adviser: self.adviser,
                interval: extra.interval,
                ways: extra.ways,
                site: extra.site,
            })
            .collect();
        slots.sort_by_key(|slot| slot.interval);
        let mut last_end = None;
        slots.retain(|slot| {
            let widened = slot.interval.widened(self.rules.buffer_minutes.max(0));
            let is_distant = last_end.is_none_or(|end| end <= widened.start);
            if is_distant {
                last_end = Some(slot.interval.end);
            }
            is_distant
        });
        slots
    }

    fn weekly_slots_between(
        &self,
        first_day: Date,
        last_day: Date,
        bank_holidays: &BTreeSet<Date>,
    ) -> Vec<Slot> {
        let mut slots = Vec::new();
        let mut day = first_day;
        while day <= last_day {
            if !bank_holidays.contains(&day) && !self.is_away(day) {
                self.weekly_slots_on(day, &mut slots);
            }
            let Ok(next) = day.tomorrow() else { break };
            day = next;
        }
        slots.sort_by_key(|slot: &Slot| slot.interval.start);
        slots
    }

    /// Slots are laid from the pattern's start in elapsed time, so that they stay the same length over a clock change.
    fn weekly_slots_on(&self, day: Date, slots: &mut Vec<Slot>) {
        for pattern in self.patterns.iter().filter(|pattern| pattern.holds_on(day)) {
            let end = london::at(day, pattern.ends);
            let mut start = london::at(day, pattern.starts);
            while pattern.slot_minutes > 0 && start.plus_minutes(pattern.slot_minutes) <= end {
                slots.push(Slot {
                    adviser: self.adviser,
                    interval: Interval::lasting(start, pattern.slot_minutes),
                    ways: pattern.ways,
                    site: pattern.site,
                });
                start = start.plus_minutes(pattern.slot_minutes + self.rules.buffer_minutes.max(0));
            }
        }
    }
}
