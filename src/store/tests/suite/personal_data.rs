//! Nothing that is kept about people is forgotten when they take it along, and erasure leaves nothing that names them.

use std::collections::BTreeSet;

use store::StoreError;
use store::db::{FromRow, Row, Statement};
use store::people::personal_data;
use store::{AskedPage, Store};

use super::areas::{PROOFS, two_rows_of_each_table};
use super::build::{nine, person, uuid};

/// A column that refers to another table; the first, where several together do.
struct Reference {
    table: String,
    column: String,
    target: String,
}

impl FromRow for Reference {
    fn from_row(row: &Row) -> Result<Self, StoreError> {
        Ok(Self {
            table: row.get("table_name")?,
            column: row.get("column_name")?,
            target: row.get("target")?,
        })
    }
}

static REFERENCES: Statement = Statement {
    name: "REFERENCES",
    sqlite: "SELECT m.name AS table_name, f.\"from\" AS column_name, f.\"table\" AS target
        FROM sqlite_schema m JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table' AND f.seq = 0",
    postgres: "SELECT CAST(t.relname AS TEXT) AS table_name, CAST(a.attname AS TEXT) AS column_name, CAST(f.relname AS TEXT) AS target
        FROM pg_constraint k JOIN pg_class t ON t.oid = k.conrelid JOIN pg_class f ON f.oid = k.confrelid
            JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.conkey[1]
        WHERE k.contype = 'f'",
};

pub async fn every_column_that_leads_to_a_person_is_exported(store: &Store) {
    let mut conn = store.read().await.unwrap();
    let references: Vec<Reference> = conn.q(&REFERENCES).all().await.unwrap();
    assert!(references.len() > 25, "{} references", references.len());
    // A table that refers to a person holds something about them, and so does what refers to that.
    let mut about_people = BTreeSet::from(["person".to_owned()]);
    loop {
        let more: Vec<String> = references
            .iter()
            .filter(|found| about_people.contains(&found.target))
            .map(|found| found.table.clone())
            .filter(|table| !about_people.contains(table))
            .collect();
        if more.is_empty() {
            break;
        }
        about_people.extend(more);
    }
    let listed: BTreeSet<(&str, &str)> = store::held()
        .flat_map(|held| {
            let of =
                |column: &&'static str| column.split_once('.').unwrap_or((held.table, *column));
            held.columns.iter().map(of)
        })
        .collect();
    let forgotten: Vec<String> = references
        .iter()
        .filter(|found| about_people.contains(&found.target))
        .filter(|found| !listed.contains(&(found.table.as_str(), found.column.as_str())))
        .map(|found| format!("{}.{}", found.table, found.column))
        .collect();
    assert!(
        forgotten.is_empty(),
        "say in the HELD of its area what people are told of {forgotten:?}"
    );
}

pub async fn every_table_of_an_organisation_is_exported(store: &Store) {
    let mut conn = store.read().await.unwrap();
    let references: Vec<Reference> = conn.q(&REFERENCES).all().await.unwrap();
    let of_organisations = references
        .iter()
        .filter(|found| found.target == "organisation");
    let tables: BTreeSet<_> = of_organisations.map(|found| found.table.as_str()).collect();
    let told: BTreeSet<_> = store::of_organisations().map(|kept| kept.table).collect();
    let forgotten: Vec<_> = tables.difference(&told).collect();
    assert!(
        forgotten.is_empty(),
        "say in KEPT what organisations take of {forgotten:?}"
    );
    assert!(tables.len() > 3, "{tables:?}");
}

static ADDRESSES: Statement = Statement {
    name: "ADDRESSES",
    sqlite: "SELECT m.name AS table_name, c.name AS column_name, '' AS target
        FROM sqlite_schema m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND c.name IN ('email', 'recipient', 'phone', 'postcode')",
    postgres: "SELECT CAST(table_name AS TEXT) AS table_name, CAST(column_name AS TEXT) AS column_name, '' AS target
        FROM information_schema.columns WHERE table_schema = current_schema() AND column_name IN ('email', 'recipient', 'phone', 'postcode')",
};

