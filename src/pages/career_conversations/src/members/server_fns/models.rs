//! Turns what the service knows into finished words.

use domain::career_conversations::career_conversation::{
    Answers, BookForm, Reference, SlotChoice, Status, Topic, Way, WayRequest,
};
use domain::career_conversations::permission::{COORDINATE_CONVERSATIONS, HAVE_CONVERSATIONS};
use domain::kit::app_error::AppError;
use domain::kit::london;
use domain::kit::{query, words};
use domain::people::actor::Actor;
use domain::places::id::SiteId;
use service::Service;
use service::career_conversations::career_conversation::{
    self as conversations, Chosen, Listed, Wanted, Whole,
};
use service::career_conversations::draft::{self, BookingDraft};

use super::free_times::{
    Booking, Earlier, Looked, Moving, choice, free_or_gone, place_choice, way_words, ways,
};
use super::{
    Asked, CheckModel, ConversationModel, DaysModel, LineModel, MineModel, NotAsked, SubjectModel,
    TimesModel, TimesQuery, TopicModel, WayModel, question_path,
};
use crate::after_conversations::following_model;
use crate::conversation::page_of;
use crate::waiting_list::place_of;
use web::context;
use web::error::Failure;

pub(crate) fn member() -> Result<(Service, Actor), Failure> {
    let actor = context::actor()?;
    actor.may(HAVE_CONVERSATIONS)?;
    Ok((context::service(), actor))
}

/// A hub member's own booking, or a coordinator's for the member with this identifier.
async fn booking(member_id: &str) -> Result<Booking, Failure> {
    if member_id.is_empty() {
        let (service, actor) = member()?;
        return Ok(Booking {
            service,
            member: actor.person,
            actor,
            subject: SubjectModel::default(),
        });
    }
    let (service, actor) = (context::service(), context::actor()?);
    actor.may(COORDINATE_CONVERSATIONS)?;
    let id = member_id.parse().map_err(|_| AppError::NotFound)?;
    let member = service::career_conversations::coordination::member(&service, &actor, id).await?;
    Ok(Booking {
        service,
        actor,
        member: member.id,
        subject: SubjectModel {
            member: member.id.to_string(),
            name: member.name,
        },
    })
}

async fn draft(booking: &Booking) -> Result<BookingDraft, Failure> {
    let subject = &booking.subject.member;
    let found = draft::find(&booking.service, &booking.actor, subject).await?;
    Ok(found.unwrap_or_else(|| BookingDraft {
        id: uuid_of_nobody(),
        answers: Answers::default(),
    }))
}

fn uuid_of_nobody() -> domain::system::id::DraftId {
    domain::system::id::DraftId::new(
        domain::kit::instant::Instant::from_unix_microseconds(0),
        [0; 10],
    )
}

/// The questions, in order. Until there is a time nothing else is asked.
const QUESTIONS: [&str; 3] = ["day", "topic", "check"];

/// The draft, if every question before this one has an answer. Else nothing, on the way to the first that has none; but who comes back
/// after the booking hears of it.
async fn draft_before(booking: &Booking, question: &str) -> Result<Asked<BookingDraft>, Failure> {
    let draft = draft(booking).await?;
    let open = first_open(&draft.answers);
    let place = |name: &str| QUESTIONS.iter().position(|question| *question == name);
    if place(open) >= place(question) {
        return Ok(Ok(draft));
    }
    let (service, actor) = (&booking.service, &booking.actor);
    let booked = conversations::just_booked(service, actor, booking.member).await?;
    if let Some(booked) = booked.filter(|_| draft.answers == Answers::default()) {
        return Ok(Err(already_booked(&booked)));
    }
    context::redirect(&question_path(&booking.subject.member, open));
    Ok(Err(NotAsked::TooEarly))
}

fn already_booked(booked: &Listed) -> NotAsked {
    let conversation = &booked.conversation;
    let when = words::day_and_time_range(conversation.interval);
    NotAsked::Booked {
        words: format!("{when} with {}", booked.adviser_name),
        href: page_of(&conversation.reference.to_string()),
    }
}

/// The first question without an answer that can be read.
fn first_open(answers: &Answers) -> &'static str {
    let has_place = || answers.site.parse::<SiteId>().is_ok();
    match (
        Way::from_code(&answers.way),
        Topic::from_code(&answers.topic),
    ) {
        _ if SlotChoice::parse(&answers.slot).is_err() => "day",
        (None, _) => "day",
        (Some(Way::InPerson), _) if !has_place() => "day",
        (_, None) => "topic",
        _ => "check",
    }
}

/// Keeps how and where to meet.
pub(crate) fn meet(answers: &mut Answers, meeting: WayRequest) {
    meeting.way.code().clone_into(&mut answers.way);
    let site = meeting.site.map(|site| site.to_string());
    answers.site = site.unwrap_or_default();
}

