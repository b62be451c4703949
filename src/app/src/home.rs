//! The home page: what the service is, and the first step for each kind of person.

use domain::people::actor::Actor;
use leptos::prelude::*;
use ui::{ButtonLink, CardLink};
use web::context;
use web::page::{Page, page};

use crate::areas::AREAS;

pub async fn home_page() -> Page {
    let Some(actor) = context::optional_actor() else {
        return page("People Hub", view! { <Visitor /> });
    };
    let mut news = Vec::new();
    for area in AREAS {
        news.extend((area.news)(actor.clone()).await?);
    }
    page("People Hub", view! { <SignedIn actor news /> })
}

#[component]
fn Visitor() -> impl IntoView {
    let place = context::system().map_or_else(String::new, |system| format!(" in {system}"));
    let starts = AREAS.iter().flat_map(|area| area.starts);
    let cards = starts.map(|&(href, heading, words)| view! { <CardLink href heading words /> });
    view! {
        <div class="app-hero">
            <h1 class="nhsuk-heading-xl">"Find your way into health and care"</h1>
            <p class="nhsuk-lede-text">
                {format!("People Hub is for everyone who works, or wants to work, in health and care{place}. Talk to a careers adviser about what you could do next.")}
            </p>
            <ButtonLink href="/career-conversations" words="Book a career conversation" />
        </div>
        <h2>"Where to start"</h2>
        <ul class="nhsuk-grid-row nhsuk-card-group">{cards.collect_view()}</ul>
    }
}

#[component]
fn SignedIn(actor: Actor, news: Vec<AnyView>) -> impl IntoView {
    let first_name = actor.name.split(' ').next().unwrap_or_default();
    let links = AREAS.iter().flat_map(|area| area.links);
    let cards = links
        .filter(|link| link.is_for(&actor))
        .map(|link| view! { <CardLink href=link.href heading=link.words words=link.about /> });
    view! {
        <h1 class="nhsuk-heading-xl">{format!("Hello {first_name}")}</h1>
        {news}
        <h2>"What you can do here"</h2>
        <ul class="nhsuk-grid-row nhsuk-card-group">{cards.collect_view()}</ul>
    }
}
