//! 'Enter the code we emailed you'.

use leptos::prelude::*;

use super::server_fns::{CodeModel, VerifyCode, show_code};
use ui::{BackLink, Button, ButtonLink, Details, Hidden, TextInput};
use web::forms::{Form, use_form};
use web::page::{Page, page};

/// The second page of signing in. Anyone may see it; it shows the sign-in that this browser asked for.
pub async fn code_page() -> Page {
    let model = show_code().await?;
    page("Enter your code", {
        if model.request.is_empty() {
            view! { <NothingPending /> }.into_any()
        } else {
            view! { <EnterCode model /> }.into_any()
        }
    })
}

#[component]
fn EnterCode(model: CodeModel) -> impl IntoView {
    let form = use_form::<VerifyCode>();
    view! {
        <BackLink href="/sign-in" />
        <Form form>
            <h1 class="nhsuk-heading-l">"Enter your code"</h1>
            <p>"We sent an email to " <strong class="app-break">{model.email}</strong> ". It has a 6-digit code that works for 10 minutes."</p>
            <Hidden name="form[request]" value=model.request />
            <TextInput
                field=form.field("code", "")
                label="6-digit code"
                autocomplete="one-time-code"
                inputmode="numeric"
                width=10
                code=true
            />
            <Button words="Sign in" />
        </Form>
        <Details summary="I have not had the email">
            <p>"It can take a few minutes. Check your spam or junk folder."</p>
            <p>
                "Check that the address above is right. You can " <a href="/sign-in">"ask for a new code"</a>
                ". Only the newest code works."
            </p>
        </Details>
    }
}

#[component]
fn NothingPending() -> impl IntoView {
    view! {
        <h1 class="nhsuk-heading-l">"Ask for a new code"</h1>
        <p>"A code works for 10 minutes, in the browser that asked for it."</p>
        <ButtonLink href="/sign-in" words="Ask for a new code" />
    }
}
