//! Sending what waits in the outbox, each message at least once: it is claimed, sent outside of any transaction, then marked. A
//! worker that is killed between sending and marking leaves a claim that runs out, and the message is sent again under the same
//! identifier.
//!
//! Messages are claimed and marked some at a time, because each of these is a commit that those who book wait for. At most one of
//! them was tried before: a message that stops its worker each time doesn't use up the tries of others.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use domain::kit::app_error::AppError;
use domain::kit::email_address::EmailAddress;
use domain::kit::instant::Instant;
use domain::people::message::ACCOUNT_CLOSED;
use domain::system::id::OutboxId;
use domain::system::outbox::{CalendarMethod, DropReason, NOT_WANTED, TRIES, wait_seconds};
use store::system::outbox::Message;
use store::{Conn, StoreError, Tx};
use uuid::Uuid;

use crate::Service;
use crate::kit::later::Later;

/// A claim lasts longer than a try may take.
const CLAIM_MINUTES: i64 = 5;
const LONGEST_TRY: Duration = Duration::from_secs(60);
/// Most of an error that is kept, in characters.
const ERROR_LIMIT: usize = 500;
/// Messages that are claimed together, at most.
pub const TOGETHER: u32 = 20;
/// No message is begun so long after the first that was claimed with it, so that what was sent is soon marked.
const ROUND: Duration = Duration::from_secs(1);

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarPart {
    pub method: CalendarMethod,
    /// iCalendar text.
    pub text: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutgoingMessage {
    /// The same each time it is sent.
    pub id: OutboxId,
    pub recipient: EmailAddress,
    pub subject: String,
    /// Plain text.
    pub body: String,
    pub calendar: Option<CalendarPart>,
    pub created_at: Instant,
}

/// Why a message could not be sent, for the log and the administrator.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct TransportError(pub String);

/// Why a message about this one must not be sent now, asked when it is sent; `None` when it may. Between its writing and its sending
/// hours may have passed, in which an account was closed, an address changed, a code used, a time given to somebody else. `NotFound`:
/// what it is about has been erased.
pub(crate) type MaySend = for<'a> fn(
    &'a Service,
    &'a mut Conn,
    Uuid,
    &'a Message,
) -> Later<'a, Result<Option<DropReason>, StoreError>>;

pub type Sending<'a> = Pin<Box<dyn Future<Output = Result<(), TransportError>> + Send + 'a>>;

/// Takes messages to where they go.
pub trait Transport: Send + Sync {
    /// Sends a message. `Ok` means that it has been taken over.
    fn send<'a>(&'a self, message: &'a OutgoingMessage) -> Sending<'a>;
}

/// What came of a round.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Delivered {
    pub sent: u32,
    /// Messages that will be tried again.
    pub failed: u32,
    pub dead: u32,
    pub dropped: u32,
}

impl Delivered {
    /// Whether nothing was due.
    #[must_use]
    pub const fn is_nothing(self) -> bool {
        self.sent == 0 && self.failed == 0 && self.dead == 0 && self.dropped == 0
    }
}

/// Sends messages that are due, at most `limit`, one after the other.
///
/// # Errors
/// `Busy` or `Internal`; messages at hand are then claimed until their claim runs out.
pub async fn deliver_due(
    service: &Service,
    transport: &dyn Transport,
    limit: u32,
) -> Result<Delivered, AppError> {
    deliver_while(service, transport, limit, &|| true).await
}

/// The same, as long as `goes_on` says so: asked before each message.
pub async fn deliver_while(
    service: &Service,
    transport: &dyn Transport,
    limit: u32,
    goes_on: &(dyn Fn() -> bool + Sync),
) -> Result<Delivered, AppError> {
    let mut delivered = Delivered::default();
    let mut left = limit;
    while left > 0 && goes_on() {
        let claimed = claim(service, left.min(TOGETHER)).await?;
        if claimed.is_empty() {
            break;
        }
        left = left.saturating_sub(u32::try_from(claimed.len()).unwrap_or(left));
        send_all(service, transport, claimed, goes_on, &mut delivered).await?;
    }
    Ok(delivered)
}

/// The message that is due first, and others that nobody has tried yet.
async fn claim(service: &Service, limit: u32) -> Result<Vec<Message>, StoreError> {
    let now = service.now();
    let until = now.plus_minutes(CLAIM_MINUTES);
    if !is_any_due(service, now).await? {
        return Ok(Vec::new());
    }
    let mut tx = service.store.write().await?;
    let mut claimed = store::system::outbox::claim(&mut tx, now, until, 1).await?;
    if limit > 1 {
        let others = i64::from(limit - 1);
        claimed.extend(store::system::outbox::claim_new(&mut tx, now, until, others).await?);
    }
    tx.commit().await?;
    Ok(claimed)
}

