//! Turns what the service knows into finished words.

use domain::career_conversations::availability::{
    Clash, ExtraSlot, HoursForm, Leave, RulesForm, Ways, WeekForm, WeeklyPattern,
};
use domain::career_conversations::career_conversation::{Event, Reference, Status, Way};
use domain::career_conversations::permission::GIVE_CONVERSATIONS;
use domain::kit::app_error::AppError;
use domain::kit::london;
use domain::kit::words;
use domain::people::actor::Actor;
use domain::places::id::SiteId;
use jiff::civil::Date;
use service::Service;
use service::career_conversations::availability::{self, Overview, WithBooked};
use service::career_conversations::career_conversation::{self as conversations, Listed};
use service::places::site::Site;

use super::{
    AdviserConversationModel, AvailabilityModel, BookedModel, ClashModel, ClashesModel, DayOfDiary,
    DiaryModel, LineOfDiary, PlanModel, PlannedModel, PublishedModel, RulesModel, UnrecordedModel,
    WeekModel,
};
use crate::members::{status_colour, way_words};
use ui::Item;
use web::banner::Banner;
use web::context;
use web::error::Failure;

pub(crate) fn adviser() -> Result<(Service, Actor), Failure> {
    let actor = context::actor()?;
    actor.may(GIVE_CONVERSATIONS)?;
    Ok((context::service(), actor))
}

/// Leads to the page of all that one has published, which says what was done.
pub(crate) fn to_availability(done: Banner) {
    done.at("/availability");
}

/// Leads to what no longer fits after a change, or back to all that one has published when everything does.
pub(crate) async fn to_what_follows(
    service: &Service,
    actor: &Actor,
    done: Banner,
) -> Result<(), Failure> {
    if availability::clashes(service, actor).await?.is_empty() {
        to_availability(done);
    } else {
        done.at("/conversations/clashes");
    }
    Ok(())
}

pub(crate) async fn clashes() -> Result<ClashesModel, Failure> {
    let (service, actor) = adviser()?;
    let found = availability::clashes(&service, &actor).await?;
    let clashes = found
        .iter()
        .map(|clashing| clash_model(&clashing.listed, Some(clashing.clash)))
        .collect();
    Ok(ClashesModel { clashes })
}

pub(crate) async fn clash(reference: &str) -> Result<ClashModel, Failure> {
    let (service, actor) = adviser()?;
    let reference = Reference::parse(reference).ok_or(AppError::NotFound)?;
    let found = availability::to_decide(&service, &actor, &reference).await?;
    Ok(ClashModel {
        times: found.alternatives,
        ..clash_model(&found.listed, found.clash)
    })
}

/// What deciding about these clashes alike would come to.
pub(crate) async fn plan(picked: &[String], is_move: bool) -> Result<PlanModel, Failure> {
    let (service, actor) = adviser()?;
    let picked: Vec<_> = picked
        .iter()
        .filter_map(|text| Reference::parse(text))
        .collect();
    let planned = availability::plan(&service, &actor, &picked).await?;
    let (mut rows, mut left) = (Vec::new(), Vec::new());
    for each in planned {
        let clash = clash_model(&each.clashing.listed, Some(each.clashing.clash));
        match each.nearest {
            Some(time) if is_move => rows.push(PlannedModel {
                clash,
                to: (time.value, time.label),
            }),
            None if is_move => left.push(format!("{}, {}", clash.when, clash.member)),
            _ => rows.push(PlannedModel {
                clash,
                to: Default::default(),
            }),
        }
    }
    Ok(PlanModel { rows, left })
}

pub(crate) async fn unrecorded() -> Result<Vec<UnrecordedModel>, Failure> {
    let (service, actor) = adviser()?;
    let found = service::career_conversations::adviser_diary::unrecorded(&service, &actor).await?;
    let models = found.into_iter().map(|listed| UnrecordedModel {
        reference: listed.conversation.reference.to_string(),
        version: listed.conversation.version.to_string(),
        when: words::day_and_time_range(listed.conversation.interval),
        member: listed.member_name,
    });
    Ok(models.collect())
}

fn clash_model(listed: &Listed, clash: Option<Clash>) -> ClashModel {
    let conversation = &listed.conversation;
    ClashModel {
        reference: conversation.reference.to_string(),
        version: conversation.version.to_string(),
        clash: clash.map_or("", Clash::code).to_owned(),
        why: clash.map_or("", Clash::words).to_owned(),
        when: words::day_and_time_range(conversation.interval),
        member: listed.member_name.clone(),
        way: way_words(conversation.way, listed.site_name.as_deref()),
        times: Vec::new(),
    }
}

