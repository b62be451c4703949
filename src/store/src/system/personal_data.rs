//! What the service's own tables keep about people.

use domain::people::id::PersonId;
use domain::people::personal_data::AfterErasure::{Kept, Removed};

use crate::db::{Statement, StoreError, Tx, statements};
use crate::people::personal_data::{Held, LOG as KEPT_LOG, STAFF, at, text};

#[rustfmt::skip]
pub(crate) static HELD: &[Held] = &[
    Held {
        name: "unfinished_forms", title: "Forms that you have not finished",
        table: "draft", columns: &["person_id"], after_erasure: Removed, statement: &DRAFTS,
        values: &[at("updated_at", "Changed"), text("journey", "Form"), text("answers", "Answers")],
    },
    Held {
        name: "emails", title: "Emails to you",
        table: "outbox", columns: &["person_id"], after_erasure: Removed, statement: &EMAILS,
        values: &[at("created_at", "Written"), at("delivered_at", "Sent"), at("seen_at", "Read here"), text("subject", "Subject"), text("body", "Text")],
    },
    Held {
        name: "unwanted_emails", title: "What you want no email of",
        table: "unwanted_email", columns: &["person_id"], after_erasure: Removed, statement: &UNWANTED,
        values: &[at("since", "Since"), text("topic", "What")],
    },
    Held {
        name: "settings", title: "Settings that you changed",
        table: "setting", columns: &["set_by"], after_erasure: Kept(STAFF), statement: &SETTINGS,
        values: &[
            at("set_at", "When"),
            text("name", "Setting"),
            text("value", "Value"),
        ],
    },
    Held {
        name: "announcements", title: "Announcements that you published",
        table: "announcement", columns: &["published_by"], after_erasure: Kept(STAFF), statement: &PUBLISHED,
        values: &[at("published_at", "When"), text("title", "Heading"), text("words", "Text")],
    },
    Held {
        name: "hidden_announcements", title: "Announcements that you have hidden",
        table: "announcement_hidden", columns: &["person_id", "announcement_id"], after_erasure: Removed, statement: &HIDDEN,
        values: &[at("hidden_at", "When"), text("title", "Heading")],
    },
    Held {
        name: "guides", title: "Help pages that you wrote last",
        table: "guide", columns: &["written_by"], after_erasure: Kept(STAFF), statement: &GUIDES,
        values: &[at("written_at", "When"), text("role", "For")],
    },
    Held {
        name: "log", title: "What was done by you or with your record",
        table: "audit", columns: &["actor_id", "person_id"], after_erasure: Kept(KEPT_LOG), statement: &LOG,
        values: &[
            at("at", "When"),
            text("action", "What was done"),
            text("object_kind", "To what"),
            text("by_whom", "By"),
            text("detail", "Detail"),
            text("address", "From the network address"),
        ],
    },
];

/// What goes on the erasure of the person `$1`.
pub(crate) static ERASING: &[&Statement] = &[
    &REMOVE_EMAILS,
    &REMOVE_DRAFTS,
    &REMOVE_HIDDEN,
    &REMOVE_UNWANTED,
];

statements! {
    DRAFTS = "SELECT updated_at, journey, CAST(answers AS TEXT) AS answers FROM draft WHERE person_id = $1 ORDER BY updated_at, id";
    // A code that still works is not told a second time.
    EMAILS = "SELECT created_at, delivered_at, seen_at, subject, CASE WHEN kind = 'sign_in' THEN '' ELSE body END AS body
        FROM outbox WHERE person_id = $1 OR (person_id IS NULL AND recipient = (SELECT email FROM person WHERE id = $1)) ORDER BY created_at, id";
    PUBLISHED = "SELECT published_at, title, words FROM announcement WHERE published_by = $1 ORDER BY published_at, id";
    GUIDES = "SELECT written_at, role FROM guide WHERE written_by = $1 ORDER BY written_at, id";
    HIDDEN = "SELECT h.hidden_at, a.title FROM announcement_hidden h JOIN announcement a ON a.id = h.announcement_id
        WHERE h.person_id = $1 ORDER BY h.hidden_at, a.id";
    UNWANTED = "SELECT since, topic FROM unwanted_email WHERE person_id = $1 ORDER BY since, topic";
    REMOVE_UNWANTED = "DELETE FROM unwanted_email WHERE person_id = $1";
    REMOVE_HIDDEN = "DELETE FROM announcement_hidden WHERE person_id = $1";
    SETTINGS = "SELECT set_at, name, CAST(value AS TEXT) AS value FROM setting WHERE set_by = $1 ORDER BY set_at, id";
    // What was done to somebody else's record is theirs: of that, only that it was done.
    LOG = "SELECT at, action, object_kind,
            CASE WHEN actor_id = $1 THEN 'you' WHEN actor_id IS NULL THEN '' ELSE 'staff' END AS by_whom,
            CASE WHEN person_id = $1 THEN CAST(detail AS TEXT) ELSE '' END AS detail,
            CASE WHEN actor_id = $1 THEN COALESCE(address, '') ELSE '' END AS address
        FROM audit WHERE actor_id = $1 OR person_id = $1 ORDER BY at, id";

    // Emails to their address from before it was theirs as well.
    REMOVE_EMAILS = "DELETE FROM outbox WHERE person_id = $1 OR (person_id IS NULL AND recipient = (SELECT email FROM person WHERE id = $1))";
    REMOVE_DRAFTS = "DELETE FROM draft WHERE person_id = $1";
}

/// Takes away the emails to somebody, such as those that their own erasure has written.
pub async fn remove_emails(tx: &mut Tx, person: PersonId) -> Result<(), StoreError> {
    tx.q(&REMOVE_EMAILS)
        .bind(person)
        .execute()
        .await
        .map(|_| ())
}
