//! Somebody in line as a coordinator sees them: what they wait for, and what can be done for them.

use leptos::prelude::*;

use super::server_fns::models;
use super::{EntryModel, OfferTime, RemoveFromList};
use crate::done;
use crate::members::question_path;
use ui::{
    BackLink, Button, ButtonLink, ErrorSummary, Hidden, InsetText, PersonCard, SummaryList,
    SummaryRow, Tag,
};
use web::banner::Banner;
use web::forms::{Form, use_form};
use web::page::{Page, page, task, word_of_address};

const LIST: &str = "/conversations/waiting-list";

/// `/conversations/waiting-list/ID`.
pub async fn entry_page() -> Page {
    let model = models::entry(&word_of_address("entry")).await?;
    page("Somebody on the waiting list", view! { <Entry model /> })
}

#[component]
fn Entry(model: EntryModel) -> impl IntoView {
    let form = use_form::<OfferTime>();
    let done = Banner::named(&[done::TIME_OFFERED]);
    let row = model.row;
    let is_offered = row.offered.is_some();
    let mut rows = vec![
        SummaryRow::new("Place", row.place),
        SummaryRow::new("Waits for", row.wish),
        SummaryRow::new("Topic", model.topic),
        SummaryRow::new("Days", row.days),
        SummaryRow::new("On the list since", row.since),
    ];
    rows.extend(
        row.offered
            .map(|offered| SummaryRow::new("Kept for them", offered)),
    );
    let (entry, book) = (row.entry.clone(), question_path(&row.member_id, "day"));
    let remove = format!("{LIST}/{}/remove", row.entry);
    let times = model.free.into_iter().map(|(slot, words)| {
        view! {
            <li>
                <button class="nhsuk-button nhsuk-button--secondary nhsuk-button--small" type="submit" name="form[slot]" value=slot>
                    {words}
                </button>
            </li>
        }
    });
    let times = times.collect_view();
    view! {
        <BackLink href=LIST words="Waiting list" />
        <ErrorSummary failure=form.failure() />
        {done.map(Banner::view)}
        <h1 class="nhsuk-heading-l">{row.member.clone()}</h1>
        <p><Tag words=row.state colour=row.colour /></p>
        <PersonCard name=row.member.clone() role="Hub member" phone=model.phone email=model.email />
        <SummaryList rows />
        {(!is_offered)
            .then(|| {
                view! {
                    <h2 class="nhsuk-heading-m">"Offer a time"</h2>
                    {if times.is_empty() {
                        view! { <p>"No time that suits them is free. When one becomes free, we offer it by itself."</p> }.into_any()
                    } else {
                        view! {
                            <p>"These are free and suit them. We keep the one you choose for them, and email them to answer."</p>
                            <Form form without_summary=true>
                                <Hidden name="form[entry]" value=entry />
                                <ul class="app-times">{times}</ul>
                            </Form>
                        }
                            .into_any()
                    }}
                }
            })}
        <h2 class="nhsuk-heading-m">"Or"</h2>
        <ButtonLink href=book words="Book for them" kind="secondary" />
        <p><a class="app-target" href=remove>"Remove from the waiting list"</a></p>
    }
}

/// `/conversations/waiting-list/ID/remove`.
pub async fn remove_page() -> Page {
    let model = models::entry(&word_of_address("entry")).await?;
    task(
        "Remove somebody from the waiting list",
        view! { <Remove model /> },
    )
}

#[component]
fn Remove(model: EntryModel) -> impl IntoView {
    let form = use_form::<RemoveFromList>();
    let here = format!("{LIST}/{}", model.row.entry);
    let (asks, is_kept) = (
        format!(
            "Do you want to remove {} from the waiting list?",
            model.row.member
        ),
        model.row.offered.is_some(),
    );
    view! {
        <BackLink href=here.clone() />
        <Form form>
            <h1 class="nhsuk-heading-l">{asks}</h1>
            {is_kept.then(|| view! { <InsetText><p>"A time is kept for them. It goes to the next person."</p></InsetText> })}
            <p>"They lose their place. We will email them, and they can join the list again."</p>
            <Hidden name="form[entry]" value=model.row.entry />
            <Button words="Yes, remove them" kind="warning" />
            <p><a class="app-target" href=here>"No, keep their place"</a></p>
        </Form>
    }
}
