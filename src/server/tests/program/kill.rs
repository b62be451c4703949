//! The program is killed at random moments under load: every change that it acknowledged is there afterwards, nothing is there
//! twice, the database is sound, and each message of each change is delivered.

use std::collections::{BTreeMap, HashMap};
use std::io;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use domain::career_conversations::career_conversation::{
    CareerConversation, Reference, SlotChoice, Status,
};
use domain::kit::email_address::EmailAddress;
use domain::kit::instant::Instant;
use domain::kit::london;
use domain::people::id::PersonId;
use domain::people::role::Role;
use domain::system::id::DraftId;
use jiff::civil::{Date, Weekday, time};
use server::mail::Mail;
use service::system::outbox::deliver_due;
use service::{FixedClock, Rng as _, SeededRng, Service};
use store::career_conversations::career_conversation::{ListQuery, Order};
use store::{AskedPage, Store};

use super::http::{Answer, Connection};
use super::running::{Program, SignedIn, database_url, number_of, people, service_on};

/// Kills where nothing else is asked for (`PEOPLE_HUB_KILLS`; `make prove` asks for 100).
const KILLS: usize = 3;
const CLIENTS: usize = 8;
const ADVISERS: usize = 6;
const SLOTS_OF_A_DAY: usize = 20;
/// Days ahead that are booked.
const DAYS: i32 = 35;

/// A change that the service made.
#[derive(Debug, Clone)]
struct Change {
    reference: Reference,
    version: i64,
    slot: SlotChoice,
    before: Option<SlotChoice>,
    is_cancelled: bool,
}

/// What was asked for and not answered yet.
#[derive(Debug, Clone)]
enum Attempt {
    Book {
        slot: SlotChoice,
        submission: DraftId,
    },
    Move {
        reference: Reference,
        to: SlotChoice,
    },
    Cancel {
        reference: Reference,
    },
}

/// A member, and what they know.
struct Client {
    member: SignedIn,
    dice: SeededRng,
    advisers: Arc<Vec<SignedIn>>,
    first_day: Date,
    known: BTreeMap<Reference, Change>,
    changes: Vec<Change>,
    attempt: Option<Attempt>,
}

impl Client {
    fn number(&self, below: usize) -> usize {
        let mut bytes = [0; 8];
        self.dice.fill(&mut bytes);
        usize::try_from(u64::from_le_bytes(bytes) % u64::try_from(below).unwrap()).unwrap()
    }

