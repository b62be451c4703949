//! Where taking over a page lets the browser do something else.

use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::no_attrs;
use leptos::tachys::renderer::types::{Element, Node};
use leptos::tachys::view::{Mountable, Position, PositionState, Render, RenderHtml};

/// Nothing that anybody sees: where it stands between a page's parts, taking over the page waits when it has been at it for
/// `SLICE`, so that a tap or a key is answered before the whole page is. A slow phone would be deaf for a second otherwise.
#[derive(Debug, Clone, Copy, Default)]
pub struct YieldPoint;

/// How long taking over goes on before the browser has its turn, in milliseconds. Half of what a person notices is 50, and a phone
/// is several times as slow between two points as what these were placed with.
#[cfg(not(feature = "ssr"))]
const SLICE: f64 = 5.0;

#[cfg(not(feature = "ssr"))]
thread_local! {
    /// When the browser last had its turn, in milliseconds since the page's start.
    static LAST_TURN: std::cell::Cell<f64> = const { std::cell::Cell::new(0.0) };
}

#[cfg(not(feature = "ssr"))]
fn now() -> f64 {
    leptos::prelude::window()
        .performance()
        .map_or(0.0, |performance| performance.now())
}

/// Gives the browser its turn if it is time for it.
#[cfg(not(feature = "ssr"))]
async fn yield_if_due() {
    if now() - LAST_TURN.get() < SLICE {
        return;
    }
    // Rejected is as good as resolved: the turn has come.
    let _ = wasm_bindgen_futures::JsFuture::from(turn()).await;
    LAST_TURN.set(now());
}

/// Resolves once the browser has done what waited. Browsers without `scheduler.yield` wait a few milliseconds for nothing.
#[cfg(not(feature = "ssr"))]
fn turn() -> js_sys::Promise {
    use leptos::wasm_bindgen::{JsCast, JsValue};
    let window = leptos::prelude::window();
    let of = |object: &JsValue, name: &str| js_sys::Reflect::get(object, &name.into()).ok();
    let by_scheduler = of(&window, "scheduler").and_then(|scheduler| {
        let function: js_sys::Function = of(&scheduler, "yield")?.dyn_into().ok()?;
        function.call0(&scheduler).ok()?.dyn_into().ok()
    });
    by_scheduler.unwrap_or_else(|| {
        js_sys::Promise::new(&mut |resolve, _| {
            let _ = window.set_timeout_with_callback(&resolve);
        })
    })
}

impl Render for YieldPoint {
    type State = Self;

    fn build(self) -> Self {
        self
    }

    fn rebuild(self, _state: &mut Self) {}
}

impl Mountable for YieldPoint {
    fn unmount(&mut self) {}

    fn mount(&mut self, _parent: &Element, _marker: Option<&Node>) {}

    fn insert_before_this(&self, _child: &mut dyn Mountable) -> bool {
        false
    }

    fn elements(&self) -> Vec<Element> {
        Vec::new()
    }
}

no_attrs!(YieldPoint);

impl RenderHtml for YieldPoint {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;
    const EXISTS: bool = false;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(
        self,
        _buf: &mut String,
        _position: &mut Position,
        _escape: bool,
        _mark_branches: bool,
        _extra_attrs: Vec<AnyAttribute>,
    ) {
    }

    fn hydrate<const FROM_SERVER: bool>(self, _cursor: &Cursor, _position: &PositionState) -> Self {
        self
    }

    #[cfg(not(feature = "ssr"))]
    async fn hydrate_async(self, _cursor: &Cursor, _position: &PositionState) -> Self {
        yield_if_due().await;
        self
    }

    fn into_owned(self) -> Self {
        self
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use leptos::prelude::*;

    use super::YieldPoint;

    #[test]
    fn nobody_sees_it() {
        let alone = view! { <p>{String::from("a")} {String::from("b")}</p> }.to_html();
        let with =
            view! { <p>{YieldPoint} {String::from("a")} {YieldPoint} {String::from("b")}</p> };
        // Builds for debugging mark where a view of another type begins.
        assert_eq!(with.to_html().replace("<!--<() />-->", ""), alone);
    }
}
