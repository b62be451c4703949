//! The server functions of coordination: what its pages load, and what their forms do.

use domain::career_conversations::career_conversation::{CancelForm, MoveForm};
use domain::people::person::Telephone;
use leptos::prelude::*;
use serde::Deserialize;

use crate::done;
use service::Paged;
use ui::{Happened, Item};
use web::error::Failure;

pub(super) mod models;

/// What a coordinator looks for: from the query.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct CoordinationQuery {
    /// The first day, `2026-03-02`; empty for today, or for every day where a text is looked for.
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
    /// From 1.
    pub page: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoordinationModel {
    /// What was looked for, as it was understood.
    pub query: CoordinationQuery,
    /// 'Monday 2 March 2026', '2 to 8 March 2026', 'All days'.
    pub days: String,
    pub lines: Paged<CoordinationLine>,
    /// '12 booked', '3 attended': those of which there are any, without the filter by status.
    pub counts: Vec<String>,
    pub advisers: Vec<Item>,
    pub statuses: Vec<Item>,
    /// First and last of the same number of days before, and after; `None` where it is about every day.
    pub before_and_after: Option<[(String, String); 2]>,
    /// Whether the days are today alone.
    pub is_today: bool,
    /// Whether there are too many to look through.
    pub too_many: bool,
    /// What is compared with what the page is told of changes.
    pub version: String,
    /// 'Updated at 9:30am'.
    pub updated: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoordinationLine {
    pub reference: String,
    /// 'Tue 3 Mar, 9:30am'.
    pub when: String,
    pub member: String,
    pub adviser: String,
    /// How and where.
    pub way: String,
    pub status: String,
    pub status_colour: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoordinatedModel {
    /// `CC-7K4M-9QXD`.
    pub reference: String,
    pub version: String,
    /// 'Tuesday 3 March 2026, 9:30am to 10am'.
    pub when: String,
    pub member: String,
    /// The member's identifier, to book again.
    pub member_id: String,
    pub email: String,
    pub phone: Option<Telephone>,
    pub adviser: String,
    /// How and where.
    pub way: String,
    pub topic: String,
    pub preparation: String,
    pub status: String,
    pub status_colour: String,
    /// Whether it can be moved or cancelled: until it starts.
    pub can_change: bool,
    /// Whether it is cancelled, by whomever.
    pub is_cancelled: bool,
    /// The day it is on, as in the address.
    pub day: String,
    /// The newest first.
    pub history: Vec<Happened>,
    /// What has followed it: question and answer; empty unless the member came.
    pub followed: Vec<(String, String)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MembersModel {
    pub text: String,
    pub members: Paged<MemberLine>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberLine {
    pub id: String,
    pub name: String,
    pub email: String,
    pub is_closed: bool,
}

#[server(prefix = "/api", endpoint = "coordination/move")]
pub async fn coordinator_move(#[server(default)] form: MoveForm) -> Result<(), Failure> {
    let (service, actor) = models::coordinator()?;
    let moved =
        service::career_conversations::career_conversation::move_to(&service, &actor, form).await?;
    models::to_conversation(&moved.reference, done::MOVED);
    Ok(())
}

#[server(prefix = "/api", endpoint = "coordination/cancel")]
pub async fn coordinator_cancel(#[server(default)] form: CancelForm) -> Result<(), Failure> {
    let (service, actor) = models::coordinator()?;
    let cancelled =
        service::career_conversations::career_conversation::cancel(&service, &actor, form).await?;
    models::to_conversation(&cancelled.reference, done::CANCELLED);
    Ok(())
}
