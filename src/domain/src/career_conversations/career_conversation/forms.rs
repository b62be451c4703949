//! The forms of booking, moving and cancelling a conversation: a step a page, all answers at the end.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Reference, Topic, Way};
use crate::kit::field_errors::{FieldErrors, OPEN_AGAIN, optional, read};
use crate::kit::instant::Instant;
use crate::kit::words;
use crate::people::id::PersonId;
use crate::places::id::SiteId;
use crate::system::id::DraftId;

/// Most characters of what a member would like to talk about.
pub const PREPARATION_LIMIT: usize = 2_000;

/// A time with an adviser, as one form value: `2026-03-03T09:30:00Z~` and the adviser's identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SlotChoice {
    pub start: Instant,
    pub adviser: PersonId,
}

impl SlotChoice {
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        let read = || {
            let (start, adviser) = text.trim().split_once('~')?;
            Some(Self {
                start: start.parse().ok()?,
                adviser: adviser.parse().ok()?,
            })
        };
        read().ok_or("Choose a time")
    }
}

impl fmt::Display for SlotChoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}~{}", self.start.timestamp(), self.adviser)
    }
}

/// Reads what the member would like to talk about: line ends are made one kind, control characters are dropped, at most
/// 2,000 characters.
pub fn parse_preparation(text: &str) -> Result<String, String> {
    words::parse_text("What you would like to talk about", text, PREPARATION_LIMIT)
}

pub(crate) fn parse_topic(text: &str) -> Result<Topic, &'static str> {
    Topic::from_code(text.trim()).ok_or("Choose what you would like to talk about")
}

fn parse_way(text: &str) -> Result<Way, &'static str> {
    Way::from_code(text.trim()).ok_or("Choose how you would like to meet")
}

fn parse_site(way: Option<Way>, site: &str) -> Result<Option<SiteId>, &'static str> {
    match way {
        Some(Way::InPerson) => site
            .trim()
            .parse()
            .map(Some)
            .map_err(|_| "Choose where you would like to meet"),
        _ => Ok(None),
    }
}

/// The answers so far, kept as a draft: each as the form sent it, already parsed once.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Answers {
    pub topic: String,
    pub way: String,
    pub site: String,
    /// The adviser whose times were looked at; empty for any.
    pub adviser: String,
    pub slot: String,
    pub preparation: String,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TopicForm {
    /// For whom a coordinator books; empty for oneself.
    pub member: String,
    pub topic: String,
    /// May be empty.
    pub preparation: String,
}

impl TopicForm {
    pub fn parse(self) -> Result<(Topic, String), FieldErrors> {
        let mut errors = FieldErrors::default();
        let topic = errors.take("topic", parse_topic(&self.topic));
        let preparation = errors.take("preparation", parse_preparation(&self.preparation));
        topic.zip(preparation).ok_or(errors)
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct WayForm {
    /// For whom a coordinator books; empty for oneself.
    pub member: String,
    pub way: String,
    pub site: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WayRequest {
    pub way: Way,
    /// Where, if in person.
    pub site: Option<SiteId>,
}

impl WayForm {
    pub fn parse(self) -> Result<WayRequest, FieldErrors> {
        let mut errors = FieldErrors::default();
        let way = errors.take("way", parse_way(&self.way));
        let site = errors.take("site", parse_site(way, &self.site));
        match (way, site) {
            (Some(way), Some(site)) => Ok(WayRequest { way, site }),
            _ => Err(errors),
        }
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TimeForm {
    /// For whom a coordinator books; empty for oneself.
    pub member: String,
    /// How the shown times meet; empty: as answered before.
    pub way: String,
    pub site: String,
    /// Whose times are shown; empty: anybody's.
    pub adviser: String,
    pub slot: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeRequest {
    pub slot: SlotChoice,
    /// How and where, if the time page said so.
    pub meeting: Option<WayRequest>,
    /// Whose times were shown; anybody's if `None`.
    pub adviser: Option<PersonId>,
}

impl TimeForm {
    pub fn parse(self) -> Result<TimeRequest, FieldErrors> {
        let mut errors = FieldErrors::default();
        let meeting = match self.way.trim() {
            "" => Some(None),
            way => {
                let way = errors.take("way", parse_way(way));
                let site = errors.take("site", parse_site(way, &self.site));
                way.zip(site)
                    .map(|(way, site)| Some(WayRequest { way, site }))
            }
        };
        let slot = errors.take("slot", SlotChoice::parse(&self.slot));
        match (slot, meeting) {
            (Some(slot), Some(meeting)) => Ok(TimeRequest {
                slot,
                meeting,
                adviser: self.adviser.trim().parse().ok(),
            }),
            _ => Err(errors),
        }
    }
}

form! {
    /// 'Check your answers': all answers in one, so that a booking never depends on what another tab did.
    BookForm => BookRequest() {
        /// Names this submission: sent twice, it is booked once.
        submission: String => submission: DraftId = read(&submission, "Start your booking again");
        /// For whom; `None`: the person who asks.
        member: String => member: Option<PersonId> = optional(&member, |id| read(id, "Choose a member"));
        topic: String => topic: Topic = parse_topic(&topic);
        way: String => way: Way = parse_way(&way);
        site: String => site: Option<SiteId> = parse_site(way, &site);
        slot: String => slot: SlotChoice = SlotChoice::parse(&slot);
        /// May be empty.
        preparation: String => preparation: String = parse_preparation(&preparation);
    }
}

form! {
    MoveForm => MoveRequest() {
        reference: String => reference: Reference = Reference::read(&reference);
        /// What it was when the page was shown.
        version: String => version: i64 = read(&version, OPEN_AGAIN);
        way: String => way: Way = parse_way(&way);
        site: String => site: Option<SiteId> = parse_site(way, &site);
        slot: String => slot: SlotChoice = SlotChoice::parse(&slot);
    }
}

form! {
    CancelForm => CancelRequest() {
        reference: String => reference: Reference = Reference::read(&reference);
        /// What it was when the page was shown.
        version: String => version: i64 = read(&version, OPEN_AGAIN);
    }
}

form! {
    AttendanceForm => AttendanceRequest() {
        reference: String => reference: Reference = Reference::read(&reference);
        /// What it was when the page was shown.
        version: String => version: i64 = read(&version, OPEN_AGAIN);
        /// `yes` or `no`.
        attended: String => attended: bool = match attended.trim() {
            "yes" => Ok(true),
            "no" => Ok(false),
            _ => Err("Choose whether they came"),
        };
    }
}

/// Who came to several conversations: by reference, what an [`AttendanceForm`] asks. Those without an answer are left for later.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AttendancesForm {
    pub who: BTreeMap<String, AttendanceForm>,
}

impl AttendancesForm {
    /// Reads the form: at least one has an answer. An error's field is its conversation's reference.
    pub fn parse(self) -> Result<Vec<AttendanceRequest>, FieldErrors> {
        let mut errors = FieldErrors::default();
        let first = self.who.keys().next().cloned().unwrap_or_default();
        let answered = self.who.into_iter();
        let answered = answered.filter(|(_, form)| !form.attended.trim().is_empty());
        let mut requests = Vec::new();
        for (reference, form) in answered {
            let form = AttendanceForm {
                reference: reference.clone(),
                ..form
            };
            match form.parse() {
                Ok(request) => requests.push(request),
                Err(found) => {
                    let message = found.0.into_iter().next().map(|error| error.message);
                    errors.push(&reference, message.unwrap_or_default());
                }
            }
        }
        if requests.is_empty() && errors.is_empty() {
            errors.push(&first, "Say who came to at least one conversation");
        }
        errors.or(requests)
    }
}
