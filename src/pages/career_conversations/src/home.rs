//! What the home page tells of career conversations: the time that is kept for a member, their next conversation, and what waits.

use domain::career_conversations::permission::{GIVE_CONVERSATIONS, HAVE_CONVERSATIONS};
use domain::kit::london;
use domain::kit::words;
use domain::people::actor::Actor;
use leptos::prelude::*;
use service::career_conversations::{career_conversation, to_do, waiting_list};
use web::area::Task;
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
        let href = format!("/conversations/{}", conversation.reference);
        let when = words::day_and_time_range(conversation.interval);
        (href, format!("{when} with {}", listed.adviser_name))
    });
    let news = view! {
        {offer.map(|offer| view! { <KeptTime offer /> })}
        <h2 class="nhsuk-heading-m">"Your next career conversation"</h2>
        {match next {
            Some((href, words)) => view! { <p class="nhsuk-body-l"><a href=href>{words}</a></p> }.into_any(),
            None => view! { <p>"You have none booked."</p> }.into_any(),
        }}
    };
    Ok(Some(news.into_any()))
}

pub(crate) async fn tasks(actor: Actor) -> Result<Vec<Task>, Failure> {
    let mut tasks = Vec::new();
    if actor.may(HAVE_CONVERSATIONS).is_ok() {
        tasks.extend(of_member(&actor).await?);
    }
    if actor.may(GIVE_CONVERSATIONS).is_ok() {
        tasks.extend(of_adviser(&actor).await?);
    }
    Ok(tasks)
}

async fn of_member(actor: &Actor) -> Result<Vec<Task>, Failure> {
    let service = context::service();
    let today = london::day_of(service.now());
    let agreed = to_do::of_member(&service, actor).await?.into_iter();
    let tasks = agreed.map(|agreed| Task {
        words: agreed.action.words,
        href: format!("/conversations/{}", agreed.reference),
        hint: format!("You agreed this for {}", words::day(agreed.action.due_on)),
        by: Some(london::start_of_day(agreed.action.due_on)),
        is_late: agreed.action.due_on < today,
    });
    Ok(tasks.collect())
}

async fn of_adviser(actor: &Actor) -> Result<Vec<Task>, Failure> {
    let waits = to_do::of_adviser(&context::service(), actor).await?;
    let mut tasks = Vec::new();
    if let Some(first) = waits.unrecorded.first {
        let (many, day) = (waits.unrecorded.conversations, london::day_of(first));
        tasks.push(Task {
            words: format!(
                "Say who came to {}",
                words::counted(many, "conversation", "conversations")
            ),
            href: "/conversations/attendance".to_owned(),
            hint: format!("The first was on {}", words::day(day)),
            by: Some(first),
            is_late: false,
        });
    }
    if waits.clashes > 0 {
        let many = i64::try_from(waits.clashes).unwrap_or(i64::MAX);
        tasks.push(Task {
            words: format!(
                "Decide about {} outside your times",
                words::counted(many, "conversation", "conversations")
            ),
            href: "/conversations/clashes".to_owned(),
            hint: "You changed your times or added leave after they were booked".to_owned(),
            by: None,
            is_late: false,
        });
    }
    if waits.follow_ups > 0 {
        tasks.push(Task {
            words: format!(
                "Follow up {}",
                words::counted(waits.follow_ups, "action", "actions")
            ),
            href: "/conversations/follow-ups".to_owned(),
            hint: "The day that you agreed with the member has come".to_owned(),
            by: None,
            is_late: false,
        });
    }
    Ok(tasks)
}
