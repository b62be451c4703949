//! Why a change to a conversation, a time or an offer clashes with how things are now.

use crate::kit::app_error::ConflictCode;

pub const SLOT_TAKEN: ConflictCode =
    ConflictCode::new("slot_taken", "Someone else has just booked that time");
/// The time is no longer offered (past, inside the notice, on leave).
pub const SLOT_UNAVAILABLE: ConflictCode =
    ConflictCode::new("slot_unavailable", "That time is no longer available");
pub const MEMBER_BUSY: ConflictCode = ConflictCode::new(
    "member_busy",
    "There is already a conversation at that time",
);
pub const BOOKING_LIMIT: ConflictCode = ConflictCode::new(
    "booking_limit",
    "You have booked as much as you can for now",
);
pub const AFTER_CUT_OFF: ConflictCode = ConflictCode::new(
    "after_cut_off",
    "It is too late to change this conversation online",
);
pub const NOT_ALLOWED_NOW: ConflictCode = ConflictCode::new(
    "not_allowed_now",
    "This conversation can no longer be changed",
);
/// What follows a conversation is for those that the member came to.
pub const NOT_ATTENDED: ConflictCode = ConflictCode::new(
    "not_attended",
    "You can do this once it is recorded that they came",
);
