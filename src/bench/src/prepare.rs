//! Members who are signed in and have begun a booking, and one free time for each to book.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use domain::career_conversations::career_conversation::{Answers, SlotChoice, Way};
use domain::career_conversations::settings::{BOOKINGS_A_DAY, LIVE_BOOKINGS};
use domain::kit::instant::Instant;
use domain::people::id::{PersonId, SessionId};
use domain::people::sign_in::SESSION_HOURS;
use domain::system::id::{DraftId, SettingId};
use jiff::civil::date;
use service::Service;
use service::career_conversations::career_conversation::{Search, available};
use sha2::{Digest as _, Sha256};
use sqlx::{Connection as _, PgConnection, SqliteConnection};
use store::people::session::Session;
use store::system::draft::Draft;
use uuid::Uuid;

use crate::{Fault, hub_member, service_on};

const MEMBERS: &str = "SELECT person_id FROM role_grant WHERE role = 'hub_member' AND revoked_at IS NULL ORDER BY person_id";

/// `bench prepare`: writes a line for each member, with the session's token and the form that books.
pub async fn run(database: &str, members: usize, file: &str) -> Result<(), Fault> {
    let service = service_on(database).await?;
    let everyone = everyone(database).await?;
    // Spread over all of them: the newest are no more at hand than the oldest.
    let stride = (everyone.len() / members.max(1)).max(1);
    let chosen: Vec<PersonId> = everyone.into_iter().step_by(stride).take(members).collect();
    let times = free_times(&service, &chosen).await?;
    let mut lines = String::new();
    let mut times = times.into_iter();
    let mut tx = service.store.write().await?;
    // Some members of the demo have as many conversations as they may.
    for name in [LIVE_BOOKINGS, BOOKINGS_A_DAY] {
        let (id, from) = (
            SettingId::new(service.now(), service.random()),
            date(2000, 1, 1),
        );
        store::system::setting::set(
            &mut tx,
            &store::system::setting::New {
                id,
                setting: name,
                organisation: None,
                value: 100_000,
                from,
                at: service.now(),
                by: None,
            },
        )
        .await?;
    }
    for member in chosen {
        let now = service.now();
        let token: String = service
            .random::<32>()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let session = Session {
            id: SessionId::new(now, service.random()),
            token_hash: Sha256::digest(token.as_bytes()).to_vec(),
            person: member,
            created_at: now,
            last_seen_at: now,
            expires_at: now.plus_hours(SESSION_HOURS),
            browser: "Chrome on Android".to_owned(),
            revoked_at: None,
        };
        store::people::session::insert(&mut tx, &session).await?;
        let draft = draft_of(&service, member)?;
        store::system::draft::save(&mut tx, &draft).await?;
        let form = times
            .next()
            .map(|((start, adviser), way)| form(draft.id, SlotChoice { start, adviser }, way))
            .unwrap_or_default();
        writeln!(lines, "{token}\t{form}")?;
    }
    tx.commit().await?;
    service.store.close().await;
    std::fs::write(file, lines)?;
    Ok(())
}

async fn everyone(database: &str) -> Result<Vec<PersonId>, Fault> {
    let ids: Vec<Uuid> = if database.starts_with("sqlite:") {
        let mut connection = SqliteConnection::connect(database).await?;
        sqlx::query_scalar(MEMBERS)
            .fetch_all(&mut connection)
            .await?
    } else {
        let mut connection = PgConnection::connect(database).await?;
        sqlx::query_scalar(MEMBERS)
            .fetch_all(&mut connection)
            .await?
    };
    Ok(ids.into_iter().map(PersonId::from).collect())
}

fn draft_of(service: &Service, member: PersonId) -> Result<Draft, Fault> {
    let answers = Answers {
        topic: "ideas".to_owned(),
        way: Way::Video.code().to_owned(),
        ..Answers::default()
    };
    Ok(Draft {
        id: DraftId::new(service.now(), service.random()),
        person: member,
        journey: "career_conversation".to_owned(),
        subject: String::new(),
        answers: serde_json::to_value(&answers)?,
        updated_at: service.now(),
    })
}

/// The way to meet at each time and with each adviser.
type Times = BTreeMap<(Instant, PersonId), Way>;

/// Every time that can be booked by video or by phone, the next first.
async fn free_times(service: &Service, members: &[PersonId]) -> Result<Times, Fault> {
    let member = hub_member(*members.first().ok_or("there are no members")?)?;
    let mut times = Times::new();
    for way in [Way::Phone, Way::Video] {
        let mut from = None;
        loop {
            let search = Search {
                way: Some(way),
                from,
                ..Search::default()
            };
            let found = available(service, &member, search).await?;
            for offered in found.days.iter().flat_map(|day| &day.slots) {
                times.insert((offered.slot.interval.start, offered.slot.adviser), way);
            }
            from = found.next_from;
            if from.is_none() {
                break;
            }
        }
    }
    Ok(times)
}

/// What a browser without scripts sends from 'Check your answers'.
fn form(submission: DraftId, slot: SlotChoice, way: Way) -> String {
    form_urlencoded::Serializer::new(String::new())
        .append_pair("server_function", "/api/career-conversations/book")
        .append_pair("form[submission]", &submission.to_string())
        .append_pair("form[topic]", "ideas")
        .append_pair("form[way]", way.code())
        .append_pair("form[site]", "")
        .append_pair("form[slot]", &slot.to_string())
        .append_pair("form[preparation]", "I would like to work with people.")
        .finish()
}
