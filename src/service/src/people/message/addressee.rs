//! Who may be written to.

use domain::people::id::{AddressChangeId, PersonId, SignInCodeId};
use domain::people::message::{ACCOUNT_CLOSED, CODE_OVER, OTHER_ADDRESS};
use domain::system::outbox::DropReason;
use store::system::outbox::Message;
use store::{Conn, StoreError};

use crate::Service;

/// Every message to somebody with an account ends here: the account is open and the address still theirs.
pub(crate) async fn person(
    conn: &mut Conn,
    id: PersonId,
    message: &Message,
) -> Result<Option<DropReason>, StoreError> {
    let person = store::people::person::by_id(conn, id).await?;
    Ok(match person {
        person if person.closed_at.is_some() => Some(ACCOUNT_CLOSED),
        person if person.email.as_str() != message.recipient => Some(OTHER_ADDRESS),
        _ => None,
    })
}

/// An address without an account has such a row too, and so nobody can tell it apart.
pub(crate) async fn sign_in_code(
    service: &Service,
    conn: &mut Conn,
    id: SignInCodeId,
) -> Result<Option<DropReason>, StoreError> {
    let code = store::people::sign_in_code::by_id(conn, id).await?;
    let is_live = code.is_some_and(|code| {
        code.used_at.is_none() && code.replaced_at.is_none() && service.now() < code.expires_at
    });
    Ok((!is_live).then_some(CODE_OVER))
}

pub(crate) async fn address_change(
    service: &Service,
    conn: &mut Conn,
    id: AddressChangeId,
) -> Result<Option<DropReason>, StoreError> {
    let is_live = store::people::address_change::is_live(conn, id, service.now()).await?;
    Ok((!is_live).then_some(CODE_OVER))
}