/// Sends what is claimed while there is time. Then, in one transaction, marks what was tried and gives the rest back.
async fn send_all(
    service: &Service,
    transport: &dyn Transport,
    claimed: Vec<Message>,
    goes_on: &(dyn Fn() -> bool + Sync),
    delivered: &mut Delivered,
) -> Result<(), StoreError> {
    let begun = tokio::time::Instant::now();
    let mut left = claimed.into_iter().peekable();
    let mut tried = Vec::new();
    while let Some(message) = left.next_if(|_| goes_on() && begun.elapsed() < ROUND) {
        let outcome = send(service, transport, &message).await;
        tried.push((message, outcome));
    }
    let now = service.now();
    let mut marked = *delivered;
    let mut tx = service.store.write().await?;
    for (message, outcome) in tried {
        mark(service, &mut tx, now, &message, outcome, &mut marked).await?;
    }
    for message in left {
        store::system::outbox::release(&mut tx, message.id).await?;
    }
    tx.commit().await?;
    *delivered = marked;
    Ok(())
}

/// Asked first, so that an idle worker never holds up those who write.
async fn is_any_due(service: &Service, now: Instant) -> Result<bool, StoreError> {
    let mut conn = service.store.read().await?;
    store::system::outbox::is_any_due(&mut conn, now).await
}

/// What came of a try.
enum Sent {
    Delivered,
    Dropped(DropReason),
}

async fn send(
    service: &Service,
    transport: &dyn Transport,
    message: &Message,
) -> Result<Sent, TransportError> {
    let looked = async {
        let mut conn = service.store.read().await?;
        drop_reason(service, &mut conn, message).await
    };
    let looked = looked
        .await
        .map_err(|error| TransportError(error.to_string()))?;
    if let Some(reason) = looked {
        return Ok(Sent::Dropped(reason));
    }
    deliver(transport, message).await.map(|()| Sent::Delivered)
}

async fn drop_reason(
    service: &Service,
    conn: &mut Conn,
    message: &Message,
) -> Result<Option<DropReason>, StoreError> {
    let Some((kind, id)) = &message.about else {
        return Ok(None);
    };
    let mut messages = service.areas.iter().flat_map(|area| area.messages);
    let Some((_, may_send)) = messages.find(|(about, _)| about == kind) else {
        let error = format!("no area writes messages about {kind}");
        return Err(StoreError::Internal(error.into()));
    };
    match may_send(service, conn, *id, message).await {
        Err(StoreError::NotFound) => Ok(Some(ACCOUNT_CLOSED)),
        Ok(None) if message.topic.is_some() => {
            let is_unwanted = store::system::notification::is_unwanted(conn, message.id).await?;
            Ok(is_unwanted.then_some(NOT_WANTED))
        }
        reason => reason,
    }
}

async fn deliver(transport: &dyn Transport, message: &Message) -> Result<(), TransportError> {
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

async fn mark(
    service: &Service,
    tx: &mut Tx,
    now: Instant,
    message: &Message,
    outcome: Result<Sent, TransportError>,
    marked: &mut Delivered,
) -> Result<(), StoreError> {
    match outcome {
        Ok(Sent::Delivered) => {
            match service.time {
                Some(_) => {
                    store::system::outbox::mark_delivered_whole(tx, message.id, now).await?;
                }
                None => store::system::outbox::mark_delivered(tx, message.id, now).await?,
            }
            marked.sent += 1;
        }
        Ok(Sent::Dropped(reason)) => {
            tracing::info!(message = %message.id, reason = reason.code(), "a message was no longer of use");
            store::system::outbox::mark_dropped(tx, message.id, now, reason).await?;
            marked.dropped += 1;
        }
        Err(error) if message.attempts >= TRIES => {
            tracing::error!(message = %message.id, "a message was given up; its last error is in the outbox");
            store::system::outbox::mark_dead(tx, message.id, now, &kept(&error)).await?;
            marked.dead += 1;
        }
        Err(error) => {
            tracing::warn!(message = %message.id, attempts = message.attempts, "a message will be tried again");
            let wait = wait_seconds(message.attempts, u32::from_le_bytes(service.random()));
            store::system::outbox::retry_at(tx, message.id, now.plus_seconds(wait), &kept(&error))
                .await?;
            marked.failed += 1;
        }
    }
    Ok(())
}

fn kept(error: &TransportError) -> String {
    error.0.chars().take(ERROR_LIMIT).collect()
}