/// Of organisations, places and schools, not of people.
const OF_NO_PERSON: [&str; 4] = ["organisation", "school", "postcode", "site"];

pub async fn every_table_with_an_address_of_people_is_exported(store: &Store) {
    let mut conn = store.read().await.unwrap();
    let found: Vec<Reference> = conn.q(&ADDRESSES).all().await.unwrap();
    let tables: BTreeSet<&str> = found.iter().map(|found| found.table.as_str()).collect();
    let listed: BTreeSet<&str> = store::held()
        .map(|held| held.table)
        .chain(OF_NO_PERSON)
        .collect();
    let forgotten: Vec<_> = tables.difference(&listed).collect();
    assert!(forgotten.is_empty(), "{forgotten:?}");
}

/// Where a draft leads is the adviser's own until it is shared.
static SHARE_EVERY_SUMMARY: Statement = Statement {
    name: "SHARE_EVERY_SUMMARY",
    sqlite: "UPDATE conversation_summary SET state = 'shared', shared_at = saved_at",
    postgres: "UPDATE conversation_summary SET state = 'shared', shared_at = saved_at",
};

pub async fn what_is_held_is_read_from_every_table(store: &Store) {
    two_rows_of_each_table(store).await;
    let mut tx = store.write().await.unwrap();
    tx.q(&SHARE_EVERY_SUMMARY).execute().await.unwrap();
    tx.commit().await.unwrap();
    let mut conn = store.read().await.unwrap();
    let people = store::people::person::search(&mut conn, "", "", AskedPage::first(100))
        .await
        .unwrap();
    for held in store::held() {
        let mut rows = 0;
        for person in &people.rows {
            let found = personal_data::records(&mut conn, held, person.id).await;
            rows += found.unwrap().len();
        }
        let is_nobodys = PROOFS
            .iter()
            .any(|proof| proof.held_by_nobody.contains(&held.name));
        assert_eq!(rows == 0, is_nobodys, "{}", held.name);
    }
}

pub async fn erasure_leaves_nothing_that_names_somebody(store: &Store) {
    two_rows_of_each_table(store).await;
    let mut tx = store.write().await.unwrap();
    let found = store::people::person::search(&mut tx, "Amina Yusuf", "", AskedPage::first(10))
        .await
        .unwrap();
    let amina = found.rows[0].clone();
    let at = nine();
    let nobody = format!("erased-{}@people-hub.invalid", uuid());
    personal_data::remove(&mut tx, amina.id, "Erased person", &nobody, at)
        .await
        .unwrap();
    // The address is free again.
    let mut again = person("Amina Yusuf");
    again.email = amina.email.clone();
    store::people::person::insert(&mut tx, &again)
        .await
        .unwrap();
    tx.commit().await.unwrap();

    let mut conn = store.read().await.unwrap();
    let erased = store::people::person::by_id(&mut conn, amina.id)
        .await
        .unwrap();
    assert_eq!(erased.name, "Erased person");
    assert_eq!(erased.email.as_str(), nobody);
    assert_eq!(
        (erased.phone, erased.postcode, erased.background),
        (None, None, None)
    );
    assert_eq!(erased.closed_at, Some(at));
    for held in store::held() {
        let rows = personal_data::records(&mut conn, held, amina.id)
            .await
            .unwrap();
        let is_gone = PROOFS.iter().any(|proof| proof.erased.contains(&held.name));
        if is_gone {
            assert!(rows.is_empty(), "{}", held.name);
        }
        let names_them = |text: &String| text.contains("Amina") || text == amina.email.as_str();
        let texts = rows.iter().flatten().map(|(_, text)| text);
        assert!(!texts.clone().any(names_them), "{}", held.name);
    }
    assert!(
        store::people::role_grant::of_person(&mut conn, amina.id)
            .await
            .unwrap()
            .is_empty()
    );
}
