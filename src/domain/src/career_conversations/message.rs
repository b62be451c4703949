//! What messages about career conversations are about, and why they are no longer sent.

use crate::system::outbox::{AboutKind, DropReason};

pub const OFFER: AboutKind = AboutKind::new("offer", "An offered time");
pub const REMINDER: AboutKind = AboutKind::new("reminder", "A conversation to come");
pub const INVITATION: AboutKind = AboutKind::new("invitation", "An invitation");

pub const OFFER_OVER: DropReason = DropReason::new(
    "offer_over",
    "Not sent: the time in it is no longer offered",
);
pub const NOT_BOOKED: DropReason = DropReason::new(
    "not_booked",
    "Not sent: the conversation in it was moved or cancelled",
);
/// They have booked or wait, or may no longer book.
pub const NOT_NEEDED: DropReason =
    DropReason::new("not_needed", "Not sent: they no longer need it");
