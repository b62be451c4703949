//! The diaries of all advisers: what is free, what is taken, and what is nearest to what somebody wanted.

use std::collections::{BTreeSet, HashMap};

use domain::career_conversations::availability::{BookingRules, Clash, Diary, Slot, WeeklyPattern};
use domain::career_conversations::career_conversation::{CareerConversation, SlotChoice, Way};
use domain::career_conversations::conflict;
use domain::career_conversations::id::CareerConversationId;
use domain::career_conversations::settings::{HORIZON_DAYS, Rules};
use domain::career_conversations::waiting_list::Wish;
use domain::kit::app_error::{AppError, Choice, ConflictCode};
use domain::kit::instant::{Instant, Interval};
use domain::kit::london;
use domain::kit::words;
use domain::people::id::PersonId;
use domain::places::id::SiteId;
use jiff::civil::Date;
use store::Conn;
use store::career_conversations::adviser::Adviser;
use store::career_conversations::career_conversation::Taken;
use store::career_conversations::waiting_list::Held;

use crate::Service;

/// Times offered after a conflict.
const ALTERNATIVES: usize = 5;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Search {
    /// Any if `None`.
    pub way: Option<Way>,
    /// If in person.
    pub site: Option<SiteId>,
    /// Anyone if `None`.
    pub adviser: Option<PersonId>,
    /// On this day or later; from now on if `None`.
    pub from: Option<Date>,
    /// A conversation that is being moved: its own time counts as free.
    pub moving: Option<CareerConversationId>,
    /// For whom: times at which they have another conversation are left out.
    pub member: Option<PersonId>,
}

/// A time that someone has chosen, and for whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    pub member: PersonId,
    pub slot: SlotChoice,
    pub way: Way,
    /// If in person.
    pub site: Option<SiteId>,
    /// The conversation that is being moved there.
    pub moving: Option<CareerConversationId>,
}

/// A free slot and with whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferedSlot {
    pub slot: Slot,
    pub adviser_name: String,
}

/// The free slots of one day, in order of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DaySlots {
    pub day: Date,
    pub slots: Vec<OfferedSlot>,
}

/// Every active adviser's diary.
#[derive(Debug)]
pub(crate) struct Diaries {
    diaries: Vec<(Diary, String)>,
    bank_holidays: BTreeSet<Date>,
    taken: Vec<Taken>,
    held: Vec<Held>,
}

impl Diaries {
    /// Reads all diaries up to the last day that anybody can be asked to book. A time that is kept for somebody on the waiting list
    /// is not free.
    pub(crate) async fn load(
        service: &Service,
        conn: &mut Conn,
        moving: Option<CareerConversationId>,
    ) -> Result<Self, AppError> {
        let today = london::day_of(service.now());
        let (_, furthest) = HORIZON_DAYS.limits;
        let last = london::plus_days(today, i32::try_from(furthest).unwrap_or(i32::MAX));
        Self::between(service, conn, (today, last), moving).await
    }

    /// Reads what decides whether one time can be booked: all diaries with what is booked and kept on its day.
    pub(crate) async fn about(
        service: &Service,
        conn: &mut Conn,
        start: Instant,
        moving: Option<CareerConversationId>,
    ) -> Result<Self, AppError> {
        let day = london::day_of(start);
        Self::between(service, conn, (day, day), moving).await
    }

    /// Reads all diaries with what is booked and kept from one day to another. The conversation that is being moved leaves its time
    /// free.
    pub(super) async fn between(
        service: &Service,
        conn: &mut Conn,
        (first, last): (Date, Date),
        moving: Option<CareerConversationId>,
    ) -> Result<Self, AppError> {
        let (now, days, interval) = reading(service, first, last);
        let read = store::career_conversations::diary::read(conn, now, days, interval).await;
        let read = read?;
        Ok(Self::of(read, days.0, moving))
    }

