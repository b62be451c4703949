//! The demo: invented people, real organisations' names, and eight weeks of career conversations with what followed them.
//!
//! It is made through the use cases, with a clock that is moved from eight weeks ago to now, so that it obeys their rules. A
//! fixed seed makes it the same each time. The messages of the invented past are marked as sent: the demo writes to nobody.

mod following;
mod people;
mod places;

use std::sync::Arc;

use domain::career_conversations::career_conversation::{
    BookForm, CancelForm, CareerConversation, SlotChoice, Topic, Way,
};
use domain::career_conversations::conflict;
use domain::career_conversations::settings::{BOOKINGS_A_DAY, LIVE_BOOKINGS};
use domain::career_conversations::waiting_list::JoinForm;
use domain::kit::app_error::AppError;
use domain::kit::instant::Instant;
use domain::kit::london;
use domain::people::actor::Actor;
use domain::people::id::{PersonId, SessionId};
use domain::people::role::{Grant, Role};
use domain::system::id::{DraftId, SettingId};
use domain::system::settings::Setting;
use jiff::civil::{Date, Weekday, date, time};

use crate::career_conversations::adviser_diary;
use crate::career_conversations::career_conversation::{Search, available, book, cancel};
use crate::career_conversations::reminder;
use crate::career_conversations::waiting_list::join;
use crate::kit::bank_holiday;
use crate::{FixedClock, Rng, SeededRng, Service};

pub use people::PERSONAS;

/// The health and care system whose organisations are in it.
pub const SYSTEM: &str = "Staffordshire and Stoke-on-Trent";
/// How many hub members there are.
pub const MEMBERS: usize = 1_200;
const SEED: u64 = 20_260_302;
const WEEKS_BACK: i32 = 8;

/// Random choices from the fixed seed.
struct Dice(SeededRng);

impl Dice {
    fn number(&self) -> u64 {
        let mut bytes = [0; 8];
        self.0.fill(&mut bytes);
        u64::from_le_bytes(bytes)
    }

    /// A number below `below`, 0 when there is none.
    fn below(&self, below: usize) -> usize {
        usize::try_from(self.number() % u64::try_from(below.max(1)).unwrap_or(1)).unwrap_or(0)
    }

    fn one_of<'a, T>(&self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

/// Fills an empty database. A database with people stays as it is.
///
/// # Errors
/// `Busy` when the database is away; `Conflict` when a rule refuses what the demo asks for.
pub async fn load(service: &Service) -> Result<(), AppError> {
    bank_holiday::ensure(service).await?;
    let mut conn = service
        .store
        .read()
        .await
        .map_err(|error| service.told(error))?;
    let is_empty = store::people::person::count(&mut conn)
        .await
        .map_err(|error| service.told(error))?
        == 0;
    drop(conn);
    if is_empty {
        make(service).await
    } else {
        Ok(())
    }
}

/// Whose a database is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum People {
    /// Nobody is in it.
    Nobody,
    /// The demo's invented people are in it.
    Invented,
    /// People are in it, and none of them is the demo's.
    Real,
}

/// Whose the database is.
///
/// # Errors
/// `Busy` when the database is away.
pub async fn people(service: &Service) -> Result<People, AppError> {
    let told = |error| service.told(error);
    let mut conn = service.store.read().await.map_err(told)?;
    for (_, email, _) in PERSONAS {
        let Ok(email) = domain::kit::email_address::EmailAddress::parse(email) else {
            continue;
        };
        let found = store::people::person::by_email(&mut conn, &email).await;
        if found.map_err(told)?.is_some() {
            return Ok(People::Invented);
        }
    }
    let count = store::people::person::count(&mut conn)
        .await
        .map_err(told)?;
    Ok(match count {
        0 => People::Nobody,
        _ => People::Real,
    })
}

/// More than anybody books.
const UNLIMITED: i64 = 100_000;

/// Sets how much members may book, as if it had never been otherwise.
async fn limit_bookings(service: &Service, value: fn(Setting) -> i64) -> Result<(), AppError> {
    let set = async {
        let mut tx = service.store.write().await?;
        for (number, name) in [(1, LIVE_BOOKINGS), (2, BOOKINGS_A_DAY)] {
            let id = SettingId::from(uuid::Uuid::from_u128(number));
            let (at, from) = (service.now(), date(2000, 1, 1));
            store::system::setting::set_from(&mut tx, id, name, value(name), from, at, None)
                .await?;
        }
        tx.commit().await
    };
    set.await.map_err(|error| service.told(error))
}

