//! Eight weeks of career conversations for the demo, with what followed them.

mod advisers;
mod following;

use domain::career_conversations::career_conversation::{
    BookForm, CancelForm, CareerConversation, SlotChoice, Topic, Way,
};
use domain::career_conversations::conflict;
use domain::career_conversations::settings::{BOOKINGS_A_DAY, LIVE_BOOKINGS};
use domain::career_conversations::waiting_list::JoinForm;
use domain::kit::app_error::AppError;
use domain::kit::instant::Instant;
use domain::kit::london;
use domain::people::id::PersonId;
use domain::people::role::Role;
use domain::places::id::SiteId;
use domain::system::id::{DraftId, SettingId};
use domain::system::settings::Setting;
use jiff::civil::{Date, Weekday, date, time};

use crate::career_conversations::adviser_diary;
use crate::career_conversations::career_conversation::{Search, available, book, cancel};
use crate::career_conversations::reminder;
use crate::career_conversations::waiting_list::join;
use crate::kit::rng::Dice;
use crate::people::demo::{People, actor};
use crate::{FixedClock, Service};

/// What members would like to talk about; one in six leaves it empty.
const PREPARATIONS: &[&str] = &[
    "",
    "I have enjoyed working in the vaccination centre and would like to stay in health care.",
    "I was cabin crew for nine years. I would like to know which jobs need the same skills.",
    "I need to fit work around school hours. What could I do?",
    "I would like to train as a nursing associate. How do I start?",
    "I have an interview in two weeks and I have not had one for a long time.",
];

/// Who gives conversations beside David.
pub(crate) fn advisers() -> impl Iterator<Item = (&'static str, Role)> {
    advisers::names().map(|name| (name, Role::CareerAdviser))
}

/// Makes the conversations from the day of the clock of `past` to four weeks from `now`, and what followed those that are over.
/// `clock` is that of `past`; it stands at `now` afterwards.
pub(crate) async fn add(
    past: &Service,
    clock: &FixedClock,
    dice: [&Dice; 2],
    people: &People,
    sites: &[SiteId],
    now: Instant,
) -> Result<(), AppError> {
    let (first_day, today) = (london::day_of(past.now()), london::day_of(now));
    // Chance books for a few thousand people what no one of them would.
    limit_bookings(past, |_| UNLIMITED).await?;
    let advisers: Vec<PersonId> = [people.david]
        .into_iter()
        .chain(people.staff.iter().copied())
        .collect();
    advisers::publish(past, &advisers, sites).await?;
    let [dice, following] = dice;
    let mut made = Conversations {
        service: past,
        clock,
        dice,
        people,
        now,
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
    made.what_followed(following).await?;
    // What would be due by now is in the past too.
    clock.set(now);
    while reminder::queue_due(past).await? > 0 {}
    limit_bookings(past, |setting| setting.default).await
}

/// More than anybody books.
const UNLIMITED: i64 = 100_000;

/// Sets how much members may book, as if it had never been otherwise.
async fn limit_bookings(service: &Service, value: fn(Setting) -> i64) -> Result<(), AppError> {
    let mut tx = service.store.write().await?;
    for (number, name) in [(1, LIVE_BOOKINGS), (2, BOOKINGS_A_DAY)] {
        let id = SettingId::from(uuid::Uuid::from_u128(number));
        let (at, from) = (service.now(), date(2000, 1, 1));
        store::system::setting::set(
            &mut tx,
            &store::system::setting::New {
                id,
                setting: name,
                organisation: None,
                value: value(name),
                from,
                at,
                by: None,
            },
        )
        .await?;
    }
    Ok(tx.commit().await?)
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

/// Makes conversations, day by day.
struct Conversations<'a> {
    service: &'a Service,
    clock: &'a FixedClock,
    dice: &'a Dice,
    people: &'a People,
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
        site: Option<SiteId>,
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
            preparation: (*self.dice.one_of(PREPARATIONS)).to_owned(),
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
            last: last_day.into(),
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
            last: wish.last,
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
