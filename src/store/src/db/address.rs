//! The address of the database, read once: what is checked is what is connected to.

use std::fs::File;
use std::net::IpAddr;
use std::path::Path;
use std::str::FromStr as _;

use sqlx::postgres::{PgConnectOptions, PgSslMode};
use sqlx::sqlite::SqliteConnectOptions;

/// What a PostgreSQL address may say after its question mark; what is not known there would be passed over.
const PARTS: [&str; 18] = [
    "application_name",
    "dbname",
    "host",
    "hostaddr",
    "options",
    "password",
    "port",
    "ssl-ca",
    "ssl-cert",
    "ssl-key",
    "ssl-mode",
    "ssl-root-cert",
    "sslcert",
    "sslkey",
    "sslmode",
    "sslrootcert",
    "statement-cache-capacity",
    "user",
];
const MODES: [&str; 2] = ["ssl-mode", "sslmode"];
const FILES: [&str; 7] = [
    "ssl-ca",
    "ssl-cert",
    "ssl-key",
    "ssl-root-cert",
    "sslcert",
    "sslkey",
    "sslrootcert",
];

/// Why an address can't be used. It never holds the address, which may have a password in it.
#[derive(Debug, thiserror::Error)]
pub enum AddressError {
    #[error("the database's address must start with sqlite: or postgres:")]
    Unknown,
    #[error("the database's address names no file: write sqlite:FILE")]
    NoFile,
    #[error("the database's address can't be read: {0}")]
    Unreadable(String),
    #[error("the database's address has the part {0:?}, which there is not. There are: {known}", known = PARTS.join(", "))]
    UnknownPart(String),
    #[error(
        "the database is on another machine, {0}, whose certificate must be checked: leave sslmode out of its address, or write \
         sslmode=verify-full. A certificate authority of your own is found in the system's store, or in the file named by \
         sslrootcert=FILE"
    )]
    Unchecked(String),
    #[error("the file {0}, which the database's address names, can't be read: {1}")]
    File(String, std::io::Error),
}

/// Where the database is and how to connect to it.
#[derive(Clone)]
pub struct Address(pub(super) Engine);

#[derive(Clone)]
pub(super) enum Engine {
    Sqlite(Box<SqliteConnectOptions>),
    Postgres(Box<PgConnectOptions>),
}

impl Address {
    /// Reads `sqlite:FILE` or `postgres://…`. A PostgreSQL on another machine must prove by its certificate that it is the one.
    pub fn parse(url: &str) -> Result<Self, AddressError> {
        let unreadable = |error: sqlx::Error| AddressError::Unreadable(error.to_string());
        if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            let options = PgConnectOptions::from_str(url).map_err(unreadable)?;
            return Ok(Self(Engine::Postgres(Box::new(checked(url, options)?))));
        }
        if !url.starts_with("sqlite:") {
            return Err(AddressError::Unknown);
        }
        let options = SqliteConnectOptions::from_str(url).map_err(unreadable)?;
        if options.get_filename().as_os_str().is_empty() {
            return Err(AddressError::NoFile);
        }
        Ok(Self(Engine::Sqlite(Box::new(options))))
    }

    /// The file of an SQLite database.
    #[must_use]
    pub fn file(&self) -> Option<&Path> {
        match &self.0 {
            Engine::Sqlite(options) => Some(options.get_filename()),
            Engine::Postgres(_) => None,
        }
    }
}

/// Never shows a password.
impl std::fmt::Debug for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.0 {
            Engine::Sqlite(options) => write!(f, "{}", options.get_filename().display()),
            Engine::Postgres(options) => write!(f, "PostgreSQL on {}", options.get_host()),
        }
    }
}

