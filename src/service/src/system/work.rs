//! What the service does by itself, for administrators of the whole system: messages that were given up, and background work.

use domain::kit::app_error::{AppError, Conflict, ConflictCode};
use domain::people::actor::Actor;
use domain::system::audit::{JOB, JOB_ASKED_FOR, MESSAGE, MESSAGE_RETRIED};
use domain::system::job::RunJobForm;
use domain::system::outbox::{DropReason, MessageEvent, MessageState, RetryForm};
use domain::system::permission::ADMINISTER_SYSTEM;
use serde_json::json;
use store::{AskedPage, Paged};
use uuid::Uuid;

use crate::Service;
use crate::system::health::LONGEST_SILENCE_SECONDS;
use crate::work::{self, About};

pub use store::system::job::Job;
pub use store::system::outbox::DeadLetter;

/// Why a sign-in message is not tried again.
const OVER: &str = "The code in this message is over. The person can ask for a new one";

pub const ON_A_PAGE: i64 = 20;

/// How the service's own work stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Work {
    /// Servers whose worker has shown life lately.
    pub servers: usize,
    /// Messages that wait to be sent.
    pub waiting: i64,
    /// A page of the messages that were given up or dropped, the latest first.
    pub dead: Paged<DeadLetter>,
    pub jobs: Vec<Job>,
}

/// How the service's own work stands.
///
/// # Errors
/// `Forbidden` for who isn't an administrator of the whole system.
pub async fn show(service: &Service, actor: &Actor, page: i64) -> Result<Work, AppError> {
    actor.may(ADMINISTER_SYSTEM)?;
    let mut conn = service.store.read().await?;
    let queue = store::system::outbox::queue(&mut conn).await?;
    let asked = AskedPage::new(page, ON_A_PAGE);
    let mut dead = store::system::outbox::dead_letters(&mut conn, asked).await?;
    let jobs = store::system::job::all(&mut conn).await?;
    let lately = service.now().plus_seconds(-LONGEST_SILENCE_SECONDS);
    let servers = store::system::heartbeat::since(&mut conn, lately).await?;
    for letter in &mut dead.rows {
        letter.dropped_because = letter
            .dropped_because
            .take()
            .map(|reason| in_words(service, reason));
    }
    Ok(Work {
        servers: servers.len(),
        waiting: queue.waiting,
        dead,
        jobs,
    })
}

/// How many messages were given up.
///
/// # Errors
/// `Forbidden` for who isn't an administrator of the whole system.
pub async fn count_given_up(service: &Service, actor: &Actor) -> Result<i64, AppError> {
    actor.may(ADMINISTER_SYSTEM)?;
    let mut conn = service.store.read().await?;
    Ok(store::system::outbox::queue(&mut conn).await?.dead)
}

/// The reason with its words: kept is its code.
fn in_words(service: &Service, reason: DropReason) -> DropReason {
    let mut known = service.areas.iter().flat_map(|area| area.drop_reasons);
    known
        .find(|known| **known == reason)
        .cloned()
        .unwrap_or(reason)
}

/// Has a message that was given up tried again.
///
/// # Errors
/// `Forbidden` for who isn't an administrator of the whole system; `Invalid`; `NotFound` when it was not given up or waits
/// again; `Conflict` for a sign-in message, whose code is over.
pub async fn retry(service: &Service, actor: &Actor, form: RetryForm) -> Result<(), AppError> {
    actor.may(ADMINISTER_SYSTEM)?;
    let id = form.parse()?;
    let mut work = work::Work::begin(service, actor).await?;
    let now = work.now;
    let letter = store::system::outbox::dead_letter(&mut work, id).await?;
    let again = MessageState::Dead.after(MessageEvent::Retry);
    if again.is_none() || !letter.kind.can_be_retried() {
        return Err(AppError::Conflict(Conflict {
            code: ConflictCode::NOT_ALLOWED_NOW,
            message: OVER.to_owned(),
            alternatives: Vec::new(),
        }));
    }
    store::system::outbox::revive(&mut work, id, now).await?;
    let detail = json!({ "kind": letter.kind, "tries": letter.attempts });
    let about = About::the(MESSAGE, id.uuid());
    work.note(MESSAGE_RETRIED, about, detail).await?;
    Ok(work.commit().await?)
}

/// Has background work done now rather than when it is due. Work that is being done is not done twice.
///
/// # Errors
/// `Forbidden` for who isn't an administrator of the whole system; `Invalid`.
pub async fn run_now(service: &Service, actor: &Actor, form: RunJobForm) -> Result<(), AppError> {
    actor.may(ADMINISTER_SYSTEM)?;
    let job = form.parse()?;
    let mut work = work::Work::begin(service, actor).await?;
    let now = work.now;
    store::system::job::ask_for(&mut work, job, now).await?;
    let about = About::the(JOB, Uuid::nil());
    work.note(JOB_ASKED_FOR, about, json!({ "job": job }))
        .await?;
    Ok(work.commit().await?)
}
