//! Pools, connections and transactions of the two engines.

use std::sync::Arc;
use std::time::Duration;

use domain::people::id::PersonId;
use sqlx::migrate::Migrator;
use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{
    ConnectOptions, Connection as _, Executor as _, PgPool, Postgres, Row as _, Sqlite, SqlitePool,
    Transaction,
};

use super::changes::Changes;
use super::{Address, Query, Statement, StoreError, address, migrations, row, statements};

/// The notifications' name on PostgreSQL.
pub(super) const CHANNEL: &str = "people_hub_changes";
/// How long to wait for a connection, and for somebody else's lock.
const PATIENCE: Duration = Duration::from_secs(5);

statements! {
    MIGRATIONS_TABLE = {
        sqlite: "SELECT COUNT(*) AS n FROM sqlite_schema WHERE name = '_sqlx_migrations'",
        postgres: "SELECT COUNT(*) AS n FROM pg_tables WHERE schemaname = current_schema() AND tablename = '_sqlx_migrations'"
    };
    NOTIFY = { sqlite: "SELECT $1, $2", postgres: "SELECT pg_notify($1, $2)" };
    APPLIED = "SELECT version, checksum FROM _sqlx_migrations WHERE success";
}

/// A migration that the database has.
struct Applied {
    version: i64,
    checksum: Vec<u8>,
}

row! { Applied { version, checksum } }

#[derive(Debug)]
pub(super) enum Pools {
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
pub struct Store {
    pub(super) pools: Arc<Pools>,
    pub(super) changes: Arc<Changes>,
}

/// How a pool of connections is used at the moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PoolUse {
    /// `writers` or `readers`.
    pub name: &'static str,
    pub busy: usize,
    pub idle: usize,
    pub most: u32,
}

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
    written: Vec<&'static str>,
    changes: Arc<Changes>,
}

/// A transaction to write with. Dropped without `commit`, it is rolled back.
pub struct Tx {
    conn: Conn,
    /// Advisers whose conversations this changes, where the commit must tell of it.
    announced: Vec<PersonId>,
}

