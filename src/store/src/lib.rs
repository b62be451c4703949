//! The only room of People Hub that knows SQL.
//!
//! One file a noun: functions that read take `&mut Conn`, functions that write take `&mut Tx` (which lends itself as a
//! `Conn`). What is the same for every noun is in [`db`].

pub mod career_conversations;
pub mod db;
pub mod kit;
pub mod people;
pub mod places;
pub mod system;
#[cfg(feature = "testing")]
pub mod testing;
mod upgrade;

pub use db::{Address, AddressError, Conn, Lock, LockError, Store, StoreError, Tx, backup};

/// Every statement of every noun, for the test that prepares them on both engines.
#[must_use]
pub fn statements() -> Vec<&'static db::Statement> {
    [
        db::PRIVILEGES.to_vec(),
        db::STATEMENTS.to_vec(),
        kit::statements(),
        people::statements(),
        places::statements(),
        system::statements(),
        career_conversations::statements(),
    ]
    .concat()
}

/// One page of a list, and how many rows there are in all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    /// The rows of this page.
    pub rows: Vec<T>,
    /// Rows on all pages.
    pub total: i64,
}
