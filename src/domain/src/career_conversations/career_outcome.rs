//! Where a conversation can lead, what the member says came of it, and what they thought of it.

use jiff::civil::Date;

use crate::career_conversations::id::CareerConversationId;
use crate::kit::instant::Instant;

mod forms;

pub use forms::{FeedbackForm, FeedbackRequest, OutcomeForm, OutcomeRequest};

coded_enum! {
    /// Where a conversation can lead.
    pub enum Pathway {
        /// An apprenticeship.
        Apprenticeship = "apprenticeship", "An apprenticeship";
        /// The reserves.
        Reserve = "reserve", "The reserves";
        /// Training.
        Training = "training", "Training";
        /// A substantive post.
        Vacancy = "vacancy", "A permanent job";
        /// A further conversation.
        Conversation = "conversation", "Another conversation";
    }
}

coded_enum! {
    /// What came of a conversation, in the member's own view.
    pub enum OutcomeKind {
        /// They started an apprenticeship.
        StartedApprenticeship = "started_apprenticeship", "Started an apprenticeship";
        /// They joined the reserves.
        JoinedReserves = "joined_reserves", "Joined the reserves";
        /// They started training.
        StartedTraining = "started_training", "Started training";
        /// They got a job.
        GotJob = "got_job", "Got a job";
        /// They had another conversation.
        HadConversation = "had_conversation", "Had another conversation";
        /// Nothing so far.
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
    /// Of which conversation.
    pub conversation: CareerConversationId,
    /// What.
    pub kind: OutcomeKind,
    /// The day on which it happened; `None` for nothing yet.
    pub happened_on: Option<Date>,
    /// When they said so.
    pub said_at: Instant,
}

coded_enum! {
    /// 'Was the conversation useful?'
    pub enum Usefulness {
        /// The best.
        VeryUseful = "very_useful", "Very useful";
        /// Good.
        Useful = "useful", "Useful";
        /// Less good.
        NotVeryUseful = "not_very_useful", "Not very useful";
        /// Not good.
        NotUseful = "not_useful", "Not useful at all";
    }
}

coded_enum! {
    /// 'Do you know what to do next?'
    pub enum NextStep {
        /// They know.
        Yes = "yes", "Yes";
        /// They know some of it.
        Partly = "partly", "Partly";
        /// They don't.
        No = "no", "No";
    }
}

/// What the member thought of a conversation, said once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConversationFeedback {
    /// Of which conversation.
    pub conversation: CareerConversationId,
    /// Whether it was useful.
    pub usefulness: Usefulness,
    /// Whether they know what to do next.
    pub next_step: NextStep,
    /// When they said so.
    pub given_at: Instant,
}
