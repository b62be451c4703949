//! Where postcodes lie.

use domain::grid_reference::GridReference;
use domain::id::PersonId;
use domain::postcode::Postcode;
use serde_json::json;

use crate::db::{Conn, FromRow, Row, StoreError, Tx, statements};
use crate::register::{self, Upserted};

/// A postcode and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacedPostcode {
    /// The postcode.
    pub postcode: Postcode,
    /// Its place.
    pub grid_reference: GridReference,
}

impl FromRow for PlacedPostcode {
    fn from_row(row: &Row) -> Result<Self, StoreError> {
        let metres = |column| {
            i32::try_from(row.get::<i64>(column)?)
                .map_err(|_| StoreError::Internal("grid reference out of range".into()))
        };
        Ok(Self {
            postcode: row.get("postcode")?,
            grid_reference: GridReference {
                easting: metres("easting")?,
                northing: metres("northing")?,
            },
        })
    }
}

/// Where somebody lives, as far as it is known.
struct Home(Option<GridReference>);

impl FromRow for Home {
    fn from_row(row: &Row) -> Result<Self, StoreError> {
        let postcode: Option<Postcode> = row.get("postcode")?;
        let is_placed = row.get::<Option<i64>>("easting")?.is_some();
        Ok(Self(if is_placed {
            Some(PlacedPostcode::from_row(row)?.grid_reference)
        } else {
            postcode.and_then(|postcode| GridReference::of_outward_code(postcode.outward()))
        }))
    }
}

statements! {
    FIND = "SELECT * FROM postcode WHERE postcode = $1";
    HOME = "SELECT m.postcode, p.easting, p.northing FROM person m LEFT JOIN postcode p ON p.postcode = m.postcode WHERE m.id = $1";
    EXISTING = {
        sqlite: "SELECT COUNT(*) AS n FROM postcode WHERE postcode IN (SELECT value ->> 'postcode' FROM json_each($1))",
        postgres: "SELECT COUNT(*) AS n FROM postcode WHERE postcode IN (SELECT value ->> 'postcode' FROM jsonb_array_elements($1))"
    };
    UPSERT = {
        sqlite: "INSERT INTO postcode (postcode, easting, northing)
            SELECT value ->> 'postcode', value ->> 'easting', value ->> 'northing' FROM json_each($1) WHERE TRUE
            ON CONFLICT (postcode) DO UPDATE SET easting = excluded.easting, northing = excluded.northing
            WHERE (postcode.easting, postcode.northing) IS NOT (excluded.easting, excluded.northing)",
        postgres: "INSERT INTO postcode (postcode, easting, northing)
            SELECT postcode, easting, northing FROM jsonb_to_recordset($1) AS r (postcode TEXT, easting BIGINT, northing BIGINT)
            ON CONFLICT (postcode) DO UPDATE SET easting = excluded.easting, northing = excluded.northing
            WHERE (postcode.easting, postcode.northing) IS DISTINCT FROM (excluded.easting, excluded.northing)"
    };
}

/// Where somebody lives: by the register, else the centre of their postcode's district, else `None`.
///
/// # Errors
/// `NotFound`.
pub async fn home(conn: &mut Conn, person: PersonId) -> Result<Option<GridReference>, StoreError> {
    let home: Home = conn.q(&HOME).bind(person).one().await?;
    Ok(home.0)
}

/// Where a postcode lies: by the register, else the centre of its district, else `None`.
///
/// # Errors
/// As the database says.
pub async fn place(
    conn: &mut Conn,
    postcode: &Postcode,
) -> Result<Option<GridReference>, StoreError> {
    let placed: Option<PlacedPostcode> = conn.q(&FIND).bind(postcode.clone()).optional().await?;
    Ok(placed
        .map(|placed| placed.grid_reference)
        .or_else(|| GridReference::of_outward_code(postcode.outward())))
}

/// Adds postcodes or moves them; of two rows with one postcode the last counts.
///
/// # Errors
/// `Conflict(postcode_easting)` or `Conflict(postcode_northing)` when a place is off the grid.
pub async fn upsert_all(tx: &mut Tx, placed: &[PlacedPostcode]) -> Result<Upserted, StoreError> {
    let rows = placed.iter().map(|placed| {
        let row = json!({
            "postcode": placed.postcode.as_str(),
            "easting": placed.grid_reference.easting,
            "northing": placed.grid_reference.northing,
        });
        (placed.postcode.as_str(), row)
    });
    register::upsert(tx, &EXISTING, &UPSERT, rows.collect()).await
}
