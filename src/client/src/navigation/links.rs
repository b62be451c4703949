//! Which clicks are ours.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlAnchorElement, MouseEvent};

use super::page;
use crate::dom;

/// Where a click leads, when following it is ours to do.
pub fn ours(click: &MouseEvent) -> Option<String> {
    let has_modifier = click.meta_key() || click.alt_key() || click.ctrl_key() || click.shift_key();
    if click.default_prevented() || click.button() != 0 || has_modifier {
        return None;
    }
    let link = dom::around(click, "a[href]")?;
    let link: HtmlAnchorElement = link.dyn_into().ok()?;
    let is_other = link.has_attribute("download")
        || link.rel().split_whitespace().any(|word| word == "external")
        || opens_elsewhere(&link.target())
        || is_off(&link)
        || link.origin() != dom::origin();
    (!is_other).then(|| link.href())
}

/// Whether an address is a fragment of the page that is shown.
pub fn is_here(address: &str) -> bool {
    address.contains('#') && dom::without_fragment(address) == page::address()
}

pub fn opens_elsewhere(target: &str) -> bool {
    !target.is_empty() && target != "_self"
}

/// Whether the page asks that links and forms here be left to the browser.
pub fn is_off(at: &Element) -> bool {
    at.closest("[data-navigation=off]").ok().flatten().is_some()
}
