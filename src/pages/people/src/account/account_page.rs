//! 'Your account'.

use leptos::prelude::*;

use super::server_fns::{
    AccountModel, BrowserModel, SignOut, SignOutBrowser, SignOutEverywhere, show_account,
};
use ui::{Button, ErrorSummary, SummaryList, SummaryRow, Tag};
use web::forms::{ButtonForm, Form, FormState, use_form};
use web::page::{Page, page};

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
        SummaryRow::new("Roles", roles),
    ];
    view! {
        <ErrorSummary failure=browser.failure() />
        <h1 class="nhsuk-heading-l">"Your account"</h1>
        <SummaryList rows />
        <p>"If something here is wrong, ask your hub coordinator to change it."</p>
        {model.has_calendar.then(|| view! { <p><a class="app-target" href="/account/calendar">"See your conversations in your own calendar"</a></p> })}
        <p><a class="app-target" href="/account/your-data">"See, download or erase what we hold about you"</a></p>
        <Form form=sign_out>
            <Button words="Sign out" />
        </Form>
        <h2>"Where you are signed in"</h2>
        <p>"If you do not know one of these, sign it out."</p>
        <ul class="nhsuk-list app-browsers">
            {model.browsers.into_iter().map(|each| view! { <SignedInBrowser each form=browser /> }).collect_view()}
        </ul>
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
