//! The use cases of People Hub: permission, clock, transaction, domain and outbox.
//!
//! One file a noun. Each use case asks for its permission first, then begins one [`work::Work`] in which it loads, decides with
//! the domain, writes, queues messages and says so in the log. No Leptos, no axum, no SQL.

pub mod area;
mod areas;
pub mod career_conversations;
pub mod demo;
pub mod kit;
pub mod people;
pub mod places;
pub mod seats;
pub mod system;
pub mod work;

use std::sync::Arc;
use std::sync::atomic::AtomicU16;

use domain::kit::instant::Instant;
use domain::kit::mailbox::Mailbox;
use store::Store;

use career_conversations::career_conversation::Looks;
use system::demo::Time;
use system::health::Writes;

pub use kit::clock::{Clock, FixedClock, SystemClock};
pub use kit::rng::{Rng, SeededRng, SystemRng};
pub use store::{Paged, internal};

/// How this service is set up, the same for every request.
#[derive(Debug, Clone)]
pub struct ServiceConfig {
    /// Where people reach it, without a slash at the end: `https://hub.example.nhs.uk`.
    pub public_url: String,
    /// Whom messages and invitations come from.
    pub mail_from: Mailbox,
    /// Who answers for people's data (the controller of UK GDPR), and where they are written to.
    pub controller: Mailbox,
    /// Which health and care system it is for: 'Staffordshire and Stoke-on-Trent'; `None`: pages don't say.
    pub system: Option<String>,
    /// Whether this is the demo: invented people, and sign-in without a code.
    pub demo: bool,
}

/// Everything a use case needs. Cheap to clone.
#[derive(Clone)]
pub struct Service {
    pub store: Store,
    pub clock: Arc<dyn Clock>,
    /// The demo's, which whoever tries it moves on; nothing elsewhere.
    pub time: Option<Arc<Time>>,
    pub rng: Arc<dyn Rng>,
    pub config: Arc<ServiceConfig>,
    /// What many look at, kept for a moment.
    pub looks: Arc<Looks>,
    /// Whether the database could be written lately.
    pub writes: Arc<Writes>,
    pub areas: &'static [area::Area],
    /// Who looked and who was refused, to be written to the audit log.
    pub noted: Arc<system::audit::Noted>,
    /// How many identifiers were made: those of one instant are in this order.
    pub made: Arc<AtomicU16>,
}

impl Service {
    #[must_use]
    pub fn new(
        store: Store,
        clock: Arc<dyn Clock>,
        rng: Arc<dyn Rng>,
        config: ServiceConfig,
    ) -> Self {
        let time = config.demo.then(|| Arc::new(Time::over(clock.clone())));
        Self {
            store,
            clock: time.as_ref().map_or(clock, |time| time.clock()),
            time,
            rng,
            config: Arc::new(config),
            looks: Arc::default(),
            writes: Arc::default(),
            areas: areas::AREAS,
            noted: Arc::default(),
            made: Arc::default(),
        }
    }

    #[must_use]
    pub fn now(&self) -> Instant {
        self.clock.now()
    }

    #[must_use]
    pub fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.rng.fill(&mut bytes);
        bytes
    }
}
