//! No page lets a name or a text that somebody wrote become part of its HTML.

use std::collections::BTreeSet;

use domain::people::role::Role;

use crate::authorisation::{ADDRESSES, Scope, Stage, ask, name_of, promise};
use crate::samples::Sample;
use crate::support::TestApp;

/// It ends an attribute, a title and whatever else holds it, and begins an element that no page has.
const MARK: &str = "\"></title></textarea><b id=raw>";
/// What the element begins with, wherever it is markup.
const RAW: &str = "><b id=raw";
/// How the mark ends a title that keeps it as text.
const IN_TITLE: &str = "&lt;b id=raw&gt; - People Hub</title>";

/// Who there are pages for.
const READERS: [(Role, Scope); 8] = [
    (Role::HubMember, Scope::Own),
    (Role::CareerAdviser, Scope::Own),
    (Role::HubCoordinator, Scope::System),
    (Role::HubCoordinator, Scope::Own),
    (Role::Administrator, Scope::System),
    (Role::Administrator, Scope::Same),
    (Role::Administrator, Scope::Own),
    (Role::Student, Scope::Own),
];

fn is_administered(path: &str) -> bool {
    let beginnings = [
        "/people/",
        "/organisations/",
        "/sites/",
        "/download/organisation/",
    ];
    beginnings
        .iter()
        .any(|beginning| path.starts_with(beginning))
}

#[tokio::test]
async fn names_with_markup_stay_text_in_every_title_and_page() {
    let stage = Stage::of(TestApp::init().mark(MARK)).await;
    let promise = promise();
    let (mut titled, mut wrong) = (BTreeSet::new(), Vec::new());
    for (role, scope) in READERS {
        let person = name_of(role, scope);
        let owner = match scope {
            Scope::Own => person.clone(),
            _ => name_of(Role::HubMember, Scope::Own),
        };
        let browser = stage.app.as_person(&person).await;
        // What administrators look at belongs to an organisation, which not everybody's things do.
        let is_asked = |path: &&String| {
            !path.starts_with("/api/") && (role == Role::Administrator || !is_administered(path))
        };
        for address in ADDRESSES.iter().filter(is_asked) {
            let mut sample = Sample::of(&stage.app, &owner);
            let answer = ask(&browser, address, &promise[address], &mut sample).await;
            let is_html = answer.header("content-type").starts_with("text/html");
            if is_html && answer.body.contains(RAW) {
                wrong.push(format!("{address} for {person}"));
            }
            if answer.body.contains(IN_TITLE) {
                titled.insert(address.as_str());
            }
        }
    }
    assert!(wrong.is_empty(), "markup of a name in {wrong:#?}");
    let expected = [
        "/notifications/{notification}",
        "/organisations/{id}",
        "/people/{id}",
    ];
    assert_eq!(titled, expected.into(), "pages with a name in their title");
}
