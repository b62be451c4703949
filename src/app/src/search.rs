//! Looking for anything: people, references, organisations and pages, of what somebody may see.

use domain::kit::query as typed;
use domain::kit::words;
use domain::people::actor::Actor;
use leptos::prelude::*;
use ui::{Button, Field, InsetText, TextInput};
use web::area::{Found, Hit, MOST_FOUND};
use web::context;
use web::error::Failure;
use web::page::{Page, page, query};

use crate::areas::AREAS;
use crate::navigation::links_of;

/// Fewer letters would find nearly everything.
const LEAST: usize = 2;

/// Whether the header has the box: members find their few things by its links.
pub fn is_offered(actor: &Actor) -> bool {
    let mut searchers = AREAS.iter().flat_map(|area| area.searchers);
    searchers.any(|permission| actor.may(*permission).is_ok())
}

/// `/search`.
pub async fn search_page() -> Page {
    let actor = context::actor()?;
    let text = typed::text(&query().get("text"));
    let is_short = text.chars().count() < LEAST;
    let found = match is_short {
        true => Vec::new(),
        false => find(&actor, &text).await?,
    };
    let mut exact = found.iter().flat_map(|found| &found.hits);
    if let Some(hit) = exact.find(|hit| hit.is_exact) {
        context::redirect(&hit.href);
    }
    page("Search", view! { <Results text found is_short /> })
}

async fn find(actor: &Actor, text: &str) -> Result<Vec<Found>, Failure> {
    let mut all = Vec::new();
    for area in AREAS {
        all.extend((area.find)(actor.clone(), text.to_owned()).await?);
    }
    all.push(pages(actor, text));
    all.retain(|found| !found.hits.is_empty());
    Ok(all)
}

/// Pages whose names or descriptions have the text.
fn pages(actor: &Actor, text: &str) -> Found {
    let wanted = text.to_lowercase();
    let has = |words: &str| words.to_lowercase().contains(&wanted);
    let links = links_of(actor).filter(|link| has(link.words) || has(link.about));
    let hits: Vec<_> = links
        .map(|link| Hit {
            href: link.href.to_owned(),
            words: link.words.to_owned(),
            detail: link.about.to_owned(),
            is_exact: false,
        })
        .collect();
    let many = i64::try_from(hits.len()).unwrap_or(i64::MAX);
    Found {
        heading: "Pages",
        hits: hits.into_iter().take(MOST_FOUND).collect(),
        all: (many, "/menu".to_owned()),
    }
}

#[component]
fn Results(text: String, found: Vec<Found>, is_short: bool) -> impl IntoView {
    let none = found.is_empty() && !is_short;
    let words = format!("Nothing was found for ‘{text}’.");
    view! {
        <h1 class="nhsuk-heading-l">"Search"</h1>
        <form class="app-filter" method="get" action="/search" role="search" aria-label="Everything">
            <TextInput
                field=Field::new("text").id("search").with(text.clone())
                label="A name, a reference or a page"
                kind="search"
            />
            <Button words="Search" kind="secondary" />
        </form>
        {(is_short && !text.is_empty()).then(|| view! { <InsetText><p>{format!("Type at least {LEAST} letters.")}</p></InsetText> })}
        {none
            .then(|| {
                view! {
                    <InsetText>
                        <p>{words}</p>
                        <p>"Check the spelling, try a part of the name, or a whole reference like CC-7K4M-9QXD."</p>
                    </InsetText>
                }
            })}
        {found.into_iter().map(|found| view! { <Kind found /> }).collect_view()}
    }
}

#[component]
fn Kind(found: Found) -> impl IntoView {
    let (many, all) = found.all;
    let is_more = many > i64::try_from(found.hits.len()).unwrap_or(i64::MAX);
    let heading = format!("{} ({})", found.heading, words::number(many));
    let hits = found.hits.into_iter().map(|hit| {
        view! {
            <li>
                <a class="app-target" href=hit.href>{hit.words}</a>
                <span class="app-detail">{hit.detail}</span>
            </li>
        }
    });
    view! {
        <h2 class="nhsuk-heading-m">{heading}</h2>
        <ul class="app-lines-of-links">{hits.collect_view()}</ul>
        {is_more.then(|| view! { <p><a class="app-target" href=all>{format!("See all {}", words::number(many))}</a></p> })}
    }
}
