//! The migrations of both engines. Those in `migrations/both` are written once, in PostgreSQL's words; those in a folder of one engine
//! are older, or say what the other can't.

use std::sync::LazyLock;

use sqlx::SqlSafeStr as _;
use sqlx::migrate::{Migration, Migrator};

/// What a PostgreSQL word is called in SQLite.
const WORDS: [(&str, &str); 6] = [
    ("UUID", "BLOB"),
    ("BYTEA", "BLOB"),
    ("TIMESTAMPTZ", "TEXT"),
    ("DATE", "TEXT"),
    ("BIGINT", "INTEGER"),
    ("JSONB", "TEXT"),
];

pub static SQLITE: LazyLock<Migrator> =
    LazyLock::new(|| with_both(&sqlx::migrate!("../../migrations/sqlite"), in_sqlite_words));
pub static POSTGRES: LazyLock<Migrator> =
    LazyLock::new(|| with_both(&sqlx::migrate!("../../migrations/postgres"), str::to_owned));

fn with_both(own: &Migrator, in_its_words: fn(&str) -> String) -> Migrator {
    let both = sqlx::migrate!("../../migrations/both");
    let mut migrations: Vec<Migration> = own.iter().cloned().collect();
    migrations.extend(both.iter().cloned().map(|mut migration| {
        // The checksum stays that of the file, on both engines.
        let text = in_its_words(migration.sql.as_str());
        migration.sql = sqlx::AssertSqlSafe(text).into_sql_str();
        migration
    }));
    migrations.sort_by_key(|migration| migration.version);
    Migrator::with_migrations(migrations)
}

/// A migration of PostgreSQL as SQLite reads it.
#[must_use]
pub fn in_sqlite_words(postgres: &str) -> String {
    let mut out = String::new();
    let mut word = String::new();
    for c in postgres.chars().chain(Some('\n')) {
        if c.is_ascii_alphanumeric() || c == '_' {
            word.push(c);
            continue;
        }
        let known = WORDS.iter().find(|(from, _)| *from == word);
        out.push_str(known.map_or(word.as_str(), |(_, to)| to));
        word.clear();
        out.push(c);
    }
    out.replace("\n);", "\n) STRICT;")
}
