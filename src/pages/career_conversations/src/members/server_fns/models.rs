//! Turns what the service knows into finished words.

use domain::career_conversations::career_conversation::{
    Answers, BookForm, Reference, SlotChoice, Status, Topic, Way, WayRequest,
};
use domain::career_conversations::id::CareerConversationId;
use domain::career_conversations::permission::{COORDINATE_CONVERSATIONS, HAVE_CONVERSATIONS};
use domain::kit::app_error::AppError;
use domain::kit::london;
use domain::kit::words;
use domain::people::actor::Actor;
use domain::people::id::PersonId;
use domain::places::id::SiteId;
use islands::career_conversations::DayOfTimes;
use service::Service;
use service::career_conversations::career_conversation::{
    self as conversations, Chosen, Listed, OfferedSlot, PlaceToMeet, Search, Wanted, Whole,
};
use service::career_conversations::draft::{self, BookingDraft};

use super::{
    Asked, CheckModel, ConversationModel, LineModel, MineModel, MoveModel, NotAsked,
    PreparationModel, QuestionModel, SubjectModel, TimesModel, TimesQuery, WayModel, question_path,
};
use crate::after_conversations::following_model;
use crate::waiting_list::place_of;
use ui::Item;
use web::context;
use web::error::Failure;

pub(crate) fn member() -> Result<(Service, Actor), Failure> {
    let actor = context::actor()?;
    actor.may(HAVE_CONVERSATIONS)?;
    Ok((context::service(), actor))
}

/// Who books, and for whom.
struct Booking {
    service: Service,
    actor: Actor,
    member: PersonId,
    subject: SubjectModel,
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

fn choice(value: impl ToString, label: impl Into<String>, hint: impl Into<String>) -> Item {
    Item {
        value: value.to_string(),
        label: label.into(),
        hint: hint.into(),
    }
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

/// The questions, in order.
const QUESTIONS: [&str; 5] = ["topic", "way", "time", "preparation", "check"];

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
        return Ok(Err(already_booked(booking, &booked)));
    }
    context::redirect(&question_path(&booking.subject.member, open));
    Ok(Err(NotAsked::TooEarly))
}

fn already_booked(booking: &Booking, booked: &Listed) -> NotAsked {
    let conversation = &booked.conversation;
    let page = if booking.subject.member.is_empty() {
        "/career-conversations/conversation"
    } else {
        "/coordinator/conversation"
    };
    let when = words::day_and_time_range(conversation.interval);
    NotAsked::Booked {
        words: format!("{when} with {}", booked.adviser_name),
        href: format!("{page}/{}", conversation.reference),
    }
}

/// The first question without an answer that can be read.
fn first_open(answers: &Answers) -> &'static str {
    let has_place = || answers.site.parse::<SiteId>().is_ok();
    match (
        Topic::from_code(&answers.topic),
        Way::from_code(&answers.way),
        SlotChoice::parse(&answers.slot),
    ) {
        (None, ..) => "topic",
        (_, None, _) => "way",
        (_, Some(Way::InPerson), _) if !has_place() => "way",
        (.., Err(_)) => "time",
        _ => "check",
    }
}

/// Keeps how and where to meet; says whether that is another answer than before.
pub(crate) fn meet(answers: &mut Answers, meeting: WayRequest) -> bool {
    let site = meeting
        .site
        .map(|site| site.to_string())
        .unwrap_or_default();
    let changed = answers.way != meeting.way.code() || answers.site != site;
    meeting.way.code().clone_into(&mut answers.way);
    answers.site = site;
    changed
}

pub(crate) async fn save(member: &str, change: impl FnOnce(&mut Answers)) -> Result<(), Failure> {
    let booking = booking(member).await?;
    let subject = &booking.subject.member;
    Ok(draft::save(&booking.service, &booking.actor, subject, change).await?)
}

pub(crate) async fn topic_question(member: &str) -> Result<QuestionModel, Failure> {
    let booking = booking(member).await?;
    let answer = draft(&booking).await?.answers.topic;
    Ok(QuestionModel {
        subject: booking.subject,
        answer,
        choices: Topic::ALL
            .iter()
            .map(|topic| choice(topic.code(), topic.words(), ""))
            .collect(),
    })
}

const fn way_hint(way: Way) -> &'static str {
    match way {
        Way::Video => {
            "You need a phone, tablet or computer with a camera. We will send you a link."
        }
        Way::Phone => "Your adviser will ring you.",
        Way::InPerson => "You meet your adviser at a hospital, clinic or council building.",
    }
}

pub(crate) async fn way_question(member: &str) -> Result<Asked<WayModel>, Failure> {
    let booking = booking(member).await?;
    let answers = match draft_before(&booking, "way").await? {
        Ok(draft) => draft.answers,
        Err(not_asked) => return Ok(Err(not_asked)),
    };
    let (service, actor) = (&booking.service, &booking.actor);
    let places = conversations::places(service, actor, booking.member).await?;
    let ways = Way::ALL
        .iter()
        .filter(|way| **way != Way::InPerson || !places.is_empty());
    Ok(Ok(WayModel {
        subject: booking.subject,
        way: answers.way,
        site: answers.site,
        ways: ways
            .map(|way| choice(way.code(), way.words(), way_hint(*way)))
            .collect(),
        places: places.iter().map(place_choice).collect(),
    }))
}

