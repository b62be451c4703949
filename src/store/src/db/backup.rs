//! Copies of an SQLite database: made while it is used, proved before they are relied upon, and put back.
//!
//! PostgreSQL has its own programs for this; see docs/operations.md.

use std::fs::{self, File, OpenOptions};
use std::path::{Path, PathBuf};
use std::str::FromStr as _;
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, Row as _};

use super::connection::Pools;
use super::migrations;
use super::{Store, StoreError};

/// How long to wait for whoever uses the database to be gone.
const PATIENCE: Duration = Duration::from_millis(500);
/// Faults that are told; there may be thousands.
const FAULTS_TOLD: i64 = 5;

/// Why a copy can't be made, relied upon or put back.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    #[error(
        "only SQLite is backed up like this: use pg_dump for PostgreSQL (docs/operations.md says how)"
    )]
    NotSqlite,
    #[error("{0}: there is no such file")]
    Missing(PathBuf),
    #[error("{0} is there already: nothing was changed. Give --replace to write over it")]
    Exists(PathBuf),
    #[error("{0} is being used: stop the service first")]
    InUse(PathBuf),
    #[error("it is not a database of People Hub")]
    NotOurs,
    #[error("a newer version of People Hub made it: its migrations {0:?} are not known here")]
    TooNew(Vec<i64>),
    #[error("it is damaged: {}", .0.join("; "))]
    Damaged(Vec<String>),
    #[error("{0}: {1}")]
    File(PathBuf, std::io::Error),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for BackupError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

/// What is in a copy that was proved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contents {
    /// Rows of each table, by its name.
    pub tables: Vec<(String, i64)>,
    /// Migrations of this program that it doesn't have yet.
    pub pending: usize,
}

/// The file of an SQLite database.
pub fn file_of(url: &str) -> Result<PathBuf, BackupError> {
    if !url.starts_with("sqlite:") {
        return Err(BackupError::NotSqlite);
    }
    Ok(SqliteConnectOptions::from_str(url)?
        .get_filename()
        .to_owned())
}

impl Store {
    /// Writes a copy of an SQLite database as it is now to a file that is not there yet, while others read and write.
    pub async fn back_up(&self, file: &Path) -> Result<(), BackupError> {
        let Pools::Sqlite { readers, .. } = &*self.pools else {
            return Err(BackupError::NotSqlite);
        };
        if file.exists() {
            return Err(BackupError::Exists(file.to_owned()));
        }
        // An unfinished copy never has the name of a whole one.
        let unfinished = beside(file, "part");
        remove(&unfinished)?;
        make_private(&unfinished)?;
        let mut connection = readers.acquire().await?;
        sqlx::query("VACUUM INTO $1")
            .bind(unfinished.to_string_lossy().into_owned())
            .execute(&mut *connection)
            .await?;
        drop(connection);
        put_in_place(&unfinished, file)
    }
}

/// Proves a copy: the file is sound, no reference leads nowhere, and its migrations are this program's.
pub async fn verify(file: &Path) -> Result<Contents, BackupError> {
    if !file.is_file() {
        return Err(BackupError::Missing(file.to_owned()));
    }
    let options = SqliteConnectOptions::new()
        .filename(file)
        .read_only(true)
        .immutable(true);
    let mut connection = options
        .disable_statement_logging()
        .connect()
        .await
        .map_err(damaged)?;
    let faults = faults(&mut connection).await.map_err(damaged)?;
    if !faults.is_empty() {
        return Err(BackupError::Damaged(faults));
    }
    let applied = applied(&mut connection).await?;
    let known = |version: &i64| {
        migrations::SQLITE
            .iter()
            .any(|known| known.version == *version)
    };
    let unknown: Vec<i64> = applied
        .iter()
        .copied()
        .filter(|version| !known(version))
        .collect();
    if !unknown.is_empty() {
        return Err(BackupError::TooNew(unknown));
    }
    let pending = migrations::SQLITE
        .iter()
        .filter(|migration| !applied.contains(&migration.version))
        .count();
    let tables = tables(&mut connection).await?;
    connection.close().await?;
    Ok(Contents { tables, pending })
}