    fn any_slot(&self) -> SlotChoice {
        loop {
            let ahead = i32::try_from(self.number(usize::try_from(DAYS).unwrap())).unwrap();
            let day = london::plus_days(self.first_day, ahead);
            if !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) {
                let minutes = 30 * i64::try_from(self.number(SLOTS_OF_A_DAY)).unwrap();
                return SlotChoice {
                    start: london::at(day, time(8, 0, 0, 0)).plus_minutes(minutes),
                    adviser: self.advisers[self.number(self.advisers.len())].person,
                };
            }
        }
    }

    fn choose(&self) -> Attempt {
        let booked: Vec<&Change> = self
            .known
            .values()
            .filter(|known| !known.is_cancelled)
            .collect();
        let dice = self.number(10);
        if booked.is_empty() || dice < 6 {
            return Attempt::Book {
                slot: self.any_slot(),
                submission: DraftId::from(uuid(&self.dice)),
            };
        }
        let reference = booked[self.number(booked.len())].reference.clone();
        if dice < 8 {
            let to = self.any_slot();
            Attempt::Move { reference, to }
        } else {
            Attempt::Cancel { reference }
        }
    }

    /// One change after the other, until the program is gone.
    async fn work(mut self, address: SocketAddr, stop: Arc<AtomicBool>) -> Self {
        let mut connection = Connection::to(address);
        while !stop.load(Ordering::SeqCst) {
            let attempt = self.choose();
            self.attempt = Some(attempt.clone());
            match self.send(&mut connection, &attempt).await {
                Ok(answer) if answer.status == 200 => {
                    let booked = serde_json::from_str::<String>(&answer.body);
                    let booked = booked.ok().and_then(|text| Reference::parse(&text));
                    self.acknowledge(&attempt, booked);
                }
                Ok(answer) => assert!([409, 422].contains(&answer.status), "{}", answer.body),
                Err(_) => return self,
            }
            self.attempt = None;
        }
        self
    }

    async fn send(&self, connection: &mut Connection, attempt: &Attempt) -> io::Result<Answer> {
        let version = |reference: &Reference| self.known[reference].version.to_string();
        let (verb, fields) = match attempt {
            Attempt::Book { slot, submission } => (
                "book",
                vec![
                    ("submission", submission.to_string()),
                    ("topic", "ideas".to_owned()),
                    ("way", "video".to_owned()),
                    ("slot", slot.to_string()),
                ],
            ),
            Attempt::Move { reference, to } => (
                "move",
                vec![
                    ("reference", reference.to_string()),
                    ("version", version(reference)),
                    ("way", "phone".to_owned()),
                    ("slot", to.to_string()),
                ],
            ),
            Attempt::Cancel { reference } => (
                "cancel",
                vec![
                    ("reference", reference.to_string()),
                    ("version", version(reference)),
                ],
            ),
        };
        let fields = fields
            .iter()
            .map(|(name, value)| (format!("form[{name}]"), value));
        let form = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        let path = format!("/api/career-conversations/{verb}");
        connection.post(&path, &self.member.cookie, &form).await
    }

    fn acknowledge(&mut self, attempt: &Attempt, booked: Option<Reference>) {
        let change = match attempt {
            Attempt::Book { slot, .. } => Change {
                reference: booked.unwrap(),
                version: 1,
                slot: *slot,
                before: None,
                is_cancelled: false,
            },
            Attempt::Move { reference, to } => {
                let before = &self.known[reference];
                Change {
                    version: before.version + 1,
                    slot: *to,
                    before: Some(before.slot),
                    ..before.clone()
                }
            }
            Attempt::Cancel { reference } => {
                let before = &self.known[reference];
                Change {
                    version: before.version + 1,
                    before: Some(before.slot),
                    is_cancelled: true,
                    ..before.clone()
                }
            }
        };
        self.known.insert(change.reference.clone(), change.clone());
        self.changes.push(change);
    }

    /// What was asked for and not answered was done or was not done: nothing else.
    fn learn(&mut self, kept: &HashMap<Reference, CareerConversation>) {
        let Some(attempt) = self.attempt.take() else {
            return;
        };
        let done = match &attempt {
            Attempt::Book { submission, .. } => kept
                .values()
                .find(|conversation| conversation.submission == *submission)
                .map(|conversation| conversation.reference.clone()),
            Attempt::Move { reference, .. } | Attempt::Cancel { reference } => {
                let is_done = kept[reference].version == self.known[reference].version + 1;
                is_done.then(|| reference.clone())
            }
        };
        if let Some(reference) = done {
            self.acknowledge(&attempt, Some(reference));
        }
    }

    fn assert_kept(&self, kept: &HashMap<Reference, CareerConversation>) {
        for (reference, known) in &self.known {
            let conversation = &kept[reference];
            let slot = SlotChoice {
                start: conversation.interval.start,
                adviser: conversation.adviser,
            };
            assert_eq!(
                (conversation.member, conversation.version, slot),
                (self.member.person, known.version, known.slot),
                "{reference} was acknowledged"
            );
            assert_eq!(
                conversation.status.is_cancelled(),
                known.is_cancelled,
                "{reference}"
            );
        }
    }
}

fn uuid(dice: &SeededRng) -> uuid::Uuid {
    let mut bytes = [0; 16];
    dice.fill(&mut bytes);
    uuid::Uuid::from_bytes(bytes)
}

async fn everything(store: &Store) -> HashMap<Reference, CareerConversation> {
    let query = ListQuery {
        from: Instant::from_unix_microseconds(0),
        until: "2100-01-01T00:00:00Z".parse().unwrap(),
        adviser: None,
        status: None,
        text: String::new(),
        order: Order::Time,
        asked: AskedPage::first(1_000_000),
    };
    let mut conn = store.read().await.unwrap();
    let rows = store::career_conversations::career_conversation::list(&mut conn, &query)
        .await
        .unwrap()
        .rows;
    rows.into_iter()
        .map(|listed| (listed.conversation.reference.clone(), listed.conversation))
        .collect()
}

/// After a kill: the file is sound, and what it holds is what the clients know.
async fn assert_sound(folder: &Path, clients: &mut [Client]) {
    let store = Store::open(&database_url(folder)).await.unwrap();
    store::testing::assert_file_is_sound(&store).await;
    let kept = everything(&store).await;
    let mut known = 0;
    for client in clients {
        client.learn(&kept);
        client.assert_kept(&kept);
        known += client.known.len();
    }
    assert_eq!(
        kept.len(),
        known,
        "something is there that nobody asked for"
    );
    let mut held: Vec<_> = kept
        .values()
        .filter(|conversation| conversation.status == Status::Booked)
        .map(|conversation| (conversation.adviser, conversation.interval.start))
        .collect();
    held.sort();
    assert!(
        held.windows(2).all(|pair| pair[0] != pair[1]),
        "a time is held twice"
    );
    store.close().await;
}

/// To whom, which event, and its sequence; and how often.
type Messages = BTreeMap<(String, String, i64), usize>;

