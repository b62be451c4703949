//! What stands in somebody's calendar today and tomorrow, of every area.

use domain::kit::instant::Instant;
use domain::kit::london;
use domain::kit::words;
use domain::people::actor::Actor;
use leptos::prelude::*;
use service::kit::calendar::Event;
use service::people::calendar_feed;

use crate::context;
use crate::error::Failure;

/// Today and tomorrow.
const DAYS: i32 = 2;

/// What begins on those days, by time, as of an instant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Events {
    events: Vec<Event>,
    now: Instant,
}

/// `None` for who has nothing with a time.
pub async fn agenda(actor: &Actor) -> Result<Option<Events>, Failure> {
    let service = context::service();
    if !calendar_feed::may_make(&service, actor) {
        return Ok(None);
    }
    let events = calendar_feed::agenda(&service, actor, DAYS).await?;
    let now = service.now();
    Ok(Some(Events { events, now }))
}

/// What begins today and tomorrow, whatever it is.
#[component]
pub fn Agenda(events: Events) -> impl IntoView {
    let Events { events, now } = events;
    let today = london::day_of(now);
    let days = (0..DAYS).map(|after| {
        let day = london::plus_days(today, after);
        let heading = match after {
            0 => format!("Today, {}", words::day_without_year(day)),
            1 => format!("Tomorrow, {}", words::day_without_year(day)),
            _ => words::day_without_year(day),
        };
        let lines: Vec<_> = events
            .iter()
            .filter(|event| london::day_of(event.interval.start) == day)
            .cloned()
            .map(|event| {
                let is_over = event.interval.end <= now;
                view! {
                    <li class="app-agenda__line">
                        <span class="app-agenda__time">{words::time_range(event.interval)}</span>
                        <span>
                            <a href=event.url>{format!("{} with {}", event.title, event.with)}</a>
                            <span class="app-detail">{event.location}{is_over.then_some(". Over")}</span>
                        </span>
                    </li>
                }
            })
            .collect();
        let none = lines.is_empty();
        view! {
            <h3 class="nhsuk-heading-s">{heading}</h3>
            {if none {
                view! { <p>"Nothing with a time."</p> }.into_any()
            } else {
                view! { <ul class="app-agenda">{lines}</ul> }.into_any()
            }}
        }
    });
    view! {
        <h2 class="nhsuk-heading-m">"Today and tomorrow"</h2>
        {days.collect_view()}
    }
}
