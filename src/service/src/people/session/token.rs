//! Secrets that open something: 256 random bits as text, of which the database keeps only the SHA-256.

use sha2::{Digest, Sha256};

use crate::Service;

/// A secret token, in 64 hexadecimal digits.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Token(String);

impl Token {
    pub(crate) fn new(service: &Service) -> Self {
        Self(hexadecimal(&service.random::<32>()))
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        let is_good =
            text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        is_good.then(|| Self(text.to_owned()))
    }

    /// The token as text, to give away once.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// What the database keeps and looks it up by: nothing is learnt from how long that takes.
    pub(crate) fn hash(&self) -> Vec<u8> {
        Sha256::digest(self.0.as_bytes()).to_vec()
    }
}

pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_64_hexadecimal_digits_are_a_token() {
        assert!(Token::parse(&"0a".repeat(32)).is_some());
        for text in [
            "",
            "0a",
            &"0A".repeat(32),
            &"0g".repeat(32),
            &"0a".repeat(33),
        ] {
            assert!(Token::parse(text).is_none(), "{text:?}");
        }
    }
}
