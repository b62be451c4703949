//! Dated settings.

use domain::kit::instant::Instant;
use domain::people::id::PersonId;
use domain::system::id::SettingId;
use domain::system::settings::{DatedValue, Setting};
use jiff::civil::Date;

use crate::db::{Conn, FromRow, Row, StoreError, Tx, statements};

impl FromRow for DatedValue {
    fn from_row(row: &Row) -> Result<Self, StoreError> {
        Ok(Self {
            name: row.get("name")?,
            organisation: None,
            valid_from: row.get("valid_from")?,
            valid_to: row.get("valid_to")?,
            value: row.get("value")?,
        })
    }
}

statements! {
    ALL = "SELECT * FROM setting ORDER BY name, valid_from";
    REMOVE_FROM = "DELETE FROM setting WHERE name = $1 AND valid_from >= $2";
    END = "UPDATE setting SET valid_to = $2 WHERE name = $1 AND valid_from < $2 AND (valid_to IS NULL OR valid_to > $2)";
    INSERT = "INSERT INTO setting (id, name, value, valid_from, set_at, set_by) VALUES ($1, $2, $3, $4, $5, $6)";
}

/// Every dated value of every setting.
///
/// # Errors
/// As the database says.
pub async fn all(conn: &mut Conn) -> Result<Vec<DatedValue>, StoreError> {
    conn.q(&ALL).all().await
}

/// Sets a value from a day on. Values that would have started later give way.
///
/// # Errors
/// `Conflict(setting_value)` for a value below nothing.
pub async fn set_from(
    tx: &mut Tx,
    id: SettingId,
    setting: Setting,
    value: i64,
    from: Date,
    at: Instant,
    by: Option<PersonId>,
) -> Result<(), StoreError> {
    tx.q(&REMOVE_FROM)
        .bind(setting.code)
        .bind(from)
        .execute()
        .await?;
    tx.q(&END).bind(setting.code).bind(from).execute().await?;
    tx.q(&INSERT)
        .bind(id)
        .bind(setting.code)
        .bind(value)
        .bind(from)
        .bind(at)
        .bind(by)
        .one_changed()
        .await
}
