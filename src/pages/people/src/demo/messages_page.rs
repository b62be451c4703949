//! 'Time and messages'.

use domain::kit::{query as asked, words};
use domain::system::outbox::MessageState;
use leptos::prelude::*;
use service::system::demo::Letter;

use super::clock::{Clock, failure};
use super::server_fns::{MESSAGES, MessagesModel, messages};
use crate::done;
use ui::{BackLink, Details, ErrorSummary, InsetText, Pagination, Tag};
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
                <p class="app-lines">{linked(&letter.body)}</p>
            </Details>
        </li>
    }
}

/// A text in which each address is a link.
fn linked(text: &str) -> Vec<AnyView> {
    let parts = parts(text).into_iter();
    let views = parts.map(|part| match part {
        Part::Words(words) => words.to_owned().into_any(),
        Part::Address(address) => {
            view! { <a class="app-break" href=address.to_owned()>{address.to_owned()}</a> }
                .into_any()
        }
    });
    views.collect()
}

#[derive(Debug, PartialEq, Eq)]
enum Part<'a> {
    Words(&'a str),
    Address(&'a str),
}

/// The words and addresses that a text is made of: an address begins with http:// or https:// and ends before a space, or before the
/// full stop or bracket that ends the sentence around it.
fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(at) = address_in(rest) {
        let (before, from) = rest.split_at(at);
        let end = from
            .find(|letter: char| letter.is_whitespace() || "<>\"".contains(letter))
            .unwrap_or(from.len());
        let address = from[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '’']);
        parts.extend((!before.is_empty()).then_some(Part::Words(before)));
        parts.push(Part::Address(address));
        rest = &from[address.len()..];
    }
    parts.extend((!rest.is_empty()).then_some(Part::Words(rest)));
    parts
}

fn address_in(text: &str) -> Option<usize> {
    let found = ["http://", "https://"].map(|start| text.find(start));
    found.into_iter().flatten().min()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_links_without_what_ends_their_sentence() {
        let text = "Sign in (http://127.0.0.1:3000/sign-in/link/0a?x=1&y=2).\nOr: https://hub.example.nhs.uk/\n";
        assert_eq!(
            parts(text),
            [
                Part::Words("Sign in ("),
                Part::Address("http://127.0.0.1:3000/sign-in/link/0a?x=1&y=2"),
                Part::Words(").\nOr: "),
                Part::Address("https://hub.example.nhs.uk/"),
                Part::Words("\n"),
            ]
        );
        assert_eq!(parts("No link."), [Part::Words("No link.")]);
        assert_eq!(parts(""), []);
    }

    #[test]
    fn what_is_no_web_address_is_no_link_and_markup_stays_words() {
        let text = "javascript:alert(1) <b>https://a.example</b>";
        let html = linked(text).to_html();
        assert!(html.contains("javascript:alert(1) &lt;b&gt;"), "{html}");
        assert!(html.contains("href=\"https://a.example\""), "{html}");
        assert_eq!(html.matches("href").count(), 1, "{html}");
    }
}
