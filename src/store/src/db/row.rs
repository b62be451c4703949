//! How a type is read from a row.

/// Says which column each field of a type is read from: the one of its own name, or the one named in quotes. A field may itself be
/// made of columns (`Interval`), or be a type that has its own `row!` and is read from the same row (`CareerConversation`). What is
/// computed from columns is written out as `impl FromRow`.
///
/// ```text
/// row! { ExtraSlot { id, adviser: "adviser_id", interval: Interval { start: "starts_at", end: "ends_at" } } }
/// row! { Listed { conversation: CareerConversation, member_name, adviser_name } }
/// row! { StatusCount("status", "n") }
/// ```
macro_rules! row {
    ($made:ident { $($field:ident $(: $from:tt $({ $($part:tt)+ })?)?),+ $(,)? }) => {
        impl $crate::db::FromRow for $made {
            fn from_row(row: &$crate::db::Row) -> Result<Self, $crate::db::StoreError> {
                Ok(Self { $($field: $crate::db::column!(row, $field $(: $from $({ $($part)+ })?)?)),+ })
            }
        }
    };
    ($made:ident($($column:literal),+)) => {
        impl $crate::db::FromRow for $made {
            fn from_row(row: &$crate::db::Row) -> Result<Self, $crate::db::StoreError> {
                Ok(Self($(row.get($column)?),+))
            }
        }
    };
}

/// One field of a [`row!`].
macro_rules! column {
    ($row:ident, $field:ident) => { $row.get(stringify!($field))? };
    ($row:ident, $field:ident: $column:literal) => { $row.get($column)? };
    ($row:ident, $field:ident: $made:ident) => { <$made as $crate::db::FromRow>::from_row($row)? };
    ($row:ident, $field:ident: $made:ident { $($part:ident $(: $column:literal)?),+ }) => {
        $made { $($part: $crate::db::column!($row, $part $(: $column)?)),+ }
    };
}

pub(crate) use {column, row};
