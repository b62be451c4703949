//! Whether this server can do its work, and how the work of all servers stands.

use std::time::Duration;

use domain::kit::app_error::AppError;
use domain::kit::instant::Instant;
use store::StoreError;
use store::system::outbox::Queue;

use crate::Service;
use crate::system::rate_limit;

/// A worker that has not shown life for so long is stuck: longer than the longest try of a message takes.
pub const LONGEST_SILENCE_SECONDS: i64 = 120;

/// How long it is believed that the database can be written, or can't, before it is tried again: whoever asks knows within 5
/// seconds, and however often they ask it costs one small write in this time.
const BELIEVED_SECONDS: i64 = 2;
const BELIEVED: Duration = Duration::from_secs(BELIEVED_SECONDS.unsigned_abs());
/// The longest that whoever asks waits for those who write.
const WRITE_PATIENCE: Duration = Duration::from_secs(2);
/// Others may write for so long, such as an import, before it counts as a fault.
const LONGEST_TURN_SECONDS: i64 = 30;

/// Whether the database could be written lately.
#[derive(Debug, Default)]
pub struct Writes {
    /// The last try; held while another is made.
    tried: tokio::sync::Mutex<Option<Tried>>,
}

/// A small write, tried.
#[derive(Debug, Clone, Copy)]
struct Tried {
    at: Instant,
    is_refused: bool,
    last_kept_at: Instant,
}

/// Whether a server can do its work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Readiness {
    Ready,
    NoDatabase,
    NotMigrated,
    /// The database can't be written: its disk is full, most likely.
    CannotWrite,
    WorkerSilent,
}

/// Whether the server whose worker is `worker` can do its work.
pub async fn readiness(service: &Service, worker: &str) -> Readiness {
    let found = async {
        if !service.store.is_migrated().await? {
            return Ok(Readiness::NotMigrated);
        }
        let mut conn = service.store.read().await?;
        let last = store::system::heartbeat::last(&mut conn, worker).await?;
        Ok::<_, StoreError>(match last {
            Some(at) if is_fresh(at, service.now()) => Readiness::Ready,
            _ => Readiness::WorkerSilent,
        })
    };
    let readiness = found.await.unwrap_or(Readiness::NoDatabase);
    // A full disk silences the worker as well, and says more.
    let may_be_full = matches!(readiness, Readiness::Ready | Readiness::WorkerSilent);
    if may_be_full && !can_write(service, worker).await {
        return Readiness::CannotWrite;
    }
    readiness
}

/// Whether the database can be written, by a small write that is tried now and then.
async fn can_write(service: &Service, server: &str) -> bool {
    let mut tried = service.writes.tried.lock().await;
    let now = service.now();
    if service.store.was_refused_within(BELIEVED) {
        return false;
    }
    let is_recent = |at: Instant| at <= now && now < at.plus_seconds(BELIEVED_SECONDS);
    let last = match *tried {
        Some(last) if is_recent(last.at) => return last.can_write(now),
        last => last,
    };
    let written = tokio::time::timeout(WRITE_PATIENCE, write_a_little(service, server, now)).await;
    let (is_refused, is_kept) = match written {
        Ok(Ok(())) => (false, true),
        // Others are writing: what was so before still is.
        Err(_) | Ok(Err(StoreError::Busy)) => (last.is_some_and(|last| last.is_refused), false),
        Ok(Err(error)) => {
            tracing::error!(%error, "the database can't be written");
            (true, false)
        }
    };
    let last_kept_at = match last {
        Some(last) if !is_kept => last.last_kept_at,
        _ => now,
    };
    let this = Tried {
        at: now,
        is_refused,
        last_kept_at,
    };
    *tried = Some(this);
    this.can_write(now)
}

impl Tried {
    fn can_write(self, now: Instant) -> bool {
        !self.is_refused && now < self.last_kept_at.plus_seconds(LONGEST_TURN_SECONDS)
    }
}

/// A row that changes each time, because SQLite writes nothing where nothing changes. It goes with the counts of tries.
async fn write_a_little(service: &Service, server: &str, now: Instant) -> Result<(), StoreError> {
    let mut tx = service.store.write().await?;
    let hour = rate_limit::window_start(now, 60);
    store::system::rate_limit::count(&mut tx, &format!("readiness:{server}"), hour).await?;
    tx.commit().await
}

fn is_fresh(at: Instant, now: Instant) -> bool {
    now < at.plus_seconds(LONGEST_SILENCE_SECONDS)
}

/// Notes that the worker `name` is alive.
pub async fn show_life(service: &Service, name: &str) -> Result<(), AppError> {
    let now = service.now();
    let mut tx = service.store.write().await?;
    store::system::heartbeat::beat(&mut tx, name, now).await?;
    Ok(tx.commit().await?)
}

/// How the work that waits stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    pub messages: Queue,
    /// Seconds since the first of them was due; 0 when none is.
    pub overdue_seconds: i64,
    /// Seconds since the worker showed life; `None` when it never did.
    pub silent_seconds: Option<i64>,
}

pub async fn waiting(service: &Service, worker: &str) -> Result<Waiting, AppError> {
    let mut conn = service.store.read().await?;
    let messages = store::system::outbox::queue(&mut conn).await?;
    let last = store::system::heartbeat::last(&mut conn, worker).await?;
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
