//! How every address may be asked for: its methods, and how it may be written.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::http::Method;
use domain::people::role::Role;

use crate::authorisation::{Entry, promise};
use crate::samples::{OTHER_PERSON, Sample};
use crate::support::{Answer, Browser, TestApp};

const AMINA: &str = "Amina Yusuf";
/// Whose things are asked for.
const OWNER: &str = "Owner Test";
const FILES: [&str; 4] = [
    "/assets/none.png",
    "/favicon.svg",
    "/pkg/none.js",
    "/robots.txt",
];

async fn stage() -> TestApp {
    let app = TestApp::init().start().await;
    app.person(OTHER_PERSON, Role::CareerAdviser, None).await;
    app.person_with_every_role(AMINA).await;
    let ours = app
        .organisation("University Hospitals of North Midlands")
        .await;
    app.person(OWNER, Role::HubMember, Some(ours)).await;
    app
}

/// Every address with a thing of the owner's in each of its words, and the files.
async fn paths(app: &TestApp) -> Vec<String> {
    let promise: BTreeMap<String, Entry> = promise();
    let mut paths: Vec<String> = FILES.map(str::to_owned).to_vec();
    for (address, entry) in &promise {
        let mut sample = Sample::of(app, OWNER);
        paths.push(entry.page(address, &mut sample).await);
    }
    paths
}

/// As another website, so that it is seen what is told first.
async fn ask(browser: &Browser<'_>, method: &str, path: &str) -> Answer {
    let request = browser
        .request(method.parse().unwrap(), path)
        .header("sec-fetch-site", "cross-site")
        .body(Body::empty());
    browser.send(request.unwrap()).await
}

#[tokio::test]
async fn every_address_says_by_which_methods_it_is_asked_and_takes_those() {
    let app = stage().await;
    let amina = app.as_person(AMINA).await;
    for path in paths(&app).await {
        let refused = ask(&amina, "OPTIONS", &path).await;
        refused.has_status(405);
        let allowed: Vec<&str> = refused.header("allow").split(", ").collect();
        for method in [
            "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND",
        ] {
            let answer = ask(&amina, method, &path).await;
            assert_eq!(
                answer.status == 405,
                !allowed.contains(&method),
                "{method} {path}: {} though {allowed:?}",
                answer.status
            );
            if answer.status == 405 {
                assert_eq!(answer.header("allow"), refused.header("allow"), "{path}");
                let is_for_scripts = path.starts_with("/api/") || path.starts_with("/live/");
                if is_for_scripts {
                    assert_eq!(answer.header("content-type"), "application/json");
                } else {
                    answer.contains("nhsuk-header").contains("<h1");
                }
            }
        }
    }
}

#[tokio::test]
async fn a_head_is_answered_as_a_get_without_its_body() {
    let app = stage().await;
    let amina = app.as_person(AMINA).await;
    for path in paths(&app).await {
        let get = ask(&amina, "GET", &path).await;
        if get.status == 405 {
            continue;
        }
        let head = ask(&amina, "HEAD", &path).await;
        assert_eq!(head.body, "", "{path}");
        assert_eq!(head.status, get.status, "{path}");
        for name in ["content-type", "cache-control", "location"] {
            assert_eq!(head.header(name), get.header(name), "{name} of {path}");
        }
        let length = head.header("content-length");
        // A workbook is no text, which is what answers are read as here.
        let is_text = !path.ends_with(".xlsx");
        assert!(
            !is_text || length.is_empty() || length == get.body.len().to_string(),
            "{path}: {length} instead of {}",
            get.body.len()
        );
    }
}

#[tokio::test]
async fn letters_may_be_written_by_their_number() {
    let app = stage().await;
    let amina = app.as_person(AMINA).await;
    for (written, heading) in [
        ("/career%2Dconversations", "Career conversations"),
        ("/%61ccount", "Your account"),
        ("/%73ign-in?return_to=%2Faccount", "Sign in"),
    ] {
        let answer = amina.get(written).await;
        answer.has_status(200).contains(heading);
    }
    let live = app.visitor().get("/health/%6cive").await;
    assert_eq!(live.has_status(200).body, "ok\n");
    let function = app
        .visitor()
        .call("/%61pi/sign-in/request%2Dcode", &[])
        .await;
    function.has_status(422);
}

#[tokio::test]
async fn what_is_no_address_is_not_found_in_the_same_look() {
    let app = stage().await;
    let amina = app.as_person(AMINA).await;
    for path in [
        "/career%252Dconversations",
        "/people%2Fnew",
        "/calendar/%FF.ics",
        "/calendar/%00.ics",
        "/account%0D%0A",
        "/people/%FF",
        "/%",
        "/%zz",
        "/a/../account",
        "/%2E%2E/account",
        "/account//",
    ] {
        let answer = amina.get(path).await;
        answer
            .has_status(404)
            .contains("Page not found")
            .contains("nhsuk-header");
    }
}

/// A browser takes two slashes for another website's address: neither a page nor a form there leads on.
#[tokio::test]
async fn an_address_that_could_be_another_websites_is_not_found() {
    let app = stage().await;
    let amina = app.as_person(AMINA).await;
    for path in [
        "//evil.example/account",
        "/\\evil.example/account",
        "//evil.example/download/your-data.json",
    ] {
        amina.get(path).await.has_status(404);
        let posted = amina
            .post(path, "/api/account/sign-out-everywhere", &[])
            .await;
        posted.has_status(404);
        assert_eq!(posted.header("location"), "");
    }
}

#[tokio::test]
async fn what_there_is_not_is_not_found_by_any_method() {
    let app = stage().await;
    let amina = app.as_person(AMINA).await;
    for method in ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE"] {
        let answer = ask(&amina, method, "/no-such-page").await;
        answer.has_status(404);
    }
    let browser = app.visitor();
    let request = browser
        .request(Method::POST, "/no-such-page")
        .header("sec-fetch-site", "same-origin")
        .body(Body::empty());
    let answer = browser.send(request.unwrap()).await;
    assert!(answer.status.is_client_error(), "{}", answer.status);
}
