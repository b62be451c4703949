//! A button that prints the page.

use web_sys::Element;

use super::Running;
use crate::dom;

pub fn start(button: &Element) -> Option<Running> {
    dom::hide(button, false);
    Some(Box::new(dom::on(button, "click", |_| {
        let _ = dom::window().print();
    })))
}
