//! The home page: what the service is, and the first step for each kind of person.

use leptos::prelude::*;

use crate::error::Failure;
use crate::page::{Page, page};
use crate::waiting_list::{KeptTime, OfferModel};
use ui::{ButtonLink, CardLink};

/// What the home page shows to whoever asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HomeModel {
    /// Their first name, if signed in.
    pub first_name: Option<String>,
    /// Whether they can book career conversations.
    pub is_member: bool,
    /// The time that is kept for them until they answer.
    pub offer: Option<OfferModel>,
    /// Their next conversation: address and words.
    pub next: Option<(String, String)>,
    /// The parts of the service that are for them.
    pub parts: Vec<PartModel>,
}

/// A part of the service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartModel {
    /// Where it is.
    pub href: String,
    /// What it is called.
    pub heading: String,
    /// What can be done there.
    pub words: String,
}

/// The parts of the service that are for who is signed in.
fn parts(actor: &domain::people::actor::Actor) -> Vec<PartModel> {
    use domain::people::permission::Permission;
    let all = [
        (
            Some(Permission::HaveConversations),
            "/career-conversations/mine",
            "My conversations",
            "See, move or cancel your career conversations.",
        ),
        (
            Some(Permission::GiveConversations),
            "/adviser",
            "Conversations with you",
            "See who you meet today and this week, and say who came.",
        ),
        (
            Some(Permission::GiveConversations),
            "/adviser/availability",
            "When people can book you",
            "Change your weekly times, add an extra time or leave.",
        ),
        (
            Some(Permission::CoordinateConversations),
            "/coordinator",
            "All conversations",
            "See every conversation by day, adviser and status. Book, move or cancel for a member.",
        ),
        (
            Some(Permission::Administer),
            "/admin",
            "Administration",
            "Look after people and their roles, organisations and sites.",
        ),
        (
            None,
            "/account",
            "Your account",
            "See your roles and where you are signed in. Sign out.",
        ),
    ];
    all.into_iter()
        .filter(|(permission, ..)| {
            permission.is_none_or(|permission| actor.may(permission).is_ok())
        })
        .map(|(_, href, heading, words)| PartModel {
            href: href.to_owned(),
            heading: heading.to_owned(),
            words: words.to_owned(),
        })
        .collect()
}

/// The home page's view model.
///
/// # Errors
/// `Busy` when the database is away.
pub async fn show_home() -> Result<HomeModel, Failure> {
    use crate::context;
    use domain::people::permission::Permission;
    let Some(actor) = context::optional_actor() else {
        return Ok(HomeModel {
            first_name: None,
            is_member: false,
            offer: None,
            next: None,
            parts: Vec::new(),
        });
    };
    let is_member = actor.may(Permission::HaveConversations).is_ok();
    let service = context::service();
    let (next, waiting) = if is_member {
        let mine =
            service::career_conversations::career_conversation::mine(&service, &actor, 1).await?;
        let waiting = service::career_conversations::waiting_list::mine(&service, &actor).await?;
        (mine.upcoming.into_iter().next(), waiting)
    } else {
        (None, None)
    };
    Ok(HomeModel {
        first_name: actor.name.split(' ').next().map(str::to_owned),
        is_member,
        parts: parts(&actor),
        offer: waiting.and_then(|waiting| crate::waiting_list::offer_of(&waiting, service.now())),
        next: next.map(|listed| {
            let conversation = listed.conversation;
            (
                format!(
                    "/career-conversations/conversation/{}",
                    conversation.reference
                ),
                format!(
                    "{} with {}",
                    domain::kit::words::day_and_time_range(conversation.interval),
                    listed.adviser_name
                ),
            )
        }),
    })
}

/// The home page.
pub async fn home_page() -> Page {
    let model = show_home().await?;
    page("People Hub", view! { <Home model /> })
}

#[component]
fn Home(model: HomeModel) -> AnyView {
    match model.first_name {
        Some(first_name) => view! {
            <SignedIn first_name is_member=model.is_member offer=model.offer next=model.next parts=model.parts />
        }
        .into_any(),
        None => view! { <Visitor /> }.into_any(),
    }
}

#[component]
fn Visitor() -> impl IntoView {
    view! {
        <div class="app-hero">
            <h1 class="nhsuk-heading-xl">"Find your way into health and care"</h1>
            <p class="nhsuk-lede-text">
                "People Hub is for everyone who works, or wants to work, in health and care in Staffordshire and Stoke-on-Trent. Talk to a careers adviser about what you could do next."
            </p>
            <ButtonLink href="/career-conversations" words="Book a career conversation" />
        </div>
        <h2>"Where to start"</h2>
        <ul class="nhsuk-grid-row nhsuk-card-group">
            <CardLink
                href="/career-conversations"
                heading="I am a hub member"
                words="You work for the hub as paid or bank staff, a reserve or a volunteer. Book half an hour with a careers adviser."
            />
            <CardLink
                href="/adviser"
                heading="I am a careers adviser"
                words="See who you meet today, and say when people can book you."
            />
            <CardLink
                href="/coordinator"
                heading="I coordinate the hub"
                words="See every conversation. Book, move or cancel for a member."
            />
            <CardLink
                href="/admin"
                heading="I look after the service"
                words="Look after people and their roles, organisations, sites and settings."
            />
        </ul>
    }
}

#[component]
fn SignedIn(
    first_name: String,
    is_member: bool,
    offer: Option<OfferModel>,
    next: Option<(String, String)>,
    parts: Vec<PartModel>,
) -> impl IntoView {
    let has_offer = offer.is_some();
    view! {
        <h1 class="nhsuk-heading-xl">{format!("Hello {first_name}")}</h1>
        {offer.map(|offer| view! { <KeptTime offer /> })}
        {is_member
            .then(|| {
                let has_next = next.is_some() || has_offer;
                view! {
                    <h2>"Your next career conversation"</h2>
                    {match next {
                        Some((href, words)) => view! { <p class="nhsuk-body-l"><a href=href>{words}</a></p> }.into_any(),
                        None => view! { <p>"You have none booked."</p> }.into_any(),
                    }}
                    <ButtonLink
                        href="/career-conversations"
                        words="Book a career conversation"
                        kind=if has_next { "secondary" } else { "" }
                    />
                }
            })}
        <h2>"What you can do here"</h2>
        <ul class="nhsuk-grid-row nhsuk-card-group">
            {parts
                .into_iter()
                .map(|part| view! { <CardLink href=part.href heading=part.heading words=part.words /> })
                .collect_view()}
        </ul>
    }
}
