//! The server functions of the report.

use domain::career_conversations::invitation::InviteForm;
use domain::career_conversations::report::{By, FinancialYear, Kind, Table};
use domain::kit::app_error::AppError;
use domain::kit::london;
use leptos::prelude::*;
use serde::Deserialize;
use service::career_conversations::report::{
    Cell, Figure, Report, caption, cells, counted_up_to, figures, headings, leaves_out,
    left_out_note, of_year, rows,
};

use crate::done;
use ui::Item;
use web::error::Failure;

/// What a coordinator asks for: from the query.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct ReportQuery {
    /// The year in which it begins; empty for this year.
    pub year: String,
    /// A kind's code; else conversations.
    pub of: String,
    /// The code of what the table has a row for each of; else months.
    pub by: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportModel {
    pub year: FinancialYear,
    pub this_year: FinancialYear,
    /// Up to when it is counted, in a sentence.
    pub counted_up_to: String,
    pub years: Vec<Item>,
    pub kind: Kind,
    pub by: By,
    /// `None`: nothing is counted.
    pub counted: Option<CountedModel>,
}

/// What there is of a year with conversations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedModel {
    /// Why figures are left out, where any is.
    pub left_out: Option<String>,
    pub figures: Vec<Figure>,
    /// The table asked for.
    pub table: ReportTable,
}

/// A table of the report, with its chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportTable {
    /// 'Conversations by month'.
    pub caption: String,
    /// The chart, as SVG.
    pub chart: String,
    pub headings: Vec<String>,
    /// The rows, the total last.
    pub rows: Vec<Vec<String>>,
}

/// Loads a year in figures that may be published.
///
/// # Errors
/// `BadRequest` for what is no year; `NotSignedIn`; `Forbidden` for who isn't a hub coordinator.
pub async fn report(query: ReportQuery) -> Result<ReportModel, Failure> {
    let (service, actor) = (web::context::service(), web::context::actor()?);
    let today = london::day_of(service.now());
    let year = FinancialYear::asked_for(&query.year, today).ok_or(AppError::BadRequest)?;
    let kind = Kind::from_code(query.of.trim()).unwrap_or(Kind::Use);
    let by = By::from_code(query.by.trim()).unwrap_or(By::Month);
    let report = of_year(&service, &actor, year).await?;
    let this_year = FinancialYear::of(today);
    let table = report.table(kind, by).filter(|_| !report.is_empty());
    Ok(ReportModel {
        year,
        this_year,
        counted_up_to: counted_up_to(&report),
        years: years(this_year),
        kind,
        by,
        counted: table.map(|table| CountedModel {
            left_out: leaves_out(&report).then(left_out_note),
            figures: figures(&report).collect(),
            table: table_model(&report, table),
        }),
    })
}

/// How many years back can be chosen.
const YEARS: i16 = 5;

fn years(this_year: FinancialYear) -> Vec<Item> {
    (0..YEARS)
        .filter_map(|back| FinancialYear::parse(&(this_year.code() - back).to_string()))
        .map(|year| Item::new(year.code().to_string(), year.words()))
        .collect()
}

fn table_model(report: &Report, table: &Table) -> ReportTable {
    let caption = caption(table.kind, table.by);
    let rows: Vec<Vec<Cell>> = rows(table)
        .map(|(row, is_total)| cells(report, table, row, is_total))
        .collect();
    let but_the_total = &rows[..rows.len().saturating_sub(1)];
    ReportTable {
        chart: super::chart::bars(&caption, but_the_total),
        headings: headings(table).into_iter().map(str::to_owned).collect(),
        rows: rows
            .iter()
            .map(|row| row.iter().map(Cell::to_string).collect())
            .collect(),
        caption,
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvitationsModel {
    /// The background chosen, by its code; empty for everybody.
    pub background: String,
    /// How many members could be invited.
    pub count: i64,
    /// How many invitations are still to be sent.
    pub waiting: i64,
    pub most_an_hour: i64,
    /// Days within which nobody is invited twice.
    pub again_after_days: i64,
}

/// Loads how many members could be invited.
///
/// # Errors
/// `NotSignedIn`; `Forbidden` for who isn't a hub coordinator.
pub async fn invitations(background: String) -> Result<InvitationsModel, Failure> {
    use domain::career_conversations::invitation::{AGAIN_AFTER_DAYS, MOST_AN_HOUR};
    use domain::people::background::Background;

    let (service, actor) = (web::context::service(), web::context::actor()?);
    let chosen = Background::from_code(background.trim());
    let found =
        service::career_conversations::invitation::prospect(&service, &actor, chosen).await?;
    Ok(InvitationsModel {
        background: chosen.map_or("", Background::code).to_owned(),
        count: found.count,
        waiting: found.waiting,
        most_an_hour: MOST_AN_HOUR,
        again_after_days: AGAIN_AFTER_DAYS,
    })
}

/// Has members invited.
///
/// # Errors
/// `Invalid`; `NotSignedIn`; `Forbidden` for who isn't a hub coordinator; `Conflict`.
#[server(prefix = "/api", endpoint = "reports/invite")]
pub async fn invite_members(#[server(default)] form: InviteForm) -> Result<(), Failure> {
    let (service, actor) = (web::context::service(), web::context::actor()?);
    service::career_conversations::invitation::invite(&service, &actor, form).await?;
    done::INVITED.at("/conversations/invitations");
    Ok(())
}
