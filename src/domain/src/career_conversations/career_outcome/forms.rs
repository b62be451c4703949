//! The forms in which a member says what came of a conversation and what they thought of it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{NextStep, OutcomeKind, Usefulness};
use crate::career_conversations::career_conversation::Reference;
use crate::kit::field_errors::{FieldErrors, read};
use crate::kit::when::TypedDay;

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OutcomeForm {
    pub reference: String,
    pub kind: String,
    pub happened: TypedDay,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutcomeRequest {
    pub reference: Reference,
    pub kind: OutcomeKind,
    pub happened_on: Option<Date>,
}

impl OutcomeForm {
    /// Reads the form: what happened has happened by `today`. For nothing yet, no day is read.
    pub fn parse(self, today: Date) -> Result<OutcomeRequest, FieldErrors> {
        let mut errors = FieldErrors::default();
        let reference = Reference::read(&self.reference);
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
        match self.happened.read("day it happened")? {
            later if later > today => {
                Err("The day it happened must be today or earlier".to_owned())
            }
            day => Ok(day),
        }
    }
}

form! {
    FeedbackForm => FeedbackRequest() {
        reference: String => reference: Reference = Reference::read(&reference);
        usefulness: String => usefulness: Usefulness = read(&usefulness, "Choose how useful it was");
        next_step: String => next_step: NextStep = read(&next_step, "Choose whether you know what to do next");
    }
}
