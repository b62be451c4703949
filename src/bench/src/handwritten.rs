//! The booking page once more, by hand: the same session, the same permission, the same questions to the database, and then
//! maud instead of Leptos.

use std::collections::HashMap;
use std::net::SocketAddr;

use axum::Router;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse as _, Response};
use axum::routing::get;
use axum::serve::ListenerExt as _;
use domain::career_conversations::career_conversation::Way;
use domain::career_conversations::permission::HAVE_CONVERSATIONS;
use domain::kit::app_error::AppError;
use domain::kit::london;
use domain::people::actor::Actor;
use jiff::civil::Date;
use service::Service;
use service::career_conversations::career_conversation;
use service::career_conversations::career_conversation::{Availability, PlaceToMeet, Search};
use service::career_conversations::draft;
use service::people::session;
use service::system::typed;
use tokio::net::TcpListener;

use crate::page::{self, ANYBODY, PATH};
use crate::{Fault, service_on};

/// `bench handwritten`: serves until it is stopped.
pub async fn serve(database: &str, address: SocketAddr) -> Result<(), Fault> {
    let service = service_on(database).await?;
    let listener = TcpListener::bind(address).await?.tap_io(|stream| {
        let _ = stream.set_nodelay(true);
    });
    let router = Router::new()
        .route("/health/ready", get(async || "ready\n"))
        .route(PATH, get(show))
        .with_state(service);
    axum::serve(listener, router).await?;
    Ok(())
}

/// What the page says.
pub struct Times {
    pub today: Date,
    pub actor: Actor,
    pub demo: bool,
    pub places: Vec<PlaceToMeet>,
    /// What can be booked.
    pub found: Availability,
    pub search: Search,
    pub way: Way,
}

async fn show(
    State(service): State<Service>,
    headers: HeaderMap,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let times = match times(&service, &headers, &query).await {
        Ok(times) => times,
        Err(error) => {
            let status = StatusCode::from_u16(error.status());
            return status
                .unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
                .into_response();
        }
    };
    let headers = [
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
        ),
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "same-origin"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
    ];
    (headers, Html(page::page(&times).into_string())).into_response()
}

async fn times(
    service: &Service,
    headers: &HeaderMap,
    query: &HashMap<String, String>,
) -> Result<Times, AppError> {
    let token = token(headers).ok_or(AppError::NotSignedIn)?;
    let actor = session::authenticate(service, token)
        .await?
        .ok_or(AppError::NotSignedIn)?;
    actor.may(HAVE_CONVERSATIONS)?;
    // Each page is filled with what was typed into it and not sent.
    let _ = typed::find(service, &actor, PATH).await?;
    let answers = draft::find(service, &actor, "")
        .await?
        .map(|draft| draft.answers)
        .unwrap_or_default();
    let text = |name: &str| query.get(name).map(String::as_str).unwrap_or_default();
    let way = Way::from_code(text("way"))
        .or_else(|| Way::from_code(&answers.way))
        .unwrap_or(Way::Video);
    let places = career_conversation::places(service, &actor, actor.person).await?;
    let wanted = [text("site"), &answers.site]
        .into_iter()
        .find_map(|text| text.parse().ok());
    let place = places
        .iter()
        .find(|place| Some(place.site.id) == wanted)
        .or_else(|| places.first());
    let search = Search {
        way: Some(way),
        site: place
            .filter(|_| way == Way::InPerson)
            .map(|place| place.site.id),
        adviser: match text("adviser") {
            ANYBODY => None,
            named => named.parse().or_else(|_| answers.adviser.parse()).ok(),
        },
        from: text("from").parse().ok(),
        moving: None,
        member: Some(actor.person),
    };
    let found = career_conversation::available(service, &actor, search).await?;
    Ok(Times {
        demo: service.config.demo,
        today: london::day_of(service.now()),
        actor,
        places,
        found,
        search,
        way,
    })
}

fn token(headers: &HeaderMap) -> Option<&str> {
    let cookies = headers.get(header::COOKIE)?.to_str().ok()?;
    cookies
        .split(';')
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(name, value)| (name == "people-hub-session").then_some(value))
}
