//! Why a wish for a place clashes with how things are now.

use crate::kit::app_error::ConflictCode;

pub const FULL: ConflictCode = ConflictCode::new("full", "All places are taken");
/// The offer was answered, ran out or was taken back.
pub const OFFER_OVER: ConflictCode = ConflictCode::new("offer_over", "This offer is over");
