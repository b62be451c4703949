//! People.

use domain::kit::email_address::EmailAddress;
use domain::kit::instant::Instant;
use domain::kit::postcode::Postcode;
use domain::kit::search::key;
use domain::people::background::Background;
use domain::people::id::PersonId;
use domain::people::person::Telephone;
use domain::places::id::OrganisationId;

use crate::db::{AskedPage, Conn, Paged, StoreError, Tx, paged, row, statements};
use crate::system::search_key;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    pub id: PersonId,
    pub name: String,
    /// Unique.
    pub email: EmailAddress,
    pub phone: Option<Telephone>,
    /// Where they live, to show how far a site is.
    pub postcode: Option<Postcode>,
    pub background: Option<Background>,
    pub created_at: Instant,
    pub closed_at: Option<Instant>,
}

row! { Person { id, name, email, phone, postcode, background, created_at, closed_at } }

statements! {
    INSERT = "INSERT INTO person (id, name, email, phone, postcode, background, created_at, closed_at, search_key)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    UPDATE = "UPDATE person SET name = $2, email = $3, phone = $4, postcode = $5, background = $6, search_key = $7 WHERE id = $1";
    LOCK = "UPDATE person SET closed_at = closed_at WHERE id = $1";
    SET_CLOSED = "UPDATE person SET closed_at = $2 WHERE id = $1";
    BY_ID = "SELECT * FROM person WHERE id = $1";
    BY_EMAIL = "SELECT * FROM person WHERE email = $1";
    COUNT = "SELECT COUNT(*) AS n FROM person";
    // An empty role: people with any role or none.
    SEARCH = "SELECT * FROM person
        WHERE search_key LIKE $1 AND search_key LIKE $2 AND search_key LIKE $3 AND search_key LIKE $4 AND search_key LIKE $5 AND search_key LIKE $6
            AND ($7 = '' OR EXISTS (SELECT 1 FROM role_grant g WHERE g.person_id = person.id AND g.role = $7 AND g.revoked_at IS NULL))
        ORDER BY search_key, id LIMIT $8 OFFSET $9";
    SEARCH_COUNT = "SELECT COUNT(*) AS n FROM person
        WHERE search_key LIKE $1 AND search_key LIKE $2 AND search_key LIKE $3 AND search_key LIKE $4 AND search_key LIKE $5 AND search_key LIKE $6
            AND ($7 = '' OR EXISTS (SELECT 1 FROM role_grant g WHERE g.person_id = person.id AND g.role = $7 AND g.revoked_at IS NULL))";
    SEARCH_IN = {
        sqlite: "SELECT * FROM person
            WHERE search_key LIKE $1 AND search_key LIKE $2 AND search_key LIKE $3 AND search_key LIKE $4 AND search_key LIKE $5 AND search_key LIKE $6
                AND EXISTS (SELECT 1 FROM role_grant g WHERE g.person_id = person.id AND ($7 = '' OR g.role = $7) AND g.revoked_at IS NULL
                    AND g.organisation_id IN (SELECT unhex(value, '-') FROM json_each($8)))
            ORDER BY search_key, id LIMIT $9 OFFSET $10",
        postgres: "SELECT * FROM person
            WHERE search_key LIKE $1 AND search_key LIKE $2 AND search_key LIKE $3 AND search_key LIKE $4 AND search_key LIKE $5 AND search_key LIKE $6
                AND EXISTS (SELECT 1 FROM role_grant g WHERE g.person_id = person.id AND ($7 = '' OR g.role = $7) AND g.revoked_at IS NULL
                    AND g.organisation_id IN (SELECT value::UUID FROM jsonb_array_elements_text($8)))
            ORDER BY search_key, id LIMIT $9 OFFSET $10"
    };
    SEARCH_IN_COUNT = {
        sqlite: "SELECT COUNT(*) AS n FROM person
            WHERE search_key LIKE $1 AND search_key LIKE $2 AND search_key LIKE $3 AND search_key LIKE $4 AND search_key LIKE $5 AND search_key LIKE $6
                AND EXISTS (SELECT 1 FROM role_grant g WHERE g.person_id = person.id AND ($7 = '' OR g.role = $7) AND g.revoked_at IS NULL
                    AND g.organisation_id IN (SELECT unhex(value, '-') FROM json_each($8)))",
        postgres: "SELECT COUNT(*) AS n FROM person
            WHERE search_key LIKE $1 AND search_key LIKE $2 AND search_key LIKE $3 AND search_key LIKE $4 AND search_key LIKE $5 AND search_key LIKE $6
                AND EXISTS (SELECT 1 FROM role_grant g WHERE g.person_id = person.id AND ($7 = '' OR g.role = $7) AND g.revoked_at IS NULL
                    AND g.organisation_id IN (SELECT value::UUID FROM jsonb_array_elements_text($8)))"
    };
}

