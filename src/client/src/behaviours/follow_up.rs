//! A question that follows from the answer to another one.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, HtmlSelectElement};

use super::Running;
use crate::dom;

pub fn start(question: &Element) -> Option<Running> {
    let form = question.closest("form").ok().flatten()?;
    let (of, at) = (question.clone(), form.clone());
    let fit = move || dom::hide(&of, !follows(&of, &at));
    fit();
    Some(Box::new(dom::on(&form, "change", move |_| fit())))
}

fn follows(question: &Element, form: &Element) -> bool {
    let (name, when) = (
        dom::get(question, "data-follows"),
        dom::get(question, "data-when"),
    );
    let inputs = dom::all_in(form, "input, select").into_iter();
    inputs
        .filter(|input| dom::get(input, "name") == name)
        .filter_map(|input| chosen(&input))
        .any(|value| when.split_whitespace().any(|wanted| wanted == value))
}

/// The value of an input that is ticked, or chosen.
fn chosen(input: &Element) -> Option<String> {
    if let Some(select) = input.dyn_ref::<HtmlSelectElement>() {
        return Some(select.value());
    }
    let input: &HtmlInputElement = input.dyn_ref()?;
    input.checked().then(|| input.value())
}
