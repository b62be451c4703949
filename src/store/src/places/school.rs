//! Schools of the national register.

use domain::kit::postcode::Postcode;
use jiff::civil::Date;
use serde_json::json;

use crate::db::{Conn, StoreError, Tx, row, statements};
use crate::places::register::{self, Upserted};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct School {
    /// Its unique reference number.
    pub urn: i64,
    pub name: String,
    /// May be empty.
    pub town: String,
    pub postcode: Option<Postcode>,
    pub opened: Option<Date>,
    pub closed: Option<Date>,
}

row! { School { urn, name, town, postcode, opened, closed } }

statements! {
    ALL = "SELECT * FROM school ORDER BY urn";
    EXISTING = {
        sqlite: "SELECT COUNT(*) AS n FROM school WHERE urn IN (SELECT value ->> 'urn' FROM json_each($1))",
        postgres: "SELECT COUNT(*) AS n FROM school WHERE urn IN (SELECT urn FROM jsonb_to_recordset($1) AS r (urn BIGINT))"
    };
    UPSERT = {
        sqlite: "INSERT INTO school (urn, name, town, postcode, opened, closed)
            SELECT value ->> 'urn', value ->> 'name', value ->> 'town', value ->> 'postcode', value ->> 'opened', value ->> 'closed'
            FROM json_each($1) WHERE TRUE
            ON CONFLICT (urn) DO UPDATE SET name = excluded.name, town = excluded.town, postcode = excluded.postcode,
                opened = excluded.opened, closed = excluded.closed
            WHERE (school.name, school.town, school.postcode, school.opened, school.closed)
                IS NOT (excluded.name, excluded.town, excluded.postcode, excluded.opened, excluded.closed)",
        postgres: "INSERT INTO school (urn, name, town, postcode, opened, closed)
            SELECT urn, name, town, postcode, opened, closed
            FROM jsonb_to_recordset($1) AS r (urn BIGINT, name TEXT, town TEXT, postcode TEXT, opened DATE, closed DATE)
            ON CONFLICT (urn) DO UPDATE SET name = excluded.name, town = excluded.town, postcode = excluded.postcode,
                opened = excluded.opened, closed = excluded.closed
            WHERE (school.name, school.town, school.postcode, school.opened, school.closed)
                IS DISTINCT FROM (excluded.name, excluded.town, excluded.postcode, excluded.opened, excluded.closed)"
    };
}

pub async fn all(conn: &mut Conn) -> Result<Vec<School>, StoreError> {
    conn.q(&ALL).all().await
}

/// Adds schools or changes them; of two rows with one number the last counts.
pub async fn upsert_all(tx: &mut Tx, schools: &[School]) -> Result<Upserted, StoreError> {
    let rows = schools.iter().map(|school| {
        let row = json!({
            "urn": school.urn,
            "name": school.name,
            "town": school.town,
            "postcode": school.postcode.as_ref().map(Postcode::as_str),
            "opened": school.opened,
            "closed": school.closed,
        });
        (school.urn, row)
    });
    register::upsert(tx, &EXISTING, &UPSERT, rows.collect()).await
}
