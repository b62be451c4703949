//! Which answers are sent compressed, and which must not be.

use axum::body::{Body, Bytes, to_bytes};
use axum::http::{HeaderMap, Method, Request, header};
use domain::people::role::Role;

use crate::samples::OTHER_PERSON;
use crate::support::{Browser, TestApp};

const AMINA: &str = "Amina Yusuf";
const GZIP: [u8; 2] = [0x1f, 0x8b];
const TIMES: &str = "/career-conversations/book/time?day=2026-03-09";

async fn stage() -> TestApp {
    let app = TestApp::init().start().await;
    app.person(OTHER_PERSON, Role::CareerAdviser, None).await;
    app.person_with_every_role(AMINA).await;
    app.pattern_of(OTHER_PERSON).await;
    app
}

struct Sent {
    status: u16,
    headers: HeaderMap,
    body: Bytes,
}

impl Sent {
    fn is_compressed(&self) -> bool {
        let encoding = self.headers.get(header::CONTENT_ENCODING);
        assert_eq!(encoding.is_some(), self.body.starts_with(&GZIP));
        encoding.is_some()
    }

    /// Whether caches are told that it differs by what the browser takes.
    fn varies(&self) -> bool {
        let lines = self.headers.get_all(header::VARY).iter();
        let mut lines = lines.map(|line| line.to_str().unwrap().to_lowercase());
        lines.any(|line| line.contains("accept-encoding"))
    }
}

async fn send(app: &TestApp, request: Request<Body>) -> Sent {
    let (parts, body) = app.open(request).await.into_parts();
    Sent {
        status: parts.status.as_u16(),
        headers: parts.headers,
        body: to_bytes(body, 16 * 1024 * 1024).await.unwrap(),
    }
}

async fn get(app: &TestApp, browser: &Browser<'_>, path: &str, site: &str) -> Sent {
    let request = browser
        .request(Method::GET, path)
        .header("accept-encoding", "gzip, deflate, br")
        .header("sec-fetch-site", site);
    send(app, request.body(Body::empty()).unwrap()).await
}

async fn post(app: &TestApp, browser: &Browser<'_>, path: &str, form: &'static str) -> Sent {
    let request = browser
        .request(Method::POST, path)
        .header("accept-encoding", "gzip")
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    send(app, request.body(Body::from(form)).unwrap()).await
}

#[tokio::test]
async fn pages_and_reports_are_compressed_where_the_browser_takes_it() {
    let app = stage().await;
    let amina = app.as_person(AMINA).await;
    for path in ["/", TIMES, "/conversations?text=am", "/people"] {
        let sent = get(&app, &amina, path, "same-origin").await;
        assert_eq!(sent.status, 200, "{path}");
        assert!(sent.is_compressed() && sent.varies(), "{path}");
        let plain = amina.get(path).await;
        assert_eq!(plain.header("content-encoding"), "", "{path}");
        let (before, after) = (plain.body.len(), sent.body.len());
        assert!(after * 3 < before, "{path}: {before} became {after}");
    }
    let report = get(&app, &amina, "/download/report.csv", "same-origin").await;
    assert!(report.is_compressed() && report.varies());
}

/// Whoever can put something into an answer and see its size must not learn what else is in it.
#[tokio::test]
async fn an_answer_with_a_secret_and_somebodys_input_is_not_compressed() {
    let app = stage().await;
    let amina = app.as_person(AMINA).await;
    let link = format!("/sign-in/link/{}", "0a".repeat(32));
    for (path, site) in [
        ("/account/calendar", "same-origin"),
        ("/sign-in?return_to=/account", "same-origin"),
        (link.as_str(), "none"),
        ("/conversations?text=am", "cross-site"),
        ("/people?text=am", "cross-site"),
    ] {
        let sent = get(&app, &amina, path, site).await;
        assert_eq!(sent.status, 200, "{path}");
        assert!(!sent.is_compressed(), "{path} from {site}");
    }
    let form = "server_function=/api/career-conversations/way&form[way]=";
    let again = post(&app, &amina, "/career-conversations/book/way", form).await;
    assert!(!again.is_compressed(), "{}", again.status);
    let form = "server_function=/api/sign-in/request-code&form[email]=not+an+address";
    let again = post(&app, &amina, "/sign-in", form).await;
    assert_eq!(again.status, 422);
    assert!(!again.is_compressed());
}

#[tokio::test]
async fn what_is_compressed_already_or_told_bit_by_bit_is_sent_as_it_is() {
    let app = stage().await;
    let amina = app.as_person(AMINA).await;
    for path in ["/download/report.xlsx", "/live/coordinator"] {
        let sent = get(&app, &amina, path, "same-origin").await;
        assert_eq!(sent.status, 200, "{path}");
        assert!(!sent.is_compressed(), "{path}");
    }
}
