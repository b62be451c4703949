//! The first page of administration.

use leptos::prelude::*;

use crate::{AdministrationModel, administration};
use ui::CardLink;
use web::page::{Page, page};

/// `/admin`.
pub async fn administration_page() -> Page {
    let model = administration().await?;
    page("Administration", view! { <First model /> })
}

#[component]
fn First(model: AdministrationModel) -> impl IntoView {
    view! {
        <h1 class="nhsuk-heading-l">"Administration"</h1>
        <h2 class="nhsuk-u-visually-hidden">"What you look after"</h2>
        <ul class="nhsuk-grid-row nhsuk-card-group">
            <CardLink href="/admin/people" heading="People" words="Find or add a person, give or remove a role, close an account." />
            <CardLink
                href="/admin/organisations"
                heading="Organisations and sites"
                words="See an organisation and the places where people meet."
            />
            {model
                .whole_system
                .then(|| {
                    view! {
                        <CardLink
                            href="/admin/settings"
                            heading="Settings"
                            words="How late people can change a booking, how soon and how far ahead they can book."
                        />
                        <CardLink href="/admin/audit" heading="Audit log" words="See who did what, and when." />
                        <CardLink
                            href="/admin/work"
                            heading="Messages and background work"
                            words="See messages that could not be sent and have them tried again."
                        />
                    }
                })}
        </ul>
    }
}
