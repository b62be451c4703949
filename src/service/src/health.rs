//! Whether this server can do its work, and how the work of all servers stands.

use domain::app_error::AppError;
use domain::instant::Instant;
use store::StoreError;
use store::outbox::Queue;

use crate::Service;

/// A worker that has not shown life for so long is stuck: longer than the longest try of a message takes.
pub const LONGEST_SILENCE_SECONDS: i64 = 120;
/// Signs of life are forgotten after a day.
const KEPT_HOURS: i64 = 24;

/// Whether a server can do its work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Readiness {
    /// It can.
    Ready,
    /// The database does not answer.
    NoDatabase,
    /// The database lacks migrations.
    NotMigrated,
    /// The worker of this server shows no life.
    WorkerSilent,
}

/// Whether the server whose worker is `worker` can do its work.
pub async fn readiness(service: &Service, worker: &str) -> Readiness {
    let found = async {
        if !service.store.is_migrated().await? {
            return Ok(Readiness::NotMigrated);
        }
        let mut conn = service.store.read().await?;
        let last = store::heartbeat::last(&mut conn, worker).await?;
        Ok::<_, StoreError>(match last {
            Some(at) if is_fresh(at, service.now()) => Readiness::Ready,
            _ => Readiness::WorkerSilent,
        })
    };
    found.await.unwrap_or(Readiness::NoDatabase)
}

fn is_fresh(at: Instant, now: Instant) -> bool {
    now < at.plus_seconds(LONGEST_SILENCE_SECONDS)
}

/// Notes that the worker `name` is alive.
///
/// # Errors
/// `Busy` or `Internal`.
pub async fn show_life(service: &Service, name: &str) -> Result<(), AppError> {
    let shown = async {
        let now = service.now();
        let mut tx = service.store.write().await?;
        store::heartbeat::beat(&mut tx, name, now).await?;
        store::heartbeat::forget(&mut tx, now.plus_hours(-KEPT_HOURS)).await?;
        tx.commit().await
    };
    shown.await.map_err(|error| service.told(error))
}

/// How the work that waits stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    /// Messages.
    pub messages: Queue,
    /// Seconds since the first of them was due; 0 when none is.
    pub overdue_seconds: i64,
    /// Seconds since the worker showed life; `None` when it never did.
    pub silent_seconds: Option<i64>,
}

/// How the work that waits stands, for whoever watches the service.
///
/// # Errors
/// `Busy` or `Internal`.
pub async fn waiting(service: &Service, worker: &str) -> Result<Waiting, AppError> {
    let found = async {
        let mut conn = service.store.read().await?;
        let messages = store::outbox::queue(&mut conn).await?;
        let last = store::heartbeat::last(&mut conn, worker).await?;
        Ok::<_, StoreError>((messages, last))
    };
    let (messages, last) = found.await.map_err(|error| service.told(error))?;
    let seconds_since = |at: Instant| {
        let microseconds = service.now().unix_microseconds() - at.unix_microseconds();
        (microseconds / 1_000_000).max(0)
    };
    Ok(Waiting {
        messages,
        overdue_seconds: messages.first_due_at.map_or(0, seconds_since),
        silent_seconds: last.map(seconds_since),
    })
}
