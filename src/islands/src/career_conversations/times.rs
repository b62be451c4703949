//! Free times to choose from, day by day.

use std::sync::Arc;

use domain::kit::app_error::Choice;
use leptos::prelude::*;
use ui::Item;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayOfTimes {
    /// 'Tuesday 3 March 2026'.
    pub heading: String,
    /// In order.
    pub times: Vec<Item>,
}

/// What is surely free after a clash.
#[must_use]
pub fn nearest(alternatives: Vec<Choice>) -> Vec<DayOfTimes> {
    let times = alternatives
        .into_iter()
        .map(|choice| Item::new(choice.value, choice.label));
    vec![DayOfTimes {
        heading: "The nearest free times".to_owned(),
        times: times.collect(),
    }]
}

/// The free times of each day, one choice in all. The first of all has the field's name as its id, for the error's link.
#[component]
pub fn Times(
    days: Vec<DayOfTimes>,
    /// The time chosen earlier.
    #[prop(optional)]
    answer: String,
    /// What describes each day: the id of what is wrong.
    #[prop(optional_no_strip)]
    described: Option<&'static str>,
) -> impl IntoView {
    let first = days.first().and_then(|day| day.times.first());
    let first = first.map(|time| time.value.clone()).unwrap_or_default();
    let days = days.into_iter().map(|day| {
        let times = day.times.into_iter().map(|time| {
            let is_first = time.value == first;
            let is_chosen = time.value == answer;
            view! { <Time time is_first is_chosen /> }
        });
        view! {
            <fieldset class="nhsuk-fieldset app-day" aria-describedby=described>
                <legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--m">
                    <h2 class="nhsuk-fieldset__heading">{day.heading}</h2>
                </legend>
                <div class="nhsuk-radios app-times">{times.collect_view()}</div>
            </fieldset>
        }
    });
    days.collect_view()
}

#[component]
fn Time(time: Item, is_first: bool, is_chosen: bool) -> impl IntoView {
    // Each is in two places. There are hundreds of times on a page: what is shared isn't copied.
    let id: Arc<str> = if is_first {
        "slot".into()
    } else {
        format!("slot-{}", time.value.replace([':', '~', '.'], "-")).into()
    };
    let hint: Arc<str> = format!("{id}-hint").into();
    view! {
        <div class="nhsuk-radios__item">
            <input
                class="nhsuk-radios__input"
                id=id.clone()
                name="form[slot]"
                type="radio"
                value=time.value
                checked=is_chosen
                aria-describedby=hint.clone()
            />
            <label class="nhsuk-label nhsuk-radios__label" for=id>{time.label}</label>
            <div class="nhsuk-hint nhsuk-radios__hint" id=hint>{time.hint}</div>
        </div>
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn times_say_what_they_are_and_names_stay_text() {
        let time = |value, hint: &str| Item::new(value, "9am to 9:45am").hint(hint);
        let day = DayOfTimes {
            heading: "Tuesday 3 March 2026".to_owned(),
            times: vec![
                time("2026-03-03T09:00:00Z~a", "with <b>Ann</b> \"O'Neil\""),
                time("2026-03-03T10:00:00Z~a", "with Bo"),
            ],
        };
        let answer = "2026-03-03T10:00:00Z~a".to_owned();
        let html = Owner::new().with(|| view! { <Times days=vec![day] answer /> }.to_html());
        assert!(html.contains("with &lt;b&gt;Ann&lt;/b&gt;"), "{html}");
        assert!(
            html.contains(r#"id="slot-hint""#)
                && html.contains(r#"for="slot-2026-03-03T10-00-00Z-a""#)
        );
        assert_eq!(html.matches(" checked").count(), 1);
    }
}