    pub(super) fn of(
        mut read: store::career_conversations::diary::Diaries,
        today: Date,
        moving: Option<CareerConversationId>,
    ) -> Self {
        read.taken.retain(|taken| Some(taken.id) != moving);
        let rules = Rules::on(today, &read.settings);
        let mut diaries: HashMap<PersonId, Diary> = read
            .advisers
            .iter()
            .map(|adviser| (adviser.person, empty_diary(adviser, &rules)))
            .collect();
        for pattern in read.patterns {
            if let Some(diary) = diaries.get_mut(&pattern.adviser) {
                diary.patterns.push(pattern);
            }
        }
        for slot in read.extra_slots {
            if let Some(diary) = diaries.get_mut(&slot.adviser) {
                diary.extra_slots.push(slot);
            }
        }
        for leave in read.leave {
            if let Some(diary) = diaries.get_mut(&leave.adviser) {
                diary.leave.push(leave);
            }
        }
        let booked = read
            .taken
            .iter()
            .map(|taken| (taken.adviser, taken.interval));
        let held = read.held.iter().map(|held| (held.adviser, held.interval));
        for (adviser, interval) in booked.chain(held) {
            if let Some(diary) = diaries.get_mut(&adviser) {
                diary.taken.push(interval);
            }
        }
        Self {
            diaries: read
                .advisers
                .into_iter()
                .filter_map(|adviser| Some((diaries.remove(&adviser.person)?, adviser.name)))
                .collect(),
            bank_holidays: read
                .bank_holidays
                .iter()
                .map(|holiday| holiday.day)
                .collect(),
            taken: read.taken,
            held: read.held,
        }
    }

    /// Treats an adviser's time that is kept for somebody as free: for whom it is kept.
    pub(crate) fn release(&mut self, adviser: PersonId, interval: Interval) {
        let is_it = |held: &Held| held.adviser == adviser && held.interval == interval;
        self.held.retain(|held| !is_it(held));
        for (diary, _) in &mut self.diaries {
            if diary.adviser == adviser {
                diary.taken.retain(|taken| *taken != interval);
            }
        }
    }

    /// Treats these as the adviser's weekly times.
    pub(crate) fn publish(&mut self, adviser: PersonId, patterns: &[WeeklyPattern]) {
        for (diary, _) in &mut self.diaries {
            if diary.adviser == adviser {
                diary.patterns = patterns.to_vec();
            }
        }
    }

    /// One adviser's free times, in order, with the rules that hold for them; nothing for who can't be booked.
    pub(crate) fn free_with(
        &self,
        now: Instant,
        adviser: PersonId,
    ) -> Option<(Vec<Slot>, BookingRules)> {
        let (diary, _) = self
            .diaries
            .iter()
            .find(|(diary, _)| diary.adviser == adviser)?;
        let today = london::day_of(now);
        let slots = diary.free_slots(now, today, self.horizon(now), &self.bank_holidays);
        Some((slots, diary.rules))
    }

    /// The first free times that somebody wishes for, at most `most`.
    pub(crate) fn wished(
        &self,
        now: Instant,
        member: PersonId,
        wish: &Wish,
        most: usize,
    ) -> Vec<OfferedSlot> {
        let search = Search {
            way: Some(wish.way),
            site: wish.site,
            adviser: wish.adviser,
            member: Some(member),
            ..Search::default()
        };
        let mut free = self.free(now, london::day_of(now), self.horizon(now), &search);
        free.retain(|offered| wish.is_met_by(&offered.slot));
        free.truncate(most);
        free
    }

    /// Why a booked conversation no longer fits what its adviser has published; `None` while it does.
    pub(crate) fn clash(&self, booked: &CareerConversation) -> Option<Clash> {
        let (diary, _) = self
            .diaries
            .iter()
            .find(|(diary, _)| diary.adviser == booked.adviser)?;
        diary.clash(booked, &self.bank_holidays)
    }

