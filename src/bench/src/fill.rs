//! Years of history beside the demo: more people, advisers who have left, and conversations that are over.
//!
//! What can be booked from now on stays as the demo has it, so that the same page is made from more data. Rows go in as text, a
//! thousand a statement, with every constraint in force.

use std::fmt::Write as _;
use std::str::FromStr as _;

use domain::career_conversations::career_conversation::{Reference, Topic};
use domain::kit::instant::Instant;
use domain::kit::london;
use domain::people::background::Background;
use domain::people::id::PersonId;
use jiff::civil::{Date, Weekday, time};
use service::{Rng as _, SeededRng};
use sqlx::sqlite::{SqliteConnectOptions, SqliteSynchronous};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, PgConnection, SqliteConnection};
use uuid::Uuid;

use crate::{Fault, service_on};

/// The past begins so many years ago, and ends before the demo's eight weeks.
const YEARS: i32 = 10;
const DEMO_WEEKS: i32 = 9;
const FORMER_ADVISERS: usize = 40;
const ROWS_AT_ONCE: usize = 1_000;
const HOURS_OF_A_DAY: i8 = 9;
const MINUTES: i64 = 45;

enum Database {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl Database {
    async fn open(url: &str) -> Result<Self, Fault> {
        if !url.starts_with("sqlite:") {
            let connection = PgConnection::connect(url).await?;
            return Ok(Self::Postgres(connection));
        }
        // Should the machine stop meanwhile, the file is made anew.
        let options = SqliteConnectOptions::from_str(url)?
            .foreign_keys(true)
            .synchronous(SqliteSynchronous::Off)
            .pragma("cache_size", "-400000")
            .disable_statement_logging();
        Ok(Self::Sqlite(options.connect().await?))
    }

    async fn run(&mut self, sql: String) -> Result<(), Fault> {
        let sql = sqlx::raw_sql(AssertSqlSafe(sql));
        match self {
            Self::Sqlite(connection) => sql.execute(connection).await.map(|_| ())?,
            Self::Postgres(connection) => sql.execute(connection).await.map(|_| ())?,
        }
        Ok(())
    }

    /// An identifier as the engine reads it.
    fn id(&self, id: Uuid) -> String {
        match self {
            Self::Sqlite(_) => format!("x'{}'", id.simple()),
            Self::Postgres(_) => format!("'{id}'"),
        }
    }
}

/// Rows of one table on their way into it.
struct Rows {
    into: &'static str,
    text: String,
    count: usize,
}

impl Rows {
    fn into(into: &'static str) -> Self {
        Self {
            into,
            text: String::new(),
            count: 0,
        }
    }

    async fn add(&mut self, database: &mut Database, row: String) -> Result<(), Fault> {
        let comma = if self.count == 0 { "" } else { "," };
        write!(self.text, "{comma}({row})")?;
        self.count += 1;
        if self.count == ROWS_AT_ONCE {
            self.send(database).await?;
        }
        Ok(())
    }

    async fn send(&mut self, database: &mut Database) -> Result<(), Fault> {
        if self.count > 0 {
            let rows = std::mem::take(&mut self.text);
            let sql = format!("INSERT INTO {} VALUES {rows}", self.into);
            database.run(sql).await?;
            self.count = 0;
        }
        Ok(())
    }
}

/// Random choices, the same each time.
struct Dice(SeededRng);

impl Dice {
    fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.0.fill(&mut bytes);
        bytes
    }

    fn below(&self, below: usize) -> usize {
        let number = u64::from_le_bytes(self.bytes());
        usize::try_from(number % u64::try_from(below.max(1)).unwrap_or(1)).unwrap_or(0)
    }

    fn id(&self, at: Instant) -> Uuid {
        let bytes = self.bytes::<10>();
        uuid::Builder::from_unix_timestamp_millis(at.unix_milliseconds(), &bytes).into_uuid()
    }
}

/// `bench fill`: until there are so many people and so many conversations.
pub async fn run(url: &str, people: usize, conversations: usize) -> Result<(), Fault> {
    let service = service_on(url).await?;
    let mut conn = service.store.read().await?;
    let there = usize::try_from(store::people::person::count(&mut conn).await?)?;
    let mut advisers: Vec<PersonId> = store::career_conversations::adviser::active(&mut conn)
        .await?
        .into_iter()
        .map(|adviser| adviser.person)
        .collect();
    let sites = store::places::site::all(&mut conn).await?;
    let site = sites.first().ok_or("there are no sites")?.id.uuid();
    let today = london::day_of(service.now());
    drop(conn);
    service.store.close().await;

    let dice = Dice(SeededRng::new(1));
    let mut database = Database::open(url).await?;
    database.run("BEGIN".to_owned()).await?;
    let first_day = london::plus_days(today, -365 * YEARS);
    let began = london::at(first_day, time(8, 0, 0, 0));
    let former = add_former_advisers(&mut database, &dice, began).await?;
    advisers.extend(former);
    let members = people.saturating_sub(there + FORMER_ADVISERS);
    let members = add_members(&mut database, &dice, began, members).await?;
    let past = Past {
        advisers,
        members,
        site,
        first_day,
        last_day: london::plus_days(today, -7 * DEMO_WEEKS),
    };
    past.add(&mut database, &dice, conversations).await?;
    database.run("COMMIT".to_owned()).await?;
    settle(database).await
}

/// What each engine does by itself within the hour: the bench doesn't wait for it.
async fn settle(mut database: Database) -> Result<(), Fault> {
    let work = match &database {
        Database::Sqlite(_) => "PRAGMA wal_checkpoint(TRUNCATE)",
        Database::Postgres(_) => "VACUUM ANALYZE",
    };
    database.run(work.to_owned()).await?;
    match database {
        Database::Sqlite(connection) => connection.close().await?,
        Database::Postgres(connection) => connection.close().await?,
    }
    Ok(())
}

