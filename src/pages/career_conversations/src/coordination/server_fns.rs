//! The server functions of coordination: what its pages load, and what their forms do.

use domain::career_conversations::career_conversation::{CancelForm, MoveForm};
use leptos::prelude::*;
use serde::Deserialize;

use crate::done;
use crate::members::TimesModel;
use service::Paged;
use ui::Item;
use web::error::Failure;

pub(super) mod models;

/// What a coordinator looks for: from the query.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct CoordinationQuery {
    /// The first day, `2026-03-02`; empty for today.
    pub from: String,
    /// The last day; empty for the first.
    pub to: String,
    /// An adviser's identifier; empty for everyone.
    pub adviser: String,
    /// A status's code; empty for every one.
    pub status: String,
    /// Part of the member's name or of the reference.
    pub text: String,
    /// `time`, `-time`, `member`, `adviser` or `status`.
    pub sort: String,
    /// The page, from 1.
    pub page: String,
}

/// Everyone's conversations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoordinationModel {
    /// What was looked for, as it was understood.
    pub query: CoordinationQuery,
    /// 'Monday 2 March 2026', '2 to 8 March 2026'.
    pub days: String,
    /// Conversations of the page.
    pub lines: Paged<CoordinationLine>,
    /// '12 booked', '3 attended': those of which there are any, without the filter by status.
    pub counts: Vec<String>,
    /// Advisers to choose from.
    pub advisers: Vec<Item>,
    /// Statuses to choose from.
    pub statuses: Vec<Item>,
    /// The same number of days before: first and last.
    pub before: (String, String),
    /// The same number of days after: first and last.
    pub after: (String, String),
    /// Whether the days are today alone.
    pub is_today: bool,
    /// Whether there are too many to look through.
    pub too_many: bool,
    /// What is compared with what the page is told of changes.
    pub version: String,
    /// 'Updated at 9:30am'.
    pub updated: String,
}

/// A conversation in a coordinator's table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoordinationLine {
    /// Its reference.
    pub reference: String,
    /// 'Tue 3 Mar, 9:30am'.
    pub when: String,
    /// The member's name.
    pub member: String,
    /// The adviser's name.
    pub adviser: String,
    /// How and where.
    pub way: String,
    /// Its status.
    pub status: String,
    /// The colour of the status's tag.
    pub status_colour: String,
}

/// One conversation as a coordinator sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoordinatedModel {
    /// `CC-7K4M-9QXD`.
    pub reference: String,
    /// For the form.
    pub version: String,
    /// 'Tuesday 3 March 2026, 9:30am to 10am'.
    pub when: String,
    /// The member's name.
    pub member: String,
    /// The member's identifier, to book again.
    pub member_id: String,
    /// The member's email address.
    pub email: String,
    /// The member's phone number; empty without one.
    pub phone: String,
    /// The adviser's name.
    pub adviser: String,
    /// How and where.
    pub way: String,
    /// What about.
    pub topic: String,
    /// What the member would like the adviser to know.
    pub preparation: String,
    /// Its status.
    pub status: String,
    /// The colour of the status's tag.
    pub status_colour: String,
    /// Whether it can be moved or cancelled: until it starts.
    pub can_change: bool,
    /// Whether it is cancelled, by whomever.
    pub is_cancelled: bool,
    /// The day it is on, as in the address.
    pub day: String,
    /// What happened to it, oldest first.
    pub history: Vec<HistoryLine>,
    /// What has followed it: question and answer; empty unless the member came.
    pub followed: Vec<(String, String)>,
}

/// Something that happened to a conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryLine {
    /// 'Monday 2 March 2026, 9:30am'.
    pub at: String,
    /// 'Booked a career conversation'.
    pub what: String,
    /// 'Amina Yusuf'.
    pub who: String,
}

/// Members found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MembersModel {
    /// What was looked for.
    pub text: String,
    /// The members of the page.
    pub members: Paged<MemberLine>,
}

/// A member to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberLine {
    /// Their identifier.
    pub id: String,
    /// Their name.
    pub name: String,
    /// Their email address.
    pub email: String,
    /// Whether their account is closed.
    pub is_closed: bool,
}

/// What the page on which a coordinator moves a conversation shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoordinatedMoveModel {
    /// The conversation as it is.
    pub conversation: CoordinatedModel,
    /// The times it can be moved to.
    pub times: TimesModel,
}

/// Moves anyone's conversation.
///
/// # Errors
/// `Invalid`; `NotSignedIn`; `Forbidden`; `NotFound`; `Conflict`.
#[server(prefix = "/api", endpoint = "coordination/move")]
pub async fn coordinator_move(#[server(default)] form: MoveForm) -> Result<(), Failure> {
    let (service, actor) = models::coordinator()?;
    let moved =
        service::career_conversations::career_conversation::move_to(&service, &actor, form).await?;
    models::to_conversation(&moved.reference, done::MOVED);
    Ok(())
}

/// Cancels anyone's conversation.
///
/// # Errors
/// `Invalid`; `NotSignedIn`; `Forbidden`; `NotFound`; `Conflict`.
#[server(prefix = "/api", endpoint = "coordination/cancel")]
pub async fn coordinator_cancel(#[server(default)] form: CancelForm) -> Result<(), Failure> {
    let (service, actor) = models::coordinator()?;
    let cancelled =
        service::career_conversations::career_conversation::cancel(&service, &actor, form).await?;
    models::to_conversation(&cancelled.reference, done::CANCELLED);
    Ok(())
}