fn checked(url: &str, options: PgConnectOptions) -> Result<PgConnectOptions, AddressError> {
    let mut says_mode = std::env::var_os("PGSSLMODE").is_some();
    for (name, value) in parts(url) {
        let is_known = PARTS.contains(&name) || name.starts_with("options[");
        if !is_known {
            return Err(AddressError::UnknownPart(name.to_owned()));
        }
        says_mode |= MODES.contains(&name);
        if FILES.contains(&name) && !value.contains(['%', '+']) {
            File::open(value).map_err(|error| AddressError::File(value.to_owned(), error))?;
        }
    }
    match options.get_ssl_mode() {
        _ if is_here(&options) => Ok(options),
        PgSslMode::VerifyFull => Ok(options),
        _ if !says_mode => Ok(options.ssl_mode(PgSslMode::VerifyFull)),
        _ => Err(AddressError::Unchecked(options.get_host().to_owned())),
    }
}

fn parts(url: &str) -> impl Iterator<Item = (&str, &str)> {
    let query = url.split_once('?').map_or("", |(_, query)| query);
    let query = query.split('#').next().unwrap_or_default();
    let parts = query.split('&').filter(|part| !part.is_empty());
    parts.map(|part| part.split_once('=').unwrap_or((part, "")))
}

/// Whether what is sent to it stays on this machine.
fn is_here(options: &PgConnectOptions) -> bool {
    let host = options.get_host().trim_matches(['[', ']']);
    options.get_socket().is_some()
        || host.starts_with('/')
        || host.eq_ignore_ascii_case("localhost")
        || host
            .parse()
            .is_ok_and(|address: IpAddr| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mode(url: &str) -> String {
        match Address::parse(url) {
            Ok(Address(Engine::Postgres(options))) => format!("{:?}", options.get_ssl_mode()),
            Ok(address) => format!("{address:?}"),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn a_database_elsewhere_must_prove_that_it_is_the_one() {
        for host in ["db.example.nhs.uk", "10.0.0.7", "[2001:db8::7]"] {
            assert_eq!(mode(&format!("postgres://hub:pw@{host}/hub")), "VerifyFull");
            assert_eq!(
                mode(&format!("postgres://{host}/hub?sslmode=verify-full")),
                "VerifyFull"
            );
            for weak in ["disable", "allow", "prefer", "require", "verify-ca"] {
                for name in MODES {
                    let told = mode(&format!("postgres://hub:s3cret@{host}/hub?{name}={weak}"));
                    assert!(told.contains("write sslmode=verify-full"), "{told}");
                    assert!(!told.contains("s3cret"), "{told}");
                }
            }
        }
        let told = mode("postgres://localhost/hub?host=db.example.nhs.uk&sslmode=prefer");
        assert!(
            told.contains("another machine, db.example.nhs.uk"),
            "{told}"
        );
    }

    #[test]
    fn what_stays_on_this_machine_needs_no_certificate() {
        for url in [
            "postgres://hub@localhost/hub",
            "postgres://hub@127.0.0.1:5433/hub",
            "postgres://hub@[::1]/hub",
            "postgres://hub@localhost/hub?host=/var/run/postgresql",
            "postgres://hub@%2Fvar%2Frun%2Fpostgresql/hub",
        ] {
            assert_eq!(mode(url), "Prefer", "{url}");
        }
        assert_eq!(mode("postgres://localhost/hub?sslmode=disable"), "Disable");
    }

    #[test]
    fn what_would_be_passed_over_or_fail_late_is_refused() {
        for (url, why) in [
            (
                "mysql://localhost/hub",
                "must start with sqlite: or postgres:",
            ),
            ("sqlite:", "names no file"),
            ("postgres://db/hub?sslrotcert=x", "the part \"sslrotcert\""),
            (
                "postgres://db/hub?ssl%6Dode=disable",
                "the part \"ssl%6Dode\"",
            ),
            ("postgres://db/hub?sslmode=full", "can't be read"),
            ("postgres://db:port/hub", "can't be read"),
            ("postgres://db/hub?sslrootcert=/none.pem", "/none.pem"),
        ] {
            let told = mode(url);
            assert!(told.contains(why), "{url}: {told}");
        }
    }
}
