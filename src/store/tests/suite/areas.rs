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
    /// A constraint, and a statement that it refuses and no other does. `'{500}'` is a text of 500 characters.
    pub refused: &'static [(&'static str, &'static str)],
    /// A foreign key, and a statement that would leave a row pointing at nothing.
    pub dangling: &'static [(&'static str, &'static str)],
    /// A unique index, and what takes away the trigger that speaks before it on SQLite.
    pub behind_a_trigger: &'static [(&'static str, Statement)],
    /// A unique index that another one implies: a foreign key needs it.
    pub implied: &'static [&'static str],
    /// What is held about people, but not about those of the rows.
    pub held_by_nobody: &'static [&'static str],
    /// What is held about people until they are erased.
    pub erased: &'static [&'static str],
}

/// What a proof says that doesn't say otherwise.
pub const NOTHING: Proof = Proof {
    refused: &[],
    dangling: &[],
    behind_a_trigger: &[],
    implied: &[],
    held_by_nobody: &[],
    erased: &[],
};

pub static PROOFS: [&Proof; 6] = [
    &kit::PROOF,
    &places::PROOF,
    &people::PROOF,
    &seats::PROOF,
    &system::PROOF,
    &career_conversations::PROOF,
];

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
