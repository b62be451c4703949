//! All that an adviser has published.

use leptos::prelude::*;

use super::AvailabilityModel;
use super::published::{PublishedList, conversations_are};
use super::server_fns::models;
use crate::done;
use ui::{ButtonLink, InsetText, SummaryList, SummaryRow};
use web::banner::Banner;
use web::page::{Page, page};

/// `/availability`.
pub async fn availability_page() -> Page {
    let model = models::availability().await?;
    page("Availability", view! { <Availability model /> })
}

#[component]
fn Availability(model: AvailabilityModel) -> impl IntoView {
    let done = Banner::named(&[
        done::WEEK_SAVED,
        done::PATTERN_ENDED,
        done::SLOT_ADDED,
        done::SLOT_REMOVED,
        done::LEAVE_ADDED,
        done::LEAVE_REMOVED,
        done::RULES_CHANGED,
    ]);
    let (no_patterns, no_slots, no_leave) = (
        model.patterns.is_empty(),
        model.slots.is_empty(),
        model.leave.is_empty(),
    );
    let rules = model.rules.into_iter();
    let rules: Vec<_> = rules
        .map(|(key, value)| SummaryRow::new(key, value))
        .collect();
    view! {
        {done.map(Banner::view)}
        <h1 class="nhsuk-heading-l">"Availability"</h1>
        <p>{model.free}</p>
        <p>"Changes here are for new bookings. They never move or cancel what is booked."</p>
        {(model.clashes > 0)
            .then(|| {
                view! {
                    <InsetText>
                        <p>
                            {format!("{} booked outside these times. ", conversations_are(model.clashes))}
                            <a href="/conversations/clashes">"Decide what to do"</a>
                        </p>
                    </InsetText>
                }
            })}

        <h2 class="nhsuk-heading-m">"Your usual week"</h2>
        {if no_patterns {
            view! {
                <p>"You have no weekly hours yet. Fill in your week, and members can book you straight away."</p>
                <ButtonLink href="/availability/week" words="Fill in your usual week" />
            }
                .into_any()
        } else {
            view! {
                <ButtonLink href="/availability/week" words="Change your usual week" />
                <PublishedList items=model.patterns path="/availability/week" verb="end" />
            }
                .into_any()
        }}

        <h2 class="nhsuk-heading-m">"Extra times"</h2>
        {if no_slots {
            view! { <p>"You have no extra times. Add one to meet somebody at another time, just once."</p> }.into_any()
        } else {
            view! { <PublishedList items=model.slots path="/availability/slot" verb="remove" /> }.into_any()
        }}
        <ButtonLink href="/availability/slot" words="Add an extra time" kind="secondary" />

        <h2 class="nhsuk-heading-m">"Leave"</h2>
        {if no_leave {
            view! { <p>"You have no leave. You do not need to add bank holidays: weekly times are closed then."</p> }.into_any()
        } else {
            view! {
                <PublishedList
                    items=model.leave
                    path="/availability/leave"
                    verb="remove"
                    booked_words="It stays booked until it is moved or cancelled."
                />
            }
                .into_any()
        }}
        <ButtonLink href="/availability/leave" words="Add leave" kind="secondary" />

        <h2 class="nhsuk-heading-m">"Booking rules"</h2>
        <SummaryList rows=rules />
        <ButtonLink href="/availability/rules" words="Change your booking rules" kind="secondary" />
    }
}
