//! A page that is told when what it shows has changed, and then loads it again. Without scripts, or when it can't be told, it
//! says how fresh it is and has a link to itself.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::prelude::Closure;
use leptos::web_sys::{EventSource, MessageEvent};

use super::{Loading, Navigated};

/// A page that is told of changes.
#[derive(Clone, Copy)]
pub struct Live {
    /// The version that is shown.
    shown: StoredValue<String>,
    /// Whether it is being told.
    is_told: RwSignal<bool>,
}

/// Has the page's view model loaded again whenever what is told at `path` is another version than the one shown. Call it once a
/// page, and say with [`Live::shows`] what is shown.
pub fn live<T: 'static>(path: &'static str, model: Loading<T>) -> Live {
    let live = Live {
        shown: StoredValue::default(),
        is_told: RwSignal::new(false),
    };
    let (text, navigated) = (model.text, use_context::<Navigated>());
    // Only browsers run effects, and once the page is there.
    Effect::new(move || {
        listen(
            path,
            live,
            Box::new(move || {
                if let Some(navigated) = navigated {
                    navigated.is_quiet.try_set(true);
                }
                text.refetch();
            }),
        );
    });
    live
}

impl Live {
    /// This version is shown.
    pub fn shows(self, version: &str) {
        self.shown.set_value(version.to_owned());
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "only an effect of the browser comes here"
)]
fn listen(path: &str, live: Live, load_again: Box<dyn Fn()>) {
    let Ok(source) = EventSource::new(path) else {
        return;
    };
    let told = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        live.is_told.try_set(true);
        let version = event.data().as_string().unwrap_or_default();
        if live.shown.try_with_value(|shown| *shown != version) == Some(true) {
            load_again();
        }
    });
    // The browser tries again by itself, unless it was refused.
    let cut_off = Closure::<dyn FnMut()>::new(move || {
        live.is_told.try_set(false);
    });
    source.set_onmessage(Some(told.as_ref().unchecked_ref()));
    source.set_onerror(Some(cut_off.as_ref().unchecked_ref()));
    let listening = StoredValue::new_local((source, told, cut_off));
    on_cleanup(move || {
        listening.try_update_value(|(source, ..)| {
            source.set_onmessage(None);
            source.set_onerror(None);
            source.close();
        });
    });
}

/// How fresh the list on a page is, and how to have it fresher.
#[component]
pub fn Freshness(
    /// The page.
    live: Live,
    /// 'Updated at 9:30am'.
    updated: String,
    /// The page's own address.
    href: String,
) -> impl IntoView {
    view! {
        <p>
            <span role="status">{updated}</span>
            {move || {
                if live.is_told.get() {
                    view! { ". This list updates by itself." }.into_any()
                } else {
                    view! {
                        ". "
                        <a class="app-target" href=href.clone()>"Update this list"</a>
                    }
                    .into_any()
                }
            }}
        </p>
    }
}
