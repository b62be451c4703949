//! What every page does: load one view model, say its title, show an error in the same look, move the focus after navigation.

use std::sync::Arc;

use domain::app_error::AppError;
use leptos::html;
use leptos::prelude::*;
#[cfg(not(feature = "ssr"))]
use leptos::tachys::reactive_graph::OwnedView;
use leptos_meta::Title;
use leptos_router::hooks::{use_location, use_navigate};
use serde::de::DeserializeOwned;

use crate::error::Failure;
use crate::forms::Unsent;

mod live;
mod loading;
mod part;
mod query;
mod yield_point;

pub use live::{Freshness, Live, live};
use loading::Loaded;
pub use loading::{Loading, load, load_lighter};
pub(crate) use part::part;
pub use part::{Address, AnyPage, InPart, Page, PageRoute, Part};
pub use query::{query_once, use_query, word_of_address};
pub use yield_point::YieldPoint;

/// The service's name, which ends every page's title.
const SERVICE: &str = "People Hub";

/// What becomes of a page that is reached without loading a document: it takes the focus, and its title is announced.
#[derive(Clone, Copy, Default)]
pub struct Navigated {
    /// Whether the first page has been shown, which the browser announces by itself.
    started: RwSignal<bool>,
    /// The newest page's title, for screen readers.
    pub title: RwSignal<String>,
    /// Whether what comes next is the same page as it is now: it leaves the focus where it is.
    is_quiet: RwSignal<bool>,
}

/// Whether a page's title says that a form has errors. The server reads the title when the page's own signals are out of
/// reach, and could then meet another request's: so this one is counted, not kept among them.
#[derive(Clone)]
pub struct TitlePrefix(pub ArcRwSignal<bool>);

/// Loads the page's view model again, for a change that leads back to the same page.
#[derive(Clone, Copy)]
pub struct Reload(Callback<()>);

impl Reload {
    /// Loads again, unless the change has led to another page. The server's redirect is followed within a frame.
    pub fn unless_left(self) {
        let here = window().location().pathname().ok();
        request_animation_frame(move || {
            request_animation_frame(move || {
                if window().location().pathname().ok() == here {
                    self.0.try_run(());
                }
            });
        });
    }
}

/// A page that loads one view model before it is shown.
///
/// `title` and `view` are made from the loaded view model. Without it the page says what went wrong, with the status of the
/// error; without a session it leads to the sign-in page and back.
pub fn page<T>(
    model: Loading<T>,
    title: impl Fn(&T) -> String + Send + Sync + 'static,
    view: impl Fn(T) -> AnyView + Send + Sync + 'static,
) -> AnyView
where
    T: DeserializeOwned + Clone + Send + Sync + 'static,
{
    let view = Arc::new(view);
    page_of(
        model.text,
        Box::new(move |text| {
            let model: T = loading::read(text)?;
            let (title, view) = (title(&model), view.clone());
            Ok((title, Box::new(move || view(model))))
        }),
    )
}

/// A title, and what is under it once it can be made.
type Made = (String, Box<dyn FnOnce() -> AnyView + Send>);

/// Makes a page from its view model's text.
type Make = Box<dyn Fn(&Loaded) -> Result<Made, Failure> + Send + Sync>;

/// The part of [`page`] that is the same for every page, and so is in the program once.
fn page_of(text: loading::Text, make: Make) -> AnyView {
    let make = StoredValue::new(make);
    provide_context(Reload(Callback::new(move |()| text.refetch())));
    once_loaded(text, move |text| {
        match make.with_value(|make| make(text)) {
            Ok((title, content)) => {
                // Made inside, where the form finds the title that it puts 'Error: ' before.
                view! { <Shown title>{content()}</Shown> }.into_any()
            }
            Err(Failure(error)) => view! { <ErrorPage error /> }.into_any(),
        }
    })
}

fn not_loaded() -> impl IntoView {
    view! { <p class="nhsuk-u-visually-hidden">"Loading"</p> }
}

