//! Emails, written in the words of the moment and queued in the transaction of the change that they tell of.

mod conversation;
pub(crate) mod sign_in;

use domain::career_conversation::{CareerConversation, Way};
use domain::email_address::EmailAddress;
use domain::id::{OutboxId, PersonId};
use domain::instant::Interval;
use domain::london;
use domain::outbox::{CalendarMethod, MessageKind};
use domain::settings::Settings;
use store::outbox::Message;
use store::person::Person;
use store::{Conn, StoreError, Tx};

use crate::Service;
use crate::calendar::{Invitation, Party};
use conversation::{Particulars, Reader};

/// What happened to a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It was booked.
    Booked,
    /// It has another time, way or place.
    Moved {
        /// When it was before.
        from: Interval,
    },
    /// It will not happen.
    Cancelled,
}

impl Change {
    const fn calendar_method(self) -> CalendarMethod {
        match self {
            Self::Booked | Self::Moved { .. } => CalendarMethod::Request,
            Self::Cancelled => CalendarMethod::Cancel,
        }
    }
}

/// Queues the emails that tell the member and the adviser of a change, each with its calendar part. `conversation` is as it is
/// after the change, with its sequence already raised.
///
/// # Errors
/// As the database says.
pub async fn queue_conversation(
    service: &Service,
    tx: &mut Tx,
    change: Change,
    conversation: &CareerConversation,
) -> Result<(), StoreError> {
    let member = store::person::by_id(tx, conversation.member).await?;
    let adviser = store::person::by_id(tx, conversation.adviser).await?;
    let particulars = particulars(service, tx, conversation, &member, &adviser).await?;
    for (person, reader) in [(&member, Reader::Member), (&adviser, Reader::Adviser)] {
        queue_for(
            service,
            tx,
            change,
            conversation,
            &particulars,
            person,
            reader,
        )
        .await?;
    }
    Ok(())
}

/// Queues the email that takes a conversation out of the diary of the adviser it was with before a move gave it to another one.
/// `conversation` is as it is after the move; `from` is when it was.
///
/// # Errors
/// As the database says.
pub async fn queue_given_away(
    service: &Service,
    tx: &mut Tx,
    former_adviser: PersonId,
    from: Interval,
    conversation: &CareerConversation,
) -> Result<(), StoreError> {
    let member = store::person::by_id(tx, conversation.member).await?;
    let adviser = store::person::by_id(tx, former_adviser).await?;
    let before = CareerConversation {
        adviser: former_adviser,
        interval: from,
        ..conversation.clone()
    };
    let particulars = particulars(service, tx, &before, &member, &adviser).await?;
    queue_for(
        service,
        tx,
        Change::Cancelled,
        &before,
        &particulars,
        &adviser,
        Reader::Adviser,
    )
    .await
}

async fn particulars(
    service: &Service,
    conn: &mut Conn,
    conversation: &CareerConversation,
    member: &Person,
    adviser: &Person,
) -> Result<Particulars, StoreError> {
    let now = service.now();
    let rules = store::adviser::by_id(conn, adviser.id).await?;
    let settings = store::setting::all(conn).await?;
    let dated: Vec<_> = settings
        .iter()
        .map(|setting| (setting.name, setting.dated))
        .collect();
    let cut_off_hours = Settings::on(london::day_of(now), &dated).cut_off_hours;
    let place = match (conversation.way, conversation.site) {
        (Way::InPerson, Some(site)) => {
            let site = store::site::by_id(conn, site).await?;
            Some(format!(
                "{}, {}, {}, {}",
                site.name, site.address, site.town, site.postcode
            ))
        }
        _ => None,
    };
    Ok(Particulars {
        member: member.name.clone(),
        adviser: adviser.name.clone(),
        contact: rules.contact(),
        place,
        cut_off: conversation.cut_off(cut_off_hours),
        now,
        public_url: service.config.public_url.clone(),
    })
}

async fn queue_for(
    service: &Service,
    tx: &mut Tx,
    change: Change,
    conversation: &CareerConversation,
    particulars: &Particulars,
    person: &Person,
    reader: Reader,
) -> Result<(), StoreError> {
    if person.closed_at.is_some() {
        return Ok(());
    }
    let url = particulars.url(conversation, reader);
    let invitation = Invitation {
        method: change.calendar_method(),
        uid: conversation.calendar_uid.clone(),
        sequence: conversation.calendar_sequence,
        made_at: particulars.now,
        interval: conversation.interval,
        title: "Career conversation".to_owned(),
        description: format!("Reference: {}\n{url}", conversation.reference),
        location: particulars.location(conversation.way),
        url,
        organiser: organiser(service)?,
        attendee: Party {
            name: person.name.clone(),
            email: person.email.clone(),
        },
    };
    let message = Message {
        subject: particulars.subject(change, conversation),
        body: particulars.body(change, conversation, reader),
        calendar: Some(invitation.to_ical()),
        calendar_method: Some(invitation.method),
        ..plain(service, MessageKind::Conversation, &person.email)
    };
    store::outbox::insert(tx, &message).await
}

/// The service itself, as the one who invites.
fn organiser(service: &Service) -> Result<Party, StoreError> {
    let email = EmailAddress::parse(&service.config.mail_from)
        .map_err(|error| StoreError::Internal(error.into()))?;
    Ok(Party {
        name: "People Hub".to_owned(),
        email,
    })
}

/// Queues a sign-in email.
pub(crate) async fn queue_sign_in(
    service: &Service,
    tx: &mut Tx,
    recipient: &EmailAddress,
    body: String,
) -> Result<(), StoreError> {
    let message = Message {
        subject: sign_in::SUBJECT.to_owned(),
        body,
        ..plain(service, MessageKind::SignIn, recipient)
    };
    store::outbox::insert(tx, &message).await
}

/// A message without words, due now.
fn plain(service: &Service, kind: MessageKind, recipient: &EmailAddress) -> Message {
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
    }
}
