//! The forms of booking, moving and cancelling a conversation: one question a page, all answers at the end.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Topic, Way};
use crate::kit::field_errors::FieldErrors;
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

fn parse_topic(text: &str) -> Result<Topic, &'static str> {
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
    pub slot: String,
    pub preparation: String,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TopicForm {
    /// For whom a coordinator books; empty for oneself.
    pub member: String,
    pub topic: String,
}

impl TopicForm {
    pub fn parse(self) -> Result<Topic, FieldErrors> {
        parse_topic(&self.topic).map_err(|message| FieldErrors::one("topic", message))
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
    pub slot: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeRequest {
    pub slot: SlotChoice,
    /// How and where, if the time page said so.
    pub meeting: Option<WayRequest>,
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
            (Some(slot), Some(meeting)) => Ok(TimeRequest { slot, meeting }),
            _ => Err(errors),
        }
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PreparationForm {
    /// For whom a coordinator books; empty for oneself.
    pub member: String,
    pub preparation: String,
}

impl PreparationForm {
    pub fn parse(self) -> Result<String, FieldErrors> {
        parse_preparation(&self.preparation)
            .map_err(|message| FieldErrors::one("preparation", message))
    }
}

/// 'Check your answers': all answers in one, so that a booking never depends on what another tab did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BookForm {
    pub submission: String,
    /// For whom a coordinator books; empty for oneself.
    pub member: String,
    pub topic: String,
    pub way: String,
    pub site: String,
    pub slot: String,
    pub preparation: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookRequest {
    /// Names this submission: sent twice, it is booked once.
    pub submission: DraftId,
    /// For whom; `None`: the person who asks.
    pub member: Option<PersonId>,
    pub topic: Topic,
    pub way: Way,
    pub site: Option<SiteId>,
    pub slot: SlotChoice,
    /// What the member would like to talk about; may be empty.
    pub preparation: String,
}

impl BookForm {
    pub fn parse(self) -> Result<BookRequest, FieldErrors> {
        let mut errors = FieldErrors::default();
        let submission = errors.take(
            "submission",
            self.submission
                .trim()
                .parse()
                .map_err(|_| "Start your booking again"),
        );
        let member = match self.member.trim() {
            "" => Some(None),
            member => errors.take(
                "member",
                member.parse().map(Some).map_err(|_| "Choose a member"),
            ),
        };
        let topic = errors.take("topic", parse_topic(&self.topic));
        let way = errors.take("way", parse_way(&self.way));
        let site = errors.take("site", parse_site(way, &self.site));
        let slot = errors.take("slot", SlotChoice::parse(&self.slot));
        let preparation = errors.take("preparation", parse_preparation(&self.preparation));
        match (submission, member, topic, way, site, slot, preparation) {
            (
                Some(submission),
                Some(member),
                Some(topic),
                Some(way),
                Some(site),
                Some(slot),
                Some(preparation),
            ) => Ok(BookRequest {
                submission,
                member,
                topic,
                way,
                site,
                slot,
                preparation,
            }),
            _ => Err(errors),
        }
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MoveForm {
    pub reference: String,
    pub version: String,
    pub way: String,
    pub site: String,
    pub slot: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoveRequest {
    pub reference: super::Reference,
    /// Its version when the page was shown.
    pub version: i64,
    pub way: Way,
    /// Where, if in person.
    pub site: Option<SiteId>,
    pub slot: SlotChoice,
}

impl MoveForm {
    pub fn parse(self) -> Result<MoveRequest, FieldErrors> {
        let mut errors = FieldErrors::default();
        let reference = errors.take(
            "reference",
            super::Reference::parse(&self.reference).ok_or("Choose a conversation"),
        );
        let version = errors.take(
            "version",
            self.version
                .trim()
                .parse()
                .map_err(|_| "Open the page again"),
        );
        let way = errors.take("way", parse_way(&self.way));
        let site = errors.take("site", parse_site(way, &self.site));
        let slot = errors.take("slot", SlotChoice::parse(&self.slot));
        match (reference, version, way, site, slot) {
            (Some(reference), Some(version), Some(way), Some(site), Some(slot)) => {
                Ok(MoveRequest {
                    reference,
                    version,
                    way,
                    site,
                    slot,
                })
            }
            _ => Err(errors),
        }
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CancelForm {
    pub reference: String,
    pub version: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CancelRequest {
    pub reference: super::Reference,
    /// Its version when the page was shown.
    pub version: i64,
}

impl CancelForm {
    pub fn parse(self) -> Result<CancelRequest, FieldErrors> {
        let mut errors = FieldErrors::default();
        let reference = errors.take(
            "reference",
            super::Reference::parse(&self.reference).ok_or("Choose a conversation"),
        );
        let version = errors.take(
            "version",
            self.version
                .trim()
                .parse()
                .map_err(|_| "Open the page again"),
        );
        match (reference, version) {
            (Some(reference), Some(version)) => Ok(CancelRequest { reference, version }),
            _ => Err(errors),
        }
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AttendanceForm {
    pub reference: String,
    pub version: String,
    pub attended: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttendanceRequest {
    pub reference: super::Reference,
    /// Its version when the page was shown.
    pub version: i64,
    pub attended: bool,
}

impl AttendanceForm {
    /// `attended` is `yes` or `no`.
    pub fn parse(self) -> Result<AttendanceRequest, FieldErrors> {
        let mut errors = FieldErrors::default();
        let which = CancelForm {
            reference: self.reference,
            version: self.version,
        };
        let which = match which.parse() {
            Ok(which) => Some(which),
            Err(found) => {
                errors = found;
                None
            }
        };
        let attended = match self.attended.trim() {
            "yes" => Ok(true),
            "no" => Ok(false),
            _ => Err("Choose whether they came"),
        };
        let attended = errors.take("attended", attended);
        match (which, attended) {
            (Some(CancelRequest { reference, version }), Some(attended)) => Ok(AttendanceRequest {
                reference,
                version,
                attended,
            }),
            _ => Err(errors),
        }
    }
}
