//! Turns what the service knows of the waiting list into finished words.

use domain::career_conversations::availability::Ways;
use domain::career_conversations::career_conversation::{SlotChoice, Topic, Way};
use domain::career_conversations::waiting_list::{JoinForm, WaitingEntry, Wish};
use domain::kit::app_error::AppError;
use domain::kit::instant::Instant;
use domain::kit::london;
use domain::kit::words;
use domain::seats::ClaimState;
use service::Paged;
use service::career_conversations::career_conversation::{self as conversations, Search};
use service::career_conversations::draft;
use service::career_conversations::waiting_list::{self, Listed, ON_A_PAGE, Standing};

use super::{EntryModel, JoinModel, JoinQuery, LineModelRow, OfferModel, PlaceModel, WaitingModel};
use crate::members::way_words;
use ui::Item;
use web::context;
use web::error::Failure;

fn choice(value: impl ToString, label: impl Into<String>) -> Item {
    Item::new(value.to_string(), label.into())
}

pub(crate) fn place_of(standing: &Standing, now: Instant) -> PlaceModel {
    PlaceModel {
        place: words::ordinal(standing.place),
        offer: offer_of(standing, now),
    }
}

pub(crate) fn offer_of(standing: &Standing, now: Instant) -> Option<OfferModel> {
    let (offer, adviser) = standing.offer.as_ref()?;
    let start = offer.interval.start;
    Some(OfferModel {
        id: offer.id.to_string(),
        when: words::day_and_time_range(offer.interval),
        adviser: adviser.clone(),
        way: way_words(standing.entry.wish.way, standing.site_name.as_deref()),
        until: words::day_and_time(offer.expires_at),
        kept: format!(
            "We are keeping {}, {} for you",
            words::day_without_year(london::day_of(start)),
            words::time(start)
        ),
        answer_by: answer_by(offer.expires_at, now),
    })
}

/// 'Answer by 9pm today'.
fn answer_by(expires_at: Instant, now: Instant) -> String {
    let (day, today) = (london::day_of(expires_at), london::day_of(now));
    let time = words::time(expires_at);
    let when = match day {
        day if day == today => "today".to_owned(),
        day if day == london::plus_days(today, 1) => "tomorrow".to_owned(),
        day => format!("on {}", words::day_without_year(day)),
    };
    format!("Answer by {time} {when}")
}

pub(crate) async fn my_place() -> Result<Option<WaitingModel>, Failure> {
    let (service, actor) = (context::service(), context::actor()?);
    let Some(standing) = waiting_list::mine(&service, &actor).await? else {
        return Ok(None);
    };
    let wish = standing.entry.wish;
    let free = waiting_list::free_now(&service, &actor, &wish).await?;
    Ok(Some(WaitingModel {
        entry: standing.entry.id.to_string(),
        standing: place_of(&standing, service.now()),
        adviser: adviser_words(standing.adviser_name.as_deref()),
        way: way_words(wish.way, standing.site_name.as_deref()),
        days: days(&wish),
        last_day: words::day(wish.last_day),
        since: words::day_and_time(standing.entry.joined_at),
        free: free
            .iter()
            .map(|offered| {
                let when = words::day_and_time_range(offered.slot.interval);
                format!("{when} with {}", offered.adviser_name)
            })
            .collect(),
    }))
}

fn adviser_words(name: Option<&str>) -> String {
    name.unwrap_or("Any adviser").to_owned()
}

/// 'Monday, Wednesday and Friday', 'Monday to Friday', 'Any day'.
fn days(wish: &Wish) -> String {
    const WORKING_DAYS: &str = "mon,tue,wed,thu,fri";
    if wish.weekdays.codes() == WORKING_DAYS {
        return "Monday to Friday".to_owned();
    }
    let mut days: Vec<&str> = wish.weekdays.iter().map(words::weekday).collect();
    if days.len() == 7 {
        return "Any day".to_owned();
    }
    match days.pop() {
        Some(only) if days.is_empty() => only.to_owned(),
        Some(last) => format!("{} and {last}", days.join(", ")),
        None => String::new(),
    }
}

