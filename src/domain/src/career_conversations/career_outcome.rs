//! Where a conversation can lead, what the member says came of it, and what they thought of it.

use jiff::civil::Date;

use crate::career_conversations::id::CareerConversationId;
use crate::kit::instant::Instant;

mod forms;

pub use forms::{FeedbackForm, FeedbackRequest, OutcomeForm, OutcomeRequest};

coded_enum! {
    /// Where a conversation can lead.
    pub enum Pathway {
        Apprenticeship = "apprenticeship", "An apprenticeship";
        Reserve = "reserve", "The reserves";
        Training = "training", "Training";
        Vacancy = "vacancy", "A permanent job";
        Conversation = "conversation", "Another conversation";
    }
}

coded_enum! {
    /// What came of a conversation, in the member's own view.
    pub enum OutcomeKind {
        StartedApprenticeship = "started_apprenticeship", "Started an apprenticeship";
        JoinedReserves = "joined_reserves", "Joined the reserves";
        StartedTraining = "started_training", "Started training";
        GotJob = "got_job", "Got a job";
        HadConversation = "had_conversation", "Had another conversation";
        NothingYet = "nothing_yet", "Nothing yet";
    }
}

impl OutcomeKind {
    /// The pathway that it completes; nothing completes none.
    #[must_use]
    pub const fn pathway(self) -> Option<Pathway> {
        match self {
            Self::StartedApprenticeship => Some(Pathway::Apprenticeship),
            Self::JoinedReserves => Some(Pathway::Reserve),
            Self::StartedTraining => Some(Pathway::Training),
            Self::GotJob => Some(Pathway::Vacancy),
            Self::HadConversation => Some(Pathway::Conversation),
            Self::NothingYet => None,
        }
    }
}

/// What the member says came of a conversation: each kind once, the last answer counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CareerOutcome {
    pub conversation: CareerConversationId,
    pub kind: OutcomeKind,
    /// `None` for nothing yet.
    pub happened_on: Option<Date>,
    pub said_at: Instant,
}

coded_enum! {
    pub enum Usefulness {
        VeryUseful = "very_useful", "Very useful";
        Useful = "useful", "Useful";
        NotVeryUseful = "not_very_useful", "Not very useful";
        NotUseful = "not_useful", "Not useful at all";
    }
}

coded_enum! {
    /// 'Do you know what to do next?'
    pub enum NextStep {
        Yes = "yes", "Yes";
        Partly = "partly", "Partly";
        No = "no", "No";
    }
}

/// What the member thought of a conversation, said once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConversationFeedback {
    pub conversation: CareerConversationId,
    pub usefulness: Usefulness,
    pub next_step: NextStep,
    pub given_at: Instant,
}
