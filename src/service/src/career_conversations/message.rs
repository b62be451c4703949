//! Emails, written in the words of the moment and queued in the transaction of the change that they tell of.

pub(super) mod addressee;
mod conversation;
mod waiting;

use domain::career_conversations::career_conversation::{CareerConversation, Way};
use domain::career_conversations::message::{
    BOOKINGS, INVITATION, INVITATIONS, OFFER, REMINDER, REMINDERS, SUMMARIES,
};
use domain::career_conversations::settings::CUT_OFF_HOURS;
use domain::career_conversations::waiting_list::{WaitingEntry, WaitingOffer};
use domain::kit::instant::Interval;
use domain::kit::london;
use domain::kit::mailbox::Mailbox;
use domain::people::id::PersonId;
use domain::places::id::SiteId;
use domain::system::outbox::CalendarMethod;
use store::career_conversations::calendar::Shown;
use store::people::person::Person;
use store::places::site::Site;
use store::system::outbox::Message;
use store::{Conn, StoreError};

use crate::Service;
use crate::kit::calendar::{Event, Invitation};
use crate::system::message::to;
use crate::work::Work;
use conversation::{Particulars, Reader};

/// More conversations than anybody has in a calendar.
const MOST: i64 = 2_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    Booked,
    /// It has another time, way or place.
    Moved {
        /// When it was before.
        from: Interval,
    },
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
/// after the change, with its sequence already raised. The member reads `note` too; it may be empty.
pub async fn queue_conversation(
    work: &mut Work<'_>,
    change: Change,
    conversation: &CareerConversation,
    note: &str,
) -> Result<(), StoreError> {
    let member = store::people::person::by_id(work, conversation.member).await?;
    let adviser = store::people::person::by_id(work, conversation.adviser).await?;
    let particulars = Particulars {
        note: note.to_owned(),
        ..particulars(work, conversation, &member, &adviser).await?
    };
    for (person, reader) in [(&member, Reader::Member), (&adviser, Reader::Adviser)] {
        queue_for(work, change, conversation, &particulars, person, reader).await?;
    }
    Ok(())
}

/// Queues the email that takes a conversation out of the diary of the adviser it was with before a move gave it to another one.
/// `conversation` is as it is after the move; `from` is when it was.
pub async fn queue_given_away(
    work: &mut Work<'_>,
    former_adviser: PersonId,
    from: Interval,
    conversation: &CareerConversation,
) -> Result<(), StoreError> {
    let member = store::people::person::by_id(work, conversation.member).await?;
    let adviser = store::people::person::by_id(work, former_adviser).await?;
    let before = CareerConversation {
        adviser: former_adviser,
        interval: from,
        ..conversation.clone()
    };
    let particulars = particulars(work, &before, &member, &adviser).await?;
    queue_for(
        work,
        Change::Cancelled,
        &before,
        &particulars,
        &adviser,
        Reader::Adviser,
    )
    .await
}

async fn particulars(
    work: &mut Work<'_>,
    conversation: &CareerConversation,
    member: &Person,
    adviser: &Person,
) -> Result<Particulars, StoreError> {
    let now = work.now;
    let rules = store::career_conversations::adviser::by_id(work, adviser.id).await?;
    let settings = store::system::setting::all(work).await?;
    let cut_off_hours = CUT_OFF_HOURS.on(london::day_of(now), &settings);
    let place = place(work, conversation.way, conversation.site).await?;
    Ok(Particulars {
        member: member.name.clone(),
        adviser: adviser.name.clone(),
        contact: rules.contact(),
        place,
        note: String::new(),
        cut_off: conversation.cut_off(cut_off_hours),
        now,
        public_url: work.service.config.public_url.clone(),
    })
}

/// The site's name and address in one line, if in person.
async fn place(
    conn: &mut Conn,
    way: Way,
    site: Option<SiteId>,
) -> Result<Option<String>, StoreError> {
    let (Way::InPerson, Some(site)) = (way, site) else {
        return Ok(None);
    };
    let site = store::places::site::by_id(conn, site).await?;
    Ok(Some(in_one_line(&site)))
}

