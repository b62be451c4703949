//! United Kingdom postcodes.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::kit::tidy;

/// A postcode in capitals with one space, such as `ST4 6QG`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Postcode(String);

impl Postcode {
    /// Reads a postcode with or without spaces, dashes, brackets or dots, in any case. Checks the shape (outward code of 2 to 4
    /// characters, inward code of a digit and two letters), not that the postcode exists.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        const WRONG: &str = "Enter a full UK postcode, like ST4 6QG";
        let letters = tidy::name(text)
            .replace([' ', '-', '(', ')', '.', ','], "")
            .to_ascii_uppercase();
        if letters.is_empty() {
            return Err("Enter a postcode");
        }
        if !letters.is_ascii() || !(5..=7).contains(&letters.len()) {
            return Err(WRONG);
        }
        let (outward, inward) = letters.split_at(letters.len() - 3);
        let inward_is_good = matches!(inward.as_bytes(), [d, a, b] if d.is_ascii_digit() && a.is_ascii_uppercase() && b.is_ascii_uppercase());
        let bytes = outward.as_bytes();
        let area = bytes.iter().take_while(|b| b.is_ascii_uppercase()).count();
        let outward_is_good = (1..=2).contains(&area)
            && bytes.get(area).is_some_and(u8::is_ascii_digit)
            && bytes.iter().all(u8::is_ascii_alphanumeric)
            && bytes.len() - area <= 2;
        if !inward_is_good || !outward_is_good {
            return Err(WRONG);
        }
        Ok(Self(format!("{outward} {inward}")))
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part before the space: the district, such as `ST4`.
    #[must_use]
    pub fn outward(&self) -> &str {
        self.0.split(' ').next().unwrap_or_default()
    }
}

impl fmt::Display for Postcode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_postcode_is_kept_in_capitals_with_one_space() {
        assert_eq!(Postcode::parse("st46qg").unwrap().as_str(), "ST4 6QG");
        assert_eq!(Postcode::parse(" EC1A  1BB ").unwrap().outward(), "EC1A");
        assert_eq!(Postcode::parse("m11ae").unwrap().as_str(), "M1 1AE");
        for text in [
            "ST4-6QG",
            "(ST4 6QG)",
            "st4\u{A0}6qg",
            "ST4–6QG.",
            "\u{202A}ST4\u{200B}6QG",
        ] {
            assert_eq!(
                Postcode::parse(text).unwrap().as_str(),
                "ST4 6QG",
                "{text:?}"
            );
        }
    }

    #[test]
    fn what_is_not_a_postcode_is_refused() {
        for text in [
            "", "ST4", "4ST 6QG", "ST4 QGG", "STAFFORD", "ST4 6Q", "É14 6QG",
        ] {
            assert!(Postcode::parse(text).is_err(), "{text:?}");
        }
    }
}
