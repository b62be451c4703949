//! The server functions of career conversations: what pages load, and what their forms do.

use domain::career_conversations::career_conversation::{
    BookForm, CancelForm, MoveForm, PreparationForm, TimeForm, TopicForm, WayForm,
};
use domain::kit::app_error::Choice;
use islands::career_conversations::DayOfTimes;
use leptos::prelude::*;
use serde::Deserialize;

use crate::after_conversations::FollowingModel;
use crate::done;
use crate::waiting_list::PlaceModel;
use service::Paged;
use ui::Item;
use web::error::Failure;

pub(super) mod models;

pub(crate) use models::{status_colour, times_to_move_to, way_words};

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
        format!("/coordinator/book/{member}/{question}")
    }
}

/// A question about which only the earlier answer and the choices are known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionModel {
    pub subject: SubjectModel,
    /// The earlier answer; may be empty.
    pub answer: String,
    pub choices: Vec<Item>,
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

/// What the time picker shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimesModel {
    pub subject: SubjectModel,
    /// Days with free times, the next first.
    pub days: Vec<DayOfTimes>,
    /// The time chosen earlier.
    pub answer: String,
    /// 'Video call' or 'In person at Harplands Hospital'.
    pub way_words: String,
    /// Its code.
    pub way: String,
    /// The site that is looked for; may be empty.
    pub site: String,
    /// The adviser that is looked for; empty for anyone.
    pub adviser: String,
    /// Advisers to filter by.
    pub advisers: Vec<Item>,
    /// Places to filter by, if in person.
    pub places: Vec<Item>,
    /// The day from which the next page shows, if there is more.
    pub next_from: Option<String>,
    /// Whether this isn't the first page.
    pub is_later: bool,
    /// 'Monday 13 April 2026': the last day that can be booked now.
    pub horizon: String,
}

/// What is looked for on the time page: from the query.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct TimesQuery {
    /// An adviser's identifier; empty for anyone.
    pub adviser: String,
    /// `2026-03-09`; empty for the first page.
    pub from: String,
    /// A way's code; empty for the one chosen before.
    pub way: String,
    /// A site's identifier, if in person; empty for the one chosen before.
    pub site: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreparationModel {
    pub subject: SubjectModel,
    /// The earlier answer; may be empty.
    pub answer: String,
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

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoveModel {
    pub conversation: ConversationModel,
    pub times: TimesModel,
}

#[server(prefix = "/api", endpoint = "career-conversations/topic")]
pub async fn save_topic(#[server(default)] form: TopicForm) -> Result<(), Failure> {
    let member = form.member.clone();
    let topic = form
        .parse()
        .map_err(domain::kit::app_error::AppError::from)?;
    models::save(&member, |answers| answers.topic = topic.code().to_owned()).await?;
    web::context::redirect(&question_path(&member, "way"));
    Ok(())
}

/// Keeps how and where to meet. Another way or place makes the time a question again.
#[server(prefix = "/api", endpoint = "career-conversations/way")]
pub async fn save_way(#[server(default)] form: WayForm) -> Result<(), Failure> {
    let member = form.member.clone();
    let request = form
        .parse()
        .map_err(domain::kit::app_error::AppError::from)?;
    models::save(&member, |answers| {
        if models::meet(answers, request) {
            answers.slot.clear();
        }
    })
    .await?;
    web::context::redirect(&question_path(&member, "time"));
    Ok(())
}

/// Keeps the chosen time, and how and where to meet then. Choosing doesn't hold it: the booking does.
#[server(prefix = "/api", endpoint = "career-conversations/time")]
pub async fn save_time(#[server(default)] form: TimeForm) -> Result<(), Failure> {
    let member = form.member.clone();
    let request = form
        .parse()
        .map_err(domain::kit::app_error::AppError::from)?;
    models::save(&member, |answers| {
        if let Some(meeting) = request.meeting {
            models::meet(answers, meeting);
        }
        answers.slot = request.slot.to_string();
    })
    .await?;
    web::context::redirect(&question_path(&member, "preparation"));
    Ok(())
}

#[server(prefix = "/api", endpoint = "career-conversations/preparation")]
pub async fn save_preparation(#[server(default)] form: PreparationForm) -> Result<(), Failure> {
    let member = form.member.clone();
    let preparation = form
        .parse()
        .map_err(domain::kit::app_error::AppError::from)?;
    models::save(&member, |answers| answers.preparation = preparation).await?;
    web::context::redirect(&question_path(&member, "check"));
    Ok(())
}

#[server(prefix = "/api", endpoint = "career-conversations/move")]
pub async fn move_conversation(#[server(default)] form: MoveForm) -> Result<(), Failure> {
    let (service, actor) = models::member()?;
    let moved =
        service::career_conversations::career_conversation::move_to(&service, &actor, form).await?;
    done::MOVED_BY_MEMBER.at(&format!(
        "/career-conversations/conversation/{}",
        moved.reference
    ));
    Ok(())
}

#[server(prefix = "/api", endpoint = "career-conversations/cancel")]
pub async fn cancel_conversation(#[server(default)] form: CancelForm) -> Result<(), Failure> {
    let (service, actor) = models::member()?;
    let cancelled =
        service::career_conversations::career_conversation::cancel(&service, &actor, form).await?;
    done::CANCELLED_BY_MEMBER.at(&format!(
        "/career-conversations/conversation/{}",
        cancelled.reference
    ));
    Ok(())
}
