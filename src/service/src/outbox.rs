//! Sending what waits in the outbox, each message at least once: it is claimed, sent outside of any transaction, then marked. A
//! worker that stops between sending and marking leaves a claim that runs out, and the message is sent again under the same
//! identifier.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use domain::app_error::AppError;
use domain::email_address::EmailAddress;
use domain::id::OutboxId;
use domain::instant::Instant;
use domain::outbox::{CalendarMethod, TRIES, wait_seconds};
use store::StoreError;
use store::outbox::Message;

use crate::Service;

/// A claim lasts longer than a try may take.
const CLAIM_MINUTES: i64 = 5;
/// The longest that one try may take.
const LONGEST_TRY: Duration = Duration::from_secs(60);
/// Most of an error that is kept, in characters.
const ERROR_LIMIT: usize = 500;

/// The calendar part of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarPart {
    /// Add or remove.
    pub method: CalendarMethod,
    /// iCalendar text.
    pub text: String,
}

/// A message on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutgoingMessage {
    /// Its identifier: the same each time it is sent.
    pub id: OutboxId,
    /// To whom.
    pub recipient: EmailAddress,
    /// Its subject.
    pub subject: String,
    /// Its plain text.
    pub body: String,
    /// Its calendar part.
    pub calendar: Option<CalendarPart>,
    /// When it was written.
    pub created_at: Instant,
}

/// Why a message could not be sent, for the log and the administrator.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct TransportError(pub String);

/// A message being sent.
pub type Sending<'a> = Pin<Box<dyn Future<Output = Result<(), TransportError>> + Send + 'a>>;

/// Takes messages to where they go.
pub trait Transport: Send + Sync {
    /// Sends a message. `Ok` means that it has been taken over.
    fn send<'a>(&'a self, message: &'a OutgoingMessage) -> Sending<'a>;
}

/// What came of a round.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Delivered {
    /// Messages sent.
    pub sent: u32,
    /// Messages that will be tried again.
    pub failed: u32,
    /// Messages given up.
    pub dead: u32,
}

impl Delivered {
    /// Whether nothing was due.
    #[must_use]
    pub const fn is_nothing(self) -> bool {
        self.sent == 0 && self.failed == 0 && self.dead == 0
    }
}

/// Sends messages that are due, at most `limit`, one after the other.
///
/// # Errors
/// `Busy` or `Internal`; a message at hand is then claimed until its claim runs out.
pub async fn deliver_due(
    service: &Service,
    transport: &dyn Transport,
    limit: u32,
) -> Result<Delivered, AppError> {
    let mut delivered = Delivered::default();
    for _ in 0..limit {
        let claimed = claim_one(service)
            .await
            .map_err(|error| service.told(error))?;
        let Some(message) = claimed else {
            break;
        };
        let outcome = send(transport, &message).await;
        note(service, &message, outcome, &mut delivered)
            .await
            .map_err(|error| service.told(error))?;
    }
    Ok(delivered)
}

/// One at a time, so that a claim can't run out while earlier messages are being sent.
async fn claim_one(service: &Service) -> Result<Option<Message>, StoreError> {
    let now = service.now();
    if !is_any_due(service, now).await? {
        return Ok(None);
    }
    let mut tx = service.store.write().await?;
    let claimed = store::outbox::claim(&mut tx, now, now.plus_minutes(CLAIM_MINUTES), 1).await?;
    tx.commit().await?;
    Ok(claimed.into_iter().next())
}

/// Asked first, so that an idle worker never holds up those who write.
async fn is_any_due(service: &Service, now: Instant) -> Result<bool, StoreError> {
    let mut conn = service.store.read().await?;
    store::outbox::is_any_due(&mut conn, now).await
}

async fn send(transport: &dyn Transport, message: &Message) -> Result<(), TransportError> {
    if message.attempts > TRIES {
        return Err(TransportError("the worker stopped at every try".to_owned()));
    }
    let outgoing = outgoing(message)?;
    match tokio::time::timeout(LONGEST_TRY, transport.send(&outgoing)).await {
        Ok(outcome) => outcome,
        Err(_) => Err(TransportError(
            "the mail server did not answer in time".to_owned(),
        )),
    }
}

fn outgoing(message: &Message) -> Result<OutgoingMessage, TransportError> {
    let recipient = EmailAddress::parse(&message.recipient)
        .map_err(|error| TransportError(error.to_owned()))?;
    let calendar = message
        .calendar_method
        .zip(message.calendar.clone())
        .map(|(method, text)| CalendarPart { method, text });
    Ok(OutgoingMessage {
        id: message.id,
        recipient,
        subject: message.subject.clone(),
        body: message.body.clone(),
        calendar,
        created_at: message.created_at,
    })
}

async fn note(
    service: &Service,
    message: &Message,
    outcome: Result<(), TransportError>,
    delivered: &mut Delivered,
) -> Result<(), StoreError> {
    let now = service.now();
    let mut tx = service.store.write().await?;
    match outcome {
        Ok(()) => {
            store::outbox::mark_delivered(&mut tx, message.id, now).await?;
            delivered.sent += 1;
        }
        Err(error) if message.attempts >= TRIES => {
            tracing::error!(message = %message.id, "a message was given up; its last error is in the outbox");
            store::outbox::mark_dead(&mut tx, message.id, now, &kept(&error)).await?;
            delivered.dead += 1;
        }
        Err(error) => {
            tracing::warn!(message = %message.id, attempts = message.attempts, "a message will be tried again");
            let wait = wait_seconds(message.attempts, u32::from_le_bytes(service.random()));
            store::outbox::retry_at(&mut tx, message.id, now.plus_seconds(wait), &kept(&error))
                .await?;
            delivered.failed += 1;
        }
    }
    tx.commit().await
}

fn kept(error: &TransportError) -> String {
    error.0.chars().take(ERROR_LIMIT).collect()
}
