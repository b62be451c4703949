//! This server, among those that may run on one database: its name, what it counts, and that it is stopping.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::sync::watch;

use crate::live::connections::Connections;
use crate::metrics::Metrics;
use crate::rate::Rate;

/// One running server.
#[derive(Debug)]
pub struct Instance {
    /// Its name, which no other server on the database has.
    pub name: Arc<str>,
    pub metrics: Metrics,
    /// Its pages that show changes as they happen.
    pub live: Connections,
    /// How often each account has changed something.
    pub rate: Rate,
    stopping: watch::Sender<bool>,
    requests: AtomicU64,
}

impl Instance {
    #[must_use]
    pub fn new(name: &str, live: Connections) -> Arc<Self> {
        Arc::new(Self {
            name: name.into(),
            metrics: Metrics::new(),
            live,
            rate: Rate::default(),
            stopping: watch::Sender::new(false),
            requests: AtomicU64::new(0),
        })
    }

    /// The next request's identifier: no other request has it, on any server.
    pub fn next_request(&self) -> String {
        let number = self.requests.fetch_add(1, Ordering::Relaxed) + 1;
        format!("{}-{number}", self.name)
    }

    /// Has everything end that would otherwise go on for as long as a browser likes.
    pub fn stop(&self) {
        self.stopping.send_replace(true);
    }

    /// Becomes true when the server stops.
    #[must_use]
    pub fn stopping(&self) -> watch::Receiver<bool> {
        self.stopping.subscribe()
    }

    /// The version of what a page shows, for the browser to compare: another server's is another one.
    #[must_use]
    pub fn version(&self, number: u64) -> String {
        format!("{}-{number}", self.name)
    }
}
