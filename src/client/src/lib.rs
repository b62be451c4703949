//! What every page of People Hub loads: navigation without a reload, and small behaviours. By `web-sys`, without Leptos.
//!
//! A page is whole without it. It starts after the first paint, takes over links and forms ([`navigation`]), starts what moves on a
//! page ([`behaviours`]) and, where a page holds an island, fetches the program of the islands ([`islands`]).
//!
//! # The contract with the server's HTML
//!
//! **The document**
//!
//! | what | meaning |
//! |---|---|
//! | `<meta name="version" content="…">` in the head | the line `version` of `browser.txt` (`.ci/scripts/build-browser`): names the styles and programs a page goes with. A page of another version, or without one, is loaded whole |
//! | `<script type="module" src="/pkg/start.….js">` in the head | starts all this; needs no nonce, only `script-src 'self' 'wasm-unsafe-eval'` |
//! | `<main id="maincontent">` | every page has one; without it an answer is not taken for a page |
//! | `<title>` | is announced when the page is shown |
//! | children of `<body>` | are compared one by one: one that is equal stays as it is, the others and the one with `main` are put in place. No scripts in there: they would not run |
//! | `data-client="ready"` on `<html>` | set by the client once it has started: browser tests wait for it |
//! | `aria-busy="true"` on `main` | set by the client while it waits for an answer |
//! | `#client-status` at the end of `<body>` | made by the client: the live region and the sign of waiting, `.app-waiting`. Other elements with `data-permanent` are left alone as well |
//!
//! **Links and forms** are taken over when they lead to this origin. The browser keeps those with a `target`, with `download`, with
//! `rel="external"`, inside an element with `data-navigation="off"`, with a modifier key, and fragments of the page that is shown. A form whose answer is a file or another origin's page needs
//! `data-navigation="off"`. What isn't a page of ours is left to the browser: a file, an error without `main`.
//!
//! - A form posts to its page's own address, as `application/x-www-form-urlencoded` unless its `enctype` says `multipart/form-data`, and with its button's name and value.
//! - 303 leads to the next page, in a new history entry, or in the same one when it leads back to the same address. A fragment in `Location` is lost.
//! - Every other answer with `main` and a `version` is shown as it is (422, 409, 403, 429, 5xx): the page again, with the summary of errors and what was typed. Its address is the form's.
//! - An answer without a `version` leaves the page as it is: its `h1` becomes the heading of a notice at the top of `main`. So does no answer, and one that takes longer than 10 s.
//! - While one form is being sent no other is, and no link is followed: its outcome is shown. After 10 s without an answer all work again.
//!
//! **Focus** goes to the first of: the fragment's element, `.nhsuk-error-summary`, `.nhsuk-notification-banner[role=alert]`, `main h1`.
//!
//! **Behaviours**: the table in [`behaviours`].
//!
//! **Islands**: `<leptos-island data-component="…">` anywhere in the body; what their program must export is in [`islands`].

mod behaviours;
mod dom;
mod islands;
mod navigation;
mod status;

use js_sys::Function;
use wasm_bindgen::prelude::wasm_bindgen;

/// Starts on the page that the server rendered. `islands` loads the islands' program and gives a promise of it.
#[wasm_bindgen]
pub fn start(islands: Function) {
    islands::know(islands);
    status::place();
    navigation::start();
    behaviours::start();
    islands::wake();
    dom::set(&dom::root(), "data-client", "ready");
}
