//! Email addresses.

use std::fmt;

use serde::{Deserialize, Serialize};

/// An email address in lower case, at most 254 characters.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EmailAddress(String);

impl EmailAddress {
    /// Reads an address as typed. It checks the shape only: one `@`, a local part, a domain with a dot, no spaces or
    /// control characters.
    ///
    /// # Errors
    /// What to tell the person.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        const WRONG: &str = "Enter an email address in the correct format, like name@example.com";
        let text = text.trim();
        if text.is_empty() {
            return Err("Enter an email address");
        }
        let Some((local, host)) = text.split_once('@') else {
            return Err(WRONG);
        };
        let host_is_good = host.contains('.')
            && host.split('.').all(|label| {
                !label.is_empty()
                    && !label.starts_with('-')
                    && !label.ends_with('-')
                    && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
            });
        let local_is_good = !local.is_empty()
            && local.len() <= 64
            && local
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(c))
            && !local.starts_with('.')
            && !local.ends_with('.')
            && !local.contains("..");
        if text.len() > 254 || !host_is_good || !local_is_good {
            return Err(WRONG);
        }
        Ok(Self(text.to_ascii_lowercase()))
    }

    /// The address as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_kept_in_lower_case_without_spaces_around() {
        assert_eq!(
            EmailAddress::parse(" Amina.Yusuf@Example.NHS.uk ")
                .unwrap()
                .as_str(),
            "amina.yusuf@example.nhs.uk"
        );
    }

    #[test]
    fn what_is_not_an_address_is_refused() {
        for text in [
            "",
            "amina",
            "amina@",
            "@example.nhs.uk",
            "a@b",
            "a b@example.com",
            "a@@example.com",
            "a@-x.com",
            "a\n@x.com",
            "a..b@x.com",
        ] {
            assert!(EmailAddress::parse(text).is_err(), "{text:?}");
        }
    }
}
