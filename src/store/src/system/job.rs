//! Background work that is done again and again, and which server does it.

use domain::kit::instant::Instant;
use domain::system::job::JobName;

use crate::db::{Conn, FromRow, Row, StoreError, Tx, statements};

/// A kind of work, and what is known of its runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    pub name: JobName,
    /// When it is to be done next.
    pub due_at: Instant,
    /// Until when a server has it.
    pub claimed_until: Option<Instant>,
    /// When the last run began.
    pub started_at: Option<Instant>,
    /// How long the last run that ended took.
    pub took_milliseconds: Option<i64>,
    pub runs: i64,
    /// How many of them failed.
    pub failures: i64,
    /// When the last one failed that did.
    pub failed_at: Option<Instant>,
    pub last_error: Option<String>,
}

/// A row. A server of another version may do work that this one doesn't know.
struct Known(Option<Job>);

impl FromRow for Known {
    fn from_row(row: &Row) -> Result<Self, StoreError> {
        let Some(name) = JobName::from_code(&row.get::<String>("name")?) else {
            return Ok(Self(None));
        };
        Ok(Self(Some(Job {
            name,
            due_at: row.get("due_at")?,
            claimed_until: row.get("claimed_until")?,
            started_at: row.get("started_at")?,
            took_milliseconds: row.get("took_milliseconds")?,
            runs: row.get("runs")?,
            failures: row.get("failures")?,
            failed_at: row.get("failed_at")?,
            last_error: row.get("last_error")?,
        })))
    }
}

statements! {
    ENSURE = "INSERT INTO job (name, due_at, runs, failures) VALUES ($1, $2, 0, 0) ON CONFLICT (name) DO NOTHING";
    ALL = "SELECT * FROM job ORDER BY name";
    DUE = "SELECT * FROM job WHERE due_at <= $1 AND (claimed_until IS NULL OR claimed_until <= $1) ORDER BY due_at, name";
    CLAIM = {
        sqlite: "UPDATE job SET claimed_until = $3, started_at = $2, runs = runs + 1 WHERE name IN (
            SELECT name FROM job WHERE name = $1 AND due_at <= $2 AND (claimed_until IS NULL OR claimed_until <= $2))",
        postgres: "UPDATE job SET claimed_until = $3, started_at = $2, runs = runs + 1 WHERE name IN (
            SELECT name FROM job WHERE name = $1 AND due_at <= $2 AND (claimed_until IS NULL OR claimed_until <= $2) FOR UPDATE SKIP LOCKED)"
    };
    ENDED = "UPDATE job SET claimed_until = NULL, due_at = $3, took_milliseconds = $4 WHERE name = $1 AND started_at = $2";
    FAILED = "UPDATE job SET failures = failures + 1, failed_at = $3, last_error = $4 WHERE name = $1 AND started_at = $2";
    ASK_FOR = "UPDATE job SET due_at = $2 WHERE name = $1 AND due_at > $2";
}

/// Makes sure that there is a row for each kind of work; a new one is due at `now`.
pub async fn ensure(tx: &mut Tx, now: Instant) -> Result<(), StoreError> {
    for &name in JobName::ALL {
        tx.q(&ENSURE).bind(name).bind(now).execute().await?;
    }
    Ok(())
}

/// Every kind of work that this version knows.
pub async fn all(conn: &mut Conn) -> Result<Vec<Job>, StoreError> {
    let rows: Vec<Known> = conn.q(&ALL).all().await?;
    Ok(rows.into_iter().filter_map(|row| row.0).collect())
}

/// Work that is due and that no server has, the longest due first.
pub async fn due(conn: &mut Conn, now: Instant) -> Result<Vec<JobName>, StoreError> {
    let rows: Vec<Known> = conn.q(&DUE).bind(now).all().await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| row.0)
        .map(|job| job.name)
        .collect())
}

/// Claims work that is due, until `claimed_until`, and says whether it was still to be had. Nobody else gets it until then.
pub async fn claim(
    tx: &mut Tx,
    name: JobName,
    now: Instant,
    claimed_until: Instant,
) -> Result<bool, StoreError> {
    let claimed = tx
        .q(&CLAIM)
        .bind(name)
        .bind(now)
        .bind(claimed_until)
        .execute()
        .await?;
    Ok(claimed > 0)
}

/// Ends the run that began at `started_at`. A run whose claim ran out ends without a word.
pub async fn end(
    tx: &mut Tx,
    name: JobName,
    started_at: Instant,
    due_at: Instant,
    took_milliseconds: i64,
) -> Result<(), StoreError> {
    tx.q(&ENDED)
        .bind(name)
        .bind(started_at)
        .bind(due_at)
        .bind(took_milliseconds)
        .execute()
        .await
        .map(|_| ())
}

/// Notes that the run that began at `started_at` failed.
pub async fn note_failure(
    tx: &mut Tx,
    name: JobName,
    started_at: Instant,
    at: Instant,
    error: &str,
) -> Result<(), StoreError> {
    tx.q(&FAILED)
        .bind(name)
        .bind(started_at)
        .bind(at)
        .bind(error)
        .execute()
        .await
        .map(|_| ())
}

/// Has work done at `now` that is due later.
pub async fn ask_for(tx: &mut Tx, name: JobName, now: Instant) -> Result<(), StoreError> {
    tx.q(&ASK_FOR)
        .bind(name)
        .bind(now)
        .execute()
        .await
        .map(|_| ())
}
