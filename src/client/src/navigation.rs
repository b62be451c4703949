//! Navigation without a reload: fetch the next document, put what differs in its place, set title, history, scroll and focus. Whatever
//! is unusual is left to the browser. Its own events rather than the Navigation API: `docs/decisions/0020`.
//!
//! - `click` and `submit` say what is ours (`links`, `forms`); `popstate` that an entry of the history is wanted (`history`).
//! - `visit` keeps the one request under way, and decides what becomes of its answer (`answer`).
//! - `page` puts a document in place; `arrival` sets scroll and focus; `notice` says on the page what went wrong.

mod answer;
mod arrival;
mod forms;
mod history;
mod links;
mod notice;
mod page;
mod visit;

use wasm_bindgen::JsCast;
use web_sys::{Event, MouseEvent};

use crate::dom;

pub use arrival::bring_to;

/// A second click of a double click must not meet the page that the first one led to.
const DOUBLE_CLICK: f64 = 500.0;

/// Takes over links, forms and the history.
pub fn start() {
    history::begin();
    page::begin();
    let window = dom::window();
    dom::on(&window, "click", |event| clicked(&event)).forever();
    dom::on(&window, "submit", |event| forms::submitted(&event)).forever();
    dom::on(&window, "popstate", |_| moved()).forever();
    dom::on(&window, "pagehide", |_| history::hand_over()).forever();
    dom::on(&window, "pageshow", |_| history::take_back()).forever();
}

fn clicked(event: &Event) {
    let Some(click) = event.dyn_ref::<MouseEvent>() else {
        return;
    };
    if click.detail() > 1 && dom::now() - page::shown_at() < DOUBLE_CLICK {
        return event.prevent_default();
    }
    let Some(address) = links::ours(click) else {
        return;
    };
    if links::is_here(&address) {
        // Within the page the browser is right by itself.
        return history::note();
    }
    event.prevent_default();
    visit::follow(address);
}

/// Back, forward, or a fragment of the page that is shown.
fn moved() {
    if visit::is_sending() {
        return history::stay();
    }
    let address = dom::address();
    if dom::without_fragment(&address) == page::address() && !visit::is_returning() {
        let known = history::arrive();
        if let Some(top) = known {
            arrival::scroll_to(top);
        }
        return;
    }
    visit::go_back_to(address);
}
