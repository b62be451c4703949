//! Whether a message about an offer, a conversation or an invitation is still of use.

use domain::career_conversations::career_conversation::Status;
use domain::career_conversations::id::CareerConversationId;
use domain::career_conversations::message::{NOT_BOOKED, NOT_NEEDED, OFFER_OVER};
use domain::people::id::PersonId;
use domain::seats::id::OfferId;
use domain::system::outbox::DropReason;
use store::system::outbox::Message;
use store::{Conn, StoreError};

use crate::Service;
use crate::people::message::addressee::person;

pub(in crate::career_conversations) async fn offer(
    service: &Service,
    conn: &mut Conn,
    id: OfferId,
    message: &Message,
) -> Result<Option<DropReason>, StoreError> {
    let offer = store::career_conversations::waiting_list::offer(conn, id).await?;
    if !offer.offer().stands(service.now()) {
        return Ok(Some(OFFER_OVER));
    }
    let entry = store::career_conversations::waiting_list::by_id(conn, offer.entry).await?;
    person(conn, entry.member, message).await
}

pub(in crate::career_conversations) async fn reminder(
    conn: &mut Conn,
    id: CareerConversationId,
    message: &Message,
) -> Result<Option<DropReason>, StoreError> {
    let conversation = store::career_conversations::career_conversation::by_id(conn, id).await?;
    if conversation.status != Status::Booked || conversation.updated_at > message.created_at {
        return Ok(Some(NOT_BOOKED));
    }
    person(conn, conversation.member, message).await
}

pub(in crate::career_conversations) async fn invitation(
    conn: &mut Conn,
    member: PersonId,
    message: &Message,
) -> Result<Option<DropReason>, StoreError> {
    match person(conn, member, message).await? {
        None if !store::career_conversations::invitation::is_needed(conn, member).await? => {
            Ok(Some(NOT_NEEDED))
        }
        reason => Ok(reason),
    }
}
