//! Which forms are ours, and what they send.

use wasm_bindgen::JsCast;
use web_sys::{Event, FormData, HtmlElement, HtmlFormElement, SubmitEvent, Url, UrlSearchParams};

use super::links;
use super::visit::{self, Sent};
use crate::dom;

/// What a form will do: its own attributes, or those of the button that sends it.
struct Submission {
    form: HtmlFormElement,
    button: Option<HtmlElement>,
}

impl Submission {
    fn of(event: &Event) -> Option<Self> {
        let event: &SubmitEvent = event.dyn_ref()?;
        Some(Self {
            form: event.target()?.dyn_into().ok()?,
            button: event.submitter(),
        })
    }

    /// An attribute of the form, `method` or `action`, that the button may replace.
    fn says(&self, name: &str) -> String {
        let of_button = self
            .button
            .as_ref()
            .and_then(|button| button.get_attribute(&format!("form{name}")));
        of_button.unwrap_or_else(|| dom::get(&self.form, name))
    }

    /// Where it leads, if sending it is ours to do.
    fn address(&self) -> Option<Url> {
        let action = self.says("action");
        let address = Url::new_with_base(&action, &dom::address()).ok()?;
        let is_other = self.says("method").eq_ignore_ascii_case("dialog")
            || links::opens_elsewhere(&self.says("target"))
            || links::is_off(&self.form)
            || address.origin() != dom::origin();
        if !action.contains('#') {
            address.set_hash("");
        }
        (!is_other).then_some(address)
    }

    /// What was filled in, and which button was pressed.
    fn data(&self) -> Option<FormData> {
        let data = FormData::new_with_form(&self.form).ok()?;
        if let Some(button) = &self.button
            && let Some(name) = button.get_attribute("name").filter(|name| !name.is_empty())
        {
            let _ = data.append_with_str(&name, &dom::get(button, "value"));
        }
        Some(data)
    }

    fn is_post(&self) -> bool {
        self.says("method").eq_ignore_ascii_case("post")
    }

    fn is_multipart(&self) -> bool {
        self.says("enctype")
            .eq_ignore_ascii_case("multipart/form-data")
    }
}

pub fn submitted(event: &Event) {
    let Some(submission) = Submission::of(event).filter(|_| !event.default_prevented()) else {
        return;
    };
    let (Some(address), Some(data)) = (submission.address(), submission.data()) else {
        return;
    };
    let Ok(fields) = UrlSearchParams::new_with_str_sequence_sequence(&data) else {
        return;
    };
    event.prevent_default();
    if submission.is_post() {
        let body = if submission.is_multipart() {
            data.into()
        } else {
            fields.into()
        };
        let Submission { form, button } = submission;
        visit::send(address.href(), Sent { body, form, button });
    } else {
        address.set_search(&String::from(fields.to_string()));
        visit::follow(address.href());
    }
}
