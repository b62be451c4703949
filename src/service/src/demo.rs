//! The demo: invented people, real organisations' names, and eight weeks of career conversations with what followed them. Each area
//! adds its own.
//!
//! It is made through the use cases, with a clock that is moved from eight weeks ago to now, so that it obeys their rules. A
//! fixed seed makes it the same each time. The messages of the invented past are marked as sent: the demo writes to nobody.

use std::sync::Arc;

use domain::kit::app_error::AppError;
use domain::kit::email_address::EmailAddress;
use domain::kit::london;
use domain::people::role::Role;
use jiff::civil::time;

use crate::kit::bank_holiday;
use crate::kit::rng::Dice;
use crate::people::demo::{PERSONAS, actor};
use crate::{FixedClock, SeededRng, Service, career_conversations, people, places};

/// The health and care system whose organisations are in it.
pub const SYSTEM: &str = "Staffordshire and Stoke-on-Trent";
const SEED: u64 = 20_260_302;
const WEEKS_BACK: i32 = 8;

/// Fills an empty database. A database with people stays as it is.
pub async fn load(service: &Service) -> Result<(), AppError> {
    bank_holiday::ensure(service).await?;
    let mut conn = service.store.read().await?;
    let is_empty = store::people::person::count(&mut conn).await? == 0;
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
    Nobody,
    Invented,
    /// People are in it, and none of them is the demo's.
    Real,
}

pub async fn people(service: &Service) -> Result<People, AppError> {
    let mut conn = service.store.read().await?;
    for persona in PERSONAS {
        let Ok(email) = EmailAddress::parse(persona.email) else {
            continue;
        };
        let found = store::people::person::by_email(&mut conn, &email).await;
        if found?.is_some() {
            return Ok(People::Invented);
        }
    }
    let count = store::people::person::count(&mut conn).await?;
    Ok(match count {
        0 => People::Nobody,
        _ => People::Real,
    })
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
    // Dice for each part: what is added to one changes nothing of the others.
    let dice = Dice(SeededRng::new(SEED + 1));
    let following = Dice(SeededRng::new(SEED + 2));

    let advisers = career_conversations::demo::advisers();
    let people = people::demo::add(&past, &dice, advisers).await?;
    let priya = actor(people.priya, Role::Administrator)?;
    let sites = places::demo::add(&past, &priya).await?;
    let dice = [&dice, &following];
    career_conversations::demo::add(&past, &clock, dice, &people, &sites, service.now()).await?;
    let mut tx = service.store.write().await?;
    store::system::outbox::mark_all_delivered(&mut tx, service.now()).await?;
    Ok(tx.commit().await?)
}
