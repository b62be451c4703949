//! Announcements: all of them and a new one for coordinators, and those of the home page.

use domain::kit::{london, words};
use domain::people::actor::Actor;
use domain::system::announcement::{
    Announcement, AnnouncementForm, AnnouncementIdForm, Audience, PUBLISH_ANNOUNCEMENTS,
    WORDS_LIMIT,
};
use jiff::civil::Date;
use leptos::prelude::*;
use service::system::announcement::{self, Listed};
use ui::{
    BackLink, Button, ButtonLink, CharacterCount, DataTable, DateInput, ErrorSummary, Heading,
    InsetText, Item, Pagination, Radios, Row, Tag, TextInput,
};
use web::area::{Link, Section};
use web::banner::Banner;
use web::context;
use web::error::Failure;
use web::finder::Finder;
use web::forms::{ButtonForm, Form, FormState, use_form};
use web::page::{Page, page, query, task};

pub const LINK: Link = Link {
    section: Some(Section::Announcements),
    permission: Some(PUBLISH_ANNOUNCEMENTS),
    href: ALL,
    words: "Announcements",
    about: "Tell members, staff or the people of one organisation what they should know.",
    ..Link::NONE
};
const ALL: &str = "/announcements";
const IS_PUBLISHED: Banner = Banner::new("published", "The announcement is published");
const IS_ENDED: Banner = Banner::new("ended", "The announcement is no longer shown");

#[server(prefix = "/api", endpoint = "announcements/publish")]
pub async fn publish(#[server(default)] form: AnnouncementForm) -> Result<(), Failure> {
    announcement::publish(&context::service(), &context::actor()?, form).await?;
    IS_PUBLISHED.at(ALL);
    Ok(())
}

#[server(prefix = "/api", endpoint = "announcements/end")]
pub async fn end(#[server(default)] form: AnnouncementIdForm) -> Result<(), Failure> {
    announcement::end(&context::service(), &context::actor()?, form).await?;
    IS_ENDED.at(ALL);
    Ok(())
}

#[server(prefix = "/api", endpoint = "announcements/hide")]
pub async fn hide(#[server(default)] form: AnnouncementIdForm) -> Result<(), Failure> {
    announcement::hide(&context::service(), &context::actor()?, form).await?;
    context::redirect("/");
    Ok(())
}

pub async fn news(actor: Actor) -> Result<Option<AnyView>, Failure> {
    let shown = announcement::shown(&context::service(), &actor).await?;
    let form = use_form::<Hide>();
    let banner = |announcement: Announcement| {
        let (id, notice) = (announcement.id.to_string(), announcement.notice);
        let about = format!(": {}", notice.title);
        view! {
            <InsetText>
                <h2 class="nhsuk-heading-m">{notice.title}</h2>
                <p class="app-lines">{notice.words}</p>
                <ButtonForm form name="announcement" value=id words="Hide this" about />
            </InsetText>
        }
    };
    let banners: Vec<_> = shown.into_iter().map(banner).collect();
    Ok((!banners.is_empty()).then(|| banners.into_any()))
}

/// `/announcements`.
pub async fn announcements_page() -> Page {
    let (service, actor) = (context::service(), context::actor()?);
    let asked = domain::kit::query::page(&query().get("page"));
    let listed = announcement::list(&service, &actor, asked).await?;
    let (today, form) = (london::day_of(service.now()), use_form::<End>());
    let caption = words::counted(listed.total, "announcement", "announcements");
    let headings = ["Announcement", "For", "Shown", "Now", "What you can do"];
    let headings = headings.map(Heading::new).to_vec();
    let rows = listed.rows.into_iter();
    let rows: Vec<Row> = rows.map(|each| line(each, today, form)).collect();
    let content = view! {
        <ErrorSummary failure=form.failure() />
        {Banner::named(&[IS_PUBLISHED, IS_ENDED]).map(Banner::view)}
        <h1 class="nhsuk-heading-l">"Announcements"</h1>
        <p class="app-reading">"People see them on their home page, until they hide them."</p>
        <ButtonLink href=format!("{ALL}/publish") words="Publish an announcement" />
        {rows.is_empty().then(|| view! { <InsetText><p>"Nothing has been announced yet."</p></InsetText> })}
        {(!rows.is_empty()).then(|| view! { <DataTable caption headings rows /> })}
        <Pagination page=listed.page pages=listed.pages href=|page: i64| format!("{ALL}?page={page}") />
    };
    page("Announcements", content)
}

fn line(listed: Listed, today: Date, form: FormState<End>) -> Row {
    let is_over = listed.announcement.is_over(today);
    let (id, notice) = (listed.announcement.id, listed.announcement.notice);
    let about = format!(": {}", notice.title);
    let (now, colour) = match notice.first_day > today {
        _ if is_over => ("Over", "grey"),
        true => ("To come", "blue"),
        false => ("Shown now", "green"),
    };
    let end = match is_over {
        true => "Nothing: it is over".into_any(),
        false => view! { <ButtonForm form name="announcement" value=id.to_string() words="End it now" about /> }.into_any(),
    };
    let told = view! {
        <div>
            <strong>{notice.title}</strong>
            <span class="app-lines app-detail">{notice.words}</span>
            <span class="nhsuk-u-font-size-16 app-lines app-detail">"By " {listed.publisher}</span>
        </div>
    };
    let only = listed
        .organisation_name
        .map(|name| format!(", only of {name}"));
    vec![
        told.into_any(),
        view! { {notice.audience.words()} {only} }.into_any(),
        words::days(notice.first_day, notice.last_day).into_any(),
        view! { <Tag words=now colour /> }.into_any(),
        end,
    ]
}

/// `/announcements/publish`.
pub async fn publish_page() -> Page {
    let finder = Finder::of(&query().get("text"), PUBLISH_ANNOUNCEMENTS).await?;
    let (today, form) = (
        london::day_of(context::service().now()),
        use_form::<Publish>(),
    );
    let audiences = Audience::ALL.iter();
    let audiences = audiences.map(|audience| Item::new(audience.code(), audience.words()));
    let found = finder.items();
    let organisations = (!found.is_empty()).then(|| {
        let items = Item::none_or("All organisations", found);
        view! { <Radios field=form.field("organisation", "") legend="Only for people of one organisation?" items /> }
    });
    let content = view! {
        <BackLink href=ALL words="Announcements" />
        <h1 class="nhsuk-heading-l">"Publish an announcement"</h1>
        {finder.view(format!("{ALL}/publish"), "For the people of one organisation, find it first")}
        <Form form>
            <Radios field=form.field("audience", "") legend="Who is it for?" items=audiences.collect() />
            {organisations}
            <TextInput field=form.field("title", "") label="Heading" hint="For example, Flu clinics need vaccinators" />
            <CharacterCount field=form.field("words", "") label="What do they need to know?" most=WORDS_LIMIT rows=5 />
            <DateInput field=form.day("first", Some(today)) legend="First day it is shown" hint="For example, 27 3 2026" />
            <DateInput field=form.day("last", None) legend="Last day it is shown" hint="3 months later at most" />
            <Button words="Publish" />
        </Form>
    };
    task("Publish an announcement", content)
}
