//! How long is kept what is about people.

use crate::people::sign_in::BROWSER_KEPT_HOURS;
use crate::system::retention::{Kept, Rule, for_a_time, kept};

/// Sign-in codes and sessions are kept for so long after they are over.
const SIGN_IN_HOURS: i64 = 24;
/// Calendar links are kept for so long after they were stopped.
const LINK_HOURS: i64 = 90 * 24;

#[rustfmt::skip]
pub(super) const KEPT: &[Rule] = &[
    for_a_time("Sign-in codes, and new email addresses that wait to be confirmed", &["sign_in_code", "address_change"], SIGN_IN_HOURS, "they end", "To say why a code or a link does not work any more", &[|tx, before| Box::pin(store::people::sign_in_code::forget(tx, before)), |tx, before| Box::pin(store::people::address_change::forget(tx, before))]),
    for_a_time("Sign-ins", &["session"], SIGN_IN_HOURS, "they end", "People see where they are signed in", &[|tx, before| Box::pin(store::people::session::forget(tx, before))]),
    for_a_time("Browsers that are known from signing in", &["known_browser"], BROWSER_KEPT_HOURS, "the last sign-in there", "So that nobody can keep a person from signing in by asking for too many codes", &[|tx, before| Box::pin(store::people::known_browser::forget(tx, before))]),
    for_a_time("Calendar links that were stopped", &["calendar_feed"], LINK_HOURS, "they were stopped", "To answer questions about a calendar that went quiet. A link in use is kept", &[|tx, before| Box::pin(store::people::calendar_feed::forget(tx, before))]),
    kept("People, with their roles and background", &["person", "role_grant"], Kept::UntilErased, "Conversations and the audit log lead to them"),
];
