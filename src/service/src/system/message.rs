//! An email before it has words.

use domain::kit::email_address::EmailAddress;
use domain::people::message::PERSON;
use domain::system::id::OutboxId;
use domain::system::outbox::MessageKind;
use store::people::person::Person;
use store::system::outbox::Message;

use crate::Service;

/// A message without words to somebody with an account, due now. Whether it may still be sent is asked when it is:
/// [`crate::system::outbox`].
pub(crate) fn to(service: &Service, person: &Person) -> Message {
    Message {
        about: Some((PERSON, person.id.uuid())),
        ..plain(service, MessageKind::Ordinary, &person.email)
    }
}

/// A message without words, due now.
pub(crate) fn plain(service: &Service, kind: MessageKind, recipient: &EmailAddress) -> Message {
    let now = service.now();
    Message {
        id: OutboxId::new(now, service.random()),
        kind,
        recipient: recipient.as_str().to_owned(),
        subject: String::new(),
        body: String::new(),
        calendar: None,
        calendar_method: None,
        created_at: now,
        due_at: now,
        attempts: 0,
        about: None,
    }
}
