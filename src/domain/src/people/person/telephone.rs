//! Telephone numbers.

use std::fmt;

use phonenumber::country::GB;
use phonenumber::metadata::DATABASE;
use phonenumber::{Mode, PhoneNumber};
use serde::{Deserialize, Serialize};

use crate::kit::tidy;

/// A telephone number as E.164 has it: `+441782123456`. It is shown as people write it: '01782 123456', '+353 1 234 5678'.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Telephone(String);

impl Telephone {
    /// Reads a telephone number, of the United Kingdom where it doesn't say the country: with spaces, dots, dashes and brackets, with
    /// `+44`, `0044` or `(0)`.
    ///
    /// It has the shape of its country's numbers. Whether a range is in use is not asked: the library would refuse ranges that are
    /// newer than it, and those that are kept free for examples (01632 960, 07700 900).
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        const WRONG: &str = "Enter a phone number, like 01632 960 001 or 07700 900 982";
        let text = tidy::name(text);
        if text.is_empty() {
            return Err("Enter a phone number");
        }
        let dialled = dialled(&text).ok_or(WRONG)?;
        let number = read(&dialled)
            .filter(has_the_shape_of_its_country)
            .ok_or(WRONG)?;
        let kept = number.format().mode(Mode::E164).to_string();
        // What is kept must be the same number when it is read again.
        match read(&kept) {
            Some(again) if again.national() == number.national() => Ok(Self(kept)),
            _ => Err(WRONG),
        }
    }

    /// A number as it was kept: perhaps from before numbers were kept in one form.
    #[must_use]
    pub const fn kept(text: String) -> Self {
        Self(text)
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// As people in the United Kingdom write it.
impl fmt::Display for Telephone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(number) = read(&self.0) else {
            return f.write_str(&self.0);
        };
        let mode = match number.code().value() {
            44 => Mode::National,
            _ => Mode::International,
        };
        write!(f, "{}", number.format().mode(mode))
    }
}

/// A plus sign, if there is one, and digits; `None` where there is anything that numbers are not written with.
fn dialled(text: &str) -> Option<String> {
    const MOST_DIGITS: usize = 17;
    let text = text.strip_prefix("tel:").unwrap_or(text);
    let mut dialled = String::new();
    for c in text.chars() {
        match c {
            '0'..='9' => dialled.push(c),
            '+' if dialled.is_empty() => dialled.push(c),
            ' ' | '(' | ')' | '-' | '.' | '/' => {}
            _ => return None,
        }
    }
    if let Some(international) = dialled.strip_prefix("00") {
        dialled = format!("+{international}");
    }
    (3..=MOST_DIGITS)
        .contains(&dialled.len())
        .then_some(dialled)
}

/// Read as of this country where it doesn't say another: else the library takes this country's leading zero from another's number.
fn read(dialled: &str) -> Option<PhoneNumber> {
    let is_foreign = dialled.starts_with('+') && !dialled.starts_with("+44");
    phonenumber::parse((!is_foreign).then_some(GB), dialled).ok()
}

fn has_the_shape_of_its_country(number: &PhoneNumber) -> bool {
    let national = number.national().to_string();
    let countries = DATABASE.by_code(&number.code().value()).unwrap_or_default();
    countries.iter().any(|country| {
        let shape = country.descriptors().general().national_number();
        shape
            .find(&national)
            .is_some_and(|found| found.range() == (0..national.len()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_taken_however_it_is_written_and_kept_in_one_form() {
        for text in [
            "01782 123456",
            "01782123456",
            "(01782) 123456",
            "01782\u{A0}123\u{202F}456",
            "01782–123–456",
            "01782.123.456",
            "\u{202D}01782 123456\u{202C}",
            "+44 1782 123456",
            "+44 (0)1782 123456",
            "+44(0) 1782 123456",
            "(+44) 1782 123456",
            "0044 1782 123456",
            "0044 (0)1782 123456",
            "tel:+441782123456",
        ] {
            let number = Telephone::parse(text);
            assert_eq!(
                number.as_ref().map(Telephone::as_str),
                Ok("+441782123456"),
                "{text:?}"
            );
        }
    }

    #[test]
    fn a_number_is_shown_as_people_write_it() {
        for (text, shown) in [
            ("+441782123456", "01782 123456"),
            ("07700900123", "07700 900123"),
            ("01632 960 001", "01632 960001"),
            ("020 7946 0018", "020 7946 0018"),
            ("0800 1111", "0800 1111"),
            ("00353 1 234 5678", "+353 1 234 5678"),
            ("+39 06 698 12345", "+39 06 6981 2345"),
        ] {
            assert_eq!(
                Telephone::parse(text).map(|n| n.to_string()),
                Ok(shown.to_owned())
            );
        }
        assert_eq!(Telephone::kept("12".to_owned()).to_string(), "12");
    }

    #[test]
    fn what_is_not_a_number_is_refused() {
        for text in [
            "",
            "12345",
            "01632 960 00x",
            "0800 FLOWERS",
            "+",
            "0000000000",
            "+999 123456789",
            "01782 123456789",
            "1782 123456 or 123457",
            "++441782123456",
            "0178+2123456",
        ] {
            assert!(Telephone::parse(text).is_err(), "{text:?}");
        }
    }
}
