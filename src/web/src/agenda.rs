//! What stands in somebody's calendar today and tomorrow, of every area.

use domain::kit::calendar::Entry;
use domain::kit::instant::Instant;
use domain::kit::london;
use domain::kit::words;
use domain::people::actor::Actor;
use leptos::prelude::*;
use service::people::{calendar, calendar_feed};
use ui::DayAgenda;

use crate::context;
use crate::error::Failure;

/// The page of one's calendar.
pub const CALENDAR: &str = "/calendar";

/// What is booked today and tomorrow, as of an instant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Booked {
    entries: Vec<Entry>,
    now: Instant,
}

/// `None` for who has nothing with a time.
pub async fn agenda(actor: &Actor) -> Result<Option<Booked>, Failure> {
    let service = context::service();
    if !calendar_feed::may_make(&service, actor) {
        return Ok(None);
    }
    let now = service.now();
    let today = london::day_of(now);
    let days = (today, london::plus_days(today, 1));
    let entries = calendar::booked(&service, actor, days).await?;
    Ok(Some(Booked { entries, now }))
}

/// What is booked today and tomorrow, whatever it is.
#[component]
pub fn Agenda(booked: Booked) -> impl IntoView {
    let Booked { entries, now } = booked;
    let today = london::day_of(now);
    let days = [0, 1].map(|after| {
        let day = london::plus_days(today, after);
        view! {
            <h3 class="nhsuk-heading-s">{words::near_day(day, today)}</h3>
            <DayAgenda entries=entries.clone() day now />
        }
    });
    view! {
        <h2 class="nhsuk-heading-m">"Today and tomorrow"</h2>
        {days.collect_view()}
        <p><a class="app-target" href=CALENDAR>"See your calendar"</a></p>
    }
}
