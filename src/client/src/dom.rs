//! The browser's document, in fewer words.

use js_sys::Function;
use wasm_bindgen::prelude::{Closure, wasm_bindgen};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Document, Element, Event, EventTarget, FocusOptions, HtmlElement, Node, NodeList, Window,
};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(thread_local_v2, js_name = window)]
    static WINDOW: Window;
    #[wasm_bindgen(thread_local_v2, js_name = document)]
    static DOCUMENT: Document;
}

pub fn window() -> Window {
    WINDOW.with(Clone::clone)
}

pub fn document() -> Document {
    DOCUMENT.with(Clone::clone)
}

/// `<html>`.
pub fn root() -> Element {
    document().document_element().unwrap_or_else(|| new("html"))
}

/// A new element, not yet in the document.
pub fn new(tag: &str) -> Element {
    // Only a tag that is no tag is refused.
    document()
        .create_element(tag)
        .unwrap_or_else(|_| JsValue::UNDEFINED.unchecked_into())
}

/// A new element with a class and words.
pub fn with_words(tag: &str, class: &str, words: &str) -> Element {
    let element = new(tag);
    element.set_class_name(class);
    element.set_text_content(Some(words));
    element
}

pub fn main() -> Option<Element> {
    document().get_element_by_id("maincontent")
}

/// The first element of the document that fits.
pub fn find(selector: &str) -> Option<Element> {
    document().query_selector(selector).ok().flatten()
}

/// The first element inside `at` that fits.
pub fn find_in(at: &Element, selector: &str) -> Option<Element> {
    at.query_selector(selector).ok().flatten()
}

/// The nearest element around an event's place, or that place, that fits.
pub fn around(event: &Event, selector: &str) -> Option<Element> {
    let target: Element = event.target()?.dyn_into().ok()?;
    target.closest(selector).ok().flatten()
}

pub fn all(selector: &str) -> Vec<Element> {
    elements(document().query_selector_all(selector))
}

pub fn all_in(at: &Element, selector: &str) -> Vec<Element> {
    elements(at.query_selector_all(selector))
}

fn elements(found: Result<NodeList, JsValue>) -> Vec<Element> {
    let Ok(found) = found else { return Vec::new() };
    (0..found.length())
        .filter_map(|at| found.get(at)?.dyn_into().ok())
        .collect()
}

/// An attribute, empty where there is none.
pub fn get(at: &Element, name: &str) -> String {
    at.get_attribute(name).unwrap_or_default()
}

pub fn set(at: &Element, name: &str, value: &str) {
    let _ = at.set_attribute(name, value);
}

pub fn unset(at: &Element, name: &str) {
    let _ = at.remove_attribute(name);
}

pub fn append(to: &Element, child: &Node) {
    let _ = to.append_child(child);
}

pub fn hide(at: &Element, is_hidden: bool) {
    let _ = at.toggle_attribute_with_force("hidden", is_hidden);
}

/// Gives the focus to an element, also to one that can't usually have it, without scrolling there.
pub fn focus(at: &Element) {
    let Some(at) = at.dyn_ref::<HtmlElement>() else {
        return;
    };
    if at.tab_index() < 0 && !at.has_attribute("tabindex") {
        set(at, "tabindex", "-1");
    }
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = at.focus_with_options(&options);
}

/// Where the document is, with query and fragment.
pub fn address() -> String {
    window().location().href().unwrap_or_default()
}

pub fn path() -> String {
    window().location().pathname().unwrap_or_default()
}

pub fn origin() -> String {
    window().location().origin().unwrap_or_default()
}

pub fn without_fragment(address: &str) -> &str {
    address.split('#').next().unwrap_or_default()
}

/// The fragment of an address, as an id.
pub fn fragment(address: &str) -> Option<String> {
    let (_, fragment) = address.split_once('#')?;
    let decoded = js_sys::decode_uri_component(fragment)
        .ok()
        .map(String::from);
    Some(decoded.unwrap_or_else(|| fragment.to_owned()))
}

/// The way to sign in and back to this page.
pub fn sign_in_again() -> String {
    let location = window().location();
    let here = path() + &location.search().unwrap_or_default();
    let here = js_sys::encode_uri_component(&here);
    format!("/sign-in?return_to={}", String::from(here))
}

/// Milliseconds of the browser's clock: for durations alone.
pub fn now() -> f64 {
    js_sys::Date::now()
}

/// Something that is listened to until this is dropped.
pub struct Listener {
    target: EventTarget,
    name: &'static str,
    run: Closure<dyn FnMut(Event)>,
}

/// Listens from now on.
pub fn on(target: &EventTarget, name: &'static str, run: impl FnMut(Event) + 'static) -> Listener {
    let run = Closure::<dyn FnMut(Event)>::new(run);
    let _ = target.add_event_listener_with_callback(name, run.as_ref().unchecked_ref());
    Listener {
        target: target.clone(),
        name,
        run,
    }
}

impl Listener {
    /// Listens as long as the document lives.
    pub fn forever(self) {
        std::mem::forget(self);
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let run: &Function = self.run.as_ref().unchecked_ref();
        let _ = self
            .target
            .remove_event_listener_with_callback(self.name, run);
    }
}

/// Something that will be done, unless this is dropped before.
pub struct Timer {
    id: i32,
    _run: Closure<dyn FnMut()>,
}

/// Does something in so many milliseconds.
pub fn after(milliseconds: i32, run: impl FnOnce() + 'static) -> Timer {
    let run = Closure::once(run);
    let id = window().set_timeout_with_callback_and_timeout_and_arguments_0(
        run.as_ref().unchecked_ref(),
        milliseconds,
    );
    Timer {
        id: id.unwrap_or_default(),
        _run: run,
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        window().clear_timeout_with_handle(self.id);
    }
}
