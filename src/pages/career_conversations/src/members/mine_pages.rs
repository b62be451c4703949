//! One's own conversations.

use leptos::prelude::*;

use super::book_pages::AddToCalendar;
use super::server_fns::models;
use super::{ConversationModel, LineModel, MineModel};
use crate::after_conversations::{self, Following, FollowingForms};
use crate::done;
use crate::waiting_list::{KeptTime, PlaceModel, WAITING};
use ui::{
    BackLink, ButtonLink, ErrorSummary, InsetText, Pagination, SummaryList, SummaryRow, Tag,
    Timeline,
};
use web::banner::Banner;
use web::page::{Page, page, query, word_of_address};

/// `/career-conversations/mine`.
pub async fn mine_page() -> Page {
    let model = models::my_conversations(domain::kit::query::page(&query().get("page"))).await?;
    page("My conversations", view! { <Mine model /> })
}

#[component]
fn Mine(model: MineModel) -> impl IntoView {
    let (none_upcoming, none_past) = (model.upcoming.is_empty(), model.past.rows.is_empty());
    view! {
        <h1 class="nhsuk-heading-xl">"My conversations"</h1>
        {model.waiting.map(|waiting| view! { <Waiting waiting /> })}
        <h2>"Upcoming"</h2>
        {if none_upcoming {
            view! { <p>"You have no conversations booked."</p> }.into_any()
        } else {
            view! { <ul class="app-cards">{model.upcoming.into_iter().map(|line| view! { <Line line /> }).collect_view()}</ul> }.into_any()
        }}
        <ButtonLink href="/career-conversations/book/day" words="Book a career conversation" />
        <h2>"Past and cancelled"</h2>
        {if none_past {
            view! { <p>"You have had no conversations yet."</p> }.into_any()
        } else {
            view! { <ul class="app-cards">{model.past.rows.into_iter().map(|line| view! { <Line line /> }).collect_view()}</ul> }.into_any()
        }}
        <Pagination page=model.past.page pages=model.past.pages href=|page: i64| format!("/career-conversations/mine?page={page}") />
    }
}

#[component]
fn Waiting(waiting: PlaceModel) -> impl IntoView {
    let offer = waiting.offer.map(|offer| view! { <KeptTime offer /> });
    view! {
        {offer}
        <h2>"Waiting list"</h2>
        <p>{format!("You are {} on the list.", waiting.place)}</p>
        <p><a class="app-target" href=WAITING>"See what you are waiting for, or leave the list"</a></p>
    }
}

#[component]
fn Line(line: LineModel) -> impl IntoView {
    view! {
        <li class="nhsuk-card nhsuk-card--clickable">
            <div class="nhsuk-card__content">
                <h3 class="nhsuk-card__heading nhsuk-heading-s">
                    <a class="nhsuk-card__link" href=format!("/conversations/{}", line.reference)>{line.when}</a>
                </h3>
                <p class="nhsuk-card__description">
                    {format!("With {}. {}. ", line.adviser, line.way)}
                    <Tag words=line.status colour=line.status_colour />
                </p>
            </div>
        </li>
    }
}

pub async fn conversation_page() -> Page {
    let model = models::conversation(&word_of_address("reference")).await?;
    let title = format!("Conversation {}", model.reference);
    page(title, view! { <One model /> })
}

#[component]
fn One(model: ConversationModel) -> impl IntoView {
    let what = if model.is_upcoming {
        done::MOVED_BY_MEMBER
    } else {
        done::CANCELLED_BY_MEMBER
    };
    let done = Banner::named(&[what]);
    let thanks = model.following.as_ref();
    let thanks = thanks.and_then(|_| after_conversations::done());
    let forms = FollowingForms::new();
    let following = model
        .following
        .map(|model| view! { <Following model forms /> });
    let here = format!("/conversations/{}", model.reference);
    let preparation = if model.preparation.is_empty() {
        "Nothing".to_owned()
    } else {
        model.preparation
    };
    view! {
        <BackLink href="/career-conversations/mine" words="My conversations" />
        <ErrorSummary failure=forms.failure() />
        {thanks.or(done).map(Banner::view)}
        <h1 class="nhsuk-heading-l">{model.when.clone()}</h1>
        <p><Tag words=model.status colour=model.status_colour /></p>
        <SummaryList rows=vec![
            SummaryRow::new("Reference", model.reference.clone()),
            SummaryRow::new("With", model.adviser),
            SummaryRow::new("How you meet", model.way),
            SummaryRow::new("Topic", model.topic),
            SummaryRow::new("What your adviser should know", preparation),
        ] />
        {following}
        {match (model.is_upcoming, model.can_change) {
            (true, true) => {
                view! {
                    <p>{model.joining}</p>
                    <p><AddToCalendar reference=model.reference.clone() /></p>
                    <p>{format!("You can move or cancel it until {}. You do not have to say why.", model.cut_off)}</p>
                    <ButtonLink href=format!("{here}/move") words="Move this conversation" kind="secondary" />
                    " "
                    <p><a href=format!("{here}/cancel")>"Cancel this conversation"</a></p>
                }
                    .into_any()
            }
            (true, false) => {
                view! {
                    <p>{model.joining}</p>
                    <InsetText>
                        <p>{format!("You could move or cancel it here until {}. To change it now, contact {}.", model.cut_off, model.contact)}</p>
                    </InsetText>
                }
                    .into_any()
            }
            _ => view! { <ButtonLink href="/career-conversations/book/day" words="Book another conversation" /> }.into_any(),
        }}
        <Timeline heading="What happened" events=model.history />
    }
}
