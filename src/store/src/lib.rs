//! The only room of People Hub that knows SQL.
//!
//! One file a noun: functions that read take `&mut Conn`, functions that write take `&mut Tx` (which lends itself as a
//! `Conn`). What is the same for every noun is in [`db`].

pub mod career_conversations;
pub mod db;
pub mod kit;
pub mod people;
pub mod places;
pub mod seats;
pub mod system;
#[cfg(feature = "testing")]
pub mod testing;
mod upgrade;

pub use db::{
    Address, AddressError, AskedPage, Conn, Lock, LockError, Paged, Store, StoreError, Tx, backup,
    changed_meanwhile, internal,
};
use domain::kit::app_error::ConflictCode;

/// Every statement of every noun, for the test that prepares them on both engines.
#[must_use]
pub fn statements() -> Vec<&'static db::Statement> {
    [
        db::PRIVILEGES.to_vec(),
        db::STATEMENTS.to_vec(),
        kit::statements(),
        people::statements(),
        places::statements(),
        seats::statements(),
        system::statements(),
        career_conversations::statements(),
    ]
    .concat()
}

/// Every unique index of every noun: its columns, as SQLite says them, and its name.
fn unique_indexes() -> impl Iterator<Item = &'static (&'static str, &'static str)> {
    let areas = [
        people::UNIQUE,
        places::UNIQUE,
        seats::UNIQUE,
        system::UNIQUE,
        career_conversations::UNIQUE,
    ];
    areas.into_iter().flatten()
}

/// What refused constraints mean to a person. One that isn't here is a fault.
fn meanings() -> impl Iterator<Item = &'static (&'static str, ConflictCode)> {
    let areas = [
        people::MEANINGS,
        seats::MEANINGS,
        system::MEANINGS,
        career_conversations::MEANINGS,
    ];
    areas.into_iter().flatten()
}

/// Everything that is kept about people, as they read it: what was done with their record comes last.
pub fn held() -> impl Iterator<Item = &'static people::personal_data::Held> {
    let areas = [
        people::personal_data::HELD,
        career_conversations::personal_data::HELD,
        system::personal_data::HELD,
    ];
    areas.into_iter().flatten()
}

/// Everything that is kept of an organisation, as it takes it along.
pub fn of_organisations() -> impl Iterator<Item = &'static places::organisation_data::OfOrganisation>
{
    places::organisation_data::KEPT.iter()
}

/// What goes on the erasure of the person `$1`, as it is run. Emails are found by what leads to them, which goes after them.
fn erasing() -> impl Iterator<Item = &'static db::Statement> {
    let areas = [
        career_conversations::personal_data::ERASING,
        system::personal_data::ERASING,
        people::personal_data::ERASING,
    ];
    areas.into_iter().flatten().copied()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    /// A meaning under a name that no migration gives would never be told.
    #[test]
    fn every_meaning_is_of_a_constraint_that_there_is() {
        let migrations = crate::db::migrations::SQLITE.iter();
        let sql: String = migrations.map(|each| each.sql.as_str()).collect();
        let words: BTreeSet<&str> = sql
            .split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_')
            .collect();
        for (constraint, _) in crate::meanings() {
            assert!(
                words.contains(constraint),
                "{constraint} is in no migration"
            );
        }
    }

    #[test]
    fn each_kind_of_what_is_held_has_a_name_and_a_title_of_its_own() {
        let names: BTreeSet<_> = crate::held().map(|held| held.name).collect();
        let titles: BTreeSet<_> = crate::held().map(|held| held.title).collect();
        let kinds = crate::held().count();
        assert_eq!((names.len(), titles.len()), (kinds, kinds));
    }
}
