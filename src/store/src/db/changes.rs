//! Whose conversations have changed, for pages that show them as they are now.
//!
//! A transaction announces whose conversations it changes. An SQLite file belongs to one server, which notes it at the commit.
//! On PostgreSQL the announcement is a notification, which every server hears once it is committed, the one that sent it too.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use domain::people::id::PersonId;
use sqlx::postgres::{PgListener, PgPoolOptions};
use tokio::sync::watch;

use super::connection::Pools;
use super::{Store, StoreError};

/// The notifications' name on PostgreSQL.
pub(super) const CHANNEL: &str = "people_hub_changes";

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
    /// Rises with each commit that may change what can be booked.
    diaries: AtomicU64,
}

impl Changes {
    fn versions(&self) -> MutexGuard<'_, Versions> {
        self.versions.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What can be booked may have changed.
    pub(super) fn note_diaries(&self) {
        self.diaries.fetch_add(1, Ordering::SeqCst);
    }

    /// An adviser's conversations have changed.
    pub(super) fn note(&self, adviser: PersonId) {
        self.note_diaries();
        let mut versions = self.versions();
        versions.newest += 1;
        let newest = versions.newest;
        versions.of_adviser.insert(adviser, newest);
        self.newest.send_replace(newest);
    }

    /// Any conversation may have changed: something could have been missed.
    fn note_everyone(&self) {
        self.note_diaries();
        let mut versions = self.versions();
        versions.newest += 1;
        versions.of_everyone = versions.newest;
        versions.of_adviser.clear();
        self.newest.send_replace(versions.newest);
    }
}

impl Store {
    /// The version of an adviser's conversations, or of everyone's: another number after a change. It counts from the start of
    /// this server.
    #[must_use]
    pub fn conversations_version(&self, adviser: Option<PersonId>) -> u64 {
        let versions = self.changes.versions();
        let Some(adviser) = adviser else {
            return versions.newest;
        };
        let of_adviser = versions.of_adviser.get(&adviser);
        of_adviser.copied().unwrap_or(versions.of_everyone)
    }

    /// The version of what [`crate::career_conversations::diary::read`] reads: another number after a commit of this server that may have changed it, or
    /// when another server is heard to have changed a conversation. Of what other servers change besides, nothing is heard.
    #[must_use]
    pub fn diaries_version(&self) -> u64 {
        self.changes.diaries.load(Ordering::SeqCst)
    }

    /// Wakes up after a change to anyone's conversations.
    #[must_use]
    pub fn conversation_changes(&self) -> watch::Receiver<u64> {
        self.changes.newest.subscribe()
    }

    /// Hears what other servers change, for as long as the database can be reached. Without it this server knows of no change
    /// on PostgreSQL, its own included. On SQLite there is nobody to listen to.
    ///
    /// # Errors
    /// `Busy` when the database can't be reached.
    pub async fn listen(&self) -> Result<(), StoreError> {
        let Pools::Postgres { writers, .. } = &*self.pools else {
            return std::future::pending().await;
        };
        // A connection of its own: it is never given back.
        let own = PgPoolOptions::new()
            .max_connections(1)
            .max_lifetime(None)
            .idle_timeout(None)
            .connect_with((*writers.connect_options()).clone())
            .await?;
        let mut listener = PgListener::connect_with(&own).await?;
        listener.listen(CHANNEL).await?;
        self.changes.note_everyone();
        loop {
            // Without a notification the connection was lost for a moment.
            let adviser = listener.try_recv().await?;
            match adviser.and_then(|heard| heard.payload().parse().ok()) {
                Some(adviser) => self.changes.note(adviser),
                None => self.changes.note_everyone(),
            }
        }
    }
}
