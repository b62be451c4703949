//! Advisers, members and coordinators on a real service, asked for one thing at a time from many tasks.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use domain::career_conversations::availability::{ExtraSlotForm, RemoveExtraSlotForm, RulesForm};
use domain::career_conversations::career_conversation::{
    BookForm, CancelForm, CareerConversation, MoveForm, SlotChoice, Status,
};
use domain::career_conversations::id::ExtraSlotId;
use domain::kit::app_error::AppError;
use domain::kit::email_address::EmailAddress;
use domain::kit::instant::Instant;
use domain::kit::london;
use domain::kit::words;
use domain::people::actor::Actor;
use domain::people::id::PersonId;
use domain::people::role::Role;
use domain::system::id::DraftId;
use jiff::civil::{Date, date, time};
use service::SeededRng;

use super::model::{Answered, Asked, Place, Seen, Who};
use super::order::Done;
use crate::support::World;
use crate::support::diary::signed_in;

const ADVISERS: usize = 4;
const MEMBERS: usize = 12;
const COORDINATORS: usize = 2;
/// Quarters of an hour of the day from 8am to 7pm.
const DAY_QUARTERS: usize = 44;
/// People who act at once.
const TASKS: usize = 16;
const DAY: Date = date(2026, 3, 5);

/// Random numbers that decide what one step is, whatever has happened before it.
#[derive(Debug, Clone, Copy)]
pub struct Step([u16; 4]);

/// The steps of a seed.
pub fn steps(seed: u64, count: usize) -> Vec<Step> {
    let rng = SeededRng::new(seed);
    let step = |_| {
        let mut bytes = [0; 8];
        service::Rng::fill(&rng, &mut bytes);
        let number = |at: usize| u16::from_le_bytes([bytes[at], bytes[at + 1]]);
        Step([number(0), number(2), number(4), number(6)])
    };
    (0..count).map(step).collect()
}

/// Everybody, and what they know of each other's doings.
pub struct Hub {
    /// The service.
    pub world: World,
    advisers: Vec<Actor>,
    members: Vec<Actor>,
    coordinators: Vec<Actor>,
    moment: AtomicU64,
    known: Mutex<Known>,
}

#[derive(Default)]
struct Known {
    published: BTreeMap<ExtraSlotId, Place>,
    conversations: Vec<Seen>,
    asked: Vec<Asked>,
}

impl Hub {
    /// On this database.
    pub async fn new(world: World) -> Self {
        let mut people: Vec<Vec<Actor>> = Vec::new();
        for (count, word, role) in [
            (ADVISERS, "Adviser", Role::CareerAdviser),
            (MEMBERS, "Member", Role::HubMember),
            (COORDINATORS, "Coordinator", Role::HubCoordinator),
        ] {
            let mut group = Vec::new();
            for number in 0..count {
                let name = format!("{word}{number} Test");
                let mut actor = signed_in(&world, &name, role).await;
                let email = format!("{word}{number}@example.nhs.uk").to_lowercase();
                actor.email = EmailAddress::parse(&email).unwrap();
                group.push(actor);
            }
            people.push(group);
        }
        let (coordinators, members) = (people.pop().unwrap(), people.pop().unwrap());
        let hub = Self {
            world,
            advisers: people.pop().unwrap(),
            members,
            coordinators,
            moment: AtomicU64::new(0),
            known: Mutex::default(),
        };
        for adviser in &hub.advisers {
            let rules = RulesForm {
                buffer_minutes: "0".to_owned(),
                ..RulesForm::default()
            };
            service::career_conversations::availability::change_rules(
                &hub.world.service,
                adviser,
                rules,
            )
            .await
            .unwrap();
        }
        hub
    }

    /// All steps, each by whoever is free, and then what each member reads when all is quiet.
    pub async fn run(self: &Arc<Self>, steps: &[Step]) -> Vec<Done> {
        let (steps, next) = (Arc::new(steps.to_vec()), Arc::new(AtomicUsize::new(0)));
        let mut tasks = Vec::new();
        for _ in 0..TASKS {
            let (hub, steps, next) = (self.clone(), steps.clone(), next.clone());
            tasks.push(tokio::spawn(async move {
                let mut history = Vec::new();
                while let Some(step) = steps.get(next.fetch_add(1, Ordering::SeqCst)) {
                    let asked = hub.choose(*step);
                    history.push(hub.ask(asked).await);
                }
                history
            }));
        }
        let mut history = Vec::new();
        for task in tasks {
            history.extend(task.await.unwrap());
        }
        for member in 0..MEMBERS {
            history.push(self.ask(Asked::Mine { member }).await);
        }
        history
    }