fn expected_messages(
    clients: &[Client],
    advisers: &[SignedIn],
    kept: &HashMap<Reference, CareerConversation>,
) -> Messages {
    let email_of = |person: PersonId| -> &EmailAddress {
        let adviser = advisers.iter().find(|adviser| adviser.person == person);
        &adviser.unwrap().email
    };
    let mut messages = Messages::new();
    for client in clients {
        for change in &client.changes {
            let adviser = change.slot.adviser;
            let former = change.before.map(|before| before.adviser);
            let former = former.filter(|former| *former != adviser).map(email_of);
            let told = [&client.member.email, email_of(adviser)];
            for email in told.into_iter().chain(former) {
                let uid = kept[&change.reference].calendar_uid.clone();
                let key = (email.to_string(), uid, change.version - 1);
                *messages.entry(key).or_default() += 1;
            }
        }
    }
    messages
}

/// Each message is in the outbox once, is delivered, and lies in the folder for mail.
async fn assert_delivered(
    folder: &Path,
    service: &Service,
    clients: &[Client],
    advisers: &[SignedIn],
) {
    let kept = everything(&service.store).await;
    let mut queued = Messages::new();
    let mut conn = service.store.read().await.unwrap();
    let members = clients.iter().map(|client| &client.member);
    for reader in members.chain(advisers) {
        let messages = store::system::outbox::to(&mut conn, reader.email.as_str()).await;
        for message in messages.unwrap() {
            let Some(calendar) = message.calendar else {
                continue;
            };
            let value = |name: &str| {
                let mut lines = calendar.lines();
                lines
                    .find_map(|line| line.strip_prefix(name))
                    .unwrap()
                    .to_owned()
            };
            let sequence = value("SEQUENCE:").parse().unwrap();
            let key = (reader.email.to_string(), value("UID:"), sequence);
            *queued.entry(key).or_default() += 1;
            let file = folder.join("mail").join(format!("{}.eml", message.id));
            assert!(file.is_file(), "{} was not delivered", message.id);
        }
    }
    assert_eq!(queued, expected_messages(clients, advisers, &kept));
}

/// A claim that a kill left behind runs out after minutes: an hour later everything is due.
async fn deliver_the_rest(folder: &Path, service: &Service) {
    let later = Service {
        clock: Arc::new(FixedClock::new(service.now().plus_hours(1))),
        ..service.clone()
    };
    let setting = format!("file:{}", folder.join("mail").display());
    let mail = Mail::read(&setting, &later.config.mail_from, &later.config.controller).unwrap();
    let mail = mail.open().unwrap();
    while !deliver_due(&later, &*mail, 100).await.unwrap().is_nothing() {}
    let mut conn = service.store.read().await.unwrap();
    let counts = store::system::outbox::counts(&mut conn).await.unwrap();
    assert_eq!((counts.waiting, counts.dead), (0, 0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_survives_kills() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let service = service_on(folder).await;
    store::testing::lift_booking_limits(&service.store).await;
    let advisers = Arc::new(people(&service, Role::CareerAdviser, ADVISERS).await);
    let first_day = london::plus_days(london::day_of(service.now()), 3);
    let mut clients = Vec::new();
    for (seed, member) in (1..).zip(people(&service, Role::HubMember, CLIENTS).await) {
        clients.push(Client {
            member,
            dice: SeededRng::new(seed),
            advisers: advisers.clone(),
            first_day,
            known: BTreeMap::new(),
            changes: Vec::new(),
            attempt: None,
        });
    }
    service.store.close().await;

    let kills = number_of("PEOPLE_HUB_KILLS", KILLS);
    let dice = SeededRng::new(99);
    let mut unanswered = 0;
    for _ in 0..kills {
        let program = Program::start(folder, &[]).await;
        let stop = Arc::new(AtomicBool::new(false));
        let address = program.address;
        let tasks: Vec<_> = clients
            .drain(..)
            .map(|client| tokio::spawn(client.work(address, stop.clone())))
            .collect();
        let wait = 50 + uuid(&dice).as_u128() % 500;
        tokio::time::sleep(Duration::from_millis(u64::try_from(wait).unwrap())).await;
        program.kill();
        stop.store(true, Ordering::SeqCst);
        for task in tasks {
            clients.push(task.await.unwrap());
        }
        unanswered += clients
            .iter()
            .filter(|client| client.attempt.is_some())
            .count();
        assert_sound(folder, &mut clients).await;
    }
    let service = service_on(folder).await;
    deliver_the_rest(folder, &service).await;
    assert_delivered(folder, &service, &clients, &advisers).await;
    let changes: usize = clients.iter().map(|client| client.changes.len()).sum();
    println!("{kills} kills, {changes} changes kept, {unanswered} requests cut off");
    assert!(changes > 0);
}
