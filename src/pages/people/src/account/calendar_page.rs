//! One's conversations in one's own calendar.

use leptos::prelude::*;

use super::server_fns::{CalendarModel, MakeCalendar, StopCalendar, show_calendar};
use ui::{BackLink, Button, ErrorSummary, InsetText, WarningCallout};
use web::forms::{Form, use_form};
use web::page::{Page, page};

/// `/account/calendar`.
pub async fn calendar_page() -> Page {
    let model = show_calendar().await?;
    page(
        "Your conversations in your calendar",
        view! { <Calendar model /> },
    )
}

#[component]
fn Calendar(model: CalendarModel) -> impl IntoView {
    let (make, stop) = (use_form::<MakeCalendar>(), use_form::<StopCalendar>());
    let failure = make.failure().or(stop.failure());
    let has_link = model.made.is_some();
    let words = if has_link {
        "Make a new link"
    } else {
        "Make a calendar link"
    };
    view! {
        <BackLink href="/account" words="Your account" />
        <ErrorSummary failure />
        <h1 class="nhsuk-heading-l">"Your conversations in your calendar"</h1>
        <div class="app-reading">
            <p>"A private link lets your own calendar show your career conversations. When one is booked, moved or cancelled, your calendar follows by itself."</p>
            {model.link.map(|link| view! { <NewLink link /> })}
            {match model.made {
                Some(made) => view! { <p>{format!("You made your link on {made}.")}</p> }.into_any(),
                None => view! { <p>"You have no link."</p> }.into_any(),
            }}
            {has_link
                .then(|| {
                    view! {
                        <InsetText>
                            <p>"We can show a link only once. If you have lost it, make a new one. The one you have now then stops working."</p>
                        </InsetText>
                    }
                })}
        </div>
        {if model.may_make {
            view! {
                <Form form=make without_summary=true>
                    <Button words kind=if has_link { "secondary" } else { "" } />
                </Form>
            }
                .into_any()
        } else {
            view! { <p>"You have no career conversations to show, so you cannot make a link."</p> }.into_any()
        }}
        {has_link
            .then(|| {
                view! {
                    <h2 class="nhsuk-heading-m">"Stop your link"</h2>
                    <p>"Your calendar can then no longer read your conversations."</p>
                    <Form form=stop without_summary=true>
                        <Button words="Stop the link" kind="warning" />
                    </Form>
                }
            })}
    }
}

#[component]
fn NewLink(link: String) -> impl IntoView {
    view! {
        <WarningCallout heading="Copy your link now">
            <p>"We show it only this once. Anyone who has it can see when you meet and with whom, so do not share it."</p>
            <p class="app-lines"><code>{link}</code></p>
            <p>"In your calendar, choose to add or subscribe to a calendar from a web address, and paste the link there."</p>
        </WarningCallout>
    }
}
