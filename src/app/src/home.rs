//! The home page: what the service is and the first step for each kind of person; for who is signed in what is theirs to do, what is
//! next, and what they can begin.

use domain::people::actor::Actor;
use leptos::prelude::*;
use ui::{ButtonLink, CardLink, InsetText, TaskList, TaskRow};
use web::agenda::{Agenda, Booked, agenda};
use web::area::Task;
use web::context;
use web::page::{Page, page};

use crate::areas::AREAS;

const MOST_SHORTCUTS: usize = 3;

pub async fn home_page() -> Page {
    let Some(actor) = context::optional_actor() else {
        return page("People Hub", view! { <Visitor /> });
    };
    let (mut news, mut tasks) = (Vec::new(), Vec::new());
    for area in AREAS {
        news.extend((area.news)(actor.clone()).await?);
        tasks.extend((area.tasks)(actor.clone()).await?);
    }
    // Those without a time come last.
    tasks.sort_by_key(|task: &Task| (task.by.is_none(), task.by));
    let agenda = agenda(&actor).await?;
    page("People Hub", view! { <SignedIn actor news tasks agenda /> })
}

#[component]
fn Visitor() -> impl IntoView {
    let place = context::system().map_or_else(String::new, |system| format!(" in {system}"));
    let starts = AREAS.iter().flat_map(|area| area.starts);
    let cards = starts.map(|&(href, heading, words)| view! { <CardLink href heading words /> });
    view! {
        <div class="app-hero">
            <h1 class="nhsuk-heading-xl">"Find your way into health and care"</h1>
            <p class="nhsuk-lede-text">
                {format!("People Hub is for everyone who works, or wants to work, in health and care{place}. Talk to a careers adviser about what you could do next.")}
            </p>
            <ButtonLink href="/career-conversations" words="Book a career conversation" />
        </div>
        <h2>"Where to start"</h2>
        <ul class="nhsuk-grid-row nhsuk-card-group">{cards.collect_view()}</ul>
    }
}

#[component]
fn SignedIn(
    actor: Actor,
    news: Vec<AnyView>,
    tasks: Vec<Task>,
    /// `None` for who has nothing with a time.
    agenda: Option<Booked>,
) -> impl IntoView {
    let first_name = actor.name.split(' ').next().unwrap_or_default();
    let shortcuts = AREAS.iter().flat_map(|area| area.shortcuts);
    let shortcuts: Vec<_> = shortcuts
        .filter(|(permission, ..)| actor.may(*permission).is_ok())
        .take(MOST_SHORTCUTS)
        .map(|&(_, href, words)| view! { <ButtonLink href words kind="secondary" /> })
        .collect();
    let has_shortcuts = !shortcuts.is_empty();
    view! {
        <h1 class="nhsuk-heading-l">{format!("Hello {first_name}")}</h1>
        {news}
        <Tasks tasks />
        {agenda.map(|booked| view! { <Agenda booked /> })}
        {has_shortcuts
            .then(|| {
                view! {
                    <h2 class="nhsuk-heading-m">"Start something"</h2>
                    <div class="nhsuk-button-group">{shortcuts}</div>
                }
            })}
        <p><a class="app-target" href="/menu">"See everything you can do here"</a></p>
    }
}

#[component]
fn Tasks(tasks: Vec<Task>) -> impl IntoView {
    let count = match tasks.len() {
        0 => String::new(),
        count => format!(" ({count})"),
    };
    let rows: Vec<_> = tasks
        .into_iter()
        .map(|task| TaskRow {
            href: task.href,
            words: task.words,
            hint: task.hint,
            status: if task.is_late {
                ("Late", "red")
            } else {
                ("To do", "blue")
            },
        })
        .collect();
    view! {
        <h2 class="nhsuk-heading-m">"Your tasks" {count}</h2>
        {if rows.is_empty() {
            view! { <InsetText><p>"Nothing waits for you. When something does, it stands here."</p></InsetText> }.into_any()
        } else {
            view! { <TaskList id="task" rows /> }.into_any()
        }}
    }
}
