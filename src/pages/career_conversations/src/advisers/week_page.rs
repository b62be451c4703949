//! The usual week on one form.

use domain::career_conversations::availability::{CopyTo, HoursForm, Press, key_of};
use domain::kit::app_error::AppError;
use domain::kit::words;
use jiff::civil::Weekday;
use leptos::prelude::*;

use super::meeting::{lengths, ways};
use super::published::conversations_are;
use super::server_fns::models;
use super::{BookedModel, ChangeWeek, WeekModel};
use ui::{
    BackLink, Button, Checkboxes, DateInput, DefaultButton, Details, Field, Hidden, InsetText,
    Item, NotificationBanner, Radios, Select, TextInput, WarningCallout,
};
use web::forms::{Form, FormState, use_form};
use web::page::{Page, query, task};

const HEADING: &str = "Change your usual week";
/// Conversations that the warning names: the button under them stays on the first screen.
const MOST_NAMED: usize = 5;
/// What the form says was pressed.
const PRESS: &str = "form[press]";

/// `/availability/week`; with `?from=2026-06-01` as it is from that day on.
pub async fn week_page() -> Page {
    let form = use_form::<ChangeWeek>();
    let model = models::week(form.typed(), form.is_asked(), &query().get("from")).await?;
    // A screen reader says the title when the page is there.
    let title = if form.is_asked() {
        format!("Not saved yet: {HEADING}")
    } else {
        HEADING.to_owned()
    };
    task(title, view! { <Week model form /> })
}

#[component]
fn Week(model: WeekModel, form: FormState<ChangeWeek>) -> impl IntoView {
    let overtaken = matches!(form.failure(), Some(AppError::Conflict(_)));
    // Who has been told that it is another week now may save theirs in its place.
    let seen = match (overtaken, model.form.seen.as_str()) {
        (false, typed) if !typed.is_empty() => typed.to_owned(),
        _ => model.seen.clone(),
    };
    let copied = model.form.pressed().filter(|_| form.is_asked());
    let intro = if model.is_new {
        "You have no weekly hours yet. Write the hours of one day, copy them to other days, then save your week."
    } else {
        "These are your hours now. Change them, then save your week."
    };
    let days = Weekday::Monday.cycle_forward().take(7);
    let days = days.map(|day| view! { <Day day model=model.clone() form /> });
    let days = days.collect_view();
    let initial = model.from;
    view! {
        <BackLink href="/availability" />
        <Form form>
            <DefaultButton words="Save your week" />
            {copied.and_then(copied_words).map(|words| view! { <NotificationBanner><p>{words}</p></NotificationBanner> })}
            <h1 class="nhsuk-heading-l">{HEADING}</h1>
            {(!model.booked.is_empty()).then(|| view! { <Warning booked=model.booked /> })}
            {overtaken.then(|| view! { <Overtaken published=model.published /> })}
            <p>{intro}</p>
            <p>
                "Write hours like 9am to 5pm, or with a break like 9am to 12pm, 1pm to 5pm. Leave a day empty when nobody can book you."
            </p>
            {(!model.later.is_empty()).then(|| view! { <Later later=model.later /> })}
            <Hidden name="form[seen]" value=seen />
            {days}
            <DateInput
                field=form.day("from", initial)
                legend="First day"
                hint="Leave this empty to start today. For example, 27 3 2026"
            />
            <Button words="Save your week" />
        </Form>
    }
}

/// What a button that copies did.
fn copied_words(press: Press) -> Option<String> {
    let Press::Copy(from, to) = press else {
        return None;
    };
    let to = target_words(from, to);
    let from = words::weekday(from);
    Some(format!(
        "{from}’s hours are copied to {to}. They are not saved yet."
    ))
}

fn target_words(from: Weekday, to: CopyTo) -> &'static str {
    match to {
        CopyTo::NextDay => words::weekday(from.wrapping_add(1)),
        CopyTo::Weekdays => "every weekday",
    }
}

/// What is booked outside these hours: the same button saves them all the same.
#[component]
fn Warning(booked: Vec<BookedModel>) -> impl IntoView {
    let count = booked.len();
    let lines = booked.into_iter().take(MOST_NAMED);
    let lines = lines.map(|each| view! { <li>{each.words}</li> });
    let others = count.saturating_sub(MOST_NAMED);
    view! {
        <WarningCallout heading="Your week is not saved yet">
            <p>
                {format!("{} booked outside these hours and will stay booked. When you have saved, we will ask you what to do with each:", conversations_are(count))}
            </p>
            <ul class="nhsuk-list nhsuk-list--bullet">
                {lines.collect_view()} {(others > 0).then(|| view! { <li>{format!("and {others} more")}</li> })}
            </ul>
            <Hidden name="form[clashes]" value=count.to_string() />
            <Button words="Save your week all the same" />
        </WarningCallout>
    }
}

/// What was saved in another window meanwhile.
#[component]
fn Overtaken(published: Vec<String>) -> impl IntoView {
    let lines = published.into_iter();
    let lines = lines.map(|words| view! { <li>{words}</li> });
    view! {
        <InsetText>
            <p>
                "Your hours were changed in another window since you opened this page. Nothing that you typed is lost: it is below. When you save, it takes the place of what is saved now:"
            </p>
            <ul class="nhsuk-list nhsuk-list--bullet">{lines.collect_view()}</ul>
        </InsetText>
    }
}

