//! Advisers' own templates for summaries.

use domain::career_conversations::conversation_summary::SummaryTemplate;
use domain::career_conversations::id::SummaryTemplateId;
use domain::people::id::PersonId;

use crate::db::{Conn, StoreError, Tx, row, statements};

row! { SummaryTemplate { id, adviser: "adviser_id", name, words, made_at } }

statements! {
    INSERT = "INSERT INTO summary_template (id, adviser_id, name, words, made_at) VALUES ($1, $2, $3, $4, $5)";
    REMOVE = "DELETE FROM summary_template WHERE id = $1 AND adviser_id = $2";
    OF_ADVISER = "SELECT * FROM summary_template WHERE adviser_id = $1 ORDER BY name, id";
}

/// Adds a template.
///
/// # Errors
/// `Conflict(summary_template_once)` when the adviser has one of that name.
pub async fn insert(tx: &mut Tx, template: &SummaryTemplate) -> Result<(), StoreError> {
    tx.q(&INSERT)
        .bind(template.id)
        .bind(template.adviser)
        .bind(template.name.as_str())
        .bind(template.words.as_str())
        .bind(template.made_at)
        .one_changed()
        .await
}

/// Removes one of the adviser's own templates.
///
/// # Errors
/// `NotFound` for another adviser's.
pub async fn remove(
    tx: &mut Tx,
    adviser: PersonId,
    template: SummaryTemplateId,
) -> Result<(), StoreError> {
    tx.q(&REMOVE)
        .bind(template)
        .bind(adviser)
        .one_changed()
        .await
}

/// By name.
pub async fn of_adviser(
    conn: &mut Conn,
    adviser: PersonId,
) -> Result<Vec<SummaryTemplate>, StoreError> {
    conn.q(&OF_ADVISER).bind(adviser).all().await
}
