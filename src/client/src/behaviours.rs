//! What only changes what the server drew. Each is found by its mark in the HTML, started once for its element after each
//! navigation, and ends when the element leaves the document.
//!
//! | mark | what it does |
//! |---|---|
//! | `data-behaviour="character-count"` `data-maxlength="500"` on the group of a `textarea` or `input` | writes into its `.nhsuk-character-count__message` how many characters are left |
//! | `data-behaviour="follow-up"` `data-follows="form[way]"` `data-when="video phone"` on a question | shows it only while one of the inputs of that name in the form has one of these values; the server sends it visible |
//! | `data-behaviour="autosave"` on a `form` with a hidden `server_function` | keeps what is typed, and says so in its `[data-autosave-status]` |
//! | `data-behaviour="day-keys"` on what holds links of days, one after the other | moves the focus among them by the arrow keys, Home and End |
//! | `data-behaviour="print"` on a `button`, which the server sends `hidden` | shows it, and prints the page |
//! | `.nhsuk-error-summary` | takes the focus when the page is loaded with it; its links lead into the question, opening `details` around it |
//! | `.nhsuk-skip-link` | moves the focus to what it links to |
//!
//! The bundle holds every behaviour: each is 1 to 3 kB before compression.

mod autosave;
mod character_count;
mod day_keys;
mod error_summary;
mod follow_up;
mod print;
mod skip_link;

use std::any::Any;
use std::cell::{Cell, RefCell};

use web_sys::{CustomEvent, Element, EventTarget};

use crate::dom;

/// What ends when it is dropped.
type Running = Box<dyn Any>;

struct Behaviour {
    mark: &'static str,
    start: fn(&Element) -> Option<Running>,
}

const BEHAVIOURS: [Behaviour; 7] = [
    Behaviour {
        mark: "[data-behaviour~=character-count]",
        start: character_count::start,
    },
    Behaviour {
        mark: "[data-behaviour~=follow-up]",
        start: follow_up::start,
    },
    Behaviour {
        mark: "form[data-behaviour~=autosave]",
        start: autosave::start,
    },
    Behaviour {
        mark: "[data-behaviour~=day-keys]",
        start: day_keys::start,
    },
    Behaviour {
        mark: "[data-behaviour~=print]",
        start: print::start,
    },
    Behaviour {
        mark: ".nhsuk-error-summary",
        start: error_summary::start,
    },
    Behaviour {
        mark: ".nhsuk-skip-link",
        start: skip_link::start,
    },
];

/// Told to the document when another page is asked for.
const LEAVING: &str = "people-hub:leaving";
/// Told to a form that was sent, and not taken.
const NOT_SENT: &str = "people-hub:not-sent";

struct Started {
    at: Element,
    mark: &'static str,
    _running: Option<Running>,
}

thread_local! {
    static STARTED: RefCell<Vec<Started>> = const { RefCell::new(Vec::new()) };
    /// Whether the page is the one that the browser loaded.
    static IS_FIRST: Cell<bool> = const { Cell::new(true) };
}

/// Starts what is new on the page and ends what has left it.
pub fn start() {
    let (stay, left) = STARTED
        .take()
        .into_iter()
        .partition(|started| started.at.is_connected());
    STARTED.set(stay);
    // What it does at its end may look at the page.
    drop::<Vec<Started>>(left);
    for Behaviour { mark, start } in BEHAVIOURS {
        for at in dom::all(mark)
            .into_iter()
            .filter(|at| !is_started(at, mark))
        {
            let _running = start(&at);
            STARTED.with_borrow_mut(|started| started.push(Started { at, mark, _running }));
        }
    }
    IS_FIRST.set(false);
}

fn is_started(at: &Element, mark: &str) -> bool {
    STARTED.with_borrow(|started| started.iter().any(|one| one.mark == mark && one.at == *at))
}

/// Another page is asked for: what is at work may keep what must not be lost.
pub fn leaving() {
    tell(&dom::document(), LEAVING);
}

/// A form was sent, and not taken: the page stays.
pub fn not_sent(form: &Element) {
    tell(form, NOT_SENT);
}

fn tell(target: &EventTarget, name: &str) {
    if let Ok(event) = CustomEvent::new(name) {
        let _ = target.dispatch_event(&event);
    }
}
