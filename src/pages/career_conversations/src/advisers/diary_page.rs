//! The day's and the week's conversations.

use islands::{Freshness, LiveList};
use leptos::prelude::*;

use super::server_fns::models;
use super::{DayOfDiary, DiaryModel, LineOfDiary};
use ui::{InsetText, Tag};
use web::page::{Page, page, query};

/// `/conversations/diary`: today and this week, or the week in the address.
pub async fn diary_page() -> Page {
    let model = models::diary(&query().get("week")).await?;
    let title = if model.is_this_week {
        "Your conversations".to_owned()
    } else {
        format!("Your conversations, {}", model.week)
    };
    page(title, view! { <Diary model /> })
}

#[component]
fn Diary(model: DiaryModel) -> impl IntoView {
    let here = if model.is_this_week {
        "/conversations/diary".to_owned()
    } else {
        format!("/conversations/diary?week={}", model.monday)
    };
    let none = model.days.is_empty();
    let (heading, nothing) = if model.is_this_week {
        (
            format!("This week, {}", model.week),
            "You have no other conversations this week.",
        )
    } else {
        (model.week, "You have no conversations this week.")
    };
    view! {
        <h1 class="nhsuk-heading-l">"Your conversations"</h1>
        <LiveList told_at="/live/adviser".to_owned() version=model.version>
            <Freshness updated=model.updated href=here />
            {model.today.map(|today| view! { <Today today /> })}
            <h2 class="nhsuk-heading-m">{heading}</h2>
            {if none {
                view! { <InsetText><p>{nothing}</p></InsetText> }.into_any()
            } else {
                model.days.into_iter().map(|day| view! { <Day day /> }).collect_view().into_any()
            }}
        </LiveList>
        <nav class="nhsuk-pagination" role="navigation" aria-label="Weeks">
            <ul class="nhsuk-list nhsuk-pagination__list">
                <li class="nhsuk-pagination-item--previous">
                    <a class="nhsuk-pagination__link nhsuk-pagination__link--prev" href=format!("/conversations/diary?week={}", model.previous) rel="prev">
                        <span class="nhsuk-pagination__title">"Week before"</span>
                    </a>
                </li>
                <li class="nhsuk-pagination-item--next">
                    <a class="nhsuk-pagination__link nhsuk-pagination__link--next" href=format!("/conversations/diary?week={}", model.next) rel="next">
                        <span class="nhsuk-pagination__title">"Week after"</span>
                    </a>
                </li>
            </ul>
        </nav>
        {(!model.is_this_week).then(|| view! { <p><a href="/conversations/diary">"Back to today"</a></p> })}
    }
}

#[component]
fn Today(today: DayOfDiary) -> impl IntoView {
    let none = today.lines.is_empty();
    view! {
        <h2 class="nhsuk-heading-m">{format!("Today, {}", today.heading)}</h2>
        {if none {
            view! { <InsetText><p>"You have no conversations today."</p></InsetText> }.into_any()
        } else {
            view! { <Lines lines=today.lines /> }.into_any()
        }}
    }
}

#[component]
fn Day(day: DayOfDiary) -> impl IntoView {
    view! {
        <h3 class="nhsuk-heading-s">{day.heading}</h3>
        <Lines lines=day.lines />
    }
}

/// Each conversation is one big target.
#[component]
fn Lines(lines: Vec<LineOfDiary>) -> impl IntoView {
    let lines = lines.into_iter().map(|line| {
        view! {
            <li class="nhsuk-card nhsuk-card--clickable">
                <div class="nhsuk-card__content">
                    <p class="nhsuk-card__heading nhsuk-heading-s">
                        <a class="nhsuk-card__link" href=format!("/conversations/{}", line.reference)>
                            {format!("{}, {}", line.time, line.member)}
                        </a>
                    </p>
                    <p class="nhsuk-card__description">
                        {format!("{}. {}. ", line.way, line.topic)}
                        {(!line.status.is_empty()).then(|| view! { <Tag words=line.status colour=line.status_colour /> })}
                    </p>
                </div>
            </li>
        }
    });
    view! { <ul class="app-cards">{lines.collect_view()}</ul> }
}
