//! The summary that an adviser writes after a conversation, shares with the member and can correct.

use domain::career_conversations::audit::{SUMMARY_CORRECTED, SUMMARY_SAVED, SUMMARY_SHARED};
use domain::career_conversations::career_action::CareerAction;
use domain::career_conversations::career_conversation::{CareerConversation, Reference, Status};
use domain::career_conversations::career_outcome::CareerOutcome;
use domain::career_conversations::conflict;
use domain::career_conversations::conversation_summary::{
    ConversationSummary, PrivateNote, ShareForm, SummaryEvent, SummaryForm, SummaryRequest,
    SummaryState, SummaryTemplate,
};
use domain::career_conversations::permission::GIVE_CONVERSATIONS;
use domain::kit::app_error::{AppError, ConflictCode};
use domain::people::actor::Actor;
use serde_json::json;
use store::career_conversations::career_conversation::Listed;
use store::changed_meanwhile;

use crate::Service;
use crate::career_conversations::adviser_diary;
use crate::career_conversations::career_conversation::{about, attended};
use crate::career_conversations::message;
use crate::work::Work;

/// What an adviser has written after one of their conversations, and what the member has said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    pub listed: Listed,
    /// Whether the member came: only then is there something to write.
    pub is_open: bool,
    /// The summary, shared or not.
    pub summary: Option<ConversationSummary>,
    /// The next first.
    pub actions: Vec<CareerAction>,
    pub outcomes: Vec<CareerOutcome>,
    pub note: Option<PrivateNote>,
    pub templates: Vec<SummaryTemplate>,
}

/// What one has written after one of one's own conversations: nothing unless the member came.
///
/// # Errors
/// `Forbidden` for who isn't an adviser; `NotFound` for another adviser's.
pub async fn written(
    service: &Service,
    actor: &Actor,
    reference: &Reference,
) -> Result<Written, AppError> {
    let (whole, _) = adviser_diary::one(service, actor, reference).await?;
    let listed = whole.listed;
    let id = listed.conversation.id;
    let mut written = Written {
        is_open: listed.conversation.status == Status::Attended,
        listed,
        summary: None,
        actions: Vec::new(),
        outcomes: Vec::new(),
        note: None,
        templates: Vec::new(),
    };
    if !written.is_open {
        return Ok(written);
    }
    let mut conn = service.store.read().await?;
    written.summary =
        store::career_conversations::conversation_summary::of_conversation(&mut conn, id).await?;
    written.actions =
        store::career_conversations::career_action::of_conversation(&mut conn, id).await?;
    written.outcomes =
        store::career_conversations::career_outcome::of_conversation(&mut conn, id).await?;
    written.note =
        store::career_conversations::private_note::of_adviser(&mut conn, actor.person, id).await?;
    written.templates =
        store::career_conversations::summary_template::of_adviser(&mut conn, actor.person).await?;
    Ok(written)
}

/// Keeps a summary. The first is a draft; a draft stays one; what was shared is corrected, and the member is told. The same words
/// sent twice are kept once.
///
/// # Errors
/// `Forbidden` for who isn't an adviser; `Invalid`; `NotFound` for another adviser's; `Conflict` when the member did not come, or
/// when it has changed since the page was shown.
pub async fn save(
    service: &Service,
    actor: &Actor,
    form: SummaryForm,
) -> Result<SummaryState, AppError> {
    actor.may(GIVE_CONVERSATIONS)?;
    let request = form.parse()?;
    let mut work = Work::begin(service, actor).await?;
    let conversation = attended(&mut work, actor, &request.reference, |held| held.adviser).await?;
    let state = keep(&mut work, &conversation, &request).await?;
    work.commit().await?;
    Ok(state)
}

/// [`save`], as a part of something larger.
pub(crate) async fn keep(
    work: &mut Work<'_>,
    conversation: &CareerConversation,
    request: &SummaryRequest,
) -> Result<SummaryState, AppError> {
    let found =
        store::career_conversations::conversation_summary::of_conversation(work, conversation.id)
            .await?;
    if let Some(kept) = found.as_ref().filter(|kept| is_kept(kept, request)) {
        return Ok(kept.state);
    }
    let state = match &found {
        None => add(work, conversation, request).await?,
        Some(read) => change(work, read, request).await?,
    };
    let action = match state {
        SummaryState::Draft => SUMMARY_SAVED,
        SummaryState::Shared => SUMMARY_CORRECTED,
    };
    let (about, detail) = (about(conversation), named(conversation));
    work.note(action, about, detail).await?;
    if state == SummaryState::Shared {
        message::queue_summary(work, conversation, true).await?;
    }
    Ok(state)
}

