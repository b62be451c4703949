//! What a page says was done, once a form has sent its reader there: the form and the page name one constant.

use leptos::prelude::*;
use ui::NotificationBanner;

use crate::context;
use crate::page::query;

/// Somebody's data has been erased: their account says so on the page about privacy, for they are signed out.
pub const ERASED: Banner = Banner::new("erased", "Your data has been erased")
    .and("You are signed out and can no longer sign in. What we keep no longer says who you are.");

/// That something was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Banner {
    code: &'static str,
    heading: &'static str,
    words: &'static str,
}

impl Banner {
    /// What was done, with the code that the address says it by.
    #[must_use]
    pub const fn new(code: &'static str, heading: &'static str) -> Self {
        Self {
            code,
            heading,
            words: "",
        }
    }

    /// And what follows from it.
    #[must_use]
    pub const fn and(self, words: &'static str) -> Self {
        Self { words, ..self }
    }

    /// Sends the reader to a page that says so.
    pub fn at(self, path: &str) {
        context::redirect(&format!("{path}?changed={}", self.code));
    }

    /// Without what follows from it.
    #[must_use]
    pub const fn alone(self) -> Self {
        self.and("")
    }

    #[must_use]
    pub const fn heading(self) -> &'static str {
        self.heading
    }

    /// The one of these that the page's address names.
    #[must_use]
    pub fn named(all: &[Self]) -> Option<Self> {
        let code = query().get("changed");
        all.iter().find(|banner| banner.code == code).copied()
    }

    pub fn view(self) -> impl IntoView {
        self.with(self.words.to_owned())
    }

    /// As a person reads it, with words that only the page has.
    pub fn with(self, words: String) -> impl IntoView {
        let words = (!words.is_empty()).then(|| view! { <p>{words}</p> });
        view! {
            <NotificationBanner success=true>
                <p class="nhsuk-notification-banner__heading">{self.heading}</p>
                {words}
            </NotificationBanner>
        }
    }
}
