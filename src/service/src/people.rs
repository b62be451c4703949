//! People, their roles, their sessions, and how they sign in.

pub(crate) mod access;
pub(crate) mod message;
pub mod person;
pub mod personal_data;
pub mod session;
pub mod sign_in;

use domain::kit::app_error::ConflictCode;
use domain::people::audit::LOG;
use domain::people::role::Role;

use crate::area::Area;

/// What people bring to what all areas share.
pub const AREA: Area = Area {
    conflicts: &[("address_change_live", ConflictCode::CHANGED_MEANWHILE)],
    log: LOG,
    words: |name, code| match name {
        "role" => Role::from_code(code).map(Role::words),
        _ => None,
    },
    ..Area::NONE
};
