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
    pub enum ActionState {
        Agreed = "agreed", "To do";
        Done = "done", "Done";
        Dropped = "dropped", "No longer needed";
    }
}

coded_enum! {
    pub enum ActionEvent {
        /// The member has done it.
        Finish = "finish", "Mark as done";
        Reopen = "reopen", "Mark as not done";
        /// The adviser takes it away.
        Drop = "drop", "No longer needed";
    }
}

impl ActionState {
    /// `None` where the event is refused.
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

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CareerAction {
    pub id: CareerActionId,
    pub conversation: CareerConversationId,
    /// Who follows it up.
    pub adviser: PersonId,
    pub words: String,
    pub pathway: Option<Pathway>,
    pub due_on: Date,
    pub state: ActionState,
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
