//! An adviser's usual week as one form: what is typed, what it asks for, and what of the published it changes.

use std::collections::BTreeMap;

use jiff::civil::{Date, Time, Weekday};
use serde::{Deserialize, Serialize};

use super::forms::{parse_site, parse_slot_minutes, parse_ways};
use super::{SLOT_MINUTES, Ways, WeeklyPattern};
use crate::career_conversations::career_conversation::Way;
use crate::career_conversations::id::WeeklyPatternId;
use crate::kit::field_errors::FieldErrors;
use crate::kit::london;
use crate::kit::tidy;
use crate::kit::when::{TypedDay, parse_hours};
use crate::kit::words;
use crate::people::id::PersonId;
use crate::places::id::SiteId;

/// Hours of one day that differ in how people meet: more than anybody has.
const MOST_OF_A_DAY: usize = 9;

/// Hours of one day that are alike in all but their times.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct HoursForm {
    /// '9am to 12pm, 1pm to 5pm'; empty for none.
    pub times: String,
    pub slot_minutes: String,
    pub video: String,
    pub phone: String,
    pub in_person: String,
    pub site: String,
}

impl HoursForm {
    /// No times; half an hour each by video or phone, as they are until the adviser says otherwise.
    #[must_use]
    pub fn usual() -> Self {
        Self {
            slot_minutes: SLOT_MINUTES[0].to_string(),
            video: "on".to_owned(),
            phone: "on".to_owned(),
            ..Self::default()
        }
    }

    /// No times, and all else as this weekly time has it.
    #[must_use]
    fn like(pattern: &WeeklyPattern) -> Self {
        let ticked = |way| match pattern.ways.contains(way) {
            true => "on".to_owned(),
            false => String::new(),
        };
        Self {
            times: String::new(),
            slot_minutes: pattern.slot_minutes.to_string(),
            video: ticked(Way::Video),
            phone: ticked(Way::Phone),
            in_person: ticked(Way::InPerson),
            site: pattern
                .site
                .map(|site| site.to_string())
                .unwrap_or_default(),
        }
    }

    fn without_times(&self) -> Self {
        Self {
            times: String::new(),
            ..self.clone()
        }
    }

    fn is_empty(&self) -> bool {
        tidy::name(&self.times).is_empty()
    }

    /// Each of the times; what is wrong is noted under the key's fields.
    fn read(self, weekday: Weekday, key: &str, errors: &mut FieldErrors) -> Vec<Hours> {
        let day = words::weekday(weekday);
        let of_day = |message: &str| format!("{message} on {day}");
        let times = errors.take(&format!("hours-{key}"), parse_hours(day, &self.times));
        let length = parse_slot_minutes(&self.slot_minutes).map_err(of_day);
        let slot_minutes = errors.take(&format!("length-{key}"), length);
        let ways = parse_ways(&self.video, &self.phone, &self.in_person).map_err(of_day);
        let ways = errors.take(&format!("ways-{key}"), ways);
        let site = parse_site(ways, &self.site).map_err(of_day);
        let site = errors.take(&format!("site-{key}"), site);
        let (Some(times), Some(slot_minutes), Some(ways), Some(site)) =
            (times, slot_minutes, ways, site)
        else {
            return Vec::new();
        };
        if times.iter().any(|span| minutes_of(*span) < slot_minutes) {
            let message =
                format!("{day}’s hours must be at least {slot_minutes} minutes from start to end");
            errors.push(&format!("hours-{key}"), message);
        }
        let hours = times.into_iter().map(|(starts, ends)| Hours {
            key: key.to_owned(),
            weekday,
            starts,
            ends,
            slot_minutes,
            ways,
            site,
        });
        hours.collect()
    }
}

fn minutes_of((starts, ends): (Time, Time)) -> i64 {
    let minutes = |time: Time| i64::from(time.hour()) * 60 + i64::from(time.minute());
    minutes(ends) - minutes(starts)
}

