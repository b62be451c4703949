//! How a database error becomes what the person is told.

use domain::app_error::{AppError, ConflictCode};
use store::StoreError;

use crate::Service;

impl Service {
    /// Turns a database error into the one error that crosses the wire. Internals are logged under a reference.
    pub fn told(&self, error: StoreError) -> AppError {
        match error {
            StoreError::NotFound => AppError::NotFound,
            StoreError::Busy => AppError::Busy,
            StoreError::CannotWrite(why) => {
                tracing::error!(why, "the database can't be written");
                self.writes.note_refusal(self.now());
                AppError::Busy
            }
            StoreError::Conflict(constraint) => AppError::conflict(meaning_of(&constraint)),
            error => self.internal(&error),
        }
    }

    /// As [`Service::told`], where finding no row means that somebody was quicker: a compare-and-swap on what was read.
    pub(crate) fn changed_meanwhile(&self, error: StoreError) -> AppError {
        match error {
            StoreError::NotFound => AppError::conflict(ConflictCode::ChangedMeanwhile),
            error => self.told(error),
        }
    }

    /// Logs what went wrong inside under a new reference, and gives the reference.
    pub fn internal(&self, error: &(dyn std::error::Error + 'static)) -> AppError {
        let reference = u32::from_le_bytes(self.random());
        let reference = format!("{reference:08X}");
        tracing::error!(reference, error, "internal error");
        AppError::Internal(reference)
    }
}

/// What a refused constraint means to a person.
fn meaning_of(constraint: &str) -> ConflictCode {
    match constraint {
        "career_conversation_adviser_slot"
        | "career_conversation_adviser_overlap"
        | "career_conversation_offered"
        | "waiting_offer_slot"
        | "waiting_offer_overlap"
        | "waiting_offer_booked" => ConflictCode::SlotTaken,
        "career_conversation_member_overlap" => ConflictCode::MemberBusy,
        _ => ConflictCode::AlreadyExists,
    }
}
