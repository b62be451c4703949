//! What messages to people are about, and why they are no longer sent.

use crate::system::outbox::{AboutKind, DropReason};

/// Something of a person's that stays true, such as a change that was made.
pub const PERSON: AboutKind = AboutKind::new("person", "A person");
/// A sign-in code, or that there is no account.
pub const SIGN_IN_CODE: AboutKind = AboutKind::new("sign_in_code", "A sign-in code");
pub const ADDRESS_CHANGE: AboutKind = AboutKind::new("address_change", "A new email address");

/// The account is closed, or erased.
pub const ACCOUNT_CLOSED: DropReason =
    DropReason::new("account_closed", "Not sent: their account is closed");
pub const OTHER_ADDRESS: DropReason =
    DropReason::new("other_address", "Not sent: their email address has changed");
/// The code or link was used, replaced or ran out.
pub const CODE_OVER: DropReason =
    DropReason::new("code_over", "Not sent: the code or link in it is over");
