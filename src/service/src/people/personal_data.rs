//! Everything that is held about somebody, for them to read and take with them; and its erasure, which nobody else has to allow.

use domain::kit::app_error::AppError;
use domain::kit::instant::Instant;
use domain::people::actor::Actor;
use domain::people::audit::{PERSON, PERSON_ERASED};
use domain::people::personal_data::{AfterErasure, ErasureForm, NAMELESS};
use serde_json::{Map, Value, json};
use store::StoreError;

use crate::Service;
use crate::people::access::{self, Cause};
use crate::work::{About, Work};

/// Rows of one kind about a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// In the file.
    pub name: &'static str,
    /// What people read above it.
    pub title: &'static str,
    pub after_erasure: AfterErasure,
    pub rows: Rows,
}

/// Each row: names and values; what is empty is left out.
pub type Rows = Vec<Vec<(&'static str, String)>>;

/// Rows as the store has them, with the words of codes that are the areas', which the store does not know.
pub(crate) fn in_words(service: &Service, rows: Rows) -> Rows {
    let in_words = |(name, value): (&'static str, String)| {
        let words = match name {
            "Setting" => service.setting_words(&value),
            "What was done" => service.action_words(&value),
            "To what" => service.object_kind_words(&value),
            _ => &value,
        };
        (name, words.to_owned())
    };
    let rows = rows.into_iter();
    rows.map(|row| row.into_iter().map(in_words).collect())
        .collect()
}

/// Kinds of rows as a file to take along: by name, their title and rows.
pub(crate) fn file<'a>(
    of: (&str, &str),
    at: Instant,
    kinds: impl Iterator<Item = (&'static str, &'static str, &'a Rows)>,
) -> Result<String, AppError> {
    let row = |row: &Vec<(&'static str, String)>| {
        let values = row
            .iter()
            .map(|(name, value)| ((*name).to_owned(), json!(value)));
        Value::Object(values.collect::<Map<_, _>>())
    };
    let all: Map<String, Value> = kinds
        .map(|(name, title, rows)| {
            let rows: Vec<Value> = rows.iter().map(row).collect();
            (name.to_owned(), json!({ "title": title, "rows": rows }))
        })
        .collect();
    let (kind, whose) = of;
    let file = json!({ "made_at": at, kind: whose, "held": all });
    serde_json::to_string_pretty(&file)
        .map_err(|error| AppError::from(StoreError::Internal(error.to_string().into())))
}

/// Everything that is held about the actor, whatever they may do. Kinds of which there is nothing are there too.
pub async fn held(service: &Service, actor: &Actor) -> Result<Vec<Section>, AppError> {
    let mut conn = service.store.read().await?;
    let mut sections = Vec::new();
    for held in store::held() {
        let records = store::people::personal_data::records(&mut conn, held, actor.person).await;
        sections.push(Section {
            name: held.name,
            title: held.title,
            after_erasure: held.after_erasure,
            rows: in_words(service, records?),
        });
    }
    Ok(sections)
}

/// The same as JSON, to take along.
pub async fn export(service: &Service, actor: &Actor) -> Result<String, AppError> {
    let sections = held(service, actor).await?;
    let kinds = sections.iter();
    let kinds = kinds.map(|section| (section.name, section.title, &section.rows));
    file(("person", &actor.name), service.now(), kinds)
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
    let mut work = Work::begin(service, actor).await?;
    let (person, now) = (actor.person, work.now);
    let mut ending = Vec::new();
    for area in service.areas {
        ending.push((area.erasing)(&mut work, person).await?);
    }
    for area in service.areas {
        (area.closed)(&mut work, person).await?;
    }
    let erased = store::people::person::by_id(&mut work, person).await?;
    access::end(&mut work, &erased, Cause::Closed).await?;
    // Without a name first, so that no email says it again.
    let nobody = format!("erased-{person}@people-hub.invalid");
    store::people::personal_data::remove(&mut work, person, NAMELESS, &nobody, now).await?;
    let mut detail = Map::new();
    for (area, ending) in service.areas.iter().zip(ending) {
        (area.erased)(&mut work, ending, &mut detail).await?;
    }
    // What was cancelled has written to the member too, at the address that nobody reads.
    store::system::personal_data::remove_emails(&mut work, person).await?;
    let about = About::the(PERSON, person.uuid()).of(person);
    work.note(PERSON_ERASED, about, detail.into()).await?;
    Ok(work.commit().await?)
}