/// Hours that begin when this week is over.
#[component]
fn Later(later: Vec<(super::PublishedModel, String)>) -> impl IntoView {
    let lines = later.into_iter().map(|(hours, day)| {
        let from = hours.lines.last().cloned().unwrap_or_default();
        view! {
            <li>
                {format!("{}. ", hours.heading)}
                <a class="app-target" href=format!("/availability/week?from={day}")>
                    {from}
                    <span class="nhsuk-u-visually-hidden">": change the week that begins then"</span>
                </a>
            </li>
        }
    });
    view! {
        <InsetText>
            <p>"You have other hours that begin later. They stay as they are, and take over on their first day:"</p>
            <ul class="nhsuk-list">{lines.collect_view()}</ul>
        </InsetText>
    }
}

#[component]
fn Day(day: Weekday, model: WeekModel, form: FormState<ChangeWeek>) -> impl IntoView {
    let name = words::weekday(day);
    let all: Vec<(String, HoursForm)> = model
        .form
        .of_day(day)
        .map(|(key, hours)| (key.clone(), hours.clone()))
        .collect();
    let count = all.len();
    let places = model.places;
    let rows = all.into_iter().enumerate().map(|(at, (key, hours))| {
        let label = if at == 0 {
            name.to_owned()
        } else {
            format!("{name}, other hours")
        };
        let field = Field::new(format!("form[hours][{key}][times]"))
            .id(format!("hours-{key}"))
            .with(hours.times.clone())
            .error(form.error(&format!("hours-{key}")));
        view! {
            <div class="nhsuk-grid-row">
                <div class="nhsuk-grid-column-one-third">
                    <TextInput field label label_size="s" width=20 autocomplete="off" />
                </div>
                <div class="nhsuk-grid-column-one-third">{(at == 0).then(|| view! { <CopyButtons day /> })}</div>
                <div class="nhsuk-grid-column-one-third">
                    <Manner day key hours places=places.clone() form more=(at + 1 == count).then_some(count) />
                </div>
            </div>
        }
    });
    rows.collect_view()
}

/// The buttons that copy a day's hours.
#[component]
fn CopyButtons(day: Weekday) -> impl IntoView {
    let name = words::weekday(day);
    let is_weekday = day.to_monday_one_offset() <= 5;
    let buttons: Vec<_> = [CopyTo::Weekdays, CopyTo::NextDay]
        .into_iter()
        .filter(|to| is_weekday || *to == CopyTo::NextDay)
        .map(|to| {
            view! {
                <button
                    class="nhsuk-button nhsuk-button--secondary nhsuk-button--small"
                    type="submit"
                    name=PRESS
                    value=Press::Copy(day, to).code()
                >
                    <span class="nhsuk-u-visually-hidden">{format!("Copy {name} to ")}</span>
                    {target_words(day, to)}
                </button>
            }
        })
        .collect();
    view! {
        <p class="app-beside">
            <span aria-hidden="true">"Copy to"</span>
            {buttons}
        </p>
    }
}

/// How long each conversation is, and how and where people meet: folded, for it is seldom changed.
#[component]
fn Manner(
    day: Weekday,
    key: String,
    hours: HoursForm,
    places: Vec<Item>,
    form: FormState<ChangeWeek>,
    /// With a button for other hours of the day: how many the day has.
    more: Option<usize>,
) -> impl IntoView {
    let name = words::weekday(day);
    let summary = models::manner_words(&hours, &places);
    let [length, of_ways, of_site] =
        ["length", "ways", "site"].map(|part| form.error(&format!("{part}-{key}")));
    let is_open = length.is_some() || of_ways.is_some() || of_site.is_some();
    let input = |part: &str| format!("form[hours][{key}][{part}]");
    let is_ticked = |way: &str| {
        let ticked = match way {
            "video" => &hours.video,
            "phone" => &hours.phone,
            _ => &hours.in_person,
        };
        !ticked.is_empty()
    };
    let has_places = !places.is_empty();
    let length = Field::new(input("slot_minutes"))
        .id(format!("length-{key}"))
        .with(hours.slot_minutes.clone())
        .error(length);
    let items = ways(has_places, input, is_ticked);
    let site = Field::new(input("site"))
        .id(format!("site-{key}"))
        .with(hours.site.clone())
        .error(of_site);
    let ways_id = format!("ways-{key}");
    view! {
        <Details summary is_open>
            <Radios
                field=length
                legend=format!("How long is each conversation on {name}?")
                size="s"
                items=lengths()
            />
            <Checkboxes
                id=ways_id
                legend=format!("How can people meet you on {name}?")
                size="s"
                items
                error=of_ways
            />
            {has_places
                .then(|| {
                    view! {
                        <Select
                            field=site
                            label="If in person, where?"
                            items=Item::none_or("Choose a place", places)
                        />
                    }
                })}
            {more
                .map(|count| {
                    view! {
                        <p>{format!("Do people meet you in another way at other hours on {name}?")}</p>
                        <button
                            class="nhsuk-button nhsuk-button--secondary"
                            type="submit"
                            name=PRESS
                            value=Press::More(day).code()
                            formaction=format!("#hours-{}", key_of(day, count))
                        >
                            {format!("Add other hours on {name}")}
                        </button>
                    }
                })}
        </Details>
    }
}
