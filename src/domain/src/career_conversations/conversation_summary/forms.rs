//! The forms of writing a summary, sharing it, keeping a private note and keeping templates.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{SUMMARY_LIMIT, TEMPLATE_NAME_LIMIT};
use crate::career_conversations::career_conversation::Reference;
use crate::career_conversations::career_outcome::Pathway;
use crate::career_conversations::id::SummaryTemplateId;
use crate::kit::field_errors::{FieldErrors, OPEN_AGAIN, read};
use crate::kit::words;

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SummaryForm {
    pub reference: String,
    /// 0 before the first.
    pub version: String,
    pub summary: String,
    pub apprenticeship: String,
    pub reserve: String,
    pub training: String,
    pub vacancy: String,
    pub conversation: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SummaryRequest {
    pub reference: Reference,
    /// Its version when the page was shown; 0 when there was none.
    pub version: i64,
    pub words: String,
    pub pathways: BTreeSet<Pathway>,
}

impl SummaryForm {
    pub fn parse(self) -> Result<SummaryRequest, FieldErrors> {
        let mut errors = FieldErrors::default();
        let pathways = self.pathways();
        let reference = errors.take("reference", Reference::read(&self.reference));
        let version = errors.take("version", read(&self.version, OPEN_AGAIN));
        let words = errors.take(
            "summary",
            words::parse_prose("summary", &self.summary, SUMMARY_LIMIT),
        );
        match (reference, version, words) {
            (Some(reference), Some(version), Some(words)) => Ok(SummaryRequest {
                reference,
                version,
                words,
                pathways,
            }),
            _ => Err(errors),
        }
    }

    pub(super) fn pathways(&self) -> BTreeSet<Pathway> {
        let ticked = [
            (Pathway::Apprenticeship, &self.apprenticeship),
            (Pathway::Reserve, &self.reserve),
            (Pathway::Training, &self.training),
            (Pathway::Vacancy, &self.vacancy),
            (Pathway::Conversation, &self.conversation),
        ];
        ticked
            .into_iter()
            .filter(|(_, text)| !text.is_empty())
            .map(|(pathway, _)| pathway)
            .collect()
    }
}

form! {
    ShareForm => ShareRequest() {
        reference: String => reference: Reference = Reference::read(&reference);
        /// What it was when the page was shown.
        version: String => version: i64 = read(&version, OPEN_AGAIN);
    }
}

form! {
    NoteForm => NoteRequest() {
        reference: String => reference: Reference = Reference::read(&reference);
        /// Empty: no note any more.
        note: String => words: String = words::parse_text("The note", &note, SUMMARY_LIMIT);
    }
}

form! {
    TemplateForm => TemplateRequest() {
        name: String => name: String = words::parse_line("name", &name, TEMPLATE_NAME_LIMIT);
        words: String => words: String = words::parse_prose("template", &words, SUMMARY_LIMIT);
    }
}

id_form! {
    RemoveTemplateForm { template: SummaryTemplateId, "Open the page again" };
}
