//! How the domain's types are kept: identifiers as BLOB or UUID, instants as fixed-width UTC text or TIMESTAMPTZ, days as text
//! or DATE, enums as their codes, documents as text or JSONB.

use domain::kit::instant::Instant;
use jiff::civil::{Date, Time};
use sqlx::Arguments as _;
use sqlx::Row as _;
use sqlx::encode::IsNull;
use sqlx::error::BoxDynError;
use sqlx::postgres::types::Oid;
use sqlx::postgres::{PgArgumentBuffer, PgTypeInfo, PgValueRef};
use sqlx::types::Json;
use sqlx::{Postgres, Sqlite};
use uuid::Uuid;

use super::query::Arguments;
use super::{Row, StoreError};

/// Something that can be given to a statement.
pub trait Value {
    fn add(self, arguments: &mut Arguments) -> Result<(), BoxDynError>;
}

/// Something that can be read from a column.
pub trait Column: Sized {
    fn read(row: &Row, column: &str) -> Result<Self, StoreError>;
}

fn add_same<T>(value: T, arguments: &mut Arguments) -> Result<(), BoxDynError>
where
    T: for<'q> sqlx::Encode<'q, Sqlite>
        + sqlx::Type<Sqlite>
        + for<'q> sqlx::Encode<'q, Postgres>
        + sqlx::Type<Postgres>,
{
    match arguments {
        Arguments::Sqlite(arguments) => arguments.add(value),
        Arguments::Postgres(arguments) => arguments.add(value),
    }
}

fn read_same<T>(row: &Row, column: &str) -> Result<T, StoreError>
where
    T: for<'r> sqlx::Decode<'r, Sqlite>
        + sqlx::Type<Sqlite>
        + for<'r> sqlx::Decode<'r, Postgres>
        + sqlx::Type<Postgres>
        + InDocument,
{
    match row {
        Row::Sqlite(row) => row.try_get(column),
        Row::Postgres(row) => row.try_get(column),
        Row::Document(row) => return in_document(row, column),
    }
    .map_err(|error| misfit(column, &error))
}

/// Something that can be read from a JSON value.
trait InDocument: Sized {
    /// `None`: it is something else.
    fn from_json(value: &serde_json::Value) -> Option<Self>;
}

impl InDocument for i64 {
    fn from_json(value: &serde_json::Value) -> Option<Self> {
        value.as_i64()
    }
}

impl InDocument for String {
    fn from_json(value: &serde_json::Value) -> Option<Self> {
        value.as_str().map(str::to_owned)
    }
}

impl InDocument for Uuid {
    fn from_json(value: &serde_json::Value) -> Option<Self> {
        value.as_str()?.parse().ok()
    }
}

impl InDocument for Vec<u8> {
    fn from_json(_: &serde_json::Value) -> Option<Self> {
        None
    }
}

impl InDocument for Json<serde_json::Value> {
    fn from_json(value: &serde_json::Value) -> Option<Self> {
        Some(Self(value.clone()))
    }
}

impl<T: InDocument> InDocument for Option<T> {
    fn from_json(value: &serde_json::Value) -> Option<Self> {
        if value.is_null() {
            return Some(None);
        }
        T::from_json(value).map(Some)
    }
}

fn in_document<T: InDocument>(row: &serde_json::Value, column: &str) -> Result<T, StoreError> {
    let value = row
        .get(column)
        .ok_or_else(|| misfit(column, &"not in the document"))?;
    T::from_json(value).ok_or_else(|| misfit(column, &"of another type in the document"))
}

/// What a document keeps as text.
fn parsed<T: std::str::FromStr>(
    row: &serde_json::Value,
    column: &str,
) -> Result<Option<T>, StoreError>
where
    T::Err: std::fmt::Display,
{
    let text: Option<String> = in_document(row, column)?;
    text.map(|text| text.parse())
        .transpose()
        .map_err(|error| misfit(column, &error))
}

pub(crate) fn misfit(column: &str, error: &dyn std::fmt::Display) -> StoreError {
    StoreError::Internal(format!("column {column}: {error}").into())
}

