//! What each area brings to the proofs that hold for every table.

pub mod career_conversations;
pub mod kit;
pub mod people;
pub mod places;
pub mod seats;
pub mod system;

use domain::people::id::PersonId;
use domain::places::id::OrganisationId;
use store::Store;
use store::db::Statement;

/// What an area's tables refuse, and what becomes of what they hold about people.
pub struct Proof {
    /// On each line a constraint, and a statement that it refuses and no other does. `'{500}'` is a text of 500 characters. A key is
    /// here only where its columns can't be changed alone: what all others refuse follows from the migrations.
    pub refused: &'static str,
    /// A unique index, and what takes away the trigger that speaks before it on SQLite.
    pub behind_a_trigger: &'static [(&'static str, Statement)],
    /// A unique index that another one implies: a foreign key needs it.
    pub implied: &'static [&'static str],
    /// What is held about people, but not about those of the rows.
    pub held_by_nobody: &'static [&'static str],
    /// What is held about people until they are erased.
    pub erased: &'static [&'static str],
    /// What may be read from the first row to the last, and why: a statement, and the table or index that SQLite says. All else is
    /// looked for by an index: what one person asks for must not take longer because there are more people, or because the past is
    /// longer.
    pub read_whole: &'static [ReadWhole],
}

/// Why, and what.
pub type ReadWhole = (&'static str, &'static [&'static str]);

/// What a proof says that doesn't say otherwise.
pub const NOTHING: Proof = Proof {
    refused: "",
    behind_a_trigger: &[],
    implied: &[],
    held_by_nobody: &[],
    erased: &[],
    read_whole: &[],
};

pub static PROOFS: [&Proof; 5] = [
    &places::PROOF,
    &people::PROOF,
    &seats::PROOF,
    &system::PROOF,
    &career_conversations::PROOF,
];

// Why something may be read from the first row to the last.
pub const FEW_ROWS: &str = "a few rows for each adviser, hub, server, role or organisation";
pub const ONLY_OPEN: &str = "an index of only what is open";
pub const BROUGHT: &str = "what the statement brings with it, or what SQLite knows of itself";
pub const BACKGROUND: &str = "work of the hour, and of an import";
pub const BY_FEW: &str = "a search for a part of a name, or for everybody who fits, by few people";
pub const NOT_BY_PEOPLE: &str = "asked by the tests and by the demo only";

/// What every area may read from the first row to the last.
#[allow(
    dead_code,
    reason = "PostgreSQL's plans depend on how much there is, so that only SQLite's suite asks"
)]
pub fn read_whole() -> impl Iterator<Item = &'static ReadWhole> {
    PROOFS.iter().flat_map(|proof| proof.read_whole)
}

/// Whom and where the rows of every area may be about.
pub struct Cast {
    pub organisation: OrganisationId,
    pub amina: PersonId,
    pub ben: PersonId,
}

pub async fn two_rows_of_each_table(store: &Store) {
    let mut tx = store.write().await.unwrap();
    kit::rows(&mut tx).await;
    let organisation = places::rows(&mut tx).await;
    let cast = people::rows(&mut tx, organisation).await;
    seats::rows(&mut tx, &cast).await;
    system::rows(&mut tx, &cast).await;
    career_conversations::rows(&mut tx, &cast).await;
    tx.commit().await.unwrap();
}
