//! The time picker: free times day by day, with a filter.

use domain::kit::app_error::Choice;
use islands::career_conversations::{DayOfTimes, nearest};
use leptos::prelude::*;

use super::TimesModel;
use ui::{Field, InsetText, Item, Select};
use web::forms::FormState;
use web::page::percent_encoded;

/// The filter by way, place and adviser: a form whose answers are in the address, so that it works without scripts.
#[component]
pub fn TimesFilter(path: String, times: TimesModel) -> impl IntoView {
    let in_person = times.way == "in_person";
    let advisers = Item::none_or("Any adviser", times.advisers);
    let mut ways = vec![
        Item::new("video", "Video call"),
        Item::new("phone", "Phone call"),
    ];
    if !times.places.is_empty() {
        ways.push(Item::new("in_person", "In person"));
    }
    let places = times.places;
    view! {
        <form class="app-filter" method="get" action=path>
            <Select field=Field::new("way").id("filter-way").with(times.way.clone()) label="How to meet" items=ways />
            {in_person.then(|| view! { <Select field=Field::new("site").id("filter-site").with(times.site.clone()) label="Where" items=places /> })}
            <Select field=Field::new("adviser").id("filter-adviser").with(times.adviser) label="Adviser" items=advisers />
            <button class="nhsuk-button nhsuk-button--secondary nhsuk-button--small" type="submit">"Show times"</button>
        </form>
    }
}

/// The days to choose from. After a clash those are only the nearest free times, which are surely free.
pub(crate) fn days_to_choose_from(
    alternatives: Vec<Choice>,
    times: &TimesModel,
) -> Vec<DayOfTimes> {
    if alternatives.is_empty() {
        times.days.clone()
    } else {
        nearest(alternatives)
    }
}

/// The id of what is wrong with the chosen time, if anything is.
pub(crate) fn described<S>(form: FormState<S>) -> Option<&'static str> {
    form.error("slot").map(|_| "slot-error")
}

/// Links to later times and back to the first ones.
#[component]
pub fn LaterTimes(path: String, times: TimesModel) -> impl IntoView {
    let query = |from: Option<&str>| {
        let mut parts = vec![
            format!("adviser={}", times.adviser),
            format!("way={}", times.way),
            format!("site={}", times.site),
        ];
        parts.extend(from.map(|from| format!("from={}", percent_encoded(from))));
        format!("{path}?{}", parts.join("&"))
    };
    view! {
        <ul class="app-later">
            {times.is_later.then(|| view! { <li><a href=query(None)>"Back to the first free times"</a></li> })}
            {times.next_from.as_deref().map(|from| view! { <li><a href=query(Some(from))>"Show later days"</a></li> })}
        </ul>
    }
}

/// What to do when nothing is free.
#[component]
pub fn NoTimes(path: String, times: TimesModel) -> impl IntoView {
    let is_filtered = !times.adviser.is_empty();
    let way = times.way;
    let every_adviser = format!("{path}?way={way}&site={}", times.site);
    view! {
        <InsetText>
            <p>{format!("There are no free times up to {}.", times.horizon)}</p>
            {if is_filtered {
                view! { <p><a href=every_adviser>"See the times of every adviser"</a></p> }.into_any()
            } else {
                view! { <p>"Choose another way to meet above, or look again tomorrow. New times open every day."</p> }.into_any()
            }}
            {times.is_later.then(|| view! { <p><a href=path>"Back to the first free times"</a></p> })}
        </InsetText>
    }
}
