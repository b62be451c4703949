//! The forms with which an adviser publishes availability.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{SLOT_MINUTES, Ways};
use crate::career_conversations::career_conversation::Way;
use crate::career_conversations::id::{ExtraSlotId, LeaveId, WeeklyPatternId};
use crate::kit::field_errors::FieldErrors;
use crate::kit::instant::{Instant, Interval};
use crate::kit::london;
use crate::kit::tidy;
use crate::kit::when::{TypedDay, parse_time};
use crate::kit::words;
use crate::people::person::Telephone;
use crate::places::id::SiteId;

/// Most characters of what an adviser says about themselves.
const ABOUT_LIMIT: usize = 500;

pub(super) fn parse_ways(video: &str, phone: &str, in_person: &str) -> Result<Ways, &'static str> {
    let chosen = [
        (Way::Video, video),
        (Way::Phone, phone),
        (Way::InPerson, in_person),
    ];
    let ways: Ways = chosen
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(way, _)| way)
        .collect();
    if ways.is_empty() {
        Err("Choose at least one way to meet")
    } else {
        Ok(ways)
    }
}

pub(super) fn parse_site(ways: Option<Ways>, site: &str) -> Result<Option<SiteId>, &'static str> {
    match ways {
        Some(ways) if ways.contains(Way::InPerson) => site
            .parse()
            .map(Some)
            .map_err(|_| "Choose the place where you meet people"),
        _ => Ok(None),
    }
}

pub(super) fn parse_slot_minutes(text: &str) -> Result<i64, &'static str> {
    text.parse()
        .ok()
        .filter(|minutes| SLOT_MINUTES.contains(minutes))
        .ok_or("Choose how long each conversation is")
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ExtraSlotForm {
    pub day: TypedDay,
    pub starts: String,
    pub slot_minutes: String,
    pub video: String,
    pub phone: String,
    pub in_person: String,
    pub site: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExtraSlotRequest {
    pub interval: Interval,
    pub ways: Ways,
    /// Where, if in person.
    pub site: Option<SiteId>,
}

impl ExtraSlotForm {
    /// Reads the form. The time must be in the future.
    pub fn parse(self, now: Instant) -> Result<ExtraSlotRequest, FieldErrors> {
        let mut errors = FieldErrors::default();
        let day = errors.take("day", self.day.read("day"));
        let starts = errors.take("starts", parse_time("start time", &self.starts));
        let minutes = errors.take("slot_minutes", parse_slot_minutes(&self.slot_minutes));
        let ways = errors.take(
            "ways",
            parse_ways(&self.video, &self.phone, &self.in_person),
        );
        let site = errors.take("site", parse_site(ways, &self.site));
        match (day, starts, minutes, ways, site) {
            (Some(day), Some(starts), Some(minutes), Some(ways), Some(site)) => {
                let interval = Interval::lasting(london::at(day, starts), minutes);
                if interval.start <= now {
                    return Err(FieldErrors::one(
                        "day",
                        "The day and time must be in the future",
                    ));
                }
                Ok(ExtraSlotRequest {
                    interval,
                    ways,
                    site,
                })
            }
            _ => Err(errors),
        }
    }
}

form! {
    /// 'Add leave'. It ends today or later and lasts a year at most; without a last day it is for one day.
    LeaveForm => LeaveRequest(today: Date) {
        first: TypedDay => first_day: Date = first.read("first day away");
        last: TypedDay => last_day: Date = match last.is_empty() {
            // What is wrong with the first day is said there.
            true => Ok(first.read("first day away").unwrap_or(today)),
            false => last.read("last day away"),
        };
    }
    check |leave, errors| {
        if leave.last_day < leave.first_day {
            errors.push("last", "The last day away must be the same as or after the first day");
        } else if leave.last_day < today {
            errors.push("last", "The last day away must be today or later");
        } else if leave.last_day > london::plus_days(leave.first_day, 366) {
            errors.push("last", "Leave can be a year at most");
        }
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RulesForm {
    pub about: String,
    pub buffer_minutes: String,
    pub notice_hours: String,
    pub horizon_days: String,
    pub phone: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RulesRequest {
    /// A few words that members read, at most 500 characters.
    pub about: String,
    /// Minutes kept free between two conversations, 0 to 60.
    pub buffer_minutes: i64,
    pub notice_hours: Option<i64>,
    pub horizon_days: Option<i64>,
    /// Whom to ring when it is too late to change online.
    pub phone: Option<Telephone>,
}

impl RulesForm {
    pub fn parse(self) -> Result<RulesRequest, FieldErrors> {
        fn optional(text: &str, least: i64, most: i64) -> Result<Option<i64>, String> {
            if tidy::line(text).is_empty() {
                Ok(None)
            } else {
                words::parse_whole(text, least, most).map(Some)
            }
        }
        let mut errors = FieldErrors::default();
        let about = words::parse_text("About you", &self.about, ABOUT_LIMIT);
        let about = errors.take("about", about);
        let buffer = errors.take(
            "buffer_minutes",
            words::parse_whole(&self.buffer_minutes, 0, 60),
        );
        let notice = errors.take("notice_hours", optional(&self.notice_hours, 0, 336));
        let horizon = errors.take("horizon_days", optional(&self.horizon_days, 1, 365));
        let phone = match tidy::line(&self.phone).as_str() {
            "" => Some(None),
            typed => errors.take("phone", Telephone::parse(typed).map(Some)),
        };
        match (about, buffer, notice, horizon, phone) {
            (
                Some(about),
                Some(buffer_minutes),
                Some(notice_hours),
                Some(horizon_days),
                Some(phone),
            ) => Ok(RulesRequest {
                about,
                buffer_minutes,
                notice_hours,
                horizon_days,
                phone,
            }),
            _ => Err(errors),
        }
    }
}

id_form! {
    EndPatternForm { pattern: WeeklyPatternId, "Choose a weekly time" };
    RemoveExtraSlotForm { slot: ExtraSlotId, "Choose an extra time" };
    RemoveLeaveForm { leave: LeaveId, "Choose your leave" };
}
