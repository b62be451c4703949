//! Five hundred people want fifty times at once, twenty times over, on each engine: each time is given once, whoever lost is
//! offered the nearest others, and no confirmed booking is missing afterwards.
//!
//! Two things keep a time from being given twice: a booking looks again under the adviser's lock, and the database refuses a
//! second one by index and constraint. Each was taken away on purpose: without the look the constraints alone keep the test
//! green; without both it fails in the first round, on each engine.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may stop at the first thing that is wrong"
)]

mod client;
mod leave;
mod moves;
mod waiting;

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::Arc;

use client::{Answer, post_form};
use domain::career_conversations::availability::{Ways, WeeklyPattern};
use domain::career_conversations::career_conversation::{Reference, SlotChoice, Status};
use domain::career_conversations::conflict;
use domain::career_conversations::id::WeeklyPatternId;
use domain::kit::app_error::{AppError, ConflictCode};
use domain::kit::email_address::EmailAddress;
use domain::kit::instant::Instant;
use domain::kit::london;
use domain::kit::mailbox::Mailbox;
use domain::people::id::{PersonId, RoleGrantId};
use domain::people::role::{Grant, Role};
use jiff::civil::{Date, Weekday, date, time};
use server::forwarded::TrustedProxies;
use server::instance::Instance;
use server::live::{Connections, Limits};
use server::site::Site;
use server::{Shared, router};
use service::people::session::Visitor;
use service::{FixedClock, SeededRng, Service, ServiceConfig};
use store::career_conversations::adviser::Adviser;
use store::career_conversations::career_conversation::{ListQuery, Order};
use store::people::person::Person;
use store::testing::TestDatabase;
use tokio::net::TcpListener;

const ROUNDS: usize = 20;
const ADVISERS: usize = 10;
const SLOTS_OF_AN_ADVISER: usize = 5;
const SLOTS: usize = ADVISERS * SLOTS_OF_AN_ADVISER;
const CLIENTS: usize = 500;

struct Race {
    service: Service,
    clock: Arc<FixedClock>,
    address: SocketAddr,
    advisers: Vec<PersonId>,
    /// Who, and the cookie of their session.
    members: Vec<(PersonId, String)>,
}

/// A member who holds a confirmation.
struct Winner {
    member: PersonId,
    reference: Reference,
}