/// Saves an answer, and leads to the first question that has none.
pub(crate) async fn save_and_go_on(
    member: &str,
    change: impl FnOnce(&mut Answers),
) -> Result<(), Failure> {
    let booking = booking(member).await?;
    let subject = &booking.subject.member;
    let answers = draft::save(&booking.service, &booking.actor, subject, change).await?;
    context::redirect(&question_path(subject, first_open(&answers)));
    Ok(())
}

/// Leads from a question that is asked no more to the one in its place.
pub(crate) async fn lead_to(member: &str, question: &str) -> Result<NotAsked, Failure> {
    let booking = booking(member).await?;
    context::redirect(&question_path(&booking.subject.member, question));
    Ok(NotAsked::TooEarly)
}

/// Whether the chosen time, if there is one, is offered in this way.
pub(crate) async fn keeps_time(member: &str, meeting: WayRequest) -> Result<bool, Failure> {
    let booking = booking(member).await?;
    let Ok(slot) = SlotChoice::parse(&draft(&booking).await?.answers.slot) else {
        return Ok(true);
    };
    let wanted = Wanted {
        member: booking.member,
        slot,
        way: meeting.way,
        site: meeting.site,
        moving: None,
    };
    let chosen = conversations::chosen(&booking.service, &booking.actor, wanted).await?;
    Ok(matches!(chosen, Chosen::Free(_)))
}

pub(crate) async fn topic_question(member: &str) -> Result<Asked<TopicModel>, Failure> {
    let booking = booking(member).await?;
    let draft = draft_before(&booking, "topic").await?;
    Ok(draft.map(|BookingDraft { answers, .. }| TopicModel {
        subject: booking.subject,
        topic: answers.topic,
        topics: Topic::ALL
            .iter()
            .map(|topic| choice(topic.code(), topic.words(), ""))
            .collect(),
        preparation: answers.preparation,
        day: SlotChoice::parse(&answers.slot)
            .map(|slot| london::day_of(slot.start).to_string())
            .unwrap_or_default(),
    }))
}

pub(crate) async fn way_question(member: &str) -> Result<Asked<WayModel>, Failure> {
    let booking = booking(member).await?;
    let answers = match draft_before(&booking, "check").await? {
        Ok(draft) => draft.answers,
        Err(not_asked) => return Ok(Err(not_asked)),
    };
    let (service, actor) = (&booking.service, &booking.actor);
    let places = conversations::places(service, actor, booking.member).await?;
    Ok(Ok(WayModel {
        subject: booking.subject,
        way: answers.way,
        site: answers.site,
        ways: ways(&places),
        places: places.iter().map(place_choice).collect(),
    }))
}

pub(crate) async fn days_to_book(
    member: &str,
    query: TimesQuery,
) -> Result<(SubjectModel, DaysModel), Failure> {
    let booking = booking(member).await?;
    let answers = draft(&booking).await?.answers;
    let looked = Looked::of(&booking, &query, &Earlier::answered(&answers)).await?;
    let days = looked.days(&booking, &query).await?;
    Ok((booking.subject, days))
}

/// Nothing where the address names no day, on the way to choosing one.
pub(crate) async fn times_to_book(
    member: &str,
    query: TimesQuery,
) -> Result<Asked<(SubjectModel, TimesModel)>, Failure> {
    let booking = booking(member).await?;
    let Some(day) = query::day(&query.day) else {
        return Ok(Err(lead_to(member, "day").await?));
    };
    let answers = draft(&booking).await?.answers;
    let looked = Looked::of(&booking, &query, &Earlier::answered(&answers)).await?;
    let times = TimesModel {
        answer: answers.slot,
        ..looked.times(&booking, day).await?
    };
    Ok(Ok((booking.subject, times)))
}

pub(crate) async fn check_answers(member: &str) -> Result<Asked<CheckModel>, Failure> {
    let booking = booking(member).await?;
    let BookingDraft { id, answers } = match draft_before(&booking, "check").await? {
        Ok(draft) => draft,
        Err(not_asked) => return Ok(Err(not_asked)),
    };
    let (service, actor) = (&booking.service, &booking.actor);
    let found = (
        Topic::from_code(&answers.topic),
        Way::from_code(&answers.way),
        SlotChoice::parse(&answers.slot),
    );
    let (Some(topic), Some(way), Ok(slot)) = found else {
        return Ok(Err(NotAsked::TooEarly));
    };
    let places = conversations::places(service, actor, booking.member).await?;
    let place = places
        .iter()
        .find(|place| place.site.id.to_string() == answers.site)
        .filter(|_| way == Way::InPerson);
    let wanted = Wanted {
        member: booking.member,
        slot,
        way,
        site: place.map(|place| place.site.id),
        moving: None,
    };
    let (time, gone, alternatives) = free_or_gone(service, actor, wanted).await?;
    Ok(Ok(CheckModel {
        form: BookForm {
            submission: id.to_string(),
            member: booking.subject.member.clone(),
            topic: answers.topic,
            way: answers.way,
            site: answers.site,
            slot: answers.slot,
            preparation: answers.preparation.clone(),
        },
        topic: topic.words().to_owned(),
        way: way_words(way, place.map(|place| place.site.name.as_str())),
        time,
        preparation: answers.preparation,
        subject: booking.subject,
        gone,
        alternatives,
    }))
}

