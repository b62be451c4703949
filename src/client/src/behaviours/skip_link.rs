//! Past the header, to the page's content: browsers scroll there and leave the focus behind.

use web_sys::Element;

use super::Running;
use crate::dom;

pub fn start(link: &Element) -> Option<Running> {
    let to = link.clone();
    Some(Box::new(dom::on(link, "click", move |_| {
        let target = dom::fragment(&dom::get(&to, "href"))
            .and_then(|id| dom::document().get_element_by_id(&id));
        if let Some(target) = target {
            dom::focus(&target);
        }
    })))
}
