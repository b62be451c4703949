//! The settings as the service uses them. Everything is read here, once, with nothing opened: what `config check` accepts is what
//! `serve` serves with.

use std::sync::Arc;

use service::{Clock, FixedClock, Rng, SeededRng, ServiceConfig, SystemClock, SystemRng};
use store::{Address, AddressError};

use super::{ConfigurationError, ServeOptions};
use crate::mail::{Mail, MailError};

/// Where the demo's email goes when nothing else is said.
const DEMO_MAIL: &str = "file:data/mail";

/// Why settings can't be served with.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// Together they are unsafe.
    #[error(transparent)]
    Configuration(#[from] ConfigurationError),
    /// The database's address.
    #[error(transparent)]
    Database(#[from] AddressError),
    /// How to send email, or from whom.
    #[error(transparent)]
    Mail(#[from] MailError),
}

/// The settings, ready for use.
pub struct Settings {
    pub database: Address,
    pub mail: Mail,
    pub service: ServiceConfig,
    pub clock: Arc<dyn Clock>,
    pub rng: Arc<dyn Rng>,
}

impl ServeOptions {
    /// Reads every setting as the service will use it.
    pub fn settings(&self) -> Result<Settings, SettingsError> {
        self.check()?;
        let mail = self.mail.as_deref().unwrap_or(DEMO_MAIL);
        Ok(Settings {
            database: Address::parse(&self.database.database_url)?,
            mail: Mail::read(mail, &self.mail_from, &self.controller)?,
            service: ServiceConfig {
                public_url: self.public_url(),
                mail_from: self.mail_from.clone(),
                controller: self.controller.clone(),
                system: self.system(),
                demo: self.demo,
            },
            clock: match self.clock {
                Some(at) => Arc::new(FixedClock::new(at)),
                None => Arc::new(SystemClock),
            },
            // With a stopped clock everything is the same each time, tokens too: that is for tests of the demo only.
            rng: match self.clock {
                Some(at) => Arc::new(SeededRng::new(at.unix_milliseconds())),
                None => Arc::new(SystemRng),
            },
        })
    }
}
