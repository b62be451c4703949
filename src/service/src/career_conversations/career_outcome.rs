//! What a member reads after a conversation, says came of it and thought of it.

use domain::career_conversations::audit::{FEEDBACK_GIVEN, OUTCOME_RECORDED};
use domain::career_conversations::career_action::CareerAction;
use domain::career_conversations::career_conversation::{CareerConversation, Reference, Status};
use domain::career_conversations::career_outcome::{
    CareerOutcome, ConversationFeedback, FeedbackForm, OutcomeForm, OutcomeKind, OutcomeRequest,
};
use domain::career_conversations::conversation_summary::ConversationSummary;
use domain::career_conversations::permission::HAVE_CONVERSATIONS;
use domain::kit::app_error::{AppError, Conflict, ConflictCode};
use domain::kit::london;
use domain::kit::words;
use domain::people::actor::Actor;
use serde_json::json;

use crate::Service;
use crate::career_conversations::career_conversation::{about, attended, not_theirs};
use crate::work::Work;

/// What a member sees of what follows a conversation of theirs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Following {
    /// The summary, once it is shared.
    pub summary: Option<ConversationSummary>,
    /// What was agreed, once the summary is shared; the next first.
    pub actions: Vec<CareerAction>,
    pub outcomes: Vec<CareerOutcome>,
    pub feedback: Option<ConversationFeedback>,
}

/// What follows one of one's own conversations; nothing unless one came.
///
/// # Errors
/// `Forbidden` for who isn't a hub member; `NotFound` for somebody else's.
pub async fn following(
    service: &Service,
    actor: &Actor,
    conversation: &CareerConversation,
) -> Result<Option<Following>, AppError> {
    actor.may(HAVE_CONVERSATIONS)?;
    if conversation.member != actor.person {
        return Err(not_theirs(service, actor, conversation));
    }
    if conversation.status != Status::Attended {
        return Ok(None);
    }
    let mut conn = service.store.read().await?;
    let summary =
        store::career_conversations::conversation_summary::shared(&mut conn, conversation.id)
            .await?;
    let actions = match &summary {
        Some(_) => {
            store::career_conversations::career_action::of_conversation(&mut conn, conversation.id)
                .await?
        }
        None => Vec::new(),
    };
    Ok(Some(Following {
        summary,
        actions,
        outcomes: store::career_conversations::career_outcome::of_conversation(
            &mut conn,
            conversation.id,
        )
        .await?,
        feedback: store::career_conversations::career_outcome::feedback(&mut conn, conversation.id)
            .await?,
    }))
}

/// Says what came of one of one's own conversations: each kind once, and the last answer counts. What came of it takes the place of
/// 'nothing yet'.
///
/// # Errors
/// `Forbidden` for who isn't a hub member; `Invalid`, also for a day before the conversation's and for nothing yet after something;
/// `NotFound` for somebody else's; `Conflict` when it is not recorded that they came.
pub async fn say(
    service: &Service,
    actor: &Actor,
    form: OutcomeForm,
) -> Result<Reference, AppError> {
    actor.may(HAVE_CONVERSATIONS)?;
    let request = form.parse(london::day_of(service.now()))?;
    let mut work = Work::begin(service, actor).await?;
    let conversation = attended(&mut work, actor, &request.reference, |held| held.member).await?;
    let before =
        store::career_conversations::career_outcome::of_conversation(&mut work, conversation.id)
            .await?;
    check(&conversation, &before, &request)?;
    let outcome = CareerOutcome {
        conversation: conversation.id,
        kind: request.kind,
        happened_on: request.happened_on,
        said_at: work.now,
    };
    if outcome.kind != OutcomeKind::NothingYet {
        store::career_conversations::career_outcome::take_back(
            &mut work,
            conversation.id,
            OutcomeKind::NothingYet,
        )
        .await?;
    }
    store::career_conversations::career_outcome::say(&mut work, &outcome).await?;
    let detail = json!({ "reference": conversation.reference, "outcome": outcome.kind, "day": outcome.happened_on });
    let about = about(&conversation);
    work.note(OUTCOME_RECORDED, about, detail).await?;
    work.commit().await?;
    Ok(conversation.reference)
}

fn check(
    conversation: &CareerConversation,
    before: &[CareerOutcome],
    request: &OutcomeRequest,
) -> Result<(), AppError> {
    let held = london::day_of(conversation.interval.start);
    match request.happened_on {
        Some(day) if day < held => {
            let message = format!(
                "The day it happened must be {} or later: the day of your conversation",
                words::date(held)
            );
            Err(AppError::invalid("happened", message))
        }
        None if before.iter().any(|said| said.happened_on.is_some()) => {
            let message = "You have told us before that something came of it";
            Err(AppError::invalid("kind", message))
        }
        _ => Ok(()),
    }
}

/// Says what one thought of one of one's own conversations, once. The same answers sent twice are one.
///
/// # Errors
/// `Forbidden` for who isn't a hub member; `Invalid`; `NotFound` for somebody else's; `Conflict` when it is not recorded that they
/// came, or when they gave other answers before.
pub async fn give_feedback(
    service: &Service,
    actor: &Actor,
    form: FeedbackForm,
) -> Result<Reference, AppError> {
    actor.may(HAVE_CONVERSATIONS)?;
    let request = form.parse()?;
    let mut work = Work::begin(service, actor).await?;
    let conversation = attended(&mut work, actor, &request.reference, |held| held.member).await?;
    let before =
        store::career_conversations::career_outcome::feedback(&mut work, conversation.id).await?;
    if let Some(before) = before {
        let is_same =
            (before.usefulness, before.next_step) == (request.usefulness, request.next_step);
        return if is_same {
            Ok(conversation.reference)
        } else {
            Err(given_already())
        };
    }
    let feedback = ConversationFeedback {
        conversation: conversation.id,
        usefulness: request.usefulness,
        next_step: request.next_step,
        given_at: work.now,
    };
    store::career_conversations::career_outcome::give_feedback(&mut work, &feedback)
        .await
        .map_err(|error| match error.constraint() {
            Some("conversation_feedback_pk") => given_already(),
            _ => error.into(),
        })?;
    let detail = json!({ "reference": conversation.reference });
    let about = about(&conversation);
    work.note(FEEDBACK_GIVEN, about, detail).await?;
    work.commit().await?;
    Ok(conversation.reference)
}

fn given_already() -> AppError {
    AppError::Conflict(Conflict {
        code: ConflictCode::ALREADY_EXISTS,
        message: "You have given your feedback already".to_owned(),
        alternatives: Vec::new(),
    })
}
