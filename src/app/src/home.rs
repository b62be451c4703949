//! The home page: what the service is, and the first step for each kind of person.

use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};
use serde::{Deserialize, Serialize};

use crate::components::ButtonLink;
use crate::error::Failure;
use crate::page::page;

/// What the home page shows to whoever asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HomeModel {
    /// Their first name, if signed in.
    pub first_name: Option<String>,
    /// Whether they can book career conversations.
    pub is_member: bool,
    /// Their next conversation: address and words.
    pub next: Option<(String, String)>,
}

/// The home page's view model.
///
/// # Errors
/// `Busy` when the database is away.
#[server(prefix = "/api", endpoint = "home/show")]
pub async fn show_home() -> Result<HomeModel, Failure> {
    use crate::context;
    use domain::permission::Permission;
    let Some(actor) = context::optional_actor() else {
        return Ok(HomeModel {
            first_name: None,
            is_member: false,
            next: None,
        });
    };
    let is_member = actor.may(Permission::HaveConversations).is_ok();
    let next = if is_member {
        let mine = service::career_conversation::mine(&context::service(), &actor, 1).await?;
        mine.upcoming.into_iter().next()
    } else {
        None
    };
    Ok(HomeModel {
        first_name: actor.name.split(' ').next().map(str::to_owned),
        is_member,
        next: next.map(|listed| {
            let conversation = listed.conversation;
            (
                format!(
                    "/career-conversations/conversation/{}",
                    conversation.reference
                ),
                format!(
                    "{} with {}",
                    domain::words::day_and_time_range(conversation.interval),
                    listed.adviser_name
                ),
            )
        }),
    })
}

/// The home page.
#[derive(Debug)]
pub struct HomePage {
    model: Resource<Result<HomeModel, Failure>>,
}

#[lazy_route]
impl LazyRoute for HomePage {
    fn data() -> Self {
        Self {
            model: Resource::new(|| (), |()| show_home()),
        }
    }

    fn view(this: Self) -> AnyView {
        page(
            this.model,
            |_| "People Hub".to_owned(),
            |model| view! { <Home model /> }.into_any(),
        )
    }
}

#[component]
fn Home(model: HomeModel) -> AnyView {
    match model.first_name {
        Some(first_name) => {
            view! { <SignedIn first_name is_member=model.is_member next=model.next /> }.into_any()
        }
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
            <li class="nhsuk-grid-column-one-half nhsuk-card-group__item">
                <div class="nhsuk-card nhsuk-card--clickable">
                    <div class="nhsuk-card__content">
                        <h3 class="nhsuk-card__heading nhsuk-heading-m">
                            <a class="nhsuk-card__link" href="/career-conversations">"I am a hub member"</a>
                        </h3>
                        <p class="nhsuk-card__description">
                            "You work for the hub as paid or bank staff, a reserve or a volunteer. Book half an hour with a careers adviser."
                        </p>
                    </div>
                </div>
            </li>
            <li class="nhsuk-grid-column-one-half nhsuk-card-group__item">
                <div class="nhsuk-card nhsuk-card--clickable">
                    <div class="nhsuk-card__content">
                        <h3 class="nhsuk-card__heading nhsuk-heading-m">
                            <a class="nhsuk-card__link" href="/sign-in">"I work for the hub's team"</a>
                        </h3>
                        <p class="nhsuk-card__description">"Sign in with your work email address. We will send you a code."</p>
                    </div>
                </div>
            </li>
        </ul>
    }
}

#[component]
fn SignedIn(first_name: String, is_member: bool, next: Option<(String, String)>) -> impl IntoView {
    view! {
        <h1 class="nhsuk-heading-xl">{format!("Hello {first_name}")}</h1>
        {is_member
            .then(|| {
                view! {
                    <h2>"Your next career conversation"</h2>
                    {match next {
                        Some((href, words)) => view! { <p><a href=href>{words}</a></p> }.into_any(),
                        None => {
                            view! {
                                <p>"You have none booked."</p>
                                <ButtonLink href="/career-conversations" words="Book a career conversation" />
                            }
                                .into_any()
                        }
                    }}
                    <p><a href="/career-conversations/mine">"See all your conversations"</a></p>
                }
            })}
        <p><a href="/account">"Your account and where you are signed in"</a></p>
    }
}
