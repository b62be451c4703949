//! Organisations and their sites.

use domain::kit::words;
use leptos::prelude::*;

use crate::done;
use crate::server_fns::models;
use crate::{
    AddOrganisation, OrganisationLine, OrganisationModel, OrganisationsModel, ReopenSite,
    SiteModel, new_organisation,
};
use ui::{
    BackLink, Button, ButtonLink, DataTable, Field, Heading, Hidden, InsetText, Item, PageHeader,
    Pagination, Row, Select, SummaryList, SummaryRow, Tag, TextInput,
};
use web::banner::Banner;
use web::forms::{Form, use_form};
use web::page::{Page, address_of, page, query, task, word_of_address};

/// `/organisations`.
pub async fn organisations_page() -> Page {
    let model = models::organisations(&query().get("text"), &query().get("page")).await?;
    page("Organisations and sites", view! { <List model /> })
}

#[component]
fn List(model: OrganisationsModel) -> impl IntoView {
    let text = model.text.clone();
    let href = move |page: i64| {
        address_of(
            "/organisations",
            &[("text", &text), ("page", &page.to_string())],
        )
    };
    let total = words::counted(model.organisations.total, "organisation", "organisations");
    view! {
        <PageHeader heading="Organisations and sites">{model.may_add.then(|| view! { <ButtonLink href="/organisations/new" words="Add an organisation" /> })}</PageHeader>
        <form class="app-filter" method="get" action="/organisations" role="search" aria-label="Organisations">
            <TextInput field=Field::new("text").with(model.text) label="Name or code" kind="search" />
            <button class="nhsuk-button nhsuk-button--secondary" type="submit">"Find organisations"</button>
        </form>
        {if model.organisations.rows.is_empty() {
            view! {
                <h2 class="nhsuk-heading-m">"No organisation is found"</h2>
                <InsetText>
                    <p>"Check the spelling, try a shorter part of the name, or "<a href="/organisations">"show them all"</a>"."</p>
                </InsetText>
            }
                .into_any()
        } else {
            view! { <Table organisations=model.organisations.rows caption=total /> }.into_any()
        }}
        <Pagination page=model.organisations.page pages=model.organisations.pages href />
    }
}

#[component]
fn Table(organisations: Vec<OrganisationLine>, caption: String) -> impl IntoView {
    let headings = ["Name", "Kind", "Town", "Code"].map(Heading::new).to_vec();
    let or_none = |text: String| {
        if text.is_empty() {
            "None".to_owned()
        } else {
            text
        }
    };
    let rows = organisations
        .into_iter()
        .map(|organisation| -> Row {
            let href = format!("/organisations/{}", organisation.id);
            vec![
                view! {
                    <a class="app-target" href=href>{organisation.name}</a>
                    {organisation.is_closed.then(|| view! { " " <Tag words="Closed" colour="grey" /> })}
                }
                .into_any(),
                organisation.kind.into_any(),
                or_none(organisation.town).into_any(),
                or_none(organisation.code).into_any(),
            ]
        })
        .collect();
    view! { <DataTable caption headings rows is_list=true /> }
}

/// `/organisations/new`.
pub async fn add_organisation_page() -> Page {
    let kinds = new_organisation().await?;
    task("Add an organisation", view! { <Add kinds /> })
}

#[component]
fn Add(kinds: Vec<Item>) -> impl IntoView {
    let form = use_form::<AddOrganisation>();
    let choices = Item::none_or("Choose what it is", kinds);
    view! {
        <BackLink href="/organisations" />
        <Form form>
            <h1 class="nhsuk-heading-l">"Add an organisation"</h1>
            <p>"Trusts, practices and schools come from the national registers. Add only what is in none of them."</p>
            <TextInput field=form.field("name", "") label="Name" />
            <Select
                field=form.field("kind", "")
                label="What it is"
                items=choices
            />
            <TextInput field=form.field("town", "") label="Town or city" width=20 />
            <TextInput
                field=form.field("postcode", "")
                label="Postcode (optional)"
                width=10
            />
            <Button words="Add this organisation" />
        </Form>
    }
}

