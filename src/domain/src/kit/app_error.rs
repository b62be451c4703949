//! The one error that crosses the wire.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::kit::field_errors::FieldErrors;

/// Why a change clashed with how things are now. Each area names its own.
#[derive(Debug, Clone, Eq)]
pub struct ConflictCode {
    code: Cow<'static, str>,
    words: &'static str,
}

impl ConflictCode {
    /// Changed by someone since the page was shown.
    pub const CHANGED_MEANWHILE: Self = Self::new(
        "changed_meanwhile",
        "This has changed since you opened the page",
    );
    /// Something with this name or address exists.
    pub const ALREADY_EXISTS: Self = Self::new("already_exists", "This already exists");
    /// How things are now does not allow it.
    pub const NOT_ALLOWED_NOW: Self = Self::new("not_allowed_now", "This can no longer be changed");

    /// A reason: its code, for programs, and what a person reads unless there is more to say.
    #[must_use]
    pub const fn new(code: &'static str, words: &'static str) -> Self {
        Self {
            code: Cow::Borrowed(code),
            words,
        }
    }

    /// What a person reads unless there is more to say; empty where the code came over the wire.
    #[must_use]
    pub const fn words(&self) -> &'static str {
        self.words
    }
}

impl PartialEq for ConflictCode {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

impl fmt::Display for ConflictCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.code)
    }
}

impl Serialize for ConflictCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.code.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for ConflictCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self {
            code: Cow::Owned(String::deserialize(deserializer)?),
            words: "",
        })
    }
}

/// Something to choose instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// What the form sends.
    pub value: String,
    /// What the person reads.
    pub label: String,
}

/// A change that clashed, and what is possible instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// Why.
    pub code: ConflictCode,
    /// For the person.
    pub message: String,
    /// The nearest alternatives, best first; empty when there is no choice to make.
    pub alternatives: Vec<Choice>,
}

impl From<ConflictCode> for Conflict {
    fn from(code: ConflictCode) -> Self {
        Self {
            message: code.words.to_owned(),
            code,
            alternatives: Vec::new(),
        }
    }
}

/// What can go wrong with a request, as the person may know it. Internals are logged under the reference, never shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum AppError {
    /// 400: the request is not of the form's shape.
    #[error("bad request")]
    BadRequest,
    /// 401: sign in first.
    #[error("not signed in")]
    NotSignedIn,
    /// 403: signed in, without the permission.
    #[error("forbidden")]
    Forbidden,
    /// 404: no such thing, or somebody else's.
    #[error("not found")]
    NotFound,
    /// 409: clashes with how things are now.
    #[error("conflict: {}", .0.code)]
    Conflict(Conflict),
    /// 422: the form has errors.
    #[error("invalid")]
    Invalid(FieldErrors),
    /// 429: too many tries.
    #[error("too many requests")]
    TooMany {
        /// When to try again, in seconds.
        retry_after_seconds: u32,
    },
    /// 503: the database is busy or away; try again.
    #[error("busy")]
    Busy,
    /// 500: logged under this reference.
    #[error("internal error {0}")]
    Internal(String),
}

impl AppError {
    /// The HTTP status.
    #[must_use]
    pub const fn status(&self) -> u16 {
        match self {
            Self::BadRequest => 400,
            Self::NotSignedIn => 401,
            Self::Forbidden => 403,
            Self::NotFound => 404,
            Self::Conflict(_) => 409,
            Self::Invalid(_) => 422,
            Self::TooMany { .. } => 429,
            Self::Busy => 503,
            Self::Internal(_) => 500,
        }
    }

    /// A conflict with its usual wording and no alternatives.
    #[must_use]
    pub fn conflict(code: ConflictCode) -> Self {
        Self::Conflict(code.into())
    }

    /// A form with one error.
    #[must_use]
    pub fn invalid(field: &str, message: impl Into<String>) -> Self {
        Self::Invalid(FieldErrors::one(field, message))
    }
}

impl From<FieldErrors> for AppError {
    fn from(errors: FieldErrors) -> Self {
        Self::Invalid(errors)
    }
}
