//! What has changed, and what was refused: whose conversations, for pages that show them as they are now.
//!
//! A transaction announces whose conversations it changes. An SQLite file belongs to one server, which notes it at the commit.
//! On PostgreSQL the announcement is a notification, which every server hears once it is committed, the one that sent it too.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use domain::people::id::PersonId;
use tokio::sync::watch;

use super::StoreError;

/// Numbers that rise with each change.
#[derive(Debug, Default)]
struct Versions {
    newest: u64,
    /// The version of advisers of whom nothing newer is known.
    of_everyone: u64,
    of_adviser: HashMap<PersonId, u64>,
}

/// What has changed since the start.
#[derive(Debug, Default)]
pub(super) struct Changes {
    versions: Mutex<Versions>,
    newest: watch::Sender<u64>,
    /// How often each table was written to here.
    written: Mutex<HashMap<&'static str, u64>>,
    /// Rises with each change that was heard of.
    heard: AtomicU64,
    /// When anything was last refused for want of room.
    refused_at: Mutex<Option<Instant>>,
}

impl Changes {
    fn versions(&self) -> MutexGuard<'_, Versions> {
        self.versions.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the engine said, noted where the disk has no room.
    pub(super) fn error(&self, error: sqlx::Error) -> StoreError {
        let error = StoreError::from(error);
        if let StoreError::CannotWrite(_) = error {
            *self.refused_at() = Some(Instant::now());
        }
        error
    }

    fn refused_at(&self) -> MutexGuard<'_, Option<Instant>> {
        self.refused_at
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn was_refused_within(&self, time: Duration) -> bool {
        self.refused_at().is_some_and(|at| at.elapsed() < time)
    }

    pub(super) fn note_written(&self, tables: &[&'static str]) {
        let mut written = self.written.lock().unwrap_or_else(PoisonError::into_inner);
        for table in tables {
            *written.entry(table).or_default() += 1;
        }
    }

    /// How often one of these tables was written to here, or may have been elsewhere.
    pub(super) fn version_of(&self, tables: &[&str]) -> u64 {
        let written = self.written.lock().unwrap_or_else(PoisonError::into_inner);
        let here: u64 = tables.iter().filter_map(|table| written.get(table)).sum();
        here + self.heard.load(Ordering::SeqCst)
    }

    /// The version of an adviser's conversations, or of everyone's.
    pub(super) fn version_of_conversations(&self, adviser: Option<PersonId>) -> u64 {
        let versions = self.versions();
        let Some(adviser) = adviser else {
            return versions.newest;
        };
        let of_adviser = versions.of_adviser.get(&adviser);
        of_adviser.copied().unwrap_or(versions.of_everyone)
    }

    /// Wakes up after a change to anyone's conversations.
    pub(super) fn subscribe(&self) -> watch::Receiver<u64> {
        self.newest.subscribe()
    }

    pub(super) fn note(&self, adviser: PersonId) {
        self.heard.fetch_add(1, Ordering::SeqCst);
        let mut versions = self.versions();
        versions.newest += 1;
        let newest = versions.newest;
        versions.of_adviser.insert(adviser, newest);
        self.newest.send_replace(newest);
    }

    /// Any conversation may have changed: something could have been missed.
    pub(super) fn note_everyone(&self) {
        self.heard.fetch_add(1, Ordering::SeqCst);
        let mut versions = self.versions();
        versions.newest += 1;
        versions.of_everyone = versions.newest;
        versions.of_adviser.clear();
        self.newest.send_replace(versions.newest);
    }
}