    pub(super) fn horizon(&self, now: Instant) -> Date {
        let days = self
            .diaries
            .iter()
            .map(|(diary, _)| diary.rules.horizon_days)
            .max()
            .unwrap_or(0);
        london::plus_days(london::day_of(now), i32::try_from(days).unwrap_or(365))
    }

    pub(super) fn names(&self) -> Vec<(PersonId, String)> {
        self.diaries
            .iter()
            .map(|(diary, name)| (diary.adviser, name.clone()))
            .collect()
    }

    /// The free slots that fit the search, in order of time and then of the adviser's name.
    pub(super) fn free(
        &self,
        now: Instant,
        first: Date,
        last: Date,
        search: &Search,
    ) -> Vec<OfferedSlot> {
        let busy: Vec<Interval> = self.of_member(search.member).collect();
        let wanted = |diary: &Diary| {
            search
                .adviser
                .is_none_or(|adviser| diary.adviser == adviser)
        };
        let mut offered: Vec<OfferedSlot> = self
            .diaries
            .iter()
            .filter(|(diary, _)| wanted(diary))
            .flat_map(|(diary, name)| {
                let slots = diary.free_slots(now, first, last, &self.bank_holidays);
                slots.into_iter().map(|slot| OfferedSlot {
                    slot,
                    adviser_name: name.clone(),
                })
            })
            .filter(|offered| fits(&offered.slot, search.way, search.site))
            .filter(|offered| !busy.iter().any(|busy| busy.overlaps(offered.slot.interval)))
            .collect();
        offered.sort_by(|a, b| {
            (a.slot.interval.start, &a.adviser_name).cmp(&(b.slot.interval.start, &b.adviser_name))
        });
        offered
    }

    pub(crate) fn is_busy(&self, member: Option<PersonId>, interval: Interval) -> bool {
        self.of_member(member).any(|busy| busy.overlaps(interval))
    }

    /// When the member has other conversations.
    pub(super) fn of_member(&self, member: Option<PersonId>) -> impl Iterator<Item = Interval> {
        let theirs = self
            .taken
            .iter()
            .filter(move |taken| Some(taken.member) == member);
        theirs.map(|taken| taken.interval)
    }

    /// The slot that is wanted, if it is offered now in this way at this place; else why not.
    pub(crate) fn offered(
        &self,
        now: Instant,
        wanted: &Wanted,
    ) -> Result<OfferedSlot, ConflictCode> {
        let diary = self
            .diaries
            .iter()
            .find(|(diary, _)| diary.adviser == wanted.slot.adviser);
        let offered = diary.and_then(|(diary, name)| {
            let slot = diary
                .slot_at(now, wanted.slot.start, &self.bank_holidays)
                .filter(|slot| fits(slot, Some(wanted.way), wanted.site))?;
            Some(OfferedSlot {
                slot,
                adviser_name: name.clone(),
            })
        });
        match offered {
            Some(offered) if self.is_busy(Some(wanted.member), offered.slot.interval) => {
                Err(conflict::MEMBER_BUSY)
            }
            Some(offered) => Ok(offered),
            None if self.is_taken(wanted.slot) => Err(conflict::SLOT_TAKEN),
            None => Err(conflict::SLOT_UNAVAILABLE),
        }
    }

    /// Whether the adviser has another conversation at the chosen time, or it is kept for somebody.
    fn is_taken(&self, choice: SlotChoice) -> bool {
        let booked = self
            .taken
            .iter()
            .map(|taken| (taken.adviser, taken.interval));
        let held = self.held.iter().map(|held| (held.adviser, held.interval));
        booked.chain(held).any(|(adviser, interval)| {
            adviser == choice.adviser
                && interval.start <= choice.start
                && choice.start < interval.end
        })
    }

    /// The nearest times to the wanted one that can be booked: the same way and place, the closest first.
    pub(crate) fn alternatives(&self, now: Instant, wanted: &Wanted) -> Vec<Choice> {
        self.nearest(now, wanted).iter().map(words_of).collect()
    }

