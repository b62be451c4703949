//! The time picker: the days that have free times, then the times of one of them.

use domain::career_conversations::career_conversation::Way;
use leptos::prelude::*;

use super::{DaysModel, MeetingModel, TimesModel};
use ui::{Button, Details, Field, InsetText, Radios, Select};

/// The days to choose from, each a link to its times, with a way to look for others.
#[component]
pub fn FreeDays(
    /// The page's own address.
    path: String,
    /// Where the times of a day are.
    times: String,
    model: DaysModel,
) -> impl IntoView {
    let query = model.meeting.query();
    let (is_later, next_from) = (model.is_later, model.next_from.clone());
    let days = model.days.clone().into_iter().map(|day| {
        let href = format!("{times}?day={}&{query}", day.day);
        view! {
            <li>
                <a href=href>
                    <strong>{day.words}</strong>
                    " "
                    <span class="app-days__times">{day.times}</span>
                </a>
            </li>
        }
    });
    let (first, later) = (
        format!("{path}?{query}"),
        next_from.map(|from| format!("{path}?from={from}&{query}")),
    );
    view! {
        <p>{format!("{}. All times are in UK time.", model.meeting.words)}</p>
        <Change path=path.clone() model=model.clone() />
        {if model.days.is_empty() {
            view! { <NoDays path model /> }.into_any()
        } else {
            view! { <ul class="app-days">{days.collect_view()}</ul> }.into_any()
        }}
        {(is_later || later.is_some())
            .then(|| {
                view! {
                    <ul class="app-later">
                        {is_later.then(|| view! { <li><a href=first>"Back to the first free days"</a></li> })}
                        {later.map(|href| view! { <li><a href=href>"Later days"</a></li> })}
                    </ul>
                }
            })}
    }
}

/// Another way, place or adviser: a form whose answers are in the address, so that it works without scripts.
#[component]
fn Change(path: String, model: DaysModel) -> impl IntoView {
    let MeetingModel {
        way, site, adviser, ..
    } = model.meeting;
    let nearest = model.places.first().map(|place| place.value.clone());
    let site = if site.is_empty() {
        nearest.unwrap_or_default()
    } else {
        site
    };
    view! {
        <Details summary="Change how to meet or the adviser">
            <form class="app-form" method="get" action=path>
                <Radios field=Field::new("way").with(way) legend="How would you like to meet?" size="s" items=model.ways />
                {(!model.places.is_empty())
                    .then(|| {
                        view! {
                            <div class="app-follow-up" data-behaviour="follow-up" data-follows="way" data-when=Way::InPerson.code()>
                                <Radios field=Field::new("site").with(site) legend="If you chose ‘In person’, where?" size="s" items=model.places />
                            </div>
                        }
                    })}
                <Select field=Field::new("adviser").with(adviser) label="Adviser" items=model.advisers />
                <Button words="Show days" kind="secondary" />
            </form>
        </Details>
    }
}

/// What to do when nothing is free.
#[component]
fn NoDays(path: String, model: DaysModel) -> impl IntoView {
    let MeetingModel {
        way, site, adviser, ..
    } = model.meeting;
    let is_anybody = adviser == super::ANYBODY;
    let everybody = format!("{path}?way={way}&site={site}&adviser={}", super::ANYBODY);
    view! {
        <InsetText>
            <p>{format!("There are no free times up to {}.", model.horizon)}</p>
            {if is_anybody {
                view! { <p>"Choose another way to meet above, or look again tomorrow. New times open every day."</p> }.into_any()
            } else {
                view! { <p><a href=everybody>"See the days of every adviser"</a></p> }.into_any()
            }}
        </InsetText>
    }
}

/// The times of a day, each a button that sends the form around it.
#[component]
pub fn FreeTimes(
    /// What a button sends its time as.
    name: &'static str,
    /// The page with the days.
    days: String,
    model: TimesModel,
) -> impl IntoView {
    let answer = model.answer;
    let parts = model.parts.into_iter().map(|(part, times)| {
        let times = times.into_iter().map(|time| {
            let chosen = (time.value == answer).then_some(", chosen");
            view! {
                <li>
                    <button class="nhsuk-button nhsuk-button--secondary nhsuk-button--small" type="submit" name=name value=time.value>
                        {time.label}
                        <span>", "{time.hint}{chosen}</span>
                    </button>
                </li>
            }
        });
        view! {
            <h2 class="nhsuk-heading-s">{part}</h2>
            <ul class="app-times">{times.collect_view()}</ul>
        }
    });
    let parts = parts.collect_view();
    if parts.is_empty() {
        let days = format!("{days}?{}", model.meeting.query());
        return view! {
            <InsetText>
                <p>{model.why_none}</p>
                <p><a href=days>"See the days with free times"</a></p>
            </InsetText>
        }
        .into_any();
    }
    parts.into_any()
}
