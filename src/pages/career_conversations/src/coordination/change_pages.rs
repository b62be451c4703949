//! Moving and cancelling for a member.

use islands::career_conversations::{TimeChooser, Times};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::server_fns::models;
use super::{CoordinatedModel, CoordinatedMoveModel, CoordinatorCancel, CoordinatorMove};
use crate::members::{LaterTimes, NoTimes, TimesFilter, days_to_choose_from, described};
use ui::{BackLink, Button, ErrorSummary, Hidden};
use web::forms::{Form, use_form};
use web::page::{Page, of_query, page, word_of_address};

/// `/coordinator/conversation/CC-7K4M-9QXD/move`.
pub async fn coordinator_move_page() -> Page {
    let model = models::move_question(&word_of_address("reference"), of_query()).await?;
    let title = heading("Move a conversation".to_owned(), &model.conversation);
    page(title, view! { <Move model /> })
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
    let days = days_to_choose_from(form.alternatives(), &times);
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
                <TimeChooser function=CoordinatorMove::PATH.to_owned() button="Move it to this time".to_owned() posted=form.failure()>
                    <Times days answer=form.value("slot", "") described=described(form) />
                    <LaterTimes path=path times=times.clone() />
                    <Hidden name="form[reference]" value=conversation.reference.clone() />
                    <Hidden name="form[version]" value=conversation.version.clone() />
                    <Hidden name="form[way]" value=times.way.clone() />
                    <Hidden name="form[site]" value=times.site.clone() />
                </TimeChooser>
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
pub async fn coordinator_cancel_page() -> Page {
    let model = models::conversation(&word_of_address("reference")).await?;
    let title = heading("Cancel a conversation".to_owned(), &model);
    page(title, view! { <Cancel model /> })
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
