//! Organisations.

use domain::id::OrganisationId;
use domain::organisation::{OrganisationKind, OrganisationSource};
use domain::postcode::Postcode;
use jiff::civil::Date;

use crate::db::{Conn, FromRow, Row, StoreError, Tx, statements};
use crate::{Page, like_pattern};

/// An organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organisation {
    /// Its identifier.
    pub id: OrganisationId,
    /// Its code in the national register, if it has one.
    pub ods_code: Option<String>,
    /// Its name.
    pub name: String,
    /// What kind it is.
    pub kind: OrganisationKind,
    /// Its town; may be empty.
    pub town: String,
    /// Its postcode.
    pub postcode: Option<Postcode>,
    /// When it opened.
    pub opened: Option<Date>,
    /// When it closed.
    pub closed: Option<Date>,
    /// Where the record comes from.
    pub source: OrganisationSource,
}

impl FromRow for Organisation {
    fn from_row(row: &Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.get("id")?,
            ods_code: row.get("ods_code")?,
            name: row.get("name")?,
            kind: row.get("kind")?,
            town: row.get("town")?,
            postcode: row.get("postcode")?,
            opened: row.get("opened")?,
            closed: row.get("closed")?,
            source: row.get("source")?,
        })
    }
}

statements! {
    INSERT = "INSERT INTO organisation (id, ods_code, name, kind, town, postcode, opened, closed, source) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    UPDATE = "UPDATE organisation SET name = $2, kind = $3, town = $4, postcode = $5, opened = $6, closed = $7, source = $8 WHERE id = $1";
    BY_ID = "SELECT * FROM organisation WHERE id = $1";
    BY_ODS_CODE = "SELECT * FROM organisation WHERE ods_code = $1";
    REGISTERED = "SELECT * FROM organisation WHERE ods_code IS NOT NULL";
    SEARCH = "SELECT * FROM organisation WHERE LOWER(name) LIKE $1 ESCAPE '\\' OR LOWER(COALESCE(ods_code, '')) LIKE $1 ESCAPE '\\'
        ORDER BY name, id LIMIT $2 OFFSET $3";
    SEARCH_COUNT = "SELECT COUNT(*) AS n FROM organisation WHERE LOWER(name) LIKE $1 ESCAPE '\\' OR LOWER(COALESCE(ods_code, '')) LIKE $1 ESCAPE '\\'";
}

/// Adds an organisation.
///
/// # Errors
/// `Conflict(organisation_ods_code)` when the code is taken.
pub async fn insert(tx: &mut Tx, organisation: &Organisation) -> Result<(), StoreError> {
    tx.q(&INSERT)
        .bind(organisation.id)
        .bind(organisation.ods_code.as_deref())
        .bind(organisation.name.as_str())
        .bind(organisation.kind)
        .bind(organisation.town.as_str())
        .bind(organisation.postcode.clone())
        .bind(organisation.opened)
        .bind(organisation.closed)
        .bind(organisation.source)
        .one_changed()
        .await
}

/// Changes everything but the identifier and the code.
///
/// # Errors
/// `NotFound`.
pub async fn update(tx: &mut Tx, organisation: &Organisation) -> Result<(), StoreError> {
    tx.q(&UPDATE)
        .bind(organisation.id)
        .bind(organisation.name.as_str())
        .bind(organisation.kind)
        .bind(organisation.town.as_str())
        .bind(organisation.postcode.clone())
        .bind(organisation.opened)
        .bind(organisation.closed)
        .bind(organisation.source)
        .one_changed()
        .await
}

/// One organisation.
///
/// # Errors
/// `NotFound`.
pub async fn by_id(conn: &mut Conn, id: OrganisationId) -> Result<Organisation, StoreError> {
    conn.q(&BY_ID).bind(id).one().await
}

/// The organisation with this code.
///
/// # Errors
/// As the database says.
pub async fn by_ods_code(conn: &mut Conn, code: &str) -> Result<Option<Organisation>, StoreError> {
    conn.q(&BY_ODS_CODE).bind(code).optional().await
}

/// Every organisation with a code, for comparing with a register.
///
/// # Errors
/// As the database says.
pub async fn registered(conn: &mut Conn) -> Result<Vec<Organisation>, StoreError> {
    conn.q(&REGISTERED).all().await
}

/// Organisations whose name or code contains `text`, by name.
///
/// # Errors
/// As the database says.
pub async fn search(
    conn: &mut Conn,
    text: &str,
    limit: i64,
    offset: i64,
) -> Result<Page<Organisation>, StoreError> {
    let pattern = like_pattern(text);
    let total = conn.q(&SEARCH_COUNT).bind(pattern.as_str()).count().await?;
    let rows = conn
        .q(&SEARCH)
        .bind(pattern)
        .bind(limit)
        .bind(offset)
        .all()
        .await?;
    Ok(Page { rows, total })
}