/// Types that both engines know.
macro_rules! same {
    ($($t:ty),+) => {$(
        impl Value for $t {
            fn add(self, arguments: &mut Arguments) -> Result<(), BoxDynError> {
                add_same(self, arguments)
            }
        }
        impl Value for Option<$t> {
            fn add(self, arguments: &mut Arguments) -> Result<(), BoxDynError> {
                add_same(self, arguments)
            }
        }
        impl Column for $t {
            fn read(row: &Row, column: &str) -> Result<Self, StoreError> {
                read_same(row, column)
            }
        }
        impl Column for Option<$t> {
            fn read(row: &Row, column: &str) -> Result<Self, StoreError> {
                read_same(row, column)
            }
        }
    )+};
}

same!(i64, String, Uuid, Vec<u8>, Json<serde_json::Value>);

impl Value for &str {
    fn add(self, arguments: &mut Arguments) -> Result<(), BoxDynError> {
        self.to_owned().add(arguments)
    }
}

impl Value for Option<&str> {
    fn add(self, arguments: &mut Arguments) -> Result<(), BoxDynError> {
        self.map(str::to_owned).add(arguments)
    }
}

/// Types that are kept as another one: how to go there, and how to come back (`None`: it doesn't fit).
macro_rules! kept_as {
    ($($t:ty as $kept:ty: $to:expr, $from:expr;)+) => {$(
        impl $crate::db::Value for $t {
            fn add(self, arguments: &mut $crate::db::Arguments) -> Result<(), $crate::db::BoxDynError> {
                let to: fn($t) -> $kept = $to;
                $crate::db::Value::add(to(self), arguments)
            }
        }
        impl $crate::db::Value for Option<$t> {
            fn add(self, arguments: &mut $crate::db::Arguments) -> Result<(), $crate::db::BoxDynError> {
                let to: fn($t) -> $kept = $to;
                $crate::db::Value::add(self.map(to), arguments)
            }
        }
        impl $crate::db::Column for $t {
            fn read(row: &$crate::db::Row, column: &str) -> Result<Self, $crate::db::StoreError> {
                let from: fn($kept) -> Option<$t> = $from;
                from(row.get(column)?).ok_or_else(|| $crate::db::misfit(column, &"unknown value"))
            }
        }
        impl $crate::db::Column for Option<$t> {
            fn read(row: &$crate::db::Row, column: &str) -> Result<Self, $crate::db::StoreError> {
                let from: fn($kept) -> Option<$t> = $from;
                match row.get::<Option<$kept>>(column)? {
                    None => Ok(None),
                    Some(kept) => from(kept).map(Some).ok_or_else(|| $crate::db::misfit(column, &"unknown value")),
                }
            }
        }
    )+};
}

macro_rules! ids {
    ($($t:ty),+ $(,)?) => { $crate::db::kept_as! { $($t as ::uuid::Uuid: |id| id.uuid(), |uuid| Some(uuid.into());)+ } };
}

/// Enums that have codes.
macro_rules! codes {
    ($($t:ty),+ $(,)?) => { $crate::db::kept_as! { $($t as String: |value| value.code().to_owned(), |code| <$t>::from_code(&code);)+ } };
}

pub(crate) use {codes, ids, kept_as};

kept_as! {
    Time as String: |time| format!("{:02}:{:02}", time.hour(), time.minute()), |text| text.parse().ok();
    serde_json::Value as Json<serde_json::Value>: Json, |json| Some(json.0);
}

/// 1 January 2000, from which PostgreSQL counts, in days since 1970.
const POSTGRES_EPOCH_DAYS: i64 = 10_957;
const MICROSECONDS_A_DAY: i64 = 86_400_000_000;

/// An instant as TIMESTAMPTZ: microseconds since 2000.
struct PostgresInstant(i64);

impl sqlx::Type<Postgres> for PostgresInstant {
    fn type_info() -> PgTypeInfo {
        PgTypeInfo::with_oid(Oid(1184))
    }
}

impl sqlx::Encode<'_, Postgres> for PostgresInstant {
    fn encode_by_ref(&self, buffer: &mut PgArgumentBuffer) -> Result<IsNull, BoxDynError> {
        buffer.extend(&self.0.to_be_bytes());
        Ok(IsNull::No)
    }
}

impl sqlx::Decode<'_, Postgres> for PostgresInstant {
    fn decode(value: PgValueRef<'_>) -> Result<Self, BoxDynError> {
        Ok(Self(i64::from_be_bytes(value.as_bytes()?.try_into()?)))
    }
}