async fn make(service: &Service) -> Result<(), AppError> {
    let today = london::day_of(service.now());
    let first_day = london::plus_days(today, -7 * WEEKS_BACK);
    let clock = Arc::new(FixedClock::new(london::at(first_day, time(8, 0, 0, 0))));
    let past = Service {
        clock: clock.clone(),
        rng: Arc::new(SeededRng::new(SEED)),
        ..service.clone()
    };
    let dice = Dice(SeededRng::new(SEED + 1));
    // Chance books for a few thousand people what no one of them would.
    limit_bookings(&past, |_| UNLIMITED).await?;

    let people = people::add(&past, &dice).await?;
    let priya = actor(people.priya, Role::Administrator)?;
    let sites = places::add(&past, &priya).await?;
    people::publish(&past, &people, &sites).await?;

    let mut made = Conversations {
        service: &past,
        clock: &clock,
        dice: &dice,
        people: &people,
        now: service.now(),
    };
    let mut day = first_day;
    while day <= london::plus_days(today, 28) {
        if is_working_day(day) {
            made.on(day, today).await?;
        }
        day = london::plus_days(day, 1);
    }
    made.of_the_personas(today).await?;
    made.of_the_waiting_list(today).await?;
    // Dice of its own: what follows changes nothing of what was booked.
    made.what_followed(&Dice(SeededRng::new(SEED + 2))).await?;
    // What would be due by now is in the past too.
    clock.set(service.now());
    while reminder::queue_due(&past).await? > 0 {}
    limit_bookings(&past, |setting| setting.default).await?;

    let told = |error| service.told(error);
    let mut tx = service.store.write().await.map_err(told)?;
    store::system::outbox::mark_all_delivered(&mut tx, service.now())
        .await
        .map_err(told)?;
    tx.commit().await.map_err(told)
}

/// Whether everyone is busy on a working day to come, so that people see full days: the third and the eighth.
fn is_full(day: Date, today: Date) -> bool {
    let mut working_days = 0;
    let mut passed = today;
    while passed < day {
        passed = london::plus_days(passed, 1);
        if is_working_day(passed) {
            working_days += 1;
        }
    }
    matches!(working_days, 3 | 8) && is_working_day(day)
}

fn is_working_day(day: Date) -> bool {
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

fn actor(person: PersonId, role: Role) -> Result<Actor, AppError> {
    let email = domain::kit::email_address::EmailAddress::parse("demo@example.nhs.uk");
    Ok(Actor {
        person,
        name: String::new(),
        email: email.map_err(|message| AppError::invalid("email", message))?,
        session: SessionId::from(uuid::Uuid::nil()),
        grants: vec![Grant {
            role,
            organisation: None,
        }],
        address: None,
    })
}

/// Makes conversations, day by day.
struct Conversations<'a> {
    service: &'a Service,
    clock: &'a FixedClock,
    dice: &'a Dice,
    people: &'a people::People,
    now: Instant,
}

