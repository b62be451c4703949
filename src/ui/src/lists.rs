//! Summary lists, tables and pagination.

use leptos::prelude::*;

use crate::content::Tag;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SummaryRow {
    pub key: String,
    /// Its value; lines stay lines.
    pub value: String,
    /// Where it can be changed, and what the link says after 'Change '.
    pub change: Option<(String, String)>,
}

impl SummaryRow {
    /// A row without a link.
    pub fn new(key: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            key: key.into(),
            value: value.into(),
            change: None,
        }
    }

    /// The row with a link 'Change …'.
    #[must_use]
    pub fn change(mut self, href: impl Into<String>, what: impl Into<String>) -> Self {
        self.change = Some((href.into(), what.into()));
        self
    }
}

/// Questions and answers.
#[component]
pub fn SummaryList(rows: Vec<SummaryRow>) -> impl IntoView {
    let any_change = rows.iter().any(|row| row.change.is_some());
    view! {
        <dl class="nhsuk-summary-list">
            {rows
                .into_iter()
                .map(|row| {
                    let class = if any_change && row.change.is_none() {
                        "nhsuk-summary-list__row nhsuk-summary-list__row--no-actions"
                    } else {
                        "nhsuk-summary-list__row"
                    };
                    view! {
                        <div class=class>
                            <dt class="nhsuk-summary-list__key">{row.key}</dt>
                            <dd class="nhsuk-summary-list__value app-lines">{row.value}</dd>
                            {row
                                .change
                                .map(|(href, what)| {
                                    view! {
                                        <dd class="nhsuk-summary-list__actions">
                                            <a class="nhsuk-link" href=href>
                                                "Change"
                                                <span class="nhsuk-u-visually-hidden">{format!(" {what}")}</span>
                                            </a>
                                        </dd>
                                    }
                                })}
                        </div>
                    }
                })
                .collect_view()}
        </dl>
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    pub words: String,
    /// Where a click sorts by it, if it can be sorted by.
    pub sort: Option<String>,
    /// `ascending` or `descending` when the table is sorted by it.
    pub sorted: Option<&'static str>,
    /// Whether only screen readers say it: for a column of links that say themselves what they do.
    pub is_hidden: bool,
}

impl Heading {
    /// A column that can't be sorted by.
    pub fn new(words: impl Into<String>) -> Self {
        Self {
            words: words.into(),
            sort: None,
            sorted: None,
            is_hidden: false,
        }
    }

    /// A column whose words only screen readers say.
    pub fn hidden(words: impl Into<String>) -> Self {
        Self {
            is_hidden: true,
            ..Self::new(words)
        }
    }
}

/// A row of a table: one view a column.
pub type Row = Vec<AnyView>;

/// A table that becomes one card a row on a phone; the first cell of a row names the row. Sorting is by links.
#[component]
pub fn DataTable(
    #[prop(into)] caption: String,
    headings: Vec<Heading>,
    rows: Vec<Row>,
    /// Whether a row is two lines on a phone, rather than a card: the first cell is its link, the last stands at its right.
    #[prop(optional)]
    is_list: bool,
) -> impl IntoView {
    let words: Vec<String> = headings
        .iter()
        .map(|heading| {
            if heading.is_hidden {
                String::new()
            } else {
                heading.words.clone()
            }
        })
        .collect();
    let is_sortable = headings.iter().any(|heading| heading.sort.is_some());
    let sortable = if is_sortable {
        " nhsuk-table--sortable"
    } else {
        ""
    };
    let list = if is_list { " app-list" } else { "" };
    let class = format!("nhsuk-table nhsuk-table--responsive{sortable}{list}");
    let rows = rows
        .into_iter()
        .map(|row| {
            let cells = row
                .into_iter()
                .zip(words.clone())
                .enumerate()
                .map(|(at, (cell, heading))| table_cell(at == 0, heading, cell))
                .collect_view();
            view! { <tr class="nhsuk-table__row" role="row">{cells}</tr> }
        })
        .collect_view();
    view! {
        <table class=class role="table">
            <caption class="nhsuk-table__caption nhsuk-table__caption--m">
                {caption}
                {is_sortable
                    .then(|| view! { <span class="nhsuk-u-visually-hidden">" (Column headers are sortable)"</span> })}
            </caption>
            <thead class="nhsuk-table__head" role="rowgroup">
                <tr class="nhsuk-table__row" role="row">{headings.into_iter().enumerate().map(table_heading).collect_view()}</tr>
            </thead>
            <tbody class="nhsuk-table__body">{rows}</tbody>
        </table>
    }
}

fn table_heading((at, heading): (usize, Heading)) -> AnyView {
    let content = match heading.sort {
        // The sorted list begins where the finger or the keyboard is: at the same heading.
        Some(href) => {
            let id = format!("sort-{}", at + 1);
            view! { <a class="nhsuk-link" href=format!("{href}#{id}") id=id>{heading.words}</a> }
                .into_any()
        }
        None if heading.is_hidden => {
            view! { <span class="nhsuk-u-visually-hidden">{heading.words}</span> }.into_any()
        }
        None => heading.words.into_any(),
    };
    view! {
        <th class="nhsuk-table__header" role="columnheader" scope="col" aria-sort=heading.sorted>
            {content}
        </th>
    }
    .into_any()
}

fn table_cell(is_first: bool, heading: String, cell: AnyView) -> AnyView {
    // On a phone the column's heading stands before the cell.
    let heading = (!heading.is_empty()).then(|| {
        view! { <span class="nhsuk-table__heading" aria-hidden="true">{format!("{heading} ")}</span> }
    });
    if is_first {
        view! { <th class="nhsuk-table__header" role="rowheader" scope="row">{heading}{cell}</th> }
            .into_any()
    } else {
        view! { <td class="nhsuk-table__cell" role="cell">{heading}{cell}</td> }.into_any()
    }
}

/// Stands for pages that are left out.
const GAP: i64 = 0;

/// The first page, the last one and those around the one that is shown.
fn shown_pages(page: i64, pages: i64) -> Vec<i64> {
    let around = (page - 2).max(2)..=(page + 2).min(pages - 1);
    let mut shown = vec![1];
    if *around.start() > 2 {
        shown.push(GAP);
    }
    shown.extend(around.clone());
    if *around.end() < pages - 1 {
        shown.push(GAP);
    }
    shown.push(pages);
    shown
}

/// A thing to do, in a [`TaskList`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TaskRow {
    pub href: String,
    pub words: String,
    /// Under the words; empty for nothing.
    pub hint: String,
    /// Words and colour of its tag.
    pub status: (&'static str, &'static str),
}

