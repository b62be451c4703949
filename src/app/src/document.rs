//! The document: its head, and what is around every page.

use domain::kit::app_error::AppError;
use domain::kit::london;
use domain::kit::words;
use domain::people::actor::Actor;
use http::request::Parts;
use http::{HeaderValue, Response, header};
use leptos::prelude::*;
use leptos::reactive::computed::ScopedFuture;
use memchr::memmem;
use ui::{ErrorsShown, Footer, Header, HeaderModel, Views, WayBack};

use web::area::Route;
use web::context::{self, Answer, RequestContext};
use web::forms::Posted;
use web::page::{Address, Shown, error_page, path};

use crate::navigation::{Place, place_of};
use crate::search::is_offered;

/// The built files that a page names, and what the client compares with the pages it fetches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Files {
    /// Changes with any of them.
    pub version: String,
    /// The address of the styles.
    pub styles: String,
    /// The address of the script that starts the client.
    pub start: String,
}

impl Default for Files {
    fn default() -> Self {
        Self {
            version: String::new(),
            styles: "/pkg/styles.css".to_owned(),
            start: "/pkg/start.js".to_owned(),
        }
    }
}

/// What a page is asked for with.
pub struct Asked {
    pub context: RequestContext,
    /// The page; none for an address that there is none for.
    pub route: Option<&'static Route>,
    pub address: Address,
    /// What was typed into it, if it is shown again.
    pub posted: Option<Posted>,
    /// The request's head.
    pub parts: Parts,
}

/// Renders a page, whole. Its status is that of its error, if it has one; a page may lead elsewhere.
pub async fn render(asked: Asked, files: &Files) -> Response<String> {
    let shared = hydration_context::SsrSharedContext::new_islands();
    let owner = Owner::new_root(Some(std::sync::Arc::new(shared)));
    // What another task does on this thread must not find it.
    owner.clone().unset();
    let route = asked.route;
    let (answer, around) = (Answer::default(), Around::default());
    owner.with(|| {
        provide_context(asked.parts);
        provide_context(answer.clone());
        provide_context(around.errors.clone());
        provide_context(around.way_back.clone());
        provide_context(asked.context);
        provide_context(asked.address);
        if let Some(posted) = asked.posted {
            provide_context(posted);
        }
    });
    let html = owner
        .with(|| ScopedFuture::new(html(route, around, files)))
        .await;
    owner.cleanup();
    let mut response = Response::new(html);
    response.headers_mut().insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    answer.put_on(response)
}

/// What a page tells what is around it.
#[derive(Default)]
struct Around {
    errors: ErrorsShown,
    way_back: WayBack,
}

async fn html(route: Option<&'static Route>, around: Around, files: &Files) -> String {
    let made = match route {
        Some(route) => route.make().await,
        None => Err(AppError::NotFound.into()),
    };
    let shown = made.unwrap_or_else(|failure| error_page(failure.0));
    let actor = context::optional_actor();
    let place = match &actor {
        Some(actor) if !shown.is_task => Some(place_of(actor, &path()).await),
        _ => None,
    };
    let html = document(shown, &around, files, actor, place).to_html();
    without_marks(&html)
}

/// Where Leptos finds a view again when it hydrates. Text that somebody wrote never has it: it is escaped.
const MARK: &str = "<!>";

/// The document without the marks that no island needs. Some would be read as text: those in the title.
fn without_marks(html: &str) -> String {
    const BEGINS: &str = "<leptos-island";
    const ENDS: &str = "</leptos-island>";
    let up_to =
        |html: &str, end: &str| memmem::find(html.as_bytes(), end.as_bytes()).unwrap_or(html.len());
    let mut plain = String::with_capacity(html.len());
    let mut rest = html;
    while !rest.is_empty() {
        let (before, island) = rest.split_at(up_to(rest, BEGINS));
        let mut kept = 0;
        for mark in memmem::find_iter(before.as_bytes(), MARK) {
            plain.push_str(&before[kept..mark]);
            kept = mark + MARK.len();
        }
        plain.push_str(&before[kept..]);
        let (island, after) = island.split_at(up_to(island, ENDS));
        plain.push_str(island);
        rest = after;
    }
    plain
}

fn document(
    shown: Shown,
    around: &Around,
    files: &Files,
    actor: Option<Actor>,
    place: Option<Place>,
) -> impl IntoView {
    let title = shown.title(around.errors.any());
    let is_task = shown.is_task;
    let Place {
        sections,
        views,
        unread,
    } = place.unwrap_or_default();
    let mut links = vec![
        ("/accessibility", "Accessibility statement"),
        ("/cookies", "Cookies"),
        ("/privacy", "Privacy"),
    ];
    if actor.is_some() {
        links.splice(0..0, [("/menu", "Menu"), ("/guides", "Help")]);
    }
    let header = HeaderModel {
        sections,
        printed: printed(actor.as_ref()),
        demo: context::service().config.demo,
        unread,
        has_search: !is_task && actor.as_ref().is_some_and(is_offered),
        name: actor.map(|actor| actor.name),
    };
    let Files {
        version,
        styles,
        start,
    } = files.clone();
    let owner = match context::system() {
        Some(system) => format!("People Hub for {system}"),
        None => "People Hub".to_owned(),
    };
    view! {
        <!DOCTYPE html>
        <html lang="en-GB" class="nhsuk-template">
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
                <meta name="theme-color" content="#005eb8" />
                <meta name="version" content=version />
                <title>{title}</title>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
                <link rel="stylesheet" href=styles />
                <script type="module" src=start></script>
            </head>
            <body class="nhsuk-template__body">
                <Header model=header />
                <div class="nhsuk-width-container">
                    {views.map(|(label, views)| view! { <Views label=label.to_owned() views /> })}
                    {around.way_back.take().map(|way| view! { <nav class="app-way-back" aria-label="Way back">{way}</nav> })}
                    <main class="nhsuk-main-wrapper" id="maincontent" role="main" tabindex="-1">
                        {shown.content}
                    </main>
                </div>
                <Footer links owner />
            </body>
        </html>
    }
}

/// Who prints a page, and on which day.
fn printed(actor: Option<&Actor>) -> String {
    let today = words::day(london::day_of(context::service().now()));
    match actor {
        Some(actor) => format!("Printed by {}, {today}", actor.name),
        None => format!("Printed on {today}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_islands_keep_the_marks_that_they_are_hydrated_by() {
        let island = "<leptos-island data-component=\"List_1\"><p>a<!></p></leptos-island>";
        let html = format!("<title>Home<!></title><!>{island}<!>b{island}<p><!></p>");
        let plain = format!("<title>Home</title>{island}b{island}<p></p>");
        assert_eq!(without_marks(&html), plain);
        assert_eq!(without_marks("<p>a<!></p>"), "<p>a</p>");
    }
}
