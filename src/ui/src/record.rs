//! What stands on the page of one thing: the people it concerns, and what happened to it.

use domain::people::person::Telephone;
use leptos::prelude::*;

/// Somebody, and the ways to reach them: a tap rings, a tap writes.
#[component]
pub fn PersonCard(
    #[prop(into)] name: String,
    /// Who they are here: 'Hub member'.
    #[prop(into)]
    role: String,
    /// `None`: they gave no number.
    phone: Option<Telephone>,
    #[prop(into)] email: String,
) -> impl IntoView {
    let first_name = name.split_whitespace().next().unwrap_or(&name).to_owned();
    let ring = phone.map(|phone| {
        let (href, words) = (
            format!("tel:{}", phone.as_str()),
            format!("Ring {first_name} on {phone}"),
        );
        view! { <a class="app-target" href=href>{words}</a> }
    });
    let write = format!("mailto:{email}");
    view! {
        <div class="nhsuk-card">
            <div class="nhsuk-card__content">
                <h2 class="nhsuk-card__heading nhsuk-heading-s">
                    {name}
                    <span class="app-detail">{role}</span>
                </h2>
                <p class="nhsuk-card__description">
                    {ring.map_or_else(|| view! { <span class="app-detail">"No phone number given"</span> }.into_any(), IntoAny::into_any)}
                    <a class="app-target app-break" href=write>{email}</a>
                </p>
            </div>
        </div>
    }
}

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happened {
    /// 'Booked a career conversation'.
    pub what: String,
    /// 'Amina Yusuf'.
    pub who: String,
    /// 'Monday 2 March 2026, 9:30am'.
    pub at: String,
}

/// What happened to a thing, the newest first.
#[component]
pub fn Timeline(#[prop(into)] heading: String, events: Vec<Happened>) -> impl IntoView {
    let events = events.into_iter().map(|event| {
        view! {
            <li>
                <strong>{event.what}</strong>
                <span class="app-detail">{format!("{}, by {}", event.at, event.who)}</span>
            </li>
        }
    });
    view! {
        <h2 class="nhsuk-heading-m">{heading}</h2>
        <ol class="app-timeline">{events.collect_view()}</ol>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card(phone: Option<&str>) -> String {
        let phone = phone.map(|phone| Telephone::parse(phone).unwrap());
        let view = view! { <PersonCard name="Amina Yusuf" role="Hub member" phone email="amina@example.nhs.uk" /> };
        view.to_html()
    }

    #[test]
    fn a_person_is_rung_and_written_to_by_a_tap() {
        let html = card(Some("07700 900982"));
        assert!(html.contains("href=\"tel:+447700900982\""), "{html}");
        assert!(html.contains("Ring Amina on 07700 900982"), "{html}");
        assert!(
            html.contains("href=\"mailto:amina@example.nhs.uk\""),
            "{html}"
        );
    }

    #[test]
    fn nobody_is_rung_without_a_number() {
        let html = card(None);
        assert!(html.contains("No phone number given"), "{html}");
        assert!(!html.contains("tel:"), "{html}");
    }

    #[test]
    fn each_event_says_what_when_and_by_whom() {
        let events = vec![Happened {
            what: "Moved <it>".to_owned(),
            who: "Amina Yusuf".to_owned(),
            at: "Monday 2 March 2026, 9:30am".to_owned(),
        }];
        let html = view! { <Timeline heading="What happened" events /> }.to_html();
        assert!(html.contains("Moved &lt;it&gt;"), "{html}");
        assert!(
            html.contains("Monday 2 March 2026, 9:30am, by Amina Yusuf"),
            "{html}"
        );
    }
}
