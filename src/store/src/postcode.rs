//! Where postcodes lie.

use domain::grid_reference::GridReference;
use domain::postcode::Postcode;

use crate::db::{Conn, FromRow, Row, StoreError, Tx, statements};

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

statements! {
    ALL = "SELECT * FROM postcode";
    FIND = "SELECT * FROM postcode WHERE postcode = $1";
    UPSERT = "INSERT INTO postcode (postcode, easting, northing) VALUES ($1, $2, $3)
        ON CONFLICT (postcode) DO UPDATE SET easting = $2, northing = $3";
}

/// Every postcode.
///
/// # Errors
/// As the database says.
pub async fn all(conn: &mut Conn) -> Result<Vec<PlacedPostcode>, StoreError> {
    conn.q(&ALL).all().await
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

/// Adds a postcode or moves it.
///
/// # Errors
/// `Conflict` when the place is off the grid.
pub async fn upsert(tx: &mut Tx, placed: &PlacedPostcode) -> Result<(), StoreError> {
    tx.q(&UPSERT)
        .bind(placed.postcode.clone())
        .bind(i64::from(placed.grid_reference.easting))
        .bind(i64::from(placed.grid_reference.northing))
        .one_changed()
        .await
}