pub(crate) async fn join_question(query: JoinQuery) -> Result<JoinModel, Failure> {
    let (service, actor) = (context::service(), context::actor()?);
    let is_waiting = waiting_list::mine(&service, &actor).await?.is_some();
    let answers = draft::find(&service, &actor, "").await?;
    let answers = answers.map(|draft| draft.answers).unwrap_or_default();
    let places = conversations::places(&service, &actor, actor.person).await?;
    let found = conversations::available(&service, &actor, Search::default()).await?;
    let chosen = |query: String, before: String| if query.is_empty() { before } else { query };
    let ways: Ways = Way::ALL
        .iter()
        .copied()
        .filter(|way| *way != Way::InPerson || !places.is_empty())
        .collect();
    Ok(JoinModel {
        is_waiting,
        form: JoinForm {
            topic: answers.topic,
            adviser: query.adviser,
            way: chosen(query.way, answers.way),
            site: chosen(query.site, answers.site),
            ..JoinForm::default()
        },
        topics: Topic::ALL
            .iter()
            .map(|topic| choice(topic.code(), topic.words()))
            .collect(),
        advisers: found
            .advisers
            .into_iter()
            .map(|(id, name)| choice(id, name))
            .collect(),
        ways: ways
            .iter()
            .map(|way| choice(way.code(), way.words()))
            .collect(),
        places: places
            .iter()
            .map(|place| {
                let (name, town) = (&place.site.name, &place.site.town);
                choice(place.site.id, format!("{name}, {town}"))
            })
            .collect(),
    })
}

pub(crate) async fn line(page: i64) -> Result<Paged<LineModelRow>, Failure> {
    let (service, actor) = (context::service(), context::actor()?);
    let found = waiting_list::list(&service, &actor, page).await?;
    let mut place = (found.page - 1) * ON_A_PAGE;
    Ok(found.map(|listed| {
        place += 1;
        row(place, &listed)
    }))
}

/// Somebody in line, as coordinators see them.
pub(crate) async fn entry(id: &str) -> Result<EntryModel, Failure> {
    let (service, actor) = (context::service(), context::actor()?);
    let id = id.parse().map_err(|_| AppError::NotFound)?;
    let waiting = waiting_list::one(&service, &actor, id).await?;
    let (standing, member) = (waiting.standing, waiting.member);
    let free = waiting.free.into_iter().map(|offered| {
        let when = words::day_and_time_range(offered.slot.interval);
        let slot = SlotChoice {
            start: offered.slot.interval.start,
            adviser: offered.slot.adviser,
        };
        (
            slot.to_string(),
            format!("{when} with {}", offered.adviser_name),
        )
    });
    let listed = Listed {
        member_name: member.name,
        adviser_name: standing.adviser_name,
        site_name: standing.site_name,
        offered: standing
            .offer
            .map(|(offer, _)| (offer.interval.start, offer.expires_at)),
        entry: standing.entry,
    };
    Ok(EntryModel {
        row: row(standing.place, &listed),
        topic: listed.entry.topic.words().to_owned(),
        phone: member.phone,
        email: member.email.to_string(),
        free: free.collect(),
    })
}

fn row(place: i64, listed: &Listed) -> LineModelRow {
    let entry: &WaitingEntry = &listed.entry;
    let way = way_words(entry.wish.way, listed.site_name.as_deref());
    let adviser = adviser_words(listed.adviser_name.as_deref());
    let colour = match entry.state {
        ClaimState::Offered => "blue",
        _ => "grey",
    };
    let offered = listed.offered.map(|(starts, until)| {
        format!(
            "{}. Kept until {}",
            words::day_and_time(starts),
            words::day_and_time(until)
        )
    });
    LineModelRow {
        entry: entry.id.to_string(),
        member_id: entry.member.to_string(),
        place: words::ordinal(place),
        member: listed.member_name.clone(),
        wish: format!("{adviser}. {way}"),
        days: format!(
            "{}, until {}",
            days(&entry.wish),
            words::date(entry.wish.last_day)
        ),
        since: words::date(london::day_of(entry.joined_at)),
        state: entry.state.words().to_owned(),
        offered,
        colour: colour.to_owned(),
    }
}
