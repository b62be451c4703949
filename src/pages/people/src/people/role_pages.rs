//! Giving and removing roles.

use leptos::prelude::*;

use super::server_fns::models;
use super::{GiveRole, RemoveRole, RoleModel, RoleQuestionModel};
use ui::{BackLink, Button, Hidden, Item, Radios, Select};
use web::forms::{Form, use_form};
use web::page::{Page, query, task, word_of_address};

/// `/people/ID/role`.
pub async fn give_role_page() -> Page {
    let model = models::role_question(&word_of_address("id"), query().get("text")).await?;
    task("Give a role", view! { <Give model /> })
}

#[component]
fn Give(model: RoleQuestionModel) -> impl IntoView {
    let form = use_form::<GiveRole>();
    let here = format!("/people/{}", model.person);
    let roles = Item::none_or("Choose a role", model.roles);
    let usual = match model.places.as_slice() {
        [only] => only.value.clone(),
        _ => String::new(),
    };
    view! {
        <BackLink href=here.clone() />
        <h1 class="nhsuk-heading-l app-break">{format!("Give {} a role", model.name)}</h1>
        {model.finder.map(|finder| finder.view(format!("{here}/role"), "For a role in one organisation, find it first"))}
        <Form form>
            <Hidden name="form[person]" value=model.person />
            <Radios
                field=form.field("place", usual)
                legend="Where does the role hold?"
                items=model.places
            />
            <Select
                field=form.field("role", "")
                label="Role"
                items=roles
            />
            <Button words="Give this role" />
        </Form>
    }
}

/// `/people/ID/role/GRANT/remove`.
pub async fn remove_role_page() -> Page {
    let model = models::role(&word_of_address("id"), &word_of_address("grant")).await?;
    task("Remove a role", view! { <Remove model /> })
}

#[component]
fn Remove(model: RoleModel) -> impl IntoView {
    let form = use_form::<RemoveRole>();
    let here = format!("/people/{}", model.person);
    view! {
        <BackLink href=here.clone() />
        <Form form>
            <h1 class="nhsuk-heading-l app-break">
                {format!("Do you want to remove this role from {}?", model.name)}
            </h1>
            <p><strong>{model.role.role}</strong> {format!(", {}", model.role.place)}</p>
            <p>"They can no longer do what this role lets them do, from this moment on."</p>
            <Hidden name="form[grant]" value=model.role.id />
            <Button words="Yes, remove it" kind="warning" />
            <p><a href=here>"No, keep it"</a></p>
        </Form>
    }
}
