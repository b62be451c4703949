//! Help pages, one for each role.

use domain::people::role::Role;
use domain::system::guide::Guide;

use crate::db::{Conn, StoreError, Tx, row, statements};

row! { Guide { id, role, words, version, written_by, written_at } }

statements! {
    INSERT = "INSERT INTO guide (id, role, words, version, written_by, written_at) VALUES ($1, $2, $3, $4, $5, $6)";
    REPLACE = "UPDATE guide SET words = $3, version = $4, written_by = $5, written_at = $6 WHERE id = $1 AND role = $2 AND version = $4 - 1";
    OF_ROLE = "SELECT * FROM guide WHERE role = $1";
    ALL = "SELECT * FROM guide";
}

/// Writes a new one, or in the place of the version before.
///
/// # Errors
/// `NotFound` when the version before isn't the newest; `Conflict(guide_role)` when there is one already.
pub async fn write(tx: &mut Tx, guide: &Guide) -> Result<(), StoreError> {
    let statement = if guide.version == 1 {
        &INSERT
    } else {
        &REPLACE
    };
    tx.q(statement)
        .bind(guide.id)
        .bind(guide.role)
        .bind(guide.words.as_str())
        .bind(guide.version)
        .bind(guide.written_by)
        .bind(guide.written_at)
        .one_changed()
        .await
}

pub async fn of_role(conn: &mut Conn, role: Role) -> Result<Option<Guide>, StoreError> {
    conn.q(&OF_ROLE).bind(role).optional().await
}

pub async fn all(conn: &mut Conn) -> Result<Vec<Guide>, StoreError> {
    conn.q(&ALL).all().await
}