/// What a button of the form does to what is typed, before anything is saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Press {
    /// The hours of a day become those of others too.
    Copy(Weekday, CopyTo),
    /// Room for more hours on a day, that differ in how people meet.
    More(Weekday),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CopyTo {
    NextDay,
    /// Monday to Friday.
    Weekdays,
}

impl CopyTo {
    /// The days that the hours of a day are copied to.
    #[must_use]
    pub fn days(self, from: Weekday) -> Vec<Weekday> {
        let all = Weekday::Monday.cycle_forward().take(7);
        let is_meant = |day: &Weekday| match self {
            Self::NextDay => *day == from.wrapping_add(1),
            Self::Weekdays => number(*day) <= 5 && *day != from,
        };
        all.filter(is_meant).collect()
    }
}

impl Press {
    /// As the button sends it.
    #[must_use]
    pub fn code(self) -> String {
        match self {
            Self::Copy(day, CopyTo::NextDay) => format!("copy-{}-next", code(day)),
            Self::Copy(day, CopyTo::Weekdays) => format!("copy-{}-weekdays", code(day)),
            Self::More(day) => format!("more-{}", code(day)),
        }
    }

    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let mut parts = code.split('-');
        let (what, day) = (parts.next()?, weekday(parts.next()?)?);
        match (what, parts.next(), parts.next()) {
            ("copy", Some("next"), None) => Some(Self::Copy(day, CopyTo::NextDay)),
            ("copy", Some("weekdays"), None) => Some(Self::Copy(day, CopyTo::Weekdays)),
            ("more", None, None) => Some(Self::More(day)),
            _ => None,
        }
    }
}

/// 'Change your usual week'.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct WeekForm {
    /// The mark of what was published when the form was filled in.
    pub seen: String,
    /// The first day of the week that is asked for; empty for today.
    pub from: TypedDay,
    /// By day and place in it: `monday-0` are Monday’s first.
    pub hours: BTreeMap<String, HoursForm>,
    /// How many booked conversations one has been told would no longer fit.
    pub clashes: String,
    /// The button; empty for the one that saves.
    pub press: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeekRequest {
    pub seen: String,
    pub from: Option<Date>,
    /// By day and time; no two share a moment.
    pub hours: Vec<Hours>,
    pub clashes: usize,
}

/// Weekly hours that are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hours {
    /// Where they stand in the form.
    pub key: String,
    pub weekday: Weekday,
    pub starts: Time,
    pub ends: Time,
    pub slot_minutes: i64,
    pub ways: Ways,
    pub site: Option<SiteId>,
}

impl WeekForm {
    /// The week that begins on that day, as it is published.
    #[must_use]
    pub fn of(patterns: &[WeeklyPattern], from: Date) -> Self {
        let mut week: Vec<&WeeklyPattern> = in_week(patterns, from).collect();
        week.sort_by_key(|pattern| (number(pattern.weekday), pattern.starts));
        let usual = week
            .first()
            .map_or_else(HoursForm::usual, |first| HoursForm::like(first));
        let mut form = Self::default();
        for day in Weekday::Monday.cycle_forward().take(7) {
            let of_day = week.iter().filter(|pattern| pattern.weekday == day);
            form.put(day, hours_of_day(of_day.copied(), &usual));
        }
        form
    }

    /// The hours of a day, in their order.
    pub fn of_day(&self, day: Weekday) -> impl Iterator<Item = (&String, &HoursForm)> {
        let of_day = move |(key, _): &(&String, &HoursForm)| weekday_of(key) == Some(day);
        self.hours.iter().filter(of_day)
    }

    /// What the button does, unless it saves.
    #[must_use]
    pub fn pressed(&self) -> Option<Press> {
        Press::from_code(&self.press)
    }

    /// The form after that.
    #[must_use]
    pub fn after(mut self, press: Press) -> Self {
        let hours_on = |form: &Self, day| -> Vec<HoursForm> {
            form.of_day(day).map(|(_, hours)| hours.clone()).collect()
        };
        match press {
            Press::Copy(from, to) => {
                let hours = hours_on(&self, from);
                for day in to.days(from) {
                    self.put(day, hours.clone());
                }
            }
            Press::More(day) => {
                let mut hours = hours_on(&self, day);
                let last = hours.last().map(HoursForm::without_times);
                hours.push(last.unwrap_or_else(HoursForm::usual));
                self.put(day, hours);
            }
        }
        self
    }

