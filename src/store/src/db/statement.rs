//! Statements are named constants, listed so that a test prepares every one on both schemas.

/// One statement: the same text for both engines, or two where they differ.
#[derive(Debug)]
pub struct Statement {
    /// Its name, for logs: `store::person::BY_ID`.
    pub name: &'static str,
    /// The text for SQLite.
    pub sqlite: &'static str,
    /// The text for PostgreSQL.
    pub postgres: &'static str,
}

/// Declares statements as constants and lists them all in `STATEMENTS`.
macro_rules! statements {
    ($($name:ident = $sql:tt;)+) => {
        $(static $name: $crate::db::Statement = $crate::db::statement_of!($name, $sql);)+

        /// Every statement of this file.
        pub(crate) static STATEMENTS: &[&$crate::db::Statement] = &[$(&$name),+];
    };
}

/// One text in quotes, or `{ sqlite: "…", postgres: "…" }`.
macro_rules! statement_of {
    ($name:ident, { sqlite: $sqlite:literal, postgres: $postgres:literal }) => {
        $crate::db::Statement {
            name: concat!(module_path!(), "::", stringify!($name)),
            sqlite: $sqlite,
            postgres: $postgres,
        }
    };
    ($name:ident, $sql:literal) => {
        $crate::db::Statement {
            name: concat!(module_path!(), "::", stringify!($name)),
            sqlite: $sql,
            postgres: $sql,
        }
    };
}

pub(crate) use {statement_of, statements};
