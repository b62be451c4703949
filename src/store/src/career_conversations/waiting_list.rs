//! The waiting list and its offers.

use domain::career_conversations::id::{WaitingEntryId, WaitingOfferId};
use domain::career_conversations::waiting_list::{
    EntryState, OfferState, WaitingEntry, WaitingOffer, Wish,
};
use domain::kit::instant::{Instant, Interval};
use domain::people::id::PersonId;
use jiff::civil::Date;

use crate::db::{AskedPage, Conn, FromRow, Paged, Row, StoreError, Tx, paged, statements};

impl FromRow for WaitingEntry {
    fn from_row(row: &Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.get("id")?,
            member: row.get("member_id")?,
            wish: Wish {
                adviser: row.get("adviser_id")?,
                way: row.get("way")?,
                site: row.get("site_id")?,
                weekdays: row.get("weekdays")?,
                last_day: row.get("last_day")?,
            },
            topic: row.get("topic")?,
            state: row.get("state")?,
            joined_at: row.get("joined_at")?,
        })
    }
}

impl FromRow for WaitingOffer {
    fn from_row(row: &Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.get("id")?,
            entry: row.get("entry_id")?,
            adviser: row.get("adviser_id")?,
            interval: Interval {
                start: row.get("starts_at")?,
                end: row.get("ends_at")?,
            },
            state: row.get("state")?,
            made_at: row.get("made_at")?,
            expires_at: row.get("expires_at")?,
        })
    }
}

/// A time that is kept for somebody on the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// With whom.
    pub adviser: PersonId,
    /// When.
    pub interval: Interval,
}

impl FromRow for Held {
    fn from_row(row: &Row) -> Result<Self, StoreError> {
        Ok(Self {
            adviser: row.get("adviser_id")?,
            interval: Interval {
                start: row.get("starts_at")?,
                end: row.get("ends_at")?,
            },
        })
    }
}

/// Somebody in line, with what lists show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The entry.
    pub entry: WaitingEntry,
    /// Their name.
    pub member_name: String,
    /// The name of the adviser they wait for, if it is one.
    pub adviser_name: Option<String>,
    /// The name of the site, if in person.
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
    /// The entry.
    pub entry: WaitingEntry,
    /// Whether they have answered for a place with this adviser at that time before, or let it pass.
    pub was_asked: Vec<(PersonId, Instant)>,
}

struct Asked(WaitingEntryId, PersonId, Instant);

impl FromRow for Asked {
    fn from_row(row: &Row) -> Result<Self, StoreError> {
        Ok(Self(
            row.get("entry_id")?,
            row.get("adviser_id")?,
            row.get("starts_at")?,
        ))
    }
}