impl Race {
    async fn start(database: &TestDatabase, people: usize) -> Self {
        let clock = Arc::new(FixedClock::new("2026-03-02T09:00:00Z".parse().unwrap()));
        let config = ServiceConfig {
            public_url: "http://127.0.0.1".to_owned(),
            mail_from: Mailbox::sender("people-hub@example.nhs.uk").unwrap(),
            controller: Mailbox::sender("privacy@example.nhs.uk").unwrap(),
            system: None,
            demo: true,
        };
        store::testing::lift_booking_limits(&database.store).await;
        let service = Service::new(
            database.store.clone(),
            clock.clone(),
            Arc::new(SeededRng::new(7)),
            config,
        );
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let state = Arc::new(Shared {
            service: service.clone(),
            site: Site::default(),
            public_url: format!("http://{address}"),
            https: false,
            trusted_proxies: TrustedProxies::default(),
            instance: Instance::new("test", Connections::new(Limits::default())),
        });
        let app = router(state).into_make_service_with_connect_info::<SocketAddr>();
        tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });

        let mut race = Self {
            service,
            clock,
            address,
            advisers: Vec::new(),
            members: Vec::new(),
        };
        let mut tx = race.service.store.write().await.unwrap();
        for number in 0..ADVISERS {
            let adviser = race
                .add_person(
                    &mut tx,
                    &format!("adviser{number}@example.nhs.uk"),
                    Role::CareerAdviser,
                )
                .await;
            race.add_diary(&mut tx, adviser).await;
            race.advisers.push(adviser);
        }
        let mut members = Vec::new();
        for number in 0..people {
            let email = format!("member{number}@example.nhs.uk");
            members.push((
                race.add_person(&mut tx, &email, Role::HubMember).await,
                email,
            ));
        }
        tx.commit().await.unwrap();
        for (member, email) in members {
            let signed_in =
                service::people::sign_in::as_persona(&race.service, &email, &Visitor::default())
                    .await
                    .unwrap();
            race.members
                .push((member, format!("people-hub-session={}", signed_in.token)));
        }
        race
    }

    async fn add_person(&self, tx: &mut store::Tx, email: &str, role: Role) -> PersonId {
        let now = self.service.now();
        let person = Person {
            id: PersonId::new(now, self.service.random()),
            name: "Somebody".to_owned(),
            email: EmailAddress::parse(email).unwrap(),
            phone: None,
            postcode: None,
            background: None,
            created_at: now,
            closed_at: None,
        };
        store::people::person::insert(tx, &person).await.unwrap();
        let grant = Grant {
            role,
            organisation: None,
        };
        store::people::role_grant::insert(
            tx,
            RoleGrantId::new(now, self.service.random()),
            person.id,
            grant,
            now,
            None,
        )
        .await
        .unwrap();
        person.id
    }

    /// Half past nine to noon on weekdays: five half hours.
    async fn add_diary(&self, tx: &mut store::Tx, person: PersonId) {
        let adviser = Adviser {
            person,
            name: String::new(),
            email: EmailAddress::parse("adviser@example.nhs.uk").unwrap(),
            about: String::new(),
            buffer_minutes: 0,
            notice_hours: None,
            horizon_days: None,
            phone: None,
        };
        store::career_conversations::adviser::upsert(tx, &adviser)
            .await
            .unwrap();
        for weekday in [
            Weekday::Monday,
            Weekday::Tuesday,
            Weekday::Wednesday,
            Weekday::Thursday,
            Weekday::Friday,
        ] {
            let pattern = WeeklyPattern {
                id: WeeklyPatternId::new(self.service.now(), self.service.random()),
                adviser: person,
                weekday,
                starts: time(9, 30, 0, 0),
                ends: time(12, 0, 0, 0),
                slot_minutes: 30,
                ways: Ways::all().iter().take(2).collect(),
                site: None,
                valid_from: date(2026, 1, 1),
                valid_to: None,
            };
            store::career_conversations::weekly_pattern::insert(tx, &pattern)
                .await
                .unwrap();
        }
    }

    /// The fifty times of a day.
    fn slots_on(&self, day: Date) -> Vec<SlotChoice> {
        let first = london::at(day, time(9, 30, 0, 0));
        let starts = |at: usize| first.plus_minutes(30 * i64::try_from(at).unwrap());
        self.advisers
            .iter()
            .flat_map(|adviser| {
                (0..SLOTS_OF_AN_ADVISER).map(move |at| SlotChoice {
                    start: starts(at),
                    adviser: *adviser,
                })
            })
            .collect()
    }

    /// All at once, ten people for each time. Gives who won each time.
    async fn round(&self, day: Date) -> HashMap<SlotChoice, Winner> {
        let slots = self.slots_on(day);
        let mut clients = Vec::new();
        for (at, (member, cookie)) in self.members.iter().enumerate() {
            let slot = slots[at % SLOTS];
            let submission = PersonId::new(self.service.now(), self.service.random()).to_string();
            let fields = vec![
                ("form[submission]".to_owned(), submission),
                ("form[topic]".to_owned(), "ideas".to_owned()),
                ("form[way]".to_owned(), "video".to_owned()),
                ("form[slot]".to_owned(), slot.to_string()),
            ];
            let (address, member, cookie) = (self.address, *member, cookie.clone());
            clients.push(tokio::spawn(async move {
                (
                    slot,
                    member,
                    post_form(address, "/api/career-conversations/book", &cookie, &fields).await,
                )
            }));
        }
        let mut winners = HashMap::new();
        let mut losers = 0;
        for client in clients {
            let (slot, member, answer) = client.await.unwrap();
            match answer.status {
                200 => {
                    let reference =
                        Reference::parse(&serde_json::from_str::<String>(&answer.body).unwrap())
                            .unwrap();
                    assert!(
                        winners.insert(slot, Winner { member, reference }).is_none(),
                        "{slot} was given twice"
                    );
                }
                409 => {
                    assert_is_told_what_else_is_free(&answer);
                    losers += 1;
                }
                status => panic!("{status}: {}", answer.body),
            }
        }
        assert_eq!(
            (winners.len(), losers),
            (SLOTS, CLIENTS - SLOTS),
            "on {day}"
        );
        winners
    }

    /// Every confirmation is kept, and nothing else is booked.
    async fn assert_kept(&self, day: Date, winners: &HashMap<SlotChoice, Winner>) {
        let query = ListQuery {
            from: london::start_of_day(day),
            until: london::start_of_day(london::plus_days(day, 1)),
            adviser: None,
            status: Some(Status::Booked),
            text: String::new(),
            order: Order::Time,
            asked: store::AskedPage::first(1_000),
        };
        let mut conn = self.service.store.read().await.unwrap();
        let booked = store::career_conversations::career_conversation::list(&mut conn, &query)
            .await
            .unwrap()
            .rows;
        assert_eq!(booked.len(), SLOTS);
        for listed in booked {
            let conversation = listed.conversation;
            let slot = SlotChoice {
                start: conversation.interval.start,
                adviser: conversation.adviser,
            };
            let winner = &winners[&slot];
            assert_eq!(
                (conversation.member, &conversation.reference),
                (winner.member, &winner.reference)
            );
        }
    }
}

fn assert_is_told_what_else_is_free(answer: &Answer) {
    let AppError::Conflict(conflict) = serde_json::from_str(&answer.body).unwrap() else {
        panic!("{}", answer.body)
    };
    assert!(
        [conflict::SLOT_TAKEN, conflict::SLOT_UNAVAILABLE].contains(&conflict.code),
        "{}",
        conflict.code
    );
    assert!(
        (1..=5).contains(&conflict.alternatives.len()),
        "{}",
        answer.body
    );
    for choice in conflict.alternatives {
        assert!(SlotChoice::parse(&choice.value).is_ok(), "{}", choice.value);
    }
}

/// The working days after the notice, in order.
fn working_days(now: Instant) -> impl Iterator<Item = Date> {
    let today = london::day_of(now);
    (3..)
        .map(move |days| london::plus_days(today, days))
        .filter(|day| !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday))
}

async fn race_on(database: TestDatabase) {
    let race = Race::start(&database, CLIENTS).await;
    for day in working_days(race.service.now()).take(ROUNDS) {
        let winners = race.round(day).await;
        race.assert_kept(day, &winners).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn race_for_the_same_times_on_sqlite() {
    race_on(store::testing::sqlite().await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn race_for_the_same_times_on_postgresql() {
    race_on(store::testing::postgres().await).await;
}
