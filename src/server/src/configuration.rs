//! The settings of the program: a flag wins over the environment, that over the file, and that over what is built in.

use std::net::SocketAddr;

use clap::Args;
use domain::kit::instant::Instant;
use domain::kit::mailbox::Mailbox;
use domain::kit::tidy;
use ipnet::IpNet;

use crate::log::LogFormat;
use crate::{forwarded, security};

mod effective;
mod file;
mod public_url;
mod settings;

pub use effective::{Effective, Origin};
pub use file::{FileError, Layered, layered};
pub use settings::{Settings, SettingsError};

/// What holds for every command.
#[derive(Debug, Clone, Args)]
pub struct CommonOptions {
    /// A TOML file with settings, named as the flags are but with _ for -
    #[arg(long, env = "PEOPLE_HUB_CONFIG", global = true, value_name = "FILE")]
    pub config: Option<std::path::PathBuf>,
    /// What is logged: error, warn, info, debug or trace, or levels for parts as in info,store=debug
    #[arg(
        long,
        env = "PEOPLE_HUB_LOG",
        global = true,
        default_value = "info",
        value_name = "LEVEL"
    )]
    pub log: String,
    /// How the log looks
    #[arg(
        long,
        env = "PEOPLE_HUB_LOG_FORMAT",
        global = true,
        value_enum,
        default_value_t
    )]
    pub log_format: LogFormat,
}

/// Who answers for people's data while the service is tried out on one machine.
const TRIAL: &str = "Whoever is trying out this service <privacy@example.nhs.uk>";

/// Which database.
#[derive(Debug, Clone, Args)]
pub struct DatabaseOptions {
    /// The database: sqlite:FILE or postgres://USER@HOST/NAME
    #[arg(
        long,
        env = "PEOPLE_HUB_DATABASE_URL",
        default_value = "sqlite:data/people-hub.db"
    )]
    pub database_url: String,
}

/// How to serve.
#[derive(Debug, Clone, Args)]
pub struct ServeOptions {
    /// The database.
    #[command(flatten)]
    pub database: DatabaseOptions,
    /// Where to listen
    #[arg(long, env = "PEOPLE_HUB_ADDR", default_value = "127.0.0.1:3000")]
    pub addr: SocketAddr,
    /// Where people reach the service, for links in emails [default: http:// and the address]
    #[arg(long, env = "PEOPLE_HUB_PUBLIC_URL", value_parser = public_url::parse)]
    pub public_url: Option<String>,
    /// How to send email: smtps://USER:PASSWORD@HOST, smtp://HOST?tls=required or file:FOLDER
    #[arg(long, env = "PEOPLE_HUB_MAIL")]
    pub mail: Option<String>,
    /// Whom emails come from: an address, or a name and an address in angle brackets
    #[arg(
        long,
        env = "PEOPLE_HUB_MAIL_FROM",
        default_value = "people-hub@example.nhs.uk",
        value_parser = Mailbox::sender
    )]
    pub mail_from: Mailbox,
    /// Who answers for people's data, for the privacy page: the name of the organisation, and its address in angle brackets
    #[arg(
        long,
        env = "PEOPLE_HUB_CONTROLLER",
        default_value = TRIAL,
        value_parser = Mailbox::named
    )]
    pub controller: Mailbox,
    /// Which health and care system the service is for, as pages name it after 'for' and 'in' [default: they don't]
    #[arg(long, env = "PEOPLE_HUB_SYSTEM")]
    pub system: Option<String>,
    /// Where Prometheus collects counts, at /metrics; an address that only it can reach [default: nowhere]
    #[arg(long, env = "PEOPLE_HUB_METRICS_ADDR")]
    pub metrics_addr: Option<SocketAddr>,
    /// Invented people, and sign-in without a code; on this machine only
    #[arg(long)]
    pub demo: bool,
    /// Stop the clock at an instant such as 2026-03-02T09:00:00Z; for tests, with --demo only
    #[arg(long, env = "PEOPLE_HUB_CLOCK")]
    pub clock: Option<Instant>,
    /// Proxies whose X-Forwarded-For is believed, addresses or ranges such as 10.0.0.0/24, with commas between them
    #[arg(
        long,
        env = "PEOPLE_HUB_TRUSTED_PROXIES",
        value_delimiter = ',',
        value_parser = forwarded::proxies
    )]
    pub trusted_proxies: Vec<IpNet>,
}

