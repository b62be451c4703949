//! Emails about signing in and about addresses, queued in the transaction of what they tell of.

mod address;
pub(crate) mod addressee;
pub(crate) mod sign_in;

use domain::people::message::{ADDRESS_CHANGE, SIGN_IN_CODE};
use domain::system::outbox::MessageKind;
use store::StoreError;
use store::people::address_change::AddressChange;
use store::people::person::Person;
use store::people::sign_in_code::SignInCode;
use store::system::outbox::Message;

use crate::system::message::plain;
use crate::work::Work;

/// Queues the emails about a new address for an account: a link to the new one, and word of it to the present one.
pub(crate) async fn queue_address_asked(
    work: &mut Work<'_>,
    person: &Person,
    change: &AddressChange,
    token: &str,
) -> Result<(), StoreError> {
    let confirm = Message {
        subject: address::CONFIRM.to_owned(),
        body: address::confirm(&person.name, &work.service.config.public_url, token),
        about: Some((ADDRESS_CHANGE, change.id.uuid())),
        ..plain(work, MessageKind::Secret, &change.email)
    };
    store::system::outbox::insert(work, &confirm).await?;
    let asked = Message {
        subject: address::ASKED.to_owned(),
        body: address::asked(&person.name),
        ..plain(work, MessageKind::Secret, &person.email)
    };
    store::system::outbox::insert(work, &asked).await
}

/// Queues the email that tells an address that it is no longer that of an account.
pub(crate) async fn queue_address_changed(
    work: &mut Work<'_>,
    before: &Person,
) -> Result<(), StoreError> {
    let message = Message {
        subject: address::CHANGED.to_owned(),
        body: address::changed(&before.name),
        ..plain(work, MessageKind::Secret, &before.email)
    };
    store::system::outbox::insert(work, &message).await
}

pub(crate) async fn queue_sign_in(
    work: &mut Work<'_>,
    code: &SignInCode,
    body: String,
) -> Result<(), StoreError> {
    let message = Message {
        subject: sign_in::SUBJECT.to_owned(),
        body,
        about: Some((SIGN_IN_CODE, code.id.uuid())),
        ..plain(work, MessageKind::Secret, &code.email)
    };
    store::system::outbox::insert(work, &message).await
}
