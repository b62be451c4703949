//! The forms of writing a summary, sharing it, keeping a private note and keeping templates.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{SUMMARY_LIMIT, TEMPLATE_NAME_LIMIT};
use crate::career_conversations::career_conversation::Reference;
use crate::career_conversations::career_outcome::Pathway;
use crate::career_conversations::id::SummaryTemplateId;
use crate::kit::field_errors::FieldErrors;
use crate::kit::words;

fn parse_reference(text: &str) -> Result<Reference, &'static str> {
    Reference::parse(text).ok_or("Choose a conversation")
}

fn parse_version(text: &str) -> Result<i64, &'static str> {
    text.trim().parse().map_err(|_| "Open the page again")
}

fn parse_words(what: &str, text: &str) -> Result<String, String> {
    match words::parse_text(&format!("The {what}"), text, SUMMARY_LIMIT)? {
        empty if empty.is_empty() => Err(format!("Write the {what}")),
        words => Ok(words),
    }
}

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
        let reference = errors.take("reference", parse_reference(&self.reference));
        let version = errors.take("version", parse_version(&self.version));
        let words = errors.take("summary", parse_words("summary", &self.summary));
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

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ShareForm {
    pub reference: String,
    pub version: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShareRequest {
    pub reference: Reference,
    /// Its version when the page was shown.
    pub version: i64,
}

impl ShareForm {
    pub fn parse(self) -> Result<ShareRequest, FieldErrors> {
        let mut errors = FieldErrors::default();
        let reference = errors.take("reference", parse_reference(&self.reference));
        let version = errors.take("version", parse_version(&self.version));
        match (reference, version) {
            (Some(reference), Some(version)) => Ok(ShareRequest { reference, version }),
            _ => Err(errors),
        }
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NoteForm {
    pub reference: String,
    pub note: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteRequest {
    pub reference: Reference,
    /// Empty: no note any more.
    pub words: String,
}

impl NoteForm {
    pub fn parse(self) -> Result<NoteRequest, FieldErrors> {
        let mut errors = FieldErrors::default();
        let reference = errors.take("reference", parse_reference(&self.reference));
        let note = words::parse_text("The note", &self.note, SUMMARY_LIMIT);
        match (reference, errors.take("note", note)) {
            (Some(reference), Some(words)) => Ok(NoteRequest { reference, words }),
            _ => Err(errors),
        }
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TemplateForm {
    pub name: String,
    pub words: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateRequest {
    pub name: String,
    pub words: String,
}

impl TemplateForm {
    pub fn parse(self) -> Result<TemplateRequest, FieldErrors> {
        let mut errors = FieldErrors::default();
        let name = words::parse_line("name", &self.name, TEMPLATE_NAME_LIMIT);
        let name = errors.take("name", name);
        let words = errors.take("words", parse_words("template", &self.words));
        match (name, words) {
            (Some(name), Some(words)) => Ok(TemplateRequest { name, words }),
            _ => Err(errors),
        }
    }
}

id_form! {
    RemoveTemplateForm { template: SummaryTemplateId, "Open the page again" };
}
