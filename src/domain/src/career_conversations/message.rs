//! What messages about career conversations are about, and why they are no longer sent.

use crate::career_conversations::permission::{GIVE_CONVERSATIONS, HAVE_CONVERSATIONS};
use crate::people::permission::Permission;
use crate::system::outbox::{AboutKind, DropReason, Topic};

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

pub const BOOKINGS: Topic = Topic::new("bookings", "A conversation is booked, moved or cancelled");
pub const REMINDERS: Topic = Topic::new("reminders", "A conversation is soon");
pub const SUMMARIES: Topic = Topic::new("summaries", "Your adviser has shared a summary");
pub const INVITATIONS: Topic = Topic::new("invitations", "You can book a conversation");
/// Not among them are times that are offered: each is kept for a short while only.
pub const TOPICS: &[(Topic, &[Permission])] = &[
    (BOOKINGS, &[HAVE_CONVERSATIONS, GIVE_CONVERSATIONS]),
    (REMINDERS, &[HAVE_CONVERSATIONS]),
    (SUMMARIES, &[HAVE_CONVERSATIONS]),
    (INVITATIONS, &[HAVE_CONVERSATIONS]),
];
