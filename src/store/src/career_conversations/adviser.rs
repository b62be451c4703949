//! Careers advisers and their booking rules.

use domain::kit::email_address::EmailAddress;
use domain::people::id::PersonId;
use domain::people::person::Telephone;

use crate::db::{Conn, StoreError, Tx, row, statements};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adviser {
    pub person: PersonId,
    pub name: String,
    pub email: EmailAddress,
    /// A few words that members read.
    pub about: String,
    /// Minutes kept free between two conversations.
    pub buffer_minutes: i64,
    /// `None`: the service's setting.
    pub notice_hours: Option<i64>,
    /// `None`: the service's setting.
    pub horizon_days: Option<i64>,
    /// Where to ring when it is too late to change online.
    pub phone: Option<Telephone>,
}

impl Adviser {
    /// Whom to contact when it is too late to change online: by telephone if they gave a number for that, else by email.
    #[must_use]
    pub fn contact(&self) -> String {
        match &self.phone {
            Some(phone) => format!("{} on {phone}", self.name),
            None => format!("{} at {}", self.name, self.email.as_str()),
        }
    }
}

row! {
    Adviser {
        person: "person_id", name, email, about, buffer_minutes, notice_hours, horizon_days, phone,
    }
}

statements! {
    // Few people are advisers: SQLite keeps to the order of a cross join, and else would go through everybody by name.
    ACTIVE = "SELECT a.*, p.name, p.email FROM adviser a CROSS JOIN person p
        WHERE p.id = a.person_id AND p.closed_at IS NULL
            AND EXISTS (SELECT 1 FROM role_grant g WHERE g.person_id = p.id AND g.role = 'career_adviser' AND g.organisation_id IS NULL AND g.revoked_at IS NULL)
        ORDER BY p.search_key, p.id";
    ALL = "SELECT a.*, p.name, p.email FROM adviser a CROSS JOIN person p WHERE p.id = a.person_id ORDER BY p.search_key, p.id";
    BY_ID = "SELECT a.person_id, a.about, a.buffer_minutes, a.notice_hours, a.horizon_days, a.phone, p.name, p.email
        FROM adviser a JOIN person p ON p.id = a.person_id WHERE a.person_id = $1";
    UPSERT = "INSERT INTO adviser (person_id, about, buffer_minutes, notice_hours, horizon_days, phone) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (person_id) DO UPDATE SET about = $2, buffer_minutes = $3, notice_hours = $4, horizon_days = $5, phone = $6";
    LOCK = "UPDATE adviser SET buffer_minutes = buffer_minutes WHERE person_id = $1";
}

/// Advisers who hold the role and whose account is open, by name.
pub async fn active(conn: &mut Conn) -> Result<Vec<Adviser>, StoreError> {
    conn.q(&ACTIVE).all().await
}

/// Everybody who is or was an adviser, by name.
pub async fn all(conn: &mut Conn) -> Result<Vec<Adviser>, StoreError> {
    conn.q(&ALL).all().await
}

/// Active or not.
pub async fn by_id(conn: &mut Conn, person: PersonId) -> Result<Adviser, StoreError> {
    conn.q(&BY_ID).bind(person).one().await
}

/// The name is the person's.
pub async fn upsert(tx: &mut Tx, adviser: &Adviser) -> Result<(), StoreError> {
    tx.q(&UPSERT)
        .bind(adviser.person)
        .bind(adviser.about.as_str())
        .bind(adviser.buffer_minutes)
        .bind(adviser.notice_hours)
        .bind(adviser.horizon_days)
        .bind(adviser.phone.clone())
        .one_changed()
        .await
}

/// Makes other writers of this adviser's diary wait until the transaction ends.
pub async fn lock(tx: &mut Tx, person: PersonId) -> Result<(), StoreError> {
    tx.q(&LOCK).bind(person).one_changed().await
}
