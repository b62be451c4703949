//! Connections, transactions, statements, values and errors: what is the same for every noun.

mod address;
pub mod backup;
mod changes;
mod connection;
mod error;
mod listening;
mod lock;
pub mod migrations;
mod paged;
mod privileges;
mod query;
mod row;
mod statement;
mod value;

pub use address::{Address, AddressError};
pub(crate) use connection::STATEMENTS;
pub use connection::{Conn, PoolUse, Store, Tx};
pub use error::{FOREIGN_KEY, StoreError, changed_meanwhile, internal};
pub use lock::{Lock, LockError};
pub(crate) use paged::paged;
pub use paged::{AskedPage, Paged};
pub(crate) use privileges::STATEMENTS as PRIVILEGES;
pub(crate) use query::Arguments;
pub use query::{FromRow, Query, Row};
pub(crate) use row::{column, row};
pub(crate) use sqlx::error::BoxDynError;
pub use statement::Statement;
pub(crate) use statement::{statement_of, statements};
pub use value::{Column, Value};
pub(crate) use value::{codes, ids, kept_as, misfit};
