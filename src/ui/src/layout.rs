//! What is around every page: header and footer.

use leptos::prelude::*;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HeaderModel {
    /// The name of who is signed in.
    pub name: Option<String>,
    /// 'Printed by Amina Yusuf, Monday 2 March 2026': on paper alone.
    pub printed: String,
    pub sections: Vec<SectionLink>,
    pub demo: bool,
    /// Whether there is much to look for.
    pub has_search: bool,
    /// How many notifications are still to be read: '3', '99+'; empty for none. `None` where nothing leads to them.
    pub unread: Option<String>,
}

/// A part of the service, in the header.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SectionLink {
    pub href: String,
    pub words: String,
    /// Whether the page is in it.
    pub is_current: bool,
}

/// From which widths of the window on more of the sections stand in one row (320, 375, 641 and 990 pixels): what each holds beside its margins.
const WIDTHS: [(&str, usize); 4] = [("", 304), ("phone", 360), ("tablet", 593), ("desktop", 926)];
/// What stands in the row at the widest.
const MOST_SECTIONS: usize = 5;
/// Pixels of a letter of the links, of the space around a link, and of 'More'.
const LETTER: usize = 9;
const AROUND: usize = 20;
const MORE: usize = 84;

/// From which of the widths on each section stands in the row; `None` where only 'More' has it. They stand there in order, with 'More' as
/// long as one is missing.
fn widths_of(sections: &[SectionLink]) -> Vec<Option<usize>> {
    let width = |section: &SectionLink| section.words.chars().count() * LETTER + AROUND;
    let whole: usize = sections.iter().map(width).sum();
    let mut before = 0;
    let wanted = sections.iter().enumerate().map(|(at, section)| {
        before += width(section);
        let fits = |&(_, room): &(&str, usize)| {
            let is_whole = sections.len() <= MOST_SECTIONS && whole <= room;
            is_whole || (at < MOST_SECTIONS && before + MORE <= room)
        };
        WIDTHS.iter().position(fits)
    });
    wanted.collect()
}

/// The first thing the keyboard meets: past the header, to the page's content.
#[component]
pub fn SkipLink() -> impl IntoView {
    view! { <a class="nhsuk-skip-link" href="#maincontent">"Skip to main content"</a> }
}

/// The account area of the header: who is signed in, or the way to sign in. On a phone the first name is shown.
#[component]
pub fn Account(
    href: &'static str,
    #[prop(into)] words: String,
    /// Whether a phone, which has no room for the box, is led to the search.
    #[prop(optional)]
    has_search: bool,
    /// How many notifications are new, where the bell leads to them.
    #[prop(optional_no_strip)]
    unread: Option<String>,
) -> impl IntoView {
    let (first, rest) = match words.split_once(' ') {
        Some((first, rest)) if href == ACCOUNT => (first.to_owned(), format!(" {rest}")),
        _ => (words, String::new()),
    };
    view! {
        <nav class="nhsuk-header__account" aria-label="Account">
            <ul class="nhsuk-header__account-list">
                {has_search
                    .then(|| {
                        view! {
                            <li class="nhsuk-header__account-item app-until-desktop">
                                <a class="nhsuk-header__account-link" href="/search">
                                    <SearchIcon />
                                    <span class="nhsuk-u-visually-hidden">"Search"</span>
                                </a>
                            </li>
                        }
                    })}
                {unread.map(|unread| view! { <Bell unread /> })}
                <li class="nhsuk-header__account-item">
                    <a class="nhsuk-header__account-link" href=href>
                        {first}
                        {(!rest.is_empty()).then(|| view! { <span class="app-rest">{rest}</span> })}
                    </a>
                </li>
            </ul>
        </nav>
    }
}

const ACCOUNT: &str = "/account";

/// Where the bell leads.
pub const NOTIFICATIONS: &str = "/notifications";

