//! What every area reads.

pub mod bank_holiday;

use domain::kit::email_address::EmailAddress;
use domain::kit::postcode::Postcode;
use domain::kit::weekdays::Weekdays;

crate::db::kept_as! {
    EmailAddress as String: |email| email.as_str().to_owned(), |text| Some(EmailAddress::kept(text));
    Postcode as String: |postcode| postcode.as_str().to_owned(), |text| Postcode::parse(&text).ok();
    Weekdays as String: Weekdays::codes, |codes| Some(Weekdays::from_codes(&codes));
}

pub(crate) fn statements() -> Vec<&'static crate::db::Statement> {
    [bank_holiday::STATEMENTS].concat()
}