const PERSON: &str = "person (id, name, email, postcode, background, created_at, closed_at)";
const ROLE: &str = "role_grant (id, person_id, role, granted_at, revoked_at)";

async fn add_former_advisers(
    database: &mut Database,
    dice: &Dice,
    began: Instant,
) -> Result<Vec<PersonId>, Fault> {
    let left = began.plus_hours(24 * 365 * i64::from(YEARS - 1));
    let mut added = Vec::new();
    let (mut people, mut roles) = (Rows::into(PERSON), Rows::into(ROLE));
    let mut advisers = Rows::into("adviser (person_id, about, buffer_minutes)");
    for number in 0..FORMER_ADVISERS {
        let person = dice.id(began);
        let (id, role) = (database.id(person), database.id(dice.id(began)));
        let row = format!(
            "{id}, 'Adviser {number}', 'adviser{number}@left.example.nhs.uk', NULL, NULL, '{began}', '{left}'"
        );
        people.add(database, row).await?;
        let row = format!("{role}, {id}, 'career_adviser', '{began}', '{left}'");
        roles.add(database, row).await?;
        advisers.add(database, format!("{id}, '', 10")).await?;
        added.push(PersonId::from(person));
    }
    for mut rows in [people, roles, advisers] {
        rows.send(database).await?;
    }
    Ok(added)
}

async fn add_members(
    database: &mut Database,
    dice: &Dice,
    began: Instant,
    count: usize,
) -> Result<Vec<PersonId>, Fault> {
    let mut added = Vec::with_capacity(count);
    let (mut people, mut roles) = (Rows::into(PERSON), Rows::into(ROLE));
    for number in 0..count {
        let hours = dice.below(24 * 365 * 8);
        let joined = began.plus_hours(i64::try_from(hours)?);
        let person = dice.id(joined);
        let (id, role) = (database.id(person), database.id(dice.id(joined)));
        let background = Background::ALL[number % Background::ALL.len()].code();
        let row = format!(
            "{id}, 'Member {number}', 'member{number}@many.example.nhs.uk', 'ST{} {}AB', '{background}', '{joined}', NULL",
            1 + number % 20,
            number % 10
        );
        people.add(database, row).await?;
        let row = format!("{role}, {id}, 'hub_member', '{joined}', NULL");
        roles.add(database, row).await?;
        added.push(PersonId::from(person));
    }
    // Never before the people whom they name: both fill up at the same number.
    people.send(database).await?;
    roles.send(database).await?;
    Ok(added)
}

/// Conversations that are over: as many a working day for each adviser as it takes.
struct Past {
    advisers: Vec<PersonId>,
    members: Vec<PersonId>,
    site: Uuid,
    first_day: Date,
    last_day: Date,
}

const CONVERSATION: &str = "career_conversation (id, reference, member_id, adviser_id, starts_at, ends_at, way, site_id, topic, \
    preparation, status, submission_id, calendar_uid, calendar_sequence, booked_by, booked_at, updated_at, version)";

impl Past {
    async fn add(&self, database: &mut Database, dice: &Dice, count: usize) -> Result<(), Fault> {
        let mut rows = Rows::into(CONVERSATION);
        let mut added = 0;
        let mut day = self.first_day;
        // In order of time, as they would have come.
        while day < self.last_day {
            let hours = match day.weekday() {
                Weekday::Saturday | Weekday::Sunday => 0,
                _ => HOURS_OF_A_DAY,
            };
            for hour in 0..hours {
                for adviser in &self.advisers {
                    if added == count {
                        return rows.send(database).await;
                    }
                    let starts = london::at(day, time(8 + hour, 0, 0, 0));
                    let row = self.row(database, dice, added, *adviser, starts);
                    rows.add(database, row).await?;
                    added += 1;
                }
            }
            day = london::plus_days(day, 1);
        }
        Err(format!("only {added} conversations fit into the past").into())
    }

    fn row(
        &self,
        database: &Database,
        dice: &Dice,
        number: usize,
        adviser: PersonId,
        starts: Instant,
    ) -> String {
        let booked = starts.plus_hours(-24 * 5);
        let id = dice.id(booked);
        let member = database.id(self.members[dice.below(self.members.len())].uuid());
        let status = match dice.below(100) {
            0..80 => "attended",
            80..86 => "did_not_attend",
            86..97 => "cancelled_by_member",
            97..99 => "cancelled_by_adviser",
            _ => "cancelled_by_coordinator",
        };
        let (way, site) = match dice.below(4) {
            0 => ("in_person", database.id(self.site)),
            1 => ("phone", "NULL".to_owned()),
            _ => ("video", "NULL".to_owned()),
        };
        format!(
            "{}, '{}', {member}, {}, '{starts}', '{}', '{way}', {site}, '{}', '', '{status}', {}, '{id}@people-hub', 1, {member}, '{booked}', '{starts}', 2",
            database.id(id),
            reference(number),
            database.id(adviser.uuid()),
            starts.plus_minutes(MINUTES),
            Topic::ALL[dice.below(Topic::ALL.len())].code(),
            database.id(dice.id(booked)),
        )
    }
}

/// No two are the same: an odd factor sends each number below 2^40 to another one.
fn reference(number: usize) -> Reference {
    let number = u64::try_from(number).unwrap_or_default();
    let [bytes @ .., _, _, _] = number.wrapping_mul(0x9E_3779_B97F).to_le_bytes();
    Reference::new(bytes)
}