/// The server waits for the text. In a closure Leptos would make the view twice: once to look for more to wait for, and then again.
#[cfg(feature = "ssr")]
fn once_loaded(
    text: loading::Text,
    view: impl Fn(&Loaded) -> AnyView + Copy + Send + Sync + 'static,
) -> AnyView {
    view! {
        <Transition fallback=not_loaded>{Suspend::new(async move { view(&text.await) })}</Transition>
    }
    .into_any()
}

/// The browser has the text when the page begins: it came with the document, or the router waited for it. What is shown stays until
/// another text comes. Leptos would take over what is in a `Transition` in one go, deaf to whoever taps meanwhile.
#[cfg(not(feature = "ssr"))]
fn once_loaded(
    text: loading::Text,
    view: impl Fn(&Loaded) -> AnyView + Copy + Send + Sync + 'static,
) -> AnyView {
    // The server gives its `Transition` a number, as it does what it sends along: both must count alike.
    if let Some(context) = Owner::current_shared_context() {
        context.next_id();
    }
    (move || {
        // What a text's view has begun ends with it. Leptos runs the first one outside what ends when the next text comes.
        let owner = Owner::new();
        let view = owner.with(|| match text.get() {
            Some(text) => view(&text),
            None => not_loaded().into_any(),
        });
        OwnedView::new_with_owner(view, owner)
    })
    .into_any()
}

/// Whether this is a browser that takes over a page whose HTML came from the server.
#[must_use]
pub fn is_taking_over() -> bool {
    Owner::current_shared_context().is_some_and(|context| context.during_hydration())
}

/// A page with nothing to load.
pub fn plain_page(title: &'static str, content: AnyView) -> AnyView {
    view! { <Shown title=title.to_owned()>{content}</Shown> }.into_any()
}

/// The content of a page, once it is there: sets the title and, after navigation, moves the focus to the main heading.
#[component]
fn Shown(title: String, children: Children) -> impl IntoView {
    let main = NodeRef::<html::Div>::new();
    let prefix = ArcRwSignal::new(false);
    provide_context(TitlePrefix(prefix.clone()));
    let title = if title == SERVICE {
        title
    } else {
        format!("{title} - {SERVICE}")
    };
    if let Some(navigated) = use_context::<Navigated>() {
        let announced = title.clone();
        Effect::new(move || {
            let Some(main) = main.get() else { return };
            let is_quiet = navigated.is_quiet.get_untracked();
            navigated.is_quiet.set(false);
            if navigated.started.get_untracked() && !is_quiet {
                navigated.title.set(announced.clone());
                // Only what is in the document can take the focus, and that comes after this.
                request_animation_frame(move || focus_heading(&main));
            }
            navigated.started.set(true);
        });
    }
    let text = move || {
        if prefix.get() {
            in_document(&format!("Error: {title}"))
        } else {
            in_document(&title)
        }
    };
    view! {
        <Title text />
        <div node_ref=main>
            {YieldPoint}
            <Unsent />
            {children()}
        </div>
    }
}

/// A title, or what stands in a text area, as Leptos needs it. On the server it is written between the tags as it is, so that what
/// somebody typed could end them; the browser is given it as text, and would show what stands for a mark.
pub(crate) fn in_document(text: &str) -> String {
    if cfg!(feature = "ssr") {
        maud::html! { (text) }.into_string()
    } else {
        text.to_owned()
    }
}