    /// With at least one row for each day, whatever was sent.
    #[must_use]
    pub fn whole(mut self) -> Self {
        for day in Weekday::Monday.cycle_forward().take(7) {
            if self.of_day(day).next().is_none() {
                self.put(day, vec![HoursForm::usual()]);
            }
        }
        self
    }

    /// Puts these hours in the place of a day's.
    pub fn put(&mut self, day: Weekday, hours: Vec<HoursForm>) {
        self.hours.retain(|key, _| weekday_of(key) != Some(day));
        let keys = (0..MOST_OF_A_DAY).map(|at| key_of(day, at));
        self.hours.extend(keys.zip(hours));
    }

    pub fn parse(self) -> Result<WeekRequest, FieldErrors> {
        let mut errors = FieldErrors::default();
        let mut hours = Vec::new();
        for (key, form) in self.hours {
            match weekday_of(&key) {
                _ if form.is_empty() => {}
                Some(day) => hours.extend(form.read(day, &key, &mut errors)),
                None => errors.push("hours-monday-0", crate::kit::field_errors::OPEN_AGAIN),
            }
        }
        hours.sort_by_key(|hours| (number(hours.weekday), hours.starts));
        note_overlaps(&hours, &mut errors);
        let from = match self.from.is_empty() {
            true => None,
            false => errors.take("from", self.from.read("first day")),
        };
        errors.or(WeekRequest {
            seen: self.seen,
            from,
            hours,
            clashes: self.clashes.trim().parse().unwrap_or_default(),
        })
    }
}

/// A day's hours, those together that are alike in all but their times; one without times where there are none.
fn hours_of_day<'a>(
    patterns: impl Iterator<Item = &'a WeeklyPattern>,
    usual: &HoursForm,
) -> Vec<HoursForm> {
    let mut of_day: Vec<HoursForm> = Vec::new();
    for pattern in patterns {
        let like = HoursForm::like(pattern);
        let times = range_words(pattern.starts, pattern.ends);
        match of_day.iter_mut().find(|each| each.without_times() == like) {
            Some(each) => each.times += &format!(", {times}"),
            None => of_day.push(HoursForm { times, ..like }),
        }
    }
    if of_day.is_empty() {
        of_day.push(usual.without_times());
    }
    of_day
}

fn note_overlaps(hours: &[Hours], errors: &mut FieldErrors) {
    for pair in hours.windows(2) {
        let [earlier, later] = pair else { continue };
        if earlier.weekday == later.weekday && later.starts < earlier.ends {
            let message = format!(
                "{} to {} and {} to {} on {} overlap. Change one of them",
                words::clock_time(earlier.starts),
                words::clock_time(earlier.ends),
                words::clock_time(later.starts),
                words::clock_time(later.ends),
                words::weekday(later.weekday),
            );
            errors.push(&format!("hours-{}", later.key), message);
        }
    }
}

fn range_words(starts: Time, ends: Time) -> String {
    format!(
        "{} to {}",
        words::clock_time(starts),
        words::clock_time(ends)
    )
}

const fn number(day: Weekday) -> i8 {
    day.to_monday_one_offset()
}

fn code(day: Weekday) -> String {
    words::weekday(day).to_lowercase()
}

/// Where hours of a day stand in the form: `monday-0`.
#[must_use]
pub fn key_of(day: Weekday, place: usize) -> String {
    format!("{}-{place}", code(day))
}

fn weekday(text: &str) -> Option<Weekday> {
    let mut all = Weekday::Monday.cycle_forward().take(7);
    all.find(|day| code(*day) == text)
}

/// The day that a key of the form is of.
fn weekday_of(key: &str) -> Option<Weekday> {
    let (day, place) = key.split_once('-')?;
    let is_place = place.len() == 1 && place.bytes().all(|byte| byte.is_ascii_digit());
    is_place.then(|| weekday(day))?
}