/// Things to do, each a link.
#[component]
pub fn TaskList(
    /// What the ids of its parts begin with.
    id: &'static str,
    rows: Vec<TaskRow>,
) -> impl IntoView {
    let rows = rows.into_iter().enumerate().map(|(at, row)| {
        let number = at + 1;
        let (hint, status) = (
            format!("{id}-{number}-hint"),
            format!("{id}-{number}-status"),
        );
        let has_hint = !row.hint.is_empty();
        let described = if has_hint {
            format!("{hint} {status}")
        } else {
            status.clone()
        };
        let (words, colour) = row.status;
        view! {
            <li class="nhsuk-task-list__item nhsuk-task-list__item--with-link">
                <div class="nhsuk-task-list__name-and-hint">
                    <a class="nhsuk-task-list__link nhsuk-link" href=row.href aria-describedby=described>{row.words}</a>
                    {has_hint.then(|| view! { <div class="nhsuk-task-list__hint" id=hint>{row.hint}</div> })}
                </div>
                <div class="nhsuk-task-list__status" id=status><Tag words colour /></div>
            </li>
        }
    });
    view! { <ul class="nhsuk-task-list">{rows.collect_view()}</ul> }
}

/// Links to the pages of a list; nothing when there is one page.
#[component]
pub fn Pagination(
    /// The page shown, from 1.
    page: i64,
    pages: i64,
    /// The address of a page.
    #[prop(into)]
    href: Callback<i64, String>,
) -> impl IntoView {
    let shown = shown_pages(page, pages);
    (pages > 1).then(|| {
        view! {
            <nav class="nhsuk-pagination nhsuk-pagination--numbered" role="navigation" aria-label="Pagination">
                {(page > 1)
                    .then(|| {
                        view! {
                            <a href=href.run(page - 1) class="nhsuk-pagination__previous" rel="prev">
                                <span class="nhsuk-pagination__title">
                                    "Previous" <span class="nhsuk-u-visually-hidden">" page"</span>
                                </span>
                            </a>
                        }
                    })}
                <ul class="nhsuk-pagination__list">
                    {shown
                        .into_iter()
                        .map(|n| {
                            if n == GAP {
                                return view! { <li class="nhsuk-pagination__item nhsuk-pagination__item--ellipsis">"⋯"</li> }
                                    .into_any();
                            }
                            let current = n == page;
                            let class = if current {
                                "nhsuk-pagination__item nhsuk-pagination__item--current"
                            } else {
                                "nhsuk-pagination__item"
                            };
                            view! {
                                <li class=class>
                                    <a
                                        class="nhsuk-pagination__link"
                                        href=href.run(n)
                                        aria-label=format!("Page {n}")
                                        aria-current=current.then_some("page")
                                    >
                                        {n}
                                    </a>
                                </li>
                            }
                                .into_any()
                        })
                        .collect_view()}
                </ul>
                {(page < pages)
                    .then(|| {
                        view! {
                            <a href=href.run(page + 1) class="nhsuk-pagination__next" rel="next">
                                <span class="nhsuk-pagination__title">
                                    "Next" <span class="nhsuk-u-visually-hidden">" page"</span>
                                </span>
                            </a>
                        }
                    })}
            </nav>
        }
    })
}
