//! The one error that crosses the wire.

use serde::{Deserialize, Serialize};

use crate::kit::field_errors::FieldErrors;

open_code! {
    /// Why a change clashed with how things are now. Each area names its own; unless there is more to say, a person reads its words.
    pub struct ConflictCode;
}

impl ConflictCode {
    pub const CHANGED_MEANWHILE: Self = Self::new(
        "changed_meanwhile",
        "This has changed since you opened the page",
    );
    pub const ALREADY_EXISTS: Self = Self::new("already_exists", "This already exists");
    pub const NOT_ALLOWED_NOW: Self = Self::new("not_allowed_now", "This can no longer be changed");
}

/// Something to choose instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    pub value: String,
    pub label: String,
}

/// A change that clashed, and what is possible instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    pub code: ConflictCode,
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
    TooMany { retry_after_seconds: u32 },
    /// 503: the database is busy or away; try again.
    #[error("busy")]
    Busy,
    /// 500: logged under this reference.
    #[error("internal error {0}")]
    Internal(String),
}

impl AppError {
    /// Notes why one of several things was refused that are done each for itself.
    ///
    /// # Errors
    /// What concerns all of them.
    pub fn note(self, field: &str, refused: &mut FieldErrors) -> Result<(), Self> {
        match self {
            Self::Conflict(conflict) => refused.push(field, conflict.message),
            Self::NotFound => refused.push(field, "It may have been changed or removed"),
            error => return Err(error),
        }
        Ok(())
    }

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
