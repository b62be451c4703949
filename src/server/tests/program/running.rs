//! The program itself, on an SQLite file with people who are signed in.

use std::fs::OpenOptions;
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use domain::career_conversations::availability::{Ways, WeeklyPattern};
use domain::career_conversations::id::WeeklyPatternId;
use domain::kit::email_address::EmailAddress;
use domain::kit::mailbox::Mailbox;
use domain::people::id::{PersonId, RoleGrantId};
use domain::people::role::{Grant, Role};
use jiff::civil::{Weekday, date, time};
use service::people::session::Visitor;
use service::{Service, ServiceConfig, SystemClock, SystemRng};
use store::Store;
use store::career_conversations::adviser::Adviser;
use store::people::person::Person;

use super::http::Connection;

/// Somebody who is signed in.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// Who.
    pub person: PersonId,
    /// Their address.
    pub email: EmailAddress,
    /// The cookie of their session.
    pub cookie: String,
}

/// The address of the database in this folder.
pub fn database_url(folder: &Path) -> String {
    format!("sqlite:{}", folder.join("people-hub.db").display())
}

/// The use cases on the database in this folder, in this process.
pub async fn service_on(folder: &Path) -> Service {
    let store = Store::open(&database_url(folder)).await.unwrap();
    store.migrate().await.unwrap();
    let config = ServiceConfig {
        public_url: "http://127.0.0.1".to_owned(),
        mail_from: Mailbox::sender("people-hub@example.nhs.uk").unwrap(),
        controller: Mailbox::sender("privacy@example.nhs.uk").unwrap(),
        system: None,
        demo: true,
    };
    Service::new(store, Arc::new(SystemClock), Arc::new(SystemRng), config)
}

/// Adds people with this role and signs them in. Advisers can be booked each half hour of working days.
pub async fn people(service: &Service, role: Role, count: usize) -> Vec<SignedIn> {
    let mut all = Vec::new();
    for number in 0..count {
        let email = format!("{}{number}@example.nhs.uk", role.code().replace('_', "."));
        let mut tx = service.store.write().await.unwrap();
        let person = add(service, &mut tx, &email, role).await;
        if role == Role::CareerAdviser {
            publish(service, &mut tx, person).await;
        }
        tx.commit().await.unwrap();
        let signed_in = service::people::sign_in::as_persona(service, &email, &Visitor::default())
            .await
            .unwrap();
        all.push(SignedIn {
            person,
            email: EmailAddress::parse(&email).unwrap(),
            cookie: format!("people-hub-session={}", signed_in.token),
        });
    }
    all
}

async fn add(service: &Service, tx: &mut store::Tx, email: &str, role: Role) -> PersonId {
    let now = service.now();
    let person = Person {
        id: PersonId::new(now, service.random()),
        name: format!("Somebody {}", role.code()),
        email: EmailAddress::parse(email).unwrap(),
        phone: None,
        postcode: None,
        background: None,
        created_at: now,
        closed_at: None,
    };
    store::people::person::insert(tx, &person).await.unwrap();
    let (id, organisation) = (RoleGrantId::new(now, service.random()), None);
    let grant = Grant { role, organisation };
    store::people::role_grant::insert(tx, id, person.id, grant, now, None)
        .await
        .unwrap();
    person.id
}

async fn publish(service: &Service, tx: &mut store::Tx, person: PersonId) {
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
    for offset in 1..=5 {
        let pattern = WeeklyPattern {
            id: WeeklyPatternId::new(service.now(), service.random()),
            adviser: person,
            weekday: Weekday::from_monday_one_offset(offset).unwrap(),
            starts: time(8, 0, 0, 0),
            ends: time(18, 0, 0, 0),
            slot_minutes: 30,
            ways: Ways::all().iter().take(2).collect(),
            site: None,
            valid_from: date(2020, 1, 1),
            valid_to: None,
        };
        store::career_conversations::weekly_pattern::insert(tx, &pattern)
            .await
            .unwrap();
    }
}

/// A number that the environment gives, for longer runs.
pub fn number_of(variable: &str, usual: usize) -> usize {
    let text = std::env::var(variable).ok();
    text.map_or(usual, |text| text.parse().unwrap())
}

/// An address on this machine where nothing listens.
pub fn free_address() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap()
}

/// The program; `PEOPLE_HUB_BINARY` names another build, such as a release.
fn binary() -> String {
    let other = std::env::var("PEOPLE_HUB_BINARY");
    other.unwrap_or_else(|_| env!("CARGO_BIN_EXE_people-hub").to_owned())
}

/// The program, without a variable of whoever tests it.
pub fn program() -> Command {
    bare(&binary())
}

fn bare(name: &str) -> Command {
    let mut command = Command::new(name);
    command.env_clear();
    command
}

/// The running program. It is killed when this is dropped.
pub struct Program {
    child: Child,
    /// Where it listens.
    pub address: SocketAddr,
}

impl Program {
    /// Starts it in this folder and waits until it answers.
    pub async fn start(folder: &Path, flags: &[&str]) -> Self {
        Self::run(program(), folder, flags).await
    }

    /// Starts it so that it may open no more than so many files.
    pub async fn start_with_files(folder: &Path, files: usize) -> Self {
        let mut shell = bare("/bin/sh");
        shell.args([
            "-c",
            &format!("ulimit -n {files}; exec \"$0\" \"$@\""),
            &binary(),
        ]);
        Self::run(shell, folder, &[]).await
    }

    /// Starts it by this command, which may have variables of its own.
    pub async fn run(mut command: Command, folder: &Path, flags: &[&str]) -> Self {
        let address = free_address();
        let log = OpenOptions::new()
            .append(true)
            .create(true)
            .open(folder.join("log"))
            .unwrap();
        let child = command
            .arg("serve")
            .args(flags)
            .current_dir(folder)
            .env("PEOPLE_HUB_DATABASE_URL", database_url(folder))
            .env(
                "PEOPLE_HUB_MAIL",
                format!("file:{}", folder.join("mail").display()),
            )
            .env("PEOPLE_HUB_ADDR", address.to_string())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .unwrap();
        let program = Self { child, address };
        program.answers(folder).await;
        program
    }

    async fn answers(&self, folder: &Path) {
        let ask = format!(
            "GET /health/live HTTP/1.1\r\nHost: {}\r\n\r\n",
            self.address
        );
        for _ in 0..600 {
            let answer = Connection::to(self.address).send(ask.as_bytes()).await;
            if answer.is_ok_and(|answer| answer.status == 200) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!(
            "it did not start: {}",
            std::fs::read_to_string(folder.join("log")).unwrap()
        );
    }

    /// Asks it to stop, and says whether it has ended well in time.
    pub async fn stop(mut self, longest: Duration) -> bool {
        let id = self.child.id().to_string();
        let told = Command::new("kill").args(["-TERM", &id]).status();
        assert!(told.unwrap().success());
        let ends = Instant::now() + longest;
        while Instant::now() < ends {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.success();
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        false
    }

    /// Kills it as a power cut would.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Memory in use, in KiB.
    pub fn memory(&self) -> usize {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        line.unwrap()
            .trim()
            .trim_end_matches(" kB")
            .parse()
            .unwrap()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
