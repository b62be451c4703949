//! Who may be written to: asked of each message when it is sent, whatever it is about. Between its writing and its sending hours may have
//! passed, in which an account was closed, an address changed, a code used, a time given to somebody else.

use domain::career_conversations::career_conversation::Status;
use domain::career_conversations::id::{CareerConversationId, WaitingOfferId};
use domain::people::id::{AddressChangeId, PersonId, SignInCodeId};
use domain::system::outbox::{AboutKind, DropReason};
use store::system::outbox::Message;
use store::{Conn, StoreError};
use uuid::Uuid;

use crate::Service;

/// Why a message must not be sent now; `None` when it may.
///
/// # Errors
/// As the database says.
pub(super) async fn drop_reason(
    service: &Service,
    conn: &mut Conn,
    message: &Message,
) -> Result<Option<DropReason>, StoreError> {
    let Some((kind, id)) = message.about else {
        return Ok(None);
    };
    let reason = match kind {
        AboutKind::Person => person(conn, id.into(), message).await,
        AboutKind::SignInCode => sign_in_code(service, conn, id.into()).await,
        AboutKind::AddressChange => address_change(service, conn, id.into()).await,
        AboutKind::Offer => offer(service, conn, id.into(), message).await,
        AboutKind::Reminder => reminder(conn, id.into(), message).await,
        AboutKind::Invitation => invitation(conn, id, message).await,
    };
    match reason {
        // What it is about has been erased.
        Err(StoreError::NotFound) => Ok(Some(DropReason::AccountClosed)),
        reason => reason,
    }
}

/// Every message to somebody with an account ends here: the account is open and the address still theirs.
async fn person(
    conn: &mut Conn,
    id: PersonId,
    message: &Message,
) -> Result<Option<DropReason>, StoreError> {
    let person = store::people::person::by_id(conn, id).await?;
    Ok(match person {
        person if person.closed_at.is_some() => Some(DropReason::AccountClosed),
        person if person.email.as_str() != message.recipient => Some(DropReason::OtherAddress),
        _ => None,
    })
}

/// An address without an account has such a row too, and so nobody can tell it apart.
async fn sign_in_code(
    service: &Service,
    conn: &mut Conn,
    id: SignInCodeId,
) -> Result<Option<DropReason>, StoreError> {
    let code = store::people::sign_in_code::by_id(conn, id).await?;
    let is_live = code.is_some_and(|code| {
        code.used_at.is_none() && code.replaced_at.is_none() && service.now() < code.expires_at
    });
    Ok((!is_live).then_some(DropReason::CodeOver))
}

async fn address_change(
    service: &Service,
    conn: &mut Conn,
    id: AddressChangeId,
) -> Result<Option<DropReason>, StoreError> {
    let is_live = store::people::address_change::is_live(conn, id, service.now()).await?;
    Ok((!is_live).then_some(DropReason::CodeOver))
}

async fn offer(
    service: &Service,
    conn: &mut Conn,
    id: WaitingOfferId,
    message: &Message,
) -> Result<Option<DropReason>, StoreError> {
    let offer = store::career_conversations::waiting_list::offer(conn, id).await?;
    if !offer.stands(service.now()) {
        return Ok(Some(DropReason::OfferOver));
    }
    let entry = store::career_conversations::waiting_list::by_id(conn, offer.entry).await?;
    person(conn, entry.member, message).await
}

async fn reminder(
    conn: &mut Conn,
    id: CareerConversationId,
    message: &Message,
) -> Result<Option<DropReason>, StoreError> {
    let conversation = store::career_conversations::career_conversation::by_id(conn, id).await?;
    if conversation.status != Status::Booked || conversation.updated_at > message.created_at {
        return Ok(Some(DropReason::NotBooked));
    }
    person(conn, conversation.member, message).await
}

async fn invitation(
    conn: &mut Conn,
    id: Uuid,
    message: &Message,
) -> Result<Option<DropReason>, StoreError> {
    let member = PersonId::from(id);
    match person(conn, member, message).await? {
        None if !store::career_conversations::invitation::is_needed(conn, member).await? => {
            Ok(Some(DropReason::NotNeeded))
        }
        reason => Ok(reason),
    }
}
