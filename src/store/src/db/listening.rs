//! Hearing what other servers change, and telling pages of it.

use domain::people::id::PersonId;
use sqlx::postgres::{PgListener, PgPoolOptions};
use tokio::sync::watch;

use super::connection::{CHANNEL, Pools};
use super::{Store, StoreError};

impl Store {
    /// The version of an adviser's conversations, or of everyone's: another number after a change. It counts from the start of
    /// this server.
    #[must_use]
    pub fn conversations_version(&self, adviser: Option<PersonId>) -> u64 {
        self.changes.version_of_conversations(adviser)
    }

    /// A number that is another one after a commit of this server that wrote to one of these tables, or when a change of another
    /// server's is heard of. Of what other servers change besides, nothing is heard.
    #[must_use]
    pub fn version_of(&self, tables: &[&str]) -> u64 {
        self.changes.version_of(tables)
    }

    /// Wakes up after a change to anyone's conversations.
    #[must_use]
    pub fn conversation_changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    /// Hears what other servers change, for as long as the database can be reached. Without it this server knows of no change
    /// on PostgreSQL, its own included. On SQLite there is nobody to listen to.
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
