//! People, as far as a form can say.

use serde::{Deserialize, Serialize};

mod forms;

pub use forms::{
    AddPersonForm, AddPersonRequest, ChangePersonForm, ChangePersonRequest, PersonDetails,
    PersonForm,
};

/// Longest name kept, in characters.
pub const NAME_LIMIT: usize = 100;

/// A link that confirms a new email address works for so many hours: three days.
pub const ADDRESS_HOURS: i64 = 72;

/// Reads a person's full name: any script, no control characters, at most 100 characters.
///
/// # Errors
/// What to tell the person.
pub fn parse_name(text: &str) -> Result<String, &'static str> {
    let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match name.chars().count() {
        0 => Err("Enter a full name"),
        count if count > NAME_LIMIT => Err("Full name must be 100 characters or fewer"),
        _ if name.chars().any(char::is_control) => {
            Err("Full name must not have control characters")
        }
        _ => Ok(name),
    }
}

/// A telephone number as typed: digits with spaces, brackets, hyphens and a leading plus.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Telephone(String);

impl Telephone {
    /// Reads a telephone number with 10 to 15 digits.
    ///
    /// # Errors
    /// What to tell the person.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        const WRONG: &str = "Enter a phone number, like 01632 960 001 or 07700 900 982";
        let text = text.trim();
        if text.is_empty() {
            return Err("Enter a phone number");
        }
        let digits = text.chars().filter(char::is_ascii_digit).count();
        let shape_is_good = text
            .char_indices()
            .all(|(at, c)| c.is_ascii_digit() || " ()-".contains(c) || (c == '+' && at == 0));
        if shape_is_good && (10..=15).contains(&digits) && text.len() <= 30 {
            Ok(Self(text.to_owned()))
        } else {
            Err(WRONG)
        }
    }

    /// The number as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_every_script_are_kept_with_single_spaces() {
        assert_eq!(parse_name("  Siân   O’Connor ").unwrap(), "Siân O’Connor");
        assert_eq!(parse_name("محمد علي").unwrap(), "محمد علي");
        assert!(parse_name(" ").is_err());
        assert!(parse_name(&"a".repeat(101)).is_err());
    }

    #[test]
    fn phone_numbers_have_ten_to_fifteen_digits() {
        assert!(Telephone::parse("01632 960 001").is_ok());
        assert!(Telephone::parse("+44 7700 900 982").is_ok());
        assert!(Telephone::parse("12345").is_err());
        assert!(Telephone::parse("01632 960 00x").is_err());
    }
}
