//! Pools, connections and transactions of the two engines.

use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{
    ConnectOptions, Executor as _, PgPool, Postgres, Row as _, Sqlite, SqlitePool, Transaction,
};

use super::{Query, Statement, StoreError};

const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(5);

static SQLITE_MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("../../migrations/sqlite");
static POSTGRES_MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("../../migrations/postgres");

#[derive(Debug)]
enum Pools {
    /// One connection that writes, several that can only read.
    Sqlite {
        writer: SqlitePool,
        readers: SqlitePool,
    },
    /// The readers' transactions are read-only by default.
    Postgres { writers: PgPool, readers: PgPool },
}

/// The database. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Store(Arc<Pools>);

pub(super) enum Engine {
    Sqlite(PoolConnection<Sqlite>),
    SqliteTx(Transaction<'static, Sqlite>),
    Postgres(PoolConnection<Postgres>),
    PostgresTx(Transaction<'static, Postgres>),
}

/// A connection to read with.
pub struct Conn {
    pub(super) engine: Engine,
    failed: bool,
}

/// A transaction to write with. Dropped without `commit`, it is rolled back.
pub struct Tx {
    conn: Conn,
}

impl Store {
    /// Opens `sqlite:FILE` (made when missing) or `postgres://…`.
    ///
    /// # Errors
    /// `Internal` for an address that isn't one, or an SQLite whose write-ahead log can lose data; `Busy` when the database
    /// can't be reached.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        let pools = if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            open_postgres(url).await?
        } else if url.starts_with("sqlite:") {
            open_sqlite(url).await?
        } else {
            return Err(StoreError::Internal(
                "the database address must start with sqlite: or postgres:".into(),
            ));
        };
        Ok(Self(Arc::new(pools)))
    }

    /// Brings the schema up to date. Safe to run from several servers at once.
    ///
    /// # Errors
    /// When a migration fails; it is rolled back.
    pub async fn migrate(&self) -> Result<(), StoreError> {
        match &*self.0 {
            Pools::Sqlite { writer, .. } => SQLITE_MIGRATIONS.run(writer).await?,
            Pools::Postgres { writers, .. } => POSTGRES_MIGRATIONS.run(writers).await?,
        }
        Ok(())
    }

    /// Whether every migration has been applied.
    ///
    /// # Errors
    /// `Busy` when the database can't be reached.
    pub async fn is_migrated(&self) -> Result<bool, StoreError> {
        let (applied, expected) = match &*self.0 {
            Pools::Sqlite { readers, .. } => {
                let row = sqlx::query("SELECT COUNT(*) AS n FROM _sqlx_migrations WHERE success")
                    .fetch_one(readers)
                    .await;
                (
                    row.and_then(|row| row.try_get::<i64, _>("n")),
                    SQLITE_MIGRATIONS.iter().count(),
                )
            }
            Pools::Postgres { readers, .. } => {
                let row = sqlx::query("SELECT COUNT(*) AS n FROM _sqlx_migrations WHERE success")
                    .fetch_one(readers)
                    .await;
                (
                    row.and_then(|row| row.try_get::<i64, _>("n")),
                    POSTGRES_MIGRATIONS.iter().count(),
                )
            }
        };
        match applied.map_err(StoreError::from) {
            Ok(applied) => Ok(usize::try_from(applied).is_ok_and(|applied| applied >= expected)),
            Err(StoreError::Busy) => Err(StoreError::Busy),
            Err(_) => Ok(false),
        }
    }

    /// Whether this is PostgreSQL.
    #[must_use]
    pub fn is_postgres(&self) -> bool {
        matches!(&*self.0, Pools::Postgres { .. })
    }

    /// A connection to read with.
    ///
    /// # Errors
    /// `Busy` when none is free within 5 seconds.
    pub async fn read(&self) -> Result<Conn, StoreError> {
        let engine = match &*self.0 {
            Pools::Sqlite { readers, .. } => Engine::Sqlite(readers.acquire().await?),
            Pools::Postgres { readers, .. } => Engine::Postgres(readers.acquire().await?),
        };
        Ok(Conn {
            engine,
            failed: false,
        })
    }

    /// Begins a transaction to write with.
    ///
    /// # Errors
    /// `Busy` when none can begin within 5 seconds.
    pub async fn write(&self) -> Result<Tx, StoreError> {
        let engine = match &*self.0 {
            Pools::Sqlite { writer, .. } => {
                Engine::SqliteTx(writer.begin_with("BEGIN IMMEDIATE").await?)
            }
            Pools::Postgres { writers, .. } => Engine::PostgresTx(writers.begin().await?),
        };
        Ok(Tx {
            conn: Conn {
                engine,
                failed: false,
            },
        })
    }

