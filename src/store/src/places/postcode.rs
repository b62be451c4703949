//! Where postcodes lie.

use domain::kit::grid_reference::GridReference;
use domain::kit::postcode::Postcode;
use domain::people::id::PersonId;
use serde_json::json;

use crate::db::{Conn, FromRow, Row, StoreError, Tx, statements};
use crate::places::register::{self, Upserted};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacedPostcode {
    pub postcode: Postcode,
    /// Its place; `None` where the register knows none. Kept as the grid's origin.
    pub grid_reference: Option<GridReference>,
}

/// Where a row's `easting` and `northing` lie; `None` where the register says that it knows no place. For a postcode that isn't in the
/// register the centre of its district, else `None`.
pub(crate) fn grid_reference(
    row: &Row,
    postcode: Option<&Postcode>,
) -> Result<Option<GridReference>, StoreError> {
    let metres = |column| {
        row.get::<Option<i64>>(column)
            .map(|metres| metres.and_then(|metres| i32::try_from(metres).ok()))
    };
    Ok(match (metres("easting")?, metres("northing")?) {
        (Some(easting), Some(northing)) => GridReference::of_metres(easting, northing),
        _ => postcode.and_then(|postcode| GridReference::of_outward_code(postcode.outward())),
    })
}

struct Home(Option<GridReference>);

impl FromRow for Home {
    fn from_row(row: &Row) -> Result<Self, StoreError> {
        let postcode: Option<Postcode> = row.get("postcode")?;
        grid_reference(row, postcode.as_ref()).map(Self)
    }
}

statements! {
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

/// Where somebody lives: by the register, or where that doesn't have their postcode the centre of its district, else `None`.
pub async fn home(conn: &mut Conn, person: PersonId) -> Result<Option<GridReference>, StoreError> {
    let home: Home = conn.q(&HOME).bind(person).one().await?;
    Ok(home.0)
}

/// Adds postcodes or moves them; of two rows with one postcode the last counts.
///
/// # Errors
/// `Conflict(postcode_easting)` or `Conflict(postcode_northing)` when a place is off the grid.
pub async fn upsert_all(tx: &mut Tx, placed: &[PlacedPostcode]) -> Result<Upserted, StoreError> {
    let rows = placed.iter().map(|placed| {
        let place = placed.grid_reference;
        let row = json!({
            "postcode": placed.postcode.as_str(),
            "easting": place.map_or(0, |place| place.easting),
            "northing": place.map_or(0, |place| place.northing),
        });
        (placed.postcode.as_str(), row)
    });
    register::upsert(tx, &EXISTING, &UPSERT, rows.collect()).await
}
