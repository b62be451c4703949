//! The waiting list as a coordinator sees it.

use domain::kit::words;
use leptos::prelude::*;

use super::LineModelRow;
use super::server_fns::models;
use service::Paged;
use ui::{DataTable, Heading, InsetText, Pagination, Row, Tag};
use web::page::{Page, page, query};

/// `/coordinator/waiting`.
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
    let headings = ["Place", "Member", "Waits for", "Days", "Since", "Now"];
    let rows = model
        .rows
        .into_iter()
        .map(|row| -> Row {
            vec![
                row.place.into_any(),
                row.member.into_any(),
                row.wish.into_any(),
                row.days.into_any(),
                row.since.into_any(),
                view! {
                    <Tag words=row.state colour=row.colour />
                    {row.offered.map(|offered| view! { <br /> {offered} })}
                }
                .into_any(),
            ]
        })
        .collect::<Vec<_>>();
    view! {
        <h1 class="nhsuk-heading-l">"Waiting list"</h1>
        <p class="app-reading">"When a time becomes free, we offer it to the first person whom it suits and keep it for them for some hours. You do not have to do anything."</p>
        {if rows.is_empty() {
            view! { <InsetText><p>"Nobody is waiting."</p></InsetText> }.into_any()
        } else {
            view! { <DataTable caption headings=headings.map(Heading::new).to_vec() rows /> }.into_any()
        }}
        <Pagination page=model.page pages=model.pages href=|page: i64| format!("/coordinator/waiting?page={page}") />
    }
}