fn place_choice(place: &PlaceToMeet) -> Item {
    let site = &place.site;
    let far = place
        .metres
        .map(|metres| format!(", {} from where you live", words::distance(metres)))
        .unwrap_or_default();
    choice(
        site.id,
        site.name.clone(),
        format!("{}, {}{far}", site.address, site.town),
    )
}

fn slot_choice(offered: &OfferedSlot) -> Item {
    let value = SlotChoice {
        start: offered.slot.interval.start,
        adviser: offered.slot.adviser,
    };
    choice(
        value,
        words::time_range(offered.slot.interval),
        format!("with {}", offered.adviser_name),
    )
}

pub(crate) async fn preparation_question(member: &str) -> Result<Asked<PreparationModel>, Failure> {
    let booking = booking(member).await?;
    let draft = draft_before(&booking, "preparation").await?;
    Ok(draft.map(|draft| PreparationModel {
        subject: booking.subject,
        answer: draft.answers.preparation,
    }))
}

pub(crate) async fn available_times(
    member: &str,
    query: TimesQuery,
) -> Result<Asked<TimesModel>, Failure> {
    let booking = booking(member).await?;
    let answers = match draft_before(&booking, "time").await? {
        Ok(draft) => draft.answers,
        Err(not_asked) => return Ok(Err(not_asked)),
    };
    let earlier = Earlier {
        way: &answers.way,
        site: &answers.site,
        slot: &answers.slot,
        moving: None,
    };
    times(booking, query, earlier).await.map(Ok)
}

/// What was answered before the time is chosen.
struct Earlier<'a> {
    way: &'a str,
    site: &'a str,
    slot: &'a str,
    moving: Option<CareerConversationId>,
}

async fn times(
    booking: Booking,
    query: TimesQuery,
    earlier: Earlier<'_>,
) -> Result<TimesModel, Failure> {
    let (service, actor) = (&booking.service, &booking.actor);
    let places = conversations::places(service, actor, booking.member).await?;
    let way = Way::from_code(&query.way)
        .or_else(|| Way::from_code(earlier.way))
        .unwrap_or(Way::Video);
    let wanted_site = [query.site.as_str(), earlier.site]
        .into_iter()
        .find_map(|text| text.parse().ok());
    let place = places
        .iter()
        .find(|place| Some(place.site.id) == wanted_site)
        .or_else(|| places.first());
    let place = place.filter(|_| way == Way::InPerson);
    let search = Search {
        way: Some(way),
        site: place.map(|place| place.site.id),
        adviser: query.adviser.parse().ok(),
        from: domain::kit::query::day(&query.from),
        moving: earlier.moving,
        member: Some(booking.member),
    };
    let found = conversations::available(service, actor, search).await?;
    Ok(TimesModel {
        subject: booking.subject,
        days: found
            .days
            .iter()
            .map(|day| DayOfTimes {
                heading: words::day(day.day),
                times: day.slots.iter().map(slot_choice).collect(),
            })
            .collect(),
        answer: earlier.slot.to_owned(),
        way_words: way_words(way, place.map(|place| place.site.name.as_str())),
        way: way.code().to_owned(),
        site: place
            .map(|place| place.site.id.to_string())
            .unwrap_or_default(),
        adviser: search
            .adviser
            .map(|adviser| adviser.to_string())
            .unwrap_or_default(),
        advisers: found
            .advisers
            .into_iter()
            .map(|(id, name)| choice(id, name, ""))
            .collect(),
        places: places
            .iter()
            .map(|place| choice(place.site.id, place.site.name.clone(), ""))
            .collect(),
        next_from: found.next_from.map(|day| day.to_string()),
        is_later: search.from.is_some(),
        horizon: words::day(found.horizon),
    })
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
    let (time, gone, alternatives) = match conversations::chosen(service, actor, wanted).await? {
        Chosen::Free(offered) => {
            let when = words::day_and_time_range(offered.slot.interval);
            let time = format!("{when} with {}", offered.adviser_name);
            (time, None, Vec::new())
        }
        Chosen::Gone(conflict) => {
            let time = words::day_and_time(slot.start);
            (time, Some(conflict.message), conflict.alternatives)
        }
    };
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

/// 'Video call', or 'In person at Harplands Hospital'.
pub(crate) fn way_words(way: Way, site: Option<&str>) -> String {
    site.map_or_else(
        || way.words().to_owned(),
        |site| format!("In person at {site}"),
    )
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
    Ok(ConversationModel {
        following,
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
    }
}

pub(crate) async fn move_question(
    reference: &str,
    query: TimesQuery,
) -> Result<MoveModel, Failure> {
    let (service, actor, whole) = whole(reference).await?;
    let times = times_to_move_to(&service, &actor, &whole, query).await?;
    Ok(MoveModel {
        conversation: conversation_model(&service, whole),
        times,
    })
}

/// The times that a conversation can be moved to; whoever calls has loaded it as theirs to see.
pub(crate) async fn times_to_move_to(
    service: &Service,
    actor: &Actor,
    whole: &Whole,
    query: TimesQuery,
) -> Result<TimesModel, Failure> {
    let conversation = &whole.listed.conversation;
    let site = conversation
        .site
        .map(|site| site.to_string())
        .unwrap_or_default();
    let earlier = Earlier {
        way: conversation.way.code(),
        site: &site,
        slot: "",
        moving: Some(conversation.id),
    };
    let booking = Booking {
        service: service.clone(),
        actor: actor.clone(),
        member: conversation.member,
        subject: SubjectModel::default(),
    };
    times(booking, query, earlier).await
}
