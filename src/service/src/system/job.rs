//! Background work that is done again and again: by one server at a time, and noted.

use domain::kit::app_error::AppError;
use domain::system::job::JobName;
use store::StoreError;

use crate::Service;

/// A claim lasts longer than a run may take.
const CLAIM_MINUTES: i64 = 30;
/// Most of an error that is kept, in characters.
const ERROR_LIMIT: usize = 500;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    pub name: JobName,
    pub milliseconds: i64,
    pub is_done: bool,
}

/// What the work is.
async fn work(service: &Service, name: JobName) -> Result<(), AppError> {
    match name {
        JobName::ForgetEnded => crate::system::retention::forget(service).await,
        JobName::BankHolidays => crate::kit::bank_holiday::ensure(service).await,
    }
}

/// Makes sure that every kind of work is known to the database.
pub async fn ensure(service: &Service) -> Result<(), AppError> {
    let mut tx = service.store.write().await?;
    store::system::job::ensure(&mut tx, service.now()).await?;
    Ok(tx.commit().await?)
}

/// Does one piece of work that is due and that no other server has; `None` when there is none.
///
/// # Errors
/// `Busy` or `Internal` when it can't be claimed or noted. Work that fails is noted and tried again soon.
pub async fn run_due(service: &Service) -> Result<Option<Run>, AppError> {
    let mut conn = service.store.read().await?;
    // Asked first, so that an idle worker never holds up those who write.
    let due = store::system::job::due(&mut conn, service.now()).await?;
    drop(conn);
    for name in due {
        if let Some(run) = claim_and_run(service, name).await? {
            return Ok(Some(run));
        }
    }
    Ok(None)
}

async fn claim_and_run(service: &Service, name: JobName) -> Result<Option<Run>, StoreError> {
    let started_at = service.now();
    let mut tx = service.store.write().await?;
    let until = started_at.plus_minutes(CLAIM_MINUTES);
    let is_ours = store::system::job::claim(&mut tx, name, started_at, until).await?;
    tx.commit().await?;
    if !is_ours {
        return Ok(None);
    }
    let outcome = work(service, name).await;
    let now = service.now();
    let milliseconds = (now.unix_microseconds() - started_at.unix_microseconds()).max(0) / 1_000;
    let minutes = match &outcome {
        Ok(()) => name.every_minutes(),
        Err(_) => name.again_minutes(),
    };
    let mut tx = service.store.write().await?;
    if let Err(error) = &outcome {
        tracing::warn!(job = name.code(), %error, "background work failed");
        let error: String = error.to_string().chars().take(ERROR_LIMIT).collect();
        store::system::job::note_failure(&mut tx, name, started_at, now, &error).await?;
    }
    let due_at = now.plus_minutes(minutes);
    store::system::job::end(&mut tx, name, started_at, due_at, milliseconds).await?;
    tx.commit().await?;
    Ok(Some(Run {
        name,
        milliseconds,
        is_done: outcome.is_ok(),
    }))
}
