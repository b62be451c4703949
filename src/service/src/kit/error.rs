//! How a database error becomes what the person is told.
use domain::kit::app_error::{AppError, ConflictCode};
use store::StoreError;

use crate::Service;
use crate::area::Area;

impl Service {
    /// Turns a database error into the one error that crosses the wire. Internals are logged under a reference.
    pub fn told(&self, error: StoreError) -> AppError {
        match error {
            StoreError::NotFound => AppError::NotFound,
            StoreError::Busy => AppError::Busy,
            StoreError::CannotWrite(why) => {
                tracing::error!(why, "the database can't be written");
                self.writes.note_refusal(self.now());
                AppError::Busy
            }
            StoreError::Conflict(ref constraint) => match meaning_of(self.areas, constraint) {
                Some(code) => AppError::conflict(code),
                None => self.internal(&error),
            },
            error => self.internal(&error),
        }
    }

    /// As [`Service::told`], where finding no row means that somebody was quicker: a compare-and-swap on what was read.
    pub(crate) fn changed_meanwhile(&self, error: StoreError) -> AppError {
        match error {
            StoreError::NotFound => AppError::conflict(ConflictCode::CHANGED_MEANWHILE),
            error => self.told(error),
        }
    }

    /// Logs what went wrong inside under a new reference, and gives the reference.
    pub fn internal(&self, error: &(dyn std::error::Error + 'static)) -> AppError {
        let reference = u32::from_le_bytes(self.random());
        let reference = format!("{reference:08X}");
        tracing::error!(reference, error, "internal error");
        AppError::Internal(reference)
    }
}

fn meaning_of(areas: &[Area], constraint: &str) -> Option<ConflictCode> {
    let mut all = areas.iter().flat_map(|area| area.conflicts);
    let (_, code) = all.find(|(name, _)| *name == constraint)?;
    Some(code.clone())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;
    use std::sync::{Arc, Mutex};

    use domain::kit::app_error::AppError;
    use domain::kit::email_address::EmailAddress;
    use domain::kit::mailbox::Mailbox;
    use domain::people::id::PersonId;
    use store::people::person::Person;

    use crate::areas::AREAS;
    use crate::{FixedClock, SeededRng, Service, ServiceConfig};

    /// A meaning under a name that no migration gives would never be told.
    #[test]
    fn every_meaning_is_of_a_constraint_that_there_is() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../migrations/sqlite");
        let files = std::fs::read_dir(folder).unwrap();
        let sql: String = files
            .map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap())
            .collect();
        let words: BTreeSet<&str> = sql
            .split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_')
            .collect();
        let named = AREAS.iter().flat_map(|area| area.conflicts);
        for (constraint, _) in named {
            assert!(
                words.contains(constraint),
                "{constraint} is in no migration"
            );
        }
    }

    /// Everything that was logged.
    #[derive(Clone, Default)]
    struct Lines(Arc<Mutex<Vec<u8>>>);

    impl std::io::Write for Lines {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().extend(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    #[tokio::test]
    async fn a_constraint_that_no_use_case_expects_is_logged_under_a_reference() {
        for database in [
            store::testing::sqlite().await,
            store::testing::postgres().await,
        ] {
            let config = ServiceConfig {
                public_url: "https://hub.example.nhs.uk".to_owned(),
                mail_from: Mailbox::sender("people-hub@example.nhs.uk").unwrap(),
                controller: Mailbox::sender("privacy@example.nhs.uk").unwrap(),
                system: None,
                demo: false,
            };
            let clock = FixedClock::new("2026-03-02T09:00:00Z".parse().unwrap());
            let rng = Arc::new(SeededRng::new(42));
            let service = Service::new(database.store.clone(), Arc::new(clock), rng, config);
            let person = Person {
                id: PersonId::new(service.now(), service.random()),
                name: "Amina Yusuf".to_owned(),
                email: EmailAddress::parse("amina@example.nhs.uk").unwrap(),
                phone: None,
                postcode: None,
                background: None,
                created_at: service.now(),
                closed_at: None,
            };
            let twice = async {
                let mut tx = service.store.write().await?;
                store::people::person::insert(&mut tx, &person).await?;
                let other = Person {
                    email: EmailAddress::parse("ben@example.nhs.uk").unwrap(),
                    ..person
                };
                store::people::person::insert(&mut tx, &other).await
            };
            let refused = twice.await.unwrap_err();

            let lines = Lines::default();
            let writer = lines.clone();
            let log = tracing_subscriber::fmt()
                .with_writer(move || writer.clone())
                .finish();
            let told = tracing::subscriber::with_default(log, || service.told(refused));
            let AppError::Internal(reference) = told else {
                panic!("{told:?}");
            };
            let log = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
            assert!(log.contains(&reference), "{reference} is not in {log}");
            assert!(log.contains("person_pk"), "{log}");
        }
    }
}
