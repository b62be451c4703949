//! Conversations as calendars show them.

use domain::career_conversations::career_conversation::CareerConversation;
use domain::kit::instant::Instant;
use domain::people::id::PersonId;

use crate::db::{Conn, StoreError, row, statements};

/// A conversation with what a calendar says of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    pub conversation: CareerConversation,
    /// The site's name and address in one line, if in person.
    pub place: Option<String>,
}

row! { Shown { conversation: CareerConversation, place } }

statements! {
    SHOWN = "SELECT c.*, s.name || ', ' || s.address || ', ' || s.town || ', ' || s.postcode AS place
        FROM career_conversation c LEFT JOIN site s ON s.id = c.site_id
        WHERE (c.member_id = $1 OR c.adviser_id = $1) AND c.starts_at >= $2 AND c.status IN ('booked', 'attended', 'did_not_attend')
        ORDER BY c.starts_at, c.id LIMIT $3";
}

/// A person's conversations from `from` on that were not cancelled, as member or as adviser, by time.
pub async fn shown(
    conn: &mut Conn,
    person: PersonId,
    from: Instant,
    limit: i64,
) -> Result<Vec<Shown>, StoreError> {
    conn.q(&SHOWN)
        .bind(person)
        .bind(from)
        .bind(limit)
        .all()
        .await
}
