//! A list that is told when what it shows has changed, and then shows what the page shows now. Without scripts, or when it can't be
//! told, it says how fresh it is and has a link to itself.
//!
//! The list itself is the island's children: words of the page, which a change of the page changes and no program. What is new comes
//! as the page again, so with all its permissions.

use leptos::prelude::*;
use leptos::reactive::spawn_local;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DocumentFragment, Element, EventSource, HtmlElement, HtmlTemplateElement, MessageEvent,
    Response,
};

/// The list, in a page that has one.
const OF_PAGE: &str = "leptos-island[data-component^=LiveList] leptos-children";
/// The list, in its island.
const OF_ISLAND: &str = "leptos-children";

/// A list that is told of changes.
#[island]
pub fn LiveList(
    /// Where it is told: of a new version, and of nothing else.
    told_at: String,
    /// The version that is shown.
    version: String,
    children: Children,
) -> impl IntoView {
    let list = NodeRef::<leptos::html::Div>::new();
    let shown = StoredValue::new(version);
    let is_told = RwSignal::new(false);
    // Only browsers run effects, and once the list is there.
    Effect::new(move || {
        if let Some(list) = list.get() {
            listen(&told_at, &list, shown, is_told);
        }
    });
    view! {
        <div node_ref=list data-live=move || is_told.get().then_some("yes")>
            {children()}
        </div>
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "only an effect of the browser comes here"
)]
fn listen(told_at: &str, list: &HtmlElement, shown: StoredValue<String>, is_told: RwSignal<bool>) {
    let Ok(source) = EventSource::new(told_at) else {
        return;
    };
    let island: Element = list.clone().into();
    let told = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        is_told.try_set(true);
        let version = event.data().as_string().unwrap_or_default();
        if shown.try_with_value(|shown| *shown != version) == Some(true) {
            let island = island.clone();
            spawn_local(async move {
                // What doesn't come now is told again.
                if show_newest(island).await.is_some() {
                    shown.try_set_value(version);
                }
            });
        }
    });
    // The browser tries again by itself, unless it was refused.
    let cut_off = Closure::<dyn FnMut()>::new(move || {
        is_told.try_set(false);
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

/// Puts the list as the page has it now in the place of the one that is shown. `None` if it didn't come.
async fn show_newest(island: Element) -> Option<()> {
    let page = page_now().await.ok()?;
    let newest = page.query_selector(OF_PAGE).ok().flatten()?;
    let shown = island.query_selector(OF_ISLAND).ok().flatten()?;
    let href = focused_link(&shown);
    shown.set_inner_html(&newest.inner_html());
    give_focus(&shown, href);
    Some(())
}

async fn page_now() -> Result<DocumentFragment, JsValue> {
    let address = window().location().href()?;
    let response: Response = JsFuture::from(window().fetch_with_str(&address))
        .await?
        .dyn_into()?;
    if !response.ok() || response.redirected() {
        return Err(JsValue::NULL);
    }
    let text = JsFuture::from(response.text()?).await?;
    // In a template nothing is loaded or run.
    let template: HtmlTemplateElement = document().create_element("template")?.dyn_into()?;
    template.set_inner_html(&text.as_string().unwrap_or_default());
    Ok(template.content())
}

/// Where the link leads that has the focus, if one of the list has.
fn focused_link(list: &Element) -> Option<String> {
    let focused = document().active_element()?;
    list.contains(Some(focused.as_ref()))
        .then(|| focused.get_attribute("href"))?
}

fn give_focus(list: &Element, href: Option<String>) {
    let same = href.map(|href| format!("a[href=\"{href}\"]"));
    let link = same.and_then(|same| list.query_selector(&same).ok().flatten());
    if let Some(link) = link.and_then(|link| link.dyn_into::<HtmlElement>().ok()) {
        let _ = link.focus();
    }
}

/// How fresh a list is, and how to have it fresher: inside the list. What it says follows the island by its style.
#[component]
pub fn Freshness(
    /// 'Updated at 9:30am'.
    updated: String,
    /// The page's own address.
    href: String,
) -> impl IntoView {
    view! {
        <p>
            <span role="status">{updated}</span>
            <span class="app-live-only">". This list updates by itself."</span>
            <span class="app-not-live">
                ". "
                <a class="app-target" href=href>"Update this list"</a>
            </span>
        </p>
    }
}