/// A day as DATE: days since 2000.
struct PostgresDay(i32);

impl sqlx::Type<Postgres> for PostgresDay {
    fn type_info() -> PgTypeInfo {
        PgTypeInfo::with_oid(Oid(1082))
    }
}

impl sqlx::Encode<'_, Postgres> for PostgresDay {
    fn encode_by_ref(&self, buffer: &mut PgArgumentBuffer) -> Result<IsNull, BoxDynError> {
        buffer.extend(&self.0.to_be_bytes());
        Ok(IsNull::No)
    }
}

impl sqlx::Decode<'_, Postgres> for PostgresDay {
    fn decode(value: PgValueRef<'_>) -> Result<Self, BoxDynError> {
        Ok(Self(i32::from_be_bytes(value.as_bytes()?.try_into()?)))
    }
}

fn to_postgres_instant(instant: Instant) -> PostgresInstant {
    PostgresInstant(instant.unix_microseconds() - POSTGRES_EPOCH_DAYS * MICROSECONDS_A_DAY)
}

fn to_postgres_day(day: Date) -> PostgresDay {
    let epoch = jiff::civil::date(2000, 1, 1);
    PostgresDay(epoch.until(day).map_or(0, |span| span.get_days()))
}

fn from_postgres_day(day: &PostgresDay) -> Date {
    jiff::civil::date(2000, 1, 1).saturating_add(jiff::Span::new().days(day.0))
}

impl Value for Instant {
    fn add(self, arguments: &mut Arguments) -> Result<(), BoxDynError> {
        Some(self).add(arguments)
    }
}

impl Value for Option<Instant> {
    fn add(self, arguments: &mut Arguments) -> Result<(), BoxDynError> {
        match arguments {
            Arguments::Sqlite(arguments) => arguments.add(self.map(|instant| instant.to_string())),
            Arguments::Postgres(arguments) => arguments.add(self.map(to_postgres_instant)),
        }
    }
}

impl Column for Option<Instant> {
    fn read(row: &Row, column: &str) -> Result<Self, StoreError> {
        match row {
            Row::Sqlite(row) => match row
                .try_get::<Option<String>, _>(column)
                .map_err(|error| misfit(column, &error))?
            {
                None => Ok(None),
                Some(text) => text
                    .parse()
                    .map(Some)
                    .map_err(|error| misfit(column, &error)),
            },
            Row::Document(row) => parsed(row, column),
            Row::Postgres(row) => row
                .try_get::<Option<PostgresInstant>, _>(column)
                .map(|at| {
                    at.map(|at| {
                        Instant::from_unix_microseconds(
                            at.0 + POSTGRES_EPOCH_DAYS * MICROSECONDS_A_DAY,
                        )
                    })
                })
                .map_err(|error| misfit(column, &error)),
        }
    }
}

impl Value for Date {
    fn add(self, arguments: &mut Arguments) -> Result<(), BoxDynError> {
        Some(self).add(arguments)
    }
}

impl Value for Option<Date> {
    fn add(self, arguments: &mut Arguments) -> Result<(), BoxDynError> {
        match arguments {
            Arguments::Sqlite(arguments) => arguments.add(self.map(|day| day.to_string())),
            Arguments::Postgres(arguments) => arguments.add(self.map(to_postgres_day)),
        }
    }
}

impl Column for Option<Date> {
    fn read(row: &Row, column: &str) -> Result<Self, StoreError> {
        match row {
            Row::Sqlite(row) => match row
                .try_get::<Option<String>, _>(column)
                .map_err(|error| misfit(column, &error))?
            {
                None => Ok(None),
                Some(text) => text
                    .parse()
                    .map(Some)
                    .map_err(|error| misfit(column, &error)),
            },
            Row::Document(row) => parsed(row, column),
            Row::Postgres(row) => row
                .try_get::<Option<PostgresDay>, _>(column)
                .map(|day| day.as_ref().map(from_postgres_day))
                .map_err(|error| misfit(column, &error)),
        }
    }
}

macro_rules! never_null {
    ($($t:ty),+) => {$(
        impl Column for $t {
            fn read(row: &Row, column: &str) -> Result<Self, StoreError> {
                row.get::<Option<$t>>(column)?.ok_or_else(|| misfit(column, &"null"))
            }
        }
    )+};
}

never_null!(Instant, Date);
