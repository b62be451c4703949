//! Keeps the bank holidays of the coming years in the database.

use std::collections::BTreeSet;

use domain::kit::app_error::AppError;
use domain::kit::bank_holiday;
use domain::kit::london;
use jiff::civil::Date;
use store::kit::bank_holiday::BankHoliday;

use crate::Service;

/// Adds the bank holidays of last year to three years ahead that are missing. One-off ones stay. Writes nothing when none is
/// missing, so that it can be called often: a service that runs for years stays closed on the holidays of each.
pub async fn ensure(service: &Service) -> Result<(), AppError> {
    let year = london::day_of(service.now()).year();
    let wanted: Vec<(Date, &str)> = (year - 1..=year + 3)
        .flat_map(bank_holiday::in_england)
        .collect();
    let (Some((first, _)), Some((last, _))) = (wanted.first(), wanted.last()) else {
        return Ok(());
    };
    let mut conn = service.store.read().await?;
    let known: BTreeSet<Date> = store::kit::bank_holiday::between(&mut conn, *first, *last)
        .await?
        .into_iter()
        .map(|holiday| holiday.day)
        .collect();
    drop(conn);
    let missing: Vec<BankHoliday> = wanted
        .into_iter()
        .filter(|(day, _)| !known.contains(day))
        .map(|(day, name)| BankHoliday {
            day,
            name: name.to_owned(),
        })
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let mut tx = service.store.write().await?;
    for holiday in &missing {
        store::kit::bank_holiday::upsert(&mut tx, holiday).await?;
    }
    Ok(tx.commit().await?)
}
