//! What ends when somebody's address, roles or account change. Each such change calls [`end`] in its own transaction, so that nothing
//! that was sent or handed out before goes on opening what it no longer should.

use domain::people::role::{Grant, Role};
use store::StoreError;
use store::people::person::Person;

use crate::people::calendar_feed::has_events;
use crate::work::Work;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cause {
    /// The account has another address.
    Address,
    /// The account is closed, or erased.
    Closed,
    /// A role was given: whoever holds a code from before has to ask for a new one. Sessions read the roles at each request.
    RoleGiven,
    RoleTaken(Role),
}

/// Ends sign-in codes and links, links that would confirm an address, and as the cause asks, sessions and the calendar link. `person` is as they were before the change.
/// Who changes their own roles stays signed in.
pub(crate) async fn end(
    work: &mut Work<'_>,
    person: &Person,
    cause: Cause,
) -> Result<(), StoreError> {
    let now = work.now;
    store::people::sign_in_code::replace_earlier(work, &person.email, now, true).await?;
    store::people::address_change::replace(work, person.id, now).await?;
    let is_own = work.by.person == Some(person.id);
    let (sessions, calendar_link) = match cause {
        Cause::Address | Cause::Closed => (true, true),
        Cause::RoleGiven => (false, false),
        Cause::RoleTaken(role) => {
            let grant = Grant {
                role,
                organisation: None,
            };
            (!is_own, has_events(work.service, &[grant]))
        }
    };
    if sessions {
        store::people::session::revoke_all(work, person.id, now).await?;
        store::people::known_browser::forget_all_of(work, person.id).await?;
    }
    if calendar_link {
        store::people::calendar_feed::revoke(work, person.id, now).await?;
    }
    Ok(())
}