/// Puts a proved copy where the database is to be, whole or not at all.
///
/// # Errors
/// `Exists` without `replace`; `InUse` while a server runs on the database that is there; `File`.
pub async fn put_back(copy: &Path, database: &Path, replace: bool) -> Result<(), BackupError> {
    if database.exists() {
        if !replace {
            return Err(BackupError::Exists(database.to_owned()));
        }
        release(database).await?;
    }
    // What an earlier database wrote ahead must not be applied to this one.
    for ending in ["-wal", "-shm"] {
        let mut name = database.as_os_str().to_owned();
        name.push(ending);
        remove(Path::new(&name))?;
    }
    let unfinished = beside(database, "restoring");
    remove(&unfinished)?;
    make_private(&unfinished)?;
    fs::copy(copy, &unfinished).map_err(|error| BackupError::File(unfinished.clone(), error))?;
    put_in_place(&unfinished, database)
}

/// Brings everything into the one file and proves that nobody uses it: its journal can be changed only then.
async fn release(database: &Path) -> Result<(), BackupError> {
    let options = SqliteConnectOptions::new()
        .filename(database)
        .busy_timeout(PATIENCE)
        .journal_mode(SqliteJournalMode::Delete);
    let in_use = |_| BackupError::InUse(database.to_owned());
    let connection = options
        .disable_statement_logging()
        .connect()
        .await
        .map_err(in_use)?;
    connection.close().await.map_err(in_use)
}

async fn faults(connection: &mut SqliteConnection) -> Result<Vec<String>, sqlx::Error> {
    let found = sqlx::query("SELECT integrity_check AS fault FROM pragma_integrity_check WHERE integrity_check <> 'ok' LIMIT $1")
        .bind(FAULTS_TOLD)
        .fetch_all(&mut *connection)
        .await?;
    let mut faults = found
        .iter()
        .map(|row| row.try_get("fault"))
        .collect::<Result<Vec<String>, _>>()?;
    let dangling = sqlx::query("SELECT \"table\" AS fault FROM pragma_foreign_key_check LIMIT $1")
        .bind(FAULTS_TOLD)
        .fetch_all(&mut *connection)
        .await?;
    for row in dangling {
        let table: String = row.try_get("fault")?;
        faults.push(format!("a row of {table} refers to one that is not there"));
    }
    Ok(faults)
}

async fn applied(connection: &mut SqliteConnection) -> Result<Vec<i64>, BackupError> {
    let rows = sqlx::query("SELECT version FROM _sqlx_migrations WHERE success ORDER BY version")
        .fetch_all(&mut *connection)
        .await
        .map_err(|_| BackupError::NotOurs)?;
    let versions = rows.iter().map(|row| row.try_get("version"));
    Ok(versions.collect::<Result<_, _>>()?)
}

async fn tables(connection: &mut SqliteConnection) -> Result<Vec<(String, i64)>, BackupError> {
    let rows = sqlx::query(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
            AND name <> '_sqlx_migrations' ORDER BY name",
    )
    .fetch_all(&mut *connection)
    .await?;
    let mut tables = Vec::new();
    for row in rows {
        let name: String = row.try_get("name")?;
        let quoted = name.replace('"', "\"\"");
        let count = format!("SELECT COUNT(*) AS n FROM \"{quoted}\"");
        let count = sqlx::query(AssertSqlSafe(count))
            .fetch_one(&mut *connection)
            .await?;
        tables.push((name, count.try_get("n")?));
    }
    Ok(tables)
}

/// What isn't a database at all can't even be asked.
fn damaged(error: sqlx::Error) -> BackupError {
    BackupError::Damaged(vec![error.to_string()])
}

fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    name.into()
}

/// An empty file that only its owner can read: sessions and what people wrote are in it.
fn make_private(file: &Path) -> Result<(), BackupError> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let made = options.open(file);
    made.map(drop)
        .map_err(|error| BackupError::File(file.to_owned(), error))
}

fn remove(file: &Path) -> Result<(), BackupError> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(BackupError::File(file.to_owned(), error))
        }
        _ => Ok(()),
    }
}

/// Gives a finished file its name once it is on the disk.
fn put_in_place(unfinished: &Path, file: &Path) -> Result<(), BackupError> {
    let placed = || {
        File::open(unfinished)?.sync_all()?;
        fs::rename(unfinished, file)?;
        // The name is in the folder, which goes to the disk by itself.
        let folder = file
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
    };
    placed().map_err(|error| BackupError::File(file.to_owned(), error))
}
