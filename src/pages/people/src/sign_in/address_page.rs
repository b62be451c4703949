//! The page that the link to a new email address leads to: a button, because only a press of it confirms the address.

use leptos::prelude::*;

use super::server_fns::{ConfirmAddress, LinkModel, show_address};
use ui::{Button, ErrorSummary, Hidden};
use web::forms::{Form, use_form};
use web::page::{Page, page, word_of_address};

/// The link's page. Whoever has the link may see it.
pub async fn address_page() -> Page {
    let model = show_address(word_of_address("token")).await?;
    page("Confirm your email address", view! { <Confirm model /> })
}

#[component]
fn Confirm(model: LinkModel) -> impl IntoView {
    let form = use_form::<ConfirmAddress>();
    match model.email {
        Some(email) => view! {
            <Form form>
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
