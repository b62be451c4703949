//! The server functions of what follows a conversation.

#![expect(
    missing_docs,
    reason = "the macro makes a struct of each function's arguments"
)]

use domain::career_action::{ActionForm, ChangeActionForm};
use domain::career_outcome::{FeedbackForm, OutcomeForm};
use domain::conversation_summary::{
    NoteForm, RemoveTemplateForm, ShareForm, SummaryForm, TemplateForm,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::career_conversations::ChoiceModel;
use crate::error::Failure;

#[cfg(feature = "ssr")]
mod models;

#[cfg(feature = "ssr")]
pub(crate) use models::{followed_rows, following_model};

/// What an adviser has written after a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrittenModel {
    /// `CC-7K4M-9QXD`.
    pub reference: String,
    /// The member's name.
    pub member: String,
    /// 'Tuesday 3 March 2026, 9:30am to 10am'.
    pub when: String,
    /// Whether it is recorded that the member came.
    pub is_open: bool,
    /// The summary's version, for the forms; 0 before the first.
    pub version: String,
    /// What the summary says, or what it begins with.
    pub summary: String,
    /// Who can read the summary, and since when.
    pub readers: String,
    /// Whether there is a draft to share.
    pub can_share: bool,
    /// Whether the member can read it.
    pub is_shared: bool,
    /// Where it can lead: field, words, and whether it is ticked.
    pub pathways: Vec<(String, String, bool)>,
    /// What was agreed.
    pub actions: Vec<ActionModel>,
    /// Where an action can lead.
    pub leads: Vec<ChoiceModel>,
    /// What the member says came of it.
    pub outcomes: Vec<String>,
    /// The adviser's own note; may be empty.
    pub note: String,
    /// Templates to begin with: identifier and name.
    pub templates: Vec<(String, String)>,
}

/// An agreed action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActionModel {
    /// Its identifier, for the forms.
    pub id: String,
    /// What to do.
    pub words: String,
    /// 'By 10 March 2026. Leads to: an apprenticeship.'
    pub detail: String,
    /// Its state.
    pub status: String,
    /// The colour of the state's tag.
    pub status_colour: String,
    /// What the button that can be pressed does, and its words: nothing for what is no longer needed.
    pub button: Option<(String, String)>,
}

/// Actions to follow up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUpsModel {
    /// Those that have waited longest.
    pub lines: Vec<FollowUpLine>,
    /// How many there are in all.
    pub total: i64,
}

/// An action to follow up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUpLine {
    /// The conversation's reference.
    pub reference: String,
    /// The member's name.
    pub member: String,
    /// What to do.
    pub words: String,
    /// 'By 10 March 2026'.
    pub due: String,
}

/// An adviser's own template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateModel {
    /// Its identifier, for the form.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// What it says.
    pub words: String,
}

/// What follows a conversation, as the member sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowingModel {
    /// The conversation's reference, for the forms.
    pub reference: String,
    /// What the summary says; nothing before it is shared.
    pub summary: Option<String>,
    /// 'An apprenticeship, training'; empty where none was named.
    pub pathways: String,
    /// What was agreed.
    pub actions: Vec<ActionModel>,
    /// What they say came of it.
    pub outcomes: Vec<String>,
    /// What can have come of it.
    pub kinds: Vec<ChoiceModel>,
    /// Whether they have said what they thought.
    pub has_feedback: bool,
    /// How useful it can have been.
    pub usefulness: Vec<ChoiceModel>,
    /// Whether they can know what to do next.
    pub next_steps: Vec<ChoiceModel>,
}

/// Loads what one has written after one of one's own conversations, beginning with a template if there is nothing yet.
///
/// # Errors
/// `NotSignedIn`; `Forbidden` for who isn't an adviser; `NotFound`.
#[server(prefix = "/api", endpoint = "after-conversations/written")]
pub async fn written(
    #[server(default)] reference: String,
    #[server(default)] template: String,
) -> Result<WrittenModel, Failure> {
    models::written(&reference, &template).await
}

/// Keeps a summary: as a draft, or as a correction of what the member reads.
///
/// # Errors
/// `Invalid`; `NotSignedIn`; `Forbidden`; `NotFound`; `Conflict`.
#[server(prefix = "/api", endpoint = "after-conversations/save-summary")]
pub async fn save_summary(#[server(default)] form: SummaryForm) -> Result<(), Failure> {
    let (service, actor) = models::adviser()?;
    let reference = form.reference.clone();
    let state = service::conversation_summary::save(&service, &actor, form).await?;
    models::to_written(&reference, models::saved(state));
    Ok(())
}

/// Lets the member read the summary.
///
/// # Errors
/// `Invalid`; `NotSignedIn`; `Forbidden`; `NotFound`; `Conflict`.
#[server(prefix = "/api", endpoint = "after-conversations/share-summary")]
pub async fn share_summary(#[server(default)] form: ShareForm) -> Result<(), Failure> {
    let (service, actor) = models::adviser()?;
    let reference = form.reference.clone();
    service::conversation_summary::share(&service, &actor, form).await?;
    models::to_written(&reference, "shared");
    Ok(())
}

