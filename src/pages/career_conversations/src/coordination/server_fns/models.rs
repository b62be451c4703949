//! Turns what the service knows into finished words.

use domain::career_conversations::career_conversation::{Reference, Status};
use domain::career_conversations::permission::COORDINATE_CONVERSATIONS;
use domain::kit::app_error::AppError;
use domain::kit::instant::Instant;
use domain::kit::london;
use domain::kit::words;
use domain::people::actor::Actor;
use jiff::civil::Date;
use service::Service;
use service::career_conversations::career_conversation::Listed;
use service::career_conversations::coordination::{self, Coordinated, Found, Order, Search};

use super::{
    CoordinatedModel, CoordinationLine, CoordinationModel, CoordinationQuery, MemberLine,
    MembersModel,
};
use crate::after_conversations::followed_rows;
use crate::conversation;
use crate::members::{Moving, status_colour, way_words};
use ui::Item;
use web::banner::Banner;
use web::context;
use web::error::Failure;

/// More than this, and the page asks for fewer days.
const TOO_MANY: i64 = 500;

pub(crate) fn coordinator() -> Result<(Service, Actor), Failure> {
    let actor = context::actor()?;
    actor.may(COORDINATE_CONVERSATIONS)?;
    Ok((context::service(), actor))
}

/// Leads to a conversation's page, which says what was done.
pub(crate) fn to_conversation(reference: &Reference, done: Banner) {
    done.at(&conversation::page_of(&reference.to_string()));
}

pub(crate) async fn list(query: CoordinationQuery) -> Result<CoordinationModel, Failure> {
    let (service, actor) = coordinator()?;
    let version = context::conversations_version(None);
    let now = service.now();
    let search = search(&query, london::day_of(now));
    let found = coordination::list(&service, &actor, &search).await?;
    Ok(list_model(&search, found, now, version))
}

fn search(query: &CoordinationQuery, today: Date) -> Search {
    let text = domain::kit::query::text(&query.text);
    let (from, to) = (&query.from, &query.to);
    let from = domain::kit::query::day(from).or(domain::kit::query::day(to));
    // Who is looked for by name may be anywhere.
    let first = from.or(text.is_empty().then_some(today));
    Search {
        days: first.map(|first| (first, domain::kit::query::day(to).unwrap_or(first))),
        adviser: query.adviser.trim().parse().ok(),
        status: Status::from_code(query.status.trim()),
        order: match (query.sort.as_str(), first) {
            ("", None) => Order::TimeDescending,
            (sort, _) => order(sort),
        },
        text,
        page: domain::kit::query::page(&query.page),
    }
}

fn order(sort: &str) -> Order {
    match sort {
        "-time" => Order::TimeDescending,
        "member" => Order::Member,
        "adviser" => Order::Adviser,
        "status" => Order::Status,
        _ => Order::Time,
    }
}

const fn sort(order: Order) -> &'static str {
    match order {
        Order::Time => "time",
        Order::TimeDescending => "-time",
        Order::Member => "member",
        Order::Adviser => "adviser",
        Order::Status => "status",
    }
}

fn list_model(search: &Search, found: Found, now: Instant, version: String) -> CoordinationModel {
    let today = london::day_of(now);
    let before_and_after = found.days.map(|(first, last)| {
        let count = days_between(first, last) + 1;
        [-count, count].map(|days| {
            (
                london::plus_days(first, days).to_string(),
                london::plus_days(last, days).to_string(),
            )
        })
    });
    let (from, to) = found.days.map_or_else(Default::default, |(first, last)| {
        (first.to_string(), last.to_string())
    });
    CoordinationModel {
        query: CoordinationQuery {
            from,
            to,
            adviser: search
                .adviser
                .map(|adviser| adviser.to_string())
                .unwrap_or_default(),
            status: search.status.map_or("", Status::code).to_owned(),
            text: search.text.clone(),
            sort: sort(search.order).to_owned(),
            page: found.conversations.page.to_string(),
        },
        days: match found.days {
            Some((first, last)) if first == last => words::day(first),
            Some((first, last)) => words::days(first, last),
            None => "All days".to_owned(),
        },
        counts: found
            .counts
            .iter()
            .filter(|(_, count)| *count > 0)
            .map(|(status, count)| {
                format!(
                    "{} {}",
                    words::number(*count),
                    status.words().to_lowercase()
                )
            })
            .collect(),
        advisers: found
            .advisers
            .iter()
            .map(|(id, name)| Item::new(id.to_string(), name))
            .collect(),
        statuses: Status::ALL
            .iter()
            .map(|status| Item::new(status.code(), status.words()))
            .collect(),
        before_and_after,
        is_today: found.days == Some((today, today)),
        too_many: found.conversations.total > TOO_MANY,
        version,
        updated: format!("Updated at {}", words::time(now)),
        lines: found.conversations.map(line),
    }
}

