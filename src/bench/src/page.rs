//! The booking page in maud, with the words and the marks of the one in Leptos.

use domain::career_conversations::career_conversation::Way;
use domain::kit::words;
use maud::{DOCTYPE, Markup, html};
use service::career_conversations::career_conversation::DaySlots;

use crate::handwritten::Times;

pub const PATH: &str = "/career-conversations/book/day";
/// What stands for any adviser in an address.
pub const ANYBODY: &str = "any";

pub fn page(times: &Times) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en-GB" class="nhsuk-template" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover";
                meta name="theme-color" content="#005eb8";
                link rel="icon" href="/favicon.svg" type="image/svg+xml";
                link id="styles" rel="stylesheet" href="/pkg/people-hub.css";
                title { "What day suits you? - People Hub" }
            }
            body class="nhsuk-template__body" {
                (header(times))
                div class="nhsuk-width-container" {
                    nav class="app-way-back" aria-label="Way back" {
                        a class="nhsuk-back-link" href="/" { "Home" }
                    }
                    main id="maincontent" role="main" tabindex="-1" class="nhsuk-main-wrapper" {
                        div { (content(times)) }
                    }
                }
                p class="nhsuk-u-visually-hidden" role="status" {}
                (footer())
            }
        }
    }
}

fn header(times: &Times) -> Markup {
    let (first, rest) = times.actor.name.split_once(' ').unwrap_or_default();
    html! {
        a class="nhsuk-skip-link" href="#maincontent" { "Skip to main content" }
        header class="nhsuk-header nhsuk-header--inline" role="banner" {
            div class="nhsuk-header__container nhsuk-width-container" {
                div class="nhsuk-header__service" {
                    a class="nhsuk-header__service-name" href="/" { "People Hub" }
                }
                nav class="nhsuk-header__account" aria-label="Account" {
                    ul class="nhsuk-header__account-list" {
                        li class="nhsuk-header__account-item" {
                            a class="nhsuk-header__account-link" href="/account" {
                                (first)
                                span class="app-rest" { " " (rest) }
                            }
                        }
                    }
                }
            }
        }
        p class="app-printed" { "Printed by " (times.actor.name) ", " (words::day(times.today)) }
        @if times.demo {
            aside class="app-demo" aria-label="Demo" {
                div class="nhsuk-width-container" {
                    strong class="nhsuk-tag nhsuk-tag--yellow" { "Demo" }
                    " All people here are invented. "
                    a href="/demo" { "Change who you are" }
                    " · "
                    a href="/demo/messages" { "Time and messages" }
                }
            }
        }
    }
}

fn footer() -> Markup {
    let links = [
        ("/menu", "Menu"),
        ("/guides", "Help"),
        ("/accessibility", "Accessibility statement"),
        ("/cookies", "Cookies"),
        ("/privacy", "Privacy"),
    ];
    html! {
        footer class="nhsuk-footer" role="contentinfo" {
            div class="nhsuk-width-container" {
                div class="nhsuk-footer__meta" {
                    h2 class="nhsuk-u-visually-hidden" { "Support links" }
                    ul class="nhsuk-footer__list" {
                        @for (href, words) in links {
                            li class="nhsuk-footer__list-item" {
                                a class="nhsuk-footer__list-item-link" href=(href) { (words) }
                            }
                        }
                    }
                    p class="nhsuk-body-s" { "People Hub for Staffordshire and Stoke-on-Trent" }
                }
            }
        }
    }
}

fn content(times: &Times) -> Markup {
    html! {
        p class="nhsuk-caption-l" { "Step 1 of 4" }
        h1 class="nhsuk-heading-l" { "What day suits you?" }
        p { (way_words(times)) ", " (adviser_words(times)) ". All times are in UK time." }
        (change(times))
        @if times.found.days.is_empty() {
            (no_days(times))
        } @else {
            ul class="app-days" {
                @for day in &times.found.days { (day_link(day, times)) }
            }
        }
        (later(times))
        p {
            a class="app-target" href={ "/career-conversations/waiting/join?" (query(times)) } {
                "If no day suits you, join the waiting list"
            }
        }
    }
}

fn query(times: &Times) -> String {
    let (way, site, adviser) = (times.way.code(), site(times), adviser(times));
    format!("way={way}&site={site}&adviser={adviser}")
}

fn site(times: &Times) -> String {
    let site = times.search.site.map(|site| site.to_string());
    site.unwrap_or_default()
}

fn adviser(times: &Times) -> String {
    let adviser = times.search.adviser.map(|adviser| adviser.to_string());
    adviser.unwrap_or(ANYBODY.to_owned())
}

fn adviser_words(times: &Times) -> &str {
    let Some(adviser) = times.search.adviser else {
        return "any adviser";
    };
    let named = times.found.advisers.iter().find(|(id, _)| *id == adviser);
    named.map_or("an adviser who cannot be booked now", |(_, name)| name)
}

fn way_words(times: &Times) -> String {
    let place = times
        .places
        .iter()
        .find(|place| Some(place.site.id) == times.search.site);
    place.map_or_else(
        || times.way.words().to_owned(),
        |place| format!("In person at {}", place.site.name),
    )
}

