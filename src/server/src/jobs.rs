//! Background work beside the web server: sending messages, passing on offers, writing reminders, forgetting what is over, and a sign
//! of life.

use std::sync::Arc;
use std::time::Duration;

use domain::kit::app_error::AppError;
use service::Service;
use service::system::health;
use service::system::outbox::{self, TOGETHER, Transport};
use tokio::sync::{Notify, watch};
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::{Instant, MissedTickBehavior, interval, sleep};

use crate::instance::Instance;

/// How often the worker shows that it is alive.
pub const BEAT_EVERY: Duration = Duration::from_secs(10);

const LOOK_EVERY: Duration = Duration::from_secs(1);
/// How often it is looked whether background work is due.
const JOBS_EVERY: Duration = Duration::from_secs(5);
/// How long to wait before listening again when the database was away.
const LISTEN_AGAIN: Duration = Duration::from_secs(1);
/// How long to wait before work that broke off begins again.
const BEGIN_AGAIN: Duration = Duration::from_secs(1);
/// How long work that broke off must go well before it shows life again. It is less than the silence after which the server is no
/// longer ready (`health::LONGEST_SILENCE_SECONDS`), so one break goes by unnoticed and one after the other do not.
const TRIAL: Duration = Duration::from_secs(60);
/// Rounds of messages in a row before the worker sees to its other work.
const ROUNDS_IN_A_ROW: u32 = 3;
/// How long to wait for more messages once one is written: they are claimed and marked together.
const GATHER: Duration = Duration::from_millis(50);

pub struct Jobs {
    nudge: Arc<Notify>,
    stop: watch::Sender<bool>,
    listener: JoinHandle<()>,
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
        self.listener.abort();
        if self.worker.await.is_err() {
            tracing::error!("the worker did not end well");
        }
    }
}

#[must_use]
pub fn start(service: Service, transport: Arc<dyn Transport>, instance: Arc<Instance>) -> Jobs {
    let nudge = Arc::new(Notify::new());
    let (stop, stopped) = watch::channel(false);
    let listened = service.clone();
    let listener = supervise("listener", instance.clone(), stopped.clone(), move |_| {
        listen(listened.clone())
    });
    // From now on: whoever moves the clock waits for a worker that has yet to begin.
    let steps = service.time.as_ref().map(|time| time.steps());
    let worker = {
        let (nudge, instance, stopped) = (nudge.clone(), instance.clone(), stopped.clone());
        move |shows_life_from| {
            let worker = Worker {
                service: service.clone(),
                transport: transport.clone(),
                instance: instance.clone(),
                nudge: nudge.clone(),
                stopped: stopped.clone(),
                steps: steps.clone(),
                shows_life_from,
                beaten_at: None,
            };
            worker.run()
        }
    };
    Jobs {
        nudge,
        stop,
        listener: tokio::spawn(listener),
        worker: tokio::spawn(supervise("worker", instance, stopped, worker)),
    }
}

/// Begins a piece of work, and begins it again whenever it breaks off, until it ends by itself. `begin` is told from when on it may
/// show life: what breaks off again and again is not alive, however often it begins.
async fn supervise<W>(
    work: &'static str,
    instance: Arc<Instance>,
    mut stopped: watch::Receiver<bool>,
    begin: impl Fn(Instant) -> W,
) where
    W: Future<Output = ()> + Send + 'static,
{
    let mut shows_life_from = Instant::now();
    loop {
        // It is ended with the one who waits for it.
        let mut running = JoinSet::new();
        running.spawn(begin(shows_life_from));
        match running.join_next().await {
            Some(Err(error)) if error.is_panic() => {}
            _ => return,
        }
        instance.metrics.note_break(work);
        tracing::error!(work, "background work broke off, and begins again");
        shows_life_from = Instant::now() + TRIAL;
        tokio::select! {
            () = sleep(BEGIN_AGAIN) => {}
            _ = stopped.changed() => return,
        }
    }
}

/// Hears what other servers change, again and again when the database was away.
async fn listen(service: Service) {
    loop {
        if let Err(error) = service.store.listen().await {
            tracing::warn!(%error, "changes by other servers are not heard of");
        }
        sleep(LISTEN_AGAIN).await;
    }
}

struct Worker {
    service: Service,
    transport: Arc<dyn Transport>,
    instance: Arc<Instance>,
    nudge: Arc<Notify>,
    stopped: watch::Receiver<bool>,
    /// The demo's clock being moved.
    steps: Option<watch::Receiver<u64>>,
    shows_life_from: Instant,
    beaten_at: Option<Instant>,
}

