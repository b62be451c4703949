//! What is around every page: header and footer.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use leptos::prelude::*;

use super::behaviour;
use crate::page::YieldPoint;

const DEMO: &str = "demo";

/// What the header shows. As text it is a line for the demo, one for the name, one for the paper, and one for each link: every page carries it, and
/// the part of the program that browsers load first needs no JSON to read it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HeaderModel {
    /// The name of who is signed in.
    pub name: Option<String>,
    /// 'Printed by Amina Yusuf, Monday 2 March 2026': on paper alone.
    pub printed: String,
    /// Address and words of each link.
    pub links: Vec<(String, String)>,
    /// Whether this is the demo.
    pub demo: bool,
}

impl fmt::Display for HeaderModel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.name.as_deref().unwrap_or_default().replace('\n', " ");
        let printed = self.printed.replace('\n', " ");
        write!(
            f,
            "{}\n{name}\n{printed}",
            if self.demo { DEMO } else { "" }
        )?;
        self.links
            .iter()
            .try_for_each(|(href, words)| write!(f, "\n{href} {words}"))
    }
}

impl FromStr for HeaderModel {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        let mut lines = text.split('\n');
        let demo = lines.next() == Some(DEMO);
        let name = lines.next().filter(|name| !name.is_empty());
        let printed = lines.next().unwrap_or_default().to_owned();
        let link = |line: &str| {
            let (href, words) = line.split_once(' ')?;
            Some((href.to_owned(), words.to_owned()))
        };
        Ok(Self {
            name: name.map(str::to_owned),
            printed,
            links: lines.filter_map(link).collect(),
            demo,
        })
    }
}

/// The first thing the keyboard meets: past the header, to the page's content.
#[component]
pub fn SkipLink() -> impl IntoView {
    // The router follows links inside the page too, but leaves the focus behind.
    let skip = |_| {
        if let Some(main) = document().get_element_by_id("maincontent") {
            behaviour::focus(&main);
        }
    };
    view! { <a class="nhsuk-skip-link" href="#maincontent" on:click=skip>"Skip to main content"</a> }
}

/// The account area of the header: who is signed in, or the way to sign in.
#[component]
pub fn Account(
    /// Where the link leads.
    href: &'static str,
    /// What it says.
    #[prop(into)]
    words: String,
) -> impl IntoView {
    view! {
        <nav class="nhsuk-header__account" aria-label="Account">
            <ul class="nhsuk-header__account-list">
                <li class="nhsuk-header__account-item">
                    <a class="nhsuk-header__account-link" href=href>{words}</a>
                </li>
            </ul>
        </nav>
    }
}

/// The service's name, the account area and the main links.
#[component]
pub fn Header(
    /// What to show.
    model: HeaderModel,
) -> impl IntoView {
    let (href, words) = match model.name {
        Some(name) => ("/account", name),
        None => ("/sign-in", "Sign in".to_owned()),
    };
    let has_links = !model.links.is_empty();
    view! {
        <SkipLink />
        {YieldPoint}
        <header class="nhsuk-header" role="banner">
            <div class="nhsuk-header__container nhsuk-width-container">
                <div class="nhsuk-header__service">
                    <a class="nhsuk-header__service-name" href="/">"People Hub"</a>
                </div>
                {YieldPoint}
                <Account href words />
            </div>
            {YieldPoint}
            {has_links
                .then(|| {
                    view! {
                        <nav class="nhsuk-header__navigation" aria-label="Menu">
                            <div class="nhsuk-header__navigation-container nhsuk-width-container">
                                <ul class="nhsuk-header__navigation-list">
                                    {model
                                        .links
                                        .into_iter()
                                        .map(|(href, words)| {
                                            view! {
                                                <li class="nhsuk-header__navigation-item">
                                                    <a class="nhsuk-header__navigation-link" href=href>{words}</a>
                                                </li>
                                            }
                                        })
                                        .collect_view()}
                                </ul>
                            </div>
                        </nav>
                    }
                })}
        </header>
        <p class="app-printed">{model.printed}</p>
        {model
            .demo
            .then(|| {
                view! {
                    <aside class="app-demo" aria-label="Demo">
                        <div class="nhsuk-width-container">
                            <strong class="nhsuk-tag nhsuk-tag--yellow">"Demo"</strong>
                            " All people here are invented. "
                            <a href="/demo">"Change who you are"</a>
                        </div>
                    </aside>
                }
            })}
    }
}

/// Links at the end of every page.
#[component]
pub fn Footer(
    /// Address and words of each link.
    links: Vec<(&'static str, &'static str)>,
    /// Whose service it is.
    owner: &'static str,
) -> impl IntoView {
    view! {
        <footer class="nhsuk-footer" role="contentinfo">
            <div class="nhsuk-width-container">
                <div class="nhsuk-footer__meta">
                    <h2 class="nhsuk-u-visually-hidden">"Support links"</h2>
                    <ul class="nhsuk-footer__list">
                        {links
                            .into_iter()
                            .map(|(href, words)| {
                                view! {
                                    <li class="nhsuk-footer__list-item">
                                        <a class="nhsuk-footer__list-item-link" href=href>{words}</a>
                                    </li>
                                }
                            })
                            .collect_view()}
                    </ul>
                    <p class="nhsuk-body-s">{owner}</p>
                </div>
            </div>
        </footer>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_is_read_as_it_was_written() {
        let link = ("/adviser".to_owned(), "Conversations with you".to_owned());
        let whole = HeaderModel {
            name: Some("Amina Yusuf".to_owned()),
            printed: "Printed by Amina Yusuf, Monday 2 March 2026".to_owned(),
            links: vec![link.clone(), link],
            demo: true,
        };
        for model in [whole, HeaderModel::default()] {
            assert_eq!(model.to_string().parse(), Ok(model));
        }
    }
}
