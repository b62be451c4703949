//! One conversation, and what happened to it.

use leptos::prelude::*;

use super::CoordinatedModel;
use super::server_fns::models;
use crate::done;
use crate::members::question_path;
use ui::{BackLink, ButtonLink, PersonCard, SummaryList, SummaryRow, Tag, Timeline};
use web::banner::Banner;
use web::page::{Page, page, word_of_address};

/// `/conversations/CC-7K4M-9QXD`.
pub async fn conversation_page() -> Page {
    let model = models::conversation(&word_of_address("reference")).await?;
    let title = format!("Conversation {}", model.reference);
    page(title, view! { <One model /> })
}

#[component]
fn One(model: CoordinatedModel) -> impl IntoView {
    let done = match model.can_change {
        true => Banner::named(&[done::BOOKED, done::MOVED]),
        false => Banner::named(&[done::BOOKED, done::MOVED, done::CANCELLED]),
    };
    let or_none = |text: String, none: &str| {
        if text.is_empty() {
            none.to_owned()
        } else {
            text
        }
    };
    let here = format!("/conversations/{}", model.reference);
    let again = question_path(&model.member_id, "day");
    let sent = format!(
        "We have sent an email to {} and to {}.",
        model.member, model.adviser
    );
    let followed = model.followed.into_iter();
    let followed: Vec<_> = followed
        .map(|(question, answer)| SummaryRow::new(question, answer))
        .collect();
    view! {
        <BackLink href=format!("/conversations?from={0}&to={0}", model.day) words="All conversations" />
        {done.map(|banner| banner.with(sent))}
        <h1 class="nhsuk-heading-l">{format!("{} with {}", model.member, model.adviser)}</h1>
        <p class="nhsuk-body-l">{model.when}</p>
        <p><Tag words=model.status colour=model.status_colour /></p>
        <PersonCard name=model.member.clone() role="Hub member" phone=model.phone email=model.email />
        <SummaryList rows=vec![
            SummaryRow::new("Reference", model.reference),
            SummaryRow::new("How they meet", model.way),
            SummaryRow::new("Topic", model.topic),
            SummaryRow::new("What the adviser should know", or_none(model.preparation, "Nothing yet")),
        ] />
        {if model.can_change {
            view! {
                <ButtonLink href=format!("{here}/move") words="Move this conversation" kind="secondary" />
                <p><a class="app-target" href=format!("{here}/cancel")>"Cancel this conversation"</a></p>
            }
                .into_any()
        } else {
            view! { <ButtonLink href=again words=format!("Book another for {}", model.member) kind="secondary" /> }.into_any()
        }}
        {(!followed.is_empty())
            .then(|| {
                view! {
                    <h2 class="nhsuk-heading-m">"After the conversation"</h2>
                    <SummaryList rows=followed />
                }
            })}
        <Timeline heading="What happened" events=model.history />
    }
}
