//! The waiting list as a coordinator sees it.

use domain::kit::words;
use leptos::prelude::*;

use super::LineModelRow;
use super::server_fns::models;
use crate::done;
use crate::members::question_path;
use service::Paged;
use ui::{DataTable, Heading, InsetText, Pagination, Row, Tag};
use web::banner::Banner;
use web::page::{Page, page, query};

/// `/conversations/waiting-list`.
pub async fn line_page() -> Page {
    let model = models::line(domain::kit::query::page(&query().get("page"))).await?;
    page("Waiting list", view! { <Line model /> })
}

#[component]
fn Line(model: Paged<LineModelRow>) -> impl IntoView {
    let caption = match model.total {
        1 => "1 person is waiting".to_owned(),
        total => format!("{} people are waiting", words::number(total)),
    };
    let headings = [
        "Member",
        "Waits for",
        "Days",
        "On the list since",
        "What next",
        "Now",
    ];
    let rows = model
        .rows
        .into_iter()
        .map(|row| -> Row {
            let (book, offer) = (
                question_path(&row.member_id, "day"),
                format!("/conversations/waiting-list/{}", row.entry),
            );
            let who = format!(" for {}", row.member);
            vec![
                view! {
                    <a class="app-target" href=offer>{row.member}</a>
                    {format!(" ({})", row.place)}
                }
                .into_any(),
                row.wish.into_any(),
                row.days.into_any(),
                row.since.into_any(),
                view! {
                    {row.offered.map(|offered| view! { <span class="app-detail">{offered}</span> })}
                    <a class="app-target" href=book>
                        "Book"
                        <span class="nhsuk-u-visually-hidden">{who}</span>
                    </a>
                }
                .into_any(),
                view! { <Tag words=row.state colour=row.colour /> }.into_any(),
            ]
        })
        .collect::<Vec<_>>();
    view! {
        {Banner::named(&[done::REMOVED_FROM_LIST]).map(Banner::view)}
        <h1 class="nhsuk-heading-l">"Waiting list"</h1>
        <p class="app-reading">"When a time becomes free, we offer it to the first person whom it suits and keep it for them for some hours. You do not have to do anything, but you can offer a time yourself, or book for them when they ring."</p>
        {if rows.is_empty() {
            view! { <InsetText><p>"Nobody is waiting."</p></InsetText> }.into_any()
        } else {
            view! { <DataTable caption headings=headings.map(Heading::new).to_vec() rows is_list=true /> }.into_any()
        }}
        <Pagination page=model.page pages=model.pages href=|page: i64| format!("/conversations/waiting-list?page={page}") />
    }
}
