//! A service on an empty database with a clock that tests set, and people to act in it.

#![allow(dead_code, reason = "each test file uses a part of this")]

pub mod diary;

use std::future::Future;
use std::sync::{Arc, Mutex};

use domain::career_conversations::settings::{BOOKINGS_A_DAY, LIVE_BOOKINGS};
use domain::kit::email_address::EmailAddress;
use domain::kit::instant::Instant;
use domain::kit::mailbox::Mailbox;
use domain::people::id::{PersonId, RoleGrantId};
use domain::people::role::{Grant, Role};
use domain::places::id::OrganisationId;
use domain::places::organisation::{OrganisationKind, OrganisationSource};
use domain::system::audit::Action;
use domain::system::id::SettingId;
use service::{FixedClock, SeededRng, Service, ServiceConfig};
use store::db::Statement;
use store::people::person::Person;
use store::places::organisation::Organisation;
use store::system::outbox::Message;
use store::testing::TestDatabase;
use store::{AskedPage, Store};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};

/// Each test in the list, once on each engine, on PostgreSQL as the role that serves: `on_both_engines!(a_test, another_test);`
#[macro_export]
macro_rules! on_both_engines {
    ($($test:ident),+ $(,)?) => {
        mod sqlite {
            $(#[tokio::test] async fn $test() { super::$test($crate::support::World::without_booking_limits(store::testing::sqlite().await).await).await; })+
        }
        mod postgres {
            $(#[tokio::test] async fn $test() { super::$test($crate::support::World::without_booking_limits(store::testing::postgres_as_service().await).await).await; })+
        }
    };
}

/// Monday 2 March 2026, 9am.
pub const START: &str = "2026-03-02T09:00:00Z";

/// A service to test.
pub struct World {
    /// The service.
    pub service: Service,
    /// Its clock.
    pub clock: Arc<FixedClock>,
    database: TestDatabase,
}

/// A service on this database, whose random numbers come from a seed.
pub fn service_on(store: Store, clock: Arc<FixedClock>, seed: u64) -> Service {
    let config = ServiceConfig {
        public_url: "https://hub.example.nhs.uk".to_owned(),
        mail_from: Mailbox::sender("people-hub@example.nhs.uk").unwrap(),
        controller: Mailbox::sender("privacy@example.nhs.uk").unwrap(),
        system: None,
        demo: false,
    };
    Service::new(store, clock, Arc::new(SeededRng::new(seed)), config)
}

impl World {
    /// On this database, at [`START`].
    pub fn new(database: TestDatabase) -> Self {
        let clock = Arc::new(FixedClock::new(START.parse().unwrap()));
        let service = service_on(database.store.clone(), clock.clone(), 42);
        Self {
            service,
            clock,
            database,
        }
    }

    /// Where another process finds the database.
    pub fn url(&self) -> &str {
        &self.database.url
    }

    /// On this database, at [`START`]; members book as often as a test likes.
    pub async fn without_booking_limits(database: TestDatabase) -> Self {
        store::testing::lift_booking_limits(&database.store).await;
        Self::new(database)
    }

    /// Members book as much as they may where nobody has set anything.
    pub async fn usual_booking_limits(&self) {
        let mut tx = self.service.store.write().await.unwrap();
        for name in [LIVE_BOOKINGS, BOOKINGS_A_DAY] {
            let id = SettingId::new(self.now(), self.service.random());
            let (value, from) = (name.default, jiff::civil::date(2000, 1, 1));
            store::system::setting::set(
                &mut tx,
                &store::system::setting::New {
                    id,
                    setting: name,
                    organisation: None,
                    value,
                    from,
                    at: self.now(),
                    by: None,
                },
            )
            .await
            .unwrap();
        }
        tx.commit().await.unwrap();
    }

    /// The same service as the demo.
    pub fn demo(&self) -> Service {
        let config = ServiceConfig {
            demo: true,
            ..(*self.service.config).clone()
        };
        Service {
            config: Arc::new(config),
            ..self.service.clone()
        }
    }

    /// The time now.
    pub fn now(&self) -> Instant {
        self.service.now()
    }

    /// Lets time pass.
    pub fn pass_minutes(&self, minutes: i64) {
        self.clock.set(self.now().plus_minutes(minutes));
    }

    /// Lets time pass.
    pub fn pass_seconds(&self, seconds: i64) {
        self.clock.set(self.now().plus_seconds(seconds));
    }

    /// Adds an NHS trust.
    pub async fn organisation(&self, name: &str) -> OrganisationId {
        let organisation = Organisation {
            id: OrganisationId::new(self.now(), self.service.random()),
            ods_code: None,
            name: name.to_owned(),
            kind: OrganisationKind::Trust,
            town: "Stoke-on-Trent".to_owned(),
            postcode: None,
            opened: None,
            closed: None,
            source: OrganisationSource::Local,
        };
        let mut tx = self.service.store.write().await.unwrap();
        store::places::organisation::insert(&mut tx, &organisation)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        organisation.id
    }

    /// Adds a person who holds a role for the whole system. The address is the first name's.
    pub async fn person(&self, name: &str, role: Role) -> PersonId {
        let first = name.split(' ').next().unwrap().to_lowercase();
        let person = Person {
            id: PersonId::new(self.now(), self.service.random()),
            name: name.to_owned(),
            email: EmailAddress::parse(&format!("{first}@example.nhs.uk")).unwrap(),
            phone: None,
            postcode: None,
            background: None,
            created_at: self.now(),
            closed_at: None,
        };
        let grant = Grant {
            role,
            organisation: None,
        };
        let mut tx = self.service.store.write().await.unwrap();
        store::people::person::insert(&mut tx, &person)
            .await
            .unwrap();
        let id = RoleGrantId::new(self.now(), self.service.random());
        store::people::role_grant::insert(&mut tx, id, person.id, grant, self.now(), None)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        person.id
    }

    /// Closes a person's account.
    pub async fn close_account(&self, person: PersonId) {
        let mut tx = self.service.store.write().await.unwrap();
        store::people::person::set_closed(&mut tx, person, Some(self.now()))
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    /// Runs a statement as the owner of the tables, who may do what the service may not.
    pub async fn as_owner(&self, statement: &'static Statement) {
        let owner = Store::open(&self.database.url).await.unwrap();
        let mut tx = owner.write().await.unwrap();
        tx.q(statement).execute().await.unwrap();
        tx.commit().await.unwrap();
        owner.close().await;
    }

    /// The messages to an address, oldest first.
    pub async fn messages_to(&self, email: &str) -> Vec<Message> {
        let mut conn = self.service.store.read().await.unwrap();
        store::system::outbox::to(&mut conn, email).await.unwrap()
    }

    /// The codes of the actions in the audit log, oldest first.
    pub async fn audited(&self) -> Vec<&'static str> {
        let mut conn = self.service.store.read().await.unwrap();
        let query = store::system::audit::ListQuery {
            from: self.now().plus_hours(-10_000),
            until: self.now().plus_hours(1),
            actor: String::new(),
            action: String::new(),
            object_kind: String::new(),
            asked: AskedPage::first(1_000),
        };
        let page = store::system::audit::list(&mut conn, &query).await.unwrap();
        page.rows
            .iter()
            .rev()
            .map(|listed| {
                let is_its = |action: &&Action| action.code() == listed.entry.action;
                self.service.actions().find(is_its).unwrap().code()
            })
            .collect()
    }
}

/// The names of the statements that a future runs, in order, and what it gives.
pub async fn statements_of<T>(future: impl Future<Output = T>) -> (T, Vec<String>) {
    let names = Arc::new(Mutex::new(Vec::new()));
    let subscriber = tracing_subscriber::registry().with(Statements(names.clone()));
    let guard = tracing::subscriber::set_default(subscriber);
    let output = future.await;
    drop(guard);
    let names = names.lock().unwrap().clone();
    (output, names)
}

/// Collects the names that the store traces.
struct Statements(Arc<Mutex<Vec<String>>>);

impl<S: tracing::Subscriber> Layer<S> for Statements {
    fn on_event(&self, event: &tracing::Event<'_>, _context: Context<'_, S>) {
        event.record(
            &mut |field: &tracing::field::Field, value: &dyn std::fmt::Debug| {
                if field.name() == "statement" {
                    self.0.lock().unwrap().push(format!("{value:?}"));
                }
            },
        );
    }
}
