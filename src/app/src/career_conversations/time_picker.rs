//! The time picker: free times day by day, with a filter.

use leptos::prelude::*;
use maud::html;

use super::{ChoiceModel, DayModel, TimesModel};
use crate::components::{InsetText, Item, Select};
use crate::page::{YieldPoint, is_taking_over, percent_encoded};

/// Choices as radio or select items.
pub fn items(choices: Vec<ChoiceModel>) -> Vec<Item> {
    choices
        .into_iter()
        .map(|choice| Item {
            value: choice.value,
            label: choice.label,
            hint: choice.hint,
        })
        .collect()
}

/// The filter by way, place and adviser: a form whose answers are in the address, so that it works without scripts.
#[component]
pub fn TimesFilter(
    /// The page's address.
    path: String,
    /// What is shown now.
    times: TimesModel,
) -> impl IntoView {
    let in_person = times.way == "in_person";
    let mut advisers = vec![Item::new("", "Any adviser")];
    advisers.extend(items(times.advisers));
    let mut ways = vec![
        Item::new("video", "Video call"),
        Item::new("phone", "Phone call"),
    ];
    if !times.places.is_empty() {
        ways.push(Item::new("in_person", "In person"));
    }
    let places = items(times.places);
    view! {
        <form class="app-filter" method="get" action=path>
            <Select id="filter-way" name="way" label="How to meet" items=ways value=times.way.clone() />
            {in_person.then(|| view! { <Select id="filter-site" name="site" label="Where" items=places value=times.site.clone() /> })}
            <Select id="filter-adviser" name="adviser" label="Adviser" items=advisers value=times.adviser />
            <button class="nhsuk-button nhsuk-button--secondary nhsuk-button--small" type="submit">"Show times"</button>
        </form>
    }
}

/// The free times of each day, one choice in all.
#[component]
pub fn TimesByDay(
    /// The days.
    days: Vec<DayModel>,
    /// The time chosen earlier.
    answer: String,
    /// What is wrong.
    error: Signal<Option<String>>,
) -> impl IntoView {
    let mut is_first = true;
    let days = days
        .into_iter()
        .map(|day| {
            // The document has them already when the browser takes it over, and then nobody looks at these.
            let times = if is_taking_over() { String::new() } else { times_of(&day, &answer, is_first) };
            is_first = false;
            view! {
                <fieldset class="nhsuk-fieldset app-day" aria-describedby=move || error.get().is_some().then_some("slot-error")>
                    {YieldPoint}
                    <legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--m">
                        <h2 class="nhsuk-fieldset__heading">{day.heading}</h2>
                    </legend>
                    <div class="nhsuk-radios app-times" inner_html=times></div>
                </fieldset>
            }
        })
        .collect_view();
    view! {
        <div class=move || if error.get().is_some() { "nhsuk-form-group nhsuk-form-group--error" } else { "nhsuk-form-group" }>
            {move || {
                error
                    .get()
                    .map(|message| {
                        view! {
                            <span class="nhsuk-error-message" id="slot-error">
                                <span class="nhsuk-u-visually-hidden">"Error: "</span>
                                {message}
                            </span>
                        }
                    })
            }}
            {days}
        </div>
    }
}

/// The free times of a day as HTML. Nothing in them changes while they are shown: so the server need not make a view of each, which
/// was a fifth of what a page of them cost, and a phone has nothing to take over. The first of all has the field's name as its id, for
/// the error's link.
fn times_of(day: &DayModel, answer: &str, has_first: bool) -> String {
    let id_of = |at: usize, value: &str| {
        if has_first && at == 0 {
            "slot".to_owned()
        } else {
            format!("slot-{}", value.replace([':', '~', '.'], "-"))
        }
    };
    html! {
        @for (at, time) in day.times.iter().enumerate() {
            @let id = id_of(at, &time.value);
            div class="nhsuk-radios__item" {
                input class="nhsuk-radios__input" id=(id) name="form[slot]" type="radio" checked[time.value == answer]
                    value=(time.value) aria-describedby={ (id) "-hint" };
                label class="nhsuk-label nhsuk-radios__label" for=(id) { (time.label) }
                div class="nhsuk-hint nhsuk-radios__hint" id={ (id) "-hint" } { (time.hint) }
            }
        }
    }
    .into_string()
}

/// Links to later times and back to the first ones.
#[component]
pub fn LaterTimes(
    /// The page's address.
    path: String,
    /// What is shown now.
    times: TimesModel,
) -> impl IntoView {
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
pub fn NoTimes(
    /// The page's address.
    path: String,
    /// What was looked for.
    times: TimesModel,
) -> impl IntoView {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn time(value: &str, hint: &str) -> ChoiceModel {
        ChoiceModel {
            value: value.to_owned(),
            label: "9am to 9:45am".to_owned(),
            hint: hint.to_owned(),
        }
    }

    #[test]
    fn times_say_what_they_are_and_names_stay_text() {
        let day = DayModel {
            heading: "Tuesday 3 March 2026".to_owned(),
            times: vec![
                time("2026-03-03T09:00:00Z~a", "with <b>Ann</b> \"O'Neil\""),
                time("2026-03-03T10:00:00Z~a", "with Bo"),
            ],
        };
        let html = times_of(&day, "2026-03-03T10:00:00Z~a", true);
        assert!(html.contains(r#"id="slot" name="form[slot]" type="radio" value="2026-03-03T09:00:00Z~a" aria-describedby="slot-hint""#));
        assert!(html.contains(r#"id="slot-hint">with &lt;b&gt;Ann&lt;/b&gt; &quot;O'Neil&quot;<"#));
        assert!(html.contains(r#"<label class="nhsuk-label nhsuk-radios__label" for="slot-2026-03-03T10-00-00Z-a">9am to 9:45am<"#));
        assert_eq!(html.matches(" checked").count(), 1);
        let (_, second) = html
            .split_once(r#"id="slot-2026-03-03T10-00-00Z-a""#)
            .unwrap();
        assert!(second.starts_with(r#" name="form[slot]" type="radio" checked"#));
        let later = times_of(&day, "", false);
        assert!(!later.contains(r#"id="slot""#) && !later.contains(" checked"));
    }
}