fn in_one_line(site: &Site) -> String {
    format!(
        "{}, {}, {}, {}",
        site.name, site.address, site.town, site.postcode
    )
}

async fn queue_for(
    work: &mut Work<'_>,
    change: Change,
    conversation: &CareerConversation,
    particulars: &Particulars,
    person: &Person,
    reader: Reader,
) -> Result<(), StoreError> {
    let event = Event {
        made_at: particulars.now,
        ..event_of(work.service, conversation, particulars.place.as_deref())
    };
    let invitation = Invitation {
        method: change.calendar_method(),
        event,
        attendee: Mailbox {
            name: person.name.clone(),
            email: person.email.clone(),
        },
    };
    let message = Message {
        subject: particulars.subject(change, conversation),
        body: particulars.body(change, conversation, reader),
        calendar: Some(invitation.to_ical()),
        calendar_method: Some(invitation.method),
        topic: Some(BOOKINGS),
        ..to(work, person)
    };
    store::system::outbox::insert(work, &message).await
}

/// A conversation as an event in a calendar, the same in every email and in the calendar feed.
fn event_of(service: &Service, conversation: &CareerConversation, place: Option<&str>) -> Event {
    let url = conversation::url(&service.config.public_url, &conversation.reference);
    Event {
        uid: conversation.calendar_uid.clone(),
        sequence: conversation.calendar_sequence,
        made_at: conversation.updated_at,
        interval: conversation.interval,
        title: "Career conversation".to_owned(),
        with: String::new(),
        description: format!("Reference: {}\n{url}", conversation.reference),
        location: conversation::location(conversation.way, place),
        url,
        organiser: service.config.mail_from.clone(),
    }
}

/// A conversation as an event in the calendar of its member.
pub(crate) fn event_for_member(
    service: &Service,
    conversation: &CareerConversation,
    site: Option<&Site>,
) -> Event {
    let place = site.map(in_one_line);
    event_of(service, conversation, place.as_deref())
}

/// What begins in the calendar of somebody who has or gives conversations.
pub(super) async fn events(
    service: &Service,
    conn: &mut Conn,
    person: PersonId,
    during: Interval,
) -> Result<Vec<Event>, StoreError> {
    let shown = store::career_conversations::calendar::shown(conn, person, during, MOST).await?;
    let event = |shown: &Shown| {
        let conversation = &shown.conversation;
        let other = if conversation.member == person {
            &shown.adviser_name
        } else {
            &shown.member_name
        };
        Event {
            with: other.clone(),
            ..event_of(service, conversation, shown.place.as_deref())
        }
    };
    Ok(shown.iter().map(event).collect())
}

pub(crate) async fn queue_reminder(
    work: &mut Work<'_>,
    conversation: &CareerConversation,
) -> Result<(), StoreError> {
    let member = store::people::person::by_id(work, conversation.member).await?;
    let adviser = store::people::person::by_id(work, conversation.adviser).await?;
    let particulars = particulars(work, conversation, &member, &adviser).await?;
    let message = Message {
        subject: Particulars::reminder_subject(conversation),
        body: particulars.reminder_body(conversation),
        about: Some((REMINDER, conversation.id.uuid())),
        topic: Some(REMINDERS),
        ..to(work, &member)
    };
    store::system::outbox::insert(work, &message).await
}

/// Queues the email that tells the member that they can read the summary of a conversation, or that it has been corrected.
pub(crate) async fn queue_summary(
    work: &mut Work<'_>,
    conversation: &CareerConversation,
    is_correction: bool,
) -> Result<(), StoreError> {
    let member = store::people::person::by_id(work, conversation.member).await?;
    let adviser = store::people::person::by_id(work, conversation.adviser).await?;
    let particulars = particulars(work, conversation, &member, &adviser).await?;
    let message = Message {
        subject: Particulars::summary_subject(is_correction).to_owned(),
        body: particulars.summary_body(conversation, is_correction),
        topic: Some(SUMMARIES),
        ..to(work, &member)
    };
    store::system::outbox::insert(work, &message).await
}