    /// The address of a member or an adviser.
    pub fn member_email(&self, member: usize) -> &EmailAddress {
        &self.members[member].email
    }

    /// The address of an adviser.
    pub fn adviser_email(&self, adviser: usize) -> &EmailAddress {
        &self.advisers[adviser].email
    }

    /// Everybody who gets messages.
    pub fn readers(&self) -> impl Iterator<Item = &EmailAddress> {
        let all = self.members.iter().chain(&self.advisers);
        all.map(|actor| &actor.email)
    }

    /// How the model would see this conversation.
    pub fn seen(&self, conversation: &CareerConversation) -> Seen {
        let number = |people: &[Actor], person: PersonId| {
            people
                .iter()
                .position(|actor| actor.person == person)
                .unwrap()
        };
        let minutes = day_start().minutes_until(conversation.interval.start);
        assert_eq!(conversation.interval.minutes(), 30);
        Seen {
            reference: conversation.reference.clone(),
            member: number(&self.members, conversation.member),
            place: Place {
                adviser: number(&self.advisers, conversation.adviser),
                quarter: usize::try_from(minutes / 15).unwrap(),
            },
            version: conversation.version,
            status: conversation.status,
        }
    }

    fn actor(&self, who: Who) -> &Actor {
        match who {
            Who::Member(member) => &self.members[member],
            Who::Coordinator(coordinator) => &self.coordinators[coordinator],
        }
    }

    /// What a step is, given what is known by now: now and then something that cannot be, or the same thing again.
    fn choose(&self, Step([kind, one, two, three]): Step) -> Asked {
        let mut known = self.known.lock().unwrap();
        let (one, two, three) = (usize::from(one), usize::from(two), usize::from(three));
        let anywhere = Place {
            adviser: one % ADVISERS,
            quarter: two % DAY_QUARTERS,
        };
        let place = match pick(known.published.values(), one) {
            Some(place) if two % 10 > 0 => *place,
            _ => anywhere,
        };
        let recent = known.conversations.len().saturating_sub(40);
        let (booked, over): (Vec<&Seen>, Vec<&Seen>) = known.conversations[recent..]
            .iter()
            .partition(|seen| seen.status == Status::Booked);
        let choice = if three % 8 == 0 { over } else { booked };
        let seen = pick(choice.into_iter(), two).cloned();
        let who = |owner: usize| match three % 20 {
            0 => Who::Member((owner + 1) % MEMBERS),
            1..8 => Who::Coordinator(three % COORDINATORS),
            _ => Who::Member(owner),
        };
        let version = |seen: &Seen| seen.version - i64::from(three % 13 == 0);
        let asked = match (kind % 100, seen) {
            (0..16, _) => Asked::Publish(anywhere),
            (16..24, _) => {
                let published = pick(known.published.iter(), one);
                match published {
                    Some((slot, place)) => Asked::Remove {
                        adviser: (place.adviser + usize::from(three % 20 == 0)) % ADVISERS,
                        slot: *slot,
                    },
                    None => Asked::Publish(anywhere),
                }
            }
            (24..44, Some(seen)) => Asked::Move {
                who: who(seen.member),
                version: version(&seen),
                reference: seen.reference,
                to: place,
            },
            (44..60, Some(seen)) => Asked::Cancel {
                who: who(seen.member),
                version: version(&seen),
                reference: seen.reference,
            },
            (60..70, _) if !known.asked.is_empty() => {
                let latest = known.asked.len().saturating_sub(TASKS);
                known.asked[latest + one % (known.asked.len() - latest)].clone()
            }
            (70..80, _) => Asked::Mine {
                member: one % MEMBERS,
            },
            _ => {
                let member = three % MEMBERS;
                let service = &self.world.service;
                Asked::Book {
                    who: match two % 4 {
                        0 => Who::Coordinator(three % COORDINATORS),
                        _ => Who::Member(member),
                    },
                    member,
                    place,
                    submission: DraftId::new(service.now(), service.random()),
                }
            }
        };
        known.asked.push(asked.clone());
        asked
    }

    async fn ask(&self, asked: Asked) -> Done {
        let called = self.moment.fetch_add(1, Ordering::SeqCst);
        let answered = match self.answer(&asked).await {
            Ok(answered) => answered,
            Err(AppError::Conflict(_) | AppError::Invalid(_) | AppError::NotFound) => {
                Answered::Refused
            }
            Err(error) => panic!("{asked:?}: {error}"),
        };
        let returned = self.moment.fetch_add(1, Ordering::SeqCst);
        self.learn(&asked, &answered);
        Done {
            asked,
            answered,
            called,
            returned,
        }
    }

