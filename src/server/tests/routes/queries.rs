//! Whatever stands in a query: every address answers, on both engines, as if what can't be meant were not given.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use axum::body::Body;
use axum::http::{Method, header};
use domain::people::role::Role;
use store::testing::TestDatabase;

use crate::authorisation::promise;
use crate::samples::{OTHER_PERSON, Sample};
use crate::support::{Browser, TestApp};

const EVERYBODY: &str = "Everybody Test";
/// Whose things are asked for.
const OWNER: &str = "Owner Test";

/// As they stand in an address.
const ODD: [&str; 12] = [
    "a%00b",
    "%2500",
    "%FF%FE%C3",
    "-004713-01-01",
    "-009999-01-01",
    "9999-12-31",
    "0000-00-00",
    "9223372036854775807",
    "-9223372036854775808",
    "99999999999999999999999999",
    "-1",
    "%E2%80%AE%25_%5C%27%3B--",
];

/// The names of inputs that pages and downloads read from a query, out of their own text.
pub static NAMES: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut names = BTreeSet::new();
    for room in ["../pages", "../web/src", "../app/src"] {
        names_in(&root.join(room), &mut names);
    }
    names_in(&root.join("src"), &mut names);
    names
});

fn names_in(folder: &Path, names: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            names_in(&path, names);
            continue;
        }
        let text = fs::read_to_string(&path).unwrap_or_default();
        if ["query()", "Query::parse("]
            .iter()
            .any(|mark| text.contains(mark))
        {
            for rest in text.split(".get(\"").skip(1) {
                names.insert(rest.split('"').next().unwrap().to_owned());
            }
        }
        names.extend(fields_of_queries(&text));
    }
}

/// The fields of the structs that pages read a query into: those whose names end with 'Query'.
fn fields_of_queries(text: &str) -> impl Iterator<Item = String> {
    let structs = text.split("Query {\n").skip(1);
    let bodies = structs.filter_map(|rest| Some(rest.split_once("\n}")?.0));
    let fields = bodies.flat_map(str::lines).filter_map(|line| {
        let (name, _) = line.trim().strip_prefix("pub ")?.split_once(": String")?;
        Some(name.to_owned())
    });
    fields.collect::<Vec<_>>().into_iter()
}

#[test]
fn the_names_are_read_from_the_pages() {
    let names: Vec<&str> = NAMES.iter().map(String::as_str).collect();
    for name in [
        "action",
        "actor",
        "adviser",
        "background",
        "changed",
        "from",
        "kind",
        "page",
        "return_to",
        "role",
        "site",
        "sort",
        "status",
        "text",
        "to",
        "way",
        "week",
        "year",
    ] {
        assert!(names.contains(&name), "{name} is not among {names:?}");
    }
}

/// Every name with this value, after another one of the same name.
fn query(value: &str, name_of: impl Fn(&str) -> String) -> String {
    let each = NAMES.iter().map(|name| {
        let name = name_of(name);
        format!("{name}=x&{name}={value}")
    });
    each.collect::<Vec<_>>().join("&")
}

async fn stage(database: TestDatabase) -> TestApp {
    let app = TestApp::init().on(database).start().await;
    app.person(OTHER_PERSON, Role::Student, None).await;
    let ours = app
        .organisation("University Hospitals of North Midlands")
        .await;
    app.person(OWNER, Role::HubMember, Some(ours)).await;
    app.person_with_every_role(EVERYBODY).await;
    app.adviser(EVERYBODY).await;
    app
}

async fn pages_answer(database: TestDatabase) {
    let app = stage(database).await;
    let browser = app.as_person(EVERYBODY).await;
    let mut wrong = Vec::new();
    for (address, entry) in promise() {
        if address.starts_with("/api/") {
            continue;
        }
        let mut sample = Sample::of(&app, OWNER);
        let path = entry.page(&address, &mut sample).await;
        for value in ODD {
            let inputs = query(value, str::to_owned);
            let answer = browser.get(&format!("{path}?{inputs}")).await;
            if answer.status.is_server_error() {
                wrong.push(format!("{address} with {value}: {}", answer.status));
            }
        }
        let long = format!("{path}?text={}&page=2", "x".repeat(8_000));
        let answer = browser.get(&long).await;
        if answer.status.is_server_error() {
            wrong.push(format!("{address} with a long text: {}", answer.status));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

async fn call(browser: &Browser<'_>, function: &str, form: String) -> u16 {
    let request = browser
        .request(Method::POST, function)
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(form));
    browser.send(request.unwrap()).await.status.as_u16()
}

/// A function can be called by anybody, in any words: alone, and in the place of what a form sends.
async fn functions_answer(database: TestDatabase) {
    let app = stage(database).await;
    let mut wrong = Vec::new();
    for (address, entry) in promise() {
        if !address.starts_with("/api/") {
            continue;
        }
        for value in ODD {
            // Some sign out.
            let browser = app.as_person(EVERYBODY).await;
            let typed: Vec<String> = entry
                .inputs
                .keys()
                .map(|name| format!("{name}={value}"))
                .collect();
            for form in [query(value, str::to_owned), typed.join("&")] {
                let status = call(&browser, &address, form).await;
                if status >= 500 {
                    wrong.push(format!("{address} with {value}: {status}"));
                }
            }
        }
    }
    wrong.dedup();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn pages_answer_to_whatever_stands_in_a_query_on_sqlite() {
    pages_answer(store::testing::sqlite().await).await;
}

#[tokio::test]
async fn pages_answer_to_whatever_stands_in_a_query_on_postgres() {
    pages_answer(store::testing::postgres().await).await;
}

#[tokio::test]
async fn functions_answer_to_whatever_they_are_asked_on_sqlite() {
    functions_answer(store::testing::sqlite().await).await;
}

#[tokio::test]
async fn functions_answer_to_whatever_they_are_asked_on_postgres() {
    functions_answer(store::testing::postgres().await).await;
}
