//! Who an email or an invitation is from or to.

use crate::kit::email_address::EmailAddress;

/// The name of a sender that gives none.
const NAMELESS: &str = "People Hub";
const WRONG: &str = "it must be an address such as people-hub@example.nhs.uk, or a name and an address such as \
    People Hub <people-hub@example.nhs.uk>";

const NOT_NAMED: &str = "it must be the organisation's name and an address, such as \
    Example Health and Care System <privacy@example.nhs.uk>";

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mailbox {
    /// Never empty.
    pub name: String,
    pub email: EmailAddress,
}

impl Mailbox {
    /// Reads `NAME <ADDRESS>`, where the name says who it is.
    pub fn named(text: &str) -> Result<Self, &'static str> {
        let mailbox = Self::sender(text)?;
        let is_named = text.contains('<')
            && mailbox.name.contains(char::is_alphabetic)
            && mailbox.name != NAMELESS;
        if is_named {
            Ok(mailbox)
        } else {
            Err(NOT_NAMED)
        }
    }

    /// Reads the service's own mailbox: `NAME <ADDRESS>`, `"NAME" <ADDRESS>` or an address alone, whose name is People Hub.
    pub fn sender(text: &str) -> Result<Self, &'static str> {
        let (name, address) = match text.trim().strip_suffix('>') {
            Some(text) => text.rsplit_once('<').ok_or(WRONG)?,
            None => ("", text),
        };
        let name = unquoted(name.trim());
        if name.contains(['"', '<', '>']) || name.chars().any(char::is_control) {
            return Err(WRONG);
        }
        Ok(Self {
            name: if name.is_empty() { NAMELESS } else { name }.to_owned(),
            email: EmailAddress::parse(address).map_err(|_| WRONG)?,
        })
    }
}

fn unquoted(name: &str) -> &str {
    let inside = name
        .strip_prefix('"')
        .and_then(|name| name.strip_suffix('"'));
    inside.unwrap_or(name).trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sender_is_an_address_with_a_name_or_without() {
        for (text, name) in [
            ("people-hub@example.nhs.uk", "People Hub"),
            ("<people-hub@example.nhs.uk>", "People Hub"),
            (" People Hub <people-hub@example.nhs.uk> ", "People Hub"),
            (
                "\"Careers, Staffordshire\" <People-Hub@example.nhs.uk>",
                "Careers, Staffordshire",
            ),
        ] {
            let sender = Mailbox::sender(text).unwrap();
            assert_eq!(
                (sender.name.as_str(), sender.email.as_str()),
                (name, "people-hub@example.nhs.uk"),
                "{text}"
            );
        }
    }

    #[test]
    fn a_named_mailbox_says_whose_it_is() {
        let named =
            Mailbox::named("Example Health and Care System <privacy@example.nhs.uk>").unwrap();
        assert_eq!(named.name, "Example Health and Care System");
        for text in [
            "privacy@example.nhs.uk",
            "<privacy@example.nhs.uk>",
            "1 <privacy@example.nhs.uk>",
            "Example",
        ] {
            assert!(Mailbox::named(text).is_err(), "{text}");
        }
    }

    #[test]
    fn what_is_no_mailbox_is_refused() {
        for text in [
            "",
            "People Hub",
            "People Hub people-hub@example.nhs.uk",
            "People Hub <people-hub>",
            "people-hub@example.nhs.uk>",
            "A <b@example.nhs.uk> <c@example.nhs.uk>",
            "People\r\nBcc: <people-hub@example.nhs.uk>",
        ] {
            assert_eq!(Mailbox::sender(text), Err(WRONG), "{text:?}");
        }
    }
}
