//! What every page is: a title, and what is under it; or why there is none.
//!
//! A page is an async function. It asks the service for what it shows, with the permission that this takes, and ends with
//! [`page`]. What it is asked is in [`Address`].

use domain::kit::app_error::AppError;
use leptos::prelude::*;

use crate::error::Failure;
use crate::forms::Unsent;

mod address;

pub use address::{Address, address_of, here, of_query, path, query, word_of_address};

/// The service's name, which ends every page's title.
const SERVICE: &str = "People Hub";

/// What is shown, or why it can't be.
pub type Page = Result<Shown, Failure>;

/// A page's title, and what is in its `main`.
#[derive(Debug)]
pub struct Shown {
    /// Without the service's name.
    title: String,
    /// What is under it.
    pub content: AnyView,
    /// Whether it is a step on the way to something, which nothing leads away from but its way back.
    pub is_task: bool,
}

impl Shown {
    /// As the document says it.
    #[must_use]
    pub fn title(&self, has_errors: bool) -> String {
        let error = if has_errors { "Error: " } else { "" };
        match self.title.as_str() {
            SERVICE => format!("{error}{SERVICE}"),
            title => format!("{error}{title} - {SERVICE}"),
        }
    }
}

/// How a page's function ends well.
pub fn page(title: impl Into<String>, content: impl IntoView + 'static) -> Page {
    Ok(shown(title, content))
}

/// How the function of a page ends that asks something: the header's sections would lead away from it.
pub fn task(title: impl Into<String>, content: impl IntoView + 'static) -> Page {
    let is_task = true;
    Ok(Shown {
        is_task,
        ..shown(title, content)
    })
}

fn shown(title: impl Into<String>, content: impl IntoView + 'static) -> Shown {
    Shown {
        title: title.into(),
        content: view! {
            <Unsent />
            {content}
        }
        .into_any(),
        is_task: false,
    }
}

/// What the person reads when there is no page to show. Leads to the sign-in page who isn't signed in.
#[must_use]
pub fn error_page(error: AppError) -> Shown {
    let (title, content) = match error {
        AppError::NotSignedIn => return to_sign_in(),
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
    shown(title, content)
}

/// Leads to the sign-in page, and back to this one afterwards.
fn to_sign_in() -> Shown {
    let target = format!("/sign-in?return_to={}", percent_encoded(&here()));
    crate::context::redirect(&target);
    shown(
        "Sign in",
        view! { <p><a href=target>"Sign in to see this page"</a></p> },
    )
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
