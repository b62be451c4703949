//! The waiting list and its offers.

use domain::career_conversations::career_conversation::Topic;
use domain::career_conversations::waiting_list::{LIST, WaitingEntry, WaitingOffer, Wish};
use domain::kit::instant::{Instant, Interval};
use domain::people::id::PersonId;
use domain::seats::id::{ClaimId, OfferId};
use jiff::civil::Date;

use crate::db::{AskedPage, Conn, FromRow, Paged, Row, StoreError, Tx, paged, row, statements};

row! {
    WaitingEntry {
        id, member: "person_id", topic, state, joined_at,
        wish: Wish { adviser: "adviser_id", way, site: "site_id", weekdays, last_day },
    }
}

row! {
    WaitingOffer {
        id, entry: "entry_id", adviser: "adviser_id", interval: Interval { start: "starts_at", end: "ends_at" }, state, made_at, expires_at,
    }
}

/// A time that is kept for somebody on the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    pub adviser: PersonId,
    pub interval: Interval,
}

row! { Held { adviser: "adviser_id", interval: Interval { start: "starts_at", end: "ends_at" } } }

/// Somebody in line, with what lists show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    pub entry: WaitingEntry,
    pub member_name: String,
    /// The name of the adviser they wait for, if it is one.
    pub adviser_name: Option<String>,
    /// If in person.
    pub site_name: Option<String>,
    /// The time that is kept for them: its start and until when.
    pub offered: Option<(Instant, Instant)>,
}

impl FromRow for Listed {
    fn from_row(row: &Row) -> Result<Self, StoreError> {
        let starts: Option<Instant> = row.get("offered_at")?;
        Ok(Self {
            entry: WaitingEntry::from_row(row)?,
            member_name: row.get("member_name")?,
            adviser_name: row.get("adviser_name")?,
            site_name: row.get("site_name")?,
            offered: starts.zip(row.get("offered_until")?),
        })
    }
}

/// Who may be asked whether they want a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    pub entry: WaitingEntry,
    /// Whether they have answered for a place with this adviser at that time before, or let it pass.
    pub was_asked: Vec<(PersonId, Instant)>,
}

struct Asked(ClaimId, PersonId, Instant);

row! { Asked("entry_id", "adviser_id", "starts_at") }

statements! {
    INSERT = "INSERT INTO waiting_entry (id, adviser_id, way, site_id, weekdays, last_day, topic) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    BY_ID = "SELECT e.*, c.person_id, c.state, c.joined_at FROM waiting_entry e JOIN seat_claim c ON c.id = e.id WHERE e.id = $1";
    LIVE = "SELECT e.*, c.person_id, c.state, c.joined_at FROM seat_claim c JOIN waiting_entry e ON e.id = c.id
        WHERE c.place_id = $1 AND c.holder_id = $2 AND c.state IN ('waiting', 'asked', 'offered', 'taken')";
    JOINED = "SELECT COUNT(*) AS n FROM seat_claim WHERE person_id = $1 AND joined_at >= $2 AND place_id = $3";
    IN_LINE = "SELECT e.*, c.person_id, c.state, c.joined_at FROM seat_claim c JOIN waiting_entry e ON e.id = c.id JOIN person p ON p.id = c.person_id
        WHERE c.place_id = $1 AND c.state IN ('waiting', 'asked', 'offered') AND c.state = 'waiting' AND e.last_day >= $2 AND p.closed_at IS NULL
            AND EXISTS (SELECT 1 FROM role_grant g WHERE g.person_id = p.id AND g.role = 'hub_member' AND g.revoked_at IS NULL)
        ORDER BY c.standing, c.joined_at, c.id";
    ASKED = "SELECT o.entry_id, o.adviser_id, o.starts_at FROM seat_claim c CROSS JOIN waiting_offer o
        WHERE o.entry_id = c.id AND c.place_id = $1 AND c.state IN ('waiting', 'asked', 'offered') AND o.state <> 'withdrawn' AND o.starts_at > $2";
    LISTED = "SELECT e.*, c.person_id, c.state, c.joined_at, m.name AS member_name, a.name AS adviser_name, s.name AS site_name,
            o.starts_at AS offered_at, o.expires_at AS offered_until
        FROM seat_claim c JOIN waiting_entry e ON e.id = c.id JOIN person m ON m.id = c.person_id LEFT JOIN person a ON a.id = e.adviser_id
            LEFT JOIN site s ON s.id = e.site_id LEFT JOIN waiting_offer o ON o.entry_id = e.id AND o.state = 'open'
        WHERE c.place_id = $1 AND c.state IN ('waiting', 'asked', 'offered') ORDER BY c.standing, c.joined_at, c.id LIMIT $2 OFFSET $3";
    LISTED_COUNT = "SELECT COUNT(*) AS n FROM seat_claim WHERE place_id = $1 AND state IN ('waiting', 'asked', 'offered')";
    OVER = "SELECT e.*, c.person_id, c.state, c.joined_at FROM seat_claim c JOIN waiting_entry e ON e.id = c.id
        WHERE c.place_id = $1 AND c.state IN ('waiting', 'asked', 'offered') AND c.state = 'waiting' AND e.last_day < $2
        ORDER BY c.standing, c.joined_at, c.id LIMIT $3";
    INSERT_OFFER = "INSERT INTO waiting_offer (id, entry_id, adviser_id, starts_at, ends_at, state, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    OFFER = "SELECT o.*, s.made_at FROM waiting_offer o JOIN seat_offer s ON s.id = o.id WHERE o.id = $1";
    OPEN_OFFER = "SELECT o.*, s.made_at FROM waiting_offer o JOIN seat_offer s ON s.id = o.id WHERE o.entry_id = $1 AND o.state = 'open'";
    OPEN_WITH = "SELECT o.*, s.made_at FROM waiting_offer o JOIN seat_offer s ON s.id = o.id WHERE o.adviser_id = $1 AND o.state = 'open' ORDER BY o.starts_at";
}