fn focus_heading(main: &leptos::web_sys::HtmlDivElement) {
    use leptos::wasm_bindgen::JsCast;
    let heading = main.query_selector("h1").ok().flatten();
    if let Some(heading) =
        heading.and_then(|heading| heading.dyn_into::<leptos::web_sys::HtmlElement>().ok())
    {
        let _ = heading.set_attribute("tabindex", "-1");
        let _ = heading.focus();
        window().scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// What the person reads when there is no page to show.
#[component]
pub fn ErrorPage(
    /// Why.
    error: AppError,
) -> AnyView {
    if error == AppError::NotSignedIn {
        return view! { <ToSignIn /> }.into_any();
    }
    let (title, content) = match error {
        AppError::NotFound => (
            "Page not found",
            view! {
                <p>"If you typed the web address, check it is correct."</p>
                <p>"If you used a link, the page may have been moved or you may be signed in as someone else."</p>
            }
            .into_any(),
        ),
        AppError::Forbidden => (
            "You cannot see this page",
            view! {
                <p>"Your account does not have permission to see this page."</p>
                <p>"If you think it should, ask your hub coordinator."</p>
            }
            .into_any(),
        ),
        AppError::Busy => (
            "The service is busy",
            view! { <p>"Nothing was lost. Wait a moment, then load the page again."</p> }.into_any(),
        ),
        AppError::TooMany { .. } => (
            "You have tried too often",
            view! { <p>"Wait a few minutes, then load the page again."</p> }.into_any(),
        ),
        AppError::Internal(reference) => (
            "Sorry, there is a problem with the service",
            view! {
                <p>"Try again later."</p>
                {(!reference.is_empty()).then(|| view! { <p>"If you tell us about it, give the reference " <strong>{reference.clone()}</strong> "."</p> })}
            }
            .into_any(),
        ),
        _ => (
            "We could not read that request",
            view! { <p>"Go back and try again."</p> }.into_any(),
        ),
    };
    let content = view! {
        <h1 class="nhsuk-heading-l">{title}</h1>
        {content}
        <p><a href="/">"Go to the People Hub home page"</a></p>
    };
    plain_page(title, content.into_any())
}

/// Leads to the sign-in page, and back to this one afterwards.
#[component]
fn ToSignIn() -> impl IntoView {
    let location = use_location();
    let (path, query) = (
        location.pathname.get_untracked(),
        location.search.get_untracked(),
    );
    let here = if query.is_empty() {
        path
    } else {
        format!("{path}?{}", query.trim_start_matches('?'))
    };
    let target = format!("/sign-in?return_to={}", percent_encoded(&here));
    #[cfg(feature = "ssr")]
    leptos_axum::redirect(&target);
    let navigate = use_navigate();
    let to = target.clone();
    Effect::new(move || navigate(&to, Default::default()));
    view! { <p><a href=target>"Sign in to see this page"</a></p> }
}

/// Text for a query: letters, digits, `-`, `_`, `.` and `/` as they are.
#[must_use]
pub fn percent_encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'/' | b'~' => {
                char::from(byte).to_string()
            }
            byte => format!("%{byte:02X}"),
        })
        .collect()
}

/// The page for an address that there is none for.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    #[cfg(feature = "ssr")]
    crate::context::set_status_of(&AppError::NotFound);
    view! { <ErrorPage error=AppError::NotFound /> }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use futures::StreamExt as _;
    use leptos_meta::provide_meta_context;

    use super::*;

    #[tokio::test]
    async fn the_server_makes_a_page_once() {
        static MADE: AtomicUsize = AtomicUsize::new(0);
        let _ = any_spawner::Executor::init_tokio();
        let owner = Owner::new();
        let stream = owner.with(|| {
            provide_meta_context();
            let text = Resource::new_str(
                || (),
                |()| async {
                    tokio::time::sleep(std::time::Duration::from_millis(5)).await;
                    Loaded::from("+1".to_owned())
                },
            );
            let make: Make = Box::new(|loaded| {
                MADE.fetch_add(1, Ordering::SeqCst);
                let number: u8 = loading::read(loaded)?;
                Ok((
                    "Numbers".to_owned(),
                    Box::new(move || view! { <h1>{number}</h1> }.into_any()),
                ))
            });
            page_of(text, make).to_html_stream_in_order()
        });
        let html: String = stream.collect().await;
        assert!(html.contains("<h1>1"), "{html}");
        assert_eq!(MADE.load(Ordering::SeqCst), 1);
    }
}
