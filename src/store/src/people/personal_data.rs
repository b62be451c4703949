//! Everything that is kept about one person, table by table, and taking away what may be taken away.
//!
//! [`HELD`] names each column by which a row belongs to somebody; the store's tests fail for one that isn't named.

use domain::kit::instant::Instant;
use domain::people::id::PersonId;

use crate::db::{Conn, FromRow, Row, Statement, StoreError, Tx, statements};

/// A row about somebody: two instants and six texts, whose meaning depends on what is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// When it began, was made or was asked for.
    pub first: Option<Instant>,
    /// When it ended or was changed.
    pub second: Option<Instant>,
    /// Words and codes; empty where there is none.
    pub texts: [String; 6],
}

impl FromRow for Record {
    fn from_row(row: &Row) -> Result<Self, StoreError> {
        Ok(Self {
            first: row.get("first_at")?,
            second: row.get("second_at")?,
            texts: [
                row.get("one")?,
                row.get("two")?,
                row.get("three")?,
                row.get("four")?,
                row.get("five")?,
                row.get("six")?,
            ],
        })
    }
}

/// A kind of rows about a person.
#[derive(Debug)]
pub struct Held {
    /// Its name, in the file that people download.
    pub name: &'static str,
    /// The table.
    pub table: &'static str,
    /// The columns by which a row is theirs.
    pub columns: &'static [&'static str],
    statement: &'static Statement,
}

const fn held(
    name: &'static str,
    table: &'static str,
    columns: &'static [&'static str],
    statement: &'static Statement,
) -> Held {
    Held {
        name,
        table,
        columns,
        statement,
    }
}

/// Everything that is kept about people.
pub static HELD: &[Held] = &[
    held("you", "person", &["id"], &PERSON),
    held("roles", "role_grant", &["person_id"], &ROLES),
    held(
        "roles_given",
        "role_grant",
        &["granted_by", "revoked_by"],
        &ROLES_GIVEN,
    ),
    held(
        "conversations",
        "career_conversation",
        &["member_id"],
        &CONVERSATIONS,
    ),
    held(
        "conversations_as_adviser",
        "career_conversation",
        &["adviser_id"],
        &CONVERSATIONS_GIVEN,
    ),
    held(
        "conversations_booked_for_others",
        "career_conversation",
        &["booked_by"],
        &CONVERSATIONS_BOOKED,
    ),
    held("reminders", "reminder", &["conversation_id"], &REMINDERS),
    held(
        "kept_conversations",
        "kept_clash",
        &["conversation_id"],
        &KEPT,
    ),
    held(
        "summaries",
        "conversation_summary",
        &["conversation_id"],
        &SUMMARIES,
    ),
    held(
        "pathways",
        "conversation_pathway",
        &["conversation_id"],
        &PATHWAYS,
    ),
    held(
        "notes_about_you",
        "private_note",
        &["conversation_id"],
        &NOTES_ABOUT,
    ),
    held("notes_by_you", "private_note", &["adviser_id"], &NOTES_BY),
    held("actions", "career_action", &["conversation_id"], &ACTIONS),
    held(
        "actions_as_adviser",
        "career_action",
        &["adviser_id"],
        &ACTIONS_AGREED,
    ),
    held(
        "outcomes",
        "career_outcome",
        &["conversation_id"],
        &OUTCOMES,
    ),
    held(
        "feedback",
        "conversation_feedback",
        &["conversation_id"],
        &FEEDBACK,
    ),
    held("templates", "summary_template", &["adviser_id"], &TEMPLATES),
    held("waiting_list", "waiting_entry", &["member_id"], &WAITING),
    held(
        "waiting_for_you",
        "waiting_entry",
        &["adviser_id"],
        &WAITED_FOR,
    ),
    held("offers", "waiting_offer", &["entry_id"], &OFFERS),
    held(
        "offers_of_your_times",
        "waiting_offer",
        &["adviser_id"],
        &OFFERED,
    ),
    held("unfinished_forms", "draft", &["person_id"], &DRAFTS),
    held("emails", "outbox", &["person_id"], &EMAILS),
    held(
        "sign_in_codes",
        "sign_in_code",
        &["person_id"],
        &SIGN_IN_CODES,
    ),
    held(
        "new_addresses",
        "address_change",
        &["person_id"],
        &ADDRESS_CHANGES,
    ),
    held(
        "addresses_entered_for_others",
        "address_change",
        &["asked_by"],
        &ADDRESSES_ENTERED,
    ),
    held("sign_ins", "session", &["person_id"], &SESSIONS),
    held(
        "known_browsers",
        "known_browser",
        &["person_id"],
        &KNOWN_BROWSERS,
    ),
    held("invitations", "invitation", &["member_id"], &INVITATIONS),
    held(
        "invitations_asked_for",
        "invitation",
        &["asked_by"],
        &INVITATIONS_ASKED_FOR,
    ),
    held("calendar_links", "calendar_feed", &["person_id"], &FEEDS),
    held("adviser", "adviser", &["person_id"], &ADVISER),
    held("weekly_times", "weekly_pattern", &["adviser_id"], &PATTERNS),
    held("extra_times", "extra_slot", &["adviser_id"], &EXTRA_SLOTS),
    held("leave", "leave_period", &["adviser_id"], &LEAVE),
    held("settings", "setting", &["set_by"], &SETTINGS),
    held("log", "audit", &["actor_id", "person_id"], &LOG),
];

