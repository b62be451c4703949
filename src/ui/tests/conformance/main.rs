//! Our components make the HTML of the design system's own examples, for the options we support.
//!
//! Both sides are read as HTML and compared element by element. What is left out of the comparison is in [`html`].

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first thing that is wrong"
)]
#![recursion_limit = "512"]

mod cases;
mod html;

use std::collections::BTreeMap;
use std::path::Path;

use leptos::prelude::*;
use serde_json::Value;

/// One of our components with one set of options, beside the design system's example of the same.
pub struct Case {
    /// The component's folder in the design system.
    pub component: &'static str,
    /// The example's name there, and its place among those of this name.
    pub example: (&'static str, usize),
    /// The part that is compared, as a CSS selector; empty for the whole.
    pub part: &'static str,
    /// Ours.
    pub ours: fn() -> AnyView,
}

fn examples(component: &str) -> Vec<Value> {
    let folder = "../../style/node_modules/nhsuk-frontend/dist/nhsuk/components";
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join(folder)
        .join(component)
        .join("fixtures.json");
    let text = std::fs::read_to_string(&file).unwrap_or_else(|error| {
        panic!("{}: {error}; 'npm ci' in style installs it", file.display())
    });
    let mut file: Value = serde_json::from_str(&text).unwrap();
    serde_json::from_value(file["fixtures"].take()).unwrap()
}

fn theirs(case: &Case) -> String {
    let (name, place) = case.example;
    let found = examples(case.component);
    let mut named = found.iter().filter(|example| example["name"] == name);
    let example = named
        .nth(place)
        .unwrap_or_else(|| panic!("{} has no example '{name}' {place}", case.component));
    example["html"].as_str().unwrap().to_owned()
}

fn rendered(view: fn() -> AnyView) -> String {
    let owner = Owner::new_root(None);
    let html = owner.with(|| view().to_html());
    drop(owner);
    html
}

#[test]
fn components_are_the_design_systems() {
    let mut supported: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut wrong = Vec::new();
    for case in cases::all() {
        let expected = html::outline(&theirs(&case), case.part);
        let got = html::outline(&rendered(case.ours), case.part);
        if expected == got {
            let names = supported.entry(case.component).or_default();
            names.push(case.example.0);
        } else {
            let lines = html::difference(&expected, &got);
            wrong.push(format!("{} '{}'\n{lines}", case.component, case.example.0));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    println!(
        "Components that make the HTML of nhsuk-frontend, and the examples they are compared with:"
    );
    for (component, examples) in supported {
        println!("  {component}: {}", examples.join(", "));
    }
    println!("  label, hint and error message: as they stand in the fields above");
}
