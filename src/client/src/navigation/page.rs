//! The page that is shown, and putting another one in its place.

use std::cell::{Cell, RefCell};

use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement};

use crate::{behaviours, dom, islands};

thread_local! {
    /// The address of the page that is shown, without its fragment.
    static ADDRESS: RefCell<String> = const { RefCell::new(String::new()) };
    /// When it was put in place, by the browser's clock.
    static SHOWN_AT: Cell<f64> = const { Cell::new(0.0) };
    /// Whether a page of another version was put in place of one of this: the next is loaded whole.
    static IS_OLD: Cell<bool> = const { Cell::new(false) };
}

/// A page that came.
pub struct Page {
    pub document: Document,
    /// Where it came from: after a redirect not the address that was asked.
    pub address: String,
    pub is_redirected: bool,
}

/// The page that the browser loaded.
pub fn begin() {
    set_address(&dom::address());
}

pub fn address() -> String {
    ADDRESS.with_borrow(Clone::clone)
}

pub fn set_address(address: &str) {
    ADDRESS.set(dom::without_fragment(address).to_owned());
}

pub fn shown_at() -> f64 {
    SHOWN_AT.get()
}

/// The version a document goes with.
pub fn version_of(document: &Document) -> Option<String> {
    let mark = document
        .query_selector("meta[name=version]")
        .ok()
        .flatten()?;
    mark.get_attribute("content")
}

pub fn has_main(document: &Document) -> bool {
    document.get_element_by_id("maincontent").is_some()
}

/// Whether a page goes with the styles and programs that are loaded.
pub fn fits(page: &Page) -> bool {
    !IS_OLD.get() && version_of(&page.document) == version_of(&dom::document())
}

/// Puts a page in place of the one that is shown.
pub fn show(page: &Page) {
    IS_OLD.set(!fits(page));
    dom::document().set_title(&page.document.title());
    if let (Some(old), Some(new)) = (dom::document().body(), page.document.body()) {
        copy_attributes(&new, &old);
        replace_children(&old, &new);
    }
    SHOWN_AT.set(dom::now());
    behaviours::start();
    islands::wake();
}

fn copy_attributes(from: &HtmlElement, to: &HtmlElement) {
    for name in to
        .get_attribute_names()
        .iter()
        .filter_map(|name| name.as_string())
    {
        if !from.has_attribute(&name) {
            dom::unset(to, &name);
        }
    }
    let attributes = from.attributes();
    for attribute in (0..attributes.length()).filter_map(|at| attributes.item(at)) {
        dom::set(to, &attribute.name(), &attribute.value());
    }
}

fn replace_children(body: &HtmlElement, other: &HtmlElement) {
    let mut old = children(body)
        .into_iter()
        .filter(|child| !child.has_attribute("data-permanent"));
    let end = children(body)
        .into_iter()
        .find(|child| child.has_attribute("data-permanent"));
    for new in children(other) {
        match old.next() {
            Some(same) if stays(&same, &new) => {}
            Some(old) => drop(old.replace_with_with_node_1(&new)),
            None => drop(body.insert_before(&new, end.as_deref())),
        }
    }
    old.for_each(|left| left.remove());
}

/// What is equal stays, with its state. The page's content is always made anew: people may have typed into it.
fn stays(old: &Element, new: &Element) -> bool {
    let has_content = old.id() == "maincontent" || dom::find_in(old, "#maincontent").is_some();
    !has_content && old.is_equal_node(Some(new))
}

fn children(of: &Element) -> Vec<Element> {
    let children = of.children();
    (0..children.length())
        .filter_map(|at| children.item(at)?.dyn_into().ok())
        .collect()
}
