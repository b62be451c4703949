//! HTML as an outline that can be compared: a line an element or a text, indented by depth.
//!
//! Left out on both sides: comments (Leptos marks its places with them), the order of attributes and classes, blank text, and
//! `data-…` attributes and `…-js-…` classes, which are for the design system's own scripts. Also icons, which are decoration
//! under a licence of their own, the NHS logo, which may not be shipped, and what only its script shows. Ours may have classes
//! that begin with `app-`, an `aria-live` and an empty `value` more, and names in `form[…]`.

use std::collections::BTreeSet;

use scraper::{ElementRef, Html, Node, Selector};

/// Elements that the comparison leaves out.
const LEFT_OUT: &[&str] = &[
    "svg",
    ".nhsuk-header__service-logo",
    ".nhsuk-header__menu",
    ".app-more",
    ".nhsuk-header__navigation-item--current",
];

/// The outline of the first element that `part` finds, or of everything.
pub fn outline(html: &str, part: &str) -> Vec<String> {
    let fragment = Html::parse_fragment(html);
    let mut lines = Vec::new();
    if part.is_empty() {
        write(fragment.root_element(), 0, &mut lines);
        lines.remove(0);
        return lines;
    }
    let selector = Selector::parse(part).unwrap();
    if let Some(found) = fragment.select(&selector).next() {
        write(found, 0, &mut lines);
    }
    assert!(!lines.is_empty(), "nothing is '{part}' in {html}");
    lines
}

fn is_left_out(element: ElementRef<'_>) -> bool {
    LEFT_OUT
        .iter()
        .any(|selector| Selector::parse(selector).unwrap().matches(&element))
}

fn write(element: ElementRef<'_>, depth: usize, lines: &mut Vec<String>) {
    let mut attributes = BTreeSet::new();
    for (name, value) in element.value().attrs() {
        let value = match name {
            "class" => classes(value),
            // Ours are named after their place in the form's struct: `form[day]`, and in a struct within it `form[last][day]`.
            "name" => {
                let place = value.trim_start_matches("form[").trim_end_matches(']');
                place.rsplit("][").next().unwrap_or(place).to_owned()
            }
            _ => value.to_owned(),
        };
        let is_empty = matches!(name, "value" | "class") && value.is_empty();
        if !(is_empty || name == "aria-live" || name.starts_with("data-")) {
            attributes.insert(format!("{name}=\"{value}\""));
        }
    }
    let attributes: Vec<String> = attributes.into_iter().collect();
    let line = format!("{} {}", element.value().name(), attributes.join(" "));
    lines.push(format!("{}{}", "  ".repeat(depth), line.trim_end()));
    let mut text = String::new();
    for child in element.children() {
        match child.value() {
            Node::Text(part) => text.push_str(part),
            Node::Element(_) => {
                write_text(&mut text, depth + 1, lines);
                if let Some(child) = ElementRef::wrap(child).filter(|child| !is_left_out(*child)) {
                    write(child, depth + 1, lines);
                }
            }
            _ => {}
        }
    }
    write_text(&mut text, depth + 1, lines);
}

fn classes(value: &str) -> String {
    let classes: BTreeSet<&str> = value
        .split_whitespace()
        .filter(|class| !class.contains("-js-") && !class.starts_with("app-"))
        .collect();
    classes.into_iter().collect::<Vec<_>>().join(" ")
}

fn write_text(text: &mut String, depth: usize, lines: &mut Vec<String>) {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if !words.is_empty() {
        lines.push(format!("{}“{words}”", "  ".repeat(depth)));
    }
    text.clear();
}

/// The lines around the first that differs.
pub fn difference(expected: &[String], got: &[String]) -> String {
    let same = expected
        .iter()
        .zip(got)
        .take_while(|(one, other)| one == other)
        .count();
    let shown = |lines: &[String]| lines.iter().skip(same).take(3).cloned().collect::<Vec<_>>();
    format!(
        "  line {same}\n  theirs {:#?}\n  ours {:#?}",
        shown(expected),
        shown(got)
    )
}
