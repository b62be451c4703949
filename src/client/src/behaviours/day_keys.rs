//! Days of a calendar, one after the other: the arrow keys move among their links, beside the Tab key.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent};

use super::Running;
use crate::dom;

const WEEK: usize = 7;

pub fn start(calendar: &Element) -> Option<Running> {
    let days = calendar.clone();
    Some(Box::new(dom::on(calendar, "keydown", move |event| {
        if let Some(day) = wanted(&days, &event) {
            event.prevent_default();
            dom::focus(&day);
            day.scroll_into_view_with_bool(false);
        }
    })))
}

/// The day that a key leads to. Another one's keys, such as those that lead back, are left alone.
fn wanted(days: &Element, event: &Event) -> Option<Element> {
    let pressed: &KeyboardEvent = event.dyn_ref()?;
    if pressed.alt_key() || pressed.ctrl_key() || pressed.meta_key() || pressed.shift_key() {
        return None;
    }
    let here = dom::around(event, "a")?;
    let all = dom::all_in(days, "a");
    let at = all.iter().position(|day| *day == here)?;
    let week = dom::all_in(&here.closest("tr, ul").ok().flatten()?, "a");
    match pressed.key().as_str() {
        "ArrowLeft" => all.get(at.checked_sub(1)?).cloned(),
        "ArrowRight" => all.get(at + 1).cloned(),
        "ArrowUp" => all.get(at.checked_sub(WEEK)?).cloned(),
        "ArrowDown" => all.get(at + WEEK).cloned(),
        "Home" => week.first().cloned(),
        "End" => week.last().cloned(),
        _ => None,
    }
}
