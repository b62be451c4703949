//! One conversation: what the member would like to talk about, and whether they came.

use leptos::prelude::*;

use super::server_fns::models;
use super::{AdviserConversationModel, RecordAttendance};
use crate::done;
use ui::{
    BackLink, Button, ButtonLink, Done, ErrorSummary, Hidden, InsetText, PersonCard, SummaryList,
    SummaryRow, Tag, Timeline,
};
use web::banner::Banner;
use web::forms::{Form, FormState, use_form};
use web::page::{Page, page, word_of_address};

/// `/conversations/CC-7K4M-9QXD`.
pub async fn conversation_page() -> Page {
    let model = models::conversation(&word_of_address("reference")).await?;
    let title = format!("Conversation {}", model.reference);
    page(title, view! { <One model /> })
}

#[component]
fn One(model: AdviserConversationModel) -> impl IntoView {
    let form = use_form::<RecordAttendance>();
    let recorded = Banner::named(&[done::ATTENDANCE]).is_some() && !model.is_upcoming;
    let saved = format!("Saved: {}", model.status.to_lowercase());
    let before = model.before.clone();
    let or_none = |text: &str, none: &str| {
        if text.is_empty() {
            none.to_owned()
        } else {
            text.to_owned()
        }
    };
    view! {
        <BackLink href=format!("/conversations/diary?week={}", model.week) words="Your conversations" />
        <ErrorSummary failure=form.failure() />
        {recorded
            .then(|| view! { <Done words=saved /> })}
        <h1 class="nhsuk-heading-l">{model.member.clone()}</h1>
        <p class="nhsuk-body-l">{model.when.clone()}</p>
        <p><Tag words=model.status.clone() colour=model.status_colour.clone() /></p>
        {(!before.is_empty()).then(|| view! { <InsetText><p>{before}</p></InsetText> })}
        <PersonCard name=model.member.clone() role="Hub member" phone=model.phone.clone() email=model.email.clone() />
        <SummaryList rows=vec![
            SummaryRow::new("How you meet", model.way.clone()),
            SummaryRow::new("Topic", model.topic.clone()),
            SummaryRow::new("What they want you to know", or_none(&model.preparation, "Nothing yet")),
            SummaryRow::new("Reference", model.reference.clone()),
        ] />
        {model
            .can_change
            .then(|| {
                let href = format!("/conversations/{}/decide", model.reference);
                view! { <p><a class="app-target" href=href>"Move or cancel this conversation"</a></p> }
            })}
        {model
            .came
            .then(|| {
                let after = format!("/conversations/{}/after", model.reference);
                view! { <ButtonLink href=after words="Write the summary and agree actions" /> }
            })}
        <Attendance model=model.clone() form />
        <Timeline heading="What happened" events=model.history />
    }
}

#[component]
fn Attendance(model: AdviserConversationModel, form: FormState<RecordAttendance>) -> impl IntoView {
    let can_record = model.can_record_came || model.can_record_missed;
    let heading = if model.can_record_came && model.can_record_missed {
        "Did they come?"
    } else {
        "Was that a mistake?"
    };
    let (reference, version) = (model.reference, model.version);
    let answer = move |attended: &'static str, words: &'static str, kind: &'static str| {
        view! {
            <Form form without_summary=true>
                <Hidden name="form[reference]" value=reference.clone() />
                <Hidden name="form[version]" value=version.clone() />
                <Hidden name="form[attended]" value=attended />
                <Button words kind />
            </Form>
        }
    };
    let came = model
        .can_record_came
        .then(|| answer.clone()("yes", "They came", ""));
    let missed = model
        .can_record_missed
        .then(|| answer("no", "They did not come", "secondary"));
    can_record.then(|| {
        view! {
            <h2 class="nhsuk-heading-m">{heading}</h2>
            <div>
                {came}
                {missed}
            </div>
        }
    })
}
