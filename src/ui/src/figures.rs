//! Figures, each of which leads to what it counts.

use leptos::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// The page that says more of it.
    pub href: String,
    /// '1,204', '78%'.
    pub number: String,
    /// What it is the number of: 'Conversations'.
    pub words: String,
}

/// Three or four figures as cards, of which every part can be clicked; beside one another where there is room.
#[component]
pub fn Figures(figures: Vec<Figure>) -> impl IntoView {
    let cards = figures.into_iter().map(|figure| {
        view! {
            <li class="nhsuk-card nhsuk-card--clickable">
                <div class="nhsuk-card__content">
                    <a class="nhsuk-card__link" href=figure.href>
                        <strong class="nhsuk-u-font-size-48">{figure.number}</strong>
                        " "
                        {figure.words}
                    </a>
                </div>
            </li>
        }
    });
    view! { <ul class="app-figures">{cards.collect_view()}</ul> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_a_card_whose_link_says_its_number_and_of_what() {
        let figures = vec![Figure {
            href: "/reports/conversations?by=adviser".to_owned(),
            number: "78%".to_owned(),
            words: "Times <used>".to_owned(),
        }];
        let html = view! { <Figures figures /> }.to_html().replace("<!>", "");
        assert_eq!(
            html,
            "<ul class=\"app-figures\"><li class=\"nhsuk-card nhsuk-card--clickable\"><div class=\"nhsuk-card__content\">\
             <a href=\"/reports/conversations?by=adviser\" class=\"nhsuk-card__link\">\
             <strong class=\"nhsuk-u-font-size-48\">78%</strong> Times &lt;used&gt;</a></div></li></ul>"
        );
    }
}
