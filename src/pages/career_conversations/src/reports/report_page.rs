//! A year in figures: four of them above one table, which the address names.

use domain::career_conversations::report::{By, FinancialYear, Kind};
use domain::kit::words;
use leptos::prelude::*;
use service::career_conversations::report::{Cell, Figure, caption};

use super::{CountedModel, ReportModel, ReportTable, report};
use ui::{
    DataTable, Details, Field, FilterPanel, Heading, Hidden, InsetText, Item, Row, Select, View,
    Views,
};
use web::page::{Page, address_of, of_query, page};

const HERE: &str = "/reports/conversations";

/// `/reports/conversations`.
pub async fn report_page() -> Page {
    let model = report(of_query()).await?;
    let words = model.year.words();
    let title = match &model.counted {
        Some(counted) => format!("{}, {words}", counted.table.caption),
        None => format!("Report, {words}"),
    };
    page(title, view! { <Year model /> })
}

/// Where a table is, in the year that is shown.
fn address(year: &str, kind: Kind, by: By) -> String {
    let parts = [("year", year), ("of", kind.code()), ("by", by.code())];
    address_of(HERE, &parts)
}

#[component]
fn Year(model: ReportModel) -> impl IntoView {
    let ReportModel { kind, by, .. } = model;
    let asked = match model.year == model.this_year {
        true => String::new(),
        false => model.year.code().to_string(),
    };
    let figures = match model.counted {
        None => view! {
            <InsetText>
                <p>{model.counted_up_to}</p>
                <p>"There are no conversations to count. Choose another year to see its figures."</p>
            </InsetText>
        }
        .into_any(),
        Some(counted) => view! {
            <p>{model.counted_up_to}</p>
            <Counted counted year=model.year asked=asked.clone() kind by />
        }
        .into_any(),
    };
    view! {
        <h1 class="nhsuk-heading-l">{format!("Career conversations, {}", model.year.words())}</h1>
        <Years years=model.years year=model.year asked kind by />
        {figures}
    }
}

/// Another year can be chosen, of the same table.
#[component]
fn Years(
    years: Vec<Item>,
    year: FinancialYear,
    /// The year in the address; empty for this one.
    asked: String,
    kind: Kind,
    by: By,
) -> impl IntoView {
    let clear = address("", kind, by);
    let chosen = (!asked.is_empty()).then(|| (year.words(), clear.clone()));
    view! {
        <FilterPanel action=HERE chosen=chosen.into_iter().collect() clear button="Show this year" words="Choose another year">
            <Hidden name="of" value=kind.code() />
            <Hidden name="by" value=by.code() />
            <Select field=Field::new("year").with(year.code().to_string()) label="Financial year" items=years />
        </FilterPanel>
    }
}

#[component]
fn Counted(
    counted: CountedModel,
    year: FinancialYear,
    asked: String,
    kind: Kind,
    by: By,
) -> impl IntoView {
    let figures = counted.figures.into_iter();
    let figures = figures.map(|figure| tile(&asked, figure)).collect();
    let views = By::ALL.iter().map(|&each| View {
        href: address(&asked, kind, each),
        words: format!("By {}", each.words().to_lowercase()),
        current: (each == by).then_some("page"),
        ..View::default()
    });
    let other = match kind {
        Kind::Use => Kind::LedTo,
        Kind::LedTo => Kind::Use,
    };
    let file = |ending: &str| format!("/download/report.{ending}?year={}", year.code());
    view! {
        <ui::Figures figures />
        <h2 class="nhsuk-heading-m">{counted.table.caption.clone()}</h2>
        <Views label=kind.words().to_owned() views=views.collect() />
        <ChartAndTable table=counted.table />
        {counted.left_out.map(|note| view! { <p class="app-reading">{note}</p> })}
        <p><a class="app-target" href=address(&asked, other, by)>{caption(other, by)}</a></p>
        <Details summary="What the figures mean">
            <p>"‘Days waited’ is from booking to the conversation: half of those who came waited no longer. Cancelled times are offered again, so they are not used. What conversations led to is what members say came of them."</p>
        </Details>
        <p>
            <a class="app-target" href=file("csv") rel="external" download>"Download as CSV"</a>
            " "
            <a class="app-target" href=file("xlsx") rel="external" download>"Download for Excel (XLSX)"</a>
        </p>
    }
}

fn tile(asked: &str, figure: Figure) -> ui::Figure {
    ui::Figure {
        href: address(asked, figure.kind, figure.by),
        number: match figure.cell {
            Cell::Count(number) => words::number(number),
            other => other.to_string(),
        },
        words: figure.words.to_owned(),
    }
}

#[component]
fn ChartAndTable(table: ReportTable) -> impl IntoView {
    let headings = table.headings.into_iter().map(Heading::new).collect();
    let rows = table
        .rows
        .into_iter()
        .map(|row| -> Row { row.into_iter().map(IntoAny::into_any).collect() })
        .collect();
    view! {
        <div class="app-chart nhsuk-u-padding-top-3" inner_html=table.chart></div>
        <Details summary="See all the figures in a table">
            <DataTable caption=table.caption headings rows />
        </Details>
    }
}
