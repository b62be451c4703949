//! 'What is your email address?'

use leptos::prelude::*;

use super::server_fns::{RequestCode, SignInModel, show_sign_in};
use crate::done;
use ui::{Button, Hidden, InsetText, TextInput};
use web::banner::Banner;
use web::forms::{Form, use_form};
use web::page::{Page, page, query};

/// The first page of signing in. Anyone may see it.
pub async fn sign_in_page() -> Page {
    let model = show_sign_in().await?;
    page("Sign in", view! { <SignIn model /> })
}

#[component]
fn SignIn(model: SignInModel) -> impl IntoView {
    let form = use_form::<RequestCode>();
    let query = query();
    let return_to = query.get("return_to");
    let has_kept = !query.get("kept").is_empty();
    view! {
        {Banner::named(&[done::ADDRESS_CONFIRMED]).map(Banner::view)}
        {has_kept
            .then(|| {
                view! {
                    <InsetText>
                        <p>"You have been signed out. We have kept what you typed. Sign in again, and it is there for you to send."</p>
                    </InsetText>
                }
            })}
        <Form form>
            <h1 class="nhsuk-heading-l">"Sign in"</h1>
            <p>"We will email you a code. You do not need a password."</p>
            <TextInput
                field=form.field("email", "")
                label="What is your email address?"
                hint="Use the address you gave when you joined the hub"
                kind="email"
                autocomplete="email"
            />
            <Hidden name="form[return_to]" value=form.value("return_to", return_to) />
            <Button words="Send me a code" />
        </Form>
        {model
            .demo
            .then(|| {
                view! {
                    <InsetText>
                        <p>"This is the demo. "<a href="/demo">"Choose one of the invented people"</a>" to sign in without a code."</p>
                    </InsetText>
                }
            })}
    }
}
