//! Help pages: which there are, one of them, and the form with which an administrator writes it.

use domain::kit::app_error::AppError;
use domain::people::role::Role;
use domain::system::guide::{GuideForm, WORDS_LIMIT};
use domain::system::permission::ADMINISTER_SYSTEM;
use leptos::prelude::*;
use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd, html};
use service::system::guide;
use ui::{BackLink, Button, ButtonLink, CharacterCount, Hidden, InsetText};
use web::area::Link;
use web::banner::Banner;
use web::context;
use web::error::Failure;
use web::forms::{Form, use_form};
use web::page::{Page, page, task, word_of_address};

pub const LINK: Link = Link {
    href: "/guides",
    words: "Help",
    about: "Read how to do what your role is for.",
    ..Link::NONE
};
const IS_SAVED: Banner = Banner::new("saved", "The help page is saved");

#[server(prefix = "/api", endpoint = "guides/write")]
pub async fn write_guide(#[server(default)] form: GuideForm) -> Result<(), Failure> {
    let role = guide::write(&context::service(), &context::actor()?, form).await?;
    IS_SAVED.at(&format!("/guides/{role}"));
    Ok(())
}

fn role() -> Result<Role, AppError> {
    Role::from_code(&word_of_address("role")).ok_or(AppError::NotFound)
}

/// `/guides`.
pub async fn guides_page() -> Page {
    let roles = guide::list(&context::service(), &context::actor()?).await?;
    let none = roles.is_empty();
    let links = roles.into_iter().map(|role| {
        view! { <li><a href=format!("/guides/{role}")>{role.words()}</a></li> }
    });
    let content = view! {
        <BackLink href="/" words="Home" />
        <h1 class="nhsuk-heading-l">"Help"</h1>
        {none.then(|| view! { <InsetText><p>"There are no help pages yet. Ask your hub coordinator."</p></InsetText> })}
        <ul class="nhsuk-list">{links.collect_view()}</ul>
    };
    page("Help", content)
}

/// `/guides/ROLE`.
pub async fn guide_page() -> Page {
    let (role, actor) = (role()?, context::actor()?);
    let words = guide::one(&context::service(), &actor, role).await?.words;
    let title = format!("Help: {}", role.words().to_lowercase());
    let text = if words.is_empty() {
        view! { <InsetText><p>"This help page is not written yet. Nobody else can see it."</p></InsetText> }
            .into_any()
    } else {
        view! { <div class="app-reading" inner_html=html_of(&words)></div> }.into_any()
    };
    let change = actor.may(ADMINISTER_SYSTEM).ok().map(
        |()| view! { <ButtonLink href=format!("/guides/{role}/change") words="Change this page" /> },
    );
    let content = view! {
        <BackLink href="/guides" words="Help" />
        {Banner::named(&[IS_SAVED]).map(Banner::view)}
        <h1 class="nhsuk-heading-l">{title.clone()}</h1>
        {text}
        {change}
    };
    page(&title, content)
}

/// `/guides/ROLE/change`.
pub async fn change_guide_page() -> Page {
    let (role, actor) = (role()?, context::actor()?);
    actor.may(ADMINISTER_SYSTEM)?;
    let guide::Shown { words, version } = guide::one(&context::service(), &actor, role).await?;
    task(
        "Change a help page",
        view! { <Change role words version /> },
    )
}

#[component]
fn Change(role: Role, words: String, version: i64) -> impl IntoView {
    let form = use_form::<WriteGuide>();
    let label = format!("Help for: {}", role.words().to_lowercase());
    let hint = "Write ## before a heading, - before each point of a list, and [words](address) for a link. Leave it empty to have our own words again.";
    view! {
        <BackLink href=format!("/guides/{role}") />
        <h1 class="nhsuk-heading-l">"Change a help page"</h1>
        <Form form>
            <Hidden name="form[role]" value=role.code() />
            <Hidden name="form[version]" value=version.to_string() />
            <CharacterCount field=form.field("words", words) label hint most=WORDS_LIMIT rows=20 />
            <Button words="Save the help page" />
        </Form>
    }
}

/// Where the pictures are that a help page may show.
const PICTURES: &str = "/assets/guides/";

/// Markdown as a part of a page: below its main heading, without raw HTML and pictures from elsewhere, and with links that stay what
/// they seem.
fn html_of(markdown: &str) -> String {
    let lower = |level: HeadingLevel| level.max(HeadingLevel::H2);
    let (mut is_linked, mut is_pictured) = (false, false);
    let events = Parser::new(markdown).filter_map(|event| match event {
        Event::Html(_) | Event::InlineHtml(_) => None,
        Event::Start(Tag::Image { ref dest_url, .. }) => {
            is_pictured = dest_url.starts_with(PICTURES);
            is_pictured.then_some(event)
        }
        Event::End(TagEnd::Image) => is_pictured.then_some(event),
        Event::Start(Tag::Link { ref dest_url, .. }) => {
            is_linked = is_sound(dest_url);
            is_linked.then_some(event)
        }
        Event::End(TagEnd::Link) => is_linked.then_some(event),
        Event::Start(Tag::Heading { level, .. }) => Some(Event::Start(Tag::Heading {
            level: lower(level),
            id: None,
            classes: Vec::new(),
            attrs: Vec::new(),
        })),
        Event::End(TagEnd::Heading(level)) => Some(Event::End(TagEnd::Heading(lower(level)))),
        event => Some(event),
    });
    let mut text = String::new();
    html::push_html(&mut text, events);
    text
}

fn is_sound(address: &str) -> bool {
    let schemes = ["https://", "http://", "mailto:", "tel:", "#"];
    let mut schemes = schemes.iter();
    schemes.any(|scheme| address.starts_with(scheme))
        || (address.starts_with('/') && !address.starts_with("//"))
}

#[cfg(test)]
mod tests {
    use super::html_of;

    #[test]
    fn markdown_is_a_part_of_a_page_and_nothing_else() {
        for (markdown, expected) in [
            (
                "# Book\n\n- *one*\n- two",
                "<h2>Book</h2>\n<ul>\n<li><em>one</em></li>\n<li>two</li>\n</ul>\n",
            ),
            ("a <b>c</b> <script>d</script>", "<p>a c d</p>\n"),
            ("<div onclick=\"x\">\ne\n</div>", ""),
            (
                "![a picture](https://x.example/y.png)",
                "<p>a picture</p>\n",
            ),
            (
                "![a day](/assets/guides/day.jpg)",
                "<p><img src=\"/assets/guides/day.jpg\" alt=\"a day\" /></p>\n",
            ),
            ("[ours](/account)", "<p><a href=\"/account\">ours</a></p>\n"),
            (
                "[no](javascript:alert(1)) [other](//x.example)",
                "<p>no other</p>\n",
            ),
            ("5 < 6 & 7", "<p>5 &lt; 6 &amp; 7</p>\n"),
        ] {
            assert_eq!(html_of(markdown), expected, "{markdown}");
        }
    }
}
