//! The server functions of career conversations: what pages load, and what their forms do.

use domain::career_conversations::career_conversation::{
    BookForm, CancelForm, MoveForm, TimeForm, TopicForm, WayForm,
};
use domain::kit::app_error::{AppError, Choice};
use leptos::prelude::*;
use serde::Deserialize;

use crate::after_conversations::FollowingModel;
use crate::done;
use crate::waiting_list::PlaceModel;
use service::Paged;
use ui::{Happened, Item};
use web::error::Failure;

mod free_times;
pub(super) mod models;

pub(crate) use free_times::{Moving, way_words};
pub(crate) use models::status_colour;

/// For whom a conversation is booked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SubjectModel {
    /// The member's identifier when a coordinator books for them; empty for oneself.
    pub member: String,
    /// Their name then; empty for oneself.
    pub name: String,
}

/// The address of a question: a member's own, or a coordinator's for a member.
#[must_use]
pub fn question_path(member: &str, question: &str) -> String {
    if member.is_empty() {
        format!("/career-conversations/book/{question}")
    } else {
        format!("/conversations/book/{member}/{question}")
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicModel {
    pub subject: SubjectModel,
    /// The earlier answer; may be empty.
    pub topic: String,
    pub topics: Vec<Item>,
    /// The earlier answer; may be empty.
    pub preparation: String,
    /// The day of the time that was chosen, as in the address.
    pub day: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WayModel {
    pub subject: SubjectModel,
    /// The earlier answer.
    pub way: String,
    /// The site chosen earlier.
    pub site: String,
    pub ways: Vec<Item>,
    /// The nearest first.
    pub places: Vec<Item>,
}

/// How, where and with whom the free times are that somebody looks at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MeetingModel {
    /// 'Video call, any adviser', 'In person at Harplands Hospital, David Okafor'.
    pub words: String,
    /// The way's code.
    pub way: String,
    /// The site's identifier; may be empty.
    pub site: String,
    /// The adviser's identifier, or [`ANYBODY`].
    pub adviser: String,
}

/// What stands for any adviser in an address.
pub const ANYBODY: &str = "any";

impl MeetingModel {
    /// As it stands in an address.
    #[must_use]
    pub fn query(&self) -> String {
        format!(
            "way={}&site={}&adviser={}",
            self.way, self.site, self.adviser
        )
    }
}

/// The days that have free times.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DaysModel {
    pub meeting: MeetingModel,
    /// The next first.
    pub days: Vec<DayModel>,
    pub ways: Vec<Item>,
    /// The nearest first.
    pub places: Vec<Item>,
    pub advisers: Vec<Item>,
    /// The day from which the next page shows, if there is more.
    pub next_from: Option<String>,
    /// Whether this isn't the first page.
    pub is_later: bool,
    /// 'Monday 13 April 2026': the last day that can be booked now.
    pub horizon: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayModel {
    /// `2026-03-03`.
    pub day: String,
    /// 'Tomorrow, Tuesday 3 March'.
    pub words: String,
    /// '16 times, from 9am'.
    pub times: String,
}

/// The free times of one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimesModel {
    pub meeting: MeetingModel,
    /// 'Tuesday 3 March'.
    pub day: String,
    /// 'Morning' and so on, each with its times: '9am', and 'David Okafor, 30 minutes' as its hint.
    pub parts: Vec<(&'static str, Vec<Item>)>,
    /// The time chosen earlier.
    pub answer: String,
    /// Why there are none, if there are none.
    pub why_none: String,
}

/// What is looked for: from the query.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct TimesQuery {
    /// An adviser's identifier, or [`ANYBODY`]; empty for the one looked for before.
    pub adviser: String,
    /// The day from which days are shown, `2026-03-09`; empty for the first page.
    pub from: String,
    /// The day whose times are shown.
    pub day: String,
    /// The time to which a conversation may be moved.
    pub slot: String,
    /// A way's code; empty for the one chosen before.
    pub way: String,
    /// A site's identifier, if in person; empty for the one chosen before.
    pub site: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckModel {
    pub subject: SubjectModel,
    /// The answers as the form sends them.
    pub form: BookForm,
    pub topic: String,
    /// How and where.
    pub way: String,
    /// When and with whom.
    pub time: String,
    pub preparation: String,
    /// Why the time can't be booked any more, if it can't.
    pub gone: Option<String>,
    /// The nearest times to book instead.
    pub alternatives: Vec<Choice>,
}

/// A move before it is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoveModel {
    pub form: MoveForm,
    /// The times of the day that was chosen, as they stand in an address.
    pub times: String,
    /// When, with whom and how it would be.
    pub new: String,
    /// Why it can't be moved there, if it can't.
    pub gone: Option<String>,
    /// The nearest times to move it to instead.
    pub alternatives: Vec<Choice>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConversationModel {
    /// `CC-7K4M-9QXD`.
    pub reference: String,
    pub version: String,
    /// 'Tuesday 3 March 2026, 9:30am to 10am'.
    pub when: String,
    /// 'David Okafor'.
    pub adviser: String,
    /// 'Video call', or the place and its address.
    pub way: String,
    pub topic: String,
    pub preparation: String,
    /// 'Booked'.
    pub status: String,
    pub status_colour: String,
    /// Whether it can be moved or cancelled now.
    pub can_change: bool,
    /// Whether it is booked and not over.
    pub is_upcoming: bool,
    /// Whether it is cancelled, by whomever.
    pub is_cancelled: bool,
    /// 'Monday 2 March 2026, 9:30am': until when it can be moved or cancelled.
    pub cut_off: String,
    /// Whom to contact after that.
    pub contact: String,
    /// How to join it.
    pub joining: String,
    /// What follows it, if the member came.
    pub following: Option<FollowingModel>,
    /// The newest first.
    pub history: Vec<Happened>,
}

/// A question of a booking, or why it isn't asked.
pub type Asked<T> = Result<T, NotAsked>;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotAsked {
    /// An earlier question has no answer.
    TooEarly,
    Booked {
        /// 'Tuesday 3 March 2026, 9:30am to 10am with David Okafor'.
        words: String,
        /// Its page.
        href: String,
    },
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MineModel {
    /// Booked and not over.
    pub upcoming: Vec<LineModel>,
    /// A page of the others.
    pub past: Paged<LineModel>,
    pub waiting: Option<PlaceModel>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineModel {
    pub reference: String,
    pub when: String,
    pub adviser: String,
    /// How and where.
    pub way: String,
    pub status: String,
    pub status_colour: String,
}

/// Keeps what to talk about, and what the adviser should know.
#[server(prefix = "/api", endpoint = "career-conversations/topic")]
pub async fn save_topic(#[server(default)] form: TopicForm) -> Result<(), Failure> {
    let member = form.member.clone();
    let (topic, preparation) = form.parse().map_err(AppError::from)?;
    models::save_and_go_on(&member, |answers| {
        topic.code().clone_into(&mut answers.topic);
        answers.preparation = preparation;
    })
    .await
}

/// Keeps how and where to meet. A time that isn't offered in that way becomes a question again.
#[server(prefix = "/api", endpoint = "career-conversations/way")]
pub async fn save_way(#[server(default)] form: WayForm) -> Result<(), Failure> {
    let member = form.member.clone();
    let meeting = form.parse().map_err(AppError::from)?;
    let keeps_time = models::keeps_time(&member, meeting).await?;
    models::save_and_go_on(&member, |answers| {
        models::meet(answers, meeting);
        if !keeps_time {
            answers.slot.clear();
        }
    })
    .await?;
    if !keeps_time {
        done::TIME_GONE.at(&question_path(&member, "day"));
    }
    Ok(())
}

/// Keeps the chosen time, and how and where to meet then. Choosing doesn't hold it: the booking does.
#[server(prefix = "/api", endpoint = "career-conversations/time")]
pub async fn save_time(#[server(default)] form: TimeForm) -> Result<(), Failure> {
    let member = form.member.clone();
    let request = form.parse().map_err(AppError::from)?;
    models::save_and_go_on(&member, |answers| {
        if let Some(meeting) = request.meeting {
            models::meet(answers, meeting);
        }
        let adviser = request.adviser.map(|adviser| adviser.to_string());
        answers.adviser = adviser.unwrap_or_default();
        answers.slot = request.slot.to_string();
    })
    .await
}

#[server(prefix = "/api", endpoint = "career-conversations/move")]
pub async fn move_conversation(#[server(default)] form: MoveForm) -> Result<(), Failure> {
    let (service, actor) = models::member()?;
    let moved =
        service::career_conversations::career_conversation::move_to(&service, &actor, form).await?;
    done::MOVED_BY_MEMBER.at(&format!("/conversations/{}", moved.reference));
    Ok(())
}

#[server(prefix = "/api", endpoint = "career-conversations/cancel")]
pub async fn cancel_conversation(#[server(default)] form: CancelForm) -> Result<(), Failure> {
    let (service, actor) = models::member()?;
    let cancelled =
        service::career_conversations::career_conversation::cancel(&service, &actor, form).await?;
    done::CANCELLED_BY_MEMBER.at(&format!("/conversations/{}", cancelled.reference));
    Ok(())
}
