//! The audit log: append-only.

use domain::kit::instant::Instant;
use domain::people::id::PersonId;
use domain::places::id::OrganisationId;
use domain::system::id::AuditId;
use uuid::Uuid;

use crate::db::{AskedPage, Conn, Paged, StoreError, Tx, paged, row, statements};

/// One change that somebody made.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    pub id: AuditId,
    pub at: Instant,
    /// Who; `None`: the service itself or nobody signed in.
    pub actor: Option<PersonId>,
    /// What was done: the code of an [`Action`](domain::system::audit::Action), or one that only a newer server knows.
    pub action: String,
    /// To what kind of thing: the code of an [`ObjectKind`](domain::system::audit::ObjectKind), or one that only a newer server knows.
    pub object_kind: String,
    pub object: Uuid,
    /// Whose record it is.
    pub person: Option<PersonId>,
    /// Whose organisation it is.
    pub organisation: Option<OrganisationId>,
    /// From which network address; `None` for the service itself.
    pub address: Option<String>,
    /// What changed, without anything sensitive.
    pub detail: serde_json::Value,
}

row! {
    Entry {
        id, at, actor: "actor_id", action, object_kind, object: "object_id", person: "person_id",
        organisation: "organisation_id", address, detail,
    }
}

/// An entry with the names that lists show.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    pub entry: Entry,
    pub actor_name: Option<String>,
    pub person_name: Option<String>,
}

row! { Listed { entry: Entry, actor_name, person_name } }

/// What a list of the log asks for; empty text means any.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListQuery {
    /// Then or later.
    pub from: Instant,
    /// Before then.
    pub until: Instant,
    /// Part of the name of who did it.
    pub actor: String,
    /// The action's code.
    pub action: String,
    /// The kind's code.
    pub object_kind: String,
    pub asked: AskedPage,
}

statements! {
    APPEND = "INSERT INTO audit (id, at, actor_id, action, object_kind, object_id, person_id, organisation_id, address, detail)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    OF_OBJECT = "SELECT e.*, a.name AS actor_name, p.name AS person_name FROM audit e
        LEFT JOIN person a ON a.id = e.actor_id LEFT JOIN person p ON p.id = e.person_id 
        WHERE e.object_id = $1 AND e.action NOT IN ('record_read', 'access_refused') ORDER BY e.at, e.id";
    LIST = "SELECT e.*, a.name AS actor_name, p.name AS person_name FROM audit e
        LEFT JOIN person a ON a.id = e.actor_id LEFT JOIN person p ON p.id = e.person_id
        WHERE e.at >= $1 AND e.at < $2 AND ($3 = '%' OR (a.search_key LIKE $3 AND a.search_key LIKE $4 AND a.search_key LIKE $5 AND a.search_key LIKE $6 AND a.search_key LIKE $7
            AND a.search_key LIKE $8))
            AND ($9 = '' OR e.action = $9) AND ($10 = '' OR e.object_kind = $10)
        ORDER BY e.at DESC, e.id DESC LIMIT $11 OFFSET $12";
    LIST_COUNT = "SELECT COUNT(*) AS n FROM audit e LEFT JOIN person a ON a.id = e.actor_id
        WHERE e.at >= $1 AND e.at < $2 AND ($3 = '%' OR (a.search_key LIKE $3 AND a.search_key LIKE $4 AND a.search_key LIKE $5 AND a.search_key LIKE $6 AND a.search_key LIKE $7
            AND a.search_key LIKE $8))
            AND ($9 = '' OR e.action = $9) AND ($10 = '' OR e.object_kind = $10)";
}

pub async fn append(tx: &mut Tx, entry: &Entry) -> Result<(), StoreError> {
    tx.q(&APPEND)
        .bind(entry.id)
        .bind(entry.at)
        .bind(entry.actor)
        .bind(entry.action.as_str())
        .bind(entry.object_kind.as_str())
        .bind(entry.object)
        .bind(entry.person)
        .bind(entry.organisation)
        .bind(entry.address.as_deref())
        .bind(entry.detail.clone())
        .one_changed()
        .await
}

/// What happened to one thing, oldest first. Who only looked at it is in the list of the whole log.
pub async fn of_object(conn: &mut Conn, object: Uuid) -> Result<Vec<Listed>, StoreError> {
    conn.q(&OF_OBJECT).bind(object).all().await
}

/// A page of the log, latest first.
pub async fn list(conn: &mut Conn, query: &ListQuery) -> Result<Paged<Listed>, StoreError> {
    let actor = crate::system::search_key::patterns(&query.actor);
    paged(conn, query.asked, &LIST_COUNT, &LIST, |q| {
        q.bind(query.from)
            .bind(query.until)
            .bind_patterns(&actor)
            .bind(query.action.as_str())
            .bind(query.object_kind.as_str())
    })
    .await
}