/// Whether these very words were kept from this very page before.
fn is_kept(kept: &ConversationSummary, request: &SummaryRequest) -> bool {
    kept.version == request.version + 1
        && kept.words == request.words
        && kept.pathways == request.pathways
}

async fn add(
    work: &mut Work<'_>,
    conversation: &CareerConversation,
    request: &SummaryRequest,
) -> Result<SummaryState, AppError> {
    if request.version != 0 {
        return Err(AppError::conflict(ConflictCode::CHANGED_MEANWHILE));
    }
    let summary = ConversationSummary {
        conversation: conversation.id,
        words: request.words.clone(),
        pathways: request.pathways.clone(),
        state: SummaryState::Draft,
        saved_at: work.now,
        shared_at: None,
        version: 1,
    };
    store::career_conversations::conversation_summary::insert(work, &summary).await?;
    Ok(summary.state)
}

async fn change(
    work: &mut Work<'_>,
    read: &ConversationSummary,
    request: &SummaryRequest,
) -> Result<SummaryState, AppError> {
    let event = match read.state {
        SummaryState::Draft => SummaryEvent::Save,
        SummaryState::Shared => SummaryEvent::Correct,
    };
    let state = read.state.after(event);
    let state = state.ok_or_else(|| AppError::conflict(conflict::NOT_ALLOWED_NOW))?;
    if read.version != request.version {
        return Err(AppError::conflict(ConflictCode::CHANGED_MEANWHILE));
    }
    let changed = ConversationSummary {
        words: request.words.clone(),
        pathways: request.pathways.clone(),
        state,
        saved_at: work.now,
        ..read.clone()
    };
    store::career_conversations::conversation_summary::change(work, read, &changed)
        .await
        .map_err(changed_meanwhile)?;
    Ok(state)
}

/// Lets the member read the summary, and tells them so by email. Sent twice, it is shared once.
///
/// # Errors
/// `Forbidden` for who isn't an adviser; `Invalid`; `NotFound` for another adviser's or without a summary; `Conflict` when the
/// member did not come, or when the summary has changed since the page was shown.
pub async fn share(service: &Service, actor: &Actor, form: ShareForm) -> Result<(), AppError> {
    actor.may(GIVE_CONVERSATIONS)?;
    let request = form.parse()?;
    let mut work = Work::begin(service, actor).await?;
    let conversation = attended(&mut work, actor, &request.reference, |held| held.adviser).await?;
    let version = Some(request.version);
    make_readable(&mut work, &conversation, version).await?;
    Ok(work.commit().await?)
}

/// [`share`], as a part of something larger: without a version, of what the same transaction has just kept.
pub(crate) async fn make_readable(
    work: &mut Work<'_>,
    conversation: &CareerConversation,
    version: Option<i64>,
) -> Result<(), AppError> {
    let read =
        store::career_conversations::conversation_summary::of_conversation(work, conversation.id)
            .await?
            .ok_or(AppError::NotFound)?;
    let Some(state) = read.state.after(SummaryEvent::Share) else {
        return Ok(());
    };
    if version.is_some_and(|version| version != read.version) {
        return Err(AppError::conflict(ConflictCode::CHANGED_MEANWHILE));
    }
    let shared = ConversationSummary {
        state,
        shared_at: Some(work.now),
        ..read.clone()
    };
    store::career_conversations::conversation_summary::change(work, &read, &shared)
        .await
        .map_err(changed_meanwhile)?;
    let (about, detail) = (about(conversation), named(conversation));
    work.note(SUMMARY_SHARED, about, detail).await?;
    Ok(message::queue_summary(work, conversation, false).await?)
}

/// Never with what was written.
fn named(conversation: &CareerConversation) -> serde_json::Value {
    json!({ "reference": conversation.reference })
}
