//! The service's own work: what its page loads, and what its forms do.

use domain::system::job::RunJobForm;
use domain::system::outbox::RetryForm;
use leptos::prelude::*;

use crate::done;
use service::Paged;
use web::context::administrator;
use web::error::Failure;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkModel {
    /// How many servers run, and how many messages wait.
    pub now: String,
    /// A page of the messages that were given up or dropped, the latest first.
    pub dead: Paged<DeadLetterLine>,
    pub jobs: Vec<JobLine>,
    pub kept: Vec<KeptLine>,
}

/// How long a kind of rows is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptLine {
    pub what: String,
    pub how_long: String,
    pub why: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeadLetterLine {
    pub id: String,
    pub subject: String,
    pub queued: String,
    pub recipient: String,
    /// When it was given up, and after how many tries.
    pub given_up: String,
    pub why: String,
    pub can_retry: bool,
    /// Whether it was no longer to be sent.
    pub is_dropped: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobLine {
    /// Its code.
    pub name: String,
    pub what: String,
    /// 'Every 10 minutes'.
    pub every: String,
    /// What there is to say about it now; empty when it is as it should be.
    pub state: String,
    pub state_colour: String,
    /// When it was last done, and how long that took.
    pub last: String,
    pub failures: String,
    /// Why the last of them did; empty without one.
    pub why: String,
    pub next: String,
}

/// Loads how the service's own work stands.
///
/// # Errors
/// `NotSignedIn`; `Forbidden` for who isn't an administrator of the whole system.
pub async fn work(page: String) -> Result<WorkModel, Failure> {
    let (service, actor) = administrator()?;
    let shown = domain::kit::query::page(&page);
    let work = service::system::work::show(&service, &actor, shown).await?;
    Ok(super::models::work_model(work, service.now()))
}

/// Has a message that was given up tried again.
///
/// # Errors
/// `Invalid`; `NotSignedIn`; `Forbidden` for who isn't an administrator of the whole system; `NotFound`; `Conflict`.
#[server(prefix = "/api", endpoint = "administration/retry-message")]
pub async fn retry_message(#[server(default)] form: RetryForm) -> Result<(), Failure> {
    let (service, actor) = administrator()?;
    service::system::work::retry(&service, &actor, form).await?;
    done::MESSAGE_RETRIED.at("/work");
    Ok(())
}

/// Has background work done now.
///
/// # Errors
/// `Invalid`; `NotSignedIn`; `Forbidden` for who isn't an administrator of the whole system.
#[server(prefix = "/api", endpoint = "administration/run-job")]
pub async fn run_job(#[server(default)] form: RunJobForm) -> Result<(), Failure> {
    let (service, actor) = administrator()?;
    service::system::work::run_now(&service, &actor, form).await?;
    done::JOB_ASKED_FOR.at("/work");
    Ok(())
}