pub(crate) async fn queue_offer(
    work: &mut Work<'_>,
    entry: &WaitingEntry,
    offer: &WaitingOffer,
) -> Result<(), StoreError> {
    let subject = waiting::Particulars::offer_subject(offer);
    let write = waiting::Particulars::offer_body;
    let about = Some((OFFER, offer.id.uuid()));
    let message = about_offer(work, entry, offer, subject, write).await?;
    store::system::outbox::insert(work, &Message { about, ..message }).await
}

pub(crate) async fn queue_expired(
    work: &mut Work<'_>,
    entry: &WaitingEntry,
    offer: &WaitingOffer,
) -> Result<(), StoreError> {
    let subject = "The time we offered you is no longer kept".to_owned();
    let write = waiting::Particulars::expired_body;
    let message = about_offer(work, entry, offer, subject, write).await?;
    store::system::outbox::insert(work, &message).await
}

pub(crate) async fn queue_withdrawn(
    work: &mut Work<'_>,
    entry: &WaitingEntry,
    offer: &WaitingOffer,
) -> Result<(), StoreError> {
    let subject = "The time we offered you is no longer free".to_owned();
    let write = waiting::Particulars::withdrawn_body;
    let message = about_offer(work, entry, offer, subject, write).await?;
    store::system::outbox::insert(work, &message).await
}

async fn about_offer(
    work: &mut Work<'_>,
    entry: &WaitingEntry,
    offer: &WaitingOffer,
    subject: String,
    write: fn(&waiting::Particulars, &WaitingEntry, &WaitingOffer) -> String,
) -> Result<Message, StoreError> {
    let member = store::people::person::by_id(work, entry.member).await?;
    let particulars = waiting::Particulars {
        adviser: store::people::person::by_id(work, offer.adviser)
            .await?
            .name,
        place: place(work, entry.wish.way, entry.wish.site).await?,
        public_url: work.service.config.public_url.clone(),
        member: member.name.clone(),
    };
    Ok(Message {
        subject,
        body: write(&particulars, entry, offer),
        ..to(work, &member)
    })
}

/// Queues the email that a coordinator has taken somebody off the waiting list.
pub(crate) async fn queue_removed(
    work: &mut Work<'_>,
    entry: &WaitingEntry,
) -> Result<(), StoreError> {
    queue_no_longer_waiting(work, entry, waiting::removed_body).await
}

/// Queues the email that somebody is no longer on the waiting list because their last day is over.
pub(crate) async fn queue_wait_ended(
    work: &mut Work<'_>,
    entry: &WaitingEntry,
) -> Result<(), StoreError> {
    queue_no_longer_waiting(work, entry, waiting::wait_ended_body).await
}

async fn queue_no_longer_waiting(
    work: &mut Work<'_>,
    entry: &WaitingEntry,
    write: fn(&str, &str) -> String,
) -> Result<(), StoreError> {
    let member = store::people::person::by_id(work, entry.member).await?;
    let message = Message {
        subject: "You are no longer on the waiting list".to_owned(),
        body: write(&member.name, &work.service.config.public_url),
        ..to(work, &member)
    };
    store::system::outbox::insert(work, &message).await
}

pub(crate) async fn queue_invitation(
    work: &mut Work<'_>,
    member: PersonId,
) -> Result<(), StoreError> {
    let member = store::people::person::by_id(work, member).await?;
    let body = format!(
        "Hello {},\n\n\
        You can talk to a careers adviser about what you would like to do next in health and care: a permanent job, an apprenticeship, \
        training or something else. It is up to you, it takes 30 to 45 minutes, and you do not have to prepare.\n\n\
        Choose a time that suits you:\n{}/career-conversations\n\n\
        People Hub\n",
        member.name, work.service.config.public_url
    );
    let message = Message {
        subject: "Talk to a careers adviser".to_owned(),
        body,
        about: Some((INVITATION, member.id.uuid())),
        topic: Some(INVITATIONS),
        ..to(work, &member)
    };
    store::system::outbox::insert(work, &message).await
}
