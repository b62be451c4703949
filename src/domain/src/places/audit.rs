//! What the audit log records of places.

use crate::system::audit::{Action, Chapter, ObjectKind, Part};

pub const ORGANISATION_ADDED: Action = Action::new("organisation_added", "Added an organisation");
pub const ORGANISATION_TAKEN: Action = Action::new(
    "organisation_taken",
    "Downloaded everything about an organisation",
);
pub const ORGANISATION_LEFT: Action = Action::new("organisation_left", "Had an organisation leave");
pub const SITE_ADDED: Action = Action::new("site_added", "Added a site");
pub const SITE_CHANGED: Action = Action::new("site_changed", "Changed a site");
pub const SITE_CLOSED: Action = Action::new("site_closed", "Closed a site");
pub const SITE_REOPENED: Action = Action::new("site_reopened", "Reopened a site");
pub const REGISTER_IMPORTED: Action = Action::new("register_imported", "Imported a register");

pub const ORGANISATION: ObjectKind = ObjectKind::new("organisation", "Organisation");
pub const SITE: ObjectKind = ObjectKind::new("site", "Site");
pub const REGISTER: ObjectKind = ObjectKind::new("register", "Register");

pub const LOG: &[Part] = &[
    Part {
        chapter: Chapter::Directory,
        actions: &[
            ORGANISATION_ADDED,
            ORGANISATION_TAKEN,
            ORGANISATION_LEFT,
            SITE_ADDED,
            SITE_CHANGED,
            SITE_CLOSED,
            SITE_REOPENED,
        ],
        kinds: &[ORGANISATION, SITE],
    },
    Part {
        chapter: Chapter::Service,
        actions: &[REGISTER_IMPORTED],
        kinds: &[REGISTER],
    },
];
