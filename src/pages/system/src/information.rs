//! Accessibility, cookies and privacy: what a public service tells everyone.

use leptos::prelude::*;

use ui::BackLink;
use web::page::{Page, page};

mod privacy_page;

pub use privacy_page::privacy_page;

pub async fn accessibility_page() -> Page {
    let content = view! {
        <BackLink href="/" words="Home" />
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
    page("Accessibility statement", content)
}

pub async fn cookies_page() -> Page {
    let content = view! {
        <BackLink href="/" words="Home" />
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
    page("Cookies", content)
}
