//! Moving and cancelling for a member.

use leptos::prelude::*;

use super::{
    Coordinated, CoordinatedModel, CoordinatedMove, CoordinatedMoveModel, CoordinatorCancel,
    CoordinatorMove,
};
use crate::career_conversations::{
    ChoiceModel, DayModel, LaterTimes, NoTimes, TimesByDay, TimesFilter, times_query,
};
use crate::components::{BackLink, Button, ErrorSummary, Hidden};
use crate::forms::{Form, use_form};
use crate::page::{Loading, Page, load, page, word_of_address};

/// `/coordinator/conversation/CC-7K4M-9QXD/move`.
#[derive(Debug)]
pub struct CoordinatorMovePage {
    model: Loading<CoordinatedMoveModel>,
}

impl Page for CoordinatorMovePage {
    fn data() -> Self {
        let (reference, query) = (word_of_address("reference"), times_query());
        Self {
            model: load(move || CoordinatedMove {
                reference: reference.get(),
                query: query.get(),
            }),
        }
    }

    fn view(this: Self) -> AnyView {
        page(
            this.model,
            |model| heading("Move a conversation".to_owned(), &model.conversation),
            |model| view! { <Move model /> }.into_any(),
        )
    }
}

/// What a page asks, or why it can't any more.
fn heading(asks: String, model: &CoordinatedModel) -> String {
    match model {
        model if model.can_change => asks,
        model if model.is_cancelled => "This conversation is cancelled".to_owned(),
        _ => "This conversation has started or is over".to_owned(),
    }
}

/// Why a conversation can no longer be changed, and the way to it.
#[component]
fn TooLate(model: CoordinatedModel) -> impl IntoView {
    let here = format!("/coordinator/conversation/{}", model.reference);
    let words = format!(
        "{} with {}, {}. {}.",
        model.member, model.adviser, model.when, model.status
    );
    view! {
        <p>{words}</p>
        <p><a class="app-target" href=here>"See the conversation"</a></p>
    }
}

#[component]
fn Move(model: CoordinatedMoveModel) -> impl IntoView {
    let CoordinatedMoveModel {
        conversation,
        times,
    } = model;
    let form = use_form::<CoordinatorMove>();
    let here = format!("/coordinator/conversation/{}", conversation.reference);
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
        let choices = alternatives.into_iter().map(|choice| ChoiceModel {
            value: choice.value,
            label: choice.label,
            hint: String::new(),
        });
        vec![DayModel {
            heading: "The nearest free times".to_owned(),
            times: choices.collect(),
        }]
    };
    let now = format!(
        "It is now on {} with {}. {}.",
        conversation.when, conversation.adviser, times.way_words
    );
    let title = heading(
        format!("Move the conversation of {}", conversation.member),
        &conversation,
    );
    let over = conversation.clone();
    let change = view! {
        <p>{now}</p>
        <TimesFilter path=path.clone() times=times.clone() />
        {if times.days.is_empty() {
            view! { <NoTimes path=path.clone() times=times.clone() /> }.into_any()
        } else {
            view! {
                <Form form without_summary=true>
                    {move || view! { <TimesByDay days=shown() answer=answer.get_value() error=form.error("slot") /> }}
                    <LaterTimes path=path times=times.clone() />
                    <Hidden name="form[reference]" value=conversation.reference.clone() />
                    <Hidden name="form[version]" value=conversation.version.clone() />
                    <Hidden name="form[way]" value=times.way.clone() />
                    <Hidden name="form[site]" value=times.site.clone() />
                    <Button words="Move it to this time" />
                </Form>
            }
                .into_any()
        }}
    };
    let change = if conversation.can_change {
        change.into_any()
    } else {
        view! { <TooLate model=over /> }.into_any()
    };
    view! {
        <BackLink href=here />
        <ErrorSummary failure=form.failure() />
        <h1 class="nhsuk-heading-l">{title}</h1>
        {change}
    }
}

/// `/coordinator/conversation/CC-7K4M-9QXD/cancel`.
#[derive(Debug)]
pub struct CoordinatorCancelPage {
    model: Loading<CoordinatedModel>,
}

impl Page for CoordinatorCancelPage {
    fn data() -> Self {
        let reference = word_of_address("reference");
        Self {
            model: load(move || Coordinated {
                reference: reference.get(),
            }),
        }
    }

    fn view(this: Self) -> AnyView {
        page(
            this.model,
            |model| heading("Cancel a conversation".to_owned(), model),
            |model| view! { <Cancel model /> }.into_any(),
        )
    }
}

#[component]
fn Cancel(model: CoordinatedModel) -> impl IntoView {
    let form = use_form::<CoordinatorCancel>();
    let here = format!("/coordinator/conversation/{}", model.reference);
    view! {
        <BackLink href=here.clone() />
        <Form form>
            <h1 class="nhsuk-heading-l">{heading("Do you want to cancel this conversation?".to_owned(), &model)}</h1>
            {if model.can_change {
                view! {
                    <p>{format!("{} with {}, {}.", model.member, model.adviser, model.when)}</p>
                    <p>"We will email both of them. Someone else can then have the time."</p>
                    <Hidden name="form[reference]" value=model.reference />
                    <Hidden name="form[version]" value=model.version />
                    <Button words="Yes, cancel it" kind="warning" />
                    <p><a class="app-target" href=here>"No, keep it"</a></p>
                }
                    .into_any()
            } else {
                view! { <TooLate model=model.clone() /> }.into_any()
            }}
        </Form>
    }
}