fn days_between(first: Date, last: Date) -> i32 {
    first.until(last).map_or(0, |span| span.get_days())
}

fn line(listed: Listed) -> CoordinationLine {
    let conversation = &listed.conversation;
    let start = conversation.interval.start;
    CoordinationLine {
        reference: conversation.reference.to_string(),
        when: format!(
            "{}, {}",
            words::short_day(london::day_of(start)),
            words::time(start)
        ),
        way: way_words(conversation.way, listed.site_name.as_deref()),
        status: conversation.status.words().to_owned(),
        status_colour: status_colour(conversation.status).to_owned(),
        member: listed.member_name,
        adviser: listed.adviser_name,
    }
}

async fn load(reference: &str) -> Result<(Service, Actor, Coordinated), Failure> {
    let (service, actor) = coordinator()?;
    let reference = Reference::parse(reference).ok_or(AppError::NotFound)?;
    let found = coordination::one(&service, &actor, &reference).await?;
    Ok((service, actor, found))
}

pub(crate) async fn conversation(reference: &str) -> Result<CoordinatedModel, Failure> {
    let (_, _, found) = load(reference).await?;
    Ok(conversation_model(found))
}

fn conversation_model(found: Coordinated) -> CoordinatedModel {
    let listed = found.whole.listed;
    let way = way_words(listed.conversation.way, listed.site_name.as_deref());
    let conversation = listed.conversation;
    CoordinatedModel {
        reference: conversation.reference.to_string(),
        version: conversation.version.to_string(),
        when: words::day_and_time_range(conversation.interval),
        member_id: found.member.id.to_string(),
        email: found.member.email.to_string(),
        phone: found.member.phone,
        member: found.member.name,
        adviser: listed.adviser_name,
        way,
        topic: conversation.topic.words().to_owned(),
        preparation: conversation.preparation,
        status: conversation.status.words().to_owned(),
        status_colour: status_colour(conversation.status).to_owned(),
        can_change: found.can_change,
        is_cancelled: conversation.status.is_cancelled(),
        day: london::day_of(conversation.interval.start).to_string(),
        history: conversation::happened(found.history),
        followed: found
            .followed
            .as_ref()
            .map(followed_rows)
            .unwrap_or_default(),
    }
}

pub(crate) async fn members(text: &str, page: &str) -> Result<MembersModel, Failure> {
    let (service, actor) = coordinator()?;
    let (text, page) = (
        domain::kit::query::text(text),
        domain::kit::query::page(page),
    );
    let found = coordination::find_members(&service, &actor, &text, page).await?;
    Ok(MembersModel {
        text,
        members: found.map(|person| MemberLine {
            id: person.id.to_string(),
            name: person.name,
            email: person.email.to_string(),
            is_closed: person.closed_at.is_some(),
        }),
    })
}

/// A conversation, to move it.
pub(crate) async fn moving(reference: &str) -> Result<(CoordinatedModel, Moving), Failure> {
    let (service, actor, found) = load(reference).await?;
    let moving = Moving::of(service, actor, found.whole.listed.clone());
    Ok((conversation_model(found), moving))
}
