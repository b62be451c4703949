//! The store suite on SQLite.

#[macro_use]
mod suite;

on_engine!(store::testing::sqlite);
