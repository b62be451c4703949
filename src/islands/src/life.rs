//! The program's ends for the client: how an island begins and ends (`src/client/src/islands.rs`).

use std::cell::RefCell;

use leptos::prelude::Owner;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Element;

struct Living {
    island: Element,
    owner: Owner,
}

thread_local! {
    static LIVING: RefCell<Vec<Living>> = const { RefCell::new(Vec::new()) };
    static ROOT: RefCell<Option<Owner>> = const { RefCell::new(None) };
}

/// Called once, before everything else.
#[wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
    ROOT.set(Owner::current());
}

/// What is made from now on belongs to this island.
#[wasm_bindgen]
pub fn enter(island: Element) {
    let Some(owner) = ROOT.with_borrow(|root| root.as_ref().map(Owner::child)) else {
        return;
    };
    owner.set();
    LIVING.with_borrow_mut(|living| living.push(Living { island, owner }));
}

/// The island is made.
#[wasm_bindgen]
pub fn settled() {
    ROOT.with_borrow(|root| {
        if let Some(root) = root {
            root.set();
        }
    });
}

/// Ends what belongs to islands that have left the document.
#[wasm_bindgen]
pub fn left() {
    let all = LIVING.take();
    let (here, gone): (Vec<_>, Vec<_>) = all
        .into_iter()
        .partition(|living| living.island.is_connected());
    LIVING.set(here);
    for living in gone {
        living.owner.cleanup();
    }
}
