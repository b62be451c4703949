//! People in line and times that are kept for them, as tests want them.

use domain::career_conversations::waiting_list::{WaitingEntry, WaitingOffer};

use crate::{StoreError, Tx, career_conversations, seats};

/// Puts somebody in line.
///
/// # Errors
/// `Conflict(seat_claim_live)` for who is in line already.
pub async fn stand_in_line(tx: &mut Tx, entry: &WaitingEntry) -> Result<(), StoreError> {
    seats::claim::insert(tx, &entry.claim()).await?;
    career_conversations::waiting_list::insert(tx, entry.id, &entry.wish, entry.topic).await
}

/// Keeps a time for somebody in line.
///
/// # Errors
/// `Conflict` as of an offer, or of the time in it.
pub async fn keep_time(tx: &mut Tx, offer: &WaitingOffer) -> Result<(), StoreError> {
    seats::offer::insert(tx, &offer.offer()).await?;
    career_conversations::waiting_list::insert_offer(tx, offer).await
}
