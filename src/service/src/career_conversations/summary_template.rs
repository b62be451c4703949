//! Advisers' own templates for summaries.

use domain::career_conversations::audit::{SUMMARY_TEMPLATE, TEMPLATE_ADDED, TEMPLATE_REMOVED};
use domain::career_conversations::conversation_summary::{
    MOST_TEMPLATES, RemoveTemplateForm, SummaryTemplate, TemplateForm,
};
use domain::career_conversations::id::SummaryTemplateId;
use domain::career_conversations::permission::GIVE_CONVERSATIONS;
use domain::kit::app_error::AppError;
use domain::people::actor::Actor;
use serde_json::json;

use crate::Service;
use crate::work::{About, Work};

/// One's own templates, by name.
///
/// # Errors
/// `Forbidden` for who isn't an adviser.
pub async fn mine(service: &Service, actor: &Actor) -> Result<Vec<SummaryTemplate>, AppError> {
    actor.may(GIVE_CONVERSATIONS)?;
    let mut conn = service.store.read().await?;
    Ok(store::career_conversations::summary_template::of_adviser(&mut conn, actor.person).await?)
}

/// Adds a template.
///
/// # Errors
/// `Forbidden` for who isn't an adviser; `Invalid`, also when there is one of that name or there are too many.
pub async fn add(service: &Service, actor: &Actor, form: TemplateForm) -> Result<(), AppError> {
    actor.may(GIVE_CONVERSATIONS)?;
    let request = form.parse()?;
    let mut work = Work::begin(service, actor).await?;
    store::career_conversations::adviser::lock(&mut work, actor.person).await?;
    let others =
        store::career_conversations::summary_template::of_adviser(&mut work, actor.person).await?;
    if others.len() >= MOST_TEMPLATES {
        let message = format!("You can keep {MOST_TEMPLATES} templates. Remove one first");
        return Err(AppError::invalid("name", message));
    }
    if others.iter().any(|other| other.name == request.name) {
        return Err(name_taken());
    }
    let template = SummaryTemplate {
        id: work.id(),
        adviser: actor.person,
        name: request.name,
        words: request.words,
        made_at: work.now,
    };
    store::career_conversations::summary_template::insert(&mut work, &template)
        .await
        .map_err(|error| match error.constraint() {
            Some("summary_template_once") => name_taken(),
            _ => error.into(),
        })?;
    work.note(TEMPLATE_ADDED, about(actor, template.id), json!({}))
        .await?;
    Ok(work.commit().await?)
}

fn name_taken() -> AppError {
    let message = "You have a template of this name. Choose another name";
    AppError::invalid("name", message)
}

/// Removes one of one's own templates. Summaries that began with it stay as they are.
///
/// # Errors
/// `Forbidden` for who isn't an adviser; `Invalid`; `NotFound` for another adviser's.
pub async fn remove(
    service: &Service,
    actor: &Actor,
    form: RemoveTemplateForm,
) -> Result<(), AppError> {
    actor.may(GIVE_CONVERSATIONS)?;
    let template = form.parse()?;
    let mut work = Work::begin(service, actor).await?;
    store::career_conversations::summary_template::remove(&mut work, actor.person, template)
        .await?;
    work.note(TEMPLATE_REMOVED, about(actor, template), json!({}))
        .await?;
    Ok(work.commit().await?)
}

fn about(actor: &Actor, template: SummaryTemplateId) -> About {
    About::the(SUMMARY_TEMPLATE, template.uuid()).of(actor.person)
}
