//! Signing in with a code or link sent by email.

use serde::{Deserialize, Serialize};

use crate::kit::email_address::EmailAddress;
use crate::kit::field_errors::FieldErrors;
use crate::kit::tidy;

/// A code and its link work for 10 minutes.
pub const CODE_MINUTES: i64 = 10;
/// Wrong tries allowed for one code.
pub const CODE_ATTEMPTS: i64 = 5;
/// A session ends after 2 hours without a request.
pub const SESSION_IDLE_MINUTES: i64 = 2 * 60;
/// A session ends after 12 hours in any case.
pub const SESSION_HOURS: i64 = 12;

coded_enum! {
    pub enum CodeState {
        Live = "live", "Live";
        Used = "used", "Used";
        /// A newer one has taken its place.
        Replaced = "replaced", "Replaced";
        Expired = "expired", "Expired";
        Exhausted = "exhausted", "Too many tries";
    }
}

coded_enum! {
    pub enum CodeEvent {
        Use = "use", "Right code given";
        Replace = "replace", "Newer code asked for";
        Expire = "expire", "10 minutes passed";
        Exhaust = "exhaust", "Last wrong try";
    }
}

impl CodeState {
    /// `None` where the event is refused. Only a live code changes.
    #[must_use]
    pub const fn after(self, event: CodeEvent) -> Option<Self> {
        match (self, event) {
            (Self::Live, CodeEvent::Use) => Some(Self::Used),
            (Self::Live, CodeEvent::Replace) => Some(Self::Replaced),
            (Self::Live, CodeEvent::Expire) => Some(Self::Expired),
            (Self::Live, CodeEvent::Exhaust) => Some(Self::Exhausted),
            (Self::Used | Self::Replaced | Self::Expired | Self::Exhausted, _) => None,
        }
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EmailForm {
    pub email: String,
    /// The page to go to after signing in: a path of this service.
    pub return_to: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeRequest {
    pub email: EmailAddress,
    pub return_to: String,
}

impl EmailForm {
    pub fn parse(self) -> Result<CodeRequest, FieldErrors> {
        let email = EmailAddress::parse(&self.email)
            .map_err(|message| FieldErrors::one("email", message))?;
        Ok(CodeRequest {
            email,
            return_to: safe_return_to(&self.return_to),
        })
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CodeForm {
    /// The pending sign-in, an identifier that isn't a secret.
    pub request: String,
    pub code: String,
}

/// 'Sign in', from the link in the email.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LinkForm {
    /// The link's secret.
    pub token: String,
}

/// 'Sign out this browser', from the list of one's own.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BrowserForm {
    pub session: String,
}

/// 'Continue as', one of the demo's people.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PersonaForm {
    pub email: String,
}

/// Six digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code(String);

impl Code {
    /// Reads a code with or without spaces, dashes and dots.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        let digits = tidy::name(text).replace([' ', '-', '.'], "");
        match digits.len() {
            0 => Err("Enter the 6-digit code"),
            6 if digits.bytes().all(|b| b.is_ascii_digit()) => Ok(Self(digits)),
            _ => Err("The code must be 6 numbers"),
        }
    }

    /// The code from a random number: its remainder by a million, with leading zeros.
    #[must_use]
    pub fn from_random(random: u64) -> Self {
        Self(format!("{:06}", random % 1_000_000))
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A path of this service to go to after signing in; anything else becomes the home page, so that a link can't send people
/// elsewhere.
#[must_use]
pub fn safe_return_to(path: &str) -> String {
    let is_ours = path.starts_with('/')
        && !path.starts_with("//")
        && !path.starts_with("/api/")
        && !path.starts_with("/sign-in")
        && path.len() <= 500
        && path.chars().all(|c| c.is_ascii_graphic() && c != '\\');
    if is_ours {
        path.to_owned()
    } else {
        "/".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_may_be_typed_with_spaces() {
        for text in [
            " 123 456 ",
            "123–456.",
            "\u{200B}123456\u{FEFF}",
            "\u{202D}123456\u{202C}",
        ] {
            assert_eq!(Code::parse(text).unwrap().as_str(), "123456", "{text:?}");
        }
        assert_eq!(Code::from_random(1_000_042).as_str(), "000042");
        for text in ["", "12345", "1234567", "12345a", "１２３４５６"] {
            assert!(Code::parse(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn only_a_path_of_ours_is_returned_to() {
        assert_eq!(
            safe_return_to("/career-conversations?way=video"),
            "/career-conversations?way=video"
        );
        for path in [
            "",
            "https://example.com",
            "//example.com",
            "/\\example.com",
            "/api/sign-in/code",
            "javascript:alert(1)",
            "/a\nb",
        ] {
            assert_eq!(safe_return_to(path), "/", "{path:?}");
        }
    }

    #[test]
    fn only_a_live_code_changes() {
        for &state in CodeState::ALL {
            for &event in CodeEvent::ALL {
                assert_eq!(
                    state.after(event).is_some(),
                    state == CodeState::Live,
                    "{state} {event}"
                );
            }
        }
    }
}
