//! The chain over the audit log: one link for each row, and the rows that wait for theirs.

use domain::kit::instant::Instant;
use uuid::Uuid;

use crate::db::{Conn, FromRow, Row, StoreError, Tx, row, statements};

/// A row of the log as it is kept, whatever version wrote it.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    pub id: Uuid,
    pub at: Instant,
    pub actor: Option<Uuid>,
    /// What was done, as a code.
    pub action: String,
    /// To what kind of thing, as a code.
    pub object_kind: String,
    pub object: Uuid,
    pub person: Option<Uuid>,
    pub organisation: Option<Uuid>,
    pub address: Option<String>,
    pub detail: serde_json::Value,
}

row! {
    Kept {
        id, at, actor: "actor_id", action, object_kind, object: "object_id", person: "person_id",
        organisation: "organisation_id", address, detail,
    }
}

/// A link of the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Its place, from 1.
    pub ordinal: i64,
    pub audit: Uuid,
    /// SHA-256 of the hash before and the row.
    pub hash: Vec<u8>,
}

row! { Link { ordinal, audit: "link_to", hash } }

/// A link, and the row that it is of if that is still there.
#[derive(Debug, Clone, PartialEq)]
pub struct Linked {
    pub link: Link,
    pub kept: Option<Kept>,
}

impl FromRow for Linked {
    fn from_row(row: &Row) -> Result<Self, StoreError> {
        let id: Option<Uuid> = row.get("id")?;
        Ok(Self {
            link: Link::from_row(row)?,
            kept: id.map(|_| Kept::from_row(row)).transpose()?,
        })
    }
}

statements! {
    WAITING = "SELECT e.* FROM audit_unlinked u JOIN audit e ON e.id = u.audit_id ORDER BY u.audit_id LIMIT $1";
    WAITING_COUNT = "SELECT COUNT(*) AS n FROM audit_unlinked";
    LAST = "SELECT ordinal, audit_id AS link_to, hash FROM audit_link ORDER BY ordinal DESC LIMIT 1";
    APPEND = "INSERT INTO audit_link (ordinal, audit_id, hash) VALUES ($1, $2, $3)";
    DONE = "DELETE FROM audit_unlinked WHERE audit_id IN (SELECT audit_id FROM audit_link WHERE ordinal > $1)";
    LINKED = "SELECT l.ordinal, l.audit_id AS link_to, l.hash, e.* FROM audit_link l LEFT JOIN audit e ON e.id = l.audit_id
        WHERE l.ordinal > $1 ORDER BY l.ordinal LIMIT $2";
    UNKNOWN = "SELECT COUNT(*) AS n FROM audit e
        WHERE NOT EXISTS (SELECT 1 FROM audit_link l WHERE l.audit_id = e.id) AND NOT EXISTS (SELECT 1 FROM audit_unlinked u WHERE u.audit_id = e.id)";
    GONE = "SELECT COUNT(*) AS n FROM audit_unlinked u WHERE NOT EXISTS (SELECT 1 FROM audit e WHERE e.id = u.audit_id)";
}

/// Rows that wait for their link, at most `limit`, in the order in which they are to be linked.
pub async fn waiting(conn: &mut Conn, limit: i64) -> Result<Vec<Kept>, StoreError> {
    conn.q(&WAITING).bind(limit).all().await
}

pub async fn waiting_count(conn: &mut Conn) -> Result<i64, StoreError> {
    conn.q(&WAITING_COUNT).count().await
}

pub async fn last(conn: &mut Conn) -> Result<Option<Link>, StoreError> {
    conn.q(&LAST).optional().await
}

/// Puts links at the end of the chain, and their rows wait no longer. `after` is the last place before them.
///
/// # Errors
/// `Conflict(audit_link_pk)` when another server was quicker.
pub async fn append(tx: &mut Tx, after: i64, links: &[Link]) -> Result<(), StoreError> {
    for link in links {
        tx.q(&APPEND)
            .bind(link.ordinal)
            .bind(link.audit)
            .bind(link.hash.clone())
            .one_changed()
            .await?;
    }
    tx.q(&DONE).bind(after).execute().await.map(|_| ())
}

/// The links after a place, at most `limit`, with their rows.
pub async fn linked(conn: &mut Conn, after: i64, limit: i64) -> Result<Vec<Linked>, StoreError> {
    conn.q(&LINKED).bind(after).bind(limit).all().await
}

/// How many rows of the log are neither linked nor wait for it.
pub async fn unknown_count(conn: &mut Conn) -> Result<i64, StoreError> {
    conn.q(&UNKNOWN).count().await
}

/// How many rows went from the log while they waited for their link.
pub async fn gone_count(conn: &mut Conn) -> Result<i64, StoreError> {
    conn.q(&GONE).count().await
}
