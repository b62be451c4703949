//! What whoever tries the demo has besides people: the time, which they move on, and every message. Elsewhere there is neither.

use std::sync::Arc;
use std::time::Duration;

use domain::kit::app_error::AppError;
use domain::kit::instant::Instant;
use domain::kit::london;
use domain::system::demo::{DayForm, StepForm};
use store::{AskedPage, Paged};
use tokio::sync::watch;
use tokio::time::timeout;

use crate::kit::clock::ForwardClock;
use crate::{Clock, Service};

pub use store::system::outbox::Letter;

pub const ON_A_PAGE: i64 = 20;
/// A move is made in so many steps at most, so that what follows from one thing is done before the next is due.
const MOST_STEPS: i64 = 60;
/// The shortest step, in minutes.
const STEP_MINUTES: i64 = 60;
/// How long whoever moves the clock waits for what is due: the rest is done after.
const PATIENCE: Duration = Duration::from_secs(10);

/// The demo's time.
pub struct Time {
    clock: Arc<ForwardClock>,
    /// How many steps were made.
    made: watch::Sender<u64>,
    /// Up to which of them what is due has been done.
    done: watch::Sender<u64>,
}

impl Time {
    #[must_use]
    pub(crate) fn over(clock: Arc<dyn Clock>) -> Self {
        Self {
            clock: Arc::new(ForwardClock::over(clock)),
            made: watch::Sender::new(0),
            done: watch::Sender::new(0),
        }
    }

    pub(crate) fn clock(&self) -> Arc<dyn Clock> {
        self.clock.clone()
    }

    /// The steps that are made from now on, for the worker.
    #[must_use]
    pub fn steps(&self) -> watch::Receiver<u64> {
        self.made.subscribe()
    }

    /// Says that the worker has done what was due after this step.
    pub fn is_done(&self, step: u64) {
        self.done.send_replace(step);
    }

    async fn go_to(&self, to: Instant) {
        let minutes = self.clock.now().minutes_until(to) / MOST_STEPS;
        let step = async || {
            while self.clock.now() < to {
                let next = self.clock.now().plus_minutes(minutes.max(STEP_MINUTES));
                self.step_to(next.min(to)).await;
            }
        };
        if timeout(PATIENCE, step()).await.is_err() {
            tracing::warn!("the demo's clock was moved before all that was due had been done");
            self.clock.forward_to(to);
        }
    }

    async fn step_to(&self, at: Instant) {
        self.clock.forward_to(at);
        let mut step = 0;
        self.made.send_modify(|made| {
            *made += 1;
            step = *made;
        });
        // Without a worker nobody would answer.
        if self.made.receiver_count() > 0 {
            let mut done = self.done.subscribe();
            let _ = done.wait_for(|done| *done >= step).await;
        }
    }
}

fn time(service: &Service) -> Result<&Time, AppError> {
    service.time.as_deref().ok_or(AppError::NotFound)
}

/// Goes on from where another server stopped: what it kept is not to lie ahead of now.
pub async fn go_on(service: &Service) -> Result<(), AppError> {
    let time = time(service)?;
    let mut conn = service.store.read().await?;
    let later = store::system::heartbeat::since(&mut conn, service.now()).await?;
    if let Some(last) = later.first() {
        time.clock.forward_to(*last);
    }
    Ok(())
}

/// Moves the clock on by an hour or a day, and has done what is then due.
///
/// # Errors
/// `NotFound` when this is not the demo; `Invalid`.
pub async fn step(service: &Service, form: StepForm) -> Result<(), AppError> {
    let time = time(service)?;
    let step = form.parse()?.step;
    time.go_to(step.after(service.now())).await;
    Ok(())
}

/// Moves the clock on to 9am of a day, and has done what is due until then.
///
/// # Errors
/// `NotFound` when this is not the demo; `Invalid`.
pub async fn go_to_day(service: &Service, form: DayForm) -> Result<(), AppError> {
    let time = time(service)?;
    let request = form.parse(london::day_of(service.now()))?;
    time.go_to(request.instant()).await;
    Ok(())
}

/// A page of every message, the latest first.
///
/// # Errors
/// `NotFound` when this is not the demo.
pub async fn letters(service: &Service, page: i64) -> Result<Paged<Letter>, AppError> {
    time(service)?;
    let mut conn = service.store.read().await?;
    let asked = AskedPage::new(page, ON_A_PAGE);
    Ok(store::system::outbox::letters(&mut conn, asked).await?)
}