/// What a set-up can get wrong.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConfigurationError {
    #[error(
        "--demo signs anyone in, so it is for this machine only: use an address such as 127.0.0.1:3000, and no \
         PEOPLE_HUB_PUBLIC_URL"
    )]
    DemoInPublic,
    #[error(
        "the database holds people who are not the demo's, and --demo signs anyone in as anybody: start without --demo, or name an \
         empty database for the demo in PEOPLE_HUB_DATABASE_URL"
    )]
    DemoOnRealPeople,
    /// A stopped clock never ends a session.
    #[error("PEOPLE_HUB_CLOCK is for tests: it needs --demo")]
    ClockWithoutDemo,
    #[error(
        "PEOPLE_HUB_MAIL is missing: without it nobody gets a sign-in code. Give smtp://HOST or file:FOLDER"
    )]
    NoMail,
    #[error(
        "PEOPLE_HUB_CONTROLLER is missing: the privacy page must name who answers for people's data. Give the organisation's name and an \
         address, such as Example Health and Care System <privacy@example.nhs.uk>"
    )]
    NoController,
    /// Sign-in codes and cookies would travel in the open.
    #[error(
        "PEOPLE_HUB_PUBLIC_URL must start with https:// unless the service listens on this machine only"
    )]
    NotHttps,
    /// Counts would be mixed up with pages.
    #[error("PEOPLE_HUB_METRICS_ADDR must be another address than PEOPLE_HUB_ADDR")]
    SameAddress,
    /// People nobody invited could be signed in.
    #[error(
        "the database holds the demo's invented people: a service for real people starts on an empty one, or with --demo on this machine"
    )]
    DemoPeople,
}

impl ServeOptions {
    /// Refuses what would be unsafe.
    pub fn check(&self) -> Result<(), ConfigurationError> {
        let local = self.addr.ip().is_loopback() && self.is_reached_here();
        match () {
            () if self.demo && !local => Err(ConfigurationError::DemoInPublic),
            () if self.clock.is_some() && !self.demo => Err(ConfigurationError::ClockWithoutDemo),
            () if self.mail.is_none() && !self.demo => Err(ConfigurationError::NoMail),
            () if !(self.is_https() || local) => Err(ConfigurationError::NotHttps),
            () if !local && Mailbox::named(TRIAL).as_ref() == Ok(&self.controller) => {
                Err(ConfigurationError::NoController)
            }
            () if self.metrics_addr.is_some_and(|addr| self.listens_at(addr)) => {
                Err(ConfigurationError::SameAddress)
            }
            () => Ok(()),
        }
    }

    /// Where people reach the service, without a slash at the end.
    #[must_use]
    pub fn public_url(&self) -> String {
        let url = self
            .public_url
            .clone()
            .unwrap_or_else(|| format!("http://{}", self.addr));
        url.trim_end_matches('/').to_owned()
    }

    /// Which health and care system pages name: the demo has one of its own.
    fn system(&self) -> Option<String> {
        let own = self.demo.then(|| service::demo::SYSTEM.to_owned());
        let named = self.system.as_deref().map(tidy::line);
        named.filter(|name| !name.is_empty()).or(own)
    }

    /// Whether nothing else can listen at this address.
    fn listens_at(&self, other: SocketAddr) -> bool {
        let is_any = self.addr.ip().is_unspecified() || other.ip().is_unspecified();
        self.addr.port() == other.port() && (is_any || self.addr.ip() == other.ip())
    }

    /// Whether people reach it on this machine only.
    fn is_reached_here(&self) -> bool {
        let url = self.public_url();
        url.strip_prefix("http://")
            .is_some_and(security::is_this_machine)
    }

