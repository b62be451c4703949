//! Half-finished form journeys.

use domain::kit::instant::Instant;
use domain::people::id::PersonId;
use domain::system::id::DraftId;

use crate::db::{Conn, StoreError, Tx, row, statements};

/// The answers so far of one person in one journey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Its identifier; names the submission when it is finished.
    pub id: DraftId,
    pub person: PersonId,
    pub journey: String,
    /// About whom or what; empty for oneself.
    pub subject: String,
    pub answers: serde_json::Value,
    pub updated_at: Instant,
}

row! { Draft { id, person: "person_id", journey, subject, answers, updated_at } }

statements! {
    FIND = "SELECT * FROM draft WHERE person_id = $1 AND journey = $2 AND subject = $3";
    SAVE = "INSERT INTO draft (id, person_id, journey, subject, answers, updated_at) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (person_id, journey, subject) DO UPDATE SET answers = $5, updated_at = $6";
    REMOVE = "DELETE FROM draft WHERE id = $1 AND person_id = $2";
    REMOVE_OF = "DELETE FROM draft WHERE person_id = $1 AND journey = $2 AND subject = $3";
    KEEP_NEWEST = "DELETE FROM draft WHERE person_id = $1 AND journey = $2 AND id NOT IN
        (SELECT id FROM draft WHERE person_id = $1 AND journey = $2 ORDER BY updated_at DESC, id DESC LIMIT $3)";
    FORGET = "DELETE FROM draft WHERE updated_at < $1";
}

pub async fn find(
    conn: &mut Conn,
    person: PersonId,
    journey: &str,
    subject: &str,
) -> Result<Option<Draft>, StoreError> {
    conn.q(&FIND)
        .bind(person)
        .bind(journey)
        .bind(subject)
        .optional()
        .await
}

/// Keeps a draft; one that is there already keeps its identifier.
pub async fn save(tx: &mut Tx, draft: &Draft) -> Result<(), StoreError> {
    tx.q(&SAVE)
        .bind(draft.id)
        .bind(draft.person)
        .bind(draft.journey.as_str())
        .bind(draft.subject.as_str())
        .bind(draft.answers.clone())
        .bind(draft.updated_at)
        .one_changed()
        .await
}

/// Removes a person's draft, if it is there.
pub async fn remove(tx: &mut Tx, id: DraftId, person: PersonId) -> Result<(), StoreError> {
    tx.q(&REMOVE)
        .bind(id)
        .bind(person)
        .execute()
        .await
        .map(|_| ())
}

/// Removes a person's draft of a journey, if it is there.
pub async fn remove_of(
    tx: &mut Tx,
    person: PersonId,
    journey: &str,
    subject: &str,
) -> Result<(), StoreError> {
    tx.q(&REMOVE_OF)
        .bind(person)
        .bind(journey)
        .bind(subject)
        .execute()
        .await
        .map(|_| ())
}

/// Keeps a person's newest `most` drafts of a journey and removes the others.
pub async fn keep_newest(
    tx: &mut Tx,
    person: PersonId,
    journey: &str,
    most: i64,
) -> Result<u64, StoreError> {
    tx.q(&KEEP_NEWEST)
        .bind(person)
        .bind(journey)
        .bind(most)
        .execute()
        .await
}

/// Forgets drafts untouched since `before`.
pub async fn forget(tx: &mut Tx, before: Instant) -> Result<u64, StoreError> {
    tx.q(&FORGET).bind(before).execute().await
}
