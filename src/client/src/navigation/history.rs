//! The browser's history: each entry has a number, under which it is kept where its page was scrolled to.

use std::cell::{Cell, RefCell};

use wasm_bindgen::JsValue;
use web_sys::ScrollRestoration;

use super::page;
use crate::dom;

/// Where in the tab's storage the positions outlive a reload.
const STORED: &str = "people-hub-scroll";
/// More entries than anybody goes back.
const MOST: usize = 100;

thread_local! {
    /// The number of the entry whose page is shown.
    static SHOWN: Cell<f64> = const { Cell::new(0.0) };
    /// Numbers of entries, and how many pixels down their pages were scrolled.
    static SCROLLED: RefCell<Vec<(f64, f64)>> = const { RefCell::new(Vec::new()) };
}

/// Takes over from the browser, on the entry that is shown.
pub fn begin() {
    take_back();
    load();
    SHOWN.set(number().unwrap_or_else(|| {
        let new = new_number();
        replace(new, None);
        new
    }));
}

/// The browser keeps the scroll of what it loads itself: of this page, when it is left or loaded again.
pub fn hand_over() {
    note();
    store();
    restore_scroll(ScrollRestoration::Auto);
}

/// Keeps the scroll from now on.
pub fn take_back() {
    restore_scroll(ScrollRestoration::Manual);
}

fn restore_scroll(way: ScrollRestoration) {
    if let Ok(history) = dom::window().history() {
        let _ = history.set_scroll_restoration(way);
    }
}

/// Keeps where the page that is shown is scrolled to.
pub fn note() {
    let top = dom::window().scroll_y().unwrap_or_default();
    let shown = SHOWN.get();
    SCROLLED.with_borrow_mut(|scrolled| {
        scrolled.retain(|(entry, _)| *entry != shown);
        scrolled.push((shown, top));
        if scrolled.len() > MOST {
            scrolled.remove(0);
        }
    });
}

/// Another page is shown at this address: a new entry, or the same one where the address is the same.
pub fn push(address: &str) {
    note();
    let new = new_number();
    if dom::without_fragment(address) == dom::without_fragment(&dom::address()) {
        replace(new, Some(address));
    } else if let Ok(history) = dom::window().history() {
        let _ = history.push_state_with_url(&new.into(), "", Some(address));
    }
    SHOWN.set(new);
}

/// The browser has moved to another entry, whose page is shown from now on. Where that was scrolled to, if it is known.
pub fn arrive() -> Option<f64> {
    let Some(entry) = number() else {
        // A fragment was followed: the browser has made the entry, and scrolls or has scrolled by itself.
        let new = new_number();
        replace(new, None);
        SHOWN.set(new);
        return None;
    };
    note();
    SHOWN.set(entry);
    SCROLLED.with_borrow(|scrolled| {
        let found = scrolled.iter().find(|(known, _)| *known == entry);
        Some(found.map_or(0.0, |(_, top)| *top))
    })
}

/// The browser has moved, and it is not the time for it: back to the page that is shown.
pub fn stay() {
    if let Ok(history) = dom::window().history() {
        let _ = history.push_state_with_url(&SHOWN.get().into(), "", Some(&page::address()));
    }
}

/// The number of the browser's entry.
fn number() -> Option<f64> {
    dom::window().history().ok()?.state().ok()?.as_f64()
}

/// Grows, over reloads too.
fn new_number() -> f64 {
    dom::now().max(SHOWN.get() + 1.0)
}

fn replace(number: f64, address: Option<&str>) {
    if let Ok(history) = dom::window().history() {
        let number = JsValue::from_f64(number);
        let _ = history.replace_state_with_url(&number, "", address);
    }
}

fn store() {
    let positions = SCROLLED.with_borrow(|scrolled| {
        let written = scrolled.iter().map(|(entry, top)| format!("{entry}:{top}"));
        written.collect::<Vec<_>>().join(" ")
    });
    if let Ok(Some(storage)) = dom::window().session_storage() {
        let _ = storage.set_item(STORED, &positions);
    }
}

fn load() {
    let Ok(Some(storage)) = dom::window().session_storage() else {
        return;
    };
    let positions = storage.get_item(STORED).ok().flatten().unwrap_or_default();
    let read = |position: &str| {
        let (entry, top) = position.split_once(':')?;
        Some((entry.parse().ok()?, top.parse().ok()?))
    };
    SCROLLED.set(positions.split(' ').filter_map(read).collect());
}
