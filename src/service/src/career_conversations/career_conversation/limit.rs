//! How much one member may book by themselves, so that no one takes the times of all. A coordinator who books for a member knows why, and
//! is not held to it.

use domain::career_conversations::career_conversation::limit_reached;
use domain::career_conversations::conflict;
use domain::kit::app_error::{AppError, Conflict};
use domain::kit::instant::Instant;
use domain::kit::london;
use domain::people::id::PersonId;
use store::{Conn, Tx};

use super::rules_at;

pub(crate) use domain::career_conversations::career_conversation::Doing;

/// Refuses who has booked as much as they may. Where the answer counts, the caller has locked the person before: of two requests at
/// once, the second then counts what the first has booked.
///
/// # Errors
/// `Conflict` with what the member can do.
pub(crate) async fn check_limit(
    now: Instant,
    conn: &mut Conn,
    member: PersonId,
    doing: Doing,
) -> Result<(), AppError> {
    let rules = rules_at(now, conn).await?;
    let today = london::start_of_day(london::day_of(now));
    let booked =
        store::career_conversations::career_conversation::booked(conn, member, now, today).await?;
    let done = match doing {
        Doing::Book => booked.made,
        Doing::Wait => {
            store::career_conversations::waiting_list::joined(conn, member, today).await?
        }
    };
    match limit_reached(&rules, booked.live, done, doing) {
        None => Ok(()),
        Some(message) => Err(AppError::Conflict(Conflict {
            code: conflict::BOOKING_LIMIT,
            message,
            alternatives: Vec::new(),
        })),
    }
}

/// Makes others who book for this member wait. It comes before the diaries: whoever closes an account takes both in this order too.
pub(crate) async fn lock_member(tx: &mut Tx, member: PersonId) -> Result<(), AppError> {
    Ok(store::people::person::lock(tx, member).await?)
}
