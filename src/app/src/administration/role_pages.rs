//! Giving and removing roles.

use leptos::prelude::*;

use super::{GiveRole, RemoveRole, Role, RoleModel, RoleQuestion, RoleQuestionModel};
use crate::career_conversations::items;
use crate::components::{BackLink, Button, Hidden, InsetText, Item, Radios, Select, TextInput};
use crate::forms::{Form, use_form};
use crate::page::{Loading, Page, load, page, use_query, word_of_address};

/// `/admin/people/ID/role`.
#[derive(Debug)]
pub struct GiveRolePage {
    model: Loading<RoleQuestionModel>,
}

impl Page for GiveRolePage {
    fn data() -> Self {
        let (id, query) = (word_of_address("id"), use_query());
        Self {
            model: load(move || RoleQuestion {
                id: id.get(),
                text: query.get().get("text"),
            }),
        }
    }

    fn view(this: Self) -> AnyView {
        page(
            this.model,
            |_| "Give a role".to_owned(),
            |model| view! { <Give model /> }.into_any(),
        )
    }
}

#[component]
fn Give(model: RoleQuestionModel) -> impl IntoView {
    let form = use_form::<GiveRole>();
    let here = format!("/admin/people/{}", model.person);
    let mut roles = vec![Item::new("", "Choose a role")];
    roles.extend(items(model.roles));
    let usual = match model.places.as_slice() {
        [only] => only.value.clone(),
        _ => String::new(),
    };
    let nothing_found = model.can_search && !model.text.is_empty() && model.places.len() == 1;
    view! {
        <BackLink href=here.clone() />
        <h1 class="nhsuk-heading-l app-break">{format!("Give {} a role", model.name)}</h1>
        {model
            .can_search
            .then(|| {
                view! {
                    <form class="app-filter" method="get" action=format!("{here}/role") role="search" aria-label="Organisations">
                        <TextInput
                            id="text"
                            name="text"
                            label="For a role in one organisation, find it first"
                            hint="A part of its name, or its code"
                            kind="search"
                            value=model.text.clone()
                        />
                        <button class="nhsuk-button nhsuk-button--secondary" type="submit">"Find organisations"</button>
                    </form>
                }
            })}
        {nothing_found.then(|| view! { <InsetText><p>"No organisation is found. Check the spelling or try a shorter part of the name."</p></InsetText> })}
        {model
            .too_many
            .then(|| view! { <InsetText><p>"There are more than we show here. Type more of the name to find the one you want."</p></InsetText> })}
        <Form form>
            <Hidden name="form[person]" value=model.person />
            <Radios
                id="place"
                name="form[place]"
                legend="Where does the role hold?"
                items=items(model.places)
                error=form.error("place")
                value=form.value("place", usual)
            />
            <Select
                id="role"
                name="form[role]"
                label="Role"
                items=roles
                error=form.error("role")
                value=form.value("role", "")
            />
            <Button words="Give this role" />
        </Form>
    }
}

/// `/admin/people/ID/role/GRANT/remove`.
#[derive(Debug)]
pub struct RemoveRolePage {
    model: Loading<RoleModel>,
}

impl Page for RemoveRolePage {
    fn data() -> Self {
        let (id, grant) = (word_of_address("id"), word_of_address("grant"));
        Self {
            model: load(move || Role {
                id: id.get(),
                grant: grant.get(),
            }),
        }
    }

    fn view(this: Self) -> AnyView {
        page(
            this.model,
            |_| "Remove a role".to_owned(),
            |model| view! { <Remove model /> }.into_any(),
        )
    }
}

#[component]
fn Remove(model: RoleModel) -> impl IntoView {
    let form = use_form::<RemoveRole>();
    let here = format!("/admin/people/{}", model.person);
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
