//! The server functions of advisers: what their pages load, and what their forms do.

use domain::career_conversations::availability::{
    ClashForm, ClashesForm, EndPatternForm, ExtraSlotForm, LeaveForm, RemoveExtraSlotForm,
    RemoveLeaveForm, RulesForm, WeekForm,
};
use domain::career_conversations::career_conversation::{AttendanceForm, AttendancesForm};
use domain::kit::app_error::Choice;
use domain::people::person::Telephone;
use jiff::civil::Date;
use leptos::prelude::*;
use service::career_conversations::availability::{self, Changed};

use crate::done;
use ui::{Happened, Item};
use web::context;
use web::error::Failure;

pub(super) mod models;

/// A week of an adviser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiaryModel {
    /// Today, when it is in this week.
    pub today: Option<DayOfDiary>,
    /// The days of the week on which there is something, without today.
    pub days: Vec<DayOfDiary>,
    /// '2 to 8 March 2026'.
    pub week: String,
    pub is_this_week: bool,
    /// Monday of the week before, as in the address.
    pub previous: String,
    /// Monday of the week after, as in the address.
    pub next: String,
    /// The week shown, as in the address.
    pub monday: String,
    /// What is compared with what the page is told of changes.
    pub version: String,
    /// 'Updated at 9:30am'.
    pub updated: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayOfDiary {
    /// 'Tuesday 3 March'.
    pub heading: String,
    pub lines: Vec<LineOfDiary>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineOfDiary {
    pub reference: String,
    /// '9:30am to 10am'.
    pub time: String,
    pub member: String,
    /// How and where.
    pub way: String,
    pub topic: String,
    /// Its status, when there is something to say about it.
    pub status: String,
    pub status_colour: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdviserConversationModel {
    /// `CC-7K4M-9QXD`.
    pub reference: String,
    pub version: String,
    /// 'Tuesday 3 March 2026, 9:30am to 10am'.
    pub when: String,
    pub member: String,
    pub email: String,
    pub phone: Option<Telephone>,
    /// How and where.
    pub way: String,
    pub topic: String,
    pub preparation: String,
    /// What the adviser does for this way to meet; empty when it is over.
    pub before: String,
    pub status: String,
    pub status_colour: String,
    pub can_record_came: bool,
    pub can_record_missed: bool,
    pub is_upcoming: bool,
    /// Whether it can be moved or cancelled: until it starts.
    pub can_change: bool,
    /// Whether the member came: then there is something to write.
    pub came: bool,
    /// The week it is in, as in the address.
    pub week: String,
    /// The newest first.
    pub history: Vec<Happened>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AvailabilityModel {
    /// What members can book now.
    pub free: String,
    /// How many booked conversations no longer fit and are to be decided about.
    pub clashes: usize,
    pub patterns: Vec<PublishedModel>,
    pub slots: Vec<PublishedModel>,
    pub leave: Vec<PublishedModel>,
    /// Question and answer of each rule.
    pub rules: Vec<(String, String)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedModel {
    pub id: String,
    /// 'Tuesdays, 9am to 12pm'.
    pub heading: String,
    /// More about it, a line each.
    pub lines: Vec<String>,
    pub booked: Vec<BookedModel>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookedModel {
    pub reference: String,
    /// 'Tuesday 3 March 2026, 9:30am to 10am with Amina Yusuf'.
    pub words: String,
}

/// The usual week, to be changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeekModel {
    /// As it is published, or as it was typed before.
    pub form: WeekForm,
    /// The mark of what is published now.
    pub seen: String,
    /// The day whose week was asked for, if one was.
    pub from: Option<Date>,
    /// Whether nothing is published yet.
    pub is_new: bool,
    pub places: Vec<Item>,
    /// Hours that begin after this week, with their first days as in the address.
    pub later: Vec<(PublishedModel, String)>,
    /// 'Tuesdays, 9am to 12pm': each of the hours as they are published.
    pub published: Vec<String>,
    /// What would no longer fit, when that is to be said before it is saved.
    pub booked: Vec<BookedModel>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClashesModel {
    /// Those to decide about, earliest first.
    pub clashes: Vec<ClashModel>,
}

/// What would be done with several of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanModel {
    /// Those that it can be done with.
    pub rows: Vec<PlannedModel>,
    /// Those that it can't: nothing is free near them.
    pub left: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedModel {
    pub clash: ClashModel,
    /// The time to move it to, as a form sends it and in words; empty for another decision.
    pub to: (String, String),
}

/// A conversation of which it isn't recorded who came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnrecordedModel {
    pub reference: String,
    pub version: String,
    pub member: String,
    /// 'Tuesday 3 March 2026, 9:30am to 10am'.
    pub when: String,
}

/// A booked conversation to keep, move or cancel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClashModel {
    /// `CC-7K4M-9QXD`.
    pub reference: String,
    pub version: String,
    /// For the form: why it no longer fits; empty while it does.
    pub clash: String,
    /// 'You are on leave that day'; empty while it fits.
    pub why: String,
    /// 'Tuesday 3 March 2026, 9:30am to 10am'.
    pub when: String,
    pub member: String,
    /// How and where.
    pub way: String,
    /// The nearest times that it can be moved to.
    pub times: Vec<Choice>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RulesModel {
    pub form: RulesForm,
    /// '24 hours': the service's notice.
    pub usual_notice: String,
    /// '42 days': how far ahead the service lets people book.
    pub usual_horizon: String,
}

/// Records who came to several conversations.
#[server(prefix = "/api", endpoint = "advisers/attendances")]
pub async fn record_attendances(#[server(default)] form: AttendancesForm) -> Result<(), Failure> {
    let (service, actor) = models::adviser()?;
    service::career_conversations::adviser_diary::record_attendances(&service, &actor, form)
        .await?;
    done::ATTENDANCES.at("/conversations/attendance");
    Ok(())
}

/// Decides about several conversations alike.
#[server(prefix = "/api", endpoint = "advisers/decide-clashes")]
pub async fn decide_clashes(#[server(default)] form: ClashesForm) -> Result<(), Failure> {
    let (service, actor) = models::adviser()?;
    let done = match form.decision.trim() {
        "move" => done::ALL_MOVED,
        "cancel" => done::ALL_CANCELLED,
        _ => done::ALL_KEPT,
    };
    availability::decide_all(&service, &actor, form).await?;
    done.at("/conversations/clashes");
    Ok(())
}

#[server(prefix = "/api", endpoint = "advisers/attendance")]
pub async fn record_attendance(#[server(default)] form: AttendanceForm) -> Result<(), Failure> {
    let (service, actor) = models::adviser()?;
    let request = form
        .parse()
        .map_err(domain::kit::app_error::AppError::from)?;
    let (reference, attended) = (&request.reference, request.attended);
    service::career_conversations::adviser_diary::record_attendance(
        &service,
        &actor,
        reference,
        request.version,
        attended,
    )
    .await?;
    done::ATTENDANCE.at(&format!("/conversations/{reference}"));
    Ok(())
}

/// Saves the usual week, and says whether it did: a button may only change what is typed, and what would no longer fit is said before.
#[server(prefix = "/api", endpoint = "advisers/change-week")]
pub async fn change_week(#[server(default)] form: WeekForm) -> Result<bool, Failure> {
    let (service, actor) = models::adviser()?;
    let is_saved = form.pressed().is_none()
        && matches!(
            availability::change_week(&service, &actor, form).await?,
            Changed::Saved(_)
        );
    if is_saved {
        models::to_what_follows(&service, &actor, done::WEEK_SAVED).await?;
    } else {
        context::show_again();
    }
    Ok(is_saved)
}

/// What is booked stays booked.
#[server(prefix = "/api", endpoint = "advisers/end-pattern")]
pub async fn end_pattern(#[server(default)] form: EndPatternForm) -> Result<(), Failure> {
    let (service, actor) = models::adviser()?;
    availability::end_pattern(&service, &actor, form).await?;
    models::to_what_follows(&service, &actor, done::PATTERN_ENDED).await
}

#[server(prefix = "/api", endpoint = "advisers/add-slot")]
pub async fn add_slot(#[server(default)] form: ExtraSlotForm) -> Result<(), Failure> {
    let (service, actor) = models::adviser()?;
    availability::add_extra_slot(&service, &actor, form).await?;
    models::to_availability(done::SLOT_ADDED);
    Ok(())
}

/// What is booked stays booked.
#[server(prefix = "/api", endpoint = "advisers/remove-slot")]
pub async fn remove_slot(#[server(default)] form: RemoveExtraSlotForm) -> Result<(), Failure> {
    let (service, actor) = models::adviser()?;
    availability::remove_extra_slot(&service, &actor, form).await?;
    models::to_what_follows(&service, &actor, done::SLOT_REMOVED).await
}

/// Says whether one can add leave.
pub async fn leave_question() -> Result<(), Failure> {
    models::adviser().map(|_| ())
}

/// What is booked on those days stays booked.
#[server(prefix = "/api", endpoint = "advisers/add-leave")]
pub async fn add_leave(#[server(default)] form: LeaveForm) -> Result<(), Failure> {
    let (service, actor) = models::adviser()?;
    availability::add_leave(&service, &actor, form).await?;
    models::to_what_follows(&service, &actor, done::LEAVE_ADDED).await
}

#[server(prefix = "/api", endpoint = "advisers/remove-leave")]
pub async fn remove_leave(#[server(default)] form: RemoveLeaveForm) -> Result<(), Failure> {
    let (service, actor) = models::adviser()?;
    availability::remove_leave(&service, &actor, form).await?;
    models::to_availability(done::LEAVE_REMOVED);
    Ok(())
}

/// Keeps, moves or cancels one of one's own conversations to come.
#[server(prefix = "/api", endpoint = "advisers/decide-clash")]
pub async fn decide_clash(#[server(default)] form: ClashForm) -> Result<(), Failure> {
    let (service, actor) = models::adviser()?;
    let decided = match form.decision.as_str() {
        "keep" => done::KEPT,
        "cancel" => done::CANCELLED,
        _ => done::MOVED,
    };
    availability::decide(&service, &actor, form).await?;
    decided.at("/conversations/clashes");
    Ok(())
}

#[server(prefix = "/api", endpoint = "advisers/change-rules")]
pub async fn change_rules(#[server(default)] form: RulesForm) -> Result<(), Failure> {
    let (service, actor) = models::adviser()?;
    availability::change_rules(&service, &actor, form).await?;
    models::to_availability(done::RULES_CHANGED);
    Ok(())
}
