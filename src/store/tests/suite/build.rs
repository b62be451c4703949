//! Builders: people, advisers and conversations in one line each.

use std::sync::atomic::{AtomicU64, Ordering};

use domain::career_conversations::career_action::{ActionState, CareerAction};
use domain::career_conversations::career_conversation::{
    CareerConversation, Reference, Status, Topic, Way,
};
use domain::career_conversations::career_outcome::Pathway;
use domain::career_conversations::conversation_summary::{ConversationSummary, SummaryState};
use domain::career_conversations::id::CareerConversationId;
use domain::career_conversations::waiting_list::{WaitingEntry, WaitingOffer, Wish};
use domain::kit::email_address::EmailAddress;
use domain::kit::instant::{Instant, Interval};
use domain::kit::weekdays::Weekdays;
use domain::people::id::PersonId;
use domain::seats::{ClaimState, OfferState};
use domain::system::id::DraftId;
use jiff::civil::date;
use store::career_conversations::adviser::Adviser;
use store::people::person::Person;
use store::{Store, Tx};
use uuid::Uuid;

static NEXT: AtomicU64 = AtomicU64::new(1);

pub fn number() -> u64 {
    NEXT.fetch_add(1, Ordering::Relaxed)
}

pub fn uuid() -> Uuid {
    Uuid::from_u128(u128::from(number()))
}

pub fn at(text: &str) -> Instant {
    text.parse().unwrap()
}

pub fn nine() -> Instant {
    at("2026-03-03T09:00:00Z")
}

pub fn person(name: &str) -> Person {
    Person {
        id: uuid().into(),
        name: name.to_owned(),
        email: EmailAddress::parse(&format!("person-{}@example.nhs.uk", number())).unwrap(),
        phone: None,
        postcode: None,
        background: None,
        created_at: at("2026-01-05T10:00:00Z"),
        closed_at: None,
    }
}

pub async fn member(tx: &mut Tx, name: &str) -> PersonId {
    let person = person(name);
    store::people::person::insert(tx, &person).await.unwrap();
    person.id
}

pub async fn adviser(tx: &mut Tx, name: &str) -> PersonId {
    let person = member(tx, name).await;
    let adviser = Adviser {
        person,
        name: name.to_owned(),
        email: EmailAddress::parse("adviser@example.nhs.uk").unwrap(),
        about: String::new(),
        buffer_minutes: 10,
        notice_hours: None,
        horizon_days: None,
        phone: None,
    };
    store::career_conversations::adviser::upsert(tx, &adviser)
        .await
        .unwrap();
    person
}

pub fn conversation(member: PersonId, adviser: PersonId, start: Instant) -> CareerConversation {
    let id = CareerConversationId::from(uuid());
    let bytes = number().to_le_bytes();
    CareerConversation {
        id,
        reference: Reference::new([bytes[0], bytes[1], bytes[2], bytes[3], bytes[4]]),
        member,
        adviser,
        interval: Interval::lasting(start, 30),
        way: Way::Video,
        site: None,
        topic: Topic::Ideas,
        preparation: String::new(),
        status: Status::Booked,
        submission: DraftId::from(uuid()),
        calendar_uid: format!("{id}@example.nhs.uk"),
        calendar_sequence: 0,
        booked_by: member,
        booked_at: at("2026-03-01T09:00:00Z"),
        updated_at: at("2026-03-01T09:00:00Z"),
        version: 1,
    }
}

/// Two members and an adviser.
pub async fn two_members_and_an_adviser(store: &Store) -> (PersonId, PersonId, PersonId) {
    let mut tx = store.write().await.unwrap();
    let people = (
        member(&mut tx, "Amina Yusuf").await,
        member(&mut tx, "Ben Cole").await,
        adviser(&mut tx, "David Okafor").await,
    );
    tx.commit().await.unwrap();
    people
}

/// Inserts in a transaction of its own.
pub async fn book(
    store: &Store,
    conversation: &CareerConversation,
) -> Result<(), store::StoreError> {
    let mut tx = store.write().await?;
    store::career_conversations::career_conversation::insert(&mut tx, conversation).await?;
    tx.commit().await
}

/// Somebody who waits for a video call with anyone on any weekday in March.
pub fn entry(member: PersonId) -> WaitingEntry {
    WaitingEntry {
        id: uuid().into(),
        member,
        wish: Wish {
            adviser: None,
            way: Way::Video,
            site: None,
            weekdays: Weekdays::from_codes("mon,tue,wed,thu,fri"),
            last_day: date(2026, 3, 31),
        },
        topic: Topic::Ideas,
        state: ClaimState::Waiting,
        joined_at: at("2026-03-01T09:00:00Z"),
    }
}

/// Half an hour that is kept until nine o'clock.
pub fn offer(entry: &WaitingEntry, adviser: PersonId, start: Instant) -> WaitingOffer {
    WaitingOffer {
        id: uuid().into(),
        entry: entry.id,
        adviser,
        interval: Interval::lasting(start, 30),
        state: OfferState::Open,
        made_at: at("2026-03-02T09:00:00Z"),
        expires_at: nine(),
    }
}

/// Inserts in a transaction of its own.
pub async fn make_offer(store: &Store, offer: &WaitingOffer) -> Result<(), store::StoreError> {
    let mut tx = store.write().await?;
    store::testing::keep_time(&mut tx, offer).await?;
    tx.commit().await
}

/// A draft that names two pathways.
pub fn draft_summary(conversation: &CareerConversation) -> ConversationSummary {
    ConversationSummary {
        conversation: conversation.id,
        words: "We talked about care work.".to_owned(),
        pathways: [Pathway::Apprenticeship, Pathway::Training].into(),
        state: SummaryState::Draft,
        saved_at: nine(),
        shared_at: None,
        version: 1,
    }
}

/// Something to do by 10 March.
pub fn action(conversation: &CareerConversation) -> CareerAction {
    CareerAction {
        id: uuid().into(),
        conversation: conversation.id,
        adviser: conversation.adviser,
        words: "Write a CV".to_owned(),
        pathway: Some(Pathway::Vacancy),
        due_on: date(2026, 3, 10),
        state: ActionState::Agreed,
        agreed_at: nine(),
        closed_at: None,
    }
}
