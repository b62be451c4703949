//! Background work beside the web server: sending messages, passing on offers, writing reminders, forgetting what is over, and a sign
//! of life.

use std::sync::Arc;
use std::time::Duration;

use domain::app_error::AppError;
use service::Service;
use service::outbox::{self, Transport};
use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;
use tokio::time::{MissedTickBehavior, interval};

/// The name under which the worker shows that it is alive.
pub const HEARTBEAT: &str = "worker";
/// How often the worker shows that it is alive.
pub const BEAT_EVERY: Duration = Duration::from_secs(10);

const LOOK_EVERY: Duration = Duration::from_secs(1);
const TIDY_EVERY: Duration = Duration::from_secs(10 * 60);
/// Messages sent in a row before the worker sees to its other work.
const MESSAGES_IN_A_ROW: u32 = 50;

/// The running background work.
pub struct Jobs {
    nudge: Arc<Notify>,
    stop: watch::Sender<bool>,
    worker: JoinHandle<()>,
}

impl Jobs {
    /// Has the worker look for messages now rather than within a second.
    pub fn nudge(&self) {
        self.nudge.notify_one();
    }

    /// Stops the worker when it has finished what it has in hand.
    pub async fn stop(self) {
        let _ = self.stop.send(true);
        if self.worker.await.is_err() {
            tracing::error!("the worker did not end well");
        }
    }
}

/// Starts the background work.
#[must_use]
pub fn start(service: Service, transport: Arc<dyn Transport>) -> Jobs {
    let nudge = Arc::new(Notify::new());
    let (stop, stopped) = watch::channel(false);
    let worker = Worker {
        service,
        transport,
        nudge: nudge.clone(),
        stopped,
    };
    Jobs {
        nudge,
        stop,
        worker: tokio::spawn(worker.run()),
    }
}

struct Worker {
    service: Service,
    transport: Arc<dyn Transport>,
    nudge: Arc<Notify>,
    stopped: watch::Receiver<bool>,
}

impl Worker {
    async fn run(mut self) {
        let (mut look, mut beat, mut tidy) = (
            interval(LOOK_EVERY),
            interval(BEAT_EVERY),
            interval(TIDY_EVERY),
        );
        for clock in [&mut look, &mut beat, &mut tidy] {
            clock.set_missed_tick_behavior(MissedTickBehavior::Delay);
        }
        loop {
            // What a branch does is never cut short: only the waiting is.
            tokio::select! {
                _ = self.stopped.changed() => break,
                _ = beat.tick() => self.show_life().await,
                _ = tidy.tick() => self.tidy().await,
                () = self.nudge.notified() => self.send_messages().await,
                _ = look.tick() => {
                    self.see_to_what_is_due().await;
                    self.send_messages().await;
                }
            }
        }
    }

    async fn send_messages(&self) {
        for _ in 0..MESSAGES_IN_A_ROW {
            if *self.stopped.borrow() {
                return;
            }
            match outbox::deliver_due(&self.service, &*self.transport, 1).await {
                Ok(delivered) if delivered.is_nothing() => return,
                Ok(_) => {}
                Err(error) => return warn("sending messages", &error),
            }
        }
        self.nudge.notify_one();
    }

    /// What time brings: offers that run out and reminders that are due. Their emails are sent right after.
    async fn see_to_what_is_due(&self) {
        if let Err(error) = service::waiting_list::expire(&self.service).await {
            warn("passing on offers", &error);
        }
        if let Err(error) = service::reminder::queue_due(&self.service).await {
            warn("writing reminders", &error);
        }
    }

    async fn tidy(&self) {
        if let Err(error) = service::sign_in::forget_ended(&self.service).await {
            warn("forgetting what is over", &error);
        }
        if let Err(error) = service::bank_holiday::ensure(&self.service).await {
            warn("keeping the bank holidays", &error);
        }
    }

    async fn show_life(&self) {
        if let Err(error) = outbox::show_life(&self.service, HEARTBEAT).await {
            warn("showing life", &error);
        }
    }
}

/// It is tried again at the next tick.
fn warn(work: &str, error: &AppError) {
    tracing::warn!(work, %error, "background work failed");
}
