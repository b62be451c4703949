//! The page that the link in the email leads to: a button, because only a press of it signs in.

use leptos::prelude::*;

use super::server_fns::{LinkModel, OpenLink, ShowLink};
use crate::components::{Button, ButtonLink, ErrorSummary, Hidden};
use crate::forms::{Form, use_form};
use crate::page::{Loading, Page, load, page, word_of_address};

/// The link's page. Whoever has the link may see it.
#[derive(Debug)]
pub struct LinkPage {
    model: Loading<LinkModel>,
}

impl Page for LinkPage {
    fn data() -> Self {
        let token = word_of_address("token");
        Self {
            model: load(move || ShowLink { token: token.get() }),
        }
    }

    fn view(this: Self) -> AnyView {
        page(
            this.model,
            |_| "Sign in".to_owned(),
            |model| view! { <FollowLink model /> }.into_any(),
        )
    }
}

#[component]
fn FollowLink(model: LinkModel) -> impl IntoView {
    let form = use_form::<OpenLink>();
    match model.email {
        Some(email) => view! {
            <Form form whole_page=true>
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
