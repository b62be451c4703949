//! How many characters are left.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, HtmlTextAreaElement};

use super::Running;
use crate::dom;

pub fn start(group: &Element) -> Option<Running> {
    let most: usize = dom::get(group, "data-maxlength").parse().ok()?;
    let message = dom::find_in(group, ".nhsuk-character-count__message")?;
    let input = dom::find_in(group, "textarea, input")?;
    // What was typed before this started counts too.
    if let Some(typed) = typed(&input).filter(|typed| *typed != at_first(&input)) {
        say(&message, &typed, most);
    }
    let of = input.clone();
    let listening = dom::on(&input, "input", move |_| {
        say(&message, &typed_or_empty(&of), most);
    });
    Some(Box::new(listening))
}

fn typed_or_empty(input: &Element) -> String {
    typed(input).unwrap_or_default()
}

fn typed(input: &Element) -> Option<String> {
    let area = input
        .dyn_ref::<HtmlTextAreaElement>()
        .map(HtmlTextAreaElement::value);
    area.or_else(|| Some(input.dyn_ref::<HtmlInputElement>()?.value()))
}

/// What the server filled in.
fn at_first(input: &Element) -> String {
    if let Some(area) = input.dyn_ref::<HtmlTextAreaElement>() {
        return area.default_value().unwrap_or_default();
    }
    let input = input.dyn_ref::<HtmlInputElement>();
    input
        .map(HtmlInputElement::default_value)
        .unwrap_or_default()
}

fn say(message: &Element, typed: &str, most: usize) {
    message.set_text_content(Some(&words(typed.chars().count(), most)));
}

fn words(count: usize, most: usize) -> String {
    let left = most.abs_diff(count);
    let characters = if left == 1 { "character" } else { "characters" };
    let end = if count > most {
        "too many"
    } else {
        "remaining"
    };
    format!("You have {left} {characters} {end}")
}
