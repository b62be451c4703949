//! Everyone's conversations, by day.

use domain::kit::words;
use islands::{Freshness, LiveList};
use leptos::prelude::*;

use super::server_fns::models;
use super::{CoordinationLine, CoordinationModel, CoordinationQuery};
use ui::{
    ButtonLink, DataTable, Field, FilterPanel, Heading, InsetText, Item, PageHeader, Pagination,
    Row, Select, Tag, TextInput,
};
use web::page::{Page, address_of, of_query, page};

/// `/conversations`.
pub async fn coordinator_page() -> Page {
    let model = models::list(of_query()).await?;
    // What was found is announced with the title.
    let found = words::counted(model.lines.total, "conversation", "conversations");
    let title = format!("All conversations, {}, {found}", model.days);
    page(title, view! { <All model /> })
}

/// Whether the list is in the order that it has unless another is asked for: by time, and on every day the latest first.
fn is_in_usual_order(query: &CoordinationQuery) -> bool {
    let is_on_every_day = query.from.is_empty() && !query.text.is_empty();
    query.sort == if is_on_every_day { "-time" } else { "time" }
}

/// The address of what is looked for.
fn address(query: &CoordinationQuery) -> String {
    let sort = if is_in_usual_order(query) {
        ""
    } else {
        &query.sort
    };
    address_of(
        "/conversations",
        &[
            ("from", &query.from),
            ("to", &query.to),
            ("adviser", &query.adviser),
            ("status", &query.status),
            ("text", &query.text),
            ("sort", sort),
            ("page", &query.page),
        ],
    )
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
    let pages_query = query.clone();
    let href = move |page: i64| {
        address(&CoordinationQuery {
            page: page.to_string(),
            ..pages_query.clone()
        })
    };
    let (shown, pages) = (model.lines.page, model.lines.pages);
    let days = model.before_and_after.clone().map(|[before, after]| {
        view! {
            <li><a href=on_days(&query, before)>"Earlier"</a></li>
            <li><a href=on_days(&query, after)>"Later"</a></li>
        }
    });
    view! {
        <PageHeader heading="All conversations">
            <ButtonLink href="/conversations/book" words="Book for a member" />
        </PageHeader>
        <div class="app-toolbar">
            <h2 class="nhsuk-heading-m">{model.days.clone()}</h2>
            <ul class="app-later">
                {days}
                {(!model.is_today).then(|| view! { <li><a href=on_days(&query, Default::default())>"Today"</a></li> })}
            </ul>
            <Filter model=model.clone() />
        </div>
        <LiveList told_at="/live/coordinator".to_owned() version=model.version>
        <div class="app-list-facts">
            <Freshness updated=model.updated.clone() href=address(&query) />
        </div>
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
            view! { <Nothing query=query.clone() /> }.into_any()
        } else {
            view! { <Table lines=model.lines.rows query total=model.lines.total counts=model.counts /> }.into_any()
        }}
        <Pagination page=shown pages href />
        </LiveList>
    }
}

/// Where to look instead: without what narrows the list, and for a name on every day.
#[component]
fn Nothing(query: CoordinationQuery) -> impl IntoView {
    let is_filtered =
        !(query.adviser.is_empty() && query.status.is_empty() && query.text.is_empty());
    let on_all_days = CoordinationQuery {
        text: query.text.clone(),
        ..CoordinationQuery::default()
    };
    let is_wider = !query.text.is_empty() && !query.from.is_empty();
    let without_filters = CoordinationQuery {
        from: query.from,
        to: query.to,
        ..CoordinationQuery::default()
    };
    view! {
        <InsetText>
            <p>"There are no conversations to show."</p>
            {is_wider
                .then(|| view! { <p><a href=address(&on_all_days)>{format!("Look for ‘{}’ on all days", on_all_days.text)}</a></p> })}
            {is_filtered
                .then(|| view! { <p><a href=address(&without_filters)>"Show every conversation on these days"</a></p> })}
        </InsetText>
    }
}

