//! The store suite on PostgreSQL.

#[macro_use]
mod suite;

on_engine!(store::testing::postgres);
