//! Dated settings.

use domain::kit::instant::Instant;
use domain::people::id::PersonId;
use domain::system::id::SettingId;
use domain::system::settings::{DatedValue, SettingName};
use jiff::civil::Date;

use crate::db::{Conn, FromRow, Row, StoreError, Tx, statements};

/// A setting's value and when it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// Which.
    pub name: SettingName,
    /// Its value and days.
    pub dated: DatedValue,
}

impl FromRow for Setting {
    fn from_row(row: &Row) -> Result<Self, StoreError> {
        let dated = DatedValue {
            valid_from: row.get("valid_from")?,
            valid_to: row.get("valid_to")?,
            value: row.get("value")?,
        };
        Ok(Self {
            name: row.get("name")?,
            dated,
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
pub async fn all(conn: &mut Conn) -> Result<Vec<Setting>, StoreError> {
    conn.q(&ALL).all().await
}

/// Sets a value from a day on. Values that would have started later give way.
///
/// # Errors
/// `Conflict(setting_value)` for a value below nothing.
pub async fn set_from(
    tx: &mut Tx,
    id: SettingId,
    name: SettingName,
    value: i64,
    from: Date,
    at: Instant,
    by: Option<PersonId>,
) -> Result<(), StoreError> {
    tx.q(&REMOVE_FROM).bind(name).bind(from).execute().await?;
    tx.q(&END).bind(name).bind(from).execute().await?;
    tx.q(&INSERT)
        .bind(id)
        .bind(name)
        .bind(value)
        .bind(from)
        .bind(at)
        .bind(by)
        .one_changed()
        .await
}
