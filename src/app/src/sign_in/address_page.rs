//! The page that the link to a new email address leads to: a button, because only a press of it confirms the address.

use leptos::prelude::*;

use super::server_fns::{ConfirmAddress, LinkModel, ShowAddress};
use crate::components::{Button, ErrorSummary, Hidden};
use crate::forms::{Form, use_form};
use crate::page::{Loading, Page, load, page, word_of_address};

/// The link's page. Whoever has the link may see it.
#[derive(Debug)]
pub struct AddressPage {
    model: Loading<LinkModel>,
}

impl Page for AddressPage {
    fn data() -> Self {
        let token = word_of_address("token");
        Self {
            model: load(move || ShowAddress { token: token.get() }),
        }
    }

    fn view(this: Self) -> AnyView {
        page(
            this.model,
            |_| "Confirm your email address".to_owned(),
            |model| view! { <Confirm model /> }.into_any(),
        )
    }
}

#[component]
fn Confirm(model: LinkModel) -> impl IntoView {
    let form = use_form::<ConfirmAddress>();
    match model.email {
        Some(email) => view! {
            <Form form whole_page=true>
                <h1 class="nhsuk-heading-l">"Confirm your email address"</h1>
                <p>"You will sign in to People Hub with " <strong class="app-break">{email}</strong> "."</p>
                <p>"You are signed out everywhere, and your calendar link stops working. You can then sign in with this address."</p>
                <Hidden name="form[token]" value=model.token />
                <Button words="Confirm this address" />
            </Form>
        }
        .into_any(),
        None => view! {
            <ErrorSummary failure=form.failure() />
            <h1 class="nhsuk-heading-l">"This link no longer works"</h1>
            <p>"A link works once, for 3 days. Only the newest one works."</p>
            <p>"Ask who looks after your account to enter the address again. Until then you sign in with the address you had."</p>
        }
        .into_any(),
    }
}
