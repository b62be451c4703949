//! The server functions of what follows a conversation.

use domain::career_conversations::career_action::ChangeActionForm;
use domain::career_conversations::career_outcome::{FeedbackForm, OutcomeForm};
use domain::career_conversations::conversation_summary::{
    RemoveTemplateForm, TemplateForm, WriteUpForm,
};
use leptos::prelude::*;

use crate::done;
use ui::Item;
use web::error::Failure;

pub(super) mod models;

pub(crate) use models::{followed_rows, following_model};

/// What an adviser has written after a conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenModel {
    /// `CC-7K4M-9QXD`.
    pub reference: String,
    pub member: String,
    /// 'Tuesday 3 March 2026, 9:30am to 10am'.
    pub when: String,
    /// Whether it is recorded that the member came.
    pub is_open: bool,
    /// The summary's version, for the forms; 0 before the first.
    pub version: String,
    /// What the summary says; empty before the first.
    pub summary: String,
    /// Who can read the summary, and since when.
    pub readers: String,
    pub can_share: bool,
    pub is_shared: bool,
    /// Where it can lead: field, words, and whether it is ticked.
    pub pathways: Vec<(String, String, bool)>,
    pub actions: Vec<ActionModel>,
    /// Where an action can lead.
    pub leads: Vec<Item>,
    pub outcomes: Vec<String>,
    /// May be empty.
    pub note: String,
    /// When it was saved, for the form; empty when there is none.
    pub noted_at: String,
    /// Templates to begin with: identifier and name.
    pub templates: Vec<(String, String)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionModel {
    pub id: String,
    pub words: String,
    /// 'By 10 March 2026. Leads to: an apprenticeship.'
    pub detail: String,
    pub status: String,
    pub status_colour: String,
    /// What the button that can be pressed does, and its words: nothing for what is no longer needed.
    pub button: Option<(String, String)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowUpsModel {
    /// Those that have waited longest.
    pub lines: Vec<FollowUpLine>,
    /// How many there are in all.
    pub total: i64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowUpLine {
    pub reference: String,
    pub member: String,
    pub words: String,
    /// 'By 10 March 2026'.
    pub due: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateModel {
    pub id: String,
    pub name: String,
    pub words: String,
}

/// What follows a conversation, as the member sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowingModel {
    pub reference: String,
    /// What the summary says; nothing before it is shared.
    pub summary: Option<String>,
    /// 'An apprenticeship, training'; empty where none was named.
    pub pathways: String,
    pub actions: Vec<ActionModel>,
    pub outcomes: Vec<String>,
    /// What can have come of it.
    pub kinds: Vec<Item>,
    pub has_feedback: bool,
    pub usefulness: Vec<Item>,
    pub next_steps: Vec<Item>,
}

/// Keeps all that is on the page after a conversation, and does what the pressed button says.
#[server(prefix = "/api", endpoint = "after-conversations/write")]
pub async fn write_up(#[server(default)] form: WriteUpForm) -> Result<(), Failure> {
    let (service, actor) = models::adviser()?;
    let reference = form.reference.clone();
    let done = service::career_conversations::write_up::write_up(&service, &actor, form).await?;
    models::to_written(&reference, done);
    Ok(())
}

#[server(prefix = "/api", endpoint = "after-conversations/add-template")]
pub async fn add_template(#[server(default)] form: TemplateForm) -> Result<(), Failure> {
    let (service, actor) = models::adviser()?;
    service::career_conversations::summary_template::add(&service, &actor, form).await?;
    done::TEMPLATE_ADDED.at("/conversations/templates");
    Ok(())
}

#[server(prefix = "/api", endpoint = "after-conversations/remove-template")]
pub async fn remove_template(#[server(default)] form: RemoveTemplateForm) -> Result<(), Failure> {
    let (service, actor) = models::adviser()?;
    service::career_conversations::summary_template::remove(&service, &actor, form).await?;
    done::TEMPLATE_REMOVED.at("/conversations/templates");
    Ok(())
}

#[server(prefix = "/api", endpoint = "after-conversations/change-my-action")]
pub async fn change_my_action(#[server(default)] form: ChangeActionForm) -> Result<(), Failure> {
    let (service, actor) = models::member()?;
    let reference =
        service::career_conversations::career_action::change_as_member(&service, &actor, form)
            .await?;
    models::to_mine(&reference, done::ACTION_TOLD);
    Ok(())
}

#[server(prefix = "/api", endpoint = "after-conversations/say-outcome")]
pub async fn say_outcome(#[server(default)] form: OutcomeForm) -> Result<(), Failure> {
    let (service, actor) = models::member()?;
    let reference =
        service::career_conversations::career_outcome::say(&service, &actor, form).await?;
    models::to_mine(&reference, done::OUTCOME_TOLD);
    Ok(())
}

/// Says what one thought of one of one's own conversations, once.
#[server(prefix = "/api", endpoint = "after-conversations/give-feedback")]
pub async fn give_feedback(#[server(default)] form: FeedbackForm) -> Result<(), Failure> {
    let (service, actor) = models::member()?;
    let reference =
        service::career_conversations::career_outcome::give_feedback(&service, &actor, form)
            .await?;
    models::to_mine(&reference, done::FEEDBACK_GIVEN);
    Ok(())
}
