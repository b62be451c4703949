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
    /// The start.
    pub start: Instant,
    /// With whom.
    pub adviser: PersonId,
}

impl SlotChoice {
    /// Reads the form value.
    ///
    /// # Errors
    /// What to tell the person.
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
///
/// # Errors
/// What to tell the person.
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

/// 'What would you like to talk about?'
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TopicForm {
    /// For whom a coordinator books; empty for oneself.
    pub member: String,
    pub topic: String,
}

impl TopicForm {
    /// Reads the form.
    ///
    /// # Errors
    /// What is wrong, field by field.
    pub fn parse(self) -> Result<Topic, FieldErrors> {
        parse_topic(&self.topic).map_err(|message| FieldErrors::one("topic", message))
    }
}

/// 'How would you like to meet?'
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct WayForm {
    /// For whom a coordinator books; empty for oneself.
    pub member: String,
    pub way: String,
    pub site: String,
}

/// A way, and the site if in person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WayRequest {
    /// How to meet.
    pub way: Way,
    /// Where, if in person.
    pub site: Option<SiteId>,
}

impl WayForm {
    /// Reads the form.
    ///
    /// # Errors
    /// What is wrong, field by field.
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

/// 'Choose a time'.
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

/// A time, and how and where to meet if that was chosen with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeRequest {
    /// When and with whom.
    pub slot: SlotChoice,
    /// How and where, if the time page said so.
    pub meeting: Option<WayRequest>,
}

impl TimeForm {
    /// Reads the form.
    ///
    /// # Errors
    /// What is wrong, field by field.
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

/// 'Is there anything you want your adviser to know?'
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PreparationForm {
    /// For whom a coordinator books; empty for oneself.
    pub member: String,
    pub preparation: String,
}

impl PreparationForm {
    /// Reads the form.
    ///
    /// # Errors
    /// What is wrong, field by field.
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

/// A booking asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookRequest {
    /// Names this submission: sent twice, it is booked once.
    pub submission: DraftId,
    /// For whom; `None`: the person who asks.
    pub member: Option<PersonId>,
    /// What about.
    pub topic: Topic,
    /// How.
    pub way: Way,
    /// Where, if in person.
    pub site: Option<SiteId>,
    /// When and with whom.
    pub slot: SlotChoice,
    /// What the member would like to talk about; may be empty.
    pub preparation: String,
}

impl BookForm {
    /// Reads the form.
    ///
    /// # Errors
    /// What is wrong, field by field.
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

/// 'Move your conversation'.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MoveForm {
    pub reference: String,
    pub version: String,
    pub way: String,
    pub site: String,
    pub slot: String,
}

/// A move asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoveRequest {
    /// Which conversation.
    pub reference: super::Reference,
    /// Its version when the page was shown.
    pub version: i64,
    /// How, from now on.
    pub way: Way,
    /// Where, if in person.
    pub site: Option<SiteId>,
    /// The new time.
    pub slot: SlotChoice,
}

impl MoveForm {
    /// Reads the form.
    ///
    /// # Errors
    /// What is wrong, field by field.
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

/// 'Cancel your conversation'.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CancelForm {
    pub reference: String,
    pub version: String,
}

/// A cancellation asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CancelRequest {
    /// Which conversation.
    pub reference: super::Reference,
    /// Its version when the page was shown.
    pub version: i64,
}

impl CancelForm {
    /// Reads the form.
    ///
    /// # Errors
    /// What is wrong, field by field.
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

/// 'Did they come?'
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AttendanceForm {
    pub reference: String,
    pub version: String,
    pub attended: String,
}

/// Attendance to record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttendanceRequest {
    /// Which conversation.
    pub reference: super::Reference,
    /// Its version when the page was shown.
    pub version: i64,
    /// Whether the member came.
    pub attended: bool,
}

impl AttendanceForm {
    /// Reads the form: `attended` is `yes` or `no`.
    ///
    /// # Errors
    /// What is wrong, field by field.
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
