//! The demo's advisers, and when they can be booked.

use domain::career_conversations::availability::{HoursForm, LeaveForm, RulesForm};
use domain::career_conversations::career_conversation::Way;
use domain::kit::app_error::AppError;
use domain::kit::london;
use domain::people::id::PersonId;
use domain::people::role::Role;
use domain::places::id::SiteId;

use jiff::civil::Weekday::{self, Friday, Monday, Thursday, Tuesday, Wednesday};

use crate::Service;
use crate::career_conversations::availability;
use crate::people::demo::actor;

/// Name, first and last hour, minutes of a conversation, weekdays, ways, index of the site, words about them.
type AdviserPlan = (
    &'static str,
    i8,
    i8,
    i64,
    &'static [Weekday],
    &'static [Way],
    usize,
    &'static str,
);

const DAVID: AdviserPlan = (
    "David Okafor",
    9,
    16,
    30,
    &[Monday, Tuesday, Wednesday, Thursday, Friday],
    &[Way::Video, Way::Phone, Way::InPerson],
    8,
    "I came into care from hospitality fifteen years ago. Ask me anything.",
);

const AWAY_FOR_A_WEEK: &str = "Grace Obi";

const ADVISERS: &[AdviserPlan] = &[
    (
        "Grace Obi",
        10,
        15,
        45,
        &[Monday, Tuesday, Thursday],
        &[Way::Video, Way::InPerson],
        0,
        "I worked in recruitment for the trust. I like helping people who want to change direction.",
    ),
    (
        "Martin Hales",
        8,
        12,
        30,
        &[Monday, Wednesday, Friday],
        &[Way::Phone],
        0,
        "I was a porter, then a support worker, then a trainer. Ask me about apprenticeships.",
    ),
    (
        "Sofia Rossi",
        13,
        18,
        30,
        &[Tuesday, Wednesday, Thursday],
        &[Way::Video, Way::Phone, Way::InPerson],
        2,
        "I help people whose training was abroad.",
    ),
    (
        "Kwame Asante",
        9,
        13,
        45,
        &[Monday, Thursday, Friday],
        &[Way::Video, Way::Phone],
        0,
        "I am a nurse by training. Ask me about becoming a registered professional.",
    ),
    (
        "Bronwen Pugh",
        9,
        14,
        30,
        &[Tuesday, Friday],
        &[Way::InPerson],
        4,
        "I meet people in Cannock. I can help with application forms.",
    ),
    (
        "Tanvir Rahman",
        12,
        17,
        30,
        &[Monday, Tuesday, Wednesday, Thursday, Friday],
        &[Way::Phone, Way::InPerson],
        11,
        "I meet people next to Stoke station, often after the early shift.",
    ),
    (
        "Joanna Wren",
        16,
        19,
        30,
        &[Monday, Wednesday],
        &[Way::Video, Way::Phone],
        0,
        "I have evening times for people who work in the day.",
    ),
];

/// The names of the others.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    ADVISERS.iter().map(|plan| plan.0)
}

/// Has every adviser, David first, publish their weekly times, and one of them go away for a week.
pub(super) async fn publish(
    service: &Service,
    advisers: &[PersonId],
    sites: &[SiteId],
) -> Result<(), AppError> {
    for (person, plan) in advisers.iter().zip([&DAVID].into_iter().chain(ADVISERS)) {
        let adviser = actor(*person, Role::CareerAdviser)?;
        let (name, first_hour, last_hour, slot_minutes, weekdays, ways, site, about) = *plan;
        let rules = RulesForm {
            about: about.to_owned(),
            buffer_minutes: "10".to_owned(),
            phone: "01782 960 100".to_owned(),
            ..RulesForm::default()
        };
        availability::change_rules(service, &adviser, rules).await?;
        let ticked = |way| {
            if ways.contains(&way) {
                "on".to_owned()
            } else {
                String::new()
            }
        };
        let hours = HoursForm {
            times: format!("{first_hour:02}:00 to {last_hour:02}:00"),
            slot_minutes: slot_minutes.to_string(),
            video: ticked(Way::Video),
            phone: ticked(Way::Phone),
            in_person: ticked(Way::InPerson),
            site: if ways.contains(&Way::InPerson) {
                sites[site].to_string()
            } else {
                String::new()
            },
        };
        let mut week = availability::week(service, &adviser, None).await?.form;
        for day in weekdays {
            week.put(*day, vec![hours.clone()]);
        }
        availability::change_week(service, &adviser, week).await?;
        // About three months from the start of the demo's past: a month from today.
        if name == AWAY_FOR_A_WEEK {
            let monday = london::monday_of(london::day_of(service.now()));
            let first = london::plus_days(monday, 12 * 7);
            let last = london::plus_days(first, 4);
            let leave = LeaveForm {
                first: first.into(),
                last: last.into(),
            };
            availability::add_leave(service, &adviser, leave).await?;
        }
    }
    Ok(())
}