pub(crate) const fn status_colour(status: Status) -> &'static str {
    match status {
        Status::Booked => "blue",
        Status::Attended => "green",
        Status::DidNotAttend => "orange",
        Status::CancelledByMember | Status::CancelledByAdviser | Status::CancelledByCoordinator => {
            "grey"
        }
    }
}

/// The member's own words for a status.
const fn status_words(status: Status) -> &'static str {
    match status {
        Status::CancelledByMember => "You cancelled",
        Status::DidNotAttend => "You did not attend",
        Status::Attended => "You attended",
        other => other.words(),
    }
}

fn line(listed: Listed) -> LineModel {
    let conversation = listed.conversation;
    LineModel {
        reference: conversation.reference.to_string(),
        when: words::day_and_time_range(conversation.interval),
        adviser: listed.adviser_name,
        way: way_words(conversation.way, listed.site_name.as_deref()),
        status: status_words(conversation.status).to_owned(),
        status_colour: status_colour(conversation.status).to_owned(),
    }
}

pub(crate) async fn my_conversations(page: i64) -> Result<MineModel, Failure> {
    let (service, actor) = member()?;
    let mine = conversations::mine(&service, &actor, page).await?;
    let waiting = service::career_conversations::waiting_list::mine(&service, &actor).await?;
    Ok(MineModel {
        upcoming: mine.upcoming.into_iter().map(line).collect(),
        past: mine.past.map(line),
        waiting: waiting
            .as_ref()
            .map(|waiting| place_of(waiting, service.now())),
    })
}

async fn whole(reference: &str) -> Result<(Service, Actor, Whole), Failure> {
    let (service, actor) = member()?;
    let reference = Reference::parse(reference).ok_or(AppError::NotFound)?;
    let whole = conversations::one(&service, &actor, &reference).await?;
    Ok((service, actor, whole))
}

pub(crate) async fn conversation(reference: &str) -> Result<ConversationModel, Failure> {
    let (service, actor, whole) = whole(reference).await?;
    let conversation = &whole.listed.conversation;
    let following =
        service::career_conversations::career_outcome::following(&service, &actor, conversation)
            .await?;
    let today = london::day_of(service.now());
    let following =
        following.map(|following| following_model(&conversation.reference, following, today));
    let history = conversations::history(&service, &actor, conversation).await?;
    Ok(ConversationModel {
        following,
        history: crate::conversation::happened(history),
        ..conversation_model(&service, whole)
    })
}

fn conversation_model(service: &Service, whole: Whole) -> ConversationModel {
    let is_upcoming = whole.listed.conversation.status == Status::Booked
        && whole.listed.conversation.interval.end > service.now();
    let conversation = whole.listed.conversation;
    let way = whole.site.map_or_else(
        || conversation.way.words().to_owned(),
        |site| {
            format!(
                "In person\n{}\n{}\n{}\n{}\n{}",
                site.name, site.address, site.town, site.postcode, site.access_notes
            )
        },
    );
    let joining = match conversation.way {
        Way::Video => "Your adviser will email you the link to the video call before it starts.",
        Way::Phone => "Your adviser will ring you on the phone number you gave the hub.",
        Way::InPerson => "Ask for your adviser at reception.",
    };
    ConversationModel {
        reference: conversation.reference.to_string(),
        version: conversation.version.to_string(),
        when: words::day_and_time_range(conversation.interval),
        contact: whole.adviser.contact(),
        adviser: whole.adviser.name,
        way,
        topic: conversation.topic.words().to_owned(),
        preparation: conversation.preparation,
        status: status_words(conversation.status).to_owned(),
        status_colour: status_colour(conversation.status).to_owned(),
        can_change: whole.can_change,
        is_upcoming,
        is_cancelled: conversation.status.is_cancelled(),
        cut_off: words::day_and_time(whole.cut_off),
        joining: joining.to_owned(),
        following: None,
        history: Vec::new(),
    }
}

/// One's own conversation, to move it.
pub(crate) async fn moving(reference: &str) -> Result<(ConversationModel, Moving), Failure> {
    let (service, actor, whole) = whole(reference).await?;
    let moving = Moving::of(service.clone(), actor, whole.listed.clone());
    Ok((conversation_model(&service, whole), moving))
}
