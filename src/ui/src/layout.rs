//! What is around every page: header and footer.

use leptos::prelude::*;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HeaderModel {
    /// The name of who is signed in.
    pub name: Option<String>,
    /// 'Printed by Amina Yusuf, Monday 2 March 2026': on paper alone.
    pub printed: String,
    /// Address and words of each link.
    pub links: Vec<(String, String)>,
    pub demo: bool,
}

/// The first thing the keyboard meets: past the header, to the page's content.
#[component]
pub fn SkipLink() -> impl IntoView {
    view! { <a class="nhsuk-skip-link" href="#maincontent">"Skip to main content"</a> }
}

/// The account area of the header: who is signed in, or the way to sign in.
#[component]
pub fn Account(href: &'static str, #[prop(into)] words: String) -> impl IntoView {
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
pub fn Header(model: HeaderModel) -> impl IntoView {
    let (href, words) = match model.name {
        Some(name) => ("/account", name),
        None => ("/sign-in", "Sign in".to_owned()),
    };
    let has_links = !model.links.is_empty();
    view! {
        <SkipLink />
        <header class="nhsuk-header" role="banner">
            <div class="nhsuk-header__container nhsuk-width-container">
                <div class="nhsuk-header__service">
                    <a class="nhsuk-header__service-name" href="/">"People Hub"</a>
                </div>
                <Account href words />
            </div>
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
    #[prop(into)]
    owner: String,
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
