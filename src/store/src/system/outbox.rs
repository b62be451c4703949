//! Messages waiting to be sent.

use domain::kit::instant::Instant;
use domain::system::id::OutboxId;
use domain::system::outbox::{
    AboutKind, CalendarMethod, DropReason, MessageKind, MessageState, Topic,
};
use uuid::Uuid;

use crate::db::{AskedPage, Conn, FromRow, Paged, Row, StoreError, Tx, paged, row, statements};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    pub id: OutboxId,
    pub kind: MessageKind,
    pub recipient: String,
    pub subject: String,
    /// Emptied once a sign-in message is delivered.
    pub body: String,
    pub calendar: Option<String>,
    pub calendar_method: Option<CalendarMethod>,
    pub created_at: Instant,
    pub due_at: Instant,
    pub attempts: i64,
    /// What it is about, and which; `None`: it is sent whatever has changed since.
    pub about: Option<(AboutKind, Uuid)>,
    /// `None`: it is sent by email whatever they chose.
    pub topic: Option<Topic>,
}

impl FromRow for Message {
    fn from_row(row: &Row) -> Result<Self, StoreError> {
        let about: Option<AboutKind> = row.get("about")?;
        Ok(Self {
            about: about.zip(row.get("about_id")?),
            id: row.get("id")?,
            kind: row.get("kind")?,
            recipient: row.get("recipient")?,
            subject: row.get("subject")?,
            body: row.get("body")?,
            calendar: row.get("calendar")?,
            calendar_method: row.get("calendar_method")?,
            created_at: row.get("created_at")?,
            due_at: row.get("due_at")?,
            attempts: row.get("attempts")?,
            topic: row.get("topic")?,
        })
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// Not sent yet.
    pub waiting: i64,
    pub delivered: i64,
    /// Given up.
    pub dead: i64,
}

row! { Counts { waiting, delivered, dead } }

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Queue {
    /// Messages not sent yet.
    pub waiting: i64,
    /// When the one that is due first is due.
    pub first_due_at: Option<Instant>,
    /// Messages given up.
    pub dead: i64,
}

row! { Queue { waiting, first_due_at, dead } }

/// A message that was given up, without its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeadLetter {
    pub id: OutboxId,
    pub kind: MessageKind,
    pub recipient: String,
    pub subject: String,
    pub created_at: Instant,
    pub dead_at: Instant,
    pub attempts: i64,
    pub last_error: String,
    pub dropped_because: Option<DropReason>,
}

impl FromRow for DeadLetter {
    fn from_row(row: &Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.get("id")?,
            kind: row.get("kind")?,
            recipient: row.get("recipient")?,
            subject: row.get("subject")?,
            created_at: row.get("created_at")?,
            dead_at: row.get("dead_at")?,
            attempts: row.get("attempts")?,
            last_error: row.get::<Option<String>>("last_error")?.unwrap_or_default(),
            dropped_because: row.get("dropped_because")?,
        })
    }
}

/// A message with what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    pub recipient: String,
    pub subject: String,
    pub body: String,
    pub created_at: Instant,
    delivered_at: Option<Instant>,
    dead_at: Option<Instant>,
    dropped_because: Option<DropReason>,
}

row! { Letter { recipient, subject, body, created_at, delivered_at, dead_at, dropped_because } }

impl Letter {
    /// A message that is being sent still waits.
    #[must_use]
    pub fn state(&self) -> MessageState {
        match (self.delivered_at, self.dead_at, &self.dropped_because) {
            (Some(_), _, _) => MessageState::Delivered,
            (None, Some(_), Some(_)) => MessageState::Dropped,
            (None, Some(_), None) => MessageState::Dead,
            (None, None, _) => MessageState::Waiting,
        }
    }
}