impl Worker {
    async fn run(mut self) {
        let (mut look, mut beat, mut jobs) = (
            interval(LOOK_EVERY),
            interval(BEAT_EVERY),
            interval(JOBS_EVERY),
        );
        for clock in [&mut look, &mut beat, &mut jobs] {
            clock.set_missed_tick_behavior(MissedTickBehavior::Delay);
        }
        self.prepare().await;
        loop {
            // What a branch does is never cut short: only the waiting is.
            tokio::select! {
                _ = self.stopped.changed() => break,
                _ = beat.tick() => self.show_life().await,
                _ = jobs.tick() => {
                    self.keep_log().await;
                    self.do_jobs().await;
                }
                step = next(&mut self.steps) => self.catch_up(step).await,
                () = self.nudge.notified() => {
                    sleep(GATHER).await;
                    self.send_messages().await;
                }
                _ = look.tick() => {
                    self.see_to_what_is_due().await;
                    self.send_messages().await;
                }
            }
        }
        self.keep_log().await;
    }

    async fn prepare(&self) {
        if let Err(error) = service::system::job::ensure(&self.service).await {
            warn("preparing background work", &error);
        }
    }

    async fn send_messages(&mut self) {
        for _ in 0..ROUNDS_IN_A_ROW {
            if !self.send_some().await {
                return;
            }
        }
        self.nudge.notify_one();
    }

    /// A round of messages; says whether there may be more.
    async fn send_some(&mut self) -> bool {
        self.show_life().await;
        let stopped = self.stopped.clone();
        let goes_on = || !*stopped.borrow();
        let transport = &*self.transport;
        match outbox::deliver_while(&self.service, transport, TOGETHER, &goes_on).await {
            Ok(delivered) if delivered.is_nothing() => return false,
            Ok(delivered) => self.instance.metrics.note_messages(delivered),
            Err(error) => {
                warn("sending messages", &error);
                return false;
            }
        }
        true
    }

    /// All that is due once the demo's clock was moved, so that whoever moved it sees it.
    async fn catch_up(&mut self, step: u64) {
        self.beaten_at = None;
        self.do_jobs().await;
        self.see_to_what_is_due().await;
        while self.send_some().await {}
        self.keep_log().await;
        if let Some(time) = &self.service.time {
            time.is_done(step);
        }
    }

    /// What time brings: offers that run out and reminders that are due. Their emails are sent right after.
    async fn see_to_what_is_due(&self) {
        for (what, see_to) in self.service.due() {
            if let Err(error) = see_to(&self.service).await {
                warn(what, &error);
            }
        }
    }

    /// What is to be in the audit log besides changes, and the chain over all of it.
    async fn keep_log(&self) {
        if let Err(error) = service::system::audit::write_noted(&self.service).await {
            warn("noting looks and refusals", &error);
        }
        loop {
            match service::system::audit::link_waiting(&self.service).await {
                Ok(0) => return,
                Ok(_) if *self.stopped.borrow() => return,
                Ok(_) => {}
                Err(error) => return warn("linking the audit log", &error),
            }
        }
    }

    async fn do_jobs(&mut self) {
        while !*self.stopped.borrow() {
            self.show_life().await;
            match service::system::job::run_due(&self.service).await {
                Ok(None) => return,
                Ok(Some(run)) => self.instance.metrics.note_run(run),
                Err(error) => return warn("background work", &error),
            }
        }
    }

    /// Between any two pieces of work, but not more often than it is needed.
    async fn show_life(&mut self) {
        if self
            .beaten_at
            .is_some_and(|at| at.elapsed() < BEAT_EVERY / 2)
            || Instant::now() < self.shows_life_from
        {
            return;
        }
        match health::show_life(&self.service, &self.instance.name).await {
            Ok(()) => self.beaten_at = Some(Instant::now()),
            Err(error) => warn("showing life", &error),
        }
    }
}

/// The next step of the demo's clock; elsewhere there is none.
async fn next(steps: &mut Option<watch::Receiver<u64>>) -> u64 {
    if let Some(steps) = steps
        && steps.changed().await.is_ok()
    {
        return *steps.borrow_and_update();
    }
    std::future::pending().await
}

/// It is tried again at the next tick.
fn warn(work: &str, error: &AppError) {
    tracing::warn!(work, %error, "background work failed");
}
