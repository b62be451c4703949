//! What a server counts of itself, for Prometheus to collect.

use std::sync::atomic::AtomicU64;
use std::time::Duration;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;
use service::Service;
use service::system::health;
use service::system::job::Run;
use service::system::outbox::Delivered;

/// The upper ends of the histograms' steps, in seconds.
const SECONDS: [f64; 11] = [
    0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0, 30.0,
];
/// The type of what [`Metrics::collect`] writes.
pub const KIND: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Asked {
    method: String,
    route: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    method: String,
    route: String,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Outcome {
    outcome: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct JobOutcome {
    job: &'static str,
    outcome: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct JobLabel {
    job: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Work {
    work: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct PoolState {
    pool: &'static str,
    state: &'static str,
}

type Seconds<L> = Family<L, Histogram, fn() -> Histogram>;

fn seconds<L: Clone + std::hash::Hash + Eq>() -> Seconds<L> {
    Family::new_with_constructor(|| Histogram::new(SECONDS))
}

/// What a server counts. Gauges are set when they are collected.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    requests: Family<Answered, Counter>,
    request_seconds: Seconds<Asked>,
    in_progress: Gauge,
    messages: Family<Outcome, Counter>,
    job_runs: Family<JobOutcome, Counter>,
    job_seconds: Seconds<JobLabel>,
    breaks: Family<Work, Counter>,
    pool: Family<PoolState, Gauge>,
    live: Gauge,
    database_up: Gauge,
    outbox_waiting: Gauge,
    outbox_dead: Gauge,
    outbox_overdue: Gauge<f64, AtomicU64>,
    worker_silent: Gauge<f64, AtomicU64>,
}

impl Default for Metrics {
    fn default() -> Self {
        Self::new()
    }
}

impl Metrics {
    #[must_use]
    pub fn new() -> Self {
        let mut metrics = Self {
            registry: Registry::with_prefix("people_hub"),
            requests: Family::default(),
            request_seconds: seconds(),
            in_progress: Gauge::default(),
            messages: Family::default(),
            job_runs: Family::default(),
            job_seconds: seconds(),
            breaks: Family::default(),
            pool: Family::default(),
            live: Gauge::default(),
            database_up: Gauge::default(),
            outbox_waiting: Gauge::default(),
            outbox_dead: Gauge::default(),
            outbox_overdue: Gauge::default(),
            worker_silent: Gauge::default(),
        };
        metrics.register();
        metrics
    }

    fn register(&mut self) {
        let all = &mut self.registry;
        all.register(
            "requests",
            "Requests answered, by address and status",
            self.requests.clone(),
        );
        all.register(
            "request_seconds",
            "How long answers took, until they began",
            self.request_seconds.clone(),
        );
        all.register(
            "requests_in_progress",
            "Requests being answered",
            self.in_progress.clone(),
        );
        all.register(
            "messages",
            "Tries to send a message, by what came of them",
            self.messages.clone(),
        );
        all.register(
            "job_runs",
            "Background work done or failed on this server",
            self.job_runs.clone(),
        );
        all.register(
            "job_seconds",
            "How long background work took",
            self.job_seconds.clone(),
        );
        all.register(
            "background_breaks",
            "How often background work broke off by a fault and began again",
            self.breaks.clone(),
        );
        all.register(
            "pool_connections",
            "Connections to the database: busy, idle, and the most there may be",
            self.pool.clone(),
        );
        all.register(
            "live_connections",
            "Pages that are told of changes",
            self.live.clone(),
        );
        all.register(
            "database_up",
            "Whether the database answered when this was collected",
            self.database_up.clone(),
        );
        all.register(
            "outbox_waiting",
            "Messages waiting to be sent",
            self.outbox_waiting.clone(),
        );
        all.register(
            "outbox_dead",
            "Messages given up and not tried again",
            self.outbox_dead.clone(),
        );
        all.register(
            "outbox_overdue_seconds",
            "How long the first waiting message has been due",
            self.outbox_overdue.clone(),
        );
        all.register(
            "worker_silent_seconds",
            "How long this server's worker has shown no life",
            self.worker_silent.clone(),
        );
    }

    pub fn begin_request(&self) {
        self.in_progress.inc();
    }

    pub fn end_request(&self, method: &str, route: &str, status: u16, took: Duration) {
        self.in_progress.dec();
        let (method, route) = (method.to_owned(), route.to_owned());
        let asked = Asked {
            method: method.clone(),
            route: route.clone(),
        };
        let answered = Answered {
            method,
            route,
            status,
        };
        self.requests.get_or_create(&answered).inc();
        self.request_seconds
            .get_or_create(&asked)
            .observe(took.as_secs_f64());
    }

    pub fn note_messages(&self, delivered: Delivered) {
        for (outcome, count) in [
            ("sent", delivered.sent),
            ("failed", delivered.failed),
            ("given_up", delivered.dead),
            ("dropped", delivered.dropped),
        ] {
            if count > 0 {
                let messages = self.messages.get_or_create(&Outcome { outcome });
                messages.inc_by(count.into());
            }
        }
    }

    pub fn note_run(&self, run: Run) {
        let job = run.name.code();
        let outcome = if run.is_done { "done" } else { "failed" };
        self.job_runs
            .get_or_create(&JobOutcome { job, outcome })
            .inc();
        let seconds = Duration::from_millis(u64::try_from(run.milliseconds).unwrap_or(0));
        self.job_seconds
            .get_or_create(&JobLabel { job })
            .observe(seconds.as_secs_f64());
    }

    pub fn note_break(&self, work: &'static str) {
        self.breaks.get_or_create(&Work { work }).inc();
    }

    /// Everything as it is now, as Prometheus reads it; `listening` pages show changes as they happen. `None`: it can't be written.
    pub async fn collect(
        &self,
        service: &Service,
        server: &str,
        listening: usize,
    ) -> Option<String> {
        self.look(service, server, listening).await;
        let mut text = String::new();
        encode(&mut text, &self.registry).ok()?;
        Some(text)
    }

    async fn look(&self, service: &Service, server: &str, listening: usize) {
        for pool in service.store.pools() {
            let states = [
                ("busy", i64::try_from(pool.busy)),
                ("idle", i64::try_from(pool.idle)),
                ("most", Ok(i64::from(pool.most))),
            ];
            for (state, count) in states {
                let label = PoolState {
                    pool: pool.name,
                    state,
                };
                self.pool
                    .get_or_create(&label)
                    .set(count.unwrap_or(i64::MAX));
            }
        }
        self.live.set(i64::try_from(listening).unwrap_or(i64::MAX));
        let waiting = health::waiting(service, server).await;
        self.database_up.set(i64::from(waiting.is_ok()));
        // What is not known now keeps its last value; `database_up` says that it is old.
        if let Ok(waiting) = waiting {
            self.outbox_waiting.set(waiting.messages.waiting);
            self.outbox_dead.set(waiting.messages.dead);
            self.outbox_overdue.set(as_seconds(waiting.overdue_seconds));
            let silent = waiting.silent_seconds.map_or(f64::INFINITY, as_seconds);
            self.worker_silent.set(silent);
        }
    }
}

fn as_seconds(seconds: i64) -> f64 {
    Duration::from_secs(u64::try_from(seconds).unwrap_or(0)).as_secs_f64()
}
