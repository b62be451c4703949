//! Parts of a page's text.

use leptos::prelude::*;

use crate::around::WayBack;

/// 'Back', to a page of ours.
#[component]
pub fn BackLink(
    #[prop(into)] href: String,
    /// The words; 'Back' if not given.
    #[prop(optional, into)]
    words: Option<String>,
) -> impl IntoView {
    let words = words.unwrap_or_else(|| "Back".to_owned());
    WayBack::put(view! { <a class="nhsuk-back-link" href=href>{words}</a> }.into_any())
}

/// A page's heading, with what can be begun there beside it.
#[component]
pub fn PageHeader(#[prop(into)] heading: String, children: Children) -> impl IntoView {
    view! {
        <div class="app-page-header">
            <h1 class="nhsuk-heading-l">{heading}</h1>
            {children()}
        </div>
    }
}

/// Where a list is narrowed: folded, with what is chosen beside it, each with a link that takes it away.
#[component]
pub fn FilterPanel(
    /// Where the form is sent to.
    action: &'static str,
    /// Words, and the address of the list without it.
    chosen: Vec<(String, String)>,
    /// The address of the list without any of them.
    clear: String,
    /// The words of its button: 'Show conversations'.
    button: &'static str,
    /// What it is about, while it is folded.
    #[prop(default = "Search and filter")]
    words: &'static str,
    children: Children,
) -> impl IntoView {
    let count = match chosen.len() {
        0 => String::new(),
        count => format!(" ({count})"),
    };
    let has_several = chosen.len() > 1;
    let chips: Vec<_> = chosen
        .into_iter()
        .map(|(words, href)| {
            view! {
                <li>
                    <a href=href>
                        <span class="nhsuk-u-visually-hidden">"Remove "</span>
                        {words}
                        <span aria-hidden="true">" ✕"</span>
                    </a>
                </li>
            }
        })
        .collect();
    let has_chips = !chips.is_empty();
    view! {
        <details class="app-filter-panel">
            <summary>{words} {count}</summary>
            <form class="app-filter" method="get" action=action role="search">
                {children()}
                <button class="nhsuk-button nhsuk-button--secondary" type="submit">{button}</button>
            </form>
        </details>
        {has_chips
            .then(|| {
                view! {
                    <ul class="app-chips" aria-label="What the list is narrowed to">
                        {chips}
                        {has_several.then(|| view! { <li><a href=clear>"Clear all"</a></li> })}
                    </ul>
                }
            })}
    }
}

#[component]
pub fn InsetText(children: Children) -> impl IntoView {
    view! {
        <div class="nhsuk-inset-text">
            <span class="nhsuk-u-visually-hidden">"Information: "</span>
            {children()}
        </div>
    }
}

#[component]
pub fn WarningCallout(
    #[prop(into)] heading: String,
    /// The heading's level, 2 or 3.
    #[prop(default = 2)]
    level: u8,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="nhsuk-card nhsuk-card--warning">
            <div class="nhsuk-card__content">
                {heading_of(level, "nhsuk-card__heading", heading.into_any())}
                {children()}
            </div>
        </div>
    }
}

#[component]
pub fn Details(
    /// What is always shown.
    #[prop(into)]
    summary: String,
    /// Whether it begins unfolded.
    #[prop(optional)]
    is_open: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <details class="nhsuk-details" open=is_open>
            <summary class="nhsuk-details__summary">
                <span class="nhsuk-details__summary-text">{summary}</span>
            </summary>
            <div class="nhsuk-details__text">{children()}</div>
        </details>
    }
}

/// A status.
#[component]
pub fn Tag(
    #[prop(into)] words: String,
    /// `green`, `red`, `blue`, `yellow`, `grey` …; none: the usual blue.
    #[prop(optional, into)]
    colour: String,
) -> impl IntoView {
    let class = if colour.is_empty() {
        "nhsuk-tag".to_owned()
    } else {
        format!("nhsuk-tag nhsuk-tag--{colour}")
    };
    view! { <strong class=class>{words}</strong> }
}

/// A heading of level 2 or 3.
fn heading_of(level: u8, class: &'static str, content: AnyView) -> AnyView {
    if level == 2 {
        view! { <h2 class=class>{content}</h2> }.into_any()
    } else {
        view! { <h3 class=class>{content}</h3> }.into_any()
    }
}

/// A way into a part of the service: a card of which every part can be clicked.
#[component]
pub fn Card(
    #[prop(into)] href: String,
    /// The link's words.
    #[prop(into)]
    heading: String,
    /// The heading's level, 2 or 3.
    #[prop(default = 3)]
    level: u8,
    #[prop(into)] words: String,
) -> impl IntoView {
    let link = view! { <a class="nhsuk-card__link" href=href>{heading}</a> }.into_any();
    view! {
        <div class="nhsuk-card nhsuk-card--clickable">
            <div class="nhsuk-card__content">
                {heading_of(level, "nhsuk-card__heading nhsuk-heading-m", link)}
                <p class="nhsuk-card__description">{words}</p>
            </div>
        </div>
    }
}

/// A card in a list of them, two beside each other where there is room.
#[component]
pub fn CardLink(
    #[prop(into)] href: String,
    /// The link's words.
    #[prop(into)]
    heading: String,
    #[prop(into)] words: String,
) -> impl IntoView {
    view! {
        <li class="nhsuk-grid-column-one-half nhsuk-card-group__item">
            <Card href heading words />
        </li>
    }
}

/// 'Booking complete'.
#[component]
pub fn Panel(
    /// The page's main heading.
    #[prop(into)]
    heading: String,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="nhsuk-panel">
            <h1 class="nhsuk-panel__heading">{heading}</h1>
            <div class="nhsuk-panel__body">{children()}</div>
        </div>
    }
}

/// Says that something was done.
#[component]
pub fn Done(#[prop(into)] words: String) -> impl IntoView {
    view! {
        <NotificationBanner success=true>
            <p class="nhsuk-notification-banner__heading">{words}</p>
        </NotificationBanner>
    }
}

/// Something to know before the rest of the page; a success is announced.
#[component]
pub fn NotificationBanner(#[prop(optional)] success: bool, children: Children) -> impl IntoView {
    let (class, role, title) = if success {
        (
            "nhsuk-notification-banner nhsuk-notification-banner--success",
            "alert",
            "Success",
        )
    } else {
        ("nhsuk-notification-banner", "region", "Important")
    };
    view! {
        <div class=class role=role aria-labelledby="nhsuk-notification-banner-title">
            <div class="nhsuk-notification-banner__header">
                <h2 class="nhsuk-notification-banner__title" id="nhsuk-notification-banner-title">{title}</h2>
            </div>
            <div class="nhsuk-notification-banner__content">{children()}</div>
        </div>
    }
}
