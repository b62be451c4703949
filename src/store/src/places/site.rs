//! Sites: places where conversations happen.

use domain::kit::grid_reference::GridReference;
use domain::kit::instant::Instant;
use domain::kit::postcode::Postcode;
use domain::kit::search::key;
use domain::places::id::{OrganisationId, SiteId};
use jiff::civil::Date;

use crate::db::{Conn, FromRow, Row, StoreError, Tx, statements};
use crate::places::postcode;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    pub id: SiteId,
    pub organisation: OrganisationId,
    pub organisation_name: String,
    pub name: String,
    /// One line.
    pub address: String,
    pub town: String,
    pub postcode: Postcode,
    /// Where its postcode lies, if known: by the register, else the centre of its district. Not kept with the site.
    pub grid_reference: Option<GridReference>,
    /// How to get in: step-free ways, parking.
    pub access_notes: String,
    pub closed_at: Option<Instant>,
}

impl FromRow for Site {
    fn from_row(row: &Row) -> Result<Self, StoreError> {
        let postcode: Postcode = row.get("postcode")?;
        let grid_reference = postcode::grid_reference(row, Some(&postcode))?;
        Ok(Self {
            id: row.get("id")?,
            organisation: row.get("organisation_id")?,
            organisation_name: row.get("organisation_name")?,
            name: row.get("name")?,
            address: row.get("address")?,
            town: row.get("town")?,
            postcode,
            grid_reference,
            access_notes: row.get("access_notes")?,
            closed_at: row.get("closed_at")?,
        })
    }
}

statements! {
    ALL = "SELECT s.*, o.name AS organisation_name, p.easting, p.northing FROM site s JOIN organisation o ON o.id = s.organisation_id
        LEFT JOIN postcode p ON p.postcode = s.postcode ORDER BY s.search_key, s.id";
    OF_ORGANISATION = "SELECT s.*, o.name AS organisation_name, p.easting, p.northing FROM site s
        JOIN organisation o ON o.id = s.organisation_id LEFT JOIN postcode p ON p.postcode = s.postcode
        WHERE s.organisation_id = $1 ORDER BY s.search_key, s.id";
    BY_ID = "SELECT s.*, o.name AS organisation_name, p.easting, p.northing FROM site s
        JOIN organisation o ON o.id = s.organisation_id LEFT JOIN postcode p ON p.postcode = s.postcode WHERE s.id = $1";
    WHERE_ADVISERS_MEET = "SELECT s.*, o.name AS organisation_name, p.easting, p.northing FROM site s
        JOIN organisation o ON o.id = s.organisation_id LEFT JOIN postcode p ON p.postcode = s.postcode
        WHERE s.closed_at IS NULL AND (
            s.id IN (SELECT site_id FROM weekly_pattern WHERE valid_to IS NULL OR (valid_to > $1 AND valid_to > valid_from))
            OR s.id IN (SELECT site_id FROM extra_slot WHERE removed_at IS NULL AND starts_at >= $2))
        ORDER BY s.search_key, s.id";
    INSERT = "INSERT INTO site (id, organisation_id, name, address, town, postcode, access_notes, search_key)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    UPDATE = "UPDATE site SET name = $2, address = $3, town = $4, postcode = $5, access_notes = $6, search_key = $7 WHERE id = $1";
    SET_CLOSED = "UPDATE site SET closed_at = $2 WHERE id = $1";
}

/// Open sites that some adviser's weekly time on `day` or later, or extra time from `from` on, names; by name.
pub async fn where_advisers_meet(
    conn: &mut Conn,
    day: Date,
    from: Instant,
) -> Result<Vec<Site>, StoreError> {
    conn.q(&WHERE_ADVISERS_MEET)
        .bind(day)
        .bind(from)
        .all()
        .await
}

/// Every site, closed ones too, by name.
pub async fn all(conn: &mut Conn) -> Result<Vec<Site>, StoreError> {
    conn.q(&ALL).all().await
}

/// The sites of one organisation, closed ones too, by name.
pub async fn of_organisation(
    conn: &mut Conn,
    organisation: OrganisationId,
) -> Result<Vec<Site>, StoreError> {
    conn.q(&OF_ORGANISATION).bind(organisation).all().await
}

pub async fn by_id(conn: &mut Conn, id: SiteId) -> Result<Site, StoreError> {
    conn.q(&BY_ID).bind(id).one().await
}

/// Adds a site.
///
/// # Errors
/// `Conflict(foreign_key)` for an unknown organisation.
pub async fn insert(tx: &mut Tx, site: &Site) -> Result<(), StoreError> {
    tx.q(&INSERT)
        .bind(site.id)
        .bind(site.organisation)
        .bind(site.name.as_str())
        .bind(site.address.as_str())
        .bind(site.town.as_str())
        .bind(site.postcode.clone())
        .bind(site.access_notes.as_str())
        .bind(key(&site.name, ""))
        .one_changed()
        .await
}

/// Changes a site, except whose it is.
pub async fn update(tx: &mut Tx, site: &Site) -> Result<(), StoreError> {
    tx.q(&UPDATE)
        .bind(site.id)
        .bind(site.name.as_str())
        .bind(site.address.as_str())
        .bind(site.town.as_str())
        .bind(site.postcode.clone())
        .bind(site.access_notes.as_str())
        .bind(key(&site.name, ""))
        .one_changed()
        .await
}

/// Closes a site, or opens it again.
pub async fn set_closed(
    tx: &mut Tx,
    id: SiteId,
    closed_at: Option<Instant>,
) -> Result<(), StoreError> {
    tx.q(&SET_CLOSED)
        .bind(id)
        .bind(closed_at)
        .one_changed()
        .await
}