    async fn answer(&self, asked: &Asked) -> Result<Answered, AppError> {
        let service = &self.world.service;
        match asked {
            Asked::Publish(place) => {
                let adviser = &self.advisers[place.adviser];
                let slot = service::career_conversations::availability::add_extra_slot(
                    service,
                    adviser,
                    extra(*place),
                );
                Ok(Answered::Published(slot.await?.id))
            }
            Asked::Remove { adviser, slot } => {
                let form = RemoveExtraSlotForm {
                    slot: slot.to_string(),
                };
                let adviser = &self.advisers[*adviser];
                service::career_conversations::availability::remove_extra_slot(
                    service, adviser, form,
                )
                .await?;
                Ok(Answered::Removed)
            }
            Asked::Book {
                who,
                member,
                place,
                submission,
            } => {
                let form = BookForm {
                    submission: submission.to_string(),
                    member: match who {
                        Who::Member(_) => String::new(),
                        Who::Coordinator(_) => self.members[*member].person.to_string(),
                    },
                    topic: "ideas".to_owned(),
                    way: "video".to_owned(),
                    slot: self.slot(*place),
                    ..BookForm::default()
                };
                let booked = service::career_conversations::career_conversation::book(
                    service,
                    self.actor(*who),
                    form,
                );
                Ok(Answered::Conversation(self.seen(&booked.await?)))
            }
            Asked::Move {
                who,
                reference,
                version,
                to,
            } => {
                let form = MoveForm {
                    reference: reference.to_string(),
                    version: version.to_string(),
                    way: "video".to_owned(),
                    slot: self.slot(*to),
                    ..MoveForm::default()
                };
                let moved = service::career_conversations::career_conversation::move_to(
                    service,
                    self.actor(*who),
                    form,
                );
                Ok(Answered::Conversation(self.seen(&moved.await?)))
            }
            Asked::Cancel {
                who,
                reference,
                version,
            } => {
                let form = CancelForm {
                    reference: reference.to_string(),
                    version: version.to_string(),
                };
                let cancelled = service::career_conversations::career_conversation::cancel(
                    service,
                    self.actor(*who),
                    form,
                );
                Ok(Answered::Conversation(self.seen(&cancelled.await?)))
            }
            Asked::Mine { member } => {
                let mine = service::career_conversations::career_conversation::mine(
                    service,
                    &self.members[*member],
                    1,
                )
                .await?;
                let upcoming = mine.upcoming.iter();
                let seen = upcoming.map(|listed| self.seen(&listed.conversation));
                Ok(Answered::Mine(seen.collect()))
            }
        }
    }

    fn slot(&self, place: Place) -> String {
        let choice = SlotChoice {
            start: start_of(place),
            adviser: self.advisers[place.adviser].person,
        };
        choice.to_string()
    }

    fn learn(&self, asked: &Asked, answered: &Answered) {
        let mut known = self.known.lock().unwrap();
        match (asked, answered) {
            (Asked::Publish(place), Answered::Published(slot)) => {
                known.published.insert(*slot, *place);
            }
            (Asked::Remove { slot, .. }, Answered::Removed) => {
                known.published.remove(slot);
            }
            (_, Answered::Conversation(seen)) => {
                let before = known
                    .conversations
                    .iter_mut()
                    .rev()
                    .find(|known| known.reference == seen.reference);
                match before {
                    Some(before) if before.version < seen.version => *before = seen.clone(),
                    Some(_) => {}
                    None => known.conversations.push(seen.clone()),
                }
            }
            _ => {}
        }
    }
}

fn pick<I: ExactSizeIterator>(mut all: I, number: usize) -> Option<I::Item> {
    let count = all.len();
    (count > 0).then(|| all.nth(number % count)).flatten()
}

fn day_start() -> Instant {
    london::at(DAY, time(8, 0, 0, 0))
}

fn start_of(place: Place) -> Instant {
    day_start().plus_minutes(15 * i64::try_from(place.quarter).unwrap())
}

fn extra(place: Place) -> ExtraSlotForm {
    ExtraSlotForm {
        day: DAY.into(),
        starts: words::clock_time(london::time_of(start_of(place))),
        slot_minutes: "30".to_owned(),
        video: "on".to_owned(),
        ..ExtraSlotForm::default()
    }
}
