//! Everything that is kept about one person, table by table, and taking away what may be taken away.
//!
//! Each area declares in its own `HELD` each column by which a row of its tables belongs to somebody; the store's tests fail for one
//! that isn't declared. What goes on erasure is in its `ERASING`.

use domain::kit::instant::Instant;
use domain::kit::words;
use domain::people::background::Background;
use domain::people::id::PersonId;
use domain::people::personal_data::AfterErasure::{self, Kept, Removed};
use domain::people::role::Role;
use jiff::civil::Date;
use uuid::Uuid;

use crate::db::{Conn, Row, Statement, StoreError, Tx, statements};

/// A kind of rows about a person.
#[derive(Debug)]
pub struct Held {
    /// Its name, in the file that people download.
    pub name: &'static str,
    /// What people read above it.
    pub title: &'static str,
    pub table: &'static str,
    /// The columns by which a row is theirs, those of another table that the statement reads with its name before them.
    pub columns: &'static [&'static str],
    pub after_erasure: AfterErasure,
    /// Reads the rows of the person `$1`, oldest first.
    pub(crate) statement: &'static Statement,
    /// What is told of a row, in this order.
    pub(crate) values: &'static [Value],
}

/// A column of what a statement reads, and what people call it.
#[derive(Debug)]
pub(crate) struct Value {
    column: &'static str,
    name: &'static str,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    Instant,
    Day,
    Number,
    Text,
    Code(fn(&str) -> Option<&'static str>),
}

impl Value {
    /// In words; empty where there is none.
    fn told(&self, row: &Row) -> Result<String, StoreError> {
        let text = || row.get::<Option<String>>(self.column);
        let told = match self.kind {
            Kind::Instant => row
                .get::<Option<Instant>>(self.column)?
                .map(words::day_and_time),
            Kind::Day => row
                .get::<Option<Date>>(self.column)?
                .map(|day| day.to_string()),
            Kind::Number => row
                .get::<Option<i64>>(self.column)?
                .map(|number| number.to_string()),
            Kind::Text => text()?,
            Kind::Code(words) => text()?.map(|code| words(&code).map_or(code, str::to_owned)),
        };
        Ok(told.unwrap_or_default())
    }
}

const fn value(column: &'static str, name: &'static str, kind: Kind) -> Value {
    Value { column, name, kind }
}

pub(crate) const fn at(column: &'static str, name: &'static str) -> Value {
    value(column, name, Kind::Instant)
}

pub(crate) const fn day(column: &'static str, name: &'static str) -> Value {
    value(column, name, Kind::Day)
}

pub(crate) const fn number(column: &'static str, name: &'static str) -> Value {
    value(column, name, Kind::Number)
}

pub(crate) const fn text(column: &'static str, name: &'static str) -> Value {
    value(column, name, Kind::Text)
}

/// A code, and its words. One that has none is told as it is.
pub(crate) const fn code(
    column: &'static str,
    name: &'static str,
    words: fn(&str) -> Option<&'static str>,
) -> Value {
    value(column, name, Kind::Code(words))
}

/// Why rows of the log are kept.
pub(crate) const LOG: &str = "The log says who changed what, so that mistakes and misuse can be found. It cannot be changed by anybody. It no longer leads to your name.";
/// Why rows about work for the service are kept.
pub(crate) const STAFF: &str = "It is about work for the service, and other people’s records depend on it. Only people who no longer work for the service can ask for erasure.";

#[rustfmt::skip]
pub(crate) static HELD: &[Held] = &[
    Held {
        name: "you", title: "About you",
        table: "person", columns: &["id"], after_erasure: Removed, statement: &PERSON,
        values: &[
            at("created_at", "Since"),
            at("closed_at", "Closed"),
            text("name", "Name"),
            text("email", "Email address"),
            text("phone", "Phone number"),
            text("postcode", "Postcode"),
            code("background", "Background", |code| Background::from_code(code).map(Background::words)),
        ],
    },
    Held {
        name: "roles", title: "Your roles",
        table: "role_grant", columns: &["person_id"], after_erasure: Kept(LOG), statement: &ROLES,
        values: &[
            at("granted_at", "Given"),
            at("revoked_at", "Ended"),
            code("role", "Role", |code| Role::from_code(code).map(Role::words)),
            text("organisation", "Organisation"),
        ],
    },
    Held {
        name: "roles_given", title: "Roles that you gave to others or took away",
        table: "role_grant", columns: &["granted_by", "revoked_by"], after_erasure: Kept(STAFF), statement: &ROLES_GIVEN,
        values: &[
            at("granted_at", "Given"),
            at("revoked_at", "Ended"),
            code("role", "Role", |code| Role::from_code(code).map(Role::words)),
        ],
    },
    Held {
        name: "sign_in_codes", title: "Sign-in codes that were sent to you",
        table: "sign_in_code", columns: &["person_id"], after_erasure: Removed, statement: &SIGN_IN_CODES,
        values: &[at("created_at", "Sent"), at("used_at", "Used"), text("email", "To")],
    },
    Held {
        name: "new_addresses", title: "New email addresses that were entered for you",
        table: "address_change", columns: &["person_id"], after_erasure: Removed, statement: &ADDRESS_CHANGES,
        values: &[at("asked_at", "Entered"), at("used_at", "Confirmed"), text("email", "Address")],
    },
    Held {
        name: "addresses_entered_for_others", title: "New email addresses that you entered for others",
        table: "address_change", columns: &["asked_by"], after_erasure: Kept(STAFF), statement: &ADDRESSES_ENTERED,
        values: &[at("asked_at", "Entered"), at("used_at", "Confirmed")],
    },
    Held {
        name: "sign_ins", title: "Where you signed in",
        table: "session", columns: &["person_id"], after_erasure: Removed, statement: &SESSIONS,
        values: &[at("created_at", "Signed in"), at("last_seen_at", "Last used"), text("browser", "Browser")],
    },
    Held {
        name: "known_browsers", title: "Browsers that we know from your signing in",
        table: "known_browser", columns: &["person_id"], after_erasure: Removed, statement: &KNOWN_BROWSERS,
        values: &[at("known_since", "Since"), at("last_used_at", "Last signed in")],
    },
    Held {
        name: "calendar_links", title: "Your calendar links",
        table: "calendar_feed", columns: &["person_id"], after_erasure: Removed, statement: &FEEDS,
        values: &[at("made_at", "Made"), at("revoked_at", "Stopped")],
    },
];

/// What goes on the erasure of the person `$1`, besides what [`remove`] does to the person itself.
pub(crate) static ERASING: &[&Statement] = &[
    &REMOVE_CODES,
    &REMOVE_ADDRESS_CHANGES,
    &REMOVE_SESSIONS,
    &REMOVE_KNOWN_BROWSERS,
    &REMOVE_FEEDS,
];

statements! {
    PERSON = "SELECT created_at, closed_at, name, email, phone, postcode, background FROM person WHERE id = $1";
    ROLES = "SELECT g.granted_at, g.revoked_at, g.role, o.name AS organisation
        FROM role_grant g LEFT JOIN organisation o ON o.id = g.organisation_id WHERE g.person_id = $1 ORDER BY g.granted_at, g.id";
    ROLES_GIVEN = "SELECT granted_at, revoked_at, role
        FROM role_grant WHERE (granted_by = $1 OR revoked_by = $1) AND person_id <> $1 ORDER BY granted_at, id";
    SIGN_IN_CODES = "SELECT created_at, used_at, email FROM sign_in_code WHERE person_id = $1 ORDER BY created_at, id";
    ADDRESS_CHANGES = "SELECT asked_at, used_at, email FROM address_change WHERE person_id = $1 ORDER BY asked_at, id";
    ADDRESSES_ENTERED = "SELECT asked_at, used_at FROM address_change WHERE asked_by = $1 AND person_id <> $1 ORDER BY asked_at, id";
    SESSIONS = "SELECT created_at, last_seen_at, browser FROM session WHERE person_id = $1 ORDER BY created_at, id";
    KNOWN_BROWSERS = "SELECT known_since, last_used_at FROM known_browser WHERE person_id = $1 ORDER BY known_since, token_hash";
    FEEDS = "SELECT made_at, revoked_at FROM calendar_feed WHERE person_id = $1 ORDER BY made_at, id";

    NAMELESS = "UPDATE person SET name = $2, email = $3, phone = NULL, postcode = NULL, background = NULL, closed_at = COALESCE(closed_at, $4),
            search_key = $5
        WHERE id = $1";
    REMOVE_CODES = "DELETE FROM sign_in_code WHERE person_id = $1";
    REMOVE_ADDRESS_CHANGES = "DELETE FROM address_change WHERE person_id = $1";
    REMOVE_SESSIONS = "DELETE FROM session WHERE person_id = $1";
    REMOVE_KNOWN_BROWSERS = "DELETE FROM known_browser WHERE person_id = $1";
    REMOVE_FEEDS = "DELETE FROM calendar_feed WHERE person_id = $1";
    END_ROLES = "UPDATE role_grant SET revoked_at = $2, revoked_by = $1 WHERE person_id = $1 AND revoked_at IS NULL";
}

/// The rows of one kind about somebody, oldest first: names and values; what is empty is left out.
pub async fn records(
    conn: &mut Conn,
    held: &Held,
    person: PersonId,
) -> Result<Vec<Vec<(&'static str, String)>>, StoreError> {
    told(conn, held.statement, held.values, person.uuid()).await
}

/// What a statement reads of `$1`: of each row the values that aren't empty, with their names.
pub(crate) async fn told(
    conn: &mut Conn,
    statement: &'static Statement,
    values: &[Value],
    of: Uuid,
) -> Result<Vec<Vec<(&'static str, String)>>, StoreError> {
    let rows = conn.q(statement).bind(of).rows().await?;
    let told = |row| {
        let values = values
            .iter()
            .map(|value| Ok((value.name, value.told(row)?)));
        values
            .filter(|told| !matches!(told, Ok((_, value)) if value.is_empty()))
            .collect()
    };
    rows.iter().map(told).collect()
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
    for statement in crate::erasing() {
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
