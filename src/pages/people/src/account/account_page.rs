//! 'Your account'.

use leptos::prelude::*;

use super::server_fns::{
    AccountModel, BrowserModel, ChangeOwnDetails, SignOut, SignOutBrowser, SignOutEverywhere,
    show_account,
};
use crate::done;
use ui::{BackLink, Button, ErrorSummary, SummaryList, SummaryRow, Tag, TextInput};
use web::banner::Banner;
use web::forms::{ButtonForm, Form, FormState, use_form};
use web::page::{Page, page, query, task};

/// Browsers shown at first.
const NEWEST: usize = 5;
const CHANGE: &str = "/account/change";

fn or_none(text: String, none: &str) -> String {
    if text.is_empty() {
        none.to_owned()
    } else {
        text
    }
}

/// The account page, for everyone who is signed in.
pub async fn account_page() -> Page {
    let model = show_account().await?;
    page("Your account", view! { <Account model /> })
}

#[component]
fn Account(model: AccountModel) -> impl IntoView {
    let (sign_out, everywhere, browser) = (
        use_form::<SignOut>(),
        use_form::<SignOutEverywhere>(),
        use_form::<SignOutBrowser>(),
    );
    let roles = if model.roles.is_empty() {
        "None yet".to_owned()
    } else {
        model.roles.join("\n")
    };
    let rows = vec![
        SummaryRow::new("Name", model.name),
        SummaryRow::new("Email address", model.email),
        SummaryRow::new("Phone number", or_none(model.phone, "Not given"))
            .change(CHANGE, "your phone number"),
        SummaryRow::new("Home postcode", or_none(model.postcode, "Not given"))
            .change(CHANGE, "your postcode"),
        SummaryRow::new("Roles", roles),
    ];
    let done = Banner::named(&[done::OWN_DETAILS]);
    let all = query().get("browsers") == "all";
    let older = model.browsers.len().saturating_sub(NEWEST);
    let shown = if all { usize::MAX } else { NEWEST };
    view! {
        <ErrorSummary failure=browser.failure() />
        {done.map(Banner::view)}
        <h1 class="nhsuk-heading-l">"Your account"</h1>
        <SummaryList rows />
        <p>"If your name, email address or roles are wrong, ask your hub coordinator to change them."</p>
        {model.has_calendar.then(|| view! { <p><a class="app-target" href="/account/calendar">"See your conversations in your own calendar"</a></p> })}
        <p><a class="app-target" href="/account/your-data">"See, download or erase what we hold about you"</a></p>
        <Form form=sign_out>
            <Button words="Sign out" />
        </Form>
        <h2>"Where you are signed in"</h2>
        <p>"If you do not know one of these, sign it out."</p>
        <ul class="nhsuk-list app-browsers">
            {model.browsers.into_iter().take(shown).map(|each| view! { <SignedInBrowser each form=browser /> }).collect_view()}
        </ul>
        {(older > 0 && !all)
            .then(|| {
                let words = format!("See {older} more");
                view! { <p><a class="app-target" href="/account?browsers=all">{words}</a></p> }
            })}
        <Form form=everywhere>
            <Button words="Sign out everywhere" kind="secondary" />
        </Form>
    }
}

#[component]
fn SignedInBrowser(each: BrowserModel, form: FormState<SignOutBrowser>) -> impl IntoView {
    view! {
        <li class="nhsuk-card">
            <div class="nhsuk-card__content">
                <h3 class="nhsuk-card__heading nhsuk-heading-s">{each.name.clone()}</h3>
                {each.is_this_one.then(|| view! { <p><Tag words="This browser" /></p> })}
                <p>"Signed in " {each.signed_in} <br /> "Last used " {each.last_used}</p>
                {(!each.is_this_one)
                    .then(|| {
                        view! { <ButtonForm form name="session" value=each.session words="Sign out" about=each.name /> }
                    })}
            </div>
        </li>
    }
}

/// `/account/change`.
pub async fn change_account_page() -> Page {
    let model = show_account().await?;
    let view = view! { <Change phone=model.phone postcode=model.postcode /> };
    task("Change your contact details", view)
}

#[component]
fn Change(phone: String, postcode: String) -> impl IntoView {
    let form = use_form::<ChangeOwnDetails>();
    view! {
        <BackLink href="/account" />
        <Form form>
            <h1 class="nhsuk-heading-l">"Change your contact details"</h1>
            <TextInput
                field=form.field("phone", phone)
                label="Phone number"
                hint="Advisers and hub coordinators ring you on it. You can leave this empty."
                kind="tel"
                autocomplete="tel"
                inputmode="tel"
                width=20
            />
            <TextInput
                field=form.field("postcode", postcode)
                label="Home postcode"
                hint="We use it to show you the nearest places to meet. You can leave this empty."
                autocomplete="postal-code"
                width=10
            />
            <Button words="Save" />
        </Form>
    }
}
