//! What is said of navigation itself: the live region that announces, and the sign of waiting. They stay when a page goes.

use crate::dom;

const SIGN: &str = "#client-status .app-waiting";
const REGION: &str = "#client-status [role=status]";

/// Puts both at the end of the body.
pub fn place() {
    let Some(body) = dom::document().body() else {
        return;
    };
    let status = dom::new("div");
    dom::set(&status, "id", "client-status");
    dom::set(&status, "data-permanent", "");
    let region = dom::with_words("p", "nhsuk-u-visually-hidden", "");
    dom::set(&region, "role", "status");
    let sign = dom::with_words("p", "app-waiting", "");
    dom::set(&sign, "aria-hidden", "true");
    dom::hide(&sign, true);
    dom::append(&status, &region);
    dom::append(&status, &sign);
    dom::append(&body, &status);
}

/// Says something to screen readers.
pub fn announce(words: &str) {
    if let Some(region) = dom::find(REGION) {
        region.set_text_content(Some(words));
    }
}

/// Shows that an answer is awaited.
pub fn show_waiting(words: &str) {
    if let Some(sign) = dom::find(SIGN) {
        sign.set_text_content(Some(words));
        dom::hide(&sign, false);
    }
    announce(words);
}

/// Nothing is awaited any more.
pub fn hide_waiting() {
    if let Some(sign) = dom::find(SIGN) {
        dom::hide(&sign, true);
    }
}
