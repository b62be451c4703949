//! What an adviser writes after a conversation: the summary that is shared with the member, private notes, and templates.

use std::collections::BTreeSet;

use crate::career_conversations::career_outcome::Pathway;
use crate::career_conversations::id::{CareerConversationId, SummaryTemplateId};
use crate::kit::instant::Instant;
use crate::people::id::PersonId;

mod forms;
mod write_up;

pub use forms::{
    NoteForm, NoteRequest, RemoveTemplateForm, ShareForm, ShareRequest, SummaryForm,
    SummaryRequest, TemplateForm, TemplateRequest,
};
pub use write_up::{Press, WriteUp, WriteUpForm};

/// Most characters of a summary, a private note or a template.
pub const SUMMARY_LIMIT: usize = 3_000;
/// Most characters of a template's name.
pub const TEMPLATE_NAME_LIMIT: usize = 60;
pub const MOST_TEMPLATES: usize = 30;

coded_enum! {
    /// Who can read a summary.
    pub enum SummaryState {
        /// Its adviser alone.
        Draft = "draft", "Draft";
        /// The member too.
        Shared = "shared", "Shared";
    }
}

coded_enum! {
    pub enum SummaryEvent {
        Save = "save", "Save";
        Share = "share", "Share";
        /// The adviser corrects what the member reads.
        Correct = "correct", "Correct";
    }
}

impl SummaryState {
    /// `None` where the event is refused. What was shared stays shared.
    #[must_use]
    pub const fn after(self, event: SummaryEvent) -> Option<Self> {
        match (self, event) {
            (Self::Draft, SummaryEvent::Save) => Some(Self::Draft),
            (Self::Draft, SummaryEvent::Share) | (Self::Shared, SummaryEvent::Correct) => {
                Some(Self::Shared)
            }
            (Self::Draft, SummaryEvent::Correct)
            | (Self::Shared, SummaryEvent::Save | SummaryEvent::Share) => None,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConversationSummary {
    pub conversation: CareerConversationId,
    pub words: String,
    pub pathways: BTreeSet<Pathway>,
    pub state: SummaryState,
    pub saved_at: Instant,
    /// When the member could first read it.
    pub shared_at: Option<Instant>,
    /// Counts changes, for compare-and-swap.
    pub version: i64,
}

/// What an adviser wrote for themselves alone. Nobody else reads it, whatever their role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrivateNote {
    pub conversation: CareerConversationId,
    pub adviser: PersonId,
    pub words: String,
    pub saved_at: Instant,
}

/// Words with which an adviser begins their summaries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SummaryTemplate {
    pub id: SummaryTemplateId,
    pub adviser: PersonId,
    pub name: String,
    pub words: String,
    pub made_at: Instant,
}
