//! People, as far as a form can say.

use crate::kit::tidy;

mod forms;
mod telephone;

pub use forms::{
    AddPersonForm, AddPersonRequest, ChangePersonForm, ChangePersonRequest, OwnDetailsForm,
    PersonDetails, PersonForm,
};
pub use telephone::Telephone;

/// Longest name kept, in characters.
pub const NAME_LIMIT: usize = 100;

/// A link that confirms a new email address works for so many hours: three days.
pub const ADDRESS_HOURS: i64 = 72;

/// Reads a person's full name: any script, tidied, with a letter in it, at most 100 characters.
pub fn parse_name(text: &str) -> Result<String, &'static str> {
    let name = tidy::name(text);
    match name.chars().count() {
        0 => Err("Enter a full name"),
        count if count > NAME_LIMIT => Err("Full name must be 100 characters or fewer"),
        _ if !name.chars().any(char::is_alphabetic) => Err("Full name must have letters"),
        _ => Ok(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_every_script_are_kept_with_single_spaces() {
        assert_eq!(parse_name("  Siân   O’Connor ").unwrap(), "Siân O’Connor");
        assert_eq!(parse_name("محمد علي").unwrap(), "محمد علي");
        for none in [
            " ",
            "\u{200B}",
            "\u{2800}",
            "\u{202E}",
            "12",
            "’",
            "👩\u{200D}👩\u{200D}👧",
        ] {
            assert!(parse_name(none).is_err(), "{none:?}");
        }
        assert_eq!(
            parse_name("\u{202E}Amina\u{202C} Yusuf\u{FFFF}").unwrap(),
            "Amina Yusuf"
        );
        assert!(parse_name(&"a".repeat(101)).is_err());
    }
}
