//! The actions that an adviser follows up.

use domain::kit::words;
use leptos::prelude::*;

use super::FollowUpsModel;
use super::server_fns::models;
use ui::InsetText;
use web::page::{Page, page};

/// `/conversations/follow-ups`.
pub async fn follow_ups_page() -> Page {
    let model = models::follow_ups().await?;
    page("Follow-ups", view! { <FollowUps model /> })
}

#[component]
fn FollowUps(model: FollowUpsModel) -> impl IntoView {
    let shown = i64::try_from(model.lines.len()).unwrap_or(i64::MAX);
    let lines = model.lines.into_iter().map(|line| {
        view! {
            <li class="nhsuk-card nhsuk-card--clickable">
                <div class="nhsuk-card__content">
                    <h2 class="nhsuk-card__heading nhsuk-heading-s">
                        <a class="nhsuk-card__link" href=format!("/conversations/{}/after", line.reference)>
                            {format!("{}: {}", line.member, line.words)}
                        </a>
                    </h2>
                    <p class="nhsuk-card__description">{line.due}</p>
                </div>
            </li>
        }
    });
    view! {
        <h1 class="nhsuk-heading-l">"Follow-ups"</h1>
        <p>"Their day has come, and nobody has said that they are done. Ask the member how it went."</p>
        {if shown == 0 {
            view! { <InsetText><p>"There is nothing to follow up."</p></InsetText> }.into_any()
        } else {
            view! { <ul class="app-cards">{lines.collect_view()}</ul> }.into_any()
        }}
        {(model.total > shown)
            .then(|| {
                view! { <p>{format!("There are {} in all. The {shown} that have waited longest are here.", words::number(model.total))}</p> }
            })}
    }
}
