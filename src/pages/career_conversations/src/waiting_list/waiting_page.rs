//! One's own place on the waiting list, and the offer.

use leptos::prelude::*;

use super::server_fns::models;
use super::{AcceptOffer, DeclineOffer, LeaveList, OfferModel, WaitingModel};
use crate::done;
use ui::{
    BackLink, Button, ButtonLink, CharacterCount, ErrorSummary, Hidden, InsetText, SummaryList,
    SummaryRow,
};
use web::banner::Banner;
use web::forms::{Form, FormState, use_form};
use web::page::{Page, page};

/// `/career-conversations/waiting`.
pub async fn waiting_page() -> Page {
    let model = models::my_place().await?;
    page("Waiting list", view! { <Waiting model /> })
}

#[component]
fn Waiting(model: Option<WaitingModel>) -> impl IntoView {
    let (accept, decline, leave) = (
        use_form::<AcceptOffer>(),
        use_form::<DeclineOffer>(),
        use_form::<LeaveList>(),
    );
    let failures = [accept.failure(), decline.failure(), leave.failure()];
    let failure = failures.into_iter().flatten().next();
    let done = match &model {
        Some(_) => Banner::named(&[done::JOINED_THE_LIST, done::OFFER_DECLINED]),
        None => Banner::named(&[done::LEFT_THE_LIST]),
    };
    view! {
        <BackLink href="/career-conversations/mine" words="My conversations" />
        <ErrorSummary failure />
        {done.map(Banner::view)}
        <h1 class="nhsuk-heading-l">"Waiting list"</h1>
        {match model {
            Some(model) => view! { <InLine model accept decline leave /> }.into_any(),
            None => view! { <NotInLine /> }.into_any(),
        }}
    }
}

#[component]
fn NotInLine() -> impl IntoView {
    view! {
        <p>"You are not on the waiting list."</p>
        <p>"If no free time suits you, you can join it from the page where you choose a time."</p>
        <ButtonLink href="/career-conversations/book/day" words="Book a career conversation" />
        <p><a class="app-target" href="/career-conversations/waiting/join">"Join the waiting list"</a></p>
    }
}

#[component]
fn InLine(
    model: WaitingModel,
    accept: FormState<AcceptOffer>,
    decline: FormState<DeclineOffer>,
    leave: FormState<LeaveList>,
) -> impl IntoView {
    let has_free = !model.free.is_empty();
    view! {
        {model.standing.offer.map(|offer| view! { <Offer offer accept decline /> })}
        <h2 class="nhsuk-heading-m">"Your place"</h2>
        <p class="nhsuk-body-l">{format!("You are {} on the list.", model.standing.place)}</p>
        <p>"Someone after you may be offered a time before you when it suits them and does not suit you."</p>
        <h2 class="nhsuk-heading-m">"What you are waiting for"</h2>
        <SummaryList rows=vec![
            SummaryRow::new("With", model.adviser),
            SummaryRow::new("How you meet", model.way),
            SummaryRow::new("Days", model.days),
            SummaryRow::new("Last day", model.last_day),
            SummaryRow::new("On the list since", model.since),
        ] />
        {has_free
            .then(|| {
                view! {
                    <InsetText>
                        <p>"These times are free now and are what you wait for. Anyone can book them, and so can you:"</p>
                        <ul>{model.free.into_iter().map(|time| view! { <li>{time}</li> }).collect_view()}</ul>
                        <p><a href="/career-conversations/book/day">"Book one of them"</a></p>
                    </InsetText>
                }
            })}
        <h2 class="nhsuk-heading-m">"Leave the list"</h2>
        <p>"If you book a time yourself, we take you off the list. You do not have to leave it."</p>
        <Form form=leave without_summary=true>
            <Hidden name="form[entry]" value=model.entry />
            <Button words="Leave the waiting list" kind="secondary" />
        </Form>
    }
}

#[component]
fn Offer(
    offer: OfferModel,
    accept: FormState<AcceptOffer>,
    decline: FormState<DeclineOffer>,
) -> impl IntoView {
    let id = offer.id.clone();
    view! {
        <h2 class="nhsuk-heading-m">"A time is kept for you"</h2>
        <SummaryList rows=vec![
            SummaryRow::new("When", offer.when),
            SummaryRow::new("With", offer.adviser),
            SummaryRow::new("How you meet", offer.way),
            SummaryRow::new("Answer by", offer.until),
        ] />
        <p>"If you do not answer by then, we offer it to the next person."</p>
        <Form form=accept without_summary=true>
            <Hidden name="form[offer]" value=id />
            <CharacterCount
                field=accept.field("preparation", "")
                label="What would you like your adviser to know?"
                hint="You can leave this empty. Your adviser and the hub coordinators can read it."
                most=domain::career_conversations::career_conversation::PREPARATION_LIMIT
                rows=4
            />
            <Button words="Accept this time" />
        </Form>
        <Form form=decline without_summary=true>
            <Hidden name="form[offer]" value=offer.id />
            <Button words="Decline this time" kind="secondary" />
        </Form>
    }
}
