//! Booked conversations that no longer fit what their adviser has published, and what the adviser does about each.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Diary, Ways};
use crate::career_conversations::career_conversation::{
    CareerConversation, Reference, SlotChoice, Way,
};
use crate::kit::field_errors::FieldErrors;
use crate::kit::instant::Interval;
use crate::kit::london;
use crate::kit::words;
use crate::places::id::SiteId;

/// Most characters of an adviser's message to a member.
pub const MESSAGE_LIMIT: usize = 500;

coded_enum! {
    /// Why a booked conversation no longer fits.
    pub enum Clash {
        OnLeave = "on_leave", "You are on leave that day";
        BankHoliday = "bank_holiday", "It is a bank holiday, and your weekly times are closed";
        OutsideTimes = "outside_times", "It is outside your weekly and extra times";
        OtherWay = "other_way", "You no longer offer this way to meet at that time";
    }
}

impl Diary {
    /// Why a booked conversation no longer fits what is published; `None` while it does. A time that would now be laid out
    /// otherwise still fits, as long as it lies inside a published one.
    #[must_use]
    pub fn clash(
        &self,
        booked: &CareerConversation,
        bank_holidays: &BTreeSet<Date>,
    ) -> Option<Clash> {
        let day = london::day_of(booked.interval.start);
        if self.is_away(day) {
            return Some(Clash::OnLeave);
        }
        let weekly: Vec<(Ways, Option<SiteId>)> = self
            .patterns
            .iter()
            .filter(|pattern| pattern.contains(booked.interval))
            .map(|pattern| (pattern.ways, pattern.site))
            .collect();
        let is_closed = bank_holidays.contains(&day);
        let mut published: Vec<(Ways, Option<SiteId>)> = self
            .extra_slots
            .iter()
            .filter(|extra| is_inside(booked.interval, extra.interval))
            .map(|extra| (extra.ways, extra.site))
            .collect();
        if !is_closed {
            published.extend(&weekly);
        }
        let is_offered = published.iter().any(|(ways, site)| {
            ways.contains(booked.way) && (booked.way != Way::InPerson || *site == booked.site)
        });
        match (is_offered, published.is_empty()) {
            (true, _) => None,
            (false, false) => Some(Clash::OtherWay),
            (false, true) if is_closed && !weekly.is_empty() => Some(Clash::BankHoliday),
            (false, true) => Some(Clash::OutsideTimes),
        }
    }
}

fn is_inside(inner: Interval, outer: Interval) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// What an adviser does about a conversation that no longer fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    Keep(Clash),
    Move(SlotChoice),
    Cancel,
}

/// 'What do you want to do with this conversation?'
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ClashForm {
    pub reference: String,
    pub version: String,
    /// `keep`, `cancel`, or the time to move it to.
    pub decision: String,
    /// Why it no longer fitted when the page was shown.
    pub clash: String,
    pub message: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClashRequest {
    pub reference: Reference,
    /// As it was when the page was shown.
    pub version: i64,
    pub decision: Decision,
    /// What the member is told beside it; may be empty.
    pub message: String,
}

impl ClashForm {
    pub fn parse(self) -> Result<ClashRequest, FieldErrors> {
        let mut errors = FieldErrors::default();
        let reference =
            Reference::parse(&self.reference).ok_or("We could not read which conversation");
        let reference = errors.take("reference", reference);
        let version = self.version.trim().parse::<i64>();
        let version = errors.take(
            "version",
            version.map_err(|_| "We could not read the page’s version"),
        );
        let decision = errors.take("decision", parse_decision(&self.decision, &self.clash));
        let message = errors.take("message", parse_message(&self.message));
        match (reference, version, decision, message) {
            (Some(reference), Some(version), Some(decision), Some(message)) => Ok(ClashRequest {
                reference,
                version,
                decision,
                message,
            }),
            _ => Err(errors),
        }
    }
}

/// One decision about several conversations: by reference, what is known of each.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ClashesForm {
    /// `keep`, `cancel` or `move`.
    pub decision: String,
    pub message: String,
    pub rows: BTreeMap<String, ClashRow>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ClashRow {
    pub version: String,
    /// Why it no longer fitted when the page was shown.
    pub clash: String,
    /// The time to move it to.
    pub slot: String,
}

impl ClashesForm {
    /// What is decided about each. An error about one has its reference as its field.
    pub fn parse(self) -> Result<Vec<ClashRequest>, FieldErrors> {
        let mut errors = FieldErrors::default();
        errors.take("message", parse_message(&self.message));
        let mut requests = Vec::new();
        for (reference, row) in self.rows {
            let decision = match self.decision.trim() {
                "move" => row.slot,
                decision => decision.to_owned(),
            };
            let form = ClashForm {
                reference: reference.clone(),
                version: row.version,
                decision,
                clash: row.clash,
                message: self.message.clone(),
            };
            match form.parse() {
                Ok(request) => requests.push(request),
                // Said once, above.
                Err(found) if found.for_field("message").is_some() => {}
                Err(found) => {
                    let message = found.0.into_iter().next().map(|error| error.message);
                    errors.push(&reference, message.unwrap_or_default());
                }
            }
        }
        errors.or(requests)
    }
}

fn parse_decision(decision: &str, clash: &str) -> Result<Decision, &'static str> {
    let none = "Choose what to do with this conversation";
    match decision.trim() {
        "keep" => Clash::from_code(clash.trim())
            .map(Decision::Keep)
            .ok_or(none),
        "cancel" => Ok(Decision::Cancel),
        slot => SlotChoice::parse(slot)
            .map(Decision::Move)
            .map_err(|_| none),
    }
}

fn parse_message(text: &str) -> Result<String, String> {
    words::parse_text("Your message", text, MESSAGE_LIMIT)
}
