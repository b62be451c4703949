//! The query type, its values and its transactions.

use store::db::{FromRow, Row, Statement};
use store::{Store, StoreError};

use super::build::{at, person, uuid};

pub async fn every_statement_is_prepared(store: &Store) {
    let statements = store::statements();
    assert!(statements.len() > 60, "the statements are listed");
    for statement in statements {
        store
            .prepare(statement)
            .await
            .unwrap_or_else(|error| panic!("{}: {error}", statement.name));
    }
}

struct Values {
    id: uuid::Uuid,
    text: String,
    at: domain::kit::instant::Instant,
    day: jiff::civil::Date,
    pence: i64,
    nothing: Option<domain::kit::instant::Instant>,
}

impl FromRow for Values {
    fn from_row(row: &Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.get("id")?,
            text: row.get("text")?,
            at: row.get("at")?,
            day: row.get("day")?,
            pence: row.get("pence")?,
            nothing: row.get("missing")?,
        })
    }
}

static ECHO: Statement = Statement {
    name: "ECHO",
    sqlite: "SELECT $1 AS id, $2 AS text, $3 AS at, $4 AS day, $5 AS pence, $6 AS missing",
    postgres: "SELECT $1::UUID AS id, $2::TEXT AS text, $3::TIMESTAMPTZ AS at, $4::DATE AS day, $5::BIGINT AS pence, $6::TIMESTAMPTZ AS missing",
};

pub async fn values_come_back_as_they_went_in(store: &Store) {
    let mut conn = store.read().await.unwrap();
    for (moment, day) in [
        (
            "2026-03-29T01:00:00.000001Z",
            jiff::civil::date(2026, 3, 29),
        ),
        (
            "1969-12-31T23:59:59.999999Z",
            jiff::civil::date(1969, 12, 31),
        ),
        (
            "2099-10-25T00:59:59.123456Z",
            jiff::civil::date(2099, 2, 28),
        ),
    ] {
        let (id, text) = (
            uuid(),
            "Zoë 👩🏽‍⚕️ مرحبا <script>alert(1)</script> ' \" \\ %".to_owned(),
        );
        let values: Values = conn
            .q(&ECHO)
            .bind(id)
            .bind(text.as_str())
            .bind(at(moment))
            .bind(day)
            .bind(i64::MAX)
            .bind(None::<domain::kit::instant::Instant>)
            .one()
            .await
            .unwrap();
        assert_eq!(
            (values.id, values.text, values.at, values.day),
            (id, text, at(moment), day)
        );
        assert_eq!((values.pence, values.nothing), (i64::MAX, None));
    }
}

pub async fn a_refused_statement_rolls_back_all_that_came_before(store: &Store) {
    let first = person("Amina Yusuf");
    let mut second = person("Ben Cole");
    second.email = first.email.clone();
    let mut tx = store.write().await.unwrap();
    store::people::person::insert(&mut tx, &first)
        .await
        .unwrap();
    assert!(
        store::people::person::insert(&mut tx, &second)
            .await
            .is_err()
    );
    let third = store::people::person::insert(&mut tx, &person("Cara Diaz")).await;
    assert!(
        matches!(third, Err(StoreError::Aborted)),
        "nothing runs after a refusal"
    );
    assert!(matches!(tx.commit().await, Err(StoreError::Aborted)));

    let mut conn = store.read().await.unwrap();
    assert_eq!(store::people::person::count(&mut conn).await.unwrap(), 0);
}

static WRITE: Statement = Statement {
    name: "WRITE",
    sqlite: "DELETE FROM person",
    postgres: "DELETE FROM person",
};

pub async fn a_reader_cannot_write(store: &Store) {
    let mut conn = store.read().await.unwrap();
    assert!(conn.q(&WRITE).execute().await.is_err());
}
