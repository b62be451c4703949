//! Scroll and focus of a page that was put in place.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDetailsElement, HtmlElement};

use crate::{dom, status};

/// What takes the focus on a page that is new: the first of these that is there.
const FIRST: [&str; 3] = [
    "main .nhsuk-error-summary",
    "main .nhsuk-notification-banner[role=alert]",
    "main h1",
];

/// A new page: from its top, or from its fragment's element.
pub fn at_new(fragment: Option<&str>) {
    scroll_to(0.0);
    announce();
    match fragment.and_then(|id| dom::document().get_element_by_id(id)) {
        Some(target) => bring_to(&target),
        None => focus_first(),
    }
}

/// A page that was shown before: where it was scrolled to then.
pub fn at_known(top: f64) {
    announce();
    focus_first();
    scroll_to(top);
}

pub fn scroll_to(top: f64) {
    dom::window().scroll_to_with_x_and_y(0.0, top);
}

fn announce() {
    status::announce(&dom::document().title());
}

fn focus_first() {
    if let Some(first) = FIRST.into_iter().find_map(dom::find) {
        dom::focus(&first);
    }
}

/// Brings an element into view, the question around it where it is an input, and gives it the focus: a group's first input.
pub fn bring_to(target: &Element) {
    open_around(target);
    let question = target.closest("fieldset, .nhsuk-form-group").ok().flatten();
    question.as_ref().unwrap_or(target).scroll_into_view();
    let first = is_group(target)
        .then(|| dom::find_in(target, "input"))
        .flatten();
    dom::focus(&first.unwrap_or_else(|| target.clone()));
}

/// Whether an element only holds inputs.
fn is_group(target: &Element) -> bool {
    let is_input = target
        .dyn_ref::<HtmlElement>()
        .is_some_and(|target| target.tab_index() >= 0);
    !is_input && target.closest("form").ok().flatten().is_some()
}

fn open_around(target: &Element) {
    let mut around = target.closest("details").ok().flatten();
    while let Some(details) = around {
        if let Some(details) = details.dyn_ref::<HtmlDetailsElement>() {
            details.set_open(true);
        }
        let parent = details.parent_element();
        around = parent.and_then(|parent| parent.closest("details").ok().flatten());
    }
}
