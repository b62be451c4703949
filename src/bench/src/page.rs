//! The booking page in maud, with the words and the marks of the one in Leptos.

use domain::career_conversations::career_conversation::{SlotChoice, Way};
use domain::career_conversations::permission::{
    COORDINATE_CONVERSATIONS, GIVE_CONVERSATIONS, HAVE_CONVERSATIONS,
};
use domain::kit::words;
use domain::people::permission::ADMINISTER;
use maud::{DOCTYPE, Markup, html};
use service::career_conversations::career_conversation::{DaySlots, OfferedSlot};

use crate::handwritten::Times;

pub const PATH: &str = "/career-conversations/book/time";

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
                title { "Choose a time - People Hub" }
            }
            body class="nhsuk-template__body" {
                (header(times))
                div class="nhsuk-width-container" {
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
    let links = [
        (
            HAVE_CONVERSATIONS,
            "/career-conversations/mine",
            "My conversations",
        ),
        (GIVE_CONVERSATIONS, "/adviser", "Conversations with you"),
        (
            GIVE_CONVERSATIONS,
            "/adviser/availability",
            "When people can book you",
        ),
        (
            COORDINATE_CONVERSATIONS,
            "/coordinator",
            "All conversations",
        ),
        (ADMINISTER, "/admin", "Administration"),
    ];
    html! {
        a class="nhsuk-skip-link" href="#maincontent" { "Skip to main content" }
        header class="nhsuk-header" role="banner" {
            div class="nhsuk-header__container nhsuk-width-container" {
                div class="nhsuk-header__service" {
                    a class="nhsuk-header__service-name" href="/" { "People Hub" }
                }
                nav class="nhsuk-header__account" aria-label="Account" {
                    ul class="nhsuk-header__account-list" {
                        li class="nhsuk-header__account-item" {
                            a class="nhsuk-header__account-link" href="/account" { (times.actor.name) }
                        }
                    }
                }
            }
            nav class="nhsuk-header__navigation" aria-label="Menu" {
                div class="nhsuk-header__navigation-container nhsuk-width-container" {
                    ul class="nhsuk-header__navigation-list" {
                        @for (permission, href, words) in links {
                            @if times.actor.may(permission).is_ok() {
                                li class="nhsuk-header__navigation-item" {
                                    a class="nhsuk-header__navigation-link" href=(href) { (words) }
                                }
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
                }
            }
        }
    }
}

fn footer() -> Markup {
    let links = [
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
    let (way, site) = (times.way.code(), site(times));
    let adviser = adviser(times);
    html! {
        a class="nhsuk-back-link" href="/career-conversations/book/way" { "Back" }
        h1 class="nhsuk-heading-l" { "Choose a time" }
        p { (way_words(times)) ". All times are in UK time." }
        (filter(times))
        @if times.found.days.is_empty() {
            (no_times(times))
        } @else {
            form class="app-form" method="post" action="" novalidate {
                input type="hidden" name="server_function" value="/api/career-conversations/time";
                div class="nhsuk-form-group" {
                    @for (number, day) in times.found.days.iter().enumerate() {
                        (day_slots(day, &times.answer, number == 0))
                    }
                }
                (later(times))
                input type="hidden" name="form[way]" value=(way);
                input type="hidden" name="form[site]" value=(site);
                button class="nhsuk-button" type="submit" { "Continue" }
            }
        }
        p {
            a class="app-target" href={ "/career-conversations/waiting/join?way=" (way) "&site=" (site) "&adviser=" (adviser) } {
                "If no time suits you, join the waiting list"
            }
        }
    }
}

fn site(times: &Times) -> String {
    let site = times.search.site.map(|site| site.to_string());
    site.unwrap_or_default()
}

fn adviser(times: &Times) -> String {
    let adviser = times.search.adviser.map(|adviser| adviser.to_string());
    adviser.unwrap_or_default()
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

fn select(id: &str, name: &str, label: &str, choices: &[(String, &str)], chosen: &str) -> Markup {
    html! {
        div class="nhsuk-form-group" {
            label class="nhsuk-label" for=(id) { (label) }
            select class="nhsuk-select" id=(id) name=(name) {
                @for (value, words) in choices {
                    option value=(value) selected[value == chosen] { (words) }
                }
            }
        }
    }
}

fn filter(times: &Times) -> Markup {
    let mut ways = vec![
        ("video".to_owned(), "Video call"),
        ("phone".to_owned(), "Phone call"),
    ];
    if !times.places.is_empty() {
        ways.push(("in_person".to_owned(), "In person"));
    }
    let places: Vec<_> = times
        .places
        .iter()
        .map(|place| (place.site.id.to_string(), place.site.name.as_str()))
        .collect();
    let mut advisers = vec![(String::new(), "Any adviser")];
    let named = times.found.advisers.iter();
    advisers.extend(named.map(|(id, name)| (id.to_string(), name.as_str())));
    html! {
        form class="app-filter" method="get" action=(PATH) {
            (select("filter-way", "way", "How to meet", &ways, times.way.code()))
            @if times.way == Way::InPerson {
                (select("filter-site", "site", "Where", &places, &site(times)))
            }
            (select("filter-adviser", "adviser", "Adviser", &advisers, &adviser(times)))
            button class="nhsuk-button nhsuk-button--secondary nhsuk-button--small" type="submit" { "Show times" }
        }
    }
}

fn day_slots(day: &DaySlots, answer: &str, is_first: bool) -> Markup {
    html! {
        fieldset class="nhsuk-fieldset app-day" {
            legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--m" {
                h2 class="nhsuk-fieldset__heading" { (words::day(day.day)) }
            }
            div class="nhsuk-radios app-times" {
                @for (number, offered) in day.slots.iter().enumerate() {
                    (slot(offered, answer, is_first && number == 0))
                }
            }
        }
    }
}

fn slot(offered: &OfferedSlot, answer: &str, is_first: bool) -> Markup {
    let choice = SlotChoice {
        start: offered.slot.interval.start,
        adviser: offered.slot.adviser,
    };
    let value = choice.to_string();
    let id = if is_first {
        "slot".to_owned()
    } else {
        format!("slot-{}", value.replace([':', '~', '.'], "-"))
    };
    html! {
        div class="nhsuk-radios__item" {
            input class="nhsuk-radios__input" id=(id) name="form[slot]" type="radio" checked[value == answer]
                value=(value) aria-describedby={ (id) "-hint" };
            label class="nhsuk-label nhsuk-radios__label" for=(id) { (words::time_range(offered.slot.interval)) }
            div class="nhsuk-hint nhsuk-radios__hint" id={ (id) "-hint" } { "with " (offered.adviser_name) }
        }
    }
}

fn later(times: &Times) -> Markup {
    let (adviser, way, site) = (adviser(times), times.way.code(), site(times));
    html! {
        ul class="app-later" {
            @if times.search.from.is_some() {
                li { a href={ (PATH) "?adviser=" (adviser) "&way=" (way) "&site=" (site) } { "Back to the first free times" } }
            }
            @if let Some(from) = times.found.next_from {
                li {
                    a href={ (PATH) "?adviser=" (adviser) "&way=" (way) "&site=" (site) "&from=" (from) } { "Show later days" }
                }
            }
        }
    }
}

fn no_times(times: &Times) -> Markup {
    html! {
        div class="nhsuk-inset-text" {
            span class="nhsuk-u-visually-hidden" { "Information: " }
            p { "There are no free times up to " (words::day(times.found.horizon)) "." }
            @if times.search.adviser.is_some() {
                p { a href={ (PATH) "?way=" (times.way.code()) "&site=" (site(times)) } { "See the times of every adviser" } }
            } @else {
                p { "Choose another way to meet above, or look again tomorrow. New times open every day." }
            }
            @if times.search.from.is_some() {
                p { a href=(PATH) { "Back to the first free times" } }
            }
        }
    }
}