/// Keeps what somebody waits for, who has joined the line.
pub async fn insert(
    tx: &mut Tx,
    claim: ClaimId,
    wish: &Wish,
    topic: Topic,
) -> Result<(), StoreError> {
    tx.q(&INSERT)
        .bind(claim)
        .bind(wish.adviser)
        .bind(wish.way)
        .bind(wish.site)
        .bind(wish.weekdays)
        .bind(wish.last_day)
        .bind(topic)
        .one_changed()
        .await
}

/// In line or not.
pub async fn by_id(conn: &mut Conn, id: ClaimId) -> Result<WaitingEntry, StoreError> {
    conn.q(&BY_ID).bind(id).one().await
}

pub async fn live(conn: &mut Conn, member: PersonId) -> Result<Option<WaitingEntry>, StoreError> {
    conn.q(&LIVE).bind(LIST).bind(member).optional().await
}

pub async fn joined(conn: &mut Conn, member: PersonId, since: Instant) -> Result<i64, StoreError> {
    conn.q(&JOINED)
        .bind(member)
        .bind(since)
        .bind(LIST)
        .count()
        .await
}

/// Who can be asked on `day` about places that start after `now`, who came first before all others.
pub async fn candidates(
    conn: &mut Conn,
    day: Date,
    now: Instant,
) -> Result<Vec<Candidate>, StoreError> {
    let line: Vec<WaitingEntry> = conn.q(&IN_LINE).bind(LIST).bind(day).all().await?;
    if line.is_empty() {
        return Ok(Vec::new());
    }
    let asked: Vec<Asked> = conn.q(&ASKED).bind(LIST).bind(now).all().await?;
    let asked_of = |id| {
        let theirs = asked.iter().filter(move |asked| asked.0 == id);
        theirs.map(|asked| (asked.1, asked.2)).collect()
    };
    Ok(line
        .into_iter()
        .map(|entry| Candidate {
            was_asked: asked_of(entry.id),
            entry,
        })
        .collect())
}

/// In order.
pub async fn list(conn: &mut Conn, asked: AskedPage) -> Result<Paged<Listed>, StoreError> {
    paged(conn, asked, &LISTED_COUNT, &LISTED, |q| q.bind(LIST)).await
}

/// People who wait although their last day was before `today`, and have no offer.
pub async fn over(
    conn: &mut Conn,
    today: Date,
    limit: i64,
) -> Result<Vec<WaitingEntry>, StoreError> {
    conn.q(&OVER).bind(LIST).bind(today).bind(limit).all().await
}

/// Keeps a time for somebody who was offered it.
///
/// # Errors
/// `Conflict` by `waiting_offer_slot` or `waiting_offer_overlap` when the time is kept for somebody else, `waiting_offer_booked`
/// when it is booked, `waiting_offer_once` when they were asked before.
pub async fn insert_offer(tx: &mut Tx, offer: &WaitingOffer) -> Result<(), StoreError> {
    tx.q(&INSERT_OFFER)
        .bind(offer.id)
        .bind(offer.entry)
        .bind(offer.adviser)
        .bind(offer.interval.start)
        .bind(offer.interval.end)
        .bind(offer.state)
        .bind(offer.expires_at)
        .one_changed()
        .await
}

pub async fn offer(conn: &mut Conn, id: OfferId) -> Result<WaitingOffer, StoreError> {
    conn.q(&OFFER).bind(id).one().await
}

pub async fn open_offer(
    conn: &mut Conn,
    entry: ClaimId,
) -> Result<Option<WaitingOffer>, StoreError> {
    conn.q(&OPEN_OFFER).bind(entry).optional().await
}

/// The open offers of places with an adviser, by time.
pub async fn open_with(
    conn: &mut Conn,
    adviser: PersonId,
) -> Result<Vec<WaitingOffer>, StoreError> {
    conn.q(&OPEN_WITH).bind(adviser).all().await
}
