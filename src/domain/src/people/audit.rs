//! What the audit log records of people.

use crate::system::audit::{Action, Chapter, ObjectKind, Part};

pub const SIGNED_IN: Action = Action::new("signed_in", "Signed in");
pub const SIGNED_OUT: Action = Action::new("signed_out", "Signed out");
/// Signed out a browser, or all of them.
pub const SESSION_REVOKED: Action = Action::new("session_revoked", "Signed out another browser");
pub const SIGN_IN_REFUSED: Action = Action::new("sign_in_refused", "Entered a wrong sign-in code");
pub const CALENDAR_FEED_MADE: Action = Action::new("calendar_feed_made", "Made a calendar link");
pub const CALENDAR_FEED_REVOKED: Action =
    Action::new("calendar_feed_revoked", "Stopped a calendar link");
pub const PERSON_ADDED: Action = Action::new("person_added", "Added a person");
pub const PERSON_CHANGED: Action = Action::new("person_changed", "Changed a person");
pub const ADDRESS_ASKED: Action = Action::new("address_asked", "Asked for a new email address");
pub const ADDRESS_CHANGED: Action = Action::new("address_changed", "Confirmed a new email address");
pub const PERSON_CLOSED: Action = Action::new("person_closed", "Closed an account");
pub const PERSON_REOPENED: Action = Action::new("person_reopened", "Reopened an account");
/// Had what may be removed of theirs removed.
pub const PERSON_ERASED: Action = Action::new("person_erased", "Erased their own data");
pub const ROLE_GRANTED: Action = Action::new("role_granted", "Gave a role");
pub const ROLE_REVOKED: Action = Action::new("role_revoked", "Removed a role");

pub const SESSION: ObjectKind = ObjectKind::new("session", "Sign-in");
pub const CALENDAR_FEED: ObjectKind = ObjectKind::new("calendar_feed", "Calendar link");
pub const PERSON: ObjectKind = ObjectKind::new("person", "Person");

pub const LOG: &[Part] = &[
    Part {
        chapter: Chapter::SignIn,
        actions: &[SIGNED_IN, SIGNED_OUT, SESSION_REVOKED, SIGN_IN_REFUSED],
        kinds: &[SESSION],
    },
    Part {
        chapter: Chapter::Work,
        actions: &[CALENDAR_FEED_MADE, CALENDAR_FEED_REVOKED],
        kinds: &[CALENDAR_FEED],
    },
    Part {
        chapter: Chapter::Directory,
        actions: &[
            PERSON_ADDED,
            PERSON_CHANGED,
            ADDRESS_ASKED,
            ADDRESS_CHANGED,
            PERSON_CLOSED,
            PERSON_REOPENED,
            PERSON_ERASED,
            ROLE_GRANTED,
            ROLE_REVOKED,
        ],
        kinds: &[PERSON],
    },
];
