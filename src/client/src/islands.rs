//! Islands: where a page holds some, their program is fetched and hydrates those that are new.
//!
//! The program is what `wasm-bindgen --target web` makes of a crate with Leptos islands. It exports
//!
//! - `default({ module_or_path })`, which `start.js` calls with what it has compiled, and `hydrate()`, called once;
//! - a function by the name in each island's `data-component`, which hydrates the element it is given;
//! - `enter(element)` and `settled()`, called before and after that one: what the island makes in between belongs to the element (an `Owner` of its own);
//! - `left()`, called after each navigation: it disposes of what belongs to elements that are no longer in the document, which
//!   Leptos itself does not.
//!
//! An island that can't be hydrated stays as the server drew it, and is named in the console.

use std::cell::RefCell;

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::Element;

use crate::dom;

/// A property of an element that was woken: it goes with the element.
const AWAKE: &str = "isAwake";

struct Known {
    /// Loads the program, and gives a promise of it.
    load: Function,
    /// Once it is asked for.
    module: Option<Promise>,
}

thread_local! {
    static KNOWN: RefCell<Option<Known>> = const { RefCell::new(None) };
}

/// How the program is loaded.
pub fn know(load: Function) {
    KNOWN.set(Some(Known { load, module: None }));
}

/// Wakes the islands that are new, and lets those go that are no longer there.
pub fn wake() {
    let new: Vec<Element> = dom::all("leptos-island")
        .into_iter()
        .filter(|island| !is_marked(island))
        .collect();
    for island in &new {
        let _ = Reflect::set(island, &AWAKE.into(), &JsValue::TRUE);
    }
    let Some((module, is_first)) = module(!new.is_empty()) else {
        return;
    };
    spawn_local(async move {
        let Ok(module) = JsFuture::from(module).await else {
            return forget(&new);
        };
        if is_first {
            call(&module, "hydrate", None);
        }
        call(&module, "left", None);
        // Those that have left meanwhile are no longer wanted.
        for island in new.iter().filter(|island| island.is_connected()) {
            hydrate(&module, island);
        }
    });
}

fn is_marked(island: &Element) -> bool {
    Reflect::get(island, &AWAKE.into()).is_ok_and(|mark| mark.is_truthy())
}

/// The program, if it is there or wanted, and whether it was asked for just now.
fn module(is_wanted: bool) -> Option<(Promise, bool)> {
    KNOWN.with_borrow_mut(|known| {
        let known = known.as_mut()?;
        if let Some(module) = &known.module {
            return Some((module.clone(), false));
        }
        if !is_wanted {
            return None;
        }
        let module: Promise = known.load.call0(&JsValue::NULL).ok()?.dyn_into().ok()?;
        known.module = Some(module.clone());
        Some((module, true))
    })
}

/// The program did not come: the next page with an island asks again.
fn forget(islands: &[Element]) {
    for island in islands {
        let _ = Reflect::delete_property(island, &AWAKE.into());
    }
    KNOWN.with_borrow_mut(|known| {
        if let Some(known) = known {
            known.module = None;
        }
    });
}

fn hydrate(module: &JsValue, island: &Element) {
    let name = dom::get(island, "data-component");
    tell_parent(island);
    call(module, "enter", Some(island));
    if !call(module, &name, Some(island)) {
        let words = format!("The island {name} was not hydrated");
        warn(&words.into());
    }
    call(module, "settled", None);
}

/// An island among another's children lives in that one's context: Leptos leaves a function for it.
fn tell_parent(island: &Element) {
    let children = island
        .parent_element()
        .and_then(|parent| parent.closest("leptos-children").ok().flatten());
    if let Some(children) = children
        && let Ok(tell) = Reflect::get(&children, &"$$on_hydrate".into())
        && let Some(tell) = tell.dyn_ref::<Function>()
    {
        let _ = tell.call0(&JsValue::NULL);
    }
}

/// Calls a function of the program. Says whether it is there and went well.
fn call(module: &JsValue, name: &str, island: Option<&Element>) -> bool {
    let function = Reflect::get(module, &name.into()).ok();
    let Some(function) = function
        .as_ref()
        .and_then(|function| function.dyn_ref::<Function>())
    else {
        return false;
    };
    let called = match island {
        Some(island) => function.call1(&JsValue::NULL, island),
        None => function.call0(&JsValue::NULL),
    };
    called.is_ok()
}

#[wasm_bindgen::prelude::wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = console)]
    fn warn(words: &JsValue);
}
