//! Advisers' private notes: nobody else reads them, administrators and coordinators included.

use domain::career_conversations::audit::PRIVATE_NOTE_SAVED;
use domain::career_conversations::career_conversation::CareerConversation;
use domain::career_conversations::conversation_summary::{NoteForm, PrivateNote};
use domain::career_conversations::permission::GIVE_CONVERSATIONS;
use domain::kit::app_error::AppError;
use domain::people::actor::Actor;
use serde_json::json;

use crate::Service;
use crate::career_conversations::career_conversation::{about, attended};
use crate::work::Work;

/// Keeps one's own note about one of one's own conversations, in place of the one before; without words it is removed. The log says
/// that it was changed, never what it says.
///
/// # Errors
/// `Forbidden` for who isn't an adviser; `Invalid`; `NotFound` for another adviser's; `Conflict` when the member did not come.
pub async fn save(service: &Service, actor: &Actor, form: NoteForm) -> Result<(), AppError> {
    actor.may(GIVE_CONVERSATIONS)?;
    let request = form.parse()?;
    let mut work = Work::begin(service, actor).await?;
    let conversation = attended(&mut work, actor, &request.reference, |held| held.adviser).await?;
    keep(&mut work, &conversation, request.words).await?;
    Ok(work.commit().await?)
}

/// [`save`], as a part of something larger.
pub(crate) async fn keep(
    work: &mut Work<'_>,
    conversation: &CareerConversation,
    words: String,
) -> Result<(), AppError> {
    if words.is_empty() {
        store::career_conversations::private_note::remove(
            work,
            conversation.adviser,
            conversation.id,
        )
        .await?;
    } else {
        let note = PrivateNote {
            conversation: conversation.id,
            adviser: conversation.adviser,
            words,
            saved_at: work.now,
        };
        store::career_conversations::private_note::save(work, &note).await?;
    }
    let detail = json!({ "reference": conversation.reference });
    let about = about(conversation);
    Ok(work.note(PRIVATE_NOTE_SAVED, about, detail).await?)
}
