//! The one form of the page on which an adviser writes after a conversation. Whichever of its buttons is pressed, everything that was
//! typed travels with it, so that no button loses what another one would have kept.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{NoteForm, NoteRequest, SUMMARY_LIMIT, SummaryForm};
use crate::career_conversations::career_action::{
    ActionChange, ActionEvent, ActionForm, ActionRequest, ChangeActionForm,
};
use crate::career_conversations::career_conversation::Reference;
use crate::career_conversations::career_outcome::Pathway;
use crate::career_conversations::id::SummaryTemplateId;
use crate::kit::field_errors::FieldErrors;
use crate::kit::when::TypedDay;
use crate::kit::words;

/// 'After your conversation with Amina Yusuf'.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct WriteUpForm {
    pub reference: String,
    /// The summary's version when the page was shown; 0 before the first.
    pub version: String,
    pub summary: String,
    pub apprenticeship: String,
    pub reserve: String,
    pub training: String,
    pub vacancy: String,
    pub conversation: String,
    /// An action that is not added yet.
    pub action: String,
    pub due: TypedDay,
    pub pathway: String,
    pub note: String,
    /// When the note was saved that the page showed; empty when there was none.
    pub noted_at: String,
    /// Which button: see [`Press`].
    pub press: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Press {
    /// `save`: keep the draft, or correct what the member reads.
    Save,
    /// `share`: let the member read what is in the box.
    Share,
    /// `agree`: add the action that was typed.
    Agree,
    /// `note`: keep the private note.
    Note,
    /// `finish:…`, `reopen:…`, `drop:…`: what became of an action.
    Change(ActionChange),
    /// `template:…`: add a template's words to those in the box.
    Template(SummaryTemplateId),
}

impl Press {
    fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let Some((what, id)) = text.split_once(':') else {
            return match text {
                "" | "save" => Some(Self::Save),
                "share" => Some(Self::Share),
                "agree" => Some(Self::Agree),
                "note" => Some(Self::Note),
                _ => None,
            };
        };
        if what == "template" {
            return id.parse().map(Self::Template).ok();
        }
        ActionEvent::from_code(what)?;
        let change = ChangeActionForm {
            action: id.to_owned(),
            event: what.to_owned(),
        };
        change.parse().map(Self::Change).ok()
    }
}

/// All that is on the page, and what to do with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WriteUp {
    pub reference: Reference,
    /// The summary's version when the page was shown.
    pub version: i64,
    /// What is in the summary's box; may be empty.
    pub words: String,
    pub pathways: std::collections::BTreeSet<Pathway>,
    /// The action that was typed, if one was begun.
    pub action: Option<ActionRequest>,
    pub note: NoteRequest,
    /// When the note was saved that the page showed, as it said it.
    pub noted_at: String,
    pub press: Press,
}

impl WriteUpForm {
    /// Reads the form. An action that was begun must be whole, whichever button was pressed: nothing that is on the page is left behind.
    pub fn parse(self, today: Date) -> Result<WriteUp, FieldErrors> {
        let mut errors = FieldErrors::default();
        let press = errors.take(
            "press",
            Press::parse(&self.press).ok_or("Open the page again"),
        );
        let version = self.version.trim().parse();
        let version = errors.take("version", version.map_err(|_| "Open the page again"));
        let words = words::parse_text("The summary", &self.summary, SUMMARY_LIMIT);
        let words = errors.take("summary", words);
        let action = self.action(today, press, &mut errors);
        let pathways = SummaryForm {
            apprenticeship: self.apprenticeship,
            reserve: self.reserve,
            training: self.training,
            vacancy: self.vacancy,
            conversation: self.conversation,
            ..SummaryForm::default()
        }
        .pathways();
        let note = NoteForm {
            reference: self.reference,
            note: self.note,
        };
        let note = note.parse().map_err(|others| errors.0.extend(others.0));
        match (press, version, words, action, note.ok()) {
            (Some(press), Some(version), Some(words), Some(action), Some(note)) => Ok(WriteUp {
                reference: note.reference.clone(),
                version,
                words,
                pathways,
                action,
                note,
                noted_at: self.noted_at.trim().to_owned(),
                press,
            }),
            _ => Err(errors),
        }
    }

    /// The action, `Some(None)` where none was begun, `None` when it is wrong.
    fn action(
        &self,
        today: Date,
        press: Option<Press>,
        errors: &mut FieldErrors,
    ) -> Option<Option<ActionRequest>> {
        let is_begun = !self.action.trim().is_empty() || !self.due.is_empty();
        if !is_begun && press != Some(Press::Agree) {
            return Some(None);
        }
        let form = ActionForm {
            reference: self.reference.clone(),
            action: self.action.clone(),
            pathway: self.pathway.clone(),
            due: self.due.clone(),
        };
        match form.parse(today) {
            Ok(action) => Some(Some(action)),
            Err(others) => {
                // The reference is the whole form's, and its own parser says what is wrong with it.
                let others = others.0.into_iter();
                errors
                    .0
                    .extend(others.filter(|error| error.field != "reference"));
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn form() -> WriteUpForm {
        WriteUpForm {
            reference: "CC-7K4M-9QXD".to_owned(),
            version: "0".to_owned(),
            ..WriteUpForm::default()
        }
    }

    fn read(form: WriteUpForm) -> Result<WriteUp, FieldErrors> {
        form.parse(date(2026, 3, 3))
    }

    #[test]
    fn nothing_typed_is_nothing_to_refuse() {
        let read = read(form()).unwrap();
        assert_eq!((read.press, read.words.as_str()), (Press::Save, ""));
        assert_eq!(read.action, None);
    }

    #[test]
    fn an_action_that_was_begun_must_be_whole_whichever_button_is_pressed() {
        let begun = WriteUpForm {
            action: "Write a CV".to_owned(),
            ..form()
        };
        for press in ["save", "share", "agree", "note"] {
            let press = press.to_owned();
            let errors = read(WriteUpForm {
                press,
                ..begun.clone()
            });
            assert!(errors.unwrap_err().for_field("due").is_some());
        }
        let errors = read(WriteUpForm {
            press: "agree".to_owned(),
            ..form()
        });
        assert!(errors.unwrap_err().for_field("action").is_some());
    }

    #[test]
    fn each_button_says_which_it_is() {
        let id = "0197c2a0-0000-7000-8000-000000000001";
        let press = |text: &str| Press::parse(text);
        assert_eq!(press("share"), Some(Press::Share));
        for event in ActionEvent::ALL {
            let found = press(&format!("{}:{id}", event.code()));
            assert!(matches!(found, Some(Press::Change(change)) if change.event == *event));
        }
        assert!(matches!(
            press(&format!("template:{id}")),
            Some(Press::Template(_))
        ));
        for wrong in ["delete", "finish:", "finish:7", "template:", "steal:7", ":"] {
            assert_eq!(press(wrong), None, "{wrong}");
        }
    }
}
