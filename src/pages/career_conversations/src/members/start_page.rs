//! Why a career conversation is worth half an hour.

use leptos::prelude::*;

use ui::{ButtonLink, Details, InsetText};
use web::page::{Page, page};

/// `/career-conversations`.
pub async fn start_page() -> Page {
    let content = view! {
        <h1 class="nhsuk-heading-xl">"Career conversations"</h1>
        <div class="app-reading">
            <p class="nhsuk-lede-text">
                "Talk to a careers adviser about what you could do next in health and care. It takes 30 to 45 minutes and it is free."
            </p>
            <h2>"What you get"</h2>
            <ul>
                <li>"someone who listens to what you enjoy and what matters to you"</li>
                <li>"the jobs, training and apprenticeships that could suit you"</li>
                <li>"a next step that you choose"</li>
            </ul>
            <InsetText>
                <p>"It is your choice. Your manager is not told what you talk about, and it does not change your shifts."</p>
            </InsetText>
            <h2>"Before you book"</h2>
            <p>"You need to be a member of the hub: paid staff, bank staff, a reserve, a volunteer or on mutual aid."</p>
            <p>"We will ask how you would like to meet, when, and what you would like to talk about. You can change your answers before you book."</p>
            <ButtonLink href="/career-conversations/book/day" words="Book a career conversation" />
            <Details summary="If you need help to take part">
                <p>"Tell us what you need when we ask what you would like to talk about. For example, a sign language interpreter, information in large print, or someone with you."</p>
            </Details>
            <p><a href="/career-conversations/mine">"See, move or cancel your conversations"</a></p>
        </div>
    };
    page("Career conversations", content)
}
