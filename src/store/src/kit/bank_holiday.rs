//! Bank holidays in England.

use jiff::civil::Date;

use crate::db::{Conn, StoreError, Tx, row, statements};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BankHoliday {
    pub day: Date,
    pub name: String,
}

row! { BankHoliday { day, name } }

statements! {
    BETWEEN = "SELECT * FROM bank_holiday WHERE day >= $1 AND day <= $2 ORDER BY day";
    UPSERT = "INSERT INTO bank_holiday (day, name) VALUES ($1, $2) ON CONFLICT (day) DO UPDATE SET name = $2";
}

/// The bank holidays from one day to another, both included.
pub async fn between(
    conn: &mut Conn,
    first: Date,
    last: Date,
) -> Result<Vec<BankHoliday>, StoreError> {
    conn.q(&BETWEEN).bind(first).bind(last).all().await
}

/// Adds a bank holiday or changes its name.
pub async fn upsert(tx: &mut Tx, holiday: &BankHoliday) -> Result<(), StoreError> {
    tx.q(&UPSERT)
        .bind(holiday.day)
        .bind(holiday.name.as_str())
        .one_changed()
        .await
}
