//! All that an adviser has published.

use leptos::prelude::*;

use super::AvailabilityModel;
use super::published::{PublishedList, conversations_are};
use super::server_fns::models;
use ui::{BackLink, ButtonLink, InsetText, NotificationBanner, SummaryList, SummaryRow};
use web::page::{Page, page, query};

/// `/adviser/availability`.
pub async fn availability_page() -> Page {
    let model = models::availability().await?;
    page("When people can book you", view! { <Availability model /> })
}

/// What was done, and what follows from it.
fn done(changed: &str) -> Option<(&'static str, &'static str)> {
    match changed {
        "pattern-added" => Some(("Weekly time added", "Members can book it now.")),
        "pattern-changed" => Some(("Weekly time changed", "Members can book it as it is now.")),
        "pattern-ended" => Some((
            "Weekly time ended",
            "Nobody can book it any more. What was booked stays booked.",
        )),
        "slot-added" => Some(("Extra time added", "Members can book it now.")),
        "slot-removed" => Some((
            "Extra time removed",
            "Nobody can book it any more. What was booked stays booked.",
        )),
        "leave-added" => Some(("Leave added", "Nobody can book you on those days.")),
        "leave-removed" => Some(("Leave removed", "Members can book you on those days again.")),
        "rules-changed" => Some(("Booking rules changed", "What was booked stays booked.")),
        _ => None,
    }
}

#[component]
fn Availability(model: AvailabilityModel) -> impl IntoView {
    let query = query();
    let changed = query.get("changed");
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
        <BackLink href="/adviser" words="Your conversations" />
        {done(&changed)
            .map(|(heading, words)| {
                view! {
                    <NotificationBanner success=true>
                        <p class="nhsuk-notification-banner__heading">{heading}</p>
                        <p>{words}</p>
                    </NotificationBanner>
                }
            })}
        <h1 class="nhsuk-heading-l">"When people can book you"</h1>
        <p>{model.free}</p>
        <p>"Changes here are for new bookings. They never move or cancel what is booked."</p>
        {(model.clashes > 0)
            .then(|| {
                view! {
                    <InsetText>
                        <p>
                            {format!("{} booked outside these times. ", conversations_are(model.clashes))}
                            <a href="/adviser/clashes">"Decide what to do"</a>
                        </p>
                    </InsetText>
                }
            })}

        <h2 class="nhsuk-heading-m">"Weekly times"</h2>
        {if no_patterns {
            view! { <p>"You have no weekly times. Add one and members can book it straight away."</p> }.into_any()
        } else {
            view! { <PublishedList items=model.patterns path="/adviser/availability/pattern" verb="end" can_change=true /> }.into_any()
        }}
        <ButtonLink href="/adviser/availability/pattern" words="Add a weekly time" kind="secondary" />

        <h2 class="nhsuk-heading-m">"Extra times"</h2>
        {if no_slots {
            view! { <p>"You have no extra times. Add one to meet somebody at another time, just once."</p> }.into_any()
        } else {
            view! { <PublishedList items=model.slots path="/adviser/availability/slot" verb="remove" /> }.into_any()
        }}
        <ButtonLink href="/adviser/availability/slot" words="Add an extra time" kind="secondary" />

        <h2 class="nhsuk-heading-m">"Leave"</h2>
        {if no_leave {
            view! { <p>"You have no leave. You do not need to add bank holidays: weekly times are closed then."</p> }.into_any()
        } else {
            view! {
                <PublishedList
                    items=model.leave
                    path="/adviser/availability/leave"
                    verb="remove"
                    booked_words="It stays booked until it is moved or cancelled."
                />
            }
                .into_any()
        }}
        <ButtonLink href="/adviser/availability/leave" words="Add leave" kind="secondary" />

        <h2 class="nhsuk-heading-m">"Booking rules"</h2>
        <SummaryList rows=rules />
        <ButtonLink href="/adviser/availability/rules" words="Change your booking rules" kind="secondary" />
    }
}
