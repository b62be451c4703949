//! What members say came of conversations, and what they thought of them.

use domain::career_conversations::career_outcome::{
    CareerOutcome, ConversationFeedback, OutcomeKind,
};
use domain::career_conversations::id::CareerConversationId;

use crate::db::{Conn, StoreError, Tx, row, statements};

row! { CareerOutcome { conversation: "conversation_id", kind, happened_on, said_at } }

row! { ConversationFeedback { conversation: "conversation_id", usefulness, next_step, given_at } }

statements! {
    SAY = "INSERT INTO career_outcome (conversation_id, kind, happened_on, said_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (conversation_id, kind) DO UPDATE SET happened_on = excluded.happened_on, said_at = excluded.said_at";
    TAKE_BACK = "DELETE FROM career_outcome WHERE conversation_id = $1 AND kind = $2";
    OF_CONVERSATION = "SELECT * FROM career_outcome WHERE conversation_id = $1 ORDER BY happened_on, kind";
    GIVE_FEEDBACK = "INSERT INTO conversation_feedback (conversation_id, usefulness, next_step, given_at) VALUES ($1, $2, $3, $4)";
    FEEDBACK = "SELECT * FROM conversation_feedback WHERE conversation_id = $1";
}

/// Keeps an outcome, in place of the same kind's before.
pub async fn say(tx: &mut Tx, outcome: &CareerOutcome) -> Result<(), StoreError> {
    tx.q(&SAY)
        .bind(outcome.conversation)
        .bind(outcome.kind)
        .bind(outcome.happened_on)
        .bind(outcome.said_at)
        .one_changed()
        .await
}

/// Takes back an outcome of this kind, if there is one.
pub async fn take_back(
    tx: &mut Tx,
    conversation: CareerConversationId,
    kind: OutcomeKind,
) -> Result<(), StoreError> {
    let taken = tx.q(&TAKE_BACK).bind(conversation).bind(kind);
    taken.execute().await.map(|_| ())
}

/// By day.
pub async fn of_conversation(
    conn: &mut Conn,
    conversation: CareerConversationId,
) -> Result<Vec<CareerOutcome>, StoreError> {
    conn.q(&OF_CONVERSATION).bind(conversation).all().await
}

/// Keeps what a member thought of a conversation.
///
/// # Errors
/// `Conflict(conversation_feedback_pk)` when they have said so before.
pub async fn give_feedback(tx: &mut Tx, feedback: &ConversationFeedback) -> Result<(), StoreError> {
    tx.q(&GIVE_FEEDBACK)
        .bind(feedback.conversation)
        .bind(feedback.usefulness)
        .bind(feedback.next_step)
        .bind(feedback.given_at)
        .one_changed()
        .await
}

pub async fn feedback(
    conn: &mut Conn,
    conversation: CareerConversationId,
) -> Result<Option<ConversationFeedback>, StoreError> {
    conn.q(&FEEDBACK).bind(conversation).optional().await
}
