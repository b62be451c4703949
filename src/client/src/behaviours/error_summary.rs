//! What is wrong with a form, above it.

use web_sys::{Element, Event};

use super::{IS_FIRST, Running};
use crate::{dom, navigation};

pub fn start(summary: &Element) -> Option<Running> {
    // A page that was put in place gives the focus itself.
    if IS_FIRST.get() {
        dom::focus(summary);
    }
    Some(Box::new(dom::on(summary, "click", |event| follow(&event))))
}

/// Follows a link to a question of the page.
fn follow(event: &Event) {
    let target = dom::around(event, "a[href^='#']")
        .and_then(|link| dom::fragment(&dom::get(&link, "href")))
        .and_then(|id| dom::document().get_element_by_id(&id));
    if let Some(target) = target {
        event.prevent_default();
        navigation::bring_to(&target);
    }
}
