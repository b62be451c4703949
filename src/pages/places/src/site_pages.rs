//! Adding, changing and closing sites.

use domain::places::site::{ACCESS_NOTES_LIMIT, SiteForm};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use crate::server_fns::models;
use crate::{AddSite, ChangeSite, CloseSite, OrganisationModel, SiteModel};
use ui::{BackLink, Button, CharacterCount, Hidden, TextInput};
use web::error::Failure;
use web::forms::{Form, FormState, use_form};
use web::page::{Page, task, word_of_address};

#[component]
fn DetailFields<S>(
    form: FormState<S>,
    /// The details as they are.
    now: SiteForm,
) -> impl IntoView
where
    S: ServerFn<Error = Failure> + Send + Sync + Clone + 'static,
    S::Output: Clone + Send + Sync + 'static,
{
    view! {
        <TextInput field=form.field("name", now.name) label="Name" />
        <TextInput
            field=form.field("address", now.address)
            label="Street address"
            hint="Building, number and street"
        />
        <TextInput field=form.field("town", now.town) label="Town or city" width=20 />
        <TextInput
            field=form.field("postcode", now.postcode)
            label="Postcode"
            width=10
        />
        <CharacterCount
            field=form.field("access_notes", now.access_notes)
            label="How to get in (optional)"
            hint="For example: step-free entrance, where to park, whom to ask for."
            most=ACCESS_NOTES_LIMIT
        />
    }
}

/// `/organisations/ID/site`.
pub async fn add_site_page() -> Page {
    let model = models::organisation(&word_of_address("id")).await?;
    task("Add a site", view! { <Add model /> })
}

#[component]
fn Add(model: OrganisationModel) -> impl IntoView {
    let form = use_form::<AddSite>();
    let organisation = model.organisation;
    view! {
        <BackLink href=format!("/organisations/{}", organisation.id) />
        <Form form>
            <h1 class="nhsuk-heading-l app-break">{format!("Add a site of {}", organisation.name)}</h1>
            <Hidden name="form[organisation]" value=organisation.id />
            <DetailFields form now=SiteForm::default() />
            <Button words="Add this site" />
        </Form>
    }
}

/// `/sites/ID/change`.
pub async fn change_site_page() -> Page {
    let model = models::site(&word_of_address("id")).await?;
    task("Change a site", view! { <Change model /> })
}

#[component]
fn Change(model: SiteModel) -> impl IntoView {
    let form = use_form::<ChangeSite>();
    view! {
        <BackLink href=format!("/organisations/{}", model.form.organisation) />
        <Form form>
            <h1 class="nhsuk-heading-l app-break">{format!("Change {}", model.form.name)}</h1>
            <p>{format!("A site of {}", model.organisation)}</p>
            <Hidden name="form[site]" value=model.form.site.clone() />
            <DetailFields form now=model.form />
            <Button words="Save this site" />
        </Form>
    }
}

/// `/sites/ID/close`.
pub async fn close_site_page() -> Page {
    let model = models::site(&word_of_address("id")).await?;
    task("Close a site", view! { <Close model /> })
}

#[component]
fn Close(model: SiteModel) -> impl IntoView {
    let form = use_form::<CloseSite>();
    let back = format!("/organisations/{}", model.form.organisation);
    if model.is_closed {
        return view! {
            <BackLink href=back.clone() />
            <h1 class="nhsuk-heading-l app-break">{format!("{} is closed", model.form.name)}</h1>
            <p><a href=back>"See the organisation and its sites"</a></p>
        }
        .into_any();
    }
    view! {
        <BackLink href=back.clone() />
        <Form form>
            <h1 class="nhsuk-heading-l app-break">{format!("Do you want to close {}?", model.form.name)}</h1>
            <p>"Nobody can choose it any more. What is booked there stays booked. You can open it again."</p>
            <Hidden name="form[site]" value=model.form.site />
            <Button words="Yes, close it" kind="warning" />
            <p><a href=back>"No, keep it open"</a></p>
        </Form>
    }
    .into_any()
}
