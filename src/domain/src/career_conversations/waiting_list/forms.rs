//! The forms of joining and leaving the list, and of answering an offer.

use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

use super::{LONGEST_WAIT_DAYS, Wish};
use crate::career_conversations::career_conversation::{
    SlotChoice, Topic, WayForm, parse_preparation, parse_topic,
};
use crate::kit::field_errors::{FieldErrors, optional, read};
use crate::kit::weekdays::Weekdays;
use crate::kit::when::TypedDay;
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
    pub last: TypedDay,
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
        let topic = errors.take("topic", parse_topic(&self.topic));
        let adviser = optional(&self.adviser, |id| read(id, "Choose an adviser"));
        let adviser = errors.take("adviser", adviser);
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
        let last_day = self
            .last
            .within("last day that suits you", today, LONGEST_WAIT_DAYS);
        let last_day = errors.take("last", last_day);
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

form! {
    AcceptForm => AcceptRequest() {
        offer: String => offer: OfferId = read(&offer, "Choose an offer");
        /// May be empty.
        preparation: String => preparation: String = parse_preparation(&preparation);
    }
}

id_form! {
    DeclineForm { offer: OfferId, "Choose an offer" };
}

form! {
    /// A coordinator offers somebody in line a time.
    OfferTimeForm => OfferTimeRequest() {
        entry: String => entry: ClaimId = read(&entry, "Open the page again");
        slot: String => slot: SlotChoice = SlotChoice::parse(&slot);
    }
}

id_form! {
    LeaveListForm { entry: ClaimId, "Open the page again" };
}
