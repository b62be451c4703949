//! The audit log.

use domain::kit::words;
use leptos::prelude::*;

use crate::AuditModel;
use crate::server_fns::models;
use ui::{DataTable, Field, Heading, InsetText, Item, Pagination, Row, Select, TextInput};
use web::log::LogLine;
use web::page::{Page, address_of, of_query, page};

/// `/audit`.
pub async fn audit_page() -> Page {
    let model = models::audit(of_query()).await?;
    let title = format!("Audit log, {}", model.days);
    page(title, view! { <Log model /> })
}

#[component]
fn Log(model: AuditModel) -> impl IntoView {
    let query = model.query.clone();
    let href = move |page: i64| {
        address_of(
            "/audit",
            &[
                ("from", &query.from),
                ("to", &query.to),
                ("actor", &query.actor),
                ("action", &query.action),
                ("kind", &query.kind),
                ("page", &page.to_string()),
            ],
        )
    };
    let query = model.query;
    let (actions, kinds) = (
        Item::none_or("Anything", model.actions),
        Item::none_or("Anything", model.kinds),
    );
    view! {
        <h1 class="nhsuk-heading-l">"Audit log"</h1>
        <form class="app-filter" method="get" action="/audit" role="search" aria-label="Audit log">
            <TextInput field=Field::new("from").with(query.from) label="From" kind="date" />
            <TextInput field=Field::new("to").with(query.to) label="To" kind="date" />
            <TextInput field=Field::new("actor").with(query.actor) label="Who did it" kind="search" />
            <Select field=Field::new("action").with(query.action) label="What was done" items=actions />
            <Select field=Field::new("kind").with(query.kind) label="To what" items=kinds />
            <button class="nhsuk-button nhsuk-button--secondary" type="submit">"Show the log"</button>
        </form>
        <h2 class="nhsuk-heading-m">{model.days}</h2>
        {if model.lines.rows.is_empty() {
            view! { <InsetText><p>"Nothing of this was done on these days."</p></InsetText> }.into_any()
        } else {
            view! { <Table lines=model.lines.rows caption=words::counted(model.lines.total, "entry", "entries") /> }.into_any()
        }}
        <Pagination page=model.lines.page pages=model.lines.pages href />
    }
}

#[component]
fn Table(lines: Vec<LogLine>, caption: String) -> impl IntoView {
    let headings = ["When", "Who", "What", "Whose record"]
        .map(Heading::new)
        .to_vec();
    let rows = lines
        .into_iter()
        .map(|line| -> Row {
            let whose = if line.whose.is_empty() {
                "Nobody’s".to_owned()
            } else {
                line.whose
            };
            vec![
                line.at.into_any(),
                line.who.into_any(),
                view! {
                    <div>
                        {line.what}
                        {(!line.detail.is_empty())
                            .then(|| view! { <span class="nhsuk-u-font-size-16 app-lines app-break app-detail">{line.detail}</span> })}
                    </div>
                }
                .into_any(),
                whose.into_any(),
            ]
        })
        .collect();
    view! { <DataTable caption headings rows /> }
}
