//! An email before it has words.

use domain::kit::email_address::EmailAddress;
use domain::people::message::PERSON;
use domain::system::outbox::MessageKind;
use store::people::person::Person;
use store::system::outbox::Message;

use crate::work::Work;

/// A message without words to somebody with an account, due now. Whether it may still be sent is asked when it is:
/// [`crate::system::outbox`].
pub(crate) fn to(work: &Work<'_>, person: &Person) -> Message {
    Message {
        about: Some((PERSON, person.id.uuid())),
        ..plain(work, MessageKind::Ordinary, &person.email)
    }
}

/// A message without words, due now.
pub(crate) fn plain(work: &Work<'_>, kind: MessageKind, recipient: &EmailAddress) -> Message {
    Message {
        id: work.id(),
        kind,
        recipient: recipient.as_str().to_owned(),
        subject: String::new(),
        body: String::new(),
        calendar: None,
        calendar_method: None,
        created_at: work.now,
        due_at: work.now,
        attempts: 0,
        about: None,
        topic: None,
    }
}
