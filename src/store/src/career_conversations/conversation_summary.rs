//! Summaries of conversations, and the pathways they name.

use std::collections::BTreeSet;

use domain::career_conversations::career_outcome::Pathway;
use domain::career_conversations::conversation_summary::ConversationSummary;
use domain::career_conversations::id::CareerConversationId;

use crate::db::{Conn, FromRow, Row, StoreError, Tx, row, statements};

impl FromRow for ConversationSummary {
    fn from_row(row: &Row) -> Result<Self, StoreError> {
        Ok(Self {
            conversation: row.get("conversation_id")?,
            words: row.get("words")?,
            pathways: BTreeSet::new(),
            state: row.get("state")?,
            saved_at: row.get("saved_at")?,
            shared_at: row.get("shared_at")?,
            version: row.get("version")?,
        })
    }
}

struct Named(Pathway);

row! { Named("pathway") }

statements! {
    INSERT = "INSERT INTO conversation_summary (conversation_id, words, state, saved_at, shared_at, version) VALUES ($1, $2, $3, $4, $5, $6)";
    CHANGE = "UPDATE conversation_summary SET words = $4, state = $5, saved_at = $6, shared_at = $7, version = version + 1
        WHERE conversation_id = $1 AND version = $2 AND state = $3";
    OF_CONVERSATION = "SELECT * FROM conversation_summary WHERE conversation_id = $1";
    SHARED = "SELECT * FROM conversation_summary WHERE conversation_id = $1 AND state = 'shared'";
    PATHWAYS = "SELECT pathway FROM conversation_pathway WHERE conversation_id = $1";
    FORGET_PATHWAYS = "DELETE FROM conversation_pathway WHERE conversation_id = $1";
    NAME_PATHWAY = "INSERT INTO conversation_pathway (conversation_id, pathway) VALUES ($1, $2)";
}

/// Keeps the first summary of a conversation.
///
/// # Errors
/// `Conflict(conversation_summary_pk)` when there is one.
pub async fn insert(tx: &mut Tx, summary: &ConversationSummary) -> Result<(), StoreError> {
    tx.q(&INSERT)
        .bind(summary.conversation)
        .bind(summary.words.as_str())
        .bind(summary.state)
        .bind(summary.saved_at)
        .bind(summary.shared_at)
        .bind(summary.version)
        .one_changed()
        .await?;
    name_pathways(tx, summary).await
}

/// Changes a summary as it was read to what `changed` says; its version rises by one.
///
/// # Errors
/// `NotFound` when it has changed since.
pub async fn change(
    tx: &mut Tx,
    read: &ConversationSummary,
    changed: &ConversationSummary,
) -> Result<(), StoreError> {
    tx.q(&CHANGE)
        .bind(read.conversation)
        .bind(read.version)
        .bind(read.state)
        .bind(changed.words.as_str())
        .bind(changed.state)
        .bind(changed.saved_at)
        .bind(changed.shared_at)
        .one_changed()
        .await?;
    tx.q(&FORGET_PATHWAYS)
        .bind(read.conversation)
        .execute()
        .await?;
    name_pathways(tx, changed).await
}

async fn name_pathways(tx: &mut Tx, summary: &ConversationSummary) -> Result<(), StoreError> {
    for pathway in &summary.pathways {
        tx.q(&NAME_PATHWAY)
            .bind(summary.conversation)
            .bind(*pathway)
            .one_changed()
            .await?;
    }
    Ok(())
}

/// The summary of a conversation, shared or not: for its adviser.
pub async fn of_conversation(
    conn: &mut Conn,
    conversation: CareerConversationId,
) -> Result<Option<ConversationSummary>, StoreError> {
    let found = conn.q(&OF_CONVERSATION).bind(conversation);
    let found = found.optional().await?;
    with_pathways(conn, found).await
}

/// The summary of a conversation if it was shared: for the member. A draft is not there.
pub async fn shared(
    conn: &mut Conn,
    conversation: CareerConversationId,
) -> Result<Option<ConversationSummary>, StoreError> {
    let found = conn.q(&SHARED).bind(conversation).optional().await?;
    with_pathways(conn, found).await
}

async fn with_pathways(
    conn: &mut Conn,
    found: Option<ConversationSummary>,
) -> Result<Option<ConversationSummary>, StoreError> {
    let Some(mut summary) = found else {
        return Ok(None);
    };
    let named: Vec<Named> = conn.q(&PATHWAYS).bind(summary.conversation).all().await?;
    summary.pathways = named.into_iter().map(|named| named.0).collect();
    Ok(Some(summary))
}