/// Keeps one's own private note.
///
/// # Errors
/// `Invalid`; `NotSignedIn`; `Forbidden`; `NotFound`; `Conflict`.
#[server(prefix = "/api", endpoint = "after-conversations/save-note")]
pub async fn save_note(#[server(default)] form: NoteForm) -> Result<(), Failure> {
    let (service, actor) = models::adviser()?;
    let reference = form.reference.clone();
    service::private_note::save(&service, &actor, form).await?;
    models::to_written(&reference, "note");
    Ok(())
}

/// Adds what was agreed.
///
/// # Errors
/// `Invalid`; `NotSignedIn`; `Forbidden`; `NotFound`; `Conflict`.
#[server(prefix = "/api", endpoint = "after-conversations/agree-action")]
pub async fn agree_action(#[server(default)] form: ActionForm) -> Result<(), Failure> {
    let (service, actor) = models::adviser()?;
    let reference = form.reference.clone();
    service::career_action::agree(&service, &actor, form).await?;
    models::to_written(&reference, "agreed");
    Ok(())
}

/// Says what became of an action of one of one's own conversations, as their adviser.
///
/// # Errors
/// `Invalid`; `NotSignedIn`; `Forbidden`; `NotFound`; `Conflict`.
#[server(prefix = "/api", endpoint = "after-conversations/change-action")]
pub async fn change_action(#[server(default)] form: ChangeActionForm) -> Result<(), Failure> {
    let (service, actor) = models::adviser()?;
    let reference = service::career_action::change_as_adviser(&service, &actor, form).await?;
    models::to_written(reference.as_str(), "action");
    Ok(())
}

/// Loads the actions of one's own conversations that are to be followed up.
///
/// # Errors
/// `NotSignedIn`; `Forbidden`.
#[server(prefix = "/api", endpoint = "after-conversations/follow-ups")]
pub async fn follow_ups() -> Result<FollowUpsModel, Failure> {
    models::follow_ups().await
}

/// Loads one's own templates.
///
/// # Errors
/// `NotSignedIn`; `Forbidden`.
#[server(prefix = "/api", endpoint = "after-conversations/templates")]
pub async fn templates() -> Result<Vec<TemplateModel>, Failure> {
    models::templates().await
}

/// Adds a template.
///
/// # Errors
/// `Invalid`; `NotSignedIn`; `Forbidden`.
#[server(prefix = "/api", endpoint = "after-conversations/add-template")]
pub async fn add_template(#[server(default)] form: TemplateForm) -> Result<(), Failure> {
    let (service, actor) = models::adviser()?;
    service::summary_template::add(&service, &actor, form).await?;
    crate::context::redirect("/adviser/templates?changed=added");
    Ok(())
}

/// Removes one of one's own templates.
///
/// # Errors
/// `Invalid`; `NotSignedIn`; `Forbidden`; `NotFound`.
#[server(prefix = "/api", endpoint = "after-conversations/remove-template")]
pub async fn remove_template(#[server(default)] form: RemoveTemplateForm) -> Result<(), Failure> {
    let (service, actor) = models::adviser()?;
    service::summary_template::remove(&service, &actor, form).await?;
    crate::context::redirect("/adviser/templates?changed=removed");
    Ok(())
}

/// Says whether one has done an action of one of one's own conversations, as the member.
///
/// # Errors
/// `Invalid`; `NotSignedIn`; `Forbidden`; `NotFound`; `Conflict`.
#[server(prefix = "/api", endpoint = "after-conversations/change-my-action")]
pub async fn change_my_action(#[server(default)] form: ChangeActionForm) -> Result<(), Failure> {
    let (service, actor) = models::member()?;
    let reference = service::career_action::change_as_member(&service, &actor, form).await?;
    models::to_mine(&reference, "action");
    Ok(())
}

/// Says what came of one of one's own conversations.
///
/// # Errors
/// `Invalid`; `NotSignedIn`; `Forbidden`; `NotFound`; `Conflict`.
#[server(prefix = "/api", endpoint = "after-conversations/say-outcome")]
pub async fn say_outcome(#[server(default)] form: OutcomeForm) -> Result<(), Failure> {
    let (service, actor) = models::member()?;
    let reference = service::career_outcome::say(&service, &actor, form).await?;
    models::to_mine(&reference, "outcome");
    Ok(())
}

/// Says what one thought of one of one's own conversations, once.
///
/// # Errors
/// `Invalid`; `NotSignedIn`; `Forbidden`; `NotFound`; `Conflict`.
#[server(prefix = "/api", endpoint = "after-conversations/give-feedback")]
pub async fn give_feedback(#[server(default)] form: FeedbackForm) -> Result<(), Failure> {
    let (service, actor) = models::member()?;
    let reference = service::career_outcome::give_feedback(&service, &actor, form).await?;
    models::to_mine(&reference, "feedback");
    Ok(())
}
