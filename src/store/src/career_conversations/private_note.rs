//! Advisers' private notes. Each function takes the adviser's identifier and knows no note of anybody else's: there is no way to
//! read one by the conversation alone.

use domain::career_conversations::conversation_summary::PrivateNote;
use domain::career_conversations::id::CareerConversationId;
use domain::people::id::PersonId;

use crate::db::{Conn, StoreError, Tx, row, statements};

row! { PrivateNote { conversation: "conversation_id", adviser: "adviser_id", words, saved_at } }

statements! {
    SAVE = "INSERT INTO private_note (conversation_id, adviser_id, words, saved_at)
        SELECT id, adviser_id, $3, $4 FROM career_conversation WHERE id = $1 AND adviser_id = $2
        ON CONFLICT (conversation_id, adviser_id) DO UPDATE SET words = excluded.words, saved_at = excluded.saved_at";
    REMOVE = "DELETE FROM private_note WHERE conversation_id = $1 AND adviser_id = $2";
    OF_ADVISER = "SELECT conversation_id, adviser_id, words, saved_at FROM private_note WHERE conversation_id = $1 AND adviser_id = $2";
}

/// Keeps an adviser's note about a conversation of theirs, in place of the one before.
///
/// # Errors
/// `NotFound` when the conversation is another adviser's.
pub async fn save(tx: &mut Tx, note: &PrivateNote) -> Result<(), StoreError> {
    tx.q(&SAVE)
        .bind(note.conversation)
        .bind(note.adviser)
        .bind(note.words.as_str())
        .bind(note.saved_at)
        .one_changed()
        .await
}

/// Removes an adviser's own note about a conversation, if there is one.
pub async fn remove(
    tx: &mut Tx,
    adviser: PersonId,
    conversation: CareerConversationId,
) -> Result<(), StoreError> {
    let removed = tx.q(&REMOVE).bind(conversation).bind(adviser);
    removed.execute().await.map(|_| ())
}

/// An adviser's own note about a conversation. Anybody else's is not there.
pub async fn of_adviser(
    conn: &mut Conn,
    adviser: PersonId,
    conversation: CareerConversationId,
) -> Result<Option<PrivateNote>, StoreError> {
    conn.q(&OF_ADVISER)
        .bind(conversation)
        .bind(adviser)
        .optional()
        .await
}
