//! The usual week: all weekly times at once.

use domain::career_conversations::audit::PATTERN_ADDED;
use domain::career_conversations::availability::{
    Hours, WeekChange, WeekForm, WeekRequest, WeeklyPattern, later,
};
use domain::career_conversations::id::WeeklyPatternId;
use domain::career_conversations::permission::GIVE_CONVERSATIONS;
use domain::kit::app_error::{AppError, ConflictCode};
use domain::kit::field_errors::FieldErrors;
use domain::kit::london;
use domain::kit::words;
use domain::people::actor::Actor;
use jiff::civil::Date;
use sha2::{Digest as _, Sha256};
use store::Conn;
use store::career_conversations::career_conversation::Listed;
use store::career_conversations::weekly_pattern;
use store::places::site::Site;

use super::pattern::{detail, end_on};
use super::{about, booked, check_site, lock};
use crate::Service;
use crate::career_conversations::career_conversation::Diaries;
use crate::career_conversations::waiting_list::{self, Freed};
use crate::people::session::hexadecimal;
use crate::work::Work;

/// An adviser's usual week, to be changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Week {
    /// The hours of the seven days from `from` on.
    pub form: WeekForm,
    pub from: Date,
    /// All that holds today or later.
    pub patterns: Vec<WeeklyPattern>,
    /// Those of them that begin after that week.
    pub later: Vec<WeeklyPattern>,
    /// Where people can meet: open, or where the adviser meets them now.
    pub sites: Vec<Site>,
}

/// What came of a week that somebody wants to save.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Changed {
    Saved(WeekChange),
    /// Nothing was saved: these are booked, would no longer fit, and the form doesn't say that one knows.
    Warned(Vec<Listed>),
}

/// The week that begins on a day, today if none is given or it is over.
///
/// # Errors
/// `Forbidden` for who isn't an adviser.
pub async fn week(service: &Service, actor: &Actor, from: Option<Date>) -> Result<Week, AppError> {
    actor.may(GIVE_CONVERSATIONS)?;
    let mut conn = service.store.read().await?;
    let today = london::day_of(service.now());
    let from = from.unwrap_or(today).max(today);
    let patterns = weekly_pattern::of_adviser(&mut conn, actor.person, today).await?;
    let mut sites = store::places::site::all(&mut conn).await?;
    sites.retain(|site| {
        site.closed_at.is_none() || patterns.iter().any(|pattern| pattern.site == Some(site.id))
    });
    Ok(Week {
        form: WeekForm {
            seen: mark_of(&patterns),
            ..WeekForm::of(&patterns, from)
        },
        from,
        later: later(&patterns, from).cloned().collect(),
        sites,
        patterns,
    })
}

/// The booked conversations that fit now and would no longer if this week was saved, earliest first.
///
/// # Errors
/// `Forbidden` for who isn't an adviser; `Invalid`.
pub async fn would_clash(
    service: &Service,
    actor: &Actor,
    form: WeekForm,
) -> Result<Vec<Listed>, AppError> {
    actor.may(GIVE_CONVERSATIONS)?;
    let request = form.parse()?;
    let mut conn = service.store.read().await?;
    let today = london::day_of(service.now());
    let patterns = weekly_pattern::of_adviser(&mut conn, actor.person, today).await?;
    let from = first_day(&request, today)?;
    let id = || WeeklyPatternId::from(uuid::Uuid::nil());
    let change = WeekChange::of(&patterns, from, &request.hours, actor.person, id);
    clashing(service, &mut conn, actor, &change.made_to(patterns)).await
}

/// Makes these the adviser's weekly times from today or a later day on. What is as it was stays untouched; what is booked stays booked;
/// hours that begin later stay. Saved twice, it is saved once.
///
/// # Errors
/// `Forbidden` for who isn't an adviser; `Invalid`, also when a place is closed; `Conflict` when the week has changed meanwhile.
pub async fn change_week(
    service: &Service,
    actor: &Actor,
    form: WeekForm,
) -> Result<Changed, AppError> {
    actor.may(GIVE_CONVERSATIONS)?;
    let request = form.parse()?;
    let mut work = Work::begin(service, actor).await?;
    let today = london::day_of(work.now);
    let from = first_day(&request, today)?;
    lock(&mut work, actor).await?;
    let patterns = weekly_pattern::of_adviser(&mut work, actor.person, today).await?;
    let change = WeekChange::of(&patterns, from, &request.hours, actor.person, || work.id());
    if change.is_nothing() {
        return Ok(Changed::Saved(change));
    }
    if request.seen != mark_of(&patterns) {
        return Err(AppError::conflict(ConflictCode::CHANGED_MEANWHILE));
    }
    check_sites(&mut work, &request.hours, &change).await?;
    let booked = clashing(service, &mut work, actor, &change.made_to(patterns)).await?;
    if booked.len() > request.clashes {
        return Ok(Changed::Warned(booked));
    }
    publish(&mut work, actor, &change).await?;
    work.commit().await?;
    Ok(Changed::Saved(change))
}

async fn publish(work: &mut Work<'_>, actor: &Actor, change: &WeekChange) -> Result<(), AppError> {
    for ended in &change.ended {
        end_on(work, actor, ended, change.from).await?;
    }
    for added in &change.added {
        weekly_pattern::insert(work, added).await?;
        let about = about(actor, added.id.uuid());
        work.note(PATTERN_ADDED, about, detail(added)).await?;
    }
    if !change.ended.is_empty() {
        waiting_list::withdraw_gone(work, actor.person).await?;
    }
    let freed = Freed::Weekly(&change.added);
    waiting_list::offer_freed(work, actor.person, freed).await
}

fn first_day(request: &WeekRequest, today: Date) -> Result<Date, AppError> {
    match request.from.unwrap_or(today) {
        day if day < today => Err(AppError::invalid(
            "from",
            "The first day must be today or later",
        )),
        day => Ok(day),
    }
}

/// Refuses new hours in a place that is closed or unknown.
async fn check_sites(
    conn: &mut Conn,
    hours: &[Hours],
    change: &WeekChange,
) -> Result<(), AppError> {
    let mut errors = FieldErrors::default();
    for hours in hours.iter().filter(|hours| change.adds(hours)) {
        match check_site(conn, hours.site).await {
            Err(AppError::Invalid(_)) => {
                let day = words::weekday(hours.weekday);
                let message = format!("Choose the place where you meet people on {day}");
                errors.push(&format!("site-{}", hours.key), message);
            }
            checked => checked?,
        }
    }
    Ok(errors.or(())?)
}

/// Those booked with the adviser that fit what is published, and not these weekly times.
async fn clashing(
    service: &Service,
    conn: &mut Conn,
    actor: &Actor,
    patterns: &[WeeklyPattern],
) -> Result<Vec<Listed>, AppError> {
    let mut diaries = Diaries::load(service, conn, None).await?;
    let mut booked = booked(conn, actor.person, service.now()).await?;
    booked.retain(|listed| diaries.clash(&listed.conversation).is_none());
    diaries.publish(actor.person, patterns);
    booked.retain(|listed| diaries.clash(&listed.conversation).is_some());
    Ok(booked)
}

/// What a form carries of the weekly times that it was filled with: it changes with every one that is added or ended.
fn mark_of(patterns: &[WeeklyPattern]) -> String {
    let mut hash = Sha256::new();
    for pattern in patterns {
        hash.update(pattern.id.uuid().as_bytes());
        hash.update(format!("{:?}", pattern.valid_to));
    }
    hexadecimal(&hash.finalize()[..8])
}
