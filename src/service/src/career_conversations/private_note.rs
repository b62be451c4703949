//! Advisers' private notes: nobody else reads them, administrators and coordinators included.

use domain::career_conversations::audit::PRIVATE_NOTE_SAVED;
use domain::career_conversations::career_conversation::CareerConversation;
use domain::career_conversations::conversation_summary::{NoteForm, PrivateNote};
use domain::career_conversations::permission::GIVE_CONVERSATIONS;
use domain::kit::app_error::AppError;
use domain::people::actor::Actor;
use serde_json::json;
use store::Tx;

use crate::Service;
use crate::career_conversations::career_conversation;
use crate::career_conversations::career_conversation::attended;

/// Keeps one's own note about one of one's own conversations, in place of the one before; without words it is removed. The log says
/// that it was changed, never what it says.
///
/// # Errors
/// `Forbidden` for who isn't an adviser; `Invalid`; `NotFound` for another adviser's; `Conflict` when the member did not come.
pub async fn save(service: &Service, actor: &Actor, form: NoteForm) -> Result<(), AppError> {
    actor.may(GIVE_CONVERSATIONS)?;
    let request = form.parse()?;
    let mut tx = service.store.write().await?;
    let conversation = attended(service, &mut tx, actor, &request.reference, |held| {
        held.adviser
    })
    .await?;
    keep(service, &mut tx, actor, &conversation, request.words).await?;
    Ok(tx.commit().await?)
}

/// [`save`], as a part of something larger.
pub(crate) async fn keep(
    service: &Service,
    tx: &mut Tx,
    actor: &Actor,
    conversation: &CareerConversation,
    words: String,
) -> Result<(), AppError> {
    if words.is_empty() {
        store::career_conversations::private_note::remove(tx, actor.person, conversation.id)
            .await?;
    } else {
        let note = PrivateNote {
            conversation: conversation.id,
            adviser: actor.person,
            words,
            saved_at: service.now(),
        };
        store::career_conversations::private_note::save(tx, &note).await?;
    }
    let detail = json!({ "reference": conversation.reference });
    let action = PRIVATE_NOTE_SAVED;
    Ok(career_conversation::note(service, tx, actor, action, conversation, detail).await?)
}