statements! {
    // It belongs to who has the address now, whatever address they have later.
    INSERT = "INSERT INTO outbox (id, kind, recipient, subject, body, calendar, calendar_method, created_at, due_at, attempts, about, about_id,
            topic, person_id)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $10, $11, $12, (SELECT id FROM person WHERE email = $3))";
    CLAIM = {
        sqlite: "UPDATE outbox SET claimed_until = $2, attempts = attempts + 1 WHERE id IN (
            SELECT id FROM outbox WHERE delivered_at IS NULL AND dead_at IS NULL AND due_at <= $1 AND attempts <= $4
                AND (claimed_until IS NULL OR claimed_until <= $1) ORDER BY due_at, id LIMIT $3) RETURNING *",
        postgres: "UPDATE outbox SET claimed_until = $2, attempts = attempts + 1 WHERE id IN (
            SELECT id FROM outbox WHERE delivered_at IS NULL AND dead_at IS NULL AND due_at <= $1 AND attempts <= $4
                AND (claimed_until IS NULL OR claimed_until <= $1) ORDER BY due_at, id LIMIT $3 FOR UPDATE SKIP LOCKED) RETURNING *"
    };
    RELEASE = "UPDATE outbox SET claimed_until = NULL, attempts = attempts - 1 WHERE id = $1 AND delivered_at IS NULL AND dead_at IS NULL";
    DELIVERED = "UPDATE outbox SET delivered_at = $2, claimed_until = NULL, body = CASE WHEN kind = 'sign_in' THEN '' ELSE body END
        WHERE id = $1 AND delivered_at IS NULL";
    DELIVERED_WHOLE = "UPDATE outbox SET delivered_at = $2, claimed_until = NULL WHERE id = $1 AND delivered_at IS NULL";
    RETRY = "UPDATE outbox SET due_at = $2, claimed_until = NULL, last_error = $3 WHERE id = $1 AND delivered_at IS NULL AND dead_at IS NULL";
    DEAD = "UPDATE outbox SET dead_at = $2, claimed_until = NULL, last_error = $3,
            body = CASE WHEN kind = 'sign_in' THEN '' ELSE body END
        WHERE id = $1 AND delivered_at IS NULL AND dead_at IS NULL";
    DROPPED = "UPDATE outbox SET dead_at = $2, claimed_until = NULL, dropped_because = $3,
            body = CASE WHEN kind = 'sign_in' THEN '' ELSE body END
        WHERE id = $1 AND delivered_at IS NULL AND dead_at IS NULL";
    ALL_DELIVERED = "UPDATE outbox SET delivered_at = $1, seen_at = $1 WHERE delivered_at IS NULL AND dead_at IS NULL";
    COUNTS = "SELECT COUNT(CASE WHEN delivered_at IS NULL AND dead_at IS NULL THEN 1 END) AS waiting,
        COUNT(delivered_at) AS delivered,
        COUNT(CASE WHEN dead_at IS NOT NULL AND dropped_because IS NULL THEN 1 END) AS dead FROM outbox";
    ANY_DUE = "SELECT COUNT(*) AS n FROM (SELECT id FROM outbox WHERE delivered_at IS NULL AND dead_at IS NULL AND due_at <= $1
        AND (claimed_until IS NULL OR claimed_until <= $1) LIMIT 1) due";
    QUEUE = "SELECT COUNT(*) AS waiting, MIN(due_at) AS first_due_at, (SELECT COUNT(*) FROM outbox WHERE dead_at IS NOT NULL AND dropped_because IS NULL) AS dead
        FROM outbox WHERE delivered_at IS NULL AND dead_at IS NULL";
    DEAD_LETTERS = "SELECT * FROM outbox WHERE dead_at IS NOT NULL ORDER BY dead_at DESC, id LIMIT $1 OFFSET $2";
    DEAD_LETTERS_COUNT = "SELECT COUNT(*) AS n FROM outbox WHERE dead_at IS NOT NULL";
    DEAD_LETTER = "SELECT * FROM outbox WHERE id = $1 AND dead_at IS NOT NULL AND dropped_because IS NULL";
    REVIVE = "UPDATE outbox SET dead_at = NULL, attempts = 0, due_at = $2 WHERE id = $1 AND dead_at IS NOT NULL AND dropped_because IS NULL";
    FORGET = "DELETE FROM outbox WHERE created_at < $1 AND (delivered_at IS NOT NULL OR dead_at IS NOT NULL)";
    LETTERS = "SELECT * FROM outbox ORDER BY created_at DESC, id DESC LIMIT $1 OFFSET $2";
    LETTERS_COUNT = "SELECT COUNT(*) AS n FROM outbox";
    TO = "SELECT * FROM outbox WHERE recipient = $1 ORDER BY created_at, id";
}

pub async fn insert(tx: &mut Tx, message: &Message) -> Result<(), StoreError> {
    tx.q(&INSERT)
        .bind(message.id)
        .bind(message.kind)
        .bind(message.recipient.as_str())
        .bind(message.subject.as_str())
        .bind(message.body.as_str())
        .bind(message.calendar.as_deref())
        .bind(message.calendar_method)
        .bind(message.created_at)
        .bind(message.due_at)
        .bind(message.about.as_ref().map(|(kind, _)| kind.clone()))
        .bind(message.about.as_ref().map(|(_, id)| *id))
        .bind(message.topic.clone())
        .one_changed()
        .await
}

/// Claims messages that are due, until `claimed_until`; each claim counts as a try. Nobody else gets them until then.
pub async fn claim(
    tx: &mut Tx,
    now: Instant,
    claimed_until: Instant,
    limit: i64,
) -> Result<Vec<Message>, StoreError> {
    claim_tried(tx, now, claimed_until, limit, i64::MAX).await
}

/// The same for messages that nobody has tried to send yet, those that are due first before the others.
pub async fn claim_new(
    tx: &mut Tx,
    now: Instant,
    claimed_until: Instant,
    limit: i64,
) -> Result<Vec<Message>, StoreError> {
    claim_tried(tx, now, claimed_until, limit, 0).await
}

