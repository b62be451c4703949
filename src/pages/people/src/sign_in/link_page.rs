//! The page that the link in the email leads to: a button, because only a press of it signs in.

use leptos::prelude::*;

use super::server_fns::{LinkModel, OpenLink, show_link};
use ui::{Button, ButtonLink, ErrorSummary, Hidden};
use web::forms::{Form, use_form};
use web::page::{Page, page, word_of_address};

/// The link's page. Whoever has the link may see it.
pub async fn link_page() -> Page {
    let model = show_link(word_of_address("token")).await?;
    page("Sign in", view! { <FollowLink model /> })
}

#[component]
fn FollowLink(model: LinkModel) -> impl IntoView {
    let form = use_form::<OpenLink>();
    match model.email {
        Some(email) => view! {
            <Form form>
                <h1 class="nhsuk-heading-l">"Sign in"</h1>
                <p>"You are about to sign in as " <strong class="app-break">{email}</strong> "."</p>
                <Hidden name="form[token]" value=model.token />
                <Button words="Sign in" />
            </Form>
        }
        .into_any(),
        None => view! {
            <ErrorSummary failure=form.failure() />
            <h1 class="nhsuk-heading-l">"This link no longer works"</h1>
            <p>"A link works once, for 10 minutes. Only the newest one works."</p>
            <ButtonLink href="/sign-in" words="Ask for a new one" />
        }
        .into_any(),
    }
}
