//! Moving and cancelling for a member.

use leptos::prelude::*;

use super::server_fns::models;
use super::{CoordinatedModel, CoordinatorCancel, CoordinatorMove};
use crate::members::{Mover, check, choose_day, choose_time};
use ui::{BackLink, Button, Hidden};
use web::error::Failure;
use web::forms::{Form, use_form};
use web::page::{Page, task, word_of_address};

async fn mover() -> Result<Mover, Failure> {
    let (model, moving) = models::moving(&word_of_address("reference")).await?;
    let asks = format!("Move the conversation of {}", model.member);
    Ok(Mover {
        here: format!("/conversations/{}", model.reference),
        title: heading("Move a conversation".to_owned(), &model),
        heading: heading(asks, &model),
        too_late: (!model.can_change).then(|| view! { <TooLate model /> }.into_any()),
        moving,
    })
}

/// `/conversations/CC-7K4M-9QXD/move`.
pub async fn move_page() -> Page {
    choose_day(mover().await?).await
}

/// `/conversations/CC-7K4M-9QXD/move/time`.
pub async fn move_time_page() -> Page {
    choose_time(mover().await?).await
}

/// `/conversations/CC-7K4M-9QXD/move/check`.
pub async fn move_check_page() -> Page {
    check::<CoordinatorMove>(mover().await?).await
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
    let here = format!("/conversations/{}", model.reference);
    let words = format!(
        "{} with {}, {}. {}.",
        model.member, model.adviser, model.when, model.status
    );
    view! {
        <p>{words}</p>
        <p><a class="app-target" href=here>"See the conversation"</a></p>
    }
}

/// `/conversations/CC-7K4M-9QXD/cancel`.
pub async fn cancel_page() -> Page {
    let model = models::conversation(&word_of_address("reference")).await?;
    let title = heading("Cancel a conversation".to_owned(), &model);
    task(title, view! { <Cancel model /> })
}

#[component]
fn Cancel(model: CoordinatedModel) -> impl IntoView {
    let form = use_form::<CoordinatorCancel>();
    let here = format!("/conversations/{}", model.reference);
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
