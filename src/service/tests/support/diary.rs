//! Advisers with weekly times, and members who book them.

use domain::career_conversations::availability::{HoursForm, LeaveForm, WeeklyPattern, key_of};
use domain::career_conversations::career_conversation::{BookForm, CareerConversation, SlotChoice};
use domain::kit::app_error::{AppError, ConflictCode};
use domain::kit::email_address::EmailAddress;
use domain::kit::london;
use domain::kit::when::TypedDay;
use domain::people::actor::Actor;
use domain::people::id::{PersonId, SessionId};
use domain::people::role::{Grant, Role};
use domain::system::id::DraftId;
use domain::system::settings::{Setting, SettingForm};
use jiff::civil::{Date, Weekday};
use service::Service;
use service::career_conversations::availability::{self, Changed};
use service::career_conversations::career_conversation::{Search, available, book};

use super::World;

/// A person signed in, with one role for the whole system.
pub fn actor(person: PersonId, name: &str, role: Role) -> Actor {
    Actor {
        person,
        name: name.to_owned(),
        email: EmailAddress::parse("someone@example.nhs.uk").unwrap(),
        session: SessionId::from(uuid::Uuid::nil()),
        grants: vec![Grant {
            role,
            organisation: None,
        }],
        address: None,
    }
}

/// Adds a person with a role for the whole system, and signs them in.
pub async fn signed_in(world: &World, name: &str, role: Role) -> Actor {
    actor(world.person(name, role).await, name, role)
}

/// Hours of one weekday, from a day on.
pub struct Weekly {
    pub day: Weekday,
    pub hours: HoursForm,
    /// Today where it is empty.
    pub from: TypedDay,
}

/// A weekly time by video and phone, half an hour each.
pub fn weekly(weekday: i8, starts: &str, ends: &str) -> Weekly {
    Weekly {
        day: Weekday::from_monday_one_offset(weekday).unwrap(),
        hours: HoursForm {
            times: format!("{starts} to {ends}"),
            ..HoursForm::usual()
        },
        from: TypedDay::default(),
    }
}

/// A weekly time where people come to a place, beside the ways of [`weekly`] or alone.
pub fn weekly_at(place: impl ToString, alone: bool, weekly: Weekly) -> Weekly {
    let way = if alone { "" } else { "on" }.to_owned();
    Weekly {
        hours: HoursForm {
            video: way.clone(),
            phone: way,
            in_person: "on".to_owned(),
            site: place.to_string(),
            ..weekly.hours
        },
        ..weekly
    }
}

/// Adds hours to the adviser's usual week.
pub async fn add_weekly(
    service: &Service,
    adviser: &Actor,
    weekly: Weekly,
) -> Result<WeeklyPattern, AppError> {
    let mut form = availability::week(service, adviser, None).await?.form;
    form.hours.insert(key_of(weekly.day, 9), weekly.hours);
    form.from = weekly.from;
    saved(availability::change_week(service, adviser, form).await?)
}

/// Puts hours in the place of those that the adviser has on that day, whatever is booked in them.
pub async fn set_weekly(
    service: &Service,
    adviser: &Actor,
    weekly: Weekly,
) -> Result<WeeklyPattern, AppError> {
    let mut form = availability::week(service, adviser, None).await?.form;
    form.put(weekly.day, vec![weekly.hours]);
    form.from = weekly.from;
    form.clashes = "99".to_owned();
    saved(availability::change_week(service, adviser, form).await?)
}

fn saved(changed: Changed) -> Result<WeeklyPattern, AppError> {
    match changed {
        Changed::Saved(change) => Ok(change.added.last().cloned().unwrap()),
        Changed::Warned(booked) => panic!("booked: {booked:?}"),
    }
}

/// Publishes a weekly time.
pub async fn publish(
    world: &World,
    adviser: &Actor,
    weekday: i8,
    starts: &str,
    ends: &str,
) -> WeeklyPattern {
    add_weekly(&world.service, adviser, weekly(weekday, starts, ends))
        .await
        .unwrap()
}

/// Leave from one day to another.
pub fn leave(first: Date, last: Date) -> LeaveForm {
    LeaveForm {
        first: first.into(),
        last: last.into(),
    }
}

/// Books a video call for `member` (the member themselves asks when they are `asking`).
pub async fn book_at(
    world: &World,
    asking: &Actor,
    member: PersonId,
    adviser: PersonId,
    start: &str,
) -> Result<CareerConversation, AppError> {
    let submission = DraftId::new(world.now(), world.service.random());
    let slot = SlotChoice {
        start: start.parse().unwrap(),
        adviser,
    };
    let form = BookForm {
        submission: submission.to_string(),
        member: if member == asking.person {
            String::new()
        } else {
            member.to_string()
        },
        topic: "apprenticeship".to_owned(),
        way: "video".to_owned(),
        slot: slot.to_string(),
        preparation: "I like working with people".to_owned(),
        ..BookForm::default()
    };
    book(&world.service, asking, form).await
}

/// The start times that `member` could book with anyone, as text in UTC.
pub async fn free_times(world: &World, member: &Actor) -> Vec<String> {
    let found = available(&world.service, member, Search::default())
        .await
        .unwrap();
    let slots = found.days.into_iter().flat_map(|day| day.slots);
    slots
        .map(|offered| offered.slot.interval.start.timestamp().to_string())
        .collect()
}

/// The code of the conflict.
pub fn conflict<T: std::fmt::Debug>(result: Result<T, AppError>) -> ConflictCode {
    match result {
        Err(AppError::Conflict(conflict)) => conflict.code,
        other => panic!("not a conflict: {other:?}"),
    }
}

/// What the form says about the field.
pub fn message<T: std::fmt::Debug>(result: Result<T, AppError>, field: &str) -> String {
    match result {
        Err(AppError::Invalid(errors)) => errors.for_field(field).unwrap_or_default().to_owned(),
        other => panic!("not invalid: {other:?}"),
    }
}

/// Sets rules from today on.
pub async fn set(world: &World, values: &[(Setting, i64)]) {
    let priya = signed_in(world, "Priya Nair", Role::Administrator).await;
    let today = london::day_of(world.now());
    for &(name, value) in values {
        let form = SettingForm {
            name: name.code.to_owned(),
            value: value.to_string(),
            from: today.into(),
        };
        service::system::setting::change(&world.service, &priya, form)
            .await
            .unwrap();
    }
}