    /// Has the engine read a statement without running it.
    ///
    /// # Errors
    /// What the engine refuses about it.
    pub async fn prepare(&self, statement: &'static Statement) -> Result<(), StoreError> {
        match &*self.0 {
            Pools::Sqlite { writer, .. } => {
                (&mut *writer.acquire().await?)
                    .prepare(sqlx::SqlSafeStr::into_sql_str(statement.sqlite))
                    .await?;
            }
            Pools::Postgres { writers, .. } => {
                (&mut *writers.acquire().await?)
                    .prepare(sqlx::SqlSafeStr::into_sql_str(statement.postgres))
                    .await?;
            }
        }
        Ok(())
    }

    /// Closes every connection.
    pub async fn close(&self) {
        match &*self.0 {
            Pools::Sqlite { writer, readers } => {
                readers.close().await;
                writer.close().await;
            }
            Pools::Postgres { writers, readers } => {
                readers.close().await;
                writers.close().await;
            }
        }
    }
}

async fn open_sqlite(url: &str) -> Result<Pools, StoreError> {
    let options = SqliteConnectOptions::from_str(url)?
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(ACQUIRE_TIMEOUT)
        .disable_statement_logging();
    let writer = SqlitePoolOptions::new()
        .max_connections(1)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .connect_with(options.clone())
        .await?;
    refuse_unsafe_sqlite(&writer).await?;
    let readers = SqlitePoolOptions::new()
        .max_connections(8)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .connect_with(options.create_if_missing(false).read_only(true))
        .await?;
    Ok(Pools::Sqlite { writer, readers })
}

/// SQLite 3.7.0 to 3.51.2 can lose committed data when a write-ahead log is reset by two connections at once.
async fn refuse_unsafe_sqlite(pool: &SqlitePool) -> Result<(), StoreError> {
    let version: String = sqlx::query("SELECT sqlite_version() AS v")
        .fetch_one(pool)
        .await?
        .try_get("v")?;
    let numbers: Vec<u32> = version
        .split('.')
        .filter_map(|part| part.parse().ok())
        .collect();
    if numbers.as_slice() >= [3, 7, 0].as_slice() && numbers.as_slice() <= [3, 51, 2].as_slice() {
        return Err(StoreError::Internal(
            format!("SQLite {version} can lose data; 3.51.3 or later is needed").into(),
        ));
    }
    Ok(())
}

async fn open_postgres(url: &str) -> Result<Pools, StoreError> {
    let options = PgConnectOptions::from_str(url)?.disable_statement_logging();
    let pool = || {
        PgPoolOptions::new()
            .max_connections(10)
            .acquire_timeout(ACQUIRE_TIMEOUT)
    };
    let writers = pool().connect_with(options.clone()).await?;
    let readers = pool()
        .connect_with(options.options([("default_transaction_read_only", "on")]))
        .await?;
    Ok(Pools::Postgres { writers, readers })
}

impl Conn {
    /// A statement to run on this connection.
    pub fn q(&mut self, statement: &'static Statement) -> Query<'_> {
        Query::new(self, statement)
    }

    /// After a refused statement nothing more may run: PostgreSQL would refuse it anyway, so SQLite does the same.
    pub(super) fn guard(&self, statement: &'static Statement) -> Result<(), StoreError> {
        tracing::trace!(statement = statement.name, "query");
        if self.failed {
            Err(StoreError::Aborted)
        } else {
            Ok(())
        }
    }

    pub(super) fn note<T>(&mut self, result: Result<T, sqlx::Error>) -> Result<T, StoreError> {
        let in_transaction = matches!(self.engine, Engine::SqliteTx(_) | Engine::PostgresTx(_));
        self.failed |= result.is_err() && in_transaction;
        result.map_err(StoreError::from)
    }
}

impl Tx {
    /// Keeps what was written.
    ///
    /// # Errors
    /// `Aborted` when a statement was refused: everything is rolled back, on both engines.
    pub async fn commit(self) -> Result<(), StoreError> {
        let failed = self.conn.failed;
        match self.conn.engine {
            Engine::SqliteTx(tx) if failed => tx.rollback().await?,
            Engine::PostgresTx(tx) if failed => tx.rollback().await?,
            Engine::SqliteTx(tx) => tx.commit().await?,
            Engine::PostgresTx(tx) => tx.commit().await?,
            Engine::Sqlite(_) | Engine::Postgres(_) => {
                return Err(StoreError::Internal("not a transaction".into()));
            }
        }
        if failed {
            Err(StoreError::Aborted)
        } else {
            Ok(())
        }
    }

    /// Gives up what was written.
    ///
    /// # Errors
    /// `Busy` when the database is away; it is rolled back all the same.
    pub async fn rollback(self) -> Result<(), StoreError> {
        match self.conn.engine {
            Engine::SqliteTx(tx) => tx.rollback().await?,
            Engine::PostgresTx(tx) => tx.rollback().await?,
            Engine::Sqlite(_) | Engine::Postgres(_) => {}
        }
        Ok(())
    }
}

impl std::ops::Deref for Tx {
    type Target = Conn;

    fn deref(&self) -> &Conn {
        &self.conn
    }
}

impl std::ops::DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut Conn {
        &mut self.conn
    }
}
