//! The free times that somebody looks at, to book one or to move there.

use domain::career_conversations::career_conversation::{Answers, MoveForm, SlotChoice, Way};
use domain::kit::app_error::Choice;
use domain::kit::london;
use domain::kit::{query, words};
use domain::people::actor::Actor;
use domain::people::id::PersonId;
use jiff::civil::Date;
use service::Service;
use service::career_conversations::career_conversation::{
    self as conversations, Availability, Chosen, DaySlots, Listed, OfferedSlot, PlaceToMeet,
    Search, Wanted,
};

use super::{
    ANYBODY, DayModel, DaysModel, MeetingModel, MoveModel, SubjectModel, TimesModel, TimesQuery,
};
use ui::Item;
use web::error::Failure;

/// Who books, and for whom.
pub(super) struct Booking {
    pub service: Service,
    pub actor: Actor,
    pub member: PersonId,
    pub subject: SubjectModel,
}

pub(super) fn choice(
    value: impl ToString,
    label: impl Into<String>,
    hint: impl Into<String>,
) -> Item {
    Item {
        value: value.to_string(),
        label: label.into(),
        hint: hint.into(),
    }
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

pub(super) fn ways(places: &[PlaceToMeet]) -> Vec<Item> {
    let ways = Way::ALL
        .iter()
        .filter(|way| **way != Way::InPerson || !places.is_empty());
    ways.map(|way| choice(way.code(), way.words(), way_hint(*way)))
        .collect()
}

pub(super) fn place_choice(place: &PlaceToMeet) -> Item {
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

/// 'Video call', or 'In person at Harplands Hospital'.
pub(crate) fn way_words(way: Way, site: Option<&str>) -> String {
    site.map_or_else(
        || way.words().to_owned(),
        |site| format!("In person at {site}"),
    )
}

/// What was answered before days are looked at, or how it is booked.
pub(super) struct Earlier {
    way: String,
    site: String,
    adviser: String,
    moving: Option<Listed>,
}

impl Earlier {
    pub fn answered(answers: &Answers) -> Self {
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
pub(super) struct Looked {
    way: Way,
    places: Vec<PlaceToMeet>,
    search: Search,
    moving: Option<Listed>,
}

impl Looked {
    /// As the address says it, and else as it was answered before; to begin with by video with any adviser.
    pub async fn of(
        booking: &Booking,
        query: &TimesQuery,
        earlier: &Earlier,
    ) -> Result<Self, Failure> {
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

    pub async fn days(&self, booking: &Booking, query: &TimesQuery) -> Result<DaysModel, Failure> {
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

    pub async fn times(&self, booking: &Booking, day: Date) -> Result<TimesModel, Failure> {
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

/// A chosen time in words; why it can't be had, if it can't, and the nearest ones that can.
pub(super) async fn free_or_gone(
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
