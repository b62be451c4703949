//! Weekly times of advisers.

use domain::career_conversations::availability::WeeklyPattern;
use domain::career_conversations::id::WeeklyPatternId;
use domain::people::id::PersonId;
use jiff::civil::{Date, Weekday};

use crate::db::{Conn, FromRow, Row, StoreError, Tx, statements};

impl FromRow for WeeklyPattern {
    fn from_row(row: &Row) -> Result<Self, StoreError> {
        let weekday = i8::try_from(row.get::<i64>("weekday")?)
            .ok()
            .and_then(|day| Weekday::from_monday_one_offset(day).ok());
        Ok(Self {
            id: row.get("id")?,
            adviser: row.get("adviser_id")?,
            weekday: weekday.ok_or_else(|| StoreError::Internal("not a day of the week".into()))?,
            starts: row.get("starts")?,
            ends: row.get("ends")?,
            slot_minutes: row.get("slot_minutes")?,
            ways: row.get("ways")?,
            site: row.get("site_id")?,
            valid_from: row.get("valid_from")?,
            valid_to: row.get("valid_to")?,
        })
    }
}

statements! {
    ALL_FROM = "SELECT * FROM weekly_pattern WHERE valid_to IS NULL OR (valid_to > $1 AND valid_to > valid_from) ORDER BY adviser_id, weekday, starts, id";
    OF_ADVISER = "SELECT * FROM weekly_pattern WHERE adviser_id = $1 AND (valid_to IS NULL OR (valid_to > $2 AND valid_to > valid_from)) ORDER BY weekday, starts, id";
    INSERT = "INSERT INTO weekly_pattern (id, adviser_id, weekday, starts, ends, slot_minutes, ways, site_id, valid_from, valid_to)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    // A time that has not begun ends on the day it would have begun, and so never holds.
    END = "UPDATE weekly_pattern SET valid_to = CASE WHEN valid_from > $3 THEN valid_from ELSE $3 END
        WHERE id = $1 AND adviser_id = $2 AND (valid_to IS NULL OR (valid_to > $3 AND valid_to > valid_from))";
}

/// Every weekly time that holds on `day` or later.
pub async fn all_from(conn: &mut Conn, day: Date) -> Result<Vec<WeeklyPattern>, StoreError> {
    conn.q(&ALL_FROM).bind(day).all().await
}

/// One adviser's weekly times that hold on `day` or later.
pub async fn of_adviser(
    conn: &mut Conn,
    adviser: PersonId,
    day: Date,
) -> Result<Vec<WeeklyPattern>, StoreError> {
    conn.q(&OF_ADVISER).bind(adviser).bind(day).all().await
}

pub async fn insert(tx: &mut Tx, pattern: &WeeklyPattern) -> Result<(), StoreError> {
    tx.q(&INSERT)
        .bind(pattern.id)
        .bind(pattern.adviser)
        .bind(i64::from(pattern.weekday.to_monday_one_offset()))
        .bind(pattern.starts)
        .bind(pattern.ends)
        .bind(pattern.slot_minutes)
        .bind(pattern.ways)
        .bind(pattern.site)
        .bind(pattern.valid_from)
        .bind(pattern.valid_to)
        .one_changed()
        .await
}

/// Ends an adviser's weekly time: `day` is the first day it no longer holds.
///
/// # Errors
/// `NotFound` when it isn't theirs or is over.
pub async fn end(
    tx: &mut Tx,
    id: WeeklyPatternId,
    adviser: PersonId,
    day: Date,
) -> Result<(), StoreError> {
    tx.q(&END)
        .bind(id)
        .bind(adviser)
        .bind(day)
        .one_changed()
        .await
}