/// `/organisations/ID`.
pub async fn organisation_page() -> Page {
    let model = models::organisation(&word_of_address("id")).await?;
    let title = model.organisation.name.clone();
    page(title, view! { <One model /> })
}

#[component]
fn One(model: OrganisationModel) -> impl IntoView {
    let done = Banner::named(&[
        done::ORGANISATION_ADDED,
        done::ORGANISATION_LEFT,
        done::SITE_ADDED,
        done::SITE_CHANGED,
        done::SITE_CLOSED,
        done::SITE_REOPENED,
    ]);
    let or_none = |text: String| {
        if text.is_empty() {
            "None".to_owned()
        } else {
            text
        }
    };
    let organisation = model.organisation;
    let add = format!("/organisations/{}/site", organisation.id);
    let download = format!("/download/organisation/{}", organisation.id);
    let leave = format!("/organisations/{}/leave", organisation.id);
    let has_no_sites = model.sites.is_empty();
    view! {
        <BackLink href="/organisations" words="Organisations and sites" />
        {done.map(Banner::view)}
        <h1 class="nhsuk-heading-l app-break">{organisation.name}</h1>
        {organisation.is_closed.then(|| view! { <p><Tag words="Closed" colour="grey" /></p> })}
        <SummaryList rows=vec![
            SummaryRow::new("Kind", organisation.kind),
            SummaryRow::new("Town", or_none(organisation.town)),
            SummaryRow::new("Postcode", or_none(model.postcode)),
            SummaryRow::new("Code", or_none(organisation.code)),
            SummaryRow::new("Where the record comes from", model.source),
        ] />
        <h2 class="nhsuk-heading-m">"Sites"</h2>
        {has_no_sites.then(|| view! { <p>"None yet. Advisers can meet people only at a site."</p> })}
        <ul class="app-cards">{model.sites.into_iter().map(|site| view! { <Site site /> }).collect_view()}</ul>
        <ButtonLink href=add words="Add a site" kind="secondary" />
        <h2 class="nhsuk-heading-m">"What we hold about this organisation"</h2>
        <p><a class="app-target" href=download rel="external" download>"Download all of it (JSON)"</a></p>
        <p><a class="app-target" href=leave>"Leave People Hub"</a></p>
    }
}

#[component]
fn Site(site: SiteModel) -> impl IntoView {
    let here = format!("/sites/{}", site.form.site);
    let name = format!(" {}", site.form.name);
    let (closing, is_closed) = (name.clone(), site.is_closed);
    let id = site.form.site.clone();
    view! {
        <li class="nhsuk-card">
            <div class="nhsuk-card__content">
                <h3 class="nhsuk-card__heading nhsuk-heading-s">
                    {site.form.name}
                    {is_closed.then(|| view! { " " <Tag words="Closed" colour="grey" /> })}
                </h3>
                <p class="app-line">{format!("{}, {}, {}", site.form.address, site.form.town, site.form.postcode)}</p>
                {(!site.form.access_notes.is_empty())
                    .then(|| view! { <p class="app-line app-lines">{site.form.access_notes}</p> })}
                {(!site.is_placed)
                    .then(|| view! { <p class="app-line">"We do not know this postcode, so no distance can be shown."</p> })}
                <p class="app-line">
                    <a class="app-target" href=format!("{here}/change")>
                        "Change"
                        <span class="nhsuk-u-visually-hidden">{name}</span>
                    </a>
                    " "
                    {(!is_closed)
                        .then(|| {
                            view! {
                                <a class="app-target" href=format!("{here}/close")>
                                    "Close"
                                    <span class="nhsuk-u-visually-hidden">{closing}</span>
                                </a>
                            }
                        })}
                </p>
                {is_closed.then(|| view! { <Reopen site=id /> })}
            </div>
        </li>
    }
}

#[component]
fn Reopen(site: String) -> impl IntoView {
    let form = use_form::<ReopenSite>();
    view! {
        <Form form>
            <Hidden name="form[site]" value=site />
            <Button words="Open this site again" kind="secondary" />
        </Form>
    }
}
