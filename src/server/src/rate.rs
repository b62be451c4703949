//! How often one account may change something here, so that nobody keeps the service busy alone. It is counted in this server's memory:
//! a count in the database would itself be a write for each request. Several servers allow that much more, which does no harm: what
//! must not be exceeded at all, such as bookings, is counted where it is kept.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use domain::kit::app_error::AppError;
use domain::people::actor::Actor;
use domain::people::id::PersonId;
use tokio::time::Instant;

/// Changes that may come at once, and the pause between them after that: about 4 a second.
const PEOPLE: Allowance = Allowance {
    at_once: 240,
    pause: Duration::from_millis(250),
};
/// The same for who works for the service: about 20 a second.
const STAFF: Allowance = Allowance {
    at_once: 1_200,
    pause: Duration::from_millis(50),
};
/// Accounts that are kept in mind before those that have paused long enough are forgotten.
const ACCOUNTS: usize = 10_000;

#[derive(Debug, Clone, Copy)]
struct Allowance {
    at_once: u32,
    pause: Duration,
}

/// When each account will have paused for all it has changed.
#[derive(Debug, Default)]
pub struct Rate(Mutex<HashMap<PersonId, Instant>>);

impl Rate {
    /// Counts a change by `actor`.
    ///
    /// # Errors
    /// `TooMany`, and then it is not counted.
    pub fn count(&self, actor: &Actor, now: Instant) -> Result<(), AppError> {
        let Allowance { at_once, pause } = if actor.is_staff() { STAFF } else { PEOPLE };
        let mut paused_at = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if paused_at.len() > ACCOUNTS {
            paused_at.retain(|_, at| *at > now);
        }
        let at = paused_at.entry(actor.person).or_insert(now);
        let next = (*at).max(now) + pause;
        let ahead = next.saturating_duration_since(now);
        let most = pause * at_once;
        if ahead > most {
            let seconds = (ahead - most).as_secs() + 1;
            return Err(AppError::TooMany {
                retry_after_seconds: u32::try_from(seconds).unwrap_or(u32::MAX),
            });
        }
        *at = next;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use domain::kit::email_address::EmailAddress;
    use domain::people::id::SessionId;
    use domain::people::role::{Grant, Role};
    use uuid::Uuid;

    use super::*;

    fn actor(number: u128, role: Role) -> Actor {
        Actor {
            person: PersonId::from(Uuid::from_u128(number)),
            name: "Amina Yusuf".to_owned(),
            email: EmailAddress::parse("amina@example.nhs.uk").unwrap(),
            session: SessionId::from(Uuid::nil()),
            address: None,
            grants: vec![Grant {
                role,
                organisation: None,
            }],
        }
    }

    #[test]
    fn an_account_changes_much_at_once_and_then_as_often_as_it_pauses() {
        let (rate, now) = (Rate::default(), Instant::now());
        let (amina, ben) = (actor(1, Role::HubMember), actor(2, Role::HubMember));
        for _ in 0..240 {
            assert_eq!(rate.count(&amina, now), Ok(()));
        }
        let refused = Err(AppError::TooMany {
            retry_after_seconds: 1,
        });
        assert_eq!(rate.count(&amina, now), refused);
        assert_eq!(rate.count(&ben, now), Ok(()), "others are not held up");
        let later = now + Duration::from_millis(250);
        assert_eq!(rate.count(&amina, later), Ok(()));
        assert_eq!(rate.count(&amina, later), refused);
        let much_later = now + Duration::from_secs(3_600);
        for _ in 0..240 {
            assert_eq!(rate.count(&amina, much_later), Ok(()), "and no more saved");
        }
        assert_eq!(rate.count(&amina, much_later), refused);
    }

    #[test]
    fn who_works_for_the_service_may_change_more() {
        let (rate, now) = (Rate::default(), Instant::now());
        let helen = actor(3, Role::HubCoordinator);
        for _ in 0..1_200 {
            assert_eq!(rate.count(&helen, now), Ok(()));
        }
        assert!(rate.count(&helen, now).is_err());
    }
}