pub(crate) async fn diary(week: &str) -> Result<DiaryModel, Failure> {
    let (service, actor) = adviser()?;
    let version = context::conversations_version(Some(actor.person));
    let today = london::day_of(service.now());
    let monday = london::monday_of(domain::kit::query::day(week).unwrap_or(today));
    let sunday = london::plus_days(monday, 6);
    let conversations =
        service::career_conversations::adviser_diary::between(&service, &actor, monday, sunday)
            .await?;
    let is_this_week = monday <= today && today <= sunday;
    let on = |day: Date| DayOfDiary {
        heading: words::day_without_year(day),
        lines: conversations
            .iter()
            .filter(|listed| london::day_of(listed.conversation.interval.start) == day)
            .map(|listed| line(&service, listed))
            .collect(),
    };
    let days = (0..7)
        .map(|day| london::plus_days(monday, day))
        .filter(|day| !is_this_week || *day != today)
        .map(on)
        .filter(|day| !day.lines.is_empty())
        .collect();
    Ok(DiaryModel {
        today: is_this_week.then(|| on(today)),
        days,
        week: words::days(monday, sunday),
        is_this_week,
        previous: london::plus_days(monday, -7).to_string(),
        next: london::plus_days(monday, 7).to_string(),
        monday: monday.to_string(),
        version,
        updated: format!("Updated at {}", words::time(service.now())),
    })
}

fn line(service: &Service, listed: &Listed) -> LineOfDiary {
    let conversation = &listed.conversation;
    let is_to_record =
        conversation.status == Status::Booked && conversation.interval.end <= service.now();
    let (status, status_colour) = match conversation.status {
        Status::Booked if is_to_record => ("Did they come?", "yellow"),
        Status::Booked => ("", ""),
        status => (status.words(), status_colour(status)),
    };
    LineOfDiary {
        reference: conversation.reference.to_string(),
        time: words::time_range(conversation.interval),
        member: listed.member_name.clone(),
        way: way_words(conversation.way, listed.site_name.as_deref()),
        topic: conversation.topic.words().to_owned(),
        status: status.to_owned(),
        status_colour: status_colour.to_owned(),
    }
}

pub(crate) async fn conversation(reference: &str) -> Result<AdviserConversationModel, Failure> {
    let (service, actor) = adviser()?;
    let reference = Reference::parse(reference).ok_or(AppError::NotFound)?;
    let (whole, member) =
        service::career_conversations::adviser_diary::one(&service, &actor, &reference).await?;
    let now = service.now();
    let conversation = whole.listed.conversation;
    let history = conversations::history(&service, &actor, &conversation).await?;
    let is_upcoming = conversation.status == Status::Booked && now < conversation.interval.end;
    let can_record = |event| {
        conversation.attendance_can_be_recorded(now) && conversation.status.after(event).is_some()
    };
    let before = match conversation.way {
        Way::Video => "Email them the link to the video call before it starts.",
        Way::Phone => "Ring them when it starts.",
        Way::InPerson => "They will ask for you at reception.",
    };
    Ok(AdviserConversationModel {
        version: conversation.version.to_string(),
        when: words::day_and_time_range(conversation.interval),
        member: member.name,
        email: member.email.to_string(),
        phone: member.phone,
        way: way_words(conversation.way, whole.listed.site_name.as_deref()),
        topic: conversation.topic.words().to_owned(),
        preparation: conversation.preparation.clone(),
        before: if is_upcoming { before } else { "" }.to_owned(),
        status: conversation.status.words().to_owned(),
        status_colour: status_colour(conversation.status).to_owned(),
        can_record_came: can_record(Event::MarkAttended),
        can_record_missed: can_record(Event::MarkDidNotAttend),
        is_upcoming,
        can_change: conversation.status == Status::Booked && now < conversation.interval.start,
        came: conversation.status == Status::Attended,
        week: london::monday_of(london::day_of(conversation.interval.start)).to_string(),
        reference: conversation.reference.to_string(),
        history: crate::conversation::happened(history),
    })
}

pub(crate) async fn places() -> Result<Vec<Item>, Failure> {
    let (service, actor) = adviser()?;
    let sites = availability::open_sites(&service, &actor).await?;
    Ok(sites.iter().map(place).collect())
}

pub(crate) async fn availability() -> Result<AvailabilityModel, Failure> {
    let (service, actor) = adviser()?;
    let seen = availability::overview(&service, &actor).await?;
    let clashes = availability::clashes(&service, &actor).await?;
    let today = london::day_of(service.now());
    let site_name = |site: Option<SiteId>| site_name(&seen, site);
    Ok(AvailabilityModel {
        free: free_words(&seen),
        clashes: clashes.len(),
        patterns: seen
            .patterns
            .iter()
            .map(|pattern| {
                let site = site_name(pattern.site);
                pattern_model(pattern, site.as_deref(), today, &[])
            })
            .collect(),
        slots: seen
            .extra_slots
            .iter()
            .map(|slot| slot_model(slot, site_name(slot.published.site).as_deref()))
            .collect(),
        leave: seen.leave.iter().map(leave_model).collect(),
        rules: rules_rows(&seen),
    })
}