/// Those that hold in the seven days from a day on.
fn in_week(patterns: &[WeeklyPattern], from: Date) -> impl Iterator<Item = &WeeklyPattern> {
    patterns
        .iter()
        .filter(move |pattern| holds_within_a_week(pattern, from))
}

fn holds_within_a_week(pattern: &WeeklyPattern, from: Date) -> bool {
    (0..7).any(|days| pattern.holds_on(london::plus_days(from, days)))
}

/// Those that begin when that week is over for their day, and ever hold.
pub fn later(patterns: &[WeeklyPattern], from: Date) -> impl Iterator<Item = &WeeklyPattern> {
    patterns.iter().filter(move |pattern| {
        pattern.valid_from > from
            && !holds_within_a_week(pattern, from)
            && holds_within_a_week(pattern, pattern.valid_from)
    })
}

impl Hours {
    fn are(&self, pattern: &WeeklyPattern) -> bool {
        self.weekday == pattern.weekday
            && (self.starts, self.ends) == (pattern.starts, pattern.ends)
            && self.slot_minutes == pattern.slot_minutes
            && (self.ways, self.site) == (pattern.ways, pattern.site)
    }
}

/// What of the published a week changes. What stays as it is, and what begins later, is in neither.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeekChange {
    /// The first day of the week.
    pub from: Date,
    /// As they were; they end on the first day.
    pub ended: Vec<WeeklyPattern>,
    pub added: Vec<WeeklyPattern>,
}

impl WeekChange {
    /// What makes of these the week that is asked for, from a day on. New hours hold until what is planned for their day takes over:
    /// hours that begin later and share a moment with them, or the day on which all that the day has now ends.
    #[must_use]
    pub fn of(
        patterns: &[WeeklyPattern],
        from: Date,
        hours: &[Hours],
        adviser: PersonId,
        mut id: impl FnMut() -> WeeklyPatternId,
    ) -> Self {
        let week: Vec<&WeeklyPattern> = in_week(patterns, from).collect();
        let is_kept = |pattern: &WeeklyPattern| hours.iter().any(|hours| hours.are(pattern));
        let is_new = |hours: &&Hours| !week.iter().any(|pattern| hours.are(pattern));
        let added = hours.iter().filter(is_new).map(|hours| {
            let pattern = WeeklyPattern {
                id: id(),
                adviser,
                weekday: hours.weekday,
                starts: hours.starts,
                ends: hours.ends,
                slot_minutes: hours.slot_minutes,
                ways: hours.ways,
                site: hours.site,
                valid_from: from,
                valid_to: planned_end(&week, hours.weekday),
            };
            let later = later(patterns, from)
                .filter(|other| other.clashes_with(&pattern))
                .map(|other| other.valid_from);
            let valid_to = pattern.valid_to.into_iter().chain(later).min();
            WeeklyPattern {
                valid_to,
                ..pattern
            }
        });
        let added = added.collect();
        let ended = week.iter().filter(|pattern| !is_kept(pattern));
        let ended = ended.map(|pattern| (*pattern).clone()).collect();
        Self { from, ended, added }
    }

    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.ended.is_empty() && self.added.is_empty()
    }

    /// Whether these are new.
    #[must_use]
    pub fn adds(&self, hours: &Hours) -> bool {
        self.added.iter().any(|pattern| hours.are(pattern))
    }

    /// What is published after it.
    #[must_use]
    pub fn made_to(&self, mut patterns: Vec<WeeklyPattern>) -> Vec<WeeklyPattern> {
        for pattern in &mut patterns {
            if self.ended.contains(pattern) {
                pattern.valid_to = Some(self.from.max(pattern.valid_from));
            }
        }
        patterns.extend(self.added.iter().cloned());
        patterns
    }
}

/// The day on which all that a day of the week has ends.
fn planned_end(week: &[&WeeklyPattern], day: Weekday) -> Option<Date> {
    let ends = week.iter().filter(|pattern| pattern.weekday == day);
    let ends: Option<Vec<Date>> = ends.map(|pattern| pattern.valid_to).collect();
    ends?.into_iter().max()
}