statements! {
    PERSON = "SELECT created_at AS first_at, closed_at AS second_at, name AS one, email AS two, COALESCE(phone, '') AS three,
            COALESCE(postcode, '') AS four, COALESCE(background, '') AS five, '' AS six
        FROM person WHERE id = $1";
    ROLES = "SELECT g.granted_at AS first_at, g.revoked_at AS second_at, g.role AS one, COALESCE(o.name, '') AS two, '' AS three, '' AS four,
            '' AS five, '' AS six
        FROM role_grant g LEFT JOIN organisation o ON o.id = g.organisation_id WHERE g.person_id = $1 ORDER BY g.granted_at, g.id";
    ROLES_GIVEN = "SELECT granted_at AS first_at, revoked_at AS second_at, role AS one, '' AS two, '' AS three, '' AS four, '' AS five, '' AS six
        FROM role_grant WHERE (granted_by = $1 OR revoked_by = $1) AND person_id <> $1 ORDER BY granted_at, id";
    CONVERSATIONS = "SELECT c.starts_at AS first_at, c.booked_at AS second_at, c.reference AS one, c.status AS two, c.way AS three,
            c.topic AS four, c.preparation AS five, a.name AS six
        FROM career_conversation c JOIN person a ON a.id = c.adviser_id WHERE c.member_id = $1 ORDER BY c.starts_at, c.id";
    CONVERSATIONS_GIVEN = "SELECT starts_at AS first_at, booked_at AS second_at, reference AS one, status AS two, way AS three, '' AS four,
            '' AS five, '' AS six
        FROM career_conversation WHERE adviser_id = $1 ORDER BY starts_at, id";
    CONVERSATIONS_BOOKED = "SELECT starts_at AS first_at, booked_at AS second_at, reference AS one, '' AS two, '' AS three, '' AS four, '' AS five,
            '' AS six
        FROM career_conversation WHERE booked_by = $1 AND booked_by <> member_id ORDER BY starts_at, id";
    REMINDERS = "SELECT r.starts_at AS first_at, r.decided_at AS second_at, r.kind AS one, r.outcome AS two, '' AS three, '' AS four, '' AS five,
            '' AS six
        FROM reminder r JOIN career_conversation c ON c.id = r.conversation_id WHERE c.member_id = $1 ORDER BY r.decided_at, c.id";
    KEPT = "SELECT k.starts_at AS first_at, k.kept_at AS second_at, k.clash AS one, '' AS two, '' AS three, '' AS four, '' AS five, '' AS six
        FROM kept_clash k JOIN career_conversation c ON c.id = k.conversation_id
        WHERE c.member_id = $1 OR c.adviser_id = $1 ORDER BY k.kept_at, c.id";
    // What is not shared yet is the adviser's own until it is.
    SUMMARIES = "SELECT s.saved_at AS first_at, s.shared_at AS second_at, c.reference AS one,
            CASE WHEN s.state = 'shared' THEN s.words ELSE '' END AS two, '' AS three, '' AS four, '' AS five, '' AS six
        FROM conversation_summary s JOIN career_conversation c ON c.id = s.conversation_id WHERE c.member_id = $1 ORDER BY s.saved_at, c.id";
    PATHWAYS = "SELECT CAST(NULL AS TIMESTAMPTZ) AS first_at, s.shared_at AS second_at, c.reference AS one, p.pathway AS two, '' AS three, '' AS four,
            '' AS five, '' AS six
        FROM conversation_pathway p JOIN conversation_summary s ON s.conversation_id = p.conversation_id
            JOIN career_conversation c ON c.id = p.conversation_id
        WHERE c.member_id = $1 AND s.state = 'shared' ORDER BY c.starts_at, c.id, p.pathway";
    // A note is for who wrote it alone: the member is told that there is one.
    NOTES_ABOUT = "SELECT n.saved_at AS first_at, CAST(NULL AS TIMESTAMPTZ) AS second_at, c.reference AS one, '' AS two, '' AS three, '' AS four,
            '' AS five, '' AS six
        FROM private_note n JOIN career_conversation c ON c.id = n.conversation_id WHERE c.member_id = $1 ORDER BY n.saved_at, c.id";
    NOTES_BY = "SELECT n.saved_at AS first_at, CAST(NULL AS TIMESTAMPTZ) AS second_at, c.reference AS one, n.words AS two, '' AS three, '' AS four,
            '' AS five, '' AS six
        FROM private_note n JOIN career_conversation c ON c.id = n.conversation_id WHERE n.adviser_id = $1 ORDER BY n.saved_at, c.id";
    ACTIONS = "SELECT a.agreed_at AS first_at, a.closed_at AS second_at, c.reference AS one, a.words AS two, a.state AS three,
            COALESCE(a.pathway, '') AS four, CAST(a.due_on AS TEXT) AS five, '' AS six
        FROM career_action a JOIN career_conversation c ON c.id = a.conversation_id WHERE c.member_id = $1 ORDER BY a.agreed_at, a.id";
    ACTIONS_AGREED = "SELECT agreed_at AS first_at, closed_at AS second_at, state AS one, '' AS two, '' AS three, '' AS four, '' AS five, '' AS six
        FROM career_action WHERE adviser_id = $1 ORDER BY agreed_at, id";
    OUTCOMES = "SELECT o.said_at AS first_at, CAST(NULL AS TIMESTAMPTZ) AS second_at, c.reference AS one, o.kind AS two,
            COALESCE(CAST(o.happened_on AS TEXT), '') AS three, '' AS four, '' AS five, '' AS six
        FROM career_outcome o JOIN career_conversation c ON c.id = o.conversation_id WHERE c.member_id = $1 ORDER BY o.said_at, c.id, o.kind";
    FEEDBACK = "SELECT f.given_at AS first_at, CAST(NULL AS TIMESTAMPTZ) AS second_at, c.reference AS one, f.usefulness AS two, f.next_step AS three,
            '' AS four, '' AS five, '' AS six
        FROM conversation_feedback f JOIN career_conversation c ON c.id = f.conversation_id WHERE c.member_id = $1 ORDER BY f.given_at, c.id";
    TEMPLATES = "SELECT made_at AS first_at, CAST(NULL AS TIMESTAMPTZ) AS second_at, name AS one, words AS two, '' AS three, '' AS four, '' AS five,
            '' AS six
        FROM summary_template WHERE adviser_id = $1 ORDER BY made_at, id";
    WAITING = "SELECT joined_at AS first_at, updated_at AS second_at, state AS one, way AS two, topic AS three, weekdays AS four,
            CAST(last_day AS TEXT) AS five, '' AS six
        FROM waiting_entry WHERE member_id = $1 ORDER BY joined_at, id";
    WAITED_FOR = "SELECT joined_at AS first_at, updated_at AS second_at, state AS one, way AS two, '' AS three, '' AS four, '' AS five, '' AS six
        FROM waiting_entry WHERE adviser_id = $1 ORDER BY joined_at, id";
    OFFERS = "SELECT o.starts_at AS first_at, o.made_at AS second_at, o.state AS one, a.name AS two, '' AS three, '' AS four, '' AS five, '' AS six
        FROM waiting_offer o JOIN waiting_entry e ON e.id = o.entry_id JOIN person a ON a.id = o.adviser_id
        WHERE e.member_id = $1 ORDER BY o.made_at, o.id";
    OFFERED = "SELECT starts_at AS first_at, made_at AS second_at, state AS one, '' AS two, '' AS three, '' AS four, '' AS five, '' AS six
        FROM waiting_offer WHERE adviser_id = $1 ORDER BY made_at, id";
    DRAFTS = "SELECT updated_at AS first_at, CAST(NULL AS TIMESTAMPTZ) AS second_at, journey AS one, CAST(answers AS TEXT) AS two, '' AS three,
            '' AS four, '' AS five, '' AS six
        FROM draft WHERE person_id = $1 ORDER BY updated_at, id";
    // A code that still works is not told a second time.
    EMAILS = "SELECT created_at AS first_at, delivered_at AS second_at, subject AS one,
            CASE WHEN kind = 'sign_in' THEN '' ELSE body END AS two, '' AS three, '' AS four, '' AS five, '' AS six
        FROM outbox WHERE person_id = $1 OR (person_id IS NULL AND recipient = (SELECT email FROM person WHERE id = $1)) ORDER BY created_at, id";
    SIGN_IN_CODES = "SELECT created_at AS first_at, used_at AS second_at, email AS one, '' AS two, '' AS three, '' AS four, '' AS five, '' AS six
        FROM sign_in_code WHERE person_id = $1 ORDER BY created_at, id";
    ADDRESS_CHANGES = "SELECT asked_at AS first_at, used_at AS second_at, email AS one, '' AS two, '' AS three, '' AS four, '' AS five, '' AS six
        FROM address_change WHERE person_id = $1 ORDER BY asked_at, id";
    ADDRESSES_ENTERED = "SELECT asked_at AS first_at, used_at AS second_at, '' AS one, '' AS two, '' AS three, '' AS four, '' AS five, '' AS six
        FROM address_change WHERE asked_by = $1 AND person_id <> $1 ORDER BY asked_at, id";
    SESSIONS = "SELECT created_at AS first_at, last_seen_at AS second_at, browser AS one, '' AS two, '' AS three, '' AS four, '' AS five, '' AS six
        FROM session WHERE person_id = $1 ORDER BY created_at, id";
    KNOWN_BROWSERS = "SELECT known_since AS first_at, last_used_at AS second_at, '' AS one, '' AS two, '' AS three, '' AS four, '' AS five,
            '' AS six
        FROM known_browser WHERE person_id = $1 ORDER BY known_since, token_hash";
    INVITATIONS = "SELECT asked_at AS first_at, decided_at AS second_at, state AS one, '' AS two, '' AS three, '' AS four, '' AS five, '' AS six
        FROM invitation WHERE member_id = $1 ORDER BY asked_at, id";
    INVITATIONS_ASKED_FOR = "SELECT asked_at AS first_at, CAST(NULL AS TIMESTAMPTZ) AS second_at, CAST(COUNT(*) AS TEXT) AS one, '' AS two,
            '' AS three, '' AS four, '' AS five, '' AS six
        FROM invitation WHERE asked_by = $1 GROUP BY asked_at ORDER BY asked_at";
    FEEDS = "SELECT made_at AS first_at, revoked_at AS second_at, '' AS one, '' AS two, '' AS three, '' AS four, '' AS five, '' AS six
        FROM calendar_feed WHERE person_id = $1 ORDER BY made_at, id";
    ADVISER = "SELECT CAST(NULL AS TIMESTAMPTZ) AS first_at, CAST(NULL AS TIMESTAMPTZ) AS second_at, about AS one, COALESCE(phone, '') AS two,
            CAST(buffer_minutes AS TEXT) AS three, COALESCE(CAST(notice_hours AS TEXT), '') AS four,
            COALESCE(CAST(horizon_days AS TEXT), '') AS five, '' AS six
        FROM adviser WHERE person_id = $1";
    PATTERNS = "SELECT CAST(NULL AS TIMESTAMPTZ) AS first_at, CAST(NULL AS TIMESTAMPTZ) AS second_at, CAST(weekday AS TEXT) AS one,
            starts AS two, ends AS three, ways AS four, CAST(valid_from AS TEXT) AS five, COALESCE(CAST(valid_to AS TEXT), '') AS six
        FROM weekly_pattern WHERE adviser_id = $1 ORDER BY valid_from, id";
    EXTRA_SLOTS = "SELECT starts_at AS first_at, removed_at AS second_at, ways AS one, '' AS two, '' AS three, '' AS four, '' AS five, '' AS six
        FROM extra_slot WHERE adviser_id = $1 ORDER BY starts_at, id";
    LEAVE = "SELECT CAST(NULL AS TIMESTAMPTZ) AS first_at, removed_at AS second_at, CAST(first_day AS TEXT) AS one, CAST(last_day AS TEXT) AS two,
            '' AS three, '' AS four, '' AS five, '' AS six
        FROM leave_period WHERE adviser_id = $1 ORDER BY first_day, id";
    SETTINGS = "SELECT set_at AS first_at, CAST(NULL AS TIMESTAMPTZ) AS second_at, name AS one, CAST(value AS TEXT) AS two, '' AS three, '' AS four,
            '' AS five, '' AS six
        FROM setting WHERE set_by = $1 ORDER BY set_at, id";
    // What was done to somebody else's record is theirs: of that, only that it was done.
    LOG = "SELECT at AS first_at, CAST(NULL AS TIMESTAMPTZ) AS second_at, action AS one, object_kind AS two,
            CASE WHEN actor_id = $1 THEN 'you' WHEN actor_id IS NULL THEN '' ELSE 'staff' END AS three,
            CASE WHEN person_id = $1 THEN CAST(detail AS TEXT) ELSE '' END AS four,
            CASE WHEN actor_id = $1 THEN COALESCE(address, '') ELSE '' END AS five, '' AS six
        FROM audit WHERE actor_id = $1 OR person_id = $1 ORDER BY at, id";

    NAMELESS = "UPDATE person SET name = $2, email = $3, phone = NULL, postcode = NULL, background = NULL, closed_at = COALESCE(closed_at, $4),
            search_key = $5
        WHERE id = $1";
    REMOVE_DRAFTS = "DELETE FROM draft WHERE person_id = $1";
    REMOVE_CODES = "DELETE FROM sign_in_code WHERE person_id = $1";
    REMOVE_ADDRESS_CHANGES = "DELETE FROM address_change WHERE person_id = $1";
    REMOVE_SESSIONS = "DELETE FROM session WHERE person_id = $1";
    REMOVE_KNOWN_BROWSERS = "DELETE FROM known_browser WHERE person_id = $1";
    REMOVE_INVITATIONS = "DELETE FROM invitation WHERE member_id = $1";
    REMOVE_FEEDS = "DELETE FROM calendar_feed WHERE person_id = $1";
    REMOVE_OFFERS = "DELETE FROM waiting_offer WHERE entry_id IN (SELECT id FROM waiting_entry WHERE member_id = $1)";
    REMOVE_ENTRIES = "DELETE FROM waiting_entry WHERE member_id = $1";
    EMPTY_PREPARATION = "UPDATE career_conversation SET preparation = '' WHERE member_id = $1 AND preparation <> ''";
    REMOVE_NOTES = "DELETE FROM private_note WHERE conversation_id IN (SELECT id FROM career_conversation WHERE member_id = $1)";
    EMPTY_SUMMARIES = "UPDATE conversation_summary SET words = 'Erased', version = version + 1
        WHERE conversation_id IN (SELECT id FROM career_conversation WHERE member_id = $1)";
    EMPTY_ACTIONS = "UPDATE career_action SET words = 'Erased' WHERE conversation_id IN (SELECT id FROM career_conversation WHERE member_id = $1)";
    END_ROLES = "UPDATE role_grant SET revoked_at = $2, revoked_by = $1 WHERE person_id = $1 AND revoked_at IS NULL";
    // Emails to their address from before it was theirs as well.
    REMOVE_EMAILS = "DELETE FROM outbox WHERE person_id = $1 OR (person_id IS NULL AND recipient = (SELECT email FROM person WHERE id = $1))";
    REMOVE_EMAILS_ABOUT = "DELETE FROM outbox WHERE id IN (
        SELECT o.id FROM outbox o JOIN career_conversation c ON o.body LIKE '%' || c.reference || '%' WHERE c.member_id = $1)";
}

