//! What can go wrong in the database.

use std::borrow::Cow;
use std::hash::{BuildHasher, RandomState};

use domain::kit::app_error::{AppError, ConflictCode};

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
    #[must_use]
    pub fn constraint(&self) -> Option<&str> {
        match self {
            Self::Conflict(constraint) => Some(constraint),
            _ => None,
        }
    }
}

/// What a person is told. A constraint that no area names, and whatever else is a fault, is logged under a reference.
impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NotFound => Self::NotFound,
            StoreError::Busy => Self::Busy,
            StoreError::CannotWrite(why) => {
                tracing::error!(why, "the database can't be written");
                Self::Busy
            }
            StoreError::Conflict(ref constraint) => {
                match crate::meanings().find(|(name, _)| name == constraint) {
                    Some((_, code)) => Self::conflict(code.clone()),
                    None => internal(&error),
                }
            }
            error => internal(&error),
        }
    }
}

/// Logs what went wrong inside under a new reference, and gives the reference.
pub fn internal(error: &(dyn std::error::Error + 'static)) -> AppError {
    // Nothing depends on the reference but finding the line: the keys that the standard library draws for its maps will do.
    let reference = format!("{:08X}", RandomState::new().hash_one(0) >> 32);
    tracing::error!(reference, error, "internal error");
    AppError::Internal(reference)
}

/// As by `?`, where finding no row means that somebody was quicker: a compare-and-swap on what was read.
#[must_use]
pub fn changed_meanwhile(error: StoreError) -> AppError {
    match error {
        StoreError::NotFound => AppError::conflict(ConflictCode::CHANGED_MEANWHILE),
        error => error.into(),
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

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;

    /// Everything that was logged.
    #[derive(Clone, Default)]
    struct Lines(Arc<Mutex<Vec<u8>>>);

    impl std::io::Write for Lines {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().extend(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_constraint_that_no_area_names_is_logged_under_a_reference_of_its_own() {
        let lines = Lines::default();
        let writer = lines.clone();
        let log = tracing_subscriber::fmt()
            .with_writer(move || writer.clone())
            .finish();
        let refused = || AppError::from(StoreError::Conflict("person_pk".to_owned()));
        let (first, second) = tracing::subscriber::with_default(log, || (refused(), refused()));
        let (AppError::Internal(first), AppError::Internal(second)) = (&first, &second) else {
            panic!("{first:?}, {second:?}");
        };
        assert_ne!(first, second);
        let log = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
        for reference in [first, second] {
            assert_eq!(reference.len(), 8, "{reference}");
            assert!(log.contains(reference), "{reference} is not in {log}");
        }
        assert!(log.contains("person_pk"), "{log}");
    }

    #[test]
    fn a_constraint_that_an_area_names_is_told_as_what_it_means() {
        let told = AppError::from(StoreError::Conflict("calendar_feed_live".to_owned()));
        assert_eq!(told, AppError::conflict(ConflictCode::CHANGED_MEANWHILE));
        let told = changed_meanwhile(StoreError::NotFound);
        assert_eq!(told, AppError::conflict(ConflictCode::CHANGED_MEANWHILE));
        assert_eq!(AppError::from(StoreError::NotFound), AppError::NotFound);
    }
}
