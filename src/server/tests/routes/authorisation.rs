//! Every page and every server function against every kind of visitor: `docs/authorisation/` is the promise, this keeps it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

use axum::http::StatusCode;
use domain::people::role::Role;
use serde::Deserialize;

use crate::samples::{OTHER_PERSON, Sample};
use crate::support::{Answer, Browser, TestApp, TestAppBuilder};

const ROUTER: &str = include_str!("../../src/router.rs");
/// Files that are read as they lie there, by everybody.
const FILES: [&str; 4] = ["/assets", "/favicon.svg", "/pkg", "/robots.txt"];
/// Leads to the server functions, which are listed one by one.
const FUNCTIONS: &str = "/api/{*function}";

/// Every address that the program answers at, but for files: pages, server functions and what the router names.
pub static ADDRESSES: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let pages = app::routes::ROUTES.iter();
    let pages = pages.map(|page| page.address.to_owned());
    let functions = server_fn::axum::server_fn_paths().map(|(path, _)| path.to_owned());
    let others = named_by_the_router().filter(|path| *path != FUNCTIONS && !FILES.contains(path));
    pages
        .chain(functions)
        .chain(others.map(str::to_owned))
        .collect()
});

/// The addresses in the router's own text: axum does not tell them.
fn named_by_the_router() -> impl Iterator<Item = &'static str> {
    ["route(", "route_service(", "nest(", "nest_service("]
        .into_iter()
        .flat_map(|call| ROUTER.split(call).skip(1))
        .map(|rest| {
            let quoted = rest.trim_start().strip_prefix('"');
            let end = quoted.and_then(|path| path.split_once('"'));
            // Each address stands where it is added.
            end.unwrap().0
        })
}

/// What somebody gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub(crate) enum Outcome {
    #[serde(rename = "yes")]
    Yes,
    #[serde(rename = "sign in")]
    SignIn,
    #[serde(rename = "no")]
    No,
    #[serde(rename = "nothing")]
    Nothing,
}

/// Where a role is held, or that the thing is one's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    System,
    Same,
    Other,
    Own,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(untagged)]
pub(crate) enum Promised {
    Everywhere(Outcome),
    ByScope {
        system: Outcome,
        same: Outcome,
        other: Outcome,
        own: Outcome,
    },
}

impl Promised {
    pub(crate) fn to(self, scope: Scope) -> Outcome {
        match self {
            Self::Everywhere(outcome) => outcome,
            Self::ByScope {
                system,
                same,
                other,
                own,
            } => match scope {
                Scope::System => system,
                Scope::Same => same,
                Scope::Other => other,
                Scope::Own => own,
            },
        }
    }

    /// Whether it makes a difference that the thing is one's own.
    fn knows_owners(self) -> bool {
        matches!(self, Self::ByScope { .. })
    }
}

/// What is promised of an address. Whom a row doesn't name may do nothing there.
#[derive(Debug, Deserialize)]
pub struct Entry {
    /// Which sample stands for a word of a page's address, where that isn't the word itself.
    #[serde(default)]
    pub with: BTreeMap<String, String>,
    /// What a server function is sent.
    #[serde(default)]
    pub inputs: BTreeMap<String, String>,
    #[serde(default = "sign_in")]
    pub(crate) visitor: Outcome,
    #[serde(default = "nobody")]
    everyone: Promised,
    #[serde(flatten)]
    roles: BTreeMap<String, Promised>,
}

fn sign_in() -> Outcome {
    Outcome::SignIn
}

fn nobody() -> Promised {
    Promised::Everywhere(Outcome::No)
}

impl Entry {
    /// The page's address for one thing of somebody's.
    pub(crate) async fn page(&self, address: &str, sample: &mut Sample<'_>) -> String {
        let address = self
            .with
            .iter()
            .fold(address.to_owned(), |address, (word, sample)| {
                address.replace(&format!("{{{word}}}"), &format!("{{{sample}}}"))
            });
        sample.fill(&address).await
    }

    pub(crate) fn for_role(&self, role: Role) -> Promised {
        self.roles
            .get(role.code())
            .copied()
            .unwrap_or(self.everyone)
    }
}

/// Who may use each address, and how it is asked for.
pub fn promise() -> BTreeMap<String, Entry> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/authorisation");
    let files = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path());
    let areas = files.filter(|path| path.extension().is_some_and(|kind| kind == "toml"));
    let mut all = BTreeMap::new();
    for path in areas {
        let area: BTreeMap<String, Entry> =
            toml::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        for (address, entry) in area {
            let before = all.insert(address.clone(), entry);
            assert!(before.is_none(), "{address} is in two files");
        }
    }
    all
}

/// The people and things of the matrix: an organisation, another one, and for each role somebody in each scope.
pub struct Stage {
    /// The service.
    pub app: TestApp,
}

impl Stage {
    async fn set() -> Self {
        Self::of(TestApp::init()).await
    }