impl Conversations<'_> {
    /// Books some of a day's times, a few days before; what is over was attended, missed or cancelled.
    async fn on(&mut self, day: Date, today: Date) -> Result<(), AppError> {
        let booked_on = london::at(london::plus_days(day, -4), time(10, 0, 0, 0));
        self.clock.set(booked_on.min(self.now));
        let search = Search {
            from: Some(day),
            ..Search::default()
        };
        let member = actor(*self.dice.one_of(&self.people.members), Role::HubMember)?;
        let free = available(self.service, &member, search).await?;
        let Some(slots) = free
            .days
            .into_iter()
            .find(|found| found.day == day)
            .map(|found| found.slots)
        else {
            return Ok(());
        };
        let full = is_full(day, today);
        let wanted = if full {
            slots.len()
        } else {
            slots.len().div_ceil(if day <= today { 3 } else { 5 })
        };
        for (at, offered) in slots.iter().enumerate() {
            let is_chosen = full || at % slots.len().div_ceil(wanted.max(1)).max(1) == 0;
            if is_chosen {
                let choice = SlotChoice {
                    start: offered.slot.interval.start,
                    adviser: offered.slot.adviser,
                };
                let way = offered
                    .slot
                    .ways
                    .iter()
                    .nth(self.dice.below(offered.slot.ways.iter().count()))
                    .unwrap_or(Way::Phone);
                let member = *self.dice.one_of(&self.people.members);
                if let Some(booked) = self.book(member, choice, way, offered.slot.site).await? {
                    self.settle(&booked).await?;
                }
            }
        }
        Ok(())
    }

    async fn book(
        &self,
        member: PersonId,
        choice: SlotChoice,
        way: Way,
        site: Option<domain::places::id::SiteId>,
    ) -> Result<Option<CareerConversation>, AppError> {
        let topic = *self.dice.one_of(Topic::ALL);
        let form = BookForm {
            submission: DraftId::new(self.service.now(), self.service.random()).to_string(),
            topic: topic.code().to_owned(),
            way: way.code().to_owned(),
            site: site
                .filter(|_| way == Way::InPerson)
                .map(|site| site.to_string())
                .unwrap_or_default(),
            slot: choice.to_string(),
            preparation: (*self.dice.one_of(people::PREPARATIONS)).to_owned(),
            ..BookForm::default()
        };
        match book(self.service, &actor(member, Role::HubMember)?, form).await {
            Ok(booked) => Ok(Some(booked)),
            // The same person may have been chosen twice for one time.
            Err(AppError::Conflict(conflict)) if conflict.code == conflict::MEMBER_BUSY => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// One in nine is cancelled the day before; of the rest that are over, one in eight missed it.
    async fn settle(&self, booked: &CareerConversation) -> Result<(), AppError> {
        let before = booked.interval.start.plus_hours(-30);
        if self.dice.below(9) == 0 && before > self.service.now() && before < self.now {
            self.clock.set(before);
            let form = CancelForm {
                reference: booked.reference.to_string(),
                version: booked.version.to_string(),
            };
            return cancel(self.service, &actor(booked.member, Role::HubMember)?, form)
                .await
                .map(|_| ());
        }
        if booked.interval.end < self.now {
            let was_at = self.service.now();
            self.clock.set(booked.interval.end);
            let adviser = actor(booked.adviser, Role::CareerAdviser)?;
            let attended = self.dice.below(8) != 0;
            adviser_diary::record_attendance(
                self.service,
                &adviser,
                &booked.reference,
                booked.version,
                attended,
            )
            .await?;
            self.clock.set(was_at);
        }
        Ok(())
    }

    /// Three people wait. Somebody cancels, and the time is kept for Amina, who joined first.
    async fn of_the_waiting_list(&self, today: Date) -> Result<(), AppError> {
        self.clock.set(self.now);
        let last_day = london::plus_days(today, 27);
        let wish = JoinForm {
            topic: Topic::Ideas.code().to_owned(),
            way: Way::Phone.code().to_owned(),
            adviser: self.people.david.to_string(),
            monday: "on".to_owned(),
            tuesday: "on".to_owned(),
            wednesday: "on".to_owned(),
            thursday: "on".to_owned(),
            friday: "on".to_owned(),
            last_day: last_day.day().to_string(),
            last_month: last_day.month().to_string(),
            last_year: last_day.year().to_string(),
            ..JoinForm::default()
        };
        let amina = actor(self.people.amina, Role::HubMember)?;
        join(self.service, &amina, wish.clone()).await?;
        // Nobody works at the weekend yet: these two wait for whoever does.
        let at_weekends = JoinForm {
            topic: wish.topic,
            way: wish.way,
            saturday: "on".to_owned(),
            sunday: "on".to_owned(),
            last_day: wish.last_day,
            last_month: wish.last_month,
            last_year: wish.last_year,
            ..JoinForm::default()
        };
        for member in &self.people.members[1..3] {
            let member = actor(*member, Role::HubMember)?;
            join(self.service, &member, at_weekends.clone()).await?;
        }
        let search = Search {
            way: Some(Way::Phone),
            adviser: Some(self.people.david),
            from: Some(london::plus_days(today, 5)),
            ..Search::default()
        };
        let member = actor(self.people.members[3], Role::HubMember)?;
        let free = available(self.service, &member, search).await?;
        let Some(offered) = free.days.last().and_then(|day| day.slots.last()) else {
            return Ok(());
        };
        let choice = SlotChoice {
            start: offered.slot.interval.start,
            adviser: offered.slot.adviser,
        };
        let booked = self.book(member.person, choice, Way::Phone, None).await?;
        if let Some(booked) = booked {
            let form = CancelForm {
                reference: booked.reference.to_string(),
                version: booked.version.to_string(),
            };
            cancel(self.service, &member, form).await?;
        }
        Ok(())
    }

    /// Amina has one conversation to come, and one that is over.
    async fn of_the_personas(&self, today: Date) -> Result<(), AppError> {
        let amina = actor(self.people.amina, Role::HubMember)?;
        for (from, looked_on) in [(-18, -21), (6, 0)] {
            let day = london::plus_days(today, from);
            self.clock.set(
                london::at(london::plus_days(today, looked_on), time(8, 0, 0, 0)).min(self.now),
            );
            let search = Search {
                way: Some(Way::Video),
                adviser: Some(self.people.david),
                from: Some(day),
                ..Search::default()
            };
            let free = available(self.service, &amina, search).await?;
            if let Some(offered) = free.days.first().and_then(|day| day.slots.first()) {
                let choice = SlotChoice {
                    start: offered.slot.interval.start,
                    adviser: offered.slot.adviser,
                };
                let booked = self
                    .book(self.people.amina, choice, Way::Video, None)
                    .await?;
                if let Some(booked) = booked.filter(|booked| booked.interval.end < self.now) {
                    self.clock.set(booked.interval.end);
                    let david = actor(self.people.david, Role::CareerAdviser)?;
                    adviser_diary::record_attendance(
                        self.service,
                        &david,
                        &booked.reference,
                        booked.version,
                        true,
                    )
                    .await?;
                }
            }
        }
        Ok(())
    }
}
