//! Keeps the bank holidays of the coming years in the database.

use domain::app_error::AppError;
use domain::{bank_holiday, london};
use store::bank_holiday::BankHoliday;

use crate::Service;

/// Adds the bank holidays of last year to three years ahead that are missing. One-off ones stay.
///
/// # Errors
/// `Busy` when the database is away.
pub async fn ensure(service: &Service) -> Result<(), AppError> {
    let told = |error| service.told(error);
    let year = london::day_of(service.now()).year();
    let mut tx = service.store.write().await.map_err(told)?;
    for (day, name) in (year - 1..=year + 3).flat_map(bank_holiday::in_england) {
        store::bank_holiday::upsert(
            &mut tx,
            &BankHoliday {
                day,
                name: name.to_owned(),
            },
        )
        .await
        .map_err(told)?;
    }
    tx.commit().await.map_err(told)
}