fn site_name(seen: &Overview, site: Option<SiteId>) -> Option<String> {
    let site = site?;
    let found = seen.sites.iter().find(|known| known.id == site);
    found.map(|site| site.name.clone())
}

fn free_words(seen: &Overview) -> String {
    match (seen.free_times, seen.next_free) {
        (1, Some(next)) => format!(
            "Members can book 1 time with you now: {}.",
            words::day_and_time(next)
        ),
        (count, Some(next)) => format!(
            "Members can book {count} times with you now. The next is {}.",
            words::day_and_time(next)
        ),
        _ => "Members cannot book any times with you now.".to_owned(),
    }
}

/// 'Video call, phone call or in person at Harplands Hospital'.
fn ways_words(ways: Ways, site: Option<&str>) -> String {
    let names = ways.iter().map(|way| match (way, site) {
        (Way::InPerson, Some(site)) => format!("in person at {site}"),
        (way, _) => way.words().to_lowercase(),
    });
    let all = or_words(names.collect());
    let mut letters = all.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().collect::<String>() + letters.as_str()
    })
}

fn pattern_model(
    pattern: &WeeklyPattern,
    site: Option<&str>,
    today: Date,
    booked: &[Listed],
) -> PublishedModel {
    let mut lines = vec![
        format!("{} minutes each", pattern.slot_minutes),
        ways_words(pattern.ways, site),
    ];
    if pattern.valid_from > today {
        lines.push(format!("From {}", words::date(pattern.valid_from)));
    }
    if let Some(to) = pattern.valid_to {
        lines.push(format!("Until {}", words::date(london::plus_days(to, -1))));
    }
    PublishedModel {
        id: pattern.id.to_string(),
        heading: format!(
            "{}s, {} to {}",
            words::weekday(pattern.weekday),
            words::clock_time(pattern.starts),
            words::clock_time(pattern.ends)
        ),
        lines,
        booked: booked.iter().map(booked_model).collect(),
    }
}

fn slot_model(slot: &WithBooked<ExtraSlot>, site: Option<&str>) -> PublishedModel {
    PublishedModel {
        id: slot.published.id.to_string(),
        heading: words::day_and_time_range(slot.published.interval),
        lines: vec![ways_words(slot.published.ways, site)],
        booked: slot.booked.iter().map(booked_model).collect(),
    }
}

fn leave_model(leave: &WithBooked<Leave>) -> PublishedModel {
    let days = &leave.published;
    let heading = if days.first_day == days.last_day {
        words::day(days.first_day)
    } else {
        format!(
            "{} to {}",
            words::day(days.first_day),
            words::day(days.last_day)
        )
    };
    PublishedModel {
        id: days.id.to_string(),
        heading,
        lines: Vec::new(),
        booked: leave.booked.iter().map(booked_model).collect(),
    }
}

fn booked_model(listed: &Listed) -> BookedModel {
    BookedModel {
        reference: listed.conversation.reference.to_string(),
        words: format!(
            "{} with {}",
            words::day_and_time_range(listed.conversation.interval),
            listed.member_name
        ),
    }
}

fn rules_rows(seen: &Overview) -> Vec<(String, String)> {
    let (adviser, rules) = (&seen.adviser, &seen.rules);
    let usual = |own: Option<i64>, usual: i64, minutes: i64| match own {
        Some(own) => words::duration(own * minutes),
        None => format!("{} (the usual)", words::duration(usual * minutes)),
    };
    let or_nothing = |text: &str| {
        if text.is_empty() {
            "Nothing yet".to_owned()
        } else {
            text.to_owned()
        }
    };
    let phone = adviser.phone.as_ref().map(ToString::to_string);
    [
        ("About you", or_nothing(&adviser.about)),
        (
            "Time between conversations",
            words::duration(adviser.buffer_minutes),
        ),
        (
            "Shortest notice",
            usual(adviser.notice_hours, rules.notice_hours, 60),
        ),
        (
            "How far ahead people can book",
            usual(adviser.horizon_days, rules.horizon_days, 24 * 60),
        ),
        (
            "Phone number for late changes",
            or_nothing(&phone.unwrap_or_default()),
        ),
    ]
    .map(|(question, answer)| (question.to_owned(), answer))
    .into()
}

