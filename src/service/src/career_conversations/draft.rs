//! Half-finished bookings: the answers so far, kept for whoever comes back on another day or device.

use domain::career_conversations::career_conversation::Answers;
use domain::kit::app_error::AppError;
use domain::people::actor::Actor;
use domain::system::id::DraftId;
use store::internal;
use store::system::draft::Draft;

use crate::Service;
use crate::work::Work;

const BOOKING: &str = "career_conversation";

/// The draft of a booking: its identifier names the submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookingDraft {
    pub id: DraftId,
    pub answers: Answers,
}

/// The actor's draft of a booking for `subject` (a member's identifier; empty for oneself), if there is one.
pub async fn find(
    service: &Service,
    actor: &Actor,
    subject: &str,
) -> Result<Option<BookingDraft>, AppError> {
    let mut conn = service.store.read().await?;
    let draft = store::system::draft::find(&mut conn, actor.person, BOOKING, subject).await?;
    Ok(draft.map(|draft| BookingDraft {
        id: draft.id,
        answers: serde_json::from_value(draft.answers).unwrap_or_default(),
    }))
}

/// Changes the answers so far, starting a draft where there is none. Gives them as they are then.
pub async fn save(
    service: &Service,
    actor: &Actor,
    subject: &str,
    change: impl FnOnce(&mut Answers),
) -> Result<Answers, AppError> {
    let mut work = Work::begin(service, actor).await?;
    let found = store::system::draft::find(&mut work, actor.person, BOOKING, subject).await?;
    let id = match &found {
        Some(draft) => draft.id,
        None => work.id(),
    };
    let mut answers: Answers = found
        .map(|draft| serde_json::from_value(draft.answers).unwrap_or_default())
        .unwrap_or_default();
    change(&mut answers);
    let draft = Draft {
        id,
        person: actor.person,
        journey: BOOKING.to_owned(),
        subject: subject.to_owned(),
        answers: serde_json::to_value(&answers).map_err(|error| internal(&error))?,
        updated_at: work.now,
    };
    store::system::draft::save(&mut work, &draft).await?;
    work.commit().await?;
    Ok(answers)
}
