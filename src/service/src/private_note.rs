//! Advisers' private notes: nobody else reads them, administrators and coordinators included.

use domain::actor::Actor;
use domain::app_error::AppError;
use domain::audit::{Action, ObjectKind};
use domain::conversation_summary::{NoteForm, PrivateNote};
use domain::permission::Permission;
use serde_json::json;

use crate::{Service, adviser_diary, audit};

/// Keeps one's own note about one of one's own conversations, in place of the one before; without words it is removed. The log says
/// that it was changed, never what it says.
///
/// # Errors
/// `Forbidden` for who isn't an adviser; `Invalid`; `NotFound` for another adviser's; `Conflict` when the member did not come.
pub async fn save(service: &Service, actor: &Actor, form: NoteForm) -> Result<(), AppError> {
    actor.may(Permission::GiveConversations)?;
    let request = form.parse()?;
    let told = |error| service.told(error);
    let mut tx = service.store.write().await.map_err(told)?;
    let conversation = adviser_diary::attended(service, actor, &mut tx, &request.reference).await?;
    if request.words.is_empty() {
        store::private_note::remove(&mut tx, actor.person, conversation.id)
            .await
            .map_err(told)?;
    } else {
        let note = PrivateNote {
            conversation: conversation.id,
            adviser: actor.person,
            words: request.words,
            saved_at: service.now(),
        };
        store::private_note::save(&mut tx, &note)
            .await
            .map_err(told)?;
    }
    let detail = json!({ "reference": conversation.reference });
    let (kind, object) = (ObjectKind::CareerConversation, conversation.id.uuid());
    audit::append(
        service,
        &mut tx,
        Some(actor),
        Action::PrivateNoteSaved,
        kind,
        object,
        Some(conversation.member),
        None,
        detail,
    )
    .await
    .map_err(told)?;
    tx.commit().await.map_err(told)
}
