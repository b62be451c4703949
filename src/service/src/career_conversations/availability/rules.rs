//! An adviser's own booking rules.

use domain::career_conversations::audit::BOOKING_RULES_CHANGED;
use domain::career_conversations::availability::RulesForm;
use domain::career_conversations::permission::GIVE_CONVERSATIONS;
use domain::kit::app_error::AppError;
use domain::people::actor::Actor;
use serde_json::json;
use store::career_conversations::adviser::Adviser;

use super::{about, lock};
use crate::Service;
use crate::work::Work;

/// Changes buffer, notice, horizon, and what members read about the adviser. What is booked stays booked.
///
/// # Errors
/// `Forbidden` for who isn't an adviser; `Invalid`.
pub async fn change_rules(
    service: &Service,
    actor: &Actor,
    form: RulesForm,
) -> Result<Adviser, AppError> {
    actor.may(GIVE_CONVERSATIONS)?;
    let request = form.parse()?;
    let mut work = Work::begin(service, actor).await?;
    let before = lock(&mut work, actor).await?;
    let after = Adviser {
        about: request.about,
        buffer_minutes: request.buffer_minutes,
        notice_hours: request.notice_hours,
        horizon_days: request.horizon_days,
        phone: request.phone,
        ..before.clone()
    };
    store::career_conversations::adviser::upsert(&mut work, &after).await?;
    let numbers = |adviser: &Adviser| {
        json!({
            "buffer_minutes": adviser.buffer_minutes,
            "notice_hours": adviser.notice_hours,
            "horizon_days": adviser.horizon_days,
        })
    };
    let detail = json!({ "before": numbers(&before), "after": numbers(&after) });
    let about = about(actor, actor.person.uuid());
    work.note(BOOKING_RULES_CHANGED, about, detail).await?;
    work.commit().await?;
    Ok(after)
}