pub(crate) async fn pattern(id: &str) -> Result<PublishedModel, Failure> {
    let (service, actor) = adviser()?;
    let id = id.parse().map_err(|_| AppError::NotFound)?;
    let found = availability::pattern(&service, &actor, id).await?;
    let today = london::day_of(service.now());
    Ok(pattern_model(&found.published, None, today, &found.booked))
}

/// The week from a day on, or what was typed before, after its button has done what it does. Where it was to be saved, with what that
/// needs to be told.
pub(crate) async fn week(
    typed: Option<WeekForm>,
    is_asked: bool,
    from: &str,
) -> Result<WeekModel, Failure> {
    let (service, actor) = adviser()?;
    let from = domain::kit::query::day(from);
    let now = availability::week(&service, &actor, from).await?;
    let pressed = typed.as_ref().and_then(WeekForm::pressed);
    let booked = match &typed {
        Some(form) if is_asked && pressed.is_none() => {
            availability::would_clash(&service, &actor, form.clone()).await?
        }
        _ => Vec::new(),
    };
    let typed = typed.map(|form| match pressed {
        Some(press) => form.after(press),
        None => form,
    });
    let today = london::day_of(service.now());
    let published = |pattern: &WeeklyPattern| pattern_model(pattern, None, today, &[]);
    Ok(WeekModel {
        seen: now.form.seen.clone(),
        form: typed.unwrap_or(now.form).whole(),
        from: from.map(|_| now.from),
        is_new: now.patterns.is_empty(),
        places: now.sites.iter().map(place).collect(),
        later: now
            .later
            .iter()
            .map(|pattern| (published(pattern), pattern.valid_from.to_string()))
            .collect(),
        published: now
            .patterns
            .iter()
            .map(|pattern| published(pattern).heading)
            .collect(),
        booked: booked.iter().map(booked_model).collect(),
    })
}

/// 'Harplands Hospital, Stoke-on-Trent'.
fn place(site: &Site) -> Item {
    let closed = if site.closed_at.is_some() {
        " (closed)"
    } else {
        ""
    };
    let name = format!("{}, {}{closed}", site.name, site.town);
    Item::new(site.id.to_string(), name)
}

/// '30 minutes: video, phone or in person at Harplands Hospital': all of the hours but their times.
pub(crate) fn manner_words(hours: &HoursForm, places: &[Item]) -> String {
    let site = places.iter().find(|place| place.value == hours.site);
    let name = site.and_then(|place| place.label.split(", ").next());
    let in_person = name.map(|name| format!("in person at {name}"));
    let ways = [
        ("video".to_owned(), &hours.video),
        ("phone".to_owned(), &hours.phone),
        (
            in_person.unwrap_or_else(|| "in person".to_owned()),
            &hours.in_person,
        ),
    ];
    let ways = ways.into_iter().filter(|(_, ticked)| !ticked.is_empty());
    let ways = or_words(ways.map(|(words, _)| words).collect());
    format!("{} minutes: {ways}", hours.slot_minutes)
}

/// 'video, phone or in person'.
fn or_words(mut words: Vec<String>) -> String {
    let last = words.pop().unwrap_or_default();
    match words.join(", ") {
        none if none.is_empty() => last,
        words => format!("{words} or {last}"),
    }
}

pub(crate) async fn slot(id: &str) -> Result<PublishedModel, Failure> {
    let (service, actor) = adviser()?;
    let id = id.parse().map_err(|_| AppError::NotFound)?;
    let found = availability::extra_slot(&service, &actor, id).await?;
    Ok(slot_model(&found, None))
}

pub(crate) async fn leave(id: &str) -> Result<PublishedModel, Failure> {
    let (service, actor) = adviser()?;
    let id = id.parse().map_err(|_| AppError::NotFound)?;
    let found = availability::leave(&service, &actor, id).await?;
    Ok(leave_model(&found))
}

pub(crate) async fn rules() -> Result<RulesModel, Failure> {
    let (service, actor) = adviser()?;
    let seen = availability::overview(&service, &actor).await?;
    let number = |own: Option<i64>| own.map(|own| own.to_string()).unwrap_or_default();
    let adviser = seen.adviser;
    Ok(RulesModel {
        form: RulesForm {
            about: adviser.about,
            buffer_minutes: adviser.buffer_minutes.to_string(),
            notice_hours: number(adviser.notice_hours),
            horizon_days: number(adviser.horizon_days),
            phone: adviser
                .phone
                .map(|phone| phone.to_string())
                .unwrap_or_default(),
        },
        usual_notice: words::duration(seen.rules.notice_hours * 60),
        usual_horizon: words::duration(seen.rules.horizon_days * 24 * 60),
    })
}
