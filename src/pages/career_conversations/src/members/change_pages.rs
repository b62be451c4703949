//! Cancelling, and what can't be changed any more.

use leptos::prelude::*;

use super::server_fns::models;
use super::{CancelConversation, ConversationModel};
use ui::{BackLink, Button, Hidden};
use web::forms::{Form, use_form};
use web::page::{Page, task, word_of_address};

/// What a page asks, or why it can't any more.
pub(super) fn heading(asks: &str, model: &ConversationModel) -> String {
    match model {
        model if model.can_change => asks.to_owned(),
        model if model.is_cancelled => "This conversation is cancelled".to_owned(),
        model if model.is_upcoming => "It is too late to change this conversation here".to_owned(),
        _ => "This conversation is over".to_owned(),
    }
}

/// Why a conversation can no longer be changed here, and the way to it.
#[component]
pub(super) fn TooLate(model: ConversationModel) -> impl IntoView {
    let words = if model.is_upcoming {
        format!(
            "You could move or cancel it here until {}. To change it now, contact {}.",
            model.cut_off, model.contact
        )
    } else {
        format!("{} with {}. {}.", model.when, model.adviser, model.status)
    };
    let here = format!("/conversations/{}", model.reference);
    view! {
        <p>{words}</p>
        <p><a class="app-target" href=here>"See the conversation"</a></p>
        <p><a class="app-target" href="/career-conversations/book/day">"Book another conversation"</a></p>
    }
}

pub async fn cancel_page() -> Page {
    let model = models::conversation(&word_of_address("reference")).await?;
    let title = heading("Cancel your conversation", &model);
    task(title, view! { <Cancel model /> })
}

#[component]
fn Cancel(model: ConversationModel) -> impl IntoView {
    let form = use_form::<CancelConversation>();
    let here = format!("/conversations/{}", model.reference);
    let can_change = model.can_change;
    view! {
        <BackLink href=here.clone() />
        <Form form>
            <h1 class="nhsuk-heading-l">{heading("Do you want to cancel this conversation?", &model)}</h1>
            {if can_change {
                view! {
                    <p>{format!("{} with {}.", model.when, model.adviser)}</p>
                    <p>"Someone else can then have the time. You do not have to say why, and you can book again whenever you like."</p>
                    <Hidden name="form[reference]" value=model.reference.clone() />
                    <Hidden name="form[version]" value=model.version.clone() />
                    <Button words="Yes, cancel it" kind="warning" />
                    <p><a href=here>"No, keep it"</a></p>
                }
                    .into_any()
            } else {
                view! { <TooLate model=model.clone() /> }.into_any()
            }}
        </Form>
    }
}
