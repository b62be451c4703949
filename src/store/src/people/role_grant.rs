//! Roles that people hold.

use domain::kit::instant::Instant;
use domain::people::id::{PersonId, RoleGrantId};
use domain::people::role::{Grant, Role};
use domain::places::id::OrganisationId;

use crate::db::{Conn, StoreError, Tx, row, statements};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleGrant {
    pub id: RoleGrantId,
    pub person: PersonId,
    pub grant: Grant,
    /// If it holds in one.
    pub organisation_name: Option<String>,
    pub granted_at: Instant,
}

row! {
    RoleGrant {
        id, person: "person_id", grant: Grant { role, organisation: "organisation_id" },
        organisation_name, granted_at,
    }
}

statements! {
    INSERT = "INSERT INTO role_grant (id, person_id, role, organisation_id, granted_at, granted_by) VALUES ($1, $2, $3, $4, $5, $6)";
    REVOKE = "UPDATE role_grant SET revoked_at = $2, revoked_by = $3 WHERE id = $1 AND revoked_at IS NULL";
    OF_PERSON = "SELECT g.*, o.name AS organisation_name FROM role_grant g LEFT JOIN organisation o ON o.id = g.organisation_id
        WHERE g.person_id = $1 AND g.revoked_at IS NULL ORDER BY g.role, o.search_key, g.id";
    OF_PEOPLE = {
        sqlite: "SELECT g.*, o.name AS organisation_name FROM role_grant g LEFT JOIN organisation o ON o.id = g.organisation_id
            WHERE g.person_id IN (SELECT unhex(value, '-') FROM json_each($1)) AND g.revoked_at IS NULL
            ORDER BY g.person_id, g.role, o.search_key, g.id",
        postgres: "SELECT g.*, o.name AS organisation_name FROM role_grant g LEFT JOIN organisation o ON o.id = g.organisation_id
            WHERE g.person_id IN (SELECT value::UUID FROM jsonb_array_elements_text($1)) AND g.revoked_at IS NULL
            ORDER BY g.person_id, g.role, o.search_key, g.id"
    };
    BY_ID = "SELECT g.*, o.name AS organisation_name FROM role_grant g LEFT JOIN organisation o ON o.id = g.organisation_id
        WHERE g.id = $1 AND g.revoked_at IS NULL";
    OF_ORGANISATION = "SELECT g.*, o.name AS organisation_name FROM role_grant g JOIN organisation o ON o.id = g.organisation_id
        WHERE g.organisation_id = $1 AND g.revoked_at IS NULL ORDER BY g.granted_at, g.id";
    LOCK_SYSTEM = "UPDATE role_grant SET granted_at = granted_at WHERE role = $1 AND organisation_id IS NULL AND revoked_at IS NULL";
    COUNT_SYSTEM = "SELECT COUNT(*) AS n FROM role_grant g JOIN person p ON p.id = g.person_id
        WHERE g.role = $1 AND g.organisation_id IS NULL AND g.revoked_at IS NULL AND p.closed_at IS NULL";
}

/// Gives a role.
///
/// # Errors
/// `Conflict(role_grant_system)` or `Conflict(role_grant_organisation)` when it is held already.
pub async fn insert(
    tx: &mut Tx,
    id: RoleGrantId,
    person: PersonId,
    grant: Grant,
    at: Instant,
    by: Option<PersonId>,
) -> Result<(), StoreError> {
    tx.q(&INSERT)
        .bind(id)
        .bind(person)
        .bind(grant.role)
        .bind(grant.organisation)
        .bind(at)
        .bind(by)
        .one_changed()
        .await
}

/// Takes a role away.
///
/// # Errors
/// `NotFound` when it isn't held.
pub async fn revoke(
    tx: &mut Tx,
    id: RoleGrantId,
    at: Instant,
    by: Option<PersonId>,
) -> Result<(), StoreError> {
    tx.q(&REVOKE).bind(id).bind(at).bind(by).one_changed().await
}

/// One that is held now.
pub async fn by_id(conn: &mut Conn, id: RoleGrantId) -> Result<RoleGrant, StoreError> {
    conn.q(&BY_ID).bind(id).one().await
}

/// Makes others who give or take this role in the whole system wait until the transaction ends.
pub async fn lock_system(tx: &mut Tx, role: Role) -> Result<(), StoreError> {
    tx.q(&LOCK_SYSTEM).bind(role).execute().await?;
    Ok(())
}

/// The roles a person holds now.
pub async fn of_person(conn: &mut Conn, person: PersonId) -> Result<Vec<RoleGrant>, StoreError> {
    conn.q(&OF_PERSON).bind(person).all().await
}

/// The roles that several people hold now, person by person, for lists.
pub async fn of_people(conn: &mut Conn, people: &[PersonId]) -> Result<Vec<RoleGrant>, StoreError> {
    let people = serde_json::Value::from_iter(people.iter().map(PersonId::to_string));
    conn.q(&OF_PEOPLE).bind(people).all().await
}

/// How many people with open accounts hold a role for the whole system.
/// The roles that people hold in an organisation.
pub async fn of_organisation(
    conn: &mut Conn,
    organisation: OrganisationId,
) -> Result<Vec<RoleGrant>, StoreError> {
    conn.q(&OF_ORGANISATION).bind(organisation).all().await
}

pub async fn count_system(conn: &mut Conn, role: Role) -> Result<i64, StoreError> {
    conn.q(&COUNT_SYSTEM).bind(role).count().await
}
