//! Who looked at somebody else's record, who took a file along and who was refused: noted in memory while the page is made, and
//! written by the worker with its next round, so that nobody who only looks waits for a writer. A server that is killed loses the
//! notes of its last seconds.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use domain::kit::app_error::AppError;
use domain::kit::instant::Instant;
use domain::people::actor::Actor;
use domain::people::id::PersonId;
use domain::system::audit::{ACCESS_REFUSED, Action, ObjectKind, PAGE, RECORD_READ};
use domain::system::id::AuditId;
use serde_json::json;
use store::StoreError;
use store::system::audit::Entry;
use uuid::Uuid;

use crate::Service;

/// The same person looking at the same thing again within this time is one look.
const AGAIN_MINUTES: i64 = 10;
/// Notes that may wait, and things that are remembered for [`AGAIN_MINUTES`]: so many that only a flood reaches it.
const MOST: usize = 10_000;

/// Who did what to which thing, from which page.
type Key = (PersonId, Action, Uuid, &'static str);

/// What is noted and not written yet.
#[derive(Debug, Default)]
pub struct Noted(Mutex<Notes>);

#[derive(Debug, Default)]
struct Notes {
    waiting: Vec<Entry>,
    lately: HashMap<Key, Instant>,
    lost: usize,
}

impl Noted {
    fn notes(&self) -> MutexGuard<'_, Notes> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn note(&self, key: Key, entry: Entry) {
        let now = entry.at;
        let is_lately = |at: &Instant| now < at.plus_minutes(AGAIN_MINUTES);
        let mut notes = self.notes();
        if notes.lately.get(&key).is_some_and(is_lately) {
            return;
        }
        if notes.lately.len() >= MOST {
            notes.lately.retain(|_, at| is_lately(at));
        }
        if notes.lately.len() >= MOST || notes.waiting.len() >= MOST {
            notes.lost += 1;
            return;
        }
        notes.lately.insert(key, now);
        notes.waiting.push(entry);
    }

    fn take(&self) -> (Vec<Entry>, usize) {
        let mut notes = self.notes();
        (
            std::mem::take(&mut notes.waiting),
            std::mem::take(&mut notes.lost),
        )
    }

    fn give_back(&self, mut entries: Vec<Entry>) {
        let mut notes = self.notes();
        entries.append(&mut notes.waiting);
        entries.truncate(MOST);
        notes.waiting = entries;
    }
}

/// Notes that the actor sees a record of `person`. One's own record is nobody else's concern.
pub(crate) fn looked_at(
    service: &Service,
    actor: &Actor,
    kind: ObjectKind,
    object: Uuid,
    person: PersonId,
) {
    if person != actor.person {
        let what = (kind, object, person);
        note(service, actor, RECORD_READ, Noticed::Record(what));
    }
}

/// Notes that the actor asked for a record of somebody else's that they may not know of, and gives what they are told.
pub(crate) fn not_theirs(
    service: &Service,
    actor: &Actor,
    kind: ObjectKind,
    object: Uuid,
    person: PersonId,
) -> AppError {
    let what = (kind, object, person);
    note(service, actor, ACCESS_REFUSED, Noticed::Record(what));
    AppError::NotFound
}

/// Notes that the actor was refused a page ([`ACCESS_REFUSED`]) or took a file along ([`FILE_DOWNLOADED`](domain::system::audit::FILE_DOWNLOADED)): `route` is its
/// address without what is filled in.
pub fn note_page(service: &Service, actor: &Actor, action: Action, route: &'static str) {
    note(service, actor, action, Noticed::Page(route));
}

/// What an act that only looks was about.
enum Noticed {
    /// A record, and whose it is.
    Record((ObjectKind, Uuid, PersonId)),
    /// An address of the service.
    Page(&'static str),
}

fn note(service: &Service, actor: &Actor, action: Action, about: Noticed) {
    let (object_kind, object, person, route, detail) = match about {
        Noticed::Record((kind, object, person)) => (kind, object, Some(person), "", json!({})),
        Noticed::Page(route) => (PAGE, Uuid::nil(), None, route, json!({ "page": route })),
    };
    let at = service.now();
    let entry = Entry {
        id: AuditId::new(at, service.random()),
        at,
        actor: Some(actor.person),
        action: action.code().to_owned(),
        object_kind: object_kind.code().to_owned(),
        object,
        person,
        organisation: None,
        address: actor.address.map(|address| address.to_string()),
        detail,
    };
    let key = (actor.person, action, object, route);
    service.noted.note(key, entry);
}

/// Writes what was noted. While the database is busy it stays noted.
pub async fn write_noted(service: &Service) -> Result<usize, AppError> {
    let (entries, lost) = service.noted.take();
    if lost > 0 {
        tracing::error!(
            lost,
            "looks and refusals are not in the audit log: too many at once"
        );
    }
    if entries.is_empty() {
        return Ok(0);
    }
    let written = async {
        let mut tx = service.store.write().await?;
        for entry in &entries {
            store::system::audit::append(&mut tx, entry).await?;
        }
        tx.commit().await
    };
    match written.await {
        Ok(()) => Ok(entries.len()),
        Err(error) => {
            // What the database refuses for good would be refused each time.
            if matches!(error, StoreError::Busy | StoreError::CannotWrite(_)) {
                service.noted.give_back(entries);
            }
            Err(error.into())
        }
    }
}
