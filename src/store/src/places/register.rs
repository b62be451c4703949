//! National registers: many rows at once, told apart into added, changed and unchanged.

use std::collections::BTreeMap;

use crate::db::{Statement, StoreError, Tx};

/// Rows sent to the database in one statement.
const ROWS_A_STATEMENT: usize = 1_000;

/// What the rows of a register did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Upserted {
    pub added: u64,
    /// Rows that differed from what was kept.
    pub changed: u64,
    pub unchanged: u64,
}

impl std::ops::AddAssign for Upserted {
    fn add_assign(&mut self, other: Self) {
        self.added += other.added;
        self.changed += other.changed;
        self.unchanged += other.unchanged;
    }
}

/// Adds or changes rows. Both statements take a JSON list as `$1`: `existing` counts the rows that are there, `upsert` touches
/// only rows that are new or differ. The map's keys are the register's, because PostgreSQL refuses to touch a row twice.
pub(crate) async fn upsert<K: Ord>(
    tx: &mut Tx,
    existing: &'static Statement,
    upsert: &'static Statement,
    rows: BTreeMap<K, serde_json::Value>,
) -> Result<Upserted, StoreError> {
    let rows: Vec<_> = rows.into_values().collect();
    let mut done = Upserted::default();
    for rows in rows.chunks(ROWS_A_STATEMENT) {
        let list = serde_json::Value::from(rows);
        let existing = tx.q(existing).bind(list.clone()).count().await?;
        let touched = tx.q(upsert).bind(list).execute().await?;
        let rows = rows.len() as u64;
        let added = rows.saturating_sub(existing.unsigned_abs());
        done += Upserted {
            added,
            changed: touched.saturating_sub(added),
            unchanged: rows.saturating_sub(touched),
        };
    }
    Ok(done)
}