/// The rows of one kind about somebody, oldest first.
///
/// # Errors
/// As the database says.
pub async fn records(
    conn: &mut Conn,
    held: &Held,
    person: PersonId,
) -> Result<Vec<Record>, StoreError> {
    conn.q(held.statement).bind(person).all().await
}

/// Takes away the emails to somebody, such as those that their own erasure has written.
///
/// # Errors
/// As the database says.
pub async fn remove_emails(tx: &mut Tx, person: PersonId) -> Result<(), StoreError> {
    tx.q(&REMOVE_EMAILS)
        .bind(person)
        .execute()
        .await
        .map(|_| ())
}

/// Takes away what names somebody or was written by them, ends their roles and sign-ins, and closes the account. `nobody` is the
/// address that stands in the place of theirs; no email can reach it.
///
/// # Errors
/// `NotFound`; `Conflict(person_email)` when `nobody` is somebody's.
pub async fn remove(
    tx: &mut Tx,
    person: PersonId,
    nameless: &str,
    nobody: &str,
    at: Instant,
) -> Result<(), StoreError> {
    // Emails to others say a reference beside the name: those to come are written after this.
    for statement in [
        &REMOVE_EMAILS_ABOUT,
        &REMOVE_EMAILS,
        &REMOVE_DRAFTS,
        &REMOVE_CODES,
        &REMOVE_ADDRESS_CHANGES,
        &REMOVE_SESSIONS,
        &REMOVE_KNOWN_BROWSERS,
        &REMOVE_FEEDS,
        &REMOVE_INVITATIONS,
        &REMOVE_OFFERS,
        &REMOVE_ENTRIES,
        &EMPTY_PREPARATION,
        &REMOVE_NOTES,
        &EMPTY_SUMMARIES,
        &EMPTY_ACTIONS,
    ] {
        tx.q(statement).bind(person).execute().await?;
    }
    tx.q(&END_ROLES).bind(person).bind(at).execute().await?;
    tx.q(&NAMELESS)
        .bind(person)
        .bind(nameless)
        .bind(nobody)
        .bind(at)
        .bind(domain::kit::search::key(nameless, nobody))
        .one_changed()
        .await
}
