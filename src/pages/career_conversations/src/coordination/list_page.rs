//! Everyone's conversations, by day.

use domain::kit::words;
use islands::{Freshness, LiveList};
use leptos::prelude::*;

use super::server_fns::models;
use super::{CoordinationLine, CoordinationModel, CoordinationQuery};
use ui::{
    ButtonLink, DataTable, Field, Heading, InsetText, Item, Pagination, Row, Select, Tag, TextInput,
};
use web::page::{Page, of_query, page, percent_encoded};

/// `/coordinator`.
pub async fn coordinator_page() -> Page {
    let model = models::list(of_query()).await?;
    let title = format!("All conversations, {}", model.days);
    page(title, view! { <All model /> })
}

/// The address of what is looked for.
fn address(query: &CoordinationQuery) -> String {
    let parts = [
        ("from", &query.from),
        ("to", &query.to),
        ("adviser", &query.adviser),
        ("status", &query.status),
        ("text", &query.text),
        ("sort", &query.sort),
        ("page", &query.page),
    ];
    let is_said = |(name, value): &(&str, &String)| {
        let usual = matches!((*name, value.as_str()), ("page", "1") | ("sort", "time"));
        !value.is_empty() && !usual
    };
    let parts: Vec<String> = parts
        .into_iter()
        .filter(is_said)
        .map(|(name, value)| format!("{name}={}", percent_encoded(value)))
        .collect();
    format!("/coordinator?{}", parts.join("&"))
}

/// The same search on other days, from the first page.
fn on_days(query: &CoordinationQuery, (from, to): (String, String)) -> String {
    address(&CoordinationQuery {
        from,
        to,
        page: String::new(),
        ..query.clone()
    })
}

#[component]
fn All(model: CoordinationModel) -> impl IntoView {
    let query = model.query.clone();
    let counts = match model.counts.join(", ") {
        none if none.is_empty() => "None on these days".to_owned(),
        counts => counts,
    };
    let pages_query = query.clone();
    let href = move |page: i64| {
        address(&CoordinationQuery {
            page: page.to_string(),
            ..pages_query.clone()
        })
    };
    let is_filtered =
        !(query.adviser.is_empty() && query.status.is_empty() && query.text.is_empty());
    let (shown, pages) = (model.lines.page, model.lines.pages);
    view! {
        <h1 class="nhsuk-heading-l">"All conversations"</h1>
        <ButtonLink href="/coordinator/book" words="Book for a member" />
        <p><a class="app-target" href="/coordinator/waiting">"See the waiting list"</a></p>
        <p><a class="app-target" href="/coordinator/report">"See the report"</a></p>
        <p><a class="app-target" href="/coordinator/invitations">"Invite members who never had a conversation"</a></p>
        <Filter model=model.clone() />
        <h2 class="nhsuk-heading-m">{model.days.clone()}</h2>
        <ul class="app-later">
            <li><a href=on_days(&query, model.before.clone())>"Earlier"</a></li>
            {(!model.is_today).then(|| view! { <li><a href=on_days(&query, Default::default())>"Today"</a></li> })}
            <li><a href=on_days(&query, model.after.clone())>"Later"</a></li>
        </ul>
        <LiveList told_at="/live/coordinator".to_owned() version=model.version>
        <p>{counts}</p>
        <Freshness updated=model.updated.clone() href=address(&query) />
        {model
            .too_many
            .then(|| {
                view! {
                    <InsetText>
                        <p>{format!("These are {} conversations, which is a lot to look through. Choose fewer days, or look for a name, an adviser or a status.", words::number(model.lines.total))}</p>
                    </InsetText>
                }
            })}
        {if model.lines.rows.is_empty() {
            view! { <Nothing is_filtered days=(query.from.clone(), query.to.clone()) /> }.into_any()
        } else {
            view! { <Table lines=model.lines.rows query total=model.lines.total /> }.into_any()
        }}
        <Pagination page=shown pages href />
        </LiveList>
    }
}

#[component]
fn Nothing(is_filtered: bool, days: (String, String)) -> impl IntoView {
    let without_filters = address(&CoordinationQuery {
        from: days.0,
        to: days.1,
        ..CoordinationQuery::default()
    });
    view! {
        <InsetText>
            <p>"There are no conversations to show."</p>
            {is_filtered
                .then(|| view! { <p><a href=without_filters>"Show every conversation on these days"</a></p> })}
        </InsetText>
    }
}

/// A form whose answers are in the address, so that a list can be kept as a bookmark and works without scripts.
#[component]
fn Filter(model: CoordinationModel) -> impl IntoView {
    let query = model.query;
    let advisers = Item::none_or("Any adviser", model.advisers);
    let statuses = Item::none_or("Any status", model.statuses);
    view! {
        <form class="app-filter app-filter--wide" method="get" action="/coordinator" role="search" aria-label="Conversations">
            <TextInput field=Field::new("from").with(query.from.clone()) label="From" kind="date" />
            <TextInput field=Field::new("to").with(query.to.clone()) label="To" kind="date" />
            <Select field=Field::new("adviser").with(query.adviser.clone()) label="Adviser" items=advisers />
            <Select field=Field::new("status").with(query.status.clone()) label="Status" items=statuses />
            <TextInput field=Field::new("text").with(query.text.clone()) label="Member’s name or reference" kind="search" />
            <button class="nhsuk-button nhsuk-button--secondary" type="submit">"Show conversations"</button>
        </form>
    }
}

#[component]
fn Table(lines: Vec<CoordinationLine>, query: CoordinationQuery, total: i64) -> impl IntoView {
    let heading = |words: &str, sorts: &[(&str, &'static str)]| {
        let sorted = sorts.iter().find(|(sort, _)| *sort == query.sort);
        // A click on the column that is sorted by turns the order where it can be turned.
        let next = sorts
            .iter()
            .find(|(sort, _)| *sort != query.sort)
            .or(sorts.first())
            .map_or("", |(sort, _)| sort);
        Heading {
            words: words.to_owned(),
            sort: Some(address(&CoordinationQuery {
                sort: next.to_owned(),
                page: String::new(),
                ..query.clone()
            })),
            sorted: sorted.map(|(_, direction)| *direction),
            is_hidden: false,
        }
    };
    let headings = vec![
        heading("When", &[("time", "ascending"), ("-time", "descending")]),
        heading("Member", &[("member", "ascending")]),
        heading("Adviser", &[("adviser", "ascending")]),
        Heading::new("How"),
        heading("Status", &[("status", "ascending")]),
    ];
    let rows = lines
        .into_iter()
        .map(|line| -> Row {
            let words = format!(", {}", line.member);
            vec![
                view! {
                    <a class="app-target" href=format!("/coordinator/conversation/{}", line.reference)>
                        {line.when}
                        <span class="nhsuk-u-visually-hidden">{words}</span>
                    </a>
                }
                .into_any(),
                line.member.into_any(),
                line.adviser.into_any(),
                line.way.into_any(),
                view! { <Tag words=line.status colour=line.status_colour /> }.into_any(),
            ]
        })
        .collect();
    let caption = words::counted(total, "conversation", "conversations");
    view! { <DataTable caption headings rows /> }
}
