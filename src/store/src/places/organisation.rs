//! Organisations.

use std::collections::BTreeMap;

use domain::kit::postcode::Postcode;
use domain::kit::search::key;
use domain::places::id::OrganisationId;
use domain::places::organisation::{OrganisationKind, OrganisationSource};
use jiff::civil::Date;
use serde_json::json;

use crate::db::{AskedPage, Conn, Paged, StoreError, Tx, paged, row, statements};
use crate::places::register::{self, Upserted};
use crate::system::search_key;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organisation {
    pub id: OrganisationId,
    /// Its code in the national register, if it has one.
    pub ods_code: Option<String>,
    pub name: String,
    pub kind: OrganisationKind,
    /// May be empty.
    pub town: String,
    pub postcode: Option<Postcode>,
    pub opened: Option<Date>,
    pub closed: Option<Date>,
    pub source: OrganisationSource,
}

row! { Organisation { id, ods_code, name, kind, town, postcode, opened, closed, source } }

statements! {
    INSERT = "INSERT INTO organisation (id, ods_code, name, kind, town, postcode, opened, closed, source, search_key)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    UPDATE = "UPDATE organisation SET name = $2, kind = $3, town = $4, postcode = $5, opened = $6, closed = $7, source = $8, search_key = $9
        WHERE id = $1";
    BY_ID = "SELECT * FROM organisation WHERE id = $1";
    BY_ODS_CODE = "SELECT * FROM organisation WHERE ods_code = $1";
    EXISTING = {
        sqlite: "SELECT COUNT(*) AS n FROM organisation WHERE ods_code IN (SELECT value ->> 'ods_code' FROM json_each($1))",
        postgres: "SELECT COUNT(*) AS n FROM organisation WHERE ods_code IN (SELECT value ->> 'ods_code' FROM jsonb_array_elements($1))"
    };
    // One that is kept already keeps its identifier.
    UPSERT = {
        sqlite: "INSERT INTO organisation (id, ods_code, name, kind, town, postcode, opened, closed, source, search_key)
            SELECT unhex(value ->> 'id', '-'), value ->> 'ods_code', value ->> 'name', value ->> 'kind', value ->> 'town',
                value ->> 'postcode', value ->> 'opened', value ->> 'closed', value ->> 'source', value ->> 'search_key'
            FROM json_each($1) WHERE TRUE
            ON CONFLICT (ods_code) WHERE ods_code IS NOT NULL DO UPDATE SET name = excluded.name, kind = excluded.kind,
                town = excluded.town, postcode = excluded.postcode, opened = excluded.opened, closed = excluded.closed,
                source = excluded.source, search_key = excluded.search_key
            WHERE (organisation.name, organisation.kind, organisation.town, organisation.postcode, organisation.opened,
                    organisation.closed, organisation.source)
                IS NOT (excluded.name, excluded.kind, excluded.town, excluded.postcode, excluded.opened, excluded.closed,
                    excluded.source)",
        postgres: "INSERT INTO organisation (id, ods_code, name, kind, town, postcode, opened, closed, source, search_key)
            SELECT id, ods_code, name, kind, town, postcode, opened, closed, source, search_key
            FROM jsonb_to_recordset($1) AS r (id UUID, ods_code TEXT, name TEXT, kind TEXT, town TEXT, postcode TEXT,
                opened DATE, closed DATE, source TEXT, search_key TEXT)
            ON CONFLICT (ods_code) WHERE ods_code IS NOT NULL DO UPDATE SET name = excluded.name, kind = excluded.kind,
                town = excluded.town, postcode = excluded.postcode, opened = excluded.opened, closed = excluded.closed,
                source = excluded.source, search_key = excluded.search_key
            WHERE (organisation.name, organisation.kind, organisation.town, organisation.postcode, organisation.opened,
                    organisation.closed, organisation.source)
                IS DISTINCT FROM (excluded.name, excluded.kind, excluded.town, excluded.postcode, excluded.opened,
                    excluded.closed, excluded.source)"
    };
    SEARCH = "SELECT * FROM organisation
        WHERE search_key LIKE $1 AND search_key LIKE $2 AND search_key LIKE $3 AND search_key LIKE $4 AND search_key LIKE $5 AND search_key LIKE $6
        ORDER BY search_key, id LIMIT $7 OFFSET $8";
    SEARCH_COUNT = "SELECT COUNT(*) AS n FROM organisation
        WHERE search_key LIKE $1 AND search_key LIKE $2 AND search_key LIKE $3 AND search_key LIKE $4 AND search_key LIKE $5 AND search_key LIKE $6";
}

fn key_of(organisation: &Organisation) -> String {
    let code = organisation.ods_code.as_deref();
    key(&organisation.name, code.unwrap_or_default())
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
        .bind(key_of(organisation))
        .one_changed()
        .await
}

/// Changes everything but the identifier and the code.
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
        .bind(key_of(organisation))
        .one_changed()
        .await
}

pub async fn by_id(conn: &mut Conn, id: OrganisationId) -> Result<Organisation, StoreError> {
    conn.q(&BY_ID).bind(id).one().await
}

pub async fn by_ods_code(conn: &mut Conn, code: &str) -> Result<Option<Organisation>, StoreError> {
    conn.q(&BY_ODS_CODE).bind(code).optional().await
}

/// Adds a register's organisations or changes them by their code; of two rows with one code the last counts. One that is
/// kept already keeps its identifier.
///
/// # Errors
/// `Conflict` by the constraint of a value out of range; `Internal` for a row without a code.
pub async fn upsert_all(
    tx: &mut Tx,
    organisations: &[Organisation],
) -> Result<Upserted, StoreError> {
    let mut rows = BTreeMap::new();
    for organisation in organisations {
        let Some(code) = &organisation.ods_code else {
            return Err(StoreError::Internal(
                "an organisation of a register has no code".into(),
            ));
        };
        let row = json!({
            "id": organisation.id,
            "ods_code": code,
            "name": organisation.name,
            "kind": organisation.kind.code(),
            "town": organisation.town,
            "postcode": organisation.postcode.as_ref().map(Postcode::as_str),
            "opened": organisation.opened,
            "closed": organisation.closed,
            "source": organisation.source.code(),
            "search_key": key_of(organisation),
        });
        rows.insert(code.as_str(), row);
    }
    register::upsert(tx, &EXISTING, &UPSERT, rows).await
}

/// Organisations in whose name or code each word of `text` stands ([`domain::kit::search`]), by name.
pub async fn search(
    conn: &mut Conn,
    text: &str,
    asked: AskedPage,
) -> Result<Paged<Organisation>, StoreError> {
    let patterns = search_key::patterns(text);
    paged(conn, asked, &SEARCH_COUNT, &SEARCH, |q| {
        q.bind_patterns(&patterns)
    })
    .await
}
