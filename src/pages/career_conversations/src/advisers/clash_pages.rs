//! Booked conversations that no longer fit what the adviser has published, and what to do with one of one's own.

use domain::career_conversations::availability::MESSAGE_LIMIT;
use leptos::prelude::*;

use super::server_fns::models;
use super::{ClashModel, ClashesModel, DecideClash};
use crate::done;
use ui::{
    BackLink, Button, CharacterCount, Hidden, InsetText, Item, Radios, SummaryList, SummaryRow,
};
use web::banner::Banner;
use web::forms::{Form, use_form};
use web::page::{Page, page, task, word_of_address};

/// `/adviser/clashes`.
pub async fn clashes_page() -> Page {
    let model = models::clashes().await?;
    page("Conversations that no longer fit", view! { <List model /> })
}

#[component]
fn List(model: ClashesModel) -> impl IntoView {
    let done = Banner::named(done::LEFT_WITH_CLASHES);
    let none = model.clashes.is_empty();
    let cards = model.clashes.into_iter().map(|each| {
        view! {
            <li class="nhsuk-card nhsuk-card--clickable">
                <div class="nhsuk-card__content">
                    <p class="nhsuk-card__heading nhsuk-heading-s">
                        <a class="nhsuk-card__link" href=format!("/adviser/clashes/{}", each.reference)>
                            {format!("{}, {}", each.when, each.member)}
                        </a>
                    </p>
                    <p class="nhsuk-card__description">{format!("{}. {}.", each.way, each.why)}</p>
                </div>
            </li>
        }
    });
    view! {
        <BackLink href="/adviser/availability" words="Availability" />
        {done.map(Banner::view)}
        <h1 class="nhsuk-heading-l">"Conversations that no longer fit"</h1>
        {if none {
            view! { <InsetText><p>"Everything that is booked with you fits your times, or you have decided to keep it."</p></InsetText> }.into_any()
        } else {
            view! {
                <p>"These are booked outside the times that you offer. They stay booked until you decide. Choose one to keep, move or cancel it."</p>
                <ul class="app-cards">{cards.collect_view()}</ul>
            }
                .into_any()
        }}
    }
}

/// `/adviser/clashes/CC-7K4M-9QXD`.
pub async fn clash_page() -> Page {
    let model = models::clash(&word_of_address("reference")).await?;
    task("Move or cancel a conversation", view! { <Decide model /> })
}

#[component]
fn Decide(model: ClashModel) -> impl IntoView {
    let form = use_form::<DecideClash>();
    let clashes = !model.clash.is_empty();
    let mut rows = vec![
        SummaryRow::new("When", model.when),
        SummaryRow::new("How", model.way),
    ];
    if clashes {
        rows.push(SummaryRow::new("Why it no longer fits", model.why));
    }
    let back = format!("/adviser/conversation/{}", model.reference);
    // After a clash only the nearest free times are shown, which are surely free.
    let free = match form.alternatives() {
        none if none.is_empty() => model.times,
        nearest => nearest,
    };
    let keep = clashes
        .then(|| Item::new("keep", "Keep it as it is").hint("You meet at that time all the same."));
    let moves = free
        .into_iter()
        .map(|time| Item::new(time.value, format!("Move it to {}", time.label)));
    let cancel = Item::new("cancel", "Cancel it").hint("The member can book again.");
    let items = keep
        .into_iter()
        .chain(moves)
        .chain([cancel])
        .collect::<Vec<_>>();
    let answer = form.value("decision", "");
    view! {
        <BackLink href=back words="This conversation" />
        <Form form>
            <h1 class="nhsuk-heading-l">{format!("Your conversation with {}", model.member)}</h1>
            <SummaryList rows />
            <Hidden name="form[reference]" value=model.reference />
            <Hidden name="form[version]" value=model.version />
            <Hidden name="form[clash]" value=model.clash />
            <Radios
                field=form.field("decision", "").with(answer)
                legend="What do you want to do?"
                items
            />
            <CharacterCount
                field=form.field("message", "")
                label=format!("Message to {} (optional)", model.member)
                hint="We email it if you move or cancel. Do not write anything private."
                most=MESSAGE_LIMIT
                rows=4
            />
            <Button words="Save" />
        </Form>
    }
}