fn day_link(day: &DaySlots, times: &Times) -> Markup {
    let first = day.slots.first().map(|offered| offered.slot.interval.start);
    let count = i64::try_from(day.slots.len()).unwrap_or(i64::MAX);
    let from = if count == 1 { "at" } else { "from" };
    html! {
        li {
            a href={ "/career-conversations/book/time?day=" (day.day) "&" (query(times)) } {
                strong { (words::near_day(day.day, times.today)) }
                " "
                span class="app-days__times" {
                    (words::counted(count, "time", "times")) ", " (from) " " (first.map(words::time).unwrap_or_default())
                }
            }
        }
    }
}

fn change(times: &Times) -> Markup {
    let hint = |way| match way {
        Way::Video => {
            "You need a phone, tablet or computer with a camera. We will send you a link."
        }
        Way::Phone => "Your adviser will ring you.",
        Way::InPerson => "You meet your adviser at a hospital, clinic or council building.",
    };
    let ways = Way::ALL
        .iter()
        .filter(|way| **way != Way::InPerson || !times.places.is_empty());
    let ways = ways.map(|way| {
        (
            way.code().to_owned(),
            way.words().to_owned(),
            hint(*way).to_owned(),
        )
    });
    let places = times.places.iter().map(|place| {
        let site = &place.site;
        let far = place
            .metres
            .map(|metres| format!(", {} from where you live", words::distance(metres)));
        let hint = format!("{}, {}{}", site.address, site.town, far.unwrap_or_default());
        (site.id.to_string(), site.name.clone(), hint)
    });
    let places: Vec<_> = places.collect();
    let chosen = match site(times) {
        none if none.is_empty() => places
            .first()
            .map(|place| place.0.clone())
            .unwrap_or_default(),
        site => site,
    };
    let named = times.found.advisers.iter();
    let advisers = named.map(|(id, name)| (id.to_string(), name.as_str()));
    let advisers = std::iter::once((ANYBODY.to_owned(), "Any adviser")).chain(advisers);
    html! {
        details class="nhsuk-details" {
            summary class="nhsuk-details__summary" {
                span class="nhsuk-details__summary-text" { "Change how to meet or the adviser" }
            }
            div class="nhsuk-details__text" {
                form class="app-form" method="get" action=(PATH) {
                    (radios("way", "How would you like to meet?", ways, times.way.code()))
                    @if !places.is_empty() {
                        div class="app-follow-up" data-behaviour="follow-up" data-follows="way" data-when=(Way::InPerson.code()) {
                            (radios("site", "If you chose ‘In person’, where?", places.into_iter(), &chosen))
                        }
                    }
                    div class="nhsuk-form-group" {
                        label class="nhsuk-label" for="adviser" { "Adviser" }
                        select class="nhsuk-select" id="adviser" name="adviser" {
                            @for (value, words) in advisers {
                                option value=(value) selected[value == adviser(times)] { (words) }
                            }
                        }
                    }
                    button class="nhsuk-button nhsuk-button--secondary" type="submit" { "Show days" }
                }
            }
        }
    }
}

/// Choices with their values, words and hints.
fn radios(
    name: &str,
    legend: &str,
    choices: impl Iterator<Item = (String, String, String)>,
    chosen: &str,
) -> Markup {
    html! {
        div class="nhsuk-form-group" {
            fieldset class="nhsuk-fieldset" {
                legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--s" { (legend) }
                div class="nhsuk-radios" {
                    @for (at, (value, words, hint)) in choices.enumerate() {
                        @let id = if at == 0 { name.to_owned() } else { format!("{name}-{}", at + 1) };
                        div class="nhsuk-radios__item" {
                            input class="nhsuk-radios__input" id=(id) name=(name) type="radio" value=(value)
                                checked[value == chosen] aria-describedby={ (id) "-item-hint" };
                            label class="nhsuk-label nhsuk-radios__label" for=(id) { (words) }
                            div class="nhsuk-hint nhsuk-radios__hint" id={ (id) "-item-hint" } { (hint) }
                        }
                    }
                }
            }
        }
    }
}

fn later(times: &Times) -> Markup {
    let (is_later, next) = (times.search.from.is_some(), times.found.next_from);
    html! {
        @if is_later || next.is_some() {
            ul class="app-later" {
                @if is_later {
                    li { a href={ (PATH) "?" (query(times)) } { "Back to the first free days" } }
                }
                @if let Some(from) = next {
                    li { a href={ (PATH) "?from=" (from) "&" (query(times)) } { "Later days" } }
                }
            }
        }
    }
}

fn no_days(times: &Times) -> Markup {
    html! {
        div class="nhsuk-inset-text" {
            span class="nhsuk-u-visually-hidden" { "Information: " }
            p { "There are no free times up to " (words::day(times.found.horizon)) "." }
            @if times.search.adviser.is_some() {
                p {
                    a href={ (PATH) "?way=" (times.way.code()) "&site=" (site(times)) "&adviser=" (ANYBODY) } {
                        "See the days of every adviser"
                    }
                }
            } @else {
                p { "Choose another way to meet above, or look again tomorrow. New times open every day." }
            }
        }
    }
}
