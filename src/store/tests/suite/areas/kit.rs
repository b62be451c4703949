//! Bank holidays.

use jiff::civil::date;
use store::Tx;
use store::kit::bank_holiday::BankHoliday;

pub async fn rows(tx: &mut Tx) {
    for day in [1, 2] {
        let holiday = BankHoliday {
            day: date(2026, 5, day),
            name: "May day".to_owned(),
        };
        store::kit::bank_holiday::upsert(tx, &holiday)
            .await
            .unwrap();
    }
}