/// What the list is narrowed to, and the form for it. Its answers are in the address, so that a list can be kept as a bookmark and works
/// without scripts.
#[component]
fn Filter(model: CoordinationModel) -> impl IntoView {
    let query = model.query;
    let first_page = CoordinationQuery {
        page: String::new(),
        ..query.clone()
    };
    let words_of = |items: &[Item], code: &str| {
        let item = items.iter().find(|item| item.value == code);
        item.map(|item| item.label.clone())
    };
    let mut chosen = Vec::new();
    if !query.text.is_empty() {
        let text = String::new();
        let without = CoordinationQuery {
            text,
            ..first_page.clone()
        };
        chosen.push((format!("‘{}’", query.text), address(&without)));
    }
    if let Some(words) = words_of(&model.advisers, &query.adviser) {
        let adviser = String::new();
        let without = CoordinationQuery {
            adviser,
            ..first_page.clone()
        };
        chosen.push((words, address(&without)));
    }
    if let Some(words) = words_of(&model.statuses, &query.status) {
        let status = String::new();
        let without = CoordinationQuery {
            status,
            ..first_page
        };
        chosen.push((words, address(&without)));
    }
    let clear = CoordinationQuery {
        from: query.from.clone(),
        to: query.to.clone(),
        ..CoordinationQuery::default()
    };
    let advisers = Item::none_or("Any adviser", model.advisers);
    let statuses = Item::none_or("Any status", model.statuses);
    // A phone's list has no headings to sort by.
    let orders = [
        ("", "Usual order"),
        ("time", "Time, the earliest first"),
        ("-time", "Time, the latest first"),
        ("member", "Member"),
        ("adviser", "Adviser"),
        ("status", "Status"),
    ];
    let order = match is_in_usual_order(&query) {
        true => String::new(),
        false => query.sort.clone(),
    };
    let orders = orders
        .map(|(order, words)| Item::new(order, words))
        .to_vec();
    // Today is what is shown without asking; a name is then looked for on every day.
    let (from, to) = match model.is_today {
        true => Default::default(),
        false => (query.from.clone(), query.to.clone()),
    };
    view! {
        <FilterPanel action="/conversations" chosen clear=address(&clear) button="Show conversations">
            <TextInput field=Field::new("text").with(query.text.clone()) label="Member’s name or reference" hint="On all days, unless you choose some" kind="search" />
            <Select field=Field::new("adviser").with(query.adviser.clone()) label="Adviser" items=advisers />
            <Select field=Field::new("status").with(query.status.clone()) label="Status" items=statuses />
            <Select field=Field::new("sort").with(order) label="In order of" items=orders />
            <TextInput field=Field::new("from").with(from) label="From" kind="date" />
            <TextInput field=Field::new("to").with(to) label="To" kind="date" />
        </FilterPanel>
    }
}

#[component]
fn Table(
    lines: Vec<CoordinationLine>,
    query: CoordinationQuery,
    total: i64,
    counts: Vec<String>,
) -> impl IntoView {
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
                    <a class="app-target" href=format!("/conversations/{}", line.reference)>
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
    let total = words::counted(total, "conversation", "conversations");
    let caption = format!("{total}: {}", counts.join(", "));
    view! { <DataTable caption headings rows is_list=true /> }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(text: &str, from: &str, sort: &str) -> String {
        address(&CoordinationQuery {
            text: text.to_owned(),
            from: from.to_owned(),
            sort: sort.to_owned(),
            ..CoordinationQuery::default()
        })
    }

    #[test]
    fn an_order_is_said_where_the_list_would_have_another() {
        assert_eq!(sorted("", "", "time"), "/conversations");
        assert_eq!(
            sorted("", "2026-03-02", "time"),
            "/conversations?from=2026-03-02"
        );
        assert_eq!(sorted("amina", "", "-time"), "/conversations?text=amina");
        assert_eq!(
            sorted("amina", "", "time"),
            "/conversations?text=amina&sort=time"
        );
        let latest_first = "/conversations?from=2026-03-02&text=amina&sort=-time";
        assert_eq!(sorted("amina", "2026-03-02", "-time"), latest_first);
    }
}
