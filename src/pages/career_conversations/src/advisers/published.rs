//! What is published, and what is booked in it.

use leptos::prelude::*;

use super::{BookedModel, PublishedModel};

/// A link to each conversation that is booked in something.
#[component]
pub fn BookedList(booked: Vec<BookedModel>) -> impl IntoView {
    view! {
        <ul class="nhsuk-list nhsuk-list--bullet">
            {booked
                .into_iter()
                .map(|each| view! { <li><a href=format!("/conversations/{}", each.reference)>{each.words}</a></li> })
                .collect_view()}
        </ul>
    }
}

/// A conversation that is booked, or several, as the subject of a sentence.
pub fn conversations_are(count: usize) -> String {
    match count {
        1 => "1 conversation is".to_owned(),
        count => format!("{count} conversations are"),
    }
}

/// A list of what is published, each with a link that ends or removes it.
#[component]
pub fn PublishedList(
    items: Vec<PublishedModel>,
    /// The address before the identifier.
    path: &'static str,
    /// The address after it, which is also the link's verb.
    verb: &'static str,
    /// What it means that something is booked in it; nothing when that is as it should be.
    #[prop(optional)]
    booked_words: &'static str,
) -> impl IntoView {
    let mut link_words = verb.to_owned();
    if let Some(first) = link_words.get_mut(0..1) {
        first.make_ascii_uppercase();
    }
    let items = items.into_iter().map(move |item| {
        let count = item.booked.len();
        view! {
            <li class="nhsuk-card">
                <div class="nhsuk-card__content">
                    <h3 class="nhsuk-card__heading nhsuk-heading-s">{item.heading.clone()}</h3>
                    {item.lines.into_iter().map(|line| view! { <p class="app-line">{line}</p> }).collect_view()}
                    {(count > 0)
                        .then(|| {
                            view! {
                                <p class="app-line">
                                    <strong>{format!("{} booked.", conversations_are(count))}</strong>
                                    {format!(" {booked_words}")}
                                </p>
                                <BookedList booked=item.booked />
                            }
                        })}
                    <p class="app-line">
                        <a class="app-target" href=format!("{path}/{}/{verb}", item.id)>
                            {link_words.clone()}
                            <span class="nhsuk-u-visually-hidden">{format!(" {}", item.heading)}</span>
                        </a>
                    </p>
                </div>
            </li>
        }
    });
    view! { <ul class="app-cards">{items.collect_view()}</ul> }
}
