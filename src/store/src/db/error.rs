//! What can go wrong in the database.

use std::borrow::Cow;

/// Why a statement or transaction failed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A constraint refused it; its name is the same on both engines. Every foreign key is called [`FOREIGN_KEY`].
    #[error("refused by {0}")]
    Conflict(String),
    /// No such row, or it has changed since it was read.
    #[error("not found")]
    NotFound,
    /// The database is locked, overloaded or away; trying again may work.
    #[error("the database is busy or away")]
    Busy,
    /// The disk has no room or fails, so nothing can be written; for the log, what the engine says. Trying again may work.
    #[error("the database can't be written: {0}")]
    CannotWrite(String),
    /// The role that the program has in the database may not do this.
    #[error("not allowed in the database: {0}")]
    NotAllowed(String),
    /// An earlier statement of the transaction failed, so nothing was kept.
    #[error("the transaction was rolled back")]
    Aborted,
    /// Anything else; for the log only.
    #[error("database error: {0}")]
    Internal(Cow<'static, str>),
}

impl StoreError {
    /// The constraint that refused it, if that is what happened.
    #[must_use]
    pub fn constraint(&self) -> Option<&str> {
        match self {
            Self::Conflict(constraint) => Some(constraint),
            _ => None,
        }
    }
}

/// What refuses a reference to a row that isn't there, or the removal of one that is referred to: SQLite doesn't say which.
pub const FOREIGN_KEY: &str = "foreign_key";

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::RowNotFound => Self::NotFound,
            sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::Io(_)
            | sqlx::Error::WorkerCrashed => Self::Busy,
            sqlx::Error::Database(error) => Self::from_database(error.as_ref()),
            error => Self::Internal(error.to_string().into()),
        }
    }
}

impl From<sqlx::migrate::MigrateError> for StoreError {
    fn from(error: sqlx::migrate::MigrateError) -> Self {
        match error {
            sqlx::migrate::MigrateError::Execute(error)
            | sqlx::migrate::MigrateError::ExecuteMigration(error, _) => error.into(),
            error => Self::Internal(error.to_string().into()),
        }
    }
}

impl StoreError {
    fn from_database(error: &dyn sqlx::error::DatabaseError) -> Self {
        if error.is_foreign_key_violation() {
            return Self::Conflict(FOREIGN_KEY.to_owned());
        }
        if let Some(name) = error.constraint() {
            return Self::Conflict(name.to_owned());
        }
        let (code, message) = (error.code().unwrap_or_default(), error.message());
        if let Some(columns) = message.strip_prefix("UNIQUE constraint failed: ") {
            return Self::Conflict(unique_name(&code, columns));
        }
        for prefix in ["CHECK constraint failed: ", "constraint: "] {
            if let Some(name) = message.strip_prefix(prefix) {
                return Self::Conflict(name.to_owned());
            }
        }
        if code == NOT_ALLOWED {
            Self::NotAllowed(message.to_owned())
        } else if is_disk_trouble(&code) {
            Self::CannotWrite(format!("{code}: {message}"))
        } else if is_busy(&code) {
            Self::Busy
        } else {
            Self::Internal(format!("{code}: {message}").into())
        }
    }
}

/// PostgreSQL's code of what a role has no privilege for.
const NOT_ALLOWED: &str = "42501";

/// SQLite's extended code of a primary key that is there already; by our convention its name is the table's and `_pk`.
const SQLITE_PRIMARY_KEY: &str = "1555";

/// SQLite names the columns of a unique index, not the index.
fn unique_name(code: &str, columns: &str) -> String {
    let table = columns.split('.').next().unwrap_or_default();
    if code == SQLITE_PRIMARY_KEY {
        return format!("{table}_pk");
    }
    crate::unique_indexes()
        .find(|(of, _)| *of == columns)
        .map_or(columns, |(_, name)| name)
        .to_owned()
}

/// SQLite: FULL (13) and every IOERR (10), which is what a quota, a network disk or shared memory without room is called.
/// PostgreSQL: disk full (53100) and its input or output failed (58030).
fn is_disk_trouble(code: &str) -> bool {
    match sqlite_code(code) {
        Some(number) => matches!(number, 10 | 13),
        None => matches!(code, "53100" | "58030"),
    }
}

/// SQLite: BUSY (5), LOCKED (6), CANTOPEN (14). PostgreSQL: connection trouble (08), resources (53), operator intervention
/// (57P), serialisation failure and deadlock (40001, 40P01), lock not available (55P03).
fn is_busy(code: &str) -> bool {
    if let Some(number) = sqlite_code(code) {
        return matches!(number, 5 | 6 | 14);
    }
    code.starts_with("08")
        || code.starts_with("53")
        || code.starts_with("57P")
        || matches!(code, "40001" | "40P01" | "55P03")
}

/// SQLite's code without what extends it; `None` for PostgreSQL's, which have five characters.
fn sqlite_code(code: &str) -> Option<u32> {
    let number: u32 = code.parse().ok()?;
    (code.len() < 5).then_some(number & 0xFF)
}
