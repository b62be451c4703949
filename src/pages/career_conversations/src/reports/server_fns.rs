//! The server functions of the report.

use domain::career_conversations::invitation::InviteForm;
use leptos::prelude::*;

use crate::done;
use ui::Item;
use web::error::Failure;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportModel {
    /// The year shown, as in the address.
    pub year: String,
    /// 'April 2025 to March 2026'.
    pub words: String,
    /// Whether a month of it is over.
    pub is_counted: bool,
    /// Up to when it is counted, in a sentence.
    pub counted_up_to: String,
    /// Why figures are left out, where any is.
    pub left_out: Option<String>,
    pub years: Vec<Item>,
    /// A table for each way to group.
    pub tables: Vec<ReportTable>,
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
pub async fn report(year: String) -> Result<ReportModel, Failure> {
    use domain::career_conversations::report::FinancialYear;
    use domain::kit::app_error::AppError;
    use domain::kit::london;
    use service::career_conversations::report::{counted_up_to, leaves_out, left_out_note};

    let (service, actor) = (web::context::service(), web::context::actor()?);
    let today = london::day_of(service.now());
    let year = FinancialYear::asked_for(&year, today).ok_or(AppError::BadRequest)?;
    let report = service::career_conversations::report::of_year(&service, &actor, year).await?;
    Ok(ReportModel {
        year: year.code().to_string(),
        words: year.words(),
        is_counted: report.last_day.is_some(),
        counted_up_to: counted_up_to(&report),
        left_out: leaves_out(&report).then(left_out_note),
        years: years(FinancialYear::of(today)),
        tables: report
            .tables
            .iter()
            .map(|table| table_model(&report, table))
            .collect(),
    })
}

/// How many years back can be chosen.
const YEARS: i16 = 5;

fn years(this_year: domain::career_conversations::report::FinancialYear) -> Vec<Item> {
    (0..YEARS)
        .filter_map(|back| {
            domain::career_conversations::report::FinancialYear::parse(
                &(this_year.code() - back).to_string(),
            )
        })
        .map(|year| Item::new(year.code().to_string(), year.words()))
        .collect()
}

fn table_model(
    report: &service::career_conversations::report::Report,
    table: &domain::career_conversations::report::Table,
) -> ReportTable {
    use service::career_conversations::report::{Cell, caption, cells, headings, rows};

    let caption = caption(table);
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
