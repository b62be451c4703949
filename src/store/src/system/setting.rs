//! Dated settings.

use domain::kit::instant::Instant;
use domain::people::id::PersonId;
use domain::places::id::OrganisationId;
use domain::system::id::SettingId;
use domain::system::settings::{DatedValue, Setting};
use jiff::civil::Date;

use crate::db::{Conn, StoreError, Tx, row, statements};

row! { DatedValue { name, organisation: "organisation_id", valid_from, valid_to, value } }

statements! {
    ALL = "SELECT * FROM setting ORDER BY name, valid_from";
    REMOVE_FROM = "DELETE FROM setting WHERE name = $1 AND organisation_id IS NOT DISTINCT FROM $2 AND valid_from >= $3";
    END = "UPDATE setting SET valid_to = $3
        WHERE name = $1 AND organisation_id IS NOT DISTINCT FROM $2 AND valid_from < $3 AND (valid_to IS NULL OR valid_to > $3)";
    INSERT = "INSERT INTO setting (id, name, organisation_id, value, valid_from, set_at, set_by) VALUES ($1, $2, $3, $4, $5, $6, $7)";
}

pub async fn all(conn: &mut Conn) -> Result<Vec<DatedValue>, StoreError> {
    conn.q(&ALL).all().await
}

/// A value that begins to hold on a day.
#[derive(Debug, Clone, Copy)]
pub struct New {
    pub id: SettingId,
    pub setting: Setting,
    /// `None` is the whole system.
    pub organisation: Option<OrganisationId>,
    /// As the setting's kind says.
    pub value: i64,
    /// The first day.
    pub from: Date,
    pub at: Instant,
    /// `None` for the program.
    pub by: Option<PersonId>,
}

/// Sets a value from a day on. Values for the same place that would have started later give way.
///
/// # Errors
/// `Conflict(setting_value)` for a value below nothing.
pub async fn set(tx: &mut Tx, new: &New) -> Result<(), StoreError> {
    let (code, place, from) = (new.setting.code, new.organisation, new.from);
    for statement in [&REMOVE_FROM, &END] {
        tx.q(statement)
            .bind(code)
            .bind(place)
            .bind(from)
            .execute()
            .await?;
    }
    tx.q(&INSERT)
        .bind(new.id)
        .bind(code)
        .bind(place)
        .bind(new.value)
        .bind(from)
        .bind(new.at)
        .bind(new.by)
        .one_changed()
        .await
}
