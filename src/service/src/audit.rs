//! The audit row that every change appends in its own transaction.

use domain::actor::Actor;
use domain::audit::{Action, ObjectKind};
use domain::id::{AuditId, OrganisationId, PersonId};
use store::audit::Entry;
use store::{StoreError, Tx};
use uuid::Uuid;

use crate::Service;

/// Says who did what to which thing, whose record and organisation it is, and what changed (nothing sensitive).
///
/// # Errors
/// As the database says.
#[expect(
    clippy::too_many_arguments,
    reason = "an audit row has this many parts, and each caller names them all"
)]
pub async fn append(
    service: &Service,
    tx: &mut Tx,
    actor: Option<&Actor>,
    action: Action,
    object_kind: ObjectKind,
    object_id: Uuid,
    person: Option<PersonId>,
    organisation: Option<OrganisationId>,
    detail: serde_json::Value,
) -> Result<(), StoreError> {
    let at = service.now();
    let entry = Entry {
        id: AuditId::new(at, service.random()),
        at,
        actor: actor.map(|actor| actor.person),
        action,
        object_kind,
        object: object_id,
        person,
        organisation,
        detail,
    };
    store::audit::append(tx, &entry).await
}
