//! 'Time and messages'.

use domain::kit::{query as asked, words};
use domain::system::outbox::MessageState;
use leptos::prelude::*;
use service::system::demo::Letter;

use super::clock::{Clock, failure};
use super::server_fns::{MESSAGES, MessagesModel, messages};
use crate::done;
use ui::{BackLink, Details, ErrorSummary, InsetText, LinkedText, Pagination, Tag};
use web::banner::Banner;
use web::page::{Page, address_of, page, query};

/// Every message that the demo wrote, and its clock. Anyone may see it, in the demo only.
pub async fn messages_page() -> Page {
    let model = messages(asked::page(&query().get("page"))).await?;
    page("Time and messages", view! { <Messages model /> })
}

#[component]
fn Messages(model: MessagesModel) -> impl IntoView {
    let MessagesModel { now, letters } = model;
    let moved = Banner::named(&[done::TIME_MOVED]);
    let href = |page: i64| address_of(MESSAGES, &[("page", &page.to_string())]);
    let total = words::counted(letters.total, "message", "messages");
    view! {
        <BackLink href="/demo" words="Choose who to be" />
        <ErrorSummary failure=failure() input_ids=vec![("day", "day-day")] />
        {moved.map(Banner::view)}
        <h1 class="nhsuk-heading-l">"Time and messages"</h1>
        <Clock now />
        <h2 class="nhsuk-heading-m">"What was sent"</h2>
        {if letters.rows.is_empty() {
            view! {
                <InsetText>
                    <p>"No email has been written yet. Book a career conversation, or move the time on, and see it here."</p>
                </InsetText>
            }
                .into_any()
        } else {
            view! {
                <p>{format!("{total}, the latest first. The demo sends none of them to a real person.")}</p>
                <ul class="nhsuk-list">{letters.rows.into_iter().map(|letter| view! { <Message letter /> }).collect_view()}</ul>
            }
                .into_any()
        }}
        <Pagination page=letters.page pages=letters.pages href />
    }
}

#[component]
fn Message(letter: Letter) -> impl IntoView {
    let state = letter.state();
    let colour = match state {
        MessageState::Delivered => "green",
        MessageState::Waiting | MessageState::Sending => "blue",
        MessageState::Dead => "red",
        MessageState::Dropped => "grey",
    };
    let written = words::day_and_time(letter.created_at);
    view! {
        <li>
            <p class="nhsuk-u-margin-bottom-1">
                <Tag words=state.words() colour /> " " {written} ", to " <span class="app-break">{letter.recipient}</span>
            </p>
            <Details summary=letter.subject>
                <LinkedText text=letter.body own=web::context::service().config.public_url.clone() />
            </Details>
        </li>
    }
}
