//! What an adviser has on the page after a conversation, kept as a whole: whichever button is pressed, nothing that was typed is left
//! behind, and what the member reads is what was in the box.

use domain::career_conversations::career_conversation::CareerConversation;
use domain::career_conversations::conversation_summary::{
    ConversationSummary, Press, SUMMARY_LIMIT, SummaryRequest, SummaryState, WriteUp, WriteUpForm,
};
use domain::career_conversations::id::SummaryTemplateId;
use domain::career_conversations::permission::GIVE_CONVERSATIONS;
use domain::kit::app_error::{AppError, ConflictCode};
use domain::kit::london;
use domain::kit::words;
use domain::people::actor::Actor;
use store::Tx;

use crate::Service;
use crate::career_conversations::career_action;
use crate::career_conversations::career_conversation::attended;
use crate::career_conversations::conversation_summary;
use crate::career_conversations::private_note;
use crate::work::Work;

/// What the press of the button came to, for the words that say so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    Saved,
    Shared,
    Corrected,
    Agreed,
    Changed,
    Noted,
    /// A template's words are in the box.
    Begun,
}

/// Keeps all that is on the page and then does what the button says, or does nothing at all.
///
/// # Errors
/// `Forbidden` for who isn't an adviser; `Invalid`, also when a button would leave the correction of a shared summary behind;
/// `NotFound` for another adviser's; `Conflict` when the member did not come, or when what was changed on the page has changed since
/// it was shown.
pub async fn write_up(
    service: &Service,
    actor: &Actor,
    form: WriteUpForm,
) -> Result<Done, AppError> {
    actor.may(GIVE_CONVERSATIONS)?;
    let mut page = form.parse(london::day_of(service.now()))?;
    let mut work = Work::begin(service, actor).await?;
    let conversation = attended(&mut work, actor, &page.reference, |held| held.adviser).await?;
    if let Press::Template(template) = page.press {
        page.words = with_template(&mut work, actor, page.words, template).await?;
    }
    let corrected = keep_summary(&mut work, &conversation, &page).await?;
    keep_note(&mut work, &conversation, &page).await?;
    if let Some(action) = page.action {
        career_action::add(&mut work, &conversation, action).await?;
    }
    let done = match page.press {
        Press::Save if corrected == Some(SummaryState::Shared) => Done::Corrected,
        Press::Save => Done::Saved,
        Press::Agree => Done::Agreed,
        Press::Note => Done::Noted,
        Press::Template(_) => Done::Begun,
        Press::Share => {
            conversation_summary::make_readable(&mut work, &conversation, None).await?;
            Done::Shared
        }
        Press::Change(change) => {
            let changed = career_action::change_own(&mut work, actor, change).await?;
            if changed.id != conversation.id {
                return Err(AppError::NotFound);
            }
            Done::Changed
        }
    };
    work.commit().await?;
    Ok(done)
}

/// The summary if the page's differs from it: then gives what it now is.
async fn keep_summary(
    work: &mut Work<'_>,
    conversation: &CareerConversation,
    page: &WriteUp,
) -> Result<Option<SummaryState>, AppError> {
    let found =
        store::career_conversations::conversation_summary::of_conversation(work, conversation.id)
            .await?;
    let state = found.as_ref().map(|found| found.state);
    let is_asked_for = matches!(page.press, Press::Save | Press::Share);
    let is_same = match &found {
        Some(found) => is_same_text(&found.words, &page.words) && found.pathways == page.pathways,
        None => page.words.is_empty() && !is_asked_for,
    };
    if is_same {
        return Ok(None);
    }
    if page.words.is_empty() {
        return Err(AppError::invalid("summary", "Write the summary"));
    }
    if is_older(&found, page) {
        return Err(AppError::conflict(ConflictCode::CHANGED_MEANWHILE));
    }
    if state == Some(SummaryState::Shared) && page.press != Press::Save {
        let message =
            "You have changes to the summary that are not saved. Save the correction first";
        return Err(AppError::invalid("summary", message));
    }
    let request = SummaryRequest {
        reference: page.reference.clone(),
        version: page.version,
        words: page.words.clone(),
        pathways: page.pathways.clone(),
    };
    conversation_summary::keep(work, conversation, &request)
        .await
        .map(Some)
}

fn is_older(found: &Option<ConversationSummary>, page: &WriteUp) -> bool {
    found.as_ref().map_or(0, |found| found.version) != page.version
}

/// Both as a form's text is read, so that words kept under older rules of tidying don't count as changed.
fn is_same_text(kept: &str, typed: &str) -> bool {
    kept == typed || words::parse_text("", kept, SUMMARY_LIMIT).is_ok_and(|kept| kept == typed)
}

/// The note if the page's differs from it.
async fn keep_note(
    work: &mut Work<'_>,
    conversation: &CareerConversation,
    page: &WriteUp,
) -> Result<(), AppError> {
    let found = store::career_conversations::private_note::of_adviser(
        work,
        conversation.adviser,
        conversation.id,
    )
    .await?;
    let kept = found.as_ref().map_or("", |note| note.words.as_str());
    if is_same_text(kept, &page.note.words) {
        return Ok(());
    }
    let noted_at = found.as_ref().map(|note| note.saved_at.to_string());
    if noted_at.unwrap_or_default() != page.noted_at {
        return Err(AppError::conflict(ConflictCode::CHANGED_MEANWHILE));
    }
    private_note::keep(work, conversation, page.note.words.clone()).await
}

/// What is in the box, and the template's words under it.
async fn with_template(
    tx: &mut Tx,
    actor: &Actor,
    typed: String,
    template: SummaryTemplateId,
) -> Result<String, AppError> {
    let templates =
        store::career_conversations::summary_template::of_adviser(tx, actor.person).await?;
    let template = templates.into_iter().find(|kept| kept.id == template);
    let template = template.ok_or(AppError::NotFound)?;
    let both = if typed.is_empty() {
        template.words
    } else {
        format!("{typed}\n\n{}", template.words)
    };
    words::parse_text("The summary", &both, SUMMARY_LIMIT)
        .map_err(|message| AppError::invalid("summary", message))
}
