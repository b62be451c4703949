//! Announcements, and who has hidden which.

use domain::kit::instant::Instant;
use domain::people::id::PersonId;
use domain::places::id::OrganisationId;
use domain::system::announcement::{Announcement, Notice};
use domain::system::id::AnnouncementId;
use jiff::civil::Date;

use crate::db::{AskedPage, Conn, Paged, StoreError, Tx, paged, row, statements};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    pub announcement: Announcement,
    /// The name of who published it.
    pub publisher: String,
    pub organisation_name: Option<String>,
}

row! { Notice { title, words, audience, organisation: "organisation_id", first_day, last_day } }
row! { Announcement { id, notice: Notice, published_by, published_at, ended_at } }
row! { Listed { announcement: Announcement, publisher, organisation_name } }

statements! {
    INSERT = "INSERT INTO announcement (id, title, words, audience, organisation_id, first_day, last_day, published_by, published_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    BY_ID = "SELECT * FROM announcement WHERE id = $1";
    LIST = "SELECT a.*, p.name AS publisher, o.name AS organisation_name
        FROM announcement a JOIN person p ON p.id = a.published_by LEFT JOIN organisation o ON o.id = a.organisation_id
        ORDER BY a.published_at DESC, a.id DESC LIMIT $1 OFFSET $2";
    COUNT = "SELECT COUNT(*) AS n FROM announcement";
    SHOWN = "SELECT a.* FROM announcement a WHERE a.ended_at IS NULL AND a.last_day >= $2 AND a.first_day <= $2
            AND NOT EXISTS (SELECT 1 FROM announcement_hidden h WHERE h.announcement_id = a.id AND h.person_id = $1)
        ORDER BY a.published_at DESC, a.id DESC";
    END = "UPDATE announcement SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL";
    END_OF_ORGANISATION = "UPDATE announcement SET ended_at = $2 WHERE organisation_id = $1 AND ended_at IS NULL";
    HIDE = "INSERT INTO announcement_hidden (announcement_id, person_id, hidden_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
}

pub async fn insert(tx: &mut Tx, announcement: &Announcement) -> Result<(), StoreError> {
    let notice = &announcement.notice;
    tx.q(&INSERT)
        .bind(announcement.id)
        .bind(notice.title.as_str())
        .bind(notice.words.as_str())
        .bind(notice.audience)
        .bind(notice.organisation)
        .bind(notice.first_day)
        .bind(notice.last_day)
        .bind(announcement.published_by)
        .bind(announcement.published_at)
        .one_changed()
        .await
}

pub async fn by_id(conn: &mut Conn, id: AnnouncementId) -> Result<Announcement, StoreError> {
    conn.q(&BY_ID).bind(id).one().await
}

pub async fn list(conn: &mut Conn, asked: AskedPage) -> Result<Paged<Listed>, StoreError> {
    paged(conn, asked, &COUNT, &LIST, |q| q).await
}

/// What is shown on a day to anybody and not hidden by this person, the newest first.
pub async fn shown(
    conn: &mut Conn,
    person: PersonId,
    day: Date,
) -> Result<Vec<Announcement>, StoreError> {
    conn.q(&SHOWN).bind(person).bind(day).all().await
}

/// `NotFound` when it has been ended.
pub async fn end(tx: &mut Tx, id: AnnouncementId, at: Instant) -> Result<(), StoreError> {
    tx.q(&END).bind(id).bind(at).one_changed().await
}

/// Ends what an organisation is told, whether its days are over or not.
pub async fn end_of_organisation(
    tx: &mut Tx,
    organisation: OrganisationId,
    at: Instant,
) -> Result<(), StoreError> {
    let ended = tx.q(&END_OF_ORGANISATION).bind(organisation).bind(at);
    ended.execute().await.map(|_| ())
}

/// Hidden twice, it is hidden once.
pub async fn hide(
    tx: &mut Tx,
    id: AnnouncementId,
    person: PersonId,
    at: Instant,
) -> Result<(), StoreError> {
    let hidden = tx.q(&HIDE).bind(id).bind(person).bind(at);
    hidden.execute().await.map(|_| ())
}