    /// Whether cookies travel over HTTPS only.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.public_url().starts_with("https://")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(addr: &str) -> ServeOptions {
        ServeOptions {
            database: DatabaseOptions {
                database_url: "sqlite::memory:".to_owned(),
            },
            addr: addr.parse().unwrap(),
            public_url: None,
            mail: Some("file:mail".to_owned()),
            mail_from: Mailbox::sender("people-hub@example.nhs.uk").unwrap(),
            controller: Mailbox::named("Example Trust <privacy@example.nhs.uk>").unwrap(),
            system: None,
            demo: false,
            clock: None,
            trusted_proxies: Vec::new(),
            metrics_addr: None,
        }
    }

    /// Behind a proxy on the same machine people come from elsewhere all the same.
    #[test]
    fn what_people_reach_from_elsewhere_is_on_https_wherever_it_listens() {
        let at = |url: &str| ServeOptions {
            public_url: Some(url.to_owned()),
            ..options("127.0.0.1:3000")
        };
        assert_eq!(
            at("http://hub.example.nhs.uk").check(),
            Err(ConfigurationError::NotHttps)
        );
        assert_eq!(at("https://hub.example.nhs.uk").check(), Ok(()));
        assert_eq!(at("http://localhost:3000/").check(), Ok(()));
    }

    #[test]
    fn counts_have_an_address_of_their_own() {
        let same = ServeOptions {
            metrics_addr: Some("127.0.0.1:3000".parse().unwrap()),
            ..options("127.0.0.1:3000")
        };
        assert_eq!(same.check(), Err(ConfigurationError::SameAddress));
        let everywhere = ServeOptions {
            metrics_addr: Some("0.0.0.0:3000".parse().unwrap()),
            ..options("127.0.0.1:3000")
        };
        assert_eq!(everywhere.check(), Err(ConfigurationError::SameAddress));
    }

    /// Behind a proxy it would sign in whoever comes by, wherever it listens.
    #[test]
    fn the_demo_is_reached_on_this_machine_only() {
        for url in ["https://hub.example.nhs.uk", "https://localhost"] {
            let behind_a_proxy = ServeOptions {
                demo: true,
                public_url: Some(url.to_owned()),
                ..options("127.0.0.1:3000")
            };
            assert_eq!(
                behind_a_proxy.check(),
                Err(ConfigurationError::DemoInPublic)
            );
        }
    }

    #[test]
    fn the_demo_listens_on_this_machine_only() {
        assert_eq!(
            ServeOptions {
                demo: true,
                ..options("0.0.0.0:3000")
            }
            .check(),
            Err(ConfigurationError::DemoInPublic)
        );
        assert_eq!(
            ServeOptions {
                demo: true,
                mail: None,
                ..options("127.0.0.1:3000")
            }
            .check(),
            Ok(())
        );
    }

    #[test]
    fn a_real_service_needs_mail_and_https_and_a_controller_and_a_running_clock() {
        assert_eq!(
            ServeOptions {
                mail: None,
                ..options("127.0.0.1:3000")
            }
            .check(),
            Err(ConfigurationError::NoMail)
        );
        assert_eq!(
            options("0.0.0.0:3000").check(),
            Err(ConfigurationError::NotHttps)
        );
        let public_url = Some("https://hub.example.nhs.uk/".to_owned());
        let public = ServeOptions {
            public_url,
            ..options("0.0.0.0:3000")
        };
        assert_eq!(
            (public.check(), public.public_url().as_str()),
            (Ok(()), "https://hub.example.nhs.uk")
        );
        let nobody = ServeOptions {
            controller: Mailbox::named(TRIAL).unwrap(),
            ..public
        };
        assert_eq!(nobody.check(), Err(ConfigurationError::NoController));
        let clock = Some("2026-03-02T09:00:00Z".parse().unwrap());
        assert_eq!(
            ServeOptions {
                clock,
                ..options("127.0.0.1:3000")
            }
            .check(),
            Err(ConfigurationError::ClockWithoutDemo)
        );
    }

    #[test]
    fn pages_name_the_system_that_is_set_and_the_demo_has_its_own() {
        let of = |system: Option<&str>, demo| {
            let system = system.map(str::to_owned);
            let options = ServeOptions {
                system,
                demo,
                ..options("127.0.0.1:3000")
            };
            options.system()
        };
        assert_eq!(of(None, false), None);
        assert_eq!(of(Some(" "), false), None);
        assert_eq!(
            of(Some(" Example County "), true).as_deref(),
            Some("Example County")
        );
        assert_eq!(of(None, true).as_deref(), Some(service::demo::SYSTEM));
    }
}