statements! {
    INSERT = "INSERT INTO waiting_entry (id, member_id, adviser_id, way, site_id, weekdays, last_day, topic, state, joined_at, updated_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)";
    BY_ID = "SELECT * FROM waiting_entry WHERE id = $1";
    LIVE = "SELECT * FROM waiting_entry WHERE member_id = $1 AND state IN ('waiting', 'offered')";
    JOINED = "SELECT COUNT(*) AS n FROM waiting_entry WHERE member_id = $1 AND joined_at >= $2";
    AHEAD = "SELECT COUNT(*) AS n FROM waiting_entry WHERE state IN ('waiting', 'offered') AND (joined_at < $1 OR (joined_at = $1 AND id < $2))";
    IN_LINE = "SELECT e.* FROM waiting_entry e JOIN person p ON p.id = e.member_id
        WHERE e.state IN ('waiting', 'offered') AND e.state = 'waiting' AND e.last_day >= $1 AND p.closed_at IS NULL
            AND EXISTS (SELECT 1 FROM role_grant g WHERE g.person_id = p.id AND g.role = 'hub_member' AND g.revoked_at IS NULL)
        ORDER BY e.joined_at, e.id";
    ASKED = "SELECT o.entry_id, o.adviser_id, o.starts_at FROM waiting_entry e CROSS JOIN waiting_offer o
        WHERE o.entry_id = e.id AND e.state IN ('waiting', 'offered') AND o.state <> 'withdrawn' AND o.starts_at > $1";
    LISTED = "SELECT e.*, m.name AS member_name, a.name AS adviser_name, s.name AS site_name, o.starts_at AS offered_at, o.expires_at AS offered_until
        FROM waiting_entry e JOIN person m ON m.id = e.member_id LEFT JOIN person a ON a.id = e.adviser_id LEFT JOIN site s ON s.id = e.site_id
            LEFT JOIN waiting_offer o ON o.entry_id = e.id AND o.state = 'open'
        WHERE e.state IN ('waiting', 'offered') ORDER BY e.joined_at, e.id LIMIT $1 OFFSET $2";
    LISTED_COUNT = "SELECT COUNT(*) AS n FROM waiting_entry WHERE state IN ('waiting', 'offered')";
    SET_STATE = "UPDATE waiting_entry SET state = $3, updated_at = $4 WHERE id = $1 AND state = $2";
    // On PostgreSQL whoever is just being asked or is just leaving is passed over rather than waited for.
    TAKE_TURN = {
        sqlite: "UPDATE waiting_entry SET state = 'offered', updated_at = $2 WHERE id = $1 AND state = 'waiting'",
        postgres: "UPDATE waiting_entry SET state = 'offered', updated_at = $2
            WHERE id IN (SELECT id FROM waiting_entry WHERE id = $1 AND state = 'waiting' FOR NO KEY UPDATE SKIP LOCKED)"
    };
    OVER = "SELECT * FROM waiting_entry WHERE state IN ('waiting', 'offered') AND state = 'waiting' AND last_day < $1 ORDER BY joined_at, id LIMIT $2";
    INSERT_OFFER = "INSERT INTO waiting_offer (id, entry_id, adviser_id, starts_at, ends_at, state, made_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    OFFER = "SELECT * FROM waiting_offer WHERE id = $1";
    OPEN_OFFER = "SELECT * FROM waiting_offer WHERE entry_id = $1 AND state = 'open'";
    OPEN_WITH = "SELECT * FROM waiting_offer WHERE adviser_id = $1 AND state = 'open' ORDER BY starts_at";
    OVERDUE = "SELECT * FROM waiting_offer WHERE state = 'open' AND expires_at <= $1 ORDER BY expires_at, id LIMIT $2";
    ANSWER = "UPDATE waiting_offer SET state = $3, answered_at = $4 WHERE id = $1 AND state = $2";
}

/// Adds somebody at the end of the line.
///
/// # Errors
/// `Conflict(waiting_entry_live)` for who is in line already.
pub async fn insert(tx: &mut Tx, entry: &WaitingEntry) -> Result<(), StoreError> {
    tx.q(&INSERT)
        .bind(entry.id)
        .bind(entry.member)
        .bind(entry.wish.adviser)
        .bind(entry.wish.way)
        .bind(entry.wish.site)
        .bind(entry.wish.weekdays)
        .bind(entry.wish.last_day)
        .bind(entry.topic)
        .bind(entry.state)
        .bind(entry.joined_at)
        .one_changed()
        .await
}

/// One entry, in line or not.
///
/// # Errors
/// `NotFound`.
pub async fn by_id(conn: &mut Conn, id: WaitingEntryId) -> Result<WaitingEntry, StoreError> {
    conn.q(&BY_ID).bind(id).one().await
}

/// Where a member is in line, if they are.
pub async fn live(conn: &mut Conn, member: PersonId) -> Result<Option<WaitingEntry>, StoreError> {
    conn.q(&LIVE).bind(member).optional().await
}

/// How often a member has joined the line since a moment.
pub async fn joined(conn: &mut Conn, member: PersonId, since: Instant) -> Result<i64, StoreError> {
    conn.q(&JOINED).bind(member).bind(since).count().await
}

