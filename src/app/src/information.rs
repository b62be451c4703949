//! Accessibility, cookies and privacy: what a public service tells everyone.

use leptos::prelude::*;

use crate::components::{Breadcrumb, NotificationBanner};
use crate::page::{Page, plain_page, query_once};

fn home() -> Vec<(String, String)> {
    vec![("/".to_owned(), "Home".to_owned())]
}

/// The accessibility statement.
#[derive(Debug)]
pub struct AccessibilityPage;

impl Page for AccessibilityPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let content = view! {
            <Breadcrumb pages=home() />
            <h1 class="nhsuk-heading-xl">"Accessibility statement"</h1>
            <div class="app-reading">
                <p>"We want everyone to be able to use People Hub. You should be able to:"</p>
                <ul>
                    <li>"make the text up to 4 times larger without losing any of it"</li>
                    <li>"use every page with a keyboard alone"</li>
                    <li>"use every page with speech recognition or a screen reader"</li>
                    <li>"use every page with scripts turned off"</li>
                    <li>"use every page on a small phone"</li>
                </ul>
                <h2>"How accessible it is"</h2>
                <p>"We build to level AA of the Web Content Accessibility Guidelines 2.2. Each page is tested automatically before each release, with and without scripts. It has not yet been audited by people outside the team."</p>
                <h2>"If you find a problem"</h2>
                <p>"Tell your hub coordinator what you were trying to do and what happened. If you need information in another format, such as large print or easy read, ask them and we will provide it."</p>
                <p>"If you are not happy with our answer, you can contact the Equality Advisory and Support Service."</p>
            </div>
        };
        plain_page("Accessibility statement", content.into_any())
    }
}

/// About cookies.
#[derive(Debug)]
pub struct CookiesPage;

impl Page for CookiesPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let content = view! {
            <Breadcrumb pages=home() />
            <h1 class="nhsuk-heading-xl">"Cookies"</h1>
            <div class="app-reading">
                <p>"A cookie is a small piece of text that a website asks your browser to keep."</p>
                <p>"People Hub uses only the cookies it needs to work. It does not count visitors, follow you around or share anything with advertisers, so there is nothing to accept or refuse."</p>
                <h2>"The cookies we use"</h2>
                <ul>
                    <li>"One keeps you signed in. It goes when you sign out or close your browser."</li>
                    <li>"One remembers which sign-in code you asked for. It goes after 10 minutes."</li>
                    <li>"One remembers that you have signed in in this browser, so that nobody can keep you from signing in here by asking for too many codes. It goes after 400 days without signing in."</li>
                    <li>"One carries a new calendar link to the page that shows it. It goes when you have seen the link, or after 1 minute."</li>
                </ul>
            </div>
        };
        plain_page("Cookies", content.into_any())
    }
}

/// About privacy.
#[derive(Debug)]
pub struct PrivacyPage;

impl Page for PrivacyPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let query = query_once();
        let is_erased = query.get("changed") == "erased";
        let content = view! {
            <Breadcrumb pages=home() />
            {is_erased
                .then(|| {
                    view! {
                        <NotificationBanner success=true>
                            <p class="nhsuk-notification-banner__heading">"Your data has been erased"</p>
                            <p>"You are signed out and can no longer sign in. What we keep no longer says who you are."</p>
                        </NotificationBanner>
                    }
                })}
            <h1 class="nhsuk-heading-xl">"Privacy"</h1>
            <div class="app-reading">
                <h2>"What we keep"</h2>
                <ul>
                    <li>"your name and email address, so that you can sign in"</li>
                    <li>"your phone number, postcode and working background, if you gave them"</li>
                    <li>"the career conversations you book, and what you tell us you want to talk about"</li>
                    <li>"what your adviser writes after a conversation, what you agreed to do, and what you tell us came of it"</li>
                    <li>"a record of each change: what, when and by whom"</li>
                </ul>
                <h2>"Who sees it"</h2>
                <p>"Your careers adviser and the hub coordinators see your bookings and what you want to talk about. Emails never say what your conversation is about."</p>
                <p>"You and your adviser read the summary of a conversation. Hub coordinators see whether what you agreed is done, what came of it and what you thought of it, but not the summary. An adviser’s private notes are read by that adviser alone."</p>
                <h2>"Your rights"</h2>
                <p>
                    "You can "
                    <a href="/account/your-data">"see, download or erase what we hold about you"</a>
                    " yourself, at any time. To have something corrected, ask your hub coordinator."
                </p>
            </div>
        };
        plain_page("Privacy", content.into_any())
    }
}
