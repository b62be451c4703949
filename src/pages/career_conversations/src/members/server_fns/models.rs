//! Turns what the service knows into finished words.

use domain::career_conversations::career_conversation::{
    Answers, BookForm, MoveForm, Reference, SlotChoice, Status, Topic, Way, WayRequest,
};
use domain::career_conversations::permission::{COORDINATE_CONVERSATIONS, HAVE_CONVERSATIONS};
use domain::kit::app_error::{AppError, Choice};
use domain::kit::london;
use domain::kit::{query, words};
use domain::people::actor::Actor;
use domain::people::id::PersonId;
use domain::places::id::SiteId;
use jiff::civil::Date;
use service::Service;
use service::career_conversations::career_conversation::{
    self as conversations, Availability, Chosen, DaySlots, Listed, OfferedSlot, PlaceToMeet,
    Search, Wanted, Whole,
};
use service::career_conversations::draft::{self, BookingDraft};

use super::{
    ANYBODY, Asked, CheckModel, ConversationModel, DayModel, DaysModel, LineModel, MeetingModel,
    MineModel, MoveModel, NotAsked, SubjectModel, TimesModel, TimesQuery, TopicModel, WayModel,
    question_path,
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

fn ways(places: &[PlaceToMeet]) -> Vec<Item> {
    let ways = Way::ALL
        .iter()
        .filter(|way| **way != Way::InPerson || !places.is_empty());
    ways.map(|way| choice(way.code(), way.words(), way_hint(*way)))
        .collect()
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

/// What was answered before days are looked at, or how it is booked.
struct Earlier {
    way: String,
    site: String,
    adviser: String,
    moving: Option<Listed>,
}

impl Earlier {
    fn answered(answers: &Answers) -> Self {
        Self {
            way: answers.way.clone(),
            site: answers.site.clone(),
            adviser: answers.adviser.clone(),
            moving: None,
        }
    }

    /// The same way, place and adviser first.
    fn booked(listed: &Listed) -> Self {
        let conversation = &listed.conversation;
        let site = conversation.site.map(|site| site.to_string());
        Self {
            way: conversation.way.code().to_owned(),
            site: site.unwrap_or_default(),
            adviser: conversation.adviser.to_string(),
            moving: Some(listed.clone()),
        }
    }
}

/// What somebody looks for.
struct Looked {
    way: Way,
    places: Vec<PlaceToMeet>,
    search: Search,
    moving: Option<Listed>,
}

impl Looked {
    /// As the address says it, and else as it was answered before; to begin with by video with any adviser.
    async fn of(booking: &Booking, query: &TimesQuery, earlier: &Earlier) -> Result<Self, Failure> {
        let (service, actor) = (&booking.service, &booking.actor);
        let places = conversations::places(service, actor, booking.member).await?;
        let way = Way::from_code(&query.way)
            .or_else(|| Way::from_code(&earlier.way))
            .unwrap_or(Way::Video);
        let wanted_site = [&query.site, &earlier.site]
            .into_iter()
            .find_map(|text| text.parse().ok());
        let place = places
            .iter()
            .find(|place| Some(place.site.id) == wanted_site)
            .or_else(|| places.first());
        let adviser = match query.adviser.as_str() {
            ANYBODY => None,
            named => named.parse().or_else(|_| earlier.adviser.parse()).ok(),
        };
        let moving = earlier.moving.as_ref();
        let search = Search {
            way: Some(way),
            site: place
                .filter(|_| way == Way::InPerson)
                .map(|place| place.site.id),
            adviser,
            from: query::day(&query.from),
            moving: moving.map(|listed| listed.conversation.id),
            member: Some(booking.member),
        };
        Ok(Self {
            way,
            search,
            places,
            moving: earlier.moving.clone(),
        })
    }

    fn meeting(&self, advisers: &[(PersonId, String)]) -> MeetingModel {
        let site = self.search.site;
        let place = self.places.iter().find(|place| Some(place.site.id) == site);
        let adviser = self.search.adviser;
        let named = advisers.iter().find(|(id, _)| Some(*id) == adviser);
        let with = match (adviser, named) {
            (None, _) => "any adviser",
            (_, Some((_, name))) => name,
            (_, None) => "an adviser who cannot be booked now",
        };
        let way = way_words(self.way, place.map(|place| place.site.name.as_str()));
        MeetingModel {
            words: format!("{way}, {with}"),
            way: self.way.code().to_owned(),
            site: site.map(|site| site.to_string()).unwrap_or_default(),
            adviser: adviser.map_or(ANYBODY.to_owned(), |adviser| adviser.to_string()),
        }
    }

    async fn days(&self, booking: &Booking, query: &TimesQuery) -> Result<DaysModel, Failure> {
        let (service, actor) = (&booking.service, &booking.actor);
        let mut found = conversations::available(service, actor, self.search).await?;
        for day in &mut found.days {
            day.slots.retain(|offered| !self.is_now(offered));
        }
        let today = london::day_of(service.now());
        let advisers = found.advisers.iter();
        let advisers = advisers.map(|(id, name)| choice(id, name, "")).collect();
        Ok(DaysModel {
            meeting: self.meeting(&found.advisers),
            days: found
                .days
                .iter()
                .filter_map(|day| day_model(day, today))
                .collect(),
            ways: ways(&self.places),
            places: self.places.iter().map(place_choice).collect(),
            advisers: std::iter::once(Item::new(ANYBODY, "Any adviser"))
                .chain::<Vec<Item>>(advisers)
                .collect(),
            next_from: found.next_from.map(|day| day.to_string()),
            is_later: query::day(&query.from).is_some(),
            horizon: words::day(found.horizon),
        })
    }

    async fn times(&self, booking: &Booking, day: Date) -> Result<TimesModel, Failure> {
        let (service, actor) = (&booking.service, &booking.actor);
        let found = conversations::available_on(service, actor, day, self.search).await?;
        let free = found.days.iter().flat_map(|day| &day.slots);
        let mut parts: Vec<(&'static str, Vec<Item>)> = Vec::new();
        for offered in free.filter(|offered| !self.is_now(offered)) {
            let part = words::part_of_day(offered.slot.interval.start);
            match parts.last_mut().filter(|(last, _)| *last == part) {
                Some((_, times)) => times.push(slot_choice(offered)),
                None => parts.push((part, vec![slot_choice(offered)])),
            }
        }
        Ok(TimesModel {
            meeting: self.meeting(&found.advisers),
            day: words::day_without_year(day),
            parts,
            answer: String::new(),
            why_none: why_none(day, london::day_of(service.now()), &found),
        })
    }

    /// Whether this is when and how the conversation that is to be moved takes place already.
    fn is_now(&self, offered: &OfferedSlot) -> bool {
        self.moving
            .as_ref()
            .is_some_and(|Listed { conversation, .. }| {
                conversation.interval.start == offered.slot.interval.start
                    && conversation.adviser == offered.slot.adviser
                    && conversation.way == self.way
                    && conversation.site == self.search.site
            })
    }
}

fn day_model(day: &DaySlots, today: Date) -> Option<DayModel> {
    let first = words::time(day.slots.first()?.slot.interval.start);
    let count = i64::try_from(day.slots.len()).unwrap_or(i64::MAX);
    let times = words::counted(count, "time", "times");
    Some(DayModel {
        day: day.day.to_string(),
        words: words::near_day(day.day, today),
        times: match count {
            1 => format!("{times}, at {first}"),
            _ => format!("{times}, from {first}"),
        },
    })
}

fn slot_choice(offered: &OfferedSlot) -> Item {
    let interval = offered.slot.interval;
    let value = SlotChoice {
        start: interval.start,
        adviser: offered.slot.adviser,
    };
    let length = words::duration(interval.start.minutes_until(interval.end));
    let hint = format!("{}, {length}", offered.adviser_name);
    choice(value, words::time(interval.start), hint)
}

fn why_none(day: Date, today: Date, found: &Availability) -> String {
    match day {
        day if day < today => "That day is over.".to_owned(),
        day if day > found.horizon => {
            format!("You can book up to {}.", words::day(found.horizon))
        }
        _ => "Nothing is free on that day any more.".to_owned(),
    }
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

/// A chosen time in words; why it can't be had, if it can't, and the nearest ones that can.
async fn free_or_gone(
    service: &Service,
    actor: &Actor,
    wanted: Wanted,
) -> Result<(String, Option<String>, Vec<Choice>), Failure> {
    Ok(match conversations::chosen(service, actor, wanted).await? {
        Chosen::Free(offered) => {
            let when = words::day_and_time_range(offered.slot.interval);
            let time = format!("{when} with {}", offered.adviser_name);
            (time, None, Vec::new())
        }
        Chosen::Gone(conflict) => {
            let time = words::day_and_time(wanted.slot.start);
            (time, Some(conflict.message), conflict.alternatives)
        }
    })
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

/// A conversation that somebody may see and moves.
pub(crate) struct Moving {
    booking: Booking,
    listed: Listed,
}

impl Moving {
    /// Whoever calls has loaded it as theirs to see.
    pub(crate) fn of(service: Service, actor: Actor, listed: Listed) -> Self {
        let booking = Booking {
            service,
            actor,
            member: listed.conversation.member,
            subject: SubjectModel::default(),
        };
        Self { booking, listed }
    }

    /// When it is, with whom and how.
    pub(crate) fn now(&self) -> String {
        let conversation = &self.listed.conversation;
        let way = way_words(conversation.way, self.listed.site_name.as_deref());
        let when = words::day_and_time_range(conversation.interval);
        format!("{when} with {}. {way}.", self.listed.adviser_name)
    }

    async fn looked(&self, query: &TimesQuery) -> Result<Looked, Failure> {
        Looked::of(&self.booking, query, &Earlier::booked(&self.listed)).await
    }

    pub(crate) async fn days(&self, query: &TimesQuery) -> Result<DaysModel, Failure> {
        self.looked(query).await?.days(&self.booking, query).await
    }

    /// Nothing where the address names no day.
    pub(crate) async fn times(&self, query: &TimesQuery) -> Result<Option<TimesModel>, Failure> {
        let Some(day) = query::day(&query.day) else {
            return Ok(None);
        };
        let looked = self.looked(query).await?;
        Ok(Some(looked.times(&self.booking, day).await?))
    }

    /// Nothing where the address names no time.
    pub(crate) async fn check(&self, query: &TimesQuery) -> Result<Option<MoveModel>, Failure> {
        let Ok(slot) = SlotChoice::parse(&query.slot) else {
            return Ok(None);
        };
        let looked = self.looked(query).await?;
        let conversation = &self.listed.conversation;
        let wanted = Wanted {
            member: conversation.member,
            slot,
            way: looked.way,
            site: looked.search.site,
            moving: Some(conversation.id),
        };
        let (service, actor) = (&self.booking.service, &self.booking.actor);
        let (time, gone, alternatives) = free_or_gone(service, actor, wanted).await?;
        let place = looked
            .places
            .iter()
            .find(|place| Some(place.site.id) == wanted.site);
        let way = way_words(looked.way, place.map(|place| place.site.name.as_str()));
        Ok(Some(MoveModel {
            form: MoveForm {
                reference: conversation.reference.to_string(),
                version: conversation.version.to_string(),
                way: looked.way.code().to_owned(),
                site: wanted.site.map(|site| site.to_string()).unwrap_or_default(),
                slot: slot.to_string(),
            },
            times: format!(
                "day={}&{}",
                london::day_of(slot.start),
                looked.meeting(&[]).query()
            ),
            new: format!("{time}. {way}."),
            gone,
            alternatives,
        }))
    }
}

/// One's own conversation, to move it.
pub(crate) async fn moving(reference: &str) -> Result<(ConversationModel, Moving), Failure> {
    let (service, actor, whole) = whole(reference).await?;
    let moving = Moving::of(service.clone(), actor, whole.listed.clone());
    Ok((conversation_model(&service, whole), moving))
}