/// The way to the notifications, with how many are new.
#[component]
fn Bell(unread: String) -> impl IntoView {
    let has_unread = !unread.is_empty();
    view! {
        <li class="nhsuk-header__account-item">
            <a class="nhsuk-header__account-link" href=NOTIFICATIONS>
                <svg class="nhsuk-icon" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" width="16" height="16" focusable="false" aria-hidden="true">
                    <path d="M12 2a6 6 0 0 0-6 6v5l-2 4h16l-2-4V8a6 6 0 0 0-6-6M9.5 19a2.5 2.5 0 0 0 5 0z" />
                </svg>
                <span class="nhsuk-u-visually-hidden">"Notifications"</span>
                {has_unread.then(|| view! { <span class="app-unread">{unread}</span> <span class="nhsuk-u-visually-hidden">" new"</span> })}
            </a>
        </li>
    }
}

/// The service's name, the account area and the sections: as many as fit in a row, the others under 'More'.
#[component]
pub fn Header(model: HeaderModel) -> impl IntoView {
    let (href, words) = match model.name {
        Some(name) => (ACCOUNT, name),
        None => ("/sign-in", "Sign in".to_owned()),
    };
    let has_sections = !model.sections.is_empty();
    view! {
        <SkipLink />
        <header class="nhsuk-header nhsuk-header--inline" role="banner">
            <div class="nhsuk-header__container nhsuk-width-container">
                <div class="nhsuk-header__service">
                    <a class="nhsuk-header__service-name" href="/">"People Hub"</a>
                </div>
                {model
                    .has_search
                    .then(|| {
                        view! { <SearchBox /> }
                    })}
                <Account href words has_search=model.has_search unread=model.unread />
            </div>
            {has_sections.then(|| view! { <Sections sections=model.sections /> })}
        </header>
        <p class="app-printed">{model.printed}</p>
        {model
            .demo
            .then(|| {
                view! {
                    <aside class="app-demo" aria-label="Demo">
                        <div class="nhsuk-width-container">
                            <strong class="nhsuk-tag nhsuk-tag--yellow">"Demo"</strong>
                            " All people here are invented. "
                            <a href="/demo">"Change who you are"</a>
                            " · "
                            <a href="/demo/messages">"Time and messages"</a>
                        </div>
                    </aside>
                }
            })}
    }
}

/// The header's box: looks for anything, by `GET`.
#[component]
fn SearchBox() -> impl IntoView {
    view! {
        <search class="nhsuk-header__search app-from-desktop">
            <form class="nhsuk-header__search-form" action="/search" method="get" novalidate>
                <div class="nhsuk-form-group">
                    <label class="nhsuk-label nhsuk-u-visually-hidden" for="header-search">"Search for people, references and pages"</label>
                    <div class="nhsuk-input-wrapper">
                        <input class="nhsuk-input" id="header-search" name="text" type="search" autocomplete="off" placeholder="Search" />
                        <button class="nhsuk-button nhsuk-button--icon nhsuk-button--small" type="submit" aria-label="Search">
                            <SearchIcon />
                        </button>
                    </div>
                </div>
            </form>
        </search>
    }
}

#[component]
fn SearchIcon() -> impl IntoView {
    view! {
        <svg
            class="nhsuk-icon nhsuk-icon--search"
            xmlns="http://www.w3.org/2000/svg"
            viewBox="0 0 24 24"
            width="16"
            height="16"
            focusable="false"
            aria-hidden="true"
        >
            <circle cx="10.5" cy="10.5" r="6" fill="none" stroke="currentcolor" stroke-width="2" />
            <path d="m15 15 5 5" stroke="currentcolor" stroke-width="3" stroke-linecap="round" />
        </svg>
    }
}

