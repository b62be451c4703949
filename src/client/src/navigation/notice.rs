//! What is said at the top of a page that stays, because the next one did not come. In the looks of the summary of errors.

use web_sys::Element;

use super::arrival;
use crate::dom;

pub struct Notice {
    pub heading: String,
    pub words: &'static str,
    /// Address and words of a link.
    pub link: Option<(String, &'static str)>,
    /// Whether it takes the focus: not while somebody may go on typing.
    pub takes_focus: bool,
}

/// Puts a notice at the top of the page, in place of an earlier one.
pub fn show(notice: Notice) {
    clear();
    let Some(main) = dom::main() else { return };
    let box_ = draw(&notice);
    let _ = main.prepend_with_node_1(&box_);
    if notice.takes_focus {
        arrival::scroll_to(0.0);
        dom::focus(&box_);
    }
}

pub fn clear() {
    if let Some(notice) = dom::find("[data-notice]") {
        notice.remove();
    }
}

/// In place of the page's content: for an address whose page did not come, and that the browser shows already.
pub fn replace_page(notice: &Notice) {
    let Some(main) = dom::main() else { return };
    main.set_text_content(None);
    dom::append(
        &main,
        &dom::with_words("h1", "nhsuk-heading-l", &notice.heading),
    );
    dom::append(&main, &dom::with_words("p", "", notice.words));
    if let Some(link) = link(notice) {
        dom::append(&main, &link);
    }
    dom::document().set_title(&notice.heading);
}

fn draw(notice: &Notice) -> Element {
    let summary = dom::with_words("div", "nhsuk-error-summary", "");
    dom::set(&summary, "data-notice", "");
    dom::set(&summary, "tabindex", "-1");
    let alert = dom::new("div");
    dom::set(&alert, "role", "alert");
    let body = dom::with_words("div", "nhsuk-error-summary__body", "");
    dom::append(&body, &dom::with_words("p", "", notice.words));
    if let Some(link) = link(notice) {
        dom::append(&body, &link);
    }
    let heading = dom::with_words("h2", "nhsuk-error-summary__heading", &notice.heading);
    dom::append(&alert, &heading);
    dom::append(&alert, &body);
    dom::append(&summary, &alert);
    summary
}

fn link(notice: &Notice) -> Option<Element> {
    let (address, words) = notice.link.as_ref()?;
    let link = dom::with_words("a", "", words);
    dom::set(&link, "href", address);
    let line = dom::new("p");
    dom::append(&line, &link);
    Some(line)
}
