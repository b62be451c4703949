//! The forms of agreeing an action and of saying what became of it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{ACTION_LIMIT, ActionEvent, LONGEST_ACTION_DAYS};
use crate::career_conversations::career_conversation::Reference;
use crate::career_conversations::career_outcome::Pathway;
use crate::career_conversations::id::CareerActionId;
use crate::kit::field_errors::FieldErrors;
use crate::kit::london;
use crate::kit::when::parse_day;
use crate::kit::words;

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ActionForm {
    pub reference: String,
    pub action: String,
    /// Empty where it leads nowhere in particular.
    pub pathway: String,
    pub due_day: String,
    pub due_month: String,
    pub due_year: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionRequest {
    pub reference: Reference,
    pub words: String,
    pub pathway: Option<Pathway>,
    pub due_on: Date,
}

impl ActionForm {
    /// Reads the form: the day is today or later, within two years.
    pub fn parse(self, today: Date) -> Result<ActionRequest, FieldErrors> {
        let mut errors = FieldErrors::default();
        let reference = Reference::parse(&self.reference).ok_or("Choose a conversation");
        let reference = errors.take("reference", reference);
        let words = words::parse_line("action", &self.action, ACTION_LIMIT);
        let words = errors.take("action", words);
        let pathway = match self.pathway.trim() {
            "" => Some(None),
            code => {
                let pathway = Pathway::from_code(code).ok_or("Choose where it leads");
                errors.take("pathway", pathway).map(Some)
            }
        };
        let due_on = errors.take("due", self.day(today));
        match (reference, words, pathway, due_on) {
            (Some(reference), Some(words), Some(pathway), Some(due_on)) => Ok(ActionRequest {
                reference,
                words,
                pathway,
                due_on,
            }),
            _ => Err(errors),
        }
    }

    fn day(&self, today: Date) -> Result<Date, String> {
        let farthest = london::plus_days(today, LONGEST_ACTION_DAYS);
        let (day, month, year) = (&self.due_day, &self.due_month, &self.due_year);
        match parse_day("day by which it is done", day, month, year)? {
            day if day < today => {
                Err("The day by which it is done must be today or later".to_owned())
            }
            day if day > farthest => Err(format!(
                "The day by which it is done must be {} or earlier",
                words::date(farthest)
            )),
            day => Ok(day),
        }
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ChangeActionForm {
    pub action: String,
    pub event: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActionChange {
    pub action: CareerActionId,
    pub event: ActionEvent,
}

impl ChangeActionForm {
    pub fn parse(self) -> Result<ActionChange, FieldErrors> {
        let mut errors = FieldErrors::default();
        let action = self.action.trim().parse();
        let action = errors.take("action", action.map_err(|_| "Open the page again"));
        let event = ActionEvent::from_code(self.event.trim()).ok_or("Open the page again");
        match (action, errors.take("event", event)) {
            (Some(action), Some(event)) => Ok(ActionChange { action, event }),
            _ => Err(errors),
        }
    }
}
