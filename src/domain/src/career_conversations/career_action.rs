//! What a member and an adviser agreed that the member does next, by when, and whether it is done.

use jiff::civil::Date;

use crate::career_conversations::career_outcome::Pathway;
use crate::career_conversations::id::{CareerActionId, CareerConversationId};
use crate::kit::instant::Instant;
use crate::people::id::PersonId;

mod forms;

pub use forms::{ActionChange, ActionForm, ActionRequest, ChangeActionForm};

/// Most characters of an action.
pub const ACTION_LIMIT: usize = 200;
/// The farthest day by which something can be agreed, in days from today.
pub const LONGEST_ACTION_DAYS: i32 = 2 * 365;

coded_enum! {
    /// What became of an agreed action.
    pub enum ActionState {
        /// To do.
        Agreed = "agreed", "To do";
        /// Done.
        Done = "done", "Done";
        /// No longer needed.
        Dropped = "dropped", "No longer needed";
    }
}

coded_enum! {
    /// What can happen to an agreed action.
    pub enum ActionEvent {
        /// The member has done it.
        Finish = "finish", "Mark as done";
        /// It was not done after all.
        Reopen = "reopen", "Mark as not done";
        /// The adviser takes it away.
        Drop = "drop", "No longer needed";
    }
}

impl ActionState {
    /// The state after an event, `None` where the event is refused.
    #[must_use]
    pub const fn after(self, event: ActionEvent) -> Option<Self> {
        match (self, event) {
            (Self::Agreed, ActionEvent::Finish) => Some(Self::Done),
            (Self::Agreed, ActionEvent::Drop) => Some(Self::Dropped),
            (Self::Done, ActionEvent::Reopen) => Some(Self::Agreed),
            (Self::Agreed, ActionEvent::Reopen)
            | (Self::Done, ActionEvent::Finish | ActionEvent::Drop)
            | (Self::Dropped, _) => None,
        }
    }
}

/// An agreed action as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CareerAction {
    /// Its identifier.
    pub id: CareerActionId,
    /// In which conversation it was agreed.
    pub conversation: CareerConversationId,
    /// Who follows it up.
    pub adviser: PersonId,
    /// What to do.
    pub words: String,
    /// Where it leads, if that was said.
    pub pathway: Option<Pathway>,
    /// By when.
    pub due_on: Date,
    /// Whether it is done.
    pub state: ActionState,
    /// When it was agreed.
    pub agreed_at: Instant,
    /// When it was done or dropped.
    pub closed_at: Option<Instant>,
}

impl CareerAction {
    /// Whether its day has come and it is not done: time to ask about it.
    #[must_use]
    pub fn is_due(&self, today: Date) -> bool {
        self.state == ActionState::Agreed && self.due_on <= today
    }
}
