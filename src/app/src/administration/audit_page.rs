//! The audit log.

use domain::words;
use leptos::prelude::*;

use super::{Audit, AuditModel, AuditQuery, LogLine, address};
use crate::career_conversations::items;
use crate::components::{
    BackLink, DataTable, Heading, InsetText, Item, Pagination, Row, Select, TextInput,
};
use crate::page::{Loading, Page, load, page, use_query};

/// `/admin/audit`.
#[derive(Debug)]
pub struct AuditPage {
    model: Loading<AuditModel>,
}

impl Page for AuditPage {
    fn data() -> Self {
        let query = use_query();
        Self {
            model: load(move || {
                let query = query.get();
                let text = |name: &str| query.get(name);
                Audit {
                    query: AuditQuery {
                        from: text("from"),
                        to: text("to"),
                        actor: text("actor"),
                        action: text("action"),
                        kind: text("kind"),
                        page: text("page"),
                    },
                }
            }),
        }
    }

    fn view(this: Self) -> AnyView {
        page(
            this.model,
            |model| format!("Audit log, {}", model.days),
            |model| view! { <Log model /> }.into_any(),
        )
    }
}

#[component]
fn Log(model: AuditModel) -> impl IntoView {
    let query = model.query.clone();
    let href = move |page: i64| {
        address(
            "/admin/audit",
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
    let choices = |any: &str, choices| {
        let mut all = vec![Item::new("", any)];
        all.extend(items(choices));
        all
    };
    let (actions, kinds) = (
        choices("Anything", model.actions),
        choices("Anything", model.kinds),
    );
    view! {
        <BackLink href="/admin" words="Administration" />
        <h1 class="nhsuk-heading-l">"Audit log"</h1>
        <form class="app-filter app-filter--wide" method="get" action="/admin/audit" role="search" aria-label="Audit log">
            <TextInput id="from" name="from" label="From" kind="date" value=query.from />
            <TextInput id="to" name="to" label="To" kind="date" value=query.to />
            <TextInput id="actor" name="actor" label="Who did it" kind="search" value=query.actor />
            <Select id="action" name="action" label="What was done" items=actions value=query.action />
            <Select id="kind" name="kind" label="To what" items=kinds value=query.kind />
            <button class="nhsuk-button nhsuk-button--secondary" type="submit">"Show the log"</button>
        </form>
        <h2 class="nhsuk-heading-m">{model.days}</h2>
        {if model.lines.is_empty() {
            view! { <InsetText><p>"Nothing of this was done on these days."</p></InsetText> }.into_any()
        } else {
            view! { <Table lines=model.lines caption=words::counted(model.total, "entry", "entries") /> }.into_any()
        }}
        <Pagination page=model.page pages=model.pages href />
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