/// The header's second row.
#[component]
fn Sections(sections: Vec<SectionLink>) -> impl IntoView {
    let widths = widths_of(&sections);
    let class = |words: &str, width: Option<&usize>| match width {
        Some(0) => String::new(),
        Some(&at) => format!(" app-{words}-{}", WIDTHS[at].0),
        None => format!(" app-{words}-never"),
    };
    let link = |section: &SectionLink, class: String| {
        let SectionLink {
            href,
            words,
            is_current,
        } = section.clone();
        let words = match is_current {
            true => view! { <strong class="nhsuk-header__navigation-item-current-fallback">{words}</strong> }
                .into_any(),
            false => words.into_any(),
        };
        view! {
            <li class=format!("nhsuk-header__navigation-item{class}")>
                <a class="nhsuk-header__navigation-link" href=href aria-current=is_current.then_some("true")>{words}</a>
            </li>
        }
    };
    let in_row = sections.iter().zip(&widths);
    let in_row = in_row.filter(|(_, width)| width.is_some());
    let in_row = in_row.map(|(section, width)| link(section, class("from", width.as_ref())));
    let in_row = in_row.collect_view();
    // What is in the row from the narrowest width on is never missing.
    let missing = sections.iter().zip(&widths);
    let missing = missing.filter(|(_, width)| **width != Some(0));
    let missing: Vec<_> = missing
        .map(|(section, width)| link(section, class("until", width.as_ref())))
        .collect();
    // 'More' is there until the last one is in the row.
    let last = match widths.iter().any(Option::is_none) {
        true => None,
        false => widths.iter().flatten().max(),
    };
    let more = (!missing.is_empty()).then(|| {
        view! {
            <li class=format!("nhsuk-header__navigation-item app-more{}", class("until", last))>
                <details>
                    <summary class="nhsuk-header__navigation-link">
                        <span class="nhsuk-u-visually-hidden">"Browse "</span>
                        "More"
                    </summary>
                    <ul class="app-more__list">{missing}</ul>
                </details>
            </li>
        }
    });
    view! {
        <nav class="nhsuk-header__navigation" aria-label="Menu">
            <div class="nhsuk-header__navigation-container nhsuk-width-container">
                <ul class="nhsuk-header__navigation-list">{in_row} {more}</ul>
            </div>
        </nav>
    }
}

/// One of a section's pages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct View {
    pub href: String,
    pub words: String,
    /// How much waits there.
    pub count: Option<i64>,
    /// `page` if this is it, `true` for a page under it.
    pub current: Option<&'static str>,
}

/// The pages of a section.
#[component]
pub fn Views(
    /// The section.
    label: String,
    views: Vec<View>,
) -> impl IntoView {
    let views = views.into_iter().map(|view| {
        let count = view.count.map(|count| format!(" ({count})"));
        view! {
            <li>
                <a class="app-views__link" href=view.href aria-current=view.current>{view.words} {count}</a>
            </li>
        }
    });
    view! {
        <nav class="app-views" aria-label=label>
            <ul class="app-views__list">{views.collect_view()}</ul>
        </nav>
    }
}

/// Links at the end of every page.
#[component]
pub fn Footer(
    /// Address and words of each link.
    links: Vec<(&'static str, &'static str)>,
    /// Whose service it is.
    #[prop(into)]
    owner: String,
) -> impl IntoView {
    view! {
        <footer class="nhsuk-footer" role="contentinfo">
            <div class="nhsuk-width-container">
                <div class="nhsuk-footer__meta">
                    <h2 class="nhsuk-u-visually-hidden">"Support links"</h2>
                    <ul class="nhsuk-footer__list">
                        {links
                            .into_iter()
                            .map(|(href, words)| {
                                view! {
                                    <li class="nhsuk-footer__list-item">
                                        <a class="nhsuk-footer__list-item-link" href=href>{words}</a>
                                    </li>
                                }
                            })
                            .collect_view()}
                    </ul>
                    <p class="nhsuk-body-s">{owner}</p>
                </div>
            </div>
        </footer>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn widths(words: &[&str]) -> Vec<Option<usize>> {
        let sections = words.iter().map(|words| SectionLink {
            words: (*words).to_owned(),
            ..SectionLink::default()
        });
        widths_of(&sections.collect::<Vec<_>>())
    }

    #[test]
    fn sections_stand_in_the_row_in_order_as_far_as_they_fit() {
        assert_eq!(widths(&[]), []);
        let adviser = ["Home", "Conversations", "Calendar", "People"];
        assert_eq!(widths(&adviser), [Some(0), Some(0), Some(1), Some(1)]);
        let member = ["Home", "Careers and learning"];
        assert_eq!(widths(&member), [Some(0), Some(0)]);
        let seven = [
            "Home",
            "Shifts",
            "Calendar",
            "Careers and learning",
            "Requests",
            "People",
            "Reports",
        ];
        let expected = [Some(0), Some(0), Some(1), Some(2), Some(3), None, None];
        assert_eq!(widths(&seven), expected);
    }
}
