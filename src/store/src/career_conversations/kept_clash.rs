//! Conversations that their adviser keeps although they no longer fit what is published.

use domain::career_conversations::availability::Clash;
use domain::career_conversations::career_conversation::CareerConversation;
use domain::career_conversations::id::CareerConversationId;
use domain::kit::instant::Instant;
use domain::people::id::PersonId;

use crate::db::{Conn, StoreError, Tx, row, statements};

/// What was kept, when it was, and in spite of what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeptClash {
    pub conversation: CareerConversationId,
    /// Its start then.
    pub start: Instant,
    pub clash: Clash,
}

row! { KeptClash { conversation: "conversation_id", start: "starts_at", clash } }

statements! {
    OF_ADVISER = "SELECT k.conversation_id, k.starts_at, k.clash FROM kept_clash k JOIN career_conversation c ON c.id = k.conversation_id
        WHERE c.adviser_id = $1 AND c.status = 'booked' AND c.starts_at >= $2 AND k.kept_at >= c.updated_at
        ORDER BY k.starts_at, k.conversation_id, k.clash";
    KEEP = "INSERT INTO kept_clash (conversation_id, starts_at, clash, kept_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (conversation_id, starts_at, clash) DO UPDATE SET kept_at = $4";
}

/// What an adviser has kept of the booked conversations that start then or later, and that were not changed since.
pub async fn of_adviser(
    conn: &mut Conn,
    adviser: PersonId,
    from: Instant,
) -> Result<Vec<KeptClash>, StoreError> {
    conn.q(&OF_ADVISER).bind(adviser).bind(from).all().await
}

/// Notes that a conversation is kept where it is. Kept twice, it is kept once.
pub async fn keep(
    tx: &mut Tx,
    conversation: &CareerConversation,
    clash: Clash,
    at: Instant,
) -> Result<(), StoreError> {
    tx.q(&KEEP)
        .bind(conversation.id)
        .bind(conversation.interval.start)
        .bind(clash)
        .bind(at)
        .one_changed()
        .await
}
