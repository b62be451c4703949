//! The forms in which a member says what came of a conversation and what they thought of it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{NextStep, OutcomeKind, Usefulness};
use crate::career_conversations::career_conversation::Reference;
use crate::kit::field_errors::FieldErrors;
use crate::kit::when::parse_day;

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OutcomeForm {
    pub reference: String,
    pub kind: String,
    pub happened_day: String,
    pub happened_month: String,
    pub happened_year: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutcomeRequest {
    pub reference: Reference,
    pub kind: OutcomeKind,
    /// `None` for nothing yet.
    pub happened_on: Option<Date>,
}

impl OutcomeForm {
    /// Reads the form: what happened has happened by `today`. For nothing yet, no day is read.
    pub fn parse(self, today: Date) -> Result<OutcomeRequest, FieldErrors> {
        let mut errors = FieldErrors::default();
        let reference = Reference::parse(&self.reference).ok_or("Choose a conversation");
        let reference = errors.take("reference", reference);
        let kind = OutcomeKind::from_code(self.kind.trim()).ok_or("Choose what came of it");
        let kind = errors.take("kind", kind);
        let happened_on = match kind {
            None => None,
            Some(OutcomeKind::NothingYet) => Some(None),
            Some(_) => errors.take("happened", self.day(today)).map(Some),
        };
        match (reference, kind, happened_on) {
            (Some(reference), Some(kind), Some(happened_on)) => Ok(OutcomeRequest {
                reference,
                kind,
                happened_on,
            }),
            _ => Err(errors),
        }
    }

    fn day(&self, today: Date) -> Result<Date, String> {
        let (day, month, year) = (
            &self.happened_day,
            &self.happened_month,
            &self.happened_year,
        );
        match parse_day("day it happened", day, month, year)? {
            later if later > today => {
                Err("The day it happened must be today or earlier".to_owned())
            }
            day => Ok(day),
        }
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FeedbackForm {
    pub reference: String,
    pub usefulness: String,
    pub next_step: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedbackRequest {
    pub reference: Reference,
    pub usefulness: Usefulness,
    pub next_step: NextStep,
}

impl FeedbackForm {
    pub fn parse(self) -> Result<FeedbackRequest, FieldErrors> {
        let mut errors = FieldErrors::default();
        let reference = Reference::parse(&self.reference).ok_or("Choose a conversation");
        let reference = errors.take("reference", reference);
        let usefulness = Usefulness::from_code(self.usefulness.trim());
        let usefulness = errors.take("usefulness", usefulness.ok_or("Choose how useful it was"));
        let next_step = NextStep::from_code(self.next_step.trim());
        let next_step = next_step.ok_or("Choose whether you know what to do next");
        let next_step = errors.take("next_step", next_step);
        match (reference, usefulness, next_step) {
            (Some(reference), Some(usefulness), Some(next_step)) => Ok(FeedbackRequest {
                reference,
                usefulness,
                next_step,
            }),
            _ => Err(errors),
        }
    }
}
