//! Finding and adding people.

use domain::kit::words;
use leptos::prelude::*;

use super::person_pages::DetailFields;
use super::server_fns::models;
use super::{AddPerson, NewPersonModel, PeopleModel, PersonLine};
use ui::{
    BackLink, Button, ButtonLink, DataTable, Field, Heading, InsetText, Item, PageHeader,
    Pagination, Row, Select, Tag, TextInput,
};
use web::forms::{Form, use_form};
use web::page::{Page, address_of, of_query, page, task};

/// `/people`.
pub async fn people_page() -> Page {
    let model = models::people(of_query()).await?;
    page("People", view! { <List model /> })
}

#[component]
fn List(model: PeopleModel) -> impl IntoView {
    let query = model.query.clone();
    let href = move |page: i64| {
        address_of(
            "/people",
            &[
                ("text", &query.text),
                ("role", &query.role),
                ("page", &page.to_string()),
            ],
        )
    };
    let roles = Item::none_or("Any role", model.roles);
    let total = words::counted(model.people.total, "person", "people");
    view! {
        <PageHeader heading="People"><ButtonLink href="/people/new" words="Add a person" /></PageHeader>
        <form class="app-filter" method="get" action="/people" role="search" aria-label="People">
            <TextInput field=Field::new("text").with(model.query.text) label="Name or email address" kind="search" />
            <Select field=Field::new("role").with(model.query.role) label="Role" items=roles />
            <button class="nhsuk-button nhsuk-button--secondary" type="submit">"Find people"</button>
        </form>
        {if model.people.rows.is_empty() {
            view! {
                <h2 class="nhsuk-heading-m">"Nobody is found"</h2>
                <InsetText>
                    <p>"Check the spelling, try a shorter part of the name, or "<a href="/people">"show everyone"</a>"."</p>
                </InsetText>
            }
                .into_any()
        } else {
            view! { <Table people=model.people.rows caption=total /> }.into_any()
        }}
        <Pagination page=model.people.page pages=model.people.pages href />
    }
}

#[component]
fn Table(people: Vec<PersonLine>, caption: String) -> impl IntoView {
    let headings = ["Name", "Email address", "Roles"]
        .map(Heading::new)
        .to_vec();
    let rows = people
        .into_iter()
        .map(|person| -> Row {
            vec![
                view! { <a class="app-target" href=format!("/people/{}", person.id)>{person.name}</a> }
                    .into_any(),
                view! { <span class="app-break">{person.email}</span> }.into_any(),
                if person.is_closed {
                    view! { <Tag words="Account closed" colour="grey" /> }.into_any()
                } else if person.roles.is_empty() {
                    "None".into_any()
                } else {
                    person.roles.into_any()
                },
            ]
        })
        .collect();
    view! { <DataTable caption headings rows is_list=true /> }
}

/// `/people/new`.
pub async fn add_person_page() -> Page {
    let model = models::new_person().await?;
    task("Add a person", view! { <Add model /> })
}

#[component]
fn Add(model: NewPersonModel) -> impl IntoView {
    let form = use_form::<AddPerson>();
    let needs_role = !model.roles.is_empty();
    let roles = Item::none_or("Choose a role", model.roles);
    let organisations = Item::none_or("Choose an organisation", model.organisations);
    view! {
        <BackLink href="/people" words="People" />
        <Form form>
            <h1 class="nhsuk-heading-l">"Add a person"</h1>
            <p>"They can sign in with their email address as soon as you have added them."</p>
            <DetailFields form now=Default::default() />
            {if needs_role {
                view! {
                    <Select
                        field=form.field("role", "")
                        label="Role"
                        items=roles
                    />
                    <Select
                        field=form.field("organisation", "")
                        label="Organisation"
                        hint="The role holds in this organisation."
                        items=organisations
                    />
                }
                    .into_any()
            } else {
                view! { <p>"You can give them a role next."</p> }.into_any()
            }}
            <Button words="Add this person" />
        </Form>
    }
}
