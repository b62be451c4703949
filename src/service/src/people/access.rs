//! What ends when somebody's address, roles or account change. Each such change calls [`end`] in its own transaction, so that nothing
//! that was sent or handed out before goes on opening what it no longer should.

use domain::people::actor::Actor;
use domain::people::role::{Grant, Role};
use store::people::person::Person;
use store::{StoreError, Tx};

use crate::Service;
use crate::people::calendar_feed::has_events;

/// What changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cause {
    /// The account has another address.
    Address,
    /// The account is closed, or erased.
    Closed,
    /// A role was given: whoever holds a code from before has to ask for a new one. Sessions read the roles at each request.
    RoleGiven,
    /// A role was taken away.
    RoleTaken(Role),
}

/// Ends sign-in codes and links, links that would confirm an address, and as the cause asks, sessions and the calendar link. `person` is as they were before the change.
/// Who changes their own roles stays signed in.
pub(crate) async fn end(
    service: &Service,
    tx: &mut Tx,
    actor: Option<&Actor>,
    person: &Person,
    cause: Cause,
) -> Result<(), StoreError> {
    let now = service.now();
    store::people::sign_in_code::replace_earlier(tx, &person.email, now, true).await?;
    store::people::address_change::replace(tx, person.id, now).await?;
    let is_own = actor.is_some_and(|actor| actor.person == person.id);
    let (sessions, calendar_link) = match cause {
        Cause::Address | Cause::Closed => (true, true),
        Cause::RoleGiven => (false, false),
        Cause::RoleTaken(role) => {
            let grant = Grant {
                role,
                organisation: None,
            };
            (!is_own, has_events(service, &[grant]))
        }
    };
    if sessions {
        store::people::session::revoke_all(tx, person.id, now).await?;
        store::people::known_browser::forget_all_of(tx, person.id).await?;
    }
    if calendar_link {
        store::people::calendar_feed::revoke(tx, person.id, now).await?;
    }
    Ok(())
}
