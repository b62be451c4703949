//! The only room of People Hub that knows SQL.

pub mod db;

pub use db::{Conn, Store, StoreError, Tx};