    /// In a service that is set up like this.
    pub async fn of(app: TestAppBuilder) -> Self {
        let app = app.start().await;
        let ours = app
            .organisation("University Hospitals of North Midlands")
            .await;
        let theirs = app.organisation("Midlands Partnership").await;
        app.person(OTHER_PERSON, Role::Student, None).await;
        for &role in Role::ALL {
            app.person(&name_of(role, Scope::System), role, None).await;
            app.person(&name_of(role, Scope::Same), role, Some(ours))
                .await;
            app.person(&name_of(role, Scope::Other), role, Some(theirs))
                .await;
            // What is an adviser's own is theirs in the whole system: see the promise.
            let own = Some(ours).filter(|_| role != Role::CareerAdviser);
            app.person(&name_of(role, Scope::Own), role, own).await;
        }
        for scope in [Scope::System, Scope::Same, Scope::Other, Scope::Own] {
            app.adviser(&name_of(Role::CareerAdviser, scope)).await;
        }
        Self { app }
    }
}

/// The name of somebody who holds this role in this scope.
pub fn name_of(role: Role, scope: Scope) -> String {
    format!(
        "{}-{} Test",
        role.code().replace('_', "-"),
        format!("{scope:?}").to_lowercase()
    )
}

/// Asks for an address as its entry says.
pub async fn ask(
    browser: &Browser<'_>,
    address: &str,
    entry: &Entry,
    sample: &mut Sample<'_>,
) -> Answer {
    if !address.starts_with("/api/") {
        return browser.get(&entry.page(address, sample).await).await;
    }
    let mut inputs = Vec::new();
    for (name, value) in &entry.inputs {
        inputs.push((name.as_str(), sample.fill(value).await));
    }
    let inputs: Vec<_> = inputs
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    browser.call(address, &inputs).await
}

fn outcome(answer: &Answer) -> Result<Outcome, String> {
    let leads_to_sign_in =
        answer.status.is_redirection() && answer.header("location").starts_with("/sign-in?");
    match answer.status {
        StatusCode::UNAUTHORIZED => Ok(Outcome::SignIn),
        _ if leads_to_sign_in => Ok(Outcome::SignIn),
        StatusCode::FORBIDDEN => Ok(Outcome::No),
        StatusCode::NOT_FOUND => Ok(Outcome::Nothing),
        status if status.is_server_error() => Err(format!("{status} {}", answer.body)),
        _ => Ok(Outcome::Yes),
    }
}

#[tokio::test]
async fn every_address_is_in_the_promise_and_the_promise_names_no_other() {
    let promised: BTreeSet<String> = promise().into_keys().collect();
    let unlisted: Vec<_> = ADDRESSES.difference(&promised).collect();
    assert!(
        unlisted.is_empty(),
        "say in docs/authorisation who may use {unlisted:#?}"
    );
    let absent: Vec<_> = promised.difference(&ADDRESSES).collect();
    assert!(
        absent.is_empty(),
        "docs/authorisation names what there is not: {absent:#?}"
    );
}

#[test]
fn the_router_is_read_whole() {
    let named: BTreeSet<_> = named_by_the_router().collect();
    let here: BTreeSet<_> = [
        FUNCTIONS,
        "/calendar/{file}",
        "/download/conversation/{reference}",
        "/download/organisation/{id}",
        "/download/report.csv",
        "/download/report.xlsx",
        "/download/your-data.json",
        "/health/live",
        "/health/ready",
        "/live/adviser",
        "/live/coordinator",
    ]
    .into_iter()
    .chain(FILES)
    .collect();
    assert_eq!(named, here, "and docs/authorisation says who may use them");
}

#[test]
fn the_promise_names_roles_that_there_are() {
    for (address, entry) in promise() {
        for role in entry.roles.keys() {
            assert!(
                Role::from_code(role).is_some(),
                "{address} names the role {role}"
            );
        }
    }
}

#[tokio::test]
async fn a_visitor_gets_what_is_promised() {
    let stage = Stage::set().await;
    let mut wrong = Vec::new();
    for (address, entry) in promise() {
        let owner = name_of(Role::HubMember, Scope::Own);
        let mut sample = Sample::of(&stage.app, &owner);
        let answer = ask(&stage.app.visitor(), &address, &entry, &mut sample).await;
        note(
            &mut wrong,
            format!("{address} for a visitor"),
            entry.visitor,
            &answer,
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn each_role_gets_what_is_promised() {
    let stage = Stage::set().await;
    let mut wrong = Vec::new();
    for (address, entry) in promise() {
        for &role in Role::ALL {
            let promised = entry.for_role(role);
            for scope in [Scope::System, Scope::Same, Scope::Other, Scope::Own] {
                if scope == Scope::Own && !promised.knows_owners() {
                    continue;
                }
                let person = name_of(role, scope);
                let owner = if scope == Scope::Own {
                    person.clone()
                } else {
                    name_of(Role::HubMember, Scope::Own)
                };
                let mut sample = Sample::of(&stage.app, &owner);
                let answer = ask(
                    &stage.app.as_person(&person).await,
                    &address,
                    &entry,
                    &mut sample,
                )
                .await;
                note(
                    &mut wrong,
                    format!("{address} for {person}"),
                    promised.to(scope),
                    &answer,
                );
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn note(wrong: &mut Vec<String>, who: String, promised: Outcome, answer: &Answer) {
    match outcome(answer) {
        Ok(found) if found == promised => {}
        Ok(found) => wrong.push(format!(
            "{who}: promised {promised:?}, got {found:?} ({})",
            answer.status
        )),
        Err(found) => wrong.push(format!("{who}: promised {promised:?}, got {found}")),
    }
}
