//! Messages as those they were written to read them here, and which of them somebody wants no email of.

use domain::kit::instant::Instant;
use domain::people::id::PersonId;
use domain::system::id::OutboxId;
use domain::system::outbox::Topic;

use crate::db::{AskedPage, Conn, FromRow, Paged, Row, StoreError, Tx, paged, row, statements};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notification {
    pub id: OutboxId,
    pub subject: String,
    /// Plain text.
    pub body: String,
    pub created_at: Instant,
    pub seen_at: Option<Instant>,
}

row! { Notification { id, subject, body, created_at, seen_at } }

struct Unwanted(Topic);

impl FromRow for Unwanted {
    fn from_row(row: &Row) -> Result<Self, StoreError> {
        Ok(Self(row.get("topic")?))
    }
}

// What opens an account isn't shown, and what is no longer of use neither, unless only its email was unwanted.
statements! {
    LIST = "SELECT * FROM outbox WHERE person_id = $1 AND kind <> 'sign_in' AND (dropped_because IS NULL OR dropped_because = 'not_wanted')
        ORDER BY created_at DESC, id DESC LIMIT $2 OFFSET $3";
    COUNT = "SELECT COUNT(*) AS n FROM outbox WHERE person_id = $1 AND kind <> 'sign_in'
        AND (dropped_because IS NULL OR dropped_because = 'not_wanted')";
    UNSEEN = "SELECT COUNT(*) AS n FROM (SELECT id FROM outbox WHERE person_id = $1 AND seen_at IS NULL AND kind <> 'sign_in'
        AND (dropped_because IS NULL OR dropped_because = 'not_wanted') LIMIT $2) unseen";
    ONE = "SELECT * FROM outbox WHERE id = $1 AND person_id = $2 AND kind <> 'sign_in'";
    SEE = "UPDATE outbox SET seen_at = $3 WHERE id = $1 AND person_id = $2 AND seen_at IS NULL AND kind <> 'sign_in'";
    SEE_UP_TO = "UPDATE outbox SET seen_at = $3 WHERE person_id = $1 AND seen_at IS NULL AND kind <> 'sign_in' AND created_at <= $2";
    UNWANTED = "SELECT topic FROM unwanted_email WHERE person_id = $1 ORDER BY topic";
    IS_UNWANTED = "SELECT COUNT(*) AS n FROM outbox o JOIN unwanted_email u ON u.person_id = o.person_id AND u.topic = o.topic WHERE o.id = $1";
    UNWANT = "INSERT INTO unwanted_email (person_id, topic, since) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    WANT = "DELETE FROM unwanted_email WHERE person_id = $1 AND topic = $2";
}

/// A page of what somebody was told, the latest first.
pub async fn list(
    conn: &mut Conn,
    person: PersonId,
    asked: AskedPage,
) -> Result<Paged<Notification>, StoreError> {
    paged(conn, asked, &COUNT, &LIST, |q| q.bind(person)).await
}

/// How many somebody has not seen, counted up to `most`.
pub async fn unseen(conn: &mut Conn, person: PersonId, most: i64) -> Result<i64, StoreError> {
    conn.q(&UNSEEN).bind(person).bind(most).count().await
}

/// # Errors
/// `NotFound` for one that was written to somebody else.
pub async fn one(
    conn: &mut Conn,
    id: OutboxId,
    person: PersonId,
) -> Result<Notification, StoreError> {
    conn.q(&ONE).bind(id).bind(person).one().await
}

pub async fn see(
    tx: &mut Tx,
    id: OutboxId,
    person: PersonId,
    at: Instant,
) -> Result<(), StoreError> {
    let see = tx.q(&SEE).bind(id).bind(person).bind(at);
    see.execute().await.map(|_| ())
}

/// Has somebody see all that was written until `until`.
pub async fn see_up_to(
    tx: &mut Tx,
    person: PersonId,
    until: Instant,
    at: Instant,
) -> Result<(), StoreError> {
    let see = tx.q(&SEE_UP_TO).bind(person).bind(until).bind(at);
    see.execute().await.map(|_| ())
}

/// The topics that somebody wants no email of.
pub async fn unwanted(conn: &mut Conn, person: PersonId) -> Result<Vec<Topic>, StoreError> {
    let topics: Vec<Unwanted> = conn.q(&UNWANTED).bind(person).all().await?;
    Ok(topics.into_iter().map(|unwanted| unwanted.0).collect())
}

/// Whether the one a message is for wants no email of its topic.
pub async fn is_unwanted(conn: &mut Conn, message: OutboxId) -> Result<bool, StoreError> {
    Ok(conn.q(&IS_UNWANTED).bind(message).count().await? > 0)
}

/// Says whether somebody wants a topic by email.
pub async fn want(
    tx: &mut Tx,
    person: PersonId,
    topic: &Topic,
    is_wanted: bool,
    at: Instant,
) -> Result<(), StoreError> {
    let change = match is_wanted {
        true => tx.q(&WANT).bind(person).bind(topic.clone()),
        false => tx.q(&UNWANT).bind(person).bind(topic.clone()).bind(at),
    };
    change.execute().await.map(|_| ())
}