/// How many people are before this one.
pub async fn ahead_of(conn: &mut Conn, entry: &WaitingEntry) -> Result<i64, StoreError> {
    conn.q(&AHEAD)
        .bind(entry.joined_at)
        .bind(entry.id)
        .count()
        .await
}

/// Who can be asked on `day` about places that start after `now`, who came first before all others.
pub async fn candidates(
    conn: &mut Conn,
    day: Date,
    now: Instant,
) -> Result<Vec<Candidate>, StoreError> {
    let line: Vec<WaitingEntry> = conn.q(&IN_LINE).bind(day).all().await?;
    if line.is_empty() {
        return Ok(Vec::new());
    }
    let asked: Vec<Asked> = conn.q(&ASKED).bind(now).all().await?;
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

/// A page of the line, in order.
pub async fn list(conn: &mut Conn, asked: AskedPage) -> Result<Paged<Listed>, StoreError> {
    paged(conn, asked, &LISTED_COUNT, &LISTED, |q| q).await
}

/// Changes the state of an entry as it was read.
///
/// # Errors
/// `NotFound` when it has changed since.
pub async fn set_state(
    tx: &mut Tx,
    read: &WaitingEntry,
    state: EntryState,
    at: Instant,
) -> Result<(), StoreError> {
    tx.q(&SET_STATE)
        .bind(read.id)
        .bind(read.state)
        .bind(state)
        .bind(at)
        .one_changed()
        .await
}

/// Takes somebody's turn for an offer. `false` when they are no longer waiting, or somebody else is just changing that.
pub async fn take_turn(tx: &mut Tx, id: WaitingEntryId, at: Instant) -> Result<bool, StoreError> {
    Ok(tx.q(&TAKE_TURN).bind(id).bind(at).execute().await? > 0)
}

/// People who wait although their last day was before `today`, and have no offer.
pub async fn over(
    conn: &mut Conn,
    today: Date,
    limit: i64,
) -> Result<Vec<WaitingEntry>, StoreError> {
    conn.q(&OVER).bind(today).bind(limit).all().await
}

/// Keeps a place for somebody.
///
/// # Errors
/// `Conflict` by `waiting_offer_slot` or `waiting_offer_overlap` when the place is kept for somebody else, `waiting_offer_booked`
/// when it is booked, `waiting_offer_entry` when another one is kept for them, `waiting_offer_once` when they were asked before.
pub async fn insert_offer(tx: &mut Tx, offer: &WaitingOffer) -> Result<(), StoreError> {
    tx.q(&INSERT_OFFER)
        .bind(offer.id)
        .bind(offer.entry)
        .bind(offer.adviser)
        .bind(offer.interval.start)
        .bind(offer.interval.end)
        .bind(offer.state)
        .bind(offer.made_at)
        .bind(offer.expires_at)
        .one_changed()
        .await
}

/// One offer.
///
/// # Errors
/// `NotFound`.
pub async fn offer(conn: &mut Conn, id: WaitingOfferId) -> Result<WaitingOffer, StoreError> {
    conn.q(&OFFER).bind(id).one().await
}

/// The open offer of an entry.
pub async fn open_offer(
    conn: &mut Conn,
    entry: WaitingEntryId,
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

/// Open offers whose deadline has passed, the longest ago first.
pub async fn overdue(
    conn: &mut Conn,
    now: Instant,
    limit: i64,
) -> Result<Vec<WaitingOffer>, StoreError> {
    conn.q(&OVERDUE).bind(now).bind(limit).all().await
}

/// Answers an offer as it was read: once.
///
/// # Errors
/// `NotFound` when it has been answered since.
pub async fn answer(
    tx: &mut Tx,
    read: &WaitingOffer,
    state: OfferState,
    at: Instant,
) -> Result<(), StoreError> {
    tx.q(&ANSWER)
        .bind(read.id)
        .bind(read.state)
        .bind(state)
        .bind(at)
        .one_changed()
        .await
}
