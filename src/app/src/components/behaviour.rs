//! The few behaviours of the design system that need scripts.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlElement};

/// Moves the focus to an element that can't usually have it.
pub fn focus(element: &Element) {
    let _ = element.set_attribute("tabindex", "-1");
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let _ = element.focus();
    }
}

/// Follows a link inside the page to an input: moves the focus there and brings its question into view.
pub fn focus_input(id: &str) {
    let Some(input) = document().get_element_by_id(id) else {
        return;
    };
    let question = input.closest("fieldset, .nhsuk-form-group").ok().flatten();
    question.as_ref().unwrap_or(&input).scroll_into_view();
    // A group's link leads to its first input.
    let first = input.query_selector("input").ok().flatten();
    let input = first.unwrap_or(input);
    match input.dyn_ref::<HtmlElement>() {
        Some(input) if input.tab_index() >= 0 => drop(input.focus()),
        _ => focus(&input),
    }
}
