//! Bringing a database up to date: its schema, and then what only the program can fill.

use crate::{Store, StoreError, system};

impl Store {
    /// Brings the schema up to date, and fills what only the program can fill. Safe to run from several servers at once: they wait
    /// for one another. A schema that is up to date is only looked at, so that a role that may not change it can serve.
    ///
    /// # Errors
    /// When a migration fails; it is rolled back. `NotAllowed` for a role that may not change the schema. `Busy` when the database
    /// is locked or away.
    pub async fn migrate(&self) -> Result<(), StoreError> {
        self.migrate_schema().await?;
        system::search_key::fill(self).await
    }
}