async fn claim_tried(
    tx: &mut Tx,
    now: Instant,
    claimed_until: Instant,
    limit: i64,
    most_attempts: i64,
) -> Result<Vec<Message>, StoreError> {
    let claim = tx.q(&CLAIM).bind(now).bind(claimed_until).bind(limit);
    let mut claimed: Vec<Message> = claim.bind(most_attempts).all().await?;
    claimed.sort_by_key(|message| (message.due_at, message.id));
    Ok(claimed)
}

/// Gives a claim back: the message was not tried.
pub async fn release(tx: &mut Tx, id: OutboxId) -> Result<(), StoreError> {
    tx.q(&RELEASE).bind(id).execute().await.map(|_| ())
}

/// Marks a message as sent. A message that is marked already stays as it is.
pub async fn mark_delivered(tx: &mut Tx, id: OutboxId, at: Instant) -> Result<(), StoreError> {
    tx.q(&DELIVERED)
        .bind(id)
        .bind(at)
        .execute()
        .await
        .map(|_| ())
}

/// The same, and its text stays whatever it opens: in the demo, where anyone is anybody.
pub async fn mark_delivered_whole(
    tx: &mut Tx,
    id: OutboxId,
    at: Instant,
) -> Result<(), StoreError> {
    let mark = tx.q(&DELIVERED_WHOLE).bind(id).bind(at);
    mark.execute().await.map(|_| ())
}

/// Puts a message off until `due_at`.
pub async fn retry_at(
    tx: &mut Tx,
    id: OutboxId,
    due_at: Instant,
    error: &str,
) -> Result<(), StoreError> {
    tx.q(&RETRY)
        .bind(id)
        .bind(due_at)
        .bind(error)
        .execute()
        .await
        .map(|_| ())
}

pub async fn mark_dead(
    tx: &mut Tx,
    id: OutboxId,
    at: Instant,
    error: &str,
) -> Result<(), StoreError> {
    tx.q(&DEAD)
        .bind(id)
        .bind(at)
        .bind(error)
        .execute()
        .await
        .map(|_| ())
}

pub async fn mark_dropped(
    tx: &mut Tx,
    id: OutboxId,
    at: Instant,
    reason: DropReason,
) -> Result<(), StoreError> {
    tx.q(&DROPPED)
        .bind(id)
        .bind(at)
        .bind(reason)
        .execute()
        .await
        .map(|_| ())
}

/// Marks every waiting message as sent and read: the demo's invented past writes to nobody.
pub async fn mark_all_delivered(tx: &mut Tx, at: Instant) -> Result<u64, StoreError> {
    tx.q(&ALL_DELIVERED).bind(at).execute().await
}

pub async fn counts(conn: &mut Conn) -> Result<Counts, StoreError> {
    conn.q(&COUNTS).one().await
}

/// Every message to an address, oldest first.
pub async fn to(conn: &mut Conn, recipient: &str) -> Result<Vec<Message>, StoreError> {
    conn.q(&TO).bind(recipient).all().await
}

/// A page of every message, the latest first.
pub async fn letters(conn: &mut Conn, asked: AskedPage) -> Result<Paged<Letter>, StoreError> {
    paged(conn, asked, &LETTERS_COUNT, &LETTERS, |q| q).await
}

/// Whether a message is due that nobody has claimed.
pub async fn is_any_due(conn: &mut Conn, now: Instant) -> Result<bool, StoreError> {
    Ok(conn.q(&ANY_DUE).bind(now).count().await? > 0)
}

pub async fn queue(conn: &mut Conn) -> Result<Queue, StoreError> {
    conn.q(&QUEUE).one().await
}

/// A page of the messages that were given up or dropped, the latest first.
pub async fn dead_letters(
    conn: &mut Conn,
    asked: AskedPage,
) -> Result<Paged<DeadLetter>, StoreError> {
    paged(conn, asked, &DEAD_LETTERS_COUNT, &DEAD_LETTERS, |q| q).await
}

/// One message that was given up, not dropped.
///
/// # Errors
/// `NotFound` when there is none, or it waits again.
pub async fn dead_letter(conn: &mut Conn, id: OutboxId) -> Result<DeadLetter, StoreError> {
    conn.q(&DEAD_LETTER).bind(id).one().await
}

/// Has a message that was given up tried again from `due_at` on, as often as a new one.
///
/// # Errors
/// `NotFound` when it was not given up, or waits again.
pub async fn revive(tx: &mut Tx, id: OutboxId, due_at: Instant) -> Result<(), StoreError> {
    tx.q(&REVIVE).bind(id).bind(due_at).one_changed().await
}

/// Forgets messages that were written before `before`, and sent or given up since.
pub async fn forget(tx: &mut Tx, before: Instant) -> Result<u64, StoreError> {
    tx.q(&FORGET).bind(before).execute().await
}
