//! Files that people take along: made for them when they ask, and kept nowhere.

use axum::extract::{Path, Request, State};
use axum::http::{HeaderName, HeaderValue, Uri, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use domain::career_conversations::career_conversation::Reference;
use domain::career_conversations::report::FinancialYear;
use domain::kit::app_error::AppError;
use domain::kit::london;
use domain::kit::query::Query;
use domain::people::actor::Actor;
use service::career_conversations::career_conversation;
use service::career_conversations::report::Report;

use crate::refusal::Refusal;
use crate::request;
use crate::state::WebState;

/// `/download/your-data.json`: everything that is held about whoever asks.
pub async fn your_data(State(state): State<WebState>, request: Request) -> Response {
    let (actor, uri) = (actor(&request), request.uri().clone());
    let made = async { service::people::personal_data::export(&state.service, &actor?).await };
    match made.await {
        Ok(text) => {
            let today = london::day_of(state.service.now());
            let name = format!("people-hub-your-data-{today}.json");
            attached("application/json", &name, text.into_bytes())
        }
        Err(error) => refused(&state, &uri, error),
    }
}

/// `/download/organisation/ID`: everything that is kept of an organisation.
pub async fn organisation(
    State(state): State<WebState>,
    Path(id): Path<String>,
    request: Request,
) -> Response {
    let (actor, uri) = (actor(&request), request.uri().clone());
    let made = async {
        let actor = actor?;
        let id = id.parse().map_err(|_| AppError::NotFound)?;
        service::places::organisation::export(&state.service, &actor, id).await
    };
    match made.await {
        Ok(text) => {
            let today = london::day_of(state.service.now());
            let name = format!("people-hub-organisation-{today}.json");
            attached("application/json", &name, text.into_bytes())
        }
        Err(error) => refused(&state, &uri, error),
    }
}

/// `/download/conversation/CC-7K4M-9QXD`: one's own conversation, for one's calendar.
pub async fn conversation(
    State(state): State<WebState>,
    Path(reference): Path<String>,
    request: Request,
) -> Response {
    let (actor, uri) = (actor(&request), request.uri().clone());
    let made = async {
        let actor = actor?;
        let reference = Reference::parse(&reference).ok_or(AppError::NotFound)?;
        career_conversation::calendar(&state.service, &actor, &reference).await
    };
    match made.await {
        Ok(text) => {
            let name = "career-conversation.ics";
            attached("text/calendar; charset=utf-8", name, text.into_bytes())
        }
        Err(error) => refused(&state, &uri, error),
    }
}

/// `/download/report.csv?year=2025`: a year in figures, for spreadsheets.
pub async fn report(State(state): State<WebState>, request: Request) -> Response {
    let (actor, uri) = (actor(&request), request.uri().clone());
    let made = async {
        let report = of_year(&state, actor, &uri).await?;
        let text = service::career_conversations::report::csv(&report)?;
        Ok::<_, AppError>((named(&report, "csv"), text))
    };
    match made.await {
        Ok((name, text)) => attached("text/csv; charset=utf-8", &name, text),
        Err(error) => refused(&state, &uri, error),
    }
}

/// `/download/report.xlsx?year=2025`: the same as a workbook.
pub async fn workbook(State(state): State<WebState>, request: Request) -> Response {
    const KIND: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    let (actor, uri) = (actor(&request), request.uri().clone());
    let made = async {
        let report = of_year(&state, actor, &uri).await?;
        let workbook = service::career_conversations::report::xlsx(&state.service, &report)?;
        Ok::<_, AppError>((named(&report, "xlsx"), workbook))
    };
    match made.await {
        Ok((name, workbook)) => attached(KIND, &name, workbook),
        Err(error) => refused(&state, &uri, error),
    }
}

/// What a file is called, which says what it holds and of when.
fn named(report: &Report, ending: &str) -> String {
    format!("career-conversations-{}.{ending}", report.year.span())
}

async fn of_year(
    state: &WebState,
    actor: Result<Actor, AppError>,
    uri: &Uri,
) -> Result<Report, AppError> {
    service::career_conversations::report::of_year(&state.service, &actor?, year(state, uri)?).await
}

/// The year in the address, or else this one.
fn year(state: &WebState, uri: &Uri) -> Result<FinancialYear, AppError> {
    let query = Query::parse(uri.query().unwrap_or_default());
    let today = london::day_of(state.service.now());
    FinancialYear::asked_for(&query.get("year"), today).ok_or(AppError::BadRequest)
}

fn actor(request: &Request) -> Result<Actor, AppError> {
    request::context(request)?
        .actor
        .ok_or(AppError::NotSignedIn)
}

/// A file for its reader alone.
fn attached(kind: &'static str, name: &str, content: Vec<u8>) -> Response {
    let disposition = HeaderValue::try_from(format!("attachment; filename=\"{name}\""))
        .unwrap_or(HeaderValue::from_static("attachment"));
    let headers: [(HeaderName, HeaderValue); 2] = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CONTENT_DISPOSITION, disposition),
    ];
    (headers, content).into_response()
}

/// Why there is no file; who isn't signed in is led to do so, and back.
fn refused(state: &WebState, uri: &Uri, error: AppError) -> Response {
    if error == AppError::NotSignedIn {
        let here = web::page::percent_encoded(&uri.to_string());
        return Redirect::to(&format!("/sign-in?return_to={here}")).into_response();
    }
    Refusal::of(error).answer(state, uri)
}
