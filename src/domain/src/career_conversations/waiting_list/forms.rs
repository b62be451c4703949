//! The forms of joining and leaving the list, and of answering an offer.

use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

use super::{LONGEST_WAIT_DAYS, Wish};
use crate::career_conversations::career_conversation::{
    Topic, TopicForm, WayForm, parse_preparation,
};
use crate::kit::field_errors::FieldErrors;
use crate::kit::london;
use crate::kit::weekdays::Weekdays;
use crate::kit::when::parse_day;
use crate::kit::words;
use crate::seats::id::{ClaimId, OfferId};

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct JoinForm {
    pub topic: String,
    /// Empty for anyone.
    pub adviser: String,
    pub way: String,
    pub site: String,
    pub monday: String,
    pub tuesday: String,
    pub wednesday: String,
    pub thursday: String,
    pub friday: String,
    pub saturday: String,
    pub sunday: String,
    pub last_day: String,
    pub last_month: String,
    pub last_year: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JoinRequest {
    pub wish: Wish,
    pub topic: Topic,
}

impl JoinForm {
    /// Reads the form: the last day is today or later, within a year.
    pub fn parse(self, today: Date) -> Result<JoinRequest, FieldErrors> {
        let mut errors = FieldErrors::default();
        let weekdays = self.weekdays();
        let topic = TopicForm {
            topic: self.topic,
            ..TopicForm::default()
        };
        let topic = topic.parse().map_err(|found| errors.0.extend(found.0)).ok();
        let adviser = match self.adviser.trim() {
            "" => Some(None),
            adviser => errors.take(
                "adviser",
                adviser.parse().map(Some).map_err(|_| "Choose an adviser"),
            ),
        };
        let meeting = WayForm {
            way: self.way,
            site: self.site,
            ..WayForm::default()
        };
        let meeting = meeting
            .parse()
            .map_err(|found| errors.0.extend(found.0))
            .ok();
        if weekdays.is_empty() {
            errors.push("weekdays", "Choose at least one day of the week");
        }
        let (day, month, year) = (&self.last_day, &self.last_month, &self.last_year);
        let last_day = errors.take(
            "last",
            parse_day("last day that suits you", day, month, year),
        );
        let farthest = london::plus_days(today, LONGEST_WAIT_DAYS);
        match last_day {
            Some(day) if day < today => {
                errors.push("last", "The last day that suits you must be today or later");
            }
            Some(day) if day > farthest => {
                let farthest = words::date(farthest);
                errors.push(
                    "last",
                    format!("The last day that suits you must be {farthest} or earlier"),
                );
            }
            _ => {}
        }
        match (topic, adviser, meeting, last_day) {
            (Some(topic), Some(adviser), Some(meeting), Some(last_day)) if errors.is_empty() => {
                Ok(JoinRequest {
                    wish: Wish {
                        adviser,
                        way: meeting.way,
                        site: meeting.site,
                        weekdays,
                        last_day,
                    },
                    topic,
                })
            }
            _ => Err(errors),
        }
    }

    fn weekdays(&self) -> Weekdays {
        let ticked = [
            (Weekday::Monday, &self.monday),
            (Weekday::Tuesday, &self.tuesday),
            (Weekday::Wednesday, &self.wednesday),
            (Weekday::Thursday, &self.thursday),
            (Weekday::Friday, &self.friday),
            (Weekday::Saturday, &self.saturday),
            (Weekday::Sunday, &self.sunday),
        ];
        ticked
            .into_iter()
            .filter(|(_, text)| !text.is_empty())
            .map(|(day, _)| day)
            .collect()
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AcceptForm {
    pub offer: String,
    pub preparation: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AcceptRequest {
    pub offer: OfferId,
    /// What the member would like the adviser to know; may be empty.
    pub preparation: String,
}

impl AcceptForm {
    pub fn parse(self) -> Result<AcceptRequest, FieldErrors> {
        let mut errors = FieldErrors::default();
        let offer = errors.take("offer", parse_offer(&self.offer));
        let preparation = errors.take("preparation", parse_preparation(&self.preparation));
        match (offer, preparation) {
            (Some(offer), Some(preparation)) => Ok(AcceptRequest { offer, preparation }),
            _ => Err(errors),
        }
    }
}

id_form! {
    DeclineForm { offer: OfferId, "Choose an offer" };
}

fn parse_offer(text: &str) -> Result<OfferId, &'static str> {
    text.trim().parse().map_err(|_| "Choose an offer")
}

id_form! {
    LeaveListForm { entry: ClaimId, "Open the page again" };
}
