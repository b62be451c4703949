//! Moving and cancelling.

use leptos::prelude::*;

use super::book_pages::times_query;
use super::time_picker::{LaterTimes, NoTimes, TimesByDay, TimesFilter};
use super::{
    CancelConversation, ChoiceModel, Conversation, ConversationModel, DayModel, MoveConversation,
    MoveModel, MoveQuestion,
};
use crate::components::{BackLink, Button, ErrorSummary, Hidden};
use crate::forms::{Form, use_form};
use crate::page::{Loading, Page, load, page, word_of_address};

const MOVE: &str = "Move your conversation";

/// Moving a conversation.
#[derive(Debug)]
pub struct MovePage {
    model: Loading<MoveModel>,
}

impl Page for MovePage {
    fn data() -> Self {
        let (reference, query) = (word_of_address("reference"), times_query());
        Self {
            model: load(move || MoveQuestion {
                reference: reference.get(),
                query: query.get(),
            }),
        }
    }

    fn view(this: Self) -> AnyView {
        page(
            this.model,
            |model| heading(MOVE, &model.conversation),
            |model| view! { <Move model /> }.into_any(),
        )
    }
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
    let alternatives = form.alternatives();
    let days = StoredValue::new(times.days.clone());
    let answer = StoredValue::new(form.value("slot", ""));
    // After a clash only the nearest free times are shown, which are surely free.
    let shown = move || {
        let alternatives = alternatives.get();
        if alternatives.is_empty() {
            return days.get_value();
        }
        let choices = alternatives
            .into_iter()
            .map(|choice| ChoiceModel {
                value: choice.value,
                label: choice.label,
                hint: String::new(),
            })
            .collect();
        vec![DayModel {
            heading: "The nearest free times".to_owned(),
            times: choices,
        }]
    };
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
                        <Form form without_summary=true>
                            {move || view! { <TimesByDay days=shown() answer=answer.get_value() error=form.error("slot") /> }}
                            <LaterTimes path=path.clone() times=times.clone() />
                            <Hidden name="form[reference]" value=conversation.reference.clone() />
                            <Hidden name="form[version]" value=conversation.version.clone() />
                            <Hidden name="form[way]" value=times.way.clone() />
                            <Hidden name="form[site]" value=times.site.clone() />
                            <Button words="Move it to this time" />
                        </Form>
                    }
                        .into_any()
                }}
            }
                .into_any()
        }}
    }
}

/// Cancelling a conversation.
#[derive(Debug)]
pub struct CancelPage {
    model: Loading<ConversationModel>,
}

impl Page for CancelPage {
    fn data() -> Self {
        let reference = word_of_address("reference");
        Self {
            model: load(move || Conversation {
                reference: reference.get(),
            }),
        }
    }

    fn view(this: Self) -> AnyView {
        page(
            this.model,
            |model| heading("Cancel your conversation", model),
            |model| view! { <Cancel model /> }.into_any(),
        )
    }
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
