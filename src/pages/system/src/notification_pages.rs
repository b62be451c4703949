//! What somebody was told: the list, one of them, and which of them they want by email as well.

use domain::kit::app_error::AppError;
use domain::kit::{london, query as asked, words};
use domain::system::notification::{EmailsForm, ReadUpToForm};
use leptos::prelude::*;
use service::Paged;
use service::system::notification::{self, Notification};
use ui::{
    BackLink, Button, Checkboxes, Hidden, InsetText, Item, LinkedText, NOTIFICATIONS, Pagination,
    Tag,
};
use web::area::Link;
use web::banner::Banner;
use web::context;
use web::error::Failure;
use web::forms::{ButtonForm, Form, use_form};
use web::page::{Page, address_of, page, query, task, word_of_address};

const EMAILS: &str = "/notifications/emails";

pub const LINK: Link = Link {
    href: NOTIFICATIONS,
    words: "Notifications",
    about: "Read what we told you, and choose what we email you about.",
    count: Some(|actor| {
        Box::pin(async move { Ok(notification::count_unread(&context::service(), &actor).await?) })
    }),
    ..Link::NONE
};
const ALL_READ: Banner = Banner::new("read", "You have no new notifications");
const EMAILS_CHOSEN: Banner = Banner::new("emails", "What we email you about has been saved");

#[server(prefix = "/api", endpoint = "notifications/read")]
pub async fn read_notifications(#[server(default)] form: ReadUpToForm) -> Result<(), Failure> {
    notification::read_up_to(&context::service(), &context::actor()?, form).await?;
    ALL_READ.at(NOTIFICATIONS);
    Ok(())
}

#[server(prefix = "/api", endpoint = "notifications/emails")]
pub async fn choose_emails(#[server(default)] form: EmailsForm) -> Result<(), Failure> {
    notification::choose_emails(&context::service(), &context::actor()?, form).await?;
    EMAILS_CHOSEN.at(NOTIFICATIONS);
    Ok(())
}

/// `/notifications`.
pub async fn notifications_page() -> Page {
    let (service, actor) = (context::service(), context::actor()?);
    let number = asked::page(&query().get("page"));
    let list = notification::list(&service, &actor, number).await?;
    let unread = notification::count_unread(&service, &actor).await?;
    let has_unread = unread > 0;
    page("Notifications", view! { <List list has_unread /> })
}

#[component]
fn List(list: Paged<Notification>, has_unread: bool) -> impl IntoView {
    let form = use_form::<ReadNotifications>();
    let newest = list.rows.first().map(|first| first.id.to_string());
    let newest = newest.filter(|_| has_unread && list.page == 1);
    let href = |page: i64| address_of(NOTIFICATIONS, &[("page", &page.to_string())]);
    let none = list.rows.is_empty();
    let by_day = list
        .rows
        .chunk_by(|one, other| day_of(one) == day_of(other));
    let days = by_day.map(|notifications| {
        let day = notifications.first().map(|first| words::day(day_of(first)));
        let rows = notifications.iter().cloned();
        view! {
            <h2 class="nhsuk-heading-s">{day}</h2>
            <ul class="app-lines-of-links">{rows.map(|notification| view! { <Row notification /> }).collect_view()}</ul>
        }
    });
    let days = days.collect_view();
    view! {
        {Banner::named(&[ALL_READ, EMAILS_CHOSEN]).map(Banner::view)}
        <h1 class="nhsuk-heading-l">"Notifications"</h1>
        {newest.map(|newest| view! { <ButtonForm form name="newest" value=newest words="Mark all as read" about=String::new() /> })}
        {none.then(|| view! { <InsetText><p>"We have not told you anything yet. When something changes, you read it here."</p></InsetText> })}
        {days}
        <Pagination page=list.page pages=list.pages href />
        <p><a class="app-target" href=EMAILS>"Choose what we email you about"</a></p>
    }
}

fn day_of(notification: &Notification) -> jiff::civil::Date {
    london::day_of(notification.created_at)
}

#[component]
fn Row(notification: Notification) -> impl IntoView {
    let href = format!("{NOTIFICATIONS}/{}", notification.id);
    let time = words::time(notification.created_at);
    let is_new = notification.seen_at.is_none();
    view! {
        <li>
            <a class="app-target" href=href>{notification.subject}</a>
            <span class="app-detail">{is_new.then(|| view! { <Tag words="New" /> " " })} {time}</span>
        </li>
    }
}

/// `/notifications/{notification}`: whoever opens it has read it.
pub async fn notification_page() -> Page {
    let (service, actor) = (context::service(), context::actor()?);
    let id = word_of_address("notification");
    let id = id.parse().map_err(|_| AppError::NotFound)?;
    let Notification {
        subject,
        body,
        created_at,
        ..
    } = notification::read(&service, &actor, id).await?;
    let content = view! {
        <BackLink href=NOTIFICATIONS words="Notifications" />
        <h1 class="nhsuk-heading-l">{subject.clone()}</h1>
        <p class="app-detail">{words::day_and_time(created_at)}</p>
        <LinkedText text=body own=service.config.public_url.clone() />
    };
    page(subject, content)
}

/// `/notifications/emails`.
pub async fn emails_page() -> Page {
    let emails = notification::emails(&context::service(), &context::actor()?).await?;
    let items: Vec<_> = emails
        .into_iter()
        .map(|(topic, is_wanted)| {
            let name = format!("form[wanted][{}]", topic.code());
            (
                topic.code().to_owned(),
                (name, Item::new("on", topic.words()), is_wanted),
            )
        })
        .collect();
    task("Choose what we email you about", view! { <Emails items /> })
}

#[component]
fn Emails(items: Vec<(String, (String, Item, bool))>) -> impl IntoView {
    let form = use_form::<ChooseEmails>();
    let always = "We always email you a time that we keep for you, and what keeps your account safe. You can read everything here as well.";
    let (codes, items): (Vec<_>, Vec<_>) = items.into_iter().unzip();
    let content = if codes.is_empty() {
        view! {
            <h1 class="nhsuk-heading-l">"Choose what we email you about"</h1>
            <InsetText><p>"There is nothing to choose: we only email you what keeps your account safe."</p></InsetText>
        }
        .into_any()
    } else {
        let asked = codes.into_iter().map(|code| {
            view! { <Hidden name=format!("form[asked][{code}]") value="on" /> }
        });
        view! {
            <Form form>
                {asked.collect_view()}
                <Checkboxes id="wanted" legend="When do you want an email?" hint=always items error=form.error("wanted") size="l" heading=true />
                <Button words="Save" />
            </Form>
        }
        .into_any()
    };
    view! {
        <BackLink href=NOTIFICATIONS words="Notifications" />
        {content}
    }
}
