//! Every named constraint of the migrations refuses what it should, under the same name on both engines.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use store::db::{FOREIGN_KEY, Statement};
use store::{Store, StoreError};

use super::areas::{PROOFS, two_rows_of_each_table};

/// `'{500}'` is a text of 500 characters.
fn statement(name: &'static str, sql: &str) -> &'static Statement {
    let sql = match sql.split_once('{').zip(sql.split_once('}')) {
        Some(((before, rest), (_, after))) => {
            let length = rest.split('}').next().unwrap().parse().unwrap();
            format!("{before}{}{after}", "é".repeat(length))
        }
        None => sql.to_owned(),
    };
    let sql: &'static str = sql.leak();
    Box::leak(Box::new(Statement {
        name,
        sqlite: sql,
        postgres: sql,
    }))
}

async fn refusal(store: &Store, name: &'static str, sql: &str) -> String {
    let mut tx = store.write().await.unwrap();
    let behind_a_trigger = PROOFS.iter().flat_map(|proof| proof.behind_a_trigger);
    for (index, drop_trigger) in behind_a_trigger {
        // Taken away until this transaction ends, for both must refuse.
        if *index == name && !store.is_postgres() {
            tx.q(drop_trigger).execute().await.unwrap();
        }
    }
    match tx.q(statement(name, sql)).execute().await {
        Err(StoreError::Conflict(constraint)) => constraint,
        other => format!("{other:?}"),
    }
}

pub async fn every_constraint_refuses_by_its_name(store: &Store) {
    two_rows_of_each_table(store).await;
    let mut wrong = Vec::new();
    for (name, sql) in PROOFS.iter().flat_map(|proof| proof.refused) {
        let refusal = refusal(store, name, sql).await;
        if refusal != *name {
            wrong.push(format!("{name}: {refusal}"));
        }
    }
    for (name, sql) in PROOFS.iter().flat_map(|proof| proof.dangling) {
        let refusal = refusal(store, name, sql).await;
        if refusal != FOREIGN_KEY {
            wrong.push(format!("{name}: {refusal}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

pub async fn no_constraint_is_forgotten_here(_: &Store) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../migrations/postgres");
    let mut named = BTreeSet::new();
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    files.sort();
    for file in files {
        let text = fs::read_to_string(file).unwrap();
        // What a file drops is gone unless the file adds it again.
        for drop in ["DROP CONSTRAINT ", "DROP INDEX "] {
            for rest in text.split(drop).skip(1) {
                let name = rest.split_whitespace().next().unwrap();
                named.remove(name.trim_end_matches([',', ';']));
            }
        }
        let text = text.replace("DROP CONSTRAINT ", "");
        for before in ["CONSTRAINT ", "CREATE UNIQUE INDEX "] {
            named.extend(text.split(before).skip(1).filter_map(|rest| {
                rest.split_whitespace()
                    .next()
                    .filter(|name| name.starts_with(char::is_lowercase))
                    .map(str::to_owned)
            }));
        }
    }
    let here: BTreeSet<_> = PROOFS
        .iter()
        .flat_map(|proof| proof.refused.iter().chain(proof.dangling))
        .map(|(name, _)| *name)
        .chain(PROOFS.iter().flat_map(|proof| proof.implied).copied())
        .collect();
    let forgotten: Vec<_> = named
        .iter()
        .filter(|name| !here.contains(name.as_str()))
        .collect();
    assert!(named.len() > 80, "{} names", named.len());
    assert!(forgotten.is_empty(), "{forgotten:?}");
}
