//! One's own calendar: a day, a week or a month of it.

use domain::kit::calendar::{Entry, Kind, Length, Period};
use domain::kit::instant::Instant;
use domain::kit::london;
use domain::kit::query::Query;
use jiff::civil::Date;
use leptos::prelude::*;
use service::people::{calendar, calendar_feed};
use ui::{CalendarMonth, CalendarWeek, DayAgenda, InsetText, View};
use web::agenda::CALENDAR;
use web::area::{Link, Section};
use web::context;
use web::page::{Page, address_of, page, query};

pub const LINK: Link = Link {
    section: Some(Section::Calendar),
    is_shown_to: |actor| calendar_feed::may_make(&context::service(), actor),
    href: CALENDAR,
    words: "Calendar",
    about: "See what you have booked, by day, week or month.",
    looks: Some(looks),
    ..Link::NONE
};

/// Day, week and month, each with the day that is looked at.
fn looks(query: &Query) -> Vec<View> {
    let shown = Period::of_query(query, today());
    let lengths = Length::ALL.iter().copied();
    let looks = lengths.map(|length| View {
        href: address(Period { length, ..shown }),
        words: length.words().to_owned(),
        count: None,
        current: (length == shown.length).then_some("page"),
    });
    looks.collect()
}

fn today() -> Date {
    london::day_of(context::service().now())
}

fn address(Period { length, day }: Period) -> String {
    address_of(
        CALENDAR,
        &[("view", length.code()), ("day", &day.to_string())],
    )
}

/// `/calendar`.
pub async fn own_calendar_page() -> Page {
    let (service, actor) = (context::service(), context::actor()?);
    let now = service.now();
    let shown = Period::of_query(&query(), london::day_of(now));
    let days = (shown.first(), shown.last());
    let entries = calendar::everything(&service, &actor, days).await?;
    let title = format!("Calendar, {}", shown.words());
    page(title, view! { <Calendar shown entries now /> })
}

#[component]
fn Calendar(shown: Period, entries: Vec<Entry>, now: Instant) -> impl IntoView {
    let today = london::day_of(now);
    let noun = shown.length.words().to_lowercase();
    let is_booked = entries.iter().any(|entry| entry.kind == Kind::Booked);
    let caption = format!("Your calendar, {}", shown.words());
    let of = |length| move |day: Date| address(Period { length, day });
    let (day, week) = (of(Length::Day), of(Length::Week));
    let content = match shown.length {
        Length::Day => view! { <DayAgenda entries day=shown.day now /> }.into_any(),
        Length::Week => {
            view! { <CalendarWeek caption chosen=shown.day entries now day_href=day week_href=week /> }
                .into_any()
        }
        Length::Month => {
            view! { <CalendarMonth caption month=shown.day entries now href=day /> }.into_any()
        }
    };
    view! {
        <h1 class="nhsuk-heading-l">"Calendar"</h1>
        <div class="app-toolbar">
            <h2 class="nhsuk-heading-m">{shown.words()}</h2>
            <ul class="app-later">
                <li><a href=address(shown.moved(-1))>{format!("Previous {noun}")}</a></li>
                <li><a href=address(shown.moved(1))>{format!("Next {noun}")}</a></li>
                {(!shown.holds(today))
                    .then(|| view! { <li><a href=address(Period { day: today, ..shown })>"Today"</a></li> })}
            </ul>
        </div>
        {(!is_booked).then(|| view! { <Nothing shown /> })}
        {content}
        <p><a class="app-target" href="/account/calendar">"Show this in your own calendar"</a></p>
    }
}

/// Why there is little to see, and what to do.
#[component]
fn Nothing(shown: Period) -> impl IntoView {
    let preposition = match shown.length {
        Length::Day => "on",
        Length::Week => "from",
        Length::Month => "in",
    };
    let when = shown.words();
    view! {
        <InsetText>
            <p>{format!("You have nothing booked {preposition} {when}. What you book, and what others book with you, stands here.")}</p>
            <p>"To book something, " <a href="/">"go to your home page"</a> "."</p>
        </InsetText>
    }
}
