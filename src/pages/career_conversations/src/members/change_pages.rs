//! Moving and cancelling.

use islands::career_conversations::{TimeChooser, Times};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::server_fns::models;
use super::time_picker::{LaterTimes, NoTimes, TimesFilter, days_to_choose_from, described};
use super::{CancelConversation, ConversationModel, MoveConversation, MoveModel};
use ui::{BackLink, Button, ErrorSummary, Hidden};
use web::forms::{Form, use_form};
use web::page::{Page, of_query, page, word_of_address};

const MOVE: &str = "Move your conversation";

pub async fn move_page() -> Page {
    let model = models::move_question(&word_of_address("reference"), of_query()).await?;
    let title = heading(MOVE, &model.conversation);
    page(title, view! { <Move model /> })
}

/// What a page asks, or why it can't any more.
fn heading(asks: &str, model: &ConversationModel) -> String {
    match model {
        model if model.can_change => asks.to_owned(),
        model if model.is_cancelled => "This conversation is cancelled".to_owned(),
        model if model.is_upcoming => "It is too late to change this conversation here".to_owned(),
        _ => "This conversation is over".to_owned(),
    }
}

/// Why a conversation can no longer be changed here, and the way to it.
#[component]
fn TooLate(model: ConversationModel) -> impl IntoView {
    let words = if model.is_upcoming {
        format!(
            "You could move or cancel it here until {}. To change it now, contact {}.",
            model.cut_off, model.contact
        )
    } else {
        format!("{} with {}. {}.", model.when, model.adviser, model.status)
    };
    let here = format!("/career-conversations/conversation/{}", model.reference);
    view! {
        <p>{words}</p>
        <p><a class="app-target" href=here>"See the conversation"</a></p>
        <p><a class="app-target" href="/career-conversations/book/topic">"Book another conversation"</a></p>
    }
}

#[component]
fn Move(model: MoveModel) -> impl IntoView {
    let MoveModel {
        conversation,
        times,
    } = model;
    let form = use_form::<MoveConversation>();
    let here = format!(
        "/career-conversations/conversation/{}",
        conversation.reference
    );
    let path = format!("{here}/move");
    let days = days_to_choose_from(form.alternatives(), &times);
    let can_change = conversation.can_change;
    view! {
        <BackLink href=here />
        <ErrorSummary failure=form.failure() />
        <h1 class="nhsuk-heading-l">{heading(MOVE, &conversation)}</h1>
        {if !can_change {
            view! { <TooLate model=conversation /> }.into_any()
        } else {
            view! {
                <p>{format!("It is now on {} with {}. {}.", conversation.when, conversation.adviser, times.way_words)}</p>
                <TimesFilter path=path.clone() times=times.clone() />
                {if times.days.is_empty() {
                    view! { <NoTimes path=path.clone() times=times.clone() /> }.into_any()
                } else {
                    view! {
                        <TimeChooser function=MoveConversation::PATH.to_owned() button="Move it to this time".to_owned() posted=form.failure()>
                            <Times days answer=form.value("slot", "") described=described(form) />
                            <LaterTimes path=path.clone() times=times.clone() />
                            <Hidden name="form[reference]" value=conversation.reference.clone() />
                            <Hidden name="form[version]" value=conversation.version.clone() />
                            <Hidden name="form[way]" value=times.way.clone() />
                            <Hidden name="form[site]" value=times.site.clone() />
                        </TimeChooser>
                    }
                        .into_any()
                }}
            }
                .into_any()
        }}
    }
}

pub async fn cancel_page() -> Page {
    let model = models::conversation(&word_of_address("reference")).await?;
    let title = heading("Cancel your conversation", &model);
    page(title, view! { <Cancel model /> })
}

#[component]
fn Cancel(model: ConversationModel) -> impl IntoView {
    let form = use_form::<CancelConversation>();
    let here = format!("/career-conversations/conversation/{}", model.reference);
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
