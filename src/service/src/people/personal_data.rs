//! Everything that is held about somebody, for them to read and take with them; and its erasure, which nobody else has to allow.

mod words;

use std::collections::BTreeSet;

use domain::career_conversations::career_conversation::{Event, Status};
use domain::kit::app_error::AppError;
use domain::people::actor::Actor;
use domain::people::audit::{PERSON, PERSON_ERASED};
use domain::people::personal_data::{ErasureForm, NAMELESS};
use serde_json::{Map, Value, json};
use store::StoreError;
use store::people::personal_data::HELD;

use crate::Service;
use crate::career_conversations::career_conversation::{cancel_in, lock_diaries};
use crate::career_conversations::waiting_list;
use crate::people::access::{self, Cause};
use crate::system::audit;

pub use words::AfterErasure;

/// Rows of one kind about a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Its name, in the file.
    pub name: &'static str,
    /// What people read above it.
    pub title: &'static str,
    /// What becomes of it when the person asks for erasure.
    pub after_erasure: AfterErasure,
    /// Each row: names and values; what is empty is left out.
    pub rows: Vec<Vec<(&'static str, String)>>,
}

/// Everything that is held about the actor, whatever they may do. Kinds of which there is nothing are there too.
///
/// # Errors
/// `Busy` or `Internal`.
pub async fn held(service: &Service, actor: &Actor) -> Result<Vec<Section>, AppError> {
    let told = |error| service.told(error);
    let mut conn = service.store.read().await.map_err(told)?;
    let mut sections = Vec::new();
    for held in HELD {
        let records = store::people::personal_data::records(&mut conn, held, actor.person).await;
        let wording = words::of(held.name);
        sections.push(Section {
            name: held.name,
            title: wording.title,
            after_erasure: wording.after_erasure,
            rows: records
                .map_err(told)?
                .iter()
                .map(|record| wording.row(record))
                .collect(),
        });
    }
    Ok(sections)
}

/// The same as JSON, to take along.
///
/// # Errors
/// `Busy` or `Internal`.
pub async fn export(service: &Service, actor: &Actor) -> Result<String, AppError> {
    let sections = held(service, actor).await?;
    let of = |section: &Section| {
        let row = |row: &Vec<(&'static str, String)>| {
            let values = row
                .iter()
                .map(|(name, value)| ((*name).to_owned(), json!(value)));
            Value::Object(values.collect::<Map<_, _>>())
        };
        let rows: Vec<Value> = section.rows.iter().map(row).collect();
        json!({ "title": section.title, "rows": rows })
    };
    let all: Map<String, Value> = sections
        .iter()
        .map(|section| (section.name.to_owned(), of(section)))
        .collect();
    let file = json!({ "made_at": service.now(), "person": actor.name, "held": all });
    serde_json::to_string_pretty(&file)
        .map_err(|error| service.told(StoreError::Internal(error.to_string().into())))
}

/// Erases what may be erased of the actor's: conversations to come are cancelled, places on the waiting list end, sessions end, and
/// nobody can sign in as them any more. What is kept has no name.
///
/// # Errors
/// `Invalid`; `Forbidden` for who has a role with which they work for the service.
pub async fn erase(service: &Service, actor: &Actor, form: ErasureForm) -> Result<(), AppError> {
    if !actor.may_erase_themselves() {
        return Err(AppError::Forbidden);
    }
    form.parse()?;
    let told = |error| service.told(error);
    let now = service.now();
    let mut tx = service.store.write().await.map_err(told)?;
    let person = actor.person;
    let booked =
        store::career_conversations::career_conversation::upcoming_of_member(&mut tx, person, now)
            .await
            .map_err(told)?;
    let kept = waiting_list::adviser_of_open_offer(service, &mut tx, person).await?;
    let advisers: BTreeSet<_> = booked
        .iter()
        .map(|listed| listed.conversation.adviser)
        .chain(kept)
        .collect();
    lock_diaries(service, &mut tx, advisers.into_iter()).await?;
    waiting_list::person_closed(service, actor, &mut tx, person).await?;
    let erased = store::people::person::by_id(&mut tx, person)
        .await
        .map_err(told)?;
    access::end(service, &mut tx, Some(actor), &erased, Cause::Closed)
        .await
        .map_err(told)?;
    // Without a name first, so that no email says it again.
    let nobody = format!("erased-{person}@people-hub.invalid");
    store::people::personal_data::remove(&mut tx, person, NAMELESS, &nobody, now)
        .await
        .map_err(told)?;
    let mut cancelled = 0;
    for listed in booked {
        let read = store::career_conversations::career_conversation::by_reference(
            &mut tx,
            &listed.conversation.reference,
        )
        .await
        .map_err(told)?;
        let status = read
            .status
            .after(Event::CancelByMember)
            .filter(|_| now < read.interval.start);
        if let Some(status) = status {
            cancel_in(service, actor, &mut tx, read, status, "").await?;
            cancelled += i64::from(status == Status::CancelledByMember);
        }
    }
    // What was cancelled has written to the member too, at the address that nobody reads.
    store::people::personal_data::remove_emails(&mut tx, person)
        .await
        .map_err(told)?;
    let (kind, detail) = (PERSON, json!({ "cancelled": cancelled }));
    let (action, object) = (PERSON_ERASED, person.uuid());
    audit::append(
        service,
        &mut tx,
        Some(actor),
        action,
        kind,
        object,
        Some(person),
        None,
        detail,
    )
    .await
    .map_err(told)?;
    tx.commit().await.map_err(told)
}
