//! Lists that are told of changes: whom, of what, and for how long.

use std::time::Duration;

use axum::body::{Body, BodyDataStream};
use axum::http::{Method, StatusCode};
use domain::people::role::Role;
use futures::StreamExt as _;
use server::live::Limits;
use tokio::time::timeout;

use crate::samples::OTHER_PERSON;
use crate::support::{Browser, TestApp};

const ADVISER: &str = "/live/adviser";
const COORDINATOR: &str = "/live/coordinator";
const DAVID: &str = "David Okafor";
const HELEN: &str = "Helen Marsh";

fn patient() -> Limits {
    Limits {
        longest: Duration::from_secs(60),
        look_every: Duration::from_millis(100),
        ..Limits::default()
    }
}

async fn app(limits: Limits) -> TestApp {
    let app = TestApp::init().live(limits).start().await;
    app.person(OTHER_PERSON, Role::HubMember, None).await;
    app.person(DAVID, Role::CareerAdviser, None).await;
    app.person("Fatima Rahman", Role::CareerAdviser, None).await;
    app.person(HELEN, Role::HubCoordinator, None).await;
    app
}

async fn open(app: &TestApp, browser: &Browser<'_>, path: &str) -> (StatusCode, BodyDataStream) {
    let request = browser.request(Method::GET, path).body(Body::empty());
    let answer = app.open(request.unwrap()).await;
    (answer.status(), answer.into_body().into_data_stream())
}

/// What is told next; `None` when it is over.
async fn told(events: &mut BodyDataStream) -> Option<String> {
    let next = timeout(Duration::from_secs(5), events.next()).await;
    let bytes = next.unwrap()?;
    Some(String::from_utf8(bytes.unwrap().to_vec()).unwrap())
}

async fn is_told_nothing(events: &mut BodyDataStream) -> bool {
    timeout(Duration::from_millis(600), events.next())
        .await
        .is_err()
}

#[tokio::test]
async fn a_list_is_told_of_changes_to_what_it_shows_and_of_nothing_else() {
    let app = app(patient()).await;
    let (david, helen) = (app.as_person(DAVID).await, app.as_person(HELEN).await);
    let (_, mut his) = open(&app, &david, ADVISER).await;
    let (_, mut hers) = open(&app, &helen, COORDINATOR).await;
    let first = told(&mut his).await.unwrap();
    assert_eq!(first, "retry: 3000\ndata: test-0\n\n");
    told(&mut hers).await.unwrap();

    let reference = app.conversation_with("Fatima Rahman").await.to_string();
    let of_hers = told(&mut hers).await.unwrap();
    assert!(is_told_nothing(&mut his).await, "it is not his");
    app.conversation_with(DAVID).await;
    let of_his = told(&mut his).await.unwrap();
    assert_ne!(of_his, first);
    told(&mut hers).await.unwrap();

    // The list says itself which version it is.
    let list = david.get("/conversations/diary").await;
    let version = of_his.split("data: ").nth(1).unwrap().trim();
    list.has_status(200)
        .contains(&format!("&quot;version&quot;:&quot;{version}&quot;"));
    // That something has changed, never what or whose.
    for event in [&first, &of_hers, &of_his] {
        for word in [reference.as_str(), "Fatima", "David", "Other", "@"] {
            assert!(!event.contains(word), "{event}");
        }
    }
}

#[tokio::test]
async fn several_changes_at_once_are_told_once() {
    let app = app(patient()).await;
    let helen = app.as_person(HELEN).await;
    let (_, mut hers) = open(&app, &helen, COORDINATOR).await;
    told(&mut hers).await.unwrap();
    for _ in 0..5 {
        app.conversation_with(DAVID).await;
    }
    let event = told(&mut hers).await.unwrap();
    assert!(event.contains("data: test-5\n"), "{event}");
    assert!(is_told_nothing(&mut hers).await);
}

#[tokio::test]
async fn listening_ends_with_the_session_and_with_the_role() {
    let app = app(patient()).await;
    let david = app.as_person(DAVID).await;
    let (_, mut his) = open(&app, &david, ADVISER).await;
    told(&mut his).await.unwrap();
    assert!(is_told_nothing(&mut his).await, "the session lasts");
    david
        .call("/api/account/sign-out", &[])
        .await
        .has_status(200);
    assert_eq!(told(&mut his).await, None);
    let (status, _) = open(&app, &david, ADVISER).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);

    // Unused for too long: an open list does not keep a session alive.
    let helen = app.as_person(HELEN).await;
    let (_, mut hers) = open(&app, &helen, COORDINATOR).await;
    told(&mut hers).await.unwrap();
    app.clock.set(app.service.now().plus_hours(24));
    assert_eq!(told(&mut hers).await, None);
}

#[tokio::test]
async fn so_many_may_listen_and_no_more() {
    let limits = Limits {
        most: 3,
        most_of_one: 2,
        ..patient()
    };
    let app = app(limits).await;
    let (david, helen) = (app.as_person(DAVID).await, app.as_person(HELEN).await);
    let (first, one) = open(&app, &david, ADVISER).await;
    let (second, _two) = open(&app, &david, ADVISER).await;
    let (third, _) = open(&app, &david, ADVISER).await;
    assert_eq!(
        [first, second, third].map(|status| status.as_u16()),
        [200, 200, 503]
    );
    let (hers, _three) = open(&app, &helen, COORDINATOR).await;
    let (too_many, _) = open(&app, &helen, COORDINATOR).await;
    assert_eq!([hers, too_many].map(|status| status.as_u16()), [200, 503]);
    assert!(
        app.metrics()
            .await
            .contains("people_hub_live_connections 3\n")
    );
    drop(one);
    let (again, _four) = open(&app, &david, ADVISER).await;
    assert_eq!(again.as_u16(), 200, "a place that is left can be taken");
}

#[tokio::test]
async fn proxies_and_caches_keep_nothing_back() {
    let app = app(patient()).await;
    let david = app.as_person(DAVID).await;
    let request = david.request(Method::GET, ADVISER).body(Body::empty());
    let answer = app.open(request.unwrap()).await;
    let header = |name| answer.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(header("content-type"), "text/event-stream");
    assert_eq!(header("cache-control"), "no-store");
    assert_eq!(header("x-accel-buffering"), "no");
}