impl Store {
    /// Opens `sqlite:FILE` (made when missing) or `postgres://…`.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        let address = Address::parse(url);
        Self::connect(address.map_err(|error| StoreError::Internal(error.to_string().into()))?)
            .await
    }

    /// Opens the database at this address; an SQLite file is made when missing.
    ///
    /// # Errors
    /// `Internal` for an SQLite whose write-ahead log can lose data; `Busy` when the database can't be reached.
    pub async fn connect(address: Address) -> Result<Self, StoreError> {
        let pools = match address.0 {
            address::Engine::Sqlite(options) => open_sqlite(*options).await?,
            address::Engine::Postgres(options) => open_postgres(*options).await?,
        };
        Ok(Self {
            pools: Arc::new(pools),
            changes: Arc::default(),
        })
    }

    /// Brings the schema up to date. Safe to run from several servers at once: they wait for one another. A schema that is up to date is
    /// only looked at, so that a role that may not change it can serve.
    ///
    /// # Errors
    /// When a migration fails; it is rolled back. `NotAllowed` for a role that may not change the schema. `Busy` when the database
    /// is locked or away.
    pub(crate) async fn migrate_schema(&self) -> Result<(), StoreError> {
        if self.is_as_made_here().await? {
            return Ok(());
        }
        self.run(self.migrations()).await
    }

    /// Whether the database has exactly the migrations of this program.
    async fn is_as_made_here(&self) -> Result<bool, StoreError> {
        let applied = self.applied().await?;
        let is_here = |migration: &sqlx::migrate::Migration| {
            applied
                .iter()
                .any(|row| row.version == migration.version && row.checksum == *migration.checksum)
        };
        let mut migrations = self.migrations().iter();
        Ok(applied.len() == self.migrations().iter().count() && migrations.all(is_here))
    }

    async fn applied(&self) -> Result<Vec<Applied>, StoreError> {
        let mut conn = self.read().await?;
        match conn.q(&MIGRATIONS_TABLE).count().await? {
            0 => Ok(Vec::new()),
            _ => conn.q(&APPLIED).all().await,
        }
    }

    pub(crate) fn migrations(&self) -> &'static Migrator {
        match &*self.pools {
            Pools::Sqlite { .. } => &migrations::SQLITE,
            Pools::Postgres { .. } => &migrations::POSTGRES,
        }
    }

    /// Runs the migrations that the database doesn't have yet.
    pub(crate) async fn run(&self, migrations: &Migrator) -> Result<(), StoreError> {
        match &*self.pools {
            // `run_direct`, because `run` makes futures that can't be sent to another thread.
            Pools::Sqlite { writer, .. } => {
                let mut tx = writer.begin_with("BEGIN IMMEDIATE").await?;
                migrations.run_direct(None, &mut *tx, false).await?;
                tx.commit().await?;
            }
            Pools::Postgres { writers, .. } => {
                // A connection of its own: closing it gives the migrations' lock back whatever happened.
                let mut connection = writers.acquire().await?.detach();
                connection.execute("SET lock_timeout = 0").await?;
                migrations.run_direct(None, &mut connection, false).await?;
                connection.close().await?;
            }
        }
        Ok(())
    }

    /// The migrations of this program that the database doesn't have yet, by name, oldest first.
    pub async fn pending_migrations(&self) -> Result<Vec<String>, StoreError> {
        let applied = self.applied().await?;
        Ok(self
            .migrations()
            .iter()
            .filter(|migration| !applied.iter().any(|row| row.version == migration.version))
            .map(|migration| format!("{:04} {}", migration.version, migration.description))
            .collect())
    }

    pub async fn is_migrated(&self) -> Result<bool, StoreError> {
        Ok(self.pending_migrations().await?.is_empty())
    }

    #[must_use]
    pub fn is_postgres(&self) -> bool {
        matches!(&*self.pools, Pools::Postgres { .. })
    }

    /// A connection to read with.
    ///
    /// # Errors
    /// `Busy` when none is free within 5 seconds.
    pub async fn read(&self) -> Result<Conn, StoreError> {
        let engine = match &*self.pools {
            Pools::Sqlite { readers, .. } => Engine::Sqlite(readers.acquire().await?),
            Pools::Postgres { readers, .. } => Engine::Postgres(readers.acquire().await?),
        };
        Ok(Conn {
            engine,
            failed: false,
            written: Vec::new(),
            changes: self.changes.clone(),
        })
    }

    /// Begins a transaction to write with.
    ///
    /// # Errors
    /// `Busy` when none can begin within 5 seconds.
    pub async fn write(&self) -> Result<Tx, StoreError> {
        let begun = match &*self.pools {
            Pools::Sqlite { writer, .. } => writer
                .begin_with("BEGIN IMMEDIATE")
                .await
                .map(Engine::SqliteTx),
            Pools::Postgres { writers, .. } => writers.begin().await.map(Engine::PostgresTx),
        };
        let engine = begun.map_err(|error| self.changes.error(error))?;
        Ok(Tx {
            conn: Conn {
                engine,
                failed: false,
                written: Vec::new(),
                changes: self.changes.clone(),
            },
            announced: Vec::new(),
        })
    }

    /// Has the engine read a statement without running it.
    pub async fn prepare(&self, statement: &'static Statement) -> Result<(), StoreError> {
        match &*self.pools {
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

    /// Whether anything was refused for want of room, or by a disk that fails, within so long.
    #[must_use]
    pub fn was_refused_within(&self, time: Duration) -> bool {
        self.changes.was_refused_within(time)
    }

    #[must_use]
    pub fn pools(&self) -> [PoolUse; 2] {
        match &*self.pools {
            Pools::Sqlite { writer, readers } => {
                [pool_use("writers", writer), pool_use("readers", readers)]
            }
            Pools::Postgres { writers, readers } => {
                [pool_use("writers", writers), pool_use("readers", readers)]
            }
        }
    }

    pub async fn close(&self) {
        match &*self.pools {
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

fn pool_use<DB: sqlx::Database>(name: &'static str, pool: &sqlx::Pool<DB>) -> PoolUse {
    let idle = pool.num_idle();
    let open = usize::try_from(pool.size()).unwrap_or(usize::MAX);
    PoolUse {
        name,
        busy: open.saturating_sub(idle),
        idle,
        most: pool.options().get_max_connections(),
    }
}

async fn open_sqlite(options: SqliteConnectOptions) -> Result<Pools, StoreError> {
    let options = options
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(PATIENCE)
        // What a statement needs to take itself back is small: no file is made for it.
        .pragma("temp_store", "memory")
        .disable_statement_logging();
    // A file does not go away as a server does: nothing is gained by asking each time whether it is still there.
    let pool = |connections| {
        SqlitePoolOptions::new()
            .max_connections(connections)
            .acquire_timeout(PATIENCE)
            .test_before_acquire(false)
            .before_acquire(|connection, _| {
                let is_clean = is_clean(connection);
                Box::pin(async move { Ok(is_clean) })
            })
    };
    let writer = pool(1).connect_with(options.clone()).await?;
    refuse_unsafe_sqlite(&writer).await?;
    let readers = pool(8)
        .connect_with(options.create_if_missing(false).read_only(true))
        .await?;
    Ok(Pools::Sqlite { writer, readers })
}

/// Whether a connection that comes out of its pool is outside of any transaction; else another one is opened in its place.
///
/// On a full disk SQLite takes a transaction back by itself, so the rollback that follows finds none and the count of open
/// transactions stays at one: on such a connection nothing could begin ever again. A connection is only put back once its queue is
/// empty, so the count is exact, and asking for it is reading one number.
fn is_clean(connection: &impl sqlx::Connection) -> bool {
    let is_clean = !connection.is_in_transaction();
    if !is_clean {
        tracing::warn!("a connection whose transaction did not end is replaced");
    }
    is_clean
}

async fn refuse_unsafe_sqlite(pool: &SqlitePool) -> Result<(), StoreError> {
    let version: String = sqlx::query("SELECT sqlite_version() AS v")
        .fetch_one(pool)
        .await?
        .try_get("v")?;
    if can_lose_data(&version) {
        return Err(StoreError::Internal(
            format!("SQLite {version} can lose data; 3.51.3 or later is needed").into(),
        ));
    }
    Ok(())
}

/// SQLite 3.7.0 to 3.51.2 can lose committed data when a write-ahead log is reset by two connections at once.
fn can_lose_data(version: &str) -> bool {
    let numbers: Vec<u32> = version
        .split('.')
        .filter_map(|part| part.parse().ok())
        .collect();
    numbers.as_slice() >= [3, 7, 0].as_slice() && numbers.as_slice() <= [3, 51, 2].as_slice()
}

async fn open_postgres(options: PgConnectOptions) -> Result<Pools, StoreError> {
    let options = options
        .disable_statement_logging()
        .options([("lock_timeout", format!("{}ms", PATIENCE.as_millis()))]);
    let pool = || {
        PgPoolOptions::new()
            .max_connections(10)
            .acquire_timeout(PATIENCE)
            .before_acquire(|connection, _| {
                let is_clean = is_clean(connection);
                Box::pin(async move { Ok(is_clean) })
            })
    };
    let writers = pool().connect_with(options.clone()).await?;
    let readers = pool()
        .connect_with(options.options([("default_transaction_read_only", "on")]))
        .await?;
    Ok(Pools::Postgres { writers, readers })
}

impl Conn {
    pub fn q(&mut self, statement: &'static Statement) -> Query<'_> {
        for table in statement.changes() {
            if !self.written.contains(&table) {
                self.written.push(table);
            }
        }
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
        result
            .map_err(|error| self.changes.error(error))
            .inspect_err(|_| self.fail())
    }

    /// Whatever else happens, this transaction won't be committed.
    pub(super) fn fail(&mut self) {
        self.failed |= matches!(self.engine, Engine::SqliteTx(_) | Engine::PostgresTx(_));
    }
}

impl Tx {
    /// Tells whoever watches this adviser's conversations, on every server, that they have changed: once it is committed.
    pub(crate) async fn announce(&mut self, adviser: PersonId) -> Result<(), StoreError> {
        match self.conn.engine {
            // A file belongs to one server.
            Engine::Sqlite(_) | Engine::SqliteTx(_) => self.announced.push(adviser),
            Engine::Postgres(_) | Engine::PostgresTx(_) => {
                let query = self.conn.q(&NOTIFY).bind(CHANNEL);
                query.bind(adviser.to_string()).execute().await?;
            }
        }
        Ok(())
    }

    /// Keeps what was written.
    ///
    /// # Errors
    /// `Aborted` when a statement was refused: everything is rolled back, on both engines.
    pub async fn commit(self) -> Result<(), StoreError> {
        let Conn {
            engine,
            failed,
            written,
            changes,
        } = self.conn;
        let kept = match engine {
            // A rollback that fails finds nothing left to take back: the connection is not used again.
            Engine::SqliteTx(tx) if failed => {
                drop(tx.rollback().await);
                return Err(StoreError::Aborted);
            }
            Engine::PostgresTx(tx) if failed => {
                drop(tx.rollback().await);
                return Err(StoreError::Aborted);
            }
            Engine::SqliteTx(tx) => tx.commit().await,
            Engine::PostgresTx(tx) => tx.commit().await,
            Engine::Sqlite(_) | Engine::Postgres(_) => {
                return Err(StoreError::Internal("not a transaction".into()));
            }
        };
        kept.map_err(|error| changes.error(error))?;
        changes.note_written(&written);
        for adviser in self.announced {
            changes.note(adviser);
        }
        Ok(())
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

#[cfg(test)]
mod tests {
    use super::can_lose_data;

    #[test]
    fn sqlite_that_can_lose_data_is_known_by_its_version() {
        for (version, can) in [
            ("3.6.23", false),
            ("3.7.0", true),
            ("3.9.2", true),
            ("3.46.1", true),
            ("3.51.2", true),
            ("3.51.3", false),
            ("3.52.0", false),
            ("4.0.0", false),
        ] {
            assert_eq!(can_lose_data(version), can, "{version}");
        }
    }
}
