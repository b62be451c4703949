//! A year in figures.

use leptos::prelude::*;

use super::{ReportModel, ReportTable, report};
use ui::{Button, DataTable, Field, Heading, InsetText, Item, Row, Select};
use web::page::{Page, page, query};

/// `/reports/conversations`.
pub async fn report_page() -> Page {
    let model = report(query().get("year")).await?;
    let title = format!("Report, {}", model.words);
    page(title, view! { <Year model /> })
}

#[component]
fn Year(model: ReportModel) -> impl IntoView {
    let years = model
        .years
        .into_iter()
        .map(|year| Item::new(year.value, year.label))
        .collect();
    let figures = if !model.is_counted {
        view! { <InsetText><p>{model.counted_up_to}</p></InsetText> }.into_any()
    } else {
        view! {
            <p>{model.counted_up_to}</p>
            <div class="app-reading">
                {model.left_out.map(|note| view! { <p>{note}</p> })}
                <p>"‘Days waited’ is from booking to the conversation: half of those who came waited no longer. Cancelled times are offered again, so they are not used. What conversations led to is what members say came of them."</p>
            </div>
            <p>
                <a class="app-target" href=format!("/download/report.csv?year={}", model.year) rel="external" download>"Download as CSV"</a>
                " "
                <a class="app-target" href=format!("/download/report.xlsx?year={}", model.year) rel="external" download>"Download for Excel (XLSX)"</a>
            </p>
            {model.tables.into_iter().map(table).collect_view()}
        }
        .into_any()
    };
    view! {
        <h1 class="nhsuk-heading-l">{format!("Career conversations, {}", model.words)}</h1>
        <form class="app-form" method="get" action="/reports/conversations">
            <Select field=Field::new("year").with(model.year.clone()) label="Financial year" items=years />
            <Button words="Show this year" kind="secondary" />
        </form>
        {figures}
    }
}

fn table(table: ReportTable) -> impl IntoView {
    let headings = table.headings.into_iter().map(Heading::new).collect();
    let rows = table
        .rows
        .into_iter()
        .map(|row| -> Row { row.into_iter().map(IntoAny::into_any).collect() })
        .collect();
    view! {
        <h2 class="nhsuk-heading-m">{table.caption.clone()}</h2>
        <div class="app-chart" inner_html=table.chart></div>
        <DataTable caption=table.caption headings rows />
    }
}
