//! What the home page tells a member: the time that is kept for them, and their next conversation.

use domain::career_conversations::permission::HAVE_CONVERSATIONS;
use domain::kit::words;
use domain::people::actor::Actor;
use leptos::prelude::*;
use service::career_conversations::{career_conversation, waiting_list};
use ui::ButtonLink;
use web::context;
use web::error::Failure;

use crate::waiting_list::{KeptTime, offer_of};

pub(crate) async fn news(actor: Actor) -> Result<Option<AnyView>, Failure> {
    if actor.may(HAVE_CONVERSATIONS).is_err() {
        return Ok(None);
    }
    let service = context::service();
    let mine = career_conversation::mine(&service, &actor, 1).await?;
    let waiting = waiting_list::mine(&service, &actor).await?;
    let offer = waiting.and_then(|waiting| offer_of(&waiting, service.now()));
    let next = mine.upcoming.into_iter().next().map(|listed| {
        let conversation = listed.conversation;
        let href = format!(
            "/career-conversations/conversation/{}",
            conversation.reference
        );
        let when = words::day_and_time_range(conversation.interval);
        (href, format!("{when} with {}", listed.adviser_name))
    });
    let kind = if next.is_some() || offer.is_some() {
        "secondary"
    } else {
        ""
    };
    let news = view! {
        {offer.map(|offer| view! { <KeptTime offer /> })}
        <h2>"Your next career conversation"</h2>
        {match next {
            Some((href, words)) => view! { <p class="nhsuk-body-l"><a href=href>{words}</a></p> }.into_any(),
            None => view! { <p>"You have none booked."</p> }.into_any(),
        }}
        <ButtonLink href="/career-conversations/book/day" words="Book a career conversation" kind />
    };
    Ok(Some(news.into_any()))
}
