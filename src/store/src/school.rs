//! Schools of the national register.

use domain::postcode::Postcode;
use jiff::civil::Date;

use crate::db::{Conn, FromRow, Row, StoreError, Tx, statements};

/// A school.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct School {
    /// Its unique reference number.
    pub urn: i64,
    /// Its name.
    pub name: String,
    /// Its town; may be empty.
    pub town: String,
    /// Its postcode.
    pub postcode: Option<Postcode>,
    /// When it opened.
    pub opened: Option<Date>,
    /// When it closed.
    pub closed: Option<Date>,
}

impl FromRow for School {
    fn from_row(row: &Row) -> Result<Self, StoreError> {
        Ok(Self {
            urn: row.get("urn")?,
            name: row.get("name")?,
            town: row.get("town")?,
            postcode: row.get("postcode")?,
            opened: row.get("opened")?,
            closed: row.get("closed")?,
        })
    }
}

statements! {
    ALL = "SELECT * FROM school ORDER BY urn";
    UPSERT = "INSERT INTO school (urn, name, town, postcode, opened, closed) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (urn) DO UPDATE SET name = $2, town = $3, postcode = $4, opened = $5, closed = $6";
}

/// Every school.
///
/// # Errors
/// As the database says.
pub async fn all(conn: &mut Conn) -> Result<Vec<School>, StoreError> {
    conn.q(&ALL).all().await
}

/// Adds a school or changes it.
///
/// # Errors
/// As the database says.
pub async fn upsert(tx: &mut Tx, school: &School) -> Result<(), StoreError> {
    tx.q(&UPSERT)
        .bind(school.urn)
        .bind(school.name.as_str())
        .bind(school.town.as_str())
        .bind(school.postcode.clone())
        .bind(school.opened)
        .bind(school.closed)
        .one_changed()
        .await
}
