//! The hydrating WebAssembly client of People Hub.

// The type of all pages is deep when it is not erased, as in a release.
#![recursion_limit = "512"]

use app::app::App;
use leptos::mount::hydrate_from_async;
use leptos::tachys::dom::body;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::spawn_local;

mod tasks;

/// Takes over the page that the server rendered.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    tasks::hold();
    spawn_local(async {
        hydrate_from_async(body(), App).await.forget();
        tasks::release();
    });
}
