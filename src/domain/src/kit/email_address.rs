//! Email addresses.

use std::fmt;

use email_address as parser;
use serde::{Deserialize, Serialize};

use crate::kit::tidy;

/// Longest address, in characters (RFC 5321, with the brackets taken off).
const LONGEST: usize = 254;

/// An email address in lower case, at most 254 characters.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EmailAddress(String);

impl EmailAddress {
    /// Reads an address as typed or pasted: with `mailto:`, a name before it in angle brackets, a full stop or semicolon after it.
    ///
    /// What is taken, the mailer takes too, because both ask the same parser: an address that it refused would fill the outbox, from
    /// the sign-in page. Ours asks more: a domain with a dot, and letters without accents.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        const WRONG: &str = "Enter an email address in the correct format, like name@example.com";
        let text = tidy::line(text);
        if text.is_empty() {
            return Err("Enter an email address");
        }
        let address = pasted(&text).to_ascii_lowercase();
        let is_good = address.len() <= LONGEST
            && address.bytes().all(|b| b.is_ascii_graphic() && b != b'"')
            && address.rsplit_once('@').is_some_and(|(_, host)| {
                host.bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'.')
            })
            && parser::EmailAddress::parse_with_options(&address, options()).is_ok();
        if is_good {
            Ok(Self(address))
        } else {
            Err(WRONG)
        }
    }

    /// An address as it was kept: perhaps from before a rule that [`EmailAddress::parse`] has now.
    #[must_use]
    pub const fn kept(text: String) -> Self {
        Self(text)
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn options() -> parser::Options {
    parser::Options::default()
        .with_required_tld()
        .without_domain_literal()
        .without_display_text()
}

/// The address in what somebody copied: 'Amina Yusuf <amina@example.com>', 'mailto:amina@example.com', 'amina@example.com;'.
fn pasted(text: &str) -> &str {
    let inside = match (text.rfind('<'), text.strip_suffix('>')) {
        (Some(start), Some(text)) => text.get(start + 1..).unwrap_or_default(),
        _ => text,
    };
    let inside = match inside.get(..7) {
        Some(scheme) if scheme.eq_ignore_ascii_case("mailto:") => &inside[7..],
        _ => inside,
    };
    inside.trim().trim_end_matches(['.', ',', ';', ':'])
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
    fn an_address_is_taken_as_it_is_pasted() {
        for text in [
            "mailto:amina@example.nhs.uk",
            "MAILTO:amina@example.nhs.uk",
            "<amina@example.nhs.uk>",
            "<mailto:amina@example.nhs.uk>",
            "Amina Yusuf <amina@example.nhs.uk>",
            "amina@example.nhs.uk;",
            "amina@example.nhs.uk.",
            "\u{200B}amina@example\u{AD}.nhs.uk\u{FEFF}",
            "\u{202A}amina@example.nhs.uk\u{202C}\u{A0}",
        ] {
            let address = EmailAddress::parse(text);
            assert_eq!(
                address.as_ref().map(EmailAddress::as_str),
                Ok("amina@example.nhs.uk"),
                "{text:?}"
            );
        }
    }

    #[test]
    fn an_address_is_as_long_as_mail_servers_allow() {
        let (label, local) = ("a".repeat(63), "b".repeat(64));
        assert!(EmailAddress::parse(&format!("a@{label}.uk")).is_ok());
        assert!(EmailAddress::parse(&format!("a@{label}a.uk")).is_err());
        assert!(EmailAddress::parse(&format!("{local}@example.uk")).is_ok());
        assert!(EmailAddress::parse(&format!("{local}b@example.uk")).is_err());
        let long = [label.as_str(); 3].join(".");
        assert!(EmailAddress::parse(&format!("{}@{long}", &local[..62])).is_ok());
        assert!(EmailAddress::parse(&format!("{}@{long}", &local[..63])).is_err());
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
            "\"a b\"@x.com",
            "a@[127.0.0.1]",
            "é@x.com",
            "a@é.com",
            "a@x_y.com",
            "a@x.com b@x.com",
            "<a@x.com> b",
            "a@x.com\u{0}@y.com",
        ] {
            assert!(EmailAddress::parse(text).is_err(), "{text:?}");
        }
    }
}
