//! Conversations as calendars show them.

use domain::career_conversations::career_conversation::CareerConversation;
use domain::kit::instant::Interval;
use domain::people::id::PersonId;

use crate::db::{Conn, StoreError, row, statements};

/// A conversation with what a calendar says of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    pub conversation: CareerConversation,
    pub member_name: String,
    pub adviser_name: String,
    /// The site's name and address in one line, if in person.
    pub place: Option<String>,
}

row! { Shown { conversation: CareerConversation, member_name, adviser_name, place } }

statements! {
    SHOWN = "SELECT c.*, m.name AS member_name, a.name AS adviser_name, s.name || ', ' || s.address || ', ' || s.town || ', ' || s.postcode AS place
        FROM career_conversation c JOIN person m ON m.id = c.member_id JOIN person a ON a.id = c.adviser_id
            LEFT JOIN site s ON s.id = c.site_id
        WHERE (c.member_id = $1 OR c.adviser_id = $1) AND c.starts_at >= $2 AND c.starts_at < $3
            AND c.status IN ('booked', 'attended', 'did_not_attend')
        ORDER BY c.starts_at, c.id LIMIT $4";
}

/// A person's conversations that begin then and were not cancelled, as member or as adviser, by time.
pub async fn shown(
    conn: &mut Conn,
    person: PersonId,
    during: Interval,
    limit: i64,
) -> Result<Vec<Shown>, StoreError> {
    conn.q(&SHOWN)
        .bind(person)
        .bind(during.start)
        .bind(during.end)
        .bind(limit)
        .all()
        .await
}