/// Adds a person.
///
/// # Errors
/// `Conflict(person_email)` when the address is taken.
pub async fn insert(tx: &mut Tx, person: &Person) -> Result<(), StoreError> {
    tx.q(&INSERT)
        .bind(person.id)
        .bind(person.name.as_str())
        .bind(person.email.clone())
        .bind(person.phone.clone())
        .bind(person.postcode.clone())
        .bind(person.background)
        .bind(person.created_at)
        .bind(person.closed_at)
        .bind(key(&person.name, person.email.as_str()))
        .one_changed()
        .await
}

/// Changes name, address, telephone, postcode and background.
///
/// # Errors
/// `NotFound`; `Conflict(person_email)` when the address is taken.
pub async fn update(tx: &mut Tx, person: &Person) -> Result<(), StoreError> {
    tx.q(&UPDATE)
        .bind(person.id)
        .bind(person.name.as_str())
        .bind(person.email.clone())
        .bind(person.phone.clone())
        .bind(person.postcode.clone())
        .bind(person.background)
        .bind(key(&person.name, person.email.as_str()))
        .one_changed()
        .await
}

/// Makes others who count what this person has wait until the transaction ends.
pub async fn lock(tx: &mut Tx, id: PersonId) -> Result<(), StoreError> {
    tx.q(&LOCK).bind(id).one_changed().await
}

/// Closes an account, or opens it again.
pub async fn set_closed(
    tx: &mut Tx,
    id: PersonId,
    closed_at: Option<Instant>,
) -> Result<(), StoreError> {
    tx.q(&SET_CLOSED)
        .bind(id)
        .bind(closed_at)
        .one_changed()
        .await
}

pub async fn by_id(conn: &mut Conn, id: PersonId) -> Result<Person, StoreError> {
    conn.q(&BY_ID).bind(id).one().await
}

pub async fn by_email(conn: &mut Conn, email: &EmailAddress) -> Result<Option<Person>, StoreError> {
    conn.q(&BY_EMAIL).bind(email.clone()).optional().await
}

pub async fn count(conn: &mut Conn) -> Result<i64, StoreError> {
    conn.q(&COUNT).count().await
}

/// People in whose name or address each word of `text` stands ([`domain::kit::search`]), by name; with `role` (a code; empty: everyone).
pub async fn search(
    conn: &mut Conn,
    text: &str,
    role: &str,
    asked: AskedPage,
) -> Result<Paged<Person>, StoreError> {
    let patterns = search_key::patterns(text);
    paged(conn, asked, &SEARCH_COUNT, &SEARCH, |q| {
        q.bind_patterns(&patterns).bind(role)
    })
    .await
}

/// The same among people who hold a role (`role`: a code; empty: any) in one of these organisations.
pub async fn search_in(
    conn: &mut Conn,
    organisations: &[OrganisationId],
    text: &str,
    role: &str,
    asked: AskedPage,
) -> Result<Paged<Person>, StoreError> {
    let patterns = search_key::patterns(text);
    let organisations =
        serde_json::Value::from_iter(organisations.iter().map(OrganisationId::to_string));
    paged(conn, asked, &SEARCH_IN_COUNT, &SEARCH_IN, |q| {
        q.bind_patterns(&patterns)
            .bind(role)
            .bind(organisations.clone())
    })
    .await
}
