//! Every named constraint of the migrations refuses what it should, under the same name on both engines.

mod declared;

use std::collections::BTreeSet;

use store::db::{FOREIGN_KEY, Statement};
use store::{Store, StoreError};

use super::areas::{PROOFS, two_rows_of_each_table};
use declared::{Constraint, Declared, Kind, declared};

/// A statement that a constraint refuses.
struct Case {
    constraint: String,
    sqlite: String,
    postgres: String,
}

impl Case {
    fn of(constraint: &str, sql: String) -> Self {
        Self {
            constraint: constraint.to_owned(),
            sqlite: sql.clone(),
            postgres: sql,
        }
    }

    fn statement(self) -> &'static Statement {
        Box::leak(Box::new(Statement {
            name: self.constraint.leak(),
            sqlite: self.sqlite.leak(),
            postgres: self.postgres.leak(),
        }))
    }
}

/// What the areas say.
fn said() -> Vec<Case> {
    let lines = PROOFS.iter().flat_map(|proof| proof.refused.lines());
    let lines = lines.map(str::trim).filter(|line| !line.is_empty());
    lines
        .map(|line| {
            let (constraint, sql) = line.split_once(": ").unwrap();
            Case::of(constraint, with_long_texts(sql))
        })
        .collect()
}

/// `'{500}'` is a text of 500 characters.
fn with_long_texts(sql: &str) -> String {
    match sql.split(['{', '}']).collect::<Vec<_>>()[..] {
        [before, length, after] => {
            let text = "é".repeat(length.parse().unwrap());
            format!("{before}{text}{after}")
        }
        _ => sql.to_owned(),
    }
}

/// What follows from a key alone. SQLite doesn't say which foreign key refused, so no other one may mind that its column changes.
fn derived(declared: &Declared, name: &str, about: &Constraint) -> Option<Case> {
    let table = &about.table;
    match &about.kind {
        Kind::PrimaryKey { columns } => Some(same_key_twice(name, table, columns)),
        Kind::ForeignKey { columns, .. } => {
            let [column] = columns.as_slice() else {
                return None;
            };
            let keys = declared.values().filter(|key| minds(key, table, column));
            (keys.count() == 1).then(|| pointing_at_nothing(name, table, column))
        }
        Kind::Other => None,
    }
}

/// Whether this is a foreign key from or to the column.
fn minds(key: &Constraint, table: &str, column: &str) -> bool {
    let Kind::ForeignKey {
        columns,
        to,
        to_columns,
    } = &key.kind
    else {
        return false;
    };
    let is_among = |columns: &[String]| columns.iter().any(|one| one == column);
    (key.table == table && is_among(columns)) || (to == table && is_among(to_columns))
}

fn same_key_twice(name: &str, table: &str, columns: &[String]) -> Case {
    let columns = columns.join(", ");
    let first = format!("SELECT {columns} FROM {table} ORDER BY {columns} LIMIT 1");
    Case::of(name, format!("UPDATE {table} SET ({columns}) = ({first})"))
}

fn pointing_at_nothing(name: &str, table: &str, column: &str) -> Case {
    Case {
        constraint: name.to_owned(),
        sqlite: format!("UPDATE {table} SET {column} = randomblob(16)"),
        postgres: format!("UPDATE {table} SET {column} = gen_random_uuid()"),
    }
}

/// What the areas say, and what follows from the keys of which they say nothing.
fn cases(declared: &Declared) -> Vec<Case> {
    let said = said();
    let names: BTreeSet<_> = said.iter().map(|case| case.constraint.clone()).collect();
    let unsaid = declared.iter().filter(|(name, _)| !names.contains(*name));
    let derived = unsaid.filter_map(|(name, about)| derived(declared, name, about));
    said.into_iter().chain(derived).collect()
}

async fn refusal(store: &Store, statement: &'static Statement) -> String {
    let mut tx = store.write().await.unwrap();
    let behind_a_trigger = PROOFS.iter().flat_map(|proof| proof.behind_a_trigger);
    for (index, drop_trigger) in behind_a_trigger {
        // Taken away until this transaction ends, for both must refuse.
        if *index == statement.name && !store.is_postgres() {
            tx.q(drop_trigger).execute().await.unwrap();
        }
    }
    match tx.q(statement).execute().await {
        Err(StoreError::Conflict(constraint)) => constraint,
        other => format!("{other:?}"),
    }
}

pub async fn every_constraint_refuses_by_its_name(store: &Store) {
    two_rows_of_each_table(store).await;
    let declared = declared();
    let mut wrong = Vec::new();
    for case in cases(&declared) {
        let kind = declared.get(&case.constraint).map(|about| &about.kind);
        let statement = case.statement();
        let promised = match kind {
            Some(Kind::ForeignKey { .. }) => FOREIGN_KEY,
            _ => statement.name,
        };
        let refusal = refusal(store, statement).await;
        if refusal != promised {
            wrong.push(format!("{}: {refusal}", statement.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

pub async fn no_constraint_is_forgotten_here(_: &Store) {
    let declared = declared();
    let cases = cases(&declared);
    let implied = PROOFS.iter().flat_map(|proof| proof.implied);
    let here: BTreeSet<_> = cases
        .iter()
        .map(|case| case.constraint.as_str())
        .chain(implied.copied())
        .collect();
    let forgotten: Vec<_> = declared
        .keys()
        .filter(|name| !here.contains(name.as_str()))
        .collect();
    assert!(declared.len() > 80, "{} names", declared.len());
    assert!(forgotten.is_empty(), "{forgotten:?}");
}
