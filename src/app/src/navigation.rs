//! What leads from any page to the others: the header's sections, a section's pages, and the map of all.

use std::collections::BTreeMap;

use domain::people::actor::Actor;
use domain::system::notification::MOST_COUNTED;
use leptos::prelude::*;
use ui::{NOTIFICATIONS, SectionLink, View};
use web::area::{Link, Section};
use web::context;
use web::page::{Page, page, query};

use crate::areas::AREAS;

/// What somebody may see of each section. Its first link is where the section leads to: the page that can be looked at in several ways,
/// if it has one.
fn sections_of(actor: &Actor) -> BTreeMap<Section, Vec<Link>> {
    let mut sections: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for link in links_of(actor) {
        if let Some(section) = link.section {
            sections.entry(section).or_default().push(link);
        }
    }
    for links in sections.values_mut() {
        links.sort_by_key(|link| link.looks.is_none());
    }
    sections
}

pub fn links_of(actor: &Actor) -> impl Iterator<Item = Link> {
    let links = AREAS.iter().flat_map(|area| area.links).copied();
    links.filter(move |link| link.is_for(actor))
}

/// The link that a path is under most closely.
fn nearest<'a>(links: impl Iterator<Item = &'a Link>, path: &str) -> Option<&'a Link> {
    let fitting = links.filter_map(|link| Some((link.covers(path)?, link)));
    fitting.max_by_key(|(fit, _)| *fit).map(|(_, link)| link)
}

/// Where somebody is: the header's sections, and the pages of the section that the path is in.
#[derive(Default)]
pub struct Place {
    pub sections: Vec<SectionLink>,
    /// Its name and its pages, if it has more than one.
    pub views: Option<(&'static str, Vec<View>)>,
    /// How many notifications they have still to read: '3', '99+'; empty for none. `None` where nothing leads to them.
    pub unread: Option<String>,
}

pub async fn place_of(actor: &Actor, path: &str) -> Place {
    let sections = sections_of(actor);
    let here = nearest(sections.values().flatten(), path).copied();
    let section = here.and_then(|link| link.section);
    let home = SectionLink {
        href: "/".to_owned(),
        words: "Home".to_owned(),
        is_current: path == "/",
    };
    let others = sections.iter().map(|(&each, links)| SectionLink {
        href: links.first().map_or("/", |link| link.href).to_owned(),
        words: each.words().to_owned(),
        is_current: section == Some(each),
    });
    let links = section.and_then(|section| Some((section, sections.get(&section)?)));
    let views = match links {
        Some((section, links))
            if links.len() > 1 || links.iter().any(|link| link.looks.is_some()) =>
        {
            Some((section.words(), views(actor, links, path, here).await))
        }
        _ => None,
    };
    Place {
        sections: std::iter::once(home).chain(others).collect(),
        views,
        unread: Some(unread(actor).await),
    }
}

/// How many notifications somebody has still to read, as the bell says it.
async fn unread(actor: &Actor) -> String {
    let bell = links_of(actor).find(|link| link.href == NOTIFICATIONS);
    match count(actor, bell.as_ref()).await {
        Some(count) if count > MOST_COUNTED => format!("{MOST_COUNTED}+"),
        Some(count) if count > 0 => count.to_string(),
        _ => String::new(),
    }
}

async fn count(actor: &Actor, link: Option<&Link>) -> Option<i64> {
    let count = link?.count?;
    // A page doesn't fail for what stands beside it.
    count(actor.clone()).await.ok()
}

async fn views(actor: &Actor, links: &[Link], path: &str, here: Option<Link>) -> Vec<View> {
    let mut views = Vec::with_capacity(links.len());
    for link in links {
        let is_here = here.is_some_and(|here| here.href == link.href);
        if let Some(looks) = link.looks {
            views.extend(looks(&query()).into_iter().map(|view| View {
                current: view.current.filter(|_| is_here),
                ..view
            }));
            continue;
        }
        let count = count(actor, Some(link)).await;
        views.push(View {
            href: link.href.to_owned(),
            words: link.words.to_owned(),
            count,
            current: is_here.then_some(if path == link.href { "page" } else { "true" }),
        });
    }
    views
}

/// `/menu`: all there is for somebody, a line each.
pub async fn menu_page() -> Page {
    let actor = context::actor()?;
    let sections = sections_of(&actor);
    let sections = sections.into_iter().map(|(section, links)| {
        view! {
            <h2 class="nhsuk-heading-m">{section.words()}</h2>
            <Lines links />
        }
    });
    let others: Vec<_> = links_of(&actor)
        .filter(|link| link.section.is_none())
        .collect();
    let content = view! {
        <h1 class="nhsuk-heading-l">"Menu"</h1>
        {sections.collect_view()}
        <h2 class="nhsuk-heading-m">"You and this service"</h2>
        <Lines links=others />
    };
    page("Menu", content)
}

#[component]
fn Lines(links: Vec<Link>) -> impl IntoView {
    let lines = links.into_iter().map(|link| {
        view! {
            <li>
                <a class="app-target" href=link.href>{link.words}</a>
                <span class="app-detail">{link.about}</span>
            </li>
        }
    });
    view! { <ul class="app-lines-of-links">{lines.collect_view()}</ul> }
}
