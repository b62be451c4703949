//! A time that is kept for somebody, wherever they first look.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::{AcceptOffer, DeclineOffer, OfferModel};
use ui::NotificationBanner;
use web::forms::SERVER_FUNCTION;

/// Where one's place on the waiting list is.
pub(crate) const WAITING: &str = "/career-conversations/waiting";

/// The time, until when it is kept, and both answers. The forms lead to the page about the waiting list, which says what became of
/// the answer.
#[component]
pub(crate) fn KeptTime(offer: OfferModel) -> impl IntoView {
    let answer = |function: &'static str, class: &'static str, words: &'static str| {
        view! {
            <form method="post" action=WAITING>
                <input type="hidden" name=SERVER_FUNCTION value=function />
                <input type="hidden" name="form[offer]" value=offer.id.clone() />
                <button class=class type="submit">{words}</button>
            </form>
        }
    };
    let accept = answer(AcceptOffer::PATH, "nhsuk-button", "Accept this time");
    let decline = answer(
        DeclineOffer::PATH,
        "nhsuk-button nhsuk-button--secondary",
        "Decline this time",
    );
    view! {
        <NotificationBanner>
            <p class="nhsuk-notification-banner__heading">{format!("{}. {}", offer.kept, offer.answer_by)}</p>
            <p>{format!("{} with {}. {}.", offer.when, offer.adviser, offer.way)}</p>
            <p>"If you do not answer by then, we offer it to the next person."</p>
            {accept}
            {decline}
        </NotificationBanner>
    }
}
