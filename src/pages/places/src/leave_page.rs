//! 'Leave People Hub': what ends, what stays, and the file to take along first.

use domain::kit::app_error::AppError;
use domain::kit::words;
use leptos::prelude::*;
use service::places::organisation;
use ui::{BackLink, Button, Checkboxes, Hidden, Item, WarningCallout};
use web::context::administrator;
use web::forms::{Form, use_form};
use web::page::{Page, task, word_of_address};

use crate::OrganisationLeaves;

/// `/organisations/ID/leave`.
pub async fn leave_page() -> Page {
    let (service, actor) = administrator()?;
    let id = word_of_address("id");
    let id = id.parse().map_err(|_| AppError::NotFound)?;
    let (organisation, kinds) = organisation::held(&service, &actor, id).await?;
    let kinds: Vec<_> = kinds
        .into_iter()
        .map(|(_, title, rows)| {
            let many = i64::try_from(rows.len()).unwrap_or(i64::MAX);
            format!("{title} ({})", words::number(many))
        })
        .collect();
    let (id, name) = (organisation.id.to_string(), organisation.name);
    task("Leave People Hub", view! { <Leave id name kinds /> })
}

#[component]
fn Leave(id: String, name: String, kinds: Vec<String>) -> impl IntoView {
    let form = use_form::<OrganisationLeaves>();
    let back = format!("/organisations/{id}");
    let download = format!("/download/organisation/{id}");
    let kinds = kinds.into_iter().map(|kind| view! { <li>{kind}</li> });
    let is_ticked = !form.value("understood", "").is_empty();
    let item = Item::new("on", "I understand what ends");
    let to_tick = ("form[understood]".to_owned(), item, is_ticked);
    view! {
        <BackLink href=back.clone() />
        <Form form>
            <h1 class="nhsuk-heading-l app-break">{format!("Do you want {name} to leave People Hub?")}</h1>
            <WarningCallout heading="Important">
                <p>"Everyone who has a role in this organisation loses it at once. Its sites are closed, and what it announced is no longer shown."</p>
                <p>"What is booked stays booked: cancel it first if it should not happen. To come back, ask an administrator of the whole system."</p>
            </WarningCallout>
            <h2 class="nhsuk-heading-m">"Take your data with you"</h2>
            <p><a class="app-target" href=download rel="external" download>"Download all that we hold (JSON)"</a></p>
            <ul class="nhsuk-list nhsuk-list--bullet">{kinds.collect_view()}</ul>
            <Hidden name="form[organisation]" value=id />
            <Checkboxes id="understood" legend="Are you sure?" items=vec![to_tick] error=form.error("understood") />
            <Button words="Leave People Hub" kind="warning" />
            <p><a class="app-target" href=back>"No, stay"</a></p>
        </Form>
    }
}