    /// Moves a conversation to the nearest other time that it can have, in these diaries alone: what is moved after it finds that time
    /// taken. `None` where there is none.
    pub(crate) fn move_to_nearest(
        &mut self,
        now: Instant,
        moving: CareerConversationId,
        wanted: &Wanted,
    ) -> Option<Choice> {
        let own = self.taken.iter().position(|taken| taken.id == moving)?;
        let before = self.taken.remove(own);
        self.release(before.adviser, before.interval);
        let here = (wanted.slot.start, wanted.slot.adviser);
        let nearest = self
            .nearest(now, wanted)
            .into_iter()
            .find(|offered| (offered.slot.interval.start, offered.slot.adviser) != here);
        let (adviser, interval) = match &nearest {
            Some(offered) => (offered.slot.adviser, offered.slot.interval),
            None => (before.adviser, before.interval),
        };
        for (diary, _) in &mut self.diaries {
            if diary.adviser == adviser {
                diary.taken.push(interval);
            }
        }
        self.taken.push(Taken {
            adviser,
            interval,
            ..before
        });
        nearest.as_ref().map(words_of)
    }

    fn nearest(&self, now: Instant, wanted: &Wanted) -> Vec<OfferedSlot> {
        let start = wanted.slot.start;
        let day = london::day_of(start);
        let search = Search {
            way: Some(wanted.way),
            site: wanted.site,
            member: Some(wanted.member),
            ..Search::default()
        };
        let week_either_side = (london::plus_days(day, -7), london::plus_days(day, 7));
        let mut slots = self.free(now, week_either_side.0, week_either_side.1, &search);
        if slots.len() < ALTERNATIVES {
            slots = self.free(now, london::day_of(now), self.horizon(now), &search);
        }
        slots.sort_by_key(|offered| {
            let far = start.minutes_until(offered.slot.interval.start).abs();
            (far, offered.slot.adviser != wanted.slot.adviser)
        });
        slots.truncate(ALTERNATIVES);
        slots
    }
}

/// What is read to look at some days: as it is now, from today to the last of them, and what is taken on them and on the days before
/// and after, for a buffer may reach over midnight.
pub(super) fn reading(
    service: &Service,
    first: Date,
    last: Date,
) -> (Instant, (Date, Date), Interval) {
    let now = service.now();
    let interval = Interval {
        start: london::start_of_day(london::plus_days(first, -1)),
        end: london::start_of_day(london::plus_days(last, 2)),
    };
    (now, (london::day_of(now), last), interval)
}

pub(super) fn fits(slot: &Slot, way: Option<Way>, site: Option<SiteId>) -> bool {
    way.is_none_or(|way| slot.ways.contains(way))
        && (way != Some(Way::InPerson) || site.is_none_or(|site| slot.site == Some(site)))
}

fn words_of(offered: &OfferedSlot) -> Choice {
    let choice = SlotChoice {
        start: offered.slot.interval.start,
        adviser: offered.slot.adviser,
    };
    Choice {
        value: choice.to_string(),
        label: format!(
            "{} with {}",
            words::day_and_time_range(offered.slot.interval),
            offered.adviser_name
        ),
    }
}

/// An adviser's diary with their rules and nothing in it.
pub(crate) fn empty_diary(adviser: &Adviser, usual: &Rules) -> Diary {
    Diary {
        adviser: adviser.person,
        patterns: Vec::new(),
        extra_slots: Vec::new(),
        leave: Vec::new(),
        taken: Vec::new(),
        rules: BookingRules {
            buffer_minutes: adviser.buffer_minutes,
            notice_minutes: adviser.notice_hours.unwrap_or(usual.notice_hours) * 60,
            horizon_days: adviser.horizon_days.unwrap_or(usual.horizon_days),
        },
    }
}
