//! A statement with its values, run on whichever engine the connection has.

use sqlx::postgres::{PgArguments, PgRow};
use sqlx::sqlite::{SqliteArguments, SqliteRow};

use super::connection::Engine;
use super::{Column, Conn, Statement, StoreError, Value, row};

/// The values of a statement, encoded for the engine at hand.
pub enum Arguments {
    Sqlite(SqliteArguments),
    Postgres(PgArguments),
}

/// A row of either engine, or of a table that came as a document.
pub enum Row {
    Sqlite(SqliteRow),
    Postgres(PgRow),
    /// From a list in a JSON document: identifiers, instants and days are text.
    Document(serde_json::Value),
}

impl Row {
    /// Takes the rows of a table out of a document of tables: none where it is null, as PostgreSQL makes an empty list.
    ///
    /// # Errors
    /// `Internal` when there is no such table or a row doesn't fit.
    pub fn table<T: FromRow>(
        document: &mut serde_json::Value,
        table: &str,
    ) -> Result<Vec<T>, StoreError> {
        match document.get_mut(table).map(serde_json::Value::take) {
            Some(serde_json::Value::Array(rows)) => rows
                .into_iter()
                .map(|row| T::from_row(&Self::Document(row)))
                .collect(),
            Some(serde_json::Value::Null) => Ok(Vec::new()),
            _ => Err(StoreError::Internal(
                format!("no table {table} in the document").into(),
            )),
        }
    }

    pub fn get<T: Column>(&self, column: &str) -> Result<T, StoreError> {
        T::read(self, column)
    }
}

pub trait FromRow: Sized {
    fn from_row(row: &Row) -> Result<Self, StoreError>;
}

/// A statement and its values.
#[must_use = "a query does nothing until it is run"]
pub struct Query<'c> {
    conn: &'c mut Conn,
    statement: &'static Statement,
    arguments: Result<Arguments, StoreError>,
}

impl<'c> Query<'c> {
    pub(super) fn new(conn: &'c mut Conn, statement: &'static Statement) -> Self {
        let arguments = match conn.engine {
            Engine::Sqlite(_) | Engine::SqliteTx(_) => {
                Arguments::Sqlite(SqliteArguments::default())
            }
            Engine::Postgres(_) | Engine::PostgresTx(_) => {
                Arguments::Postgres(PgArguments::default())
            }
        };
        Self {
            conn,
            statement,
            arguments: Ok(arguments),
        }
    }

    /// The next value: `$1`, `$2`, …
    pub fn bind(mut self, value: impl Value) -> Self {
        if let Ok(arguments) = &mut self.arguments
            && let Err(error) = value.add(arguments)
        {
            self.arguments = Err(StoreError::Internal(
                format!("{}: {error}", self.statement.name).into(),
            ));
        }
        self
    }

    /// Runs it and counts the rows it changed.
    pub async fn execute(self) -> Result<u64, StoreError> {
        let Self {
            conn,
            statement,
            arguments,
        } = self;
        conn.guard(statement)?;
        let arguments = arguments.inspect_err(|_| conn.fail())?;
        let result = match (&mut conn.engine, arguments) {
            (Engine::Sqlite(c), Arguments::Sqlite(a)) => sqlx::query_with(statement.sqlite, a)
                .execute(&mut **c)
                .await
                .map(|done| done.rows_affected()),
            (Engine::SqliteTx(c), Arguments::Sqlite(a)) => sqlx::query_with(statement.sqlite, a)
                .execute(&mut **c)
                .await
                .map(|done| done.rows_affected()),
            (Engine::Postgres(c), Arguments::Postgres(a)) => {
                sqlx::query_with(statement.postgres, a)
                    .execute(&mut **c)
                    .await
                    .map(|done| done.rows_affected())
            }
            (Engine::PostgresTx(c), Arguments::Postgres(a)) => {
                sqlx::query_with(statement.postgres, a)
                    .execute(&mut **c)
                    .await
                    .map(|done| done.rows_affected())
            }
            _ => return Err(StoreError::Internal("values of another engine".into())),
        };
        conn.note(result)
    }

    /// Runs it and demands that exactly one row was changed: a compare-and-swap.
    ///
    /// # Errors
    /// `NotFound` when no row was as expected.
    pub async fn one_changed(self) -> Result<(), StoreError> {
        match self.execute().await? {
            1 => Ok(()),
            0 => Err(StoreError::NotFound),
            count => Err(StoreError::Internal(
                format!("{count} rows changed instead of one").into(),
            )),
        }
    }

    pub async fn all<T: FromRow>(self) -> Result<Vec<T>, StoreError> {
        self.rows().await?.iter().map(T::from_row).collect()
    }

    /// The same, for who knows the columns only when they are read.
    pub async fn rows(self) -> Result<Vec<Row>, StoreError> {
        let Self {
            conn,
            statement,
            arguments,
        } = self;
        conn.guard(statement)?;
        let arguments = arguments.inspect_err(|_| conn.fail())?;
        let result = match (&mut conn.engine, arguments) {
            (Engine::Sqlite(c), Arguments::Sqlite(a)) => sqlite_rows(
                sqlx::query_with(statement.sqlite, a)
                    .fetch_all(&mut **c)
                    .await,
            ),
            (Engine::SqliteTx(c), Arguments::Sqlite(a)) => sqlite_rows(
                sqlx::query_with(statement.sqlite, a)
                    .fetch_all(&mut **c)
                    .await,
            ),
            (Engine::Postgres(c), Arguments::Postgres(a)) => postgres_rows(
                sqlx::query_with(statement.postgres, a)
                    .fetch_all(&mut **c)
                    .await,
            ),
            (Engine::PostgresTx(c), Arguments::Postgres(a)) => postgres_rows(
                sqlx::query_with(statement.postgres, a)
                    .fetch_all(&mut **c)
                    .await,
            ),
            _ => return Err(StoreError::Internal("values of another engine".into())),
        };
        conn.note(result)
    }

    pub async fn optional<T: FromRow>(self) -> Result<Option<T>, StoreError> {
        Ok(self.all().await?.into_iter().next())
    }

    /// The first row; `NotFound` when there is none.
    pub async fn one<T: FromRow>(self) -> Result<T, StoreError> {
        self.optional().await?.ok_or(StoreError::NotFound)
    }

    /// Runs it and reads the number in the column `n` of its one row.
    pub async fn count(self) -> Result<i64, StoreError> {
        self.one::<Number>().await.map(|number| number.0)
    }
}

struct Number(i64);

row! { Number("n") }

fn sqlite_rows(result: Result<Vec<SqliteRow>, sqlx::Error>) -> Result<Vec<Row>, sqlx::Error> {
    result.map(|rows| rows.into_iter().map(Row::Sqlite).collect())
}

fn postgres_rows(result: Result<Vec<PgRow>, sqlx::Error>) -> Result<Vec<Row>, sqlx::Error> {
    result.map(|rows| rows.into_iter().map(Row::Postgres).collect())
}
