//! Importing the national registers: organisations, practices, schools and postcodes.
//!
//! A file is read row by row. Each row is added, changed, left as it is, or refused with its line and the reason. All is one
//! transaction: an import is never half there.

mod rows;

use std::io::{BufRead, BufReader, Read};

use domain::app_error::AppError;
use domain::audit::{Action, ObjectKind};
use domain::id::OrganisationId;
use serde_json::json;
use store::organisation::Organisation;
use store::postcode::PlacedPostcode;
use store::school::School;
use store::{StoreError, Tx};
use uuid::Uuid;

use crate::{Service, audit};

/// The longest line that is read, in bytes; a longer one is no register's.
const LONGEST_LINE: usize = 16 * 1024;
/// Rows read before they are written.
const ROWS_AT_ONCE: usize = 1_000;
/// Refused rows that are told one by one.
pub const TOLD_ONE_BY_ONE: usize = 1_000;

/// Which register a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Register {
    /// ODS `etr`: NHS trusts. No header row.
    Organisations,
    /// ODS `epraccur`: general practices and other prescribing places. No header row.
    Practices,
    /// Get Information about Schools: URN, name, town, postcode, open and close date.
    Schools,
    /// OS Code-Point Open: postcode, eastings, northings.
    Postcodes,
}

impl Register {
    /// Its name on the command line and in the audit log.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Organisations => "organisations",
            Self::Practices => "practices",
            Self::Schools => "schools",
            Self::Postcodes => "postcodes",
        }
    }

    const fn header(self) -> Option<&'static [&'static str]> {
        match self {
            Self::Organisations | Self::Practices => None,
            Self::Schools => Some(&["urn", "name", "town", "postcode", "open_date", "close_date"]),
            Self::Postcodes => Some(&["postcode", "eastings", "northings"]),
        }
    }
}

/// How to import.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ImportOptions {
    /// Say what would happen, and change nothing.
    pub dry_run: bool,
    /// Change nothing when any row is refused.
    pub all_or_nothing: bool,
}

/// A row that was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedRow {
    /// Its line in the file, from 1.
    pub line: u64,
    /// Why, for people.
    pub reason: String,
}

/// What an import did, or would have done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// New rows.
    pub added: u64,
    /// Rows that were there and differ.
    pub changed: u64,
    /// Rows that were there already.
    pub unchanged: u64,
    /// How many rows were refused.
    pub refused: u64,
    /// The first thousand of them.
    pub refusals: Vec<RefusedRow>,
    /// Whether it was kept.
    pub kept: bool,
}

/// Why a file could not be imported at all. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file can't be read.
    #[error("the file cannot be read: {0}")]
    Unreadable(#[from] std::io::Error),
    /// The text isn't UTF-8.
    #[error("line {0} is not UTF-8 text. Save the file as 'CSV UTF-8' and try again")]
    NotUtf8(u64),
    /// A line is longer than any of a register.
    #[error(
        "line {0} is longer than {LONGEST_LINE} characters: this is not a register, or a quotation mark is missing"
    )]
    LineTooLong(u64),
    /// The first row isn't this register's.
    #[error("the first row must be: {0}")]
    WrongHeader(String),
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
    /// The database refused or is away.
    #[error("the database could not keep it ({0}); nothing was changed")]
    Database(AppError),
}

impl From<AppError> for ImportError {
    fn from(error: AppError) -> Self {
        Self::Database(error)
    }
}

/// Imports a register. `progress` hears how many bytes of the file have been read.
///
/// # Errors
/// Why nothing was changed.
pub async fn import(
    service: &Service,
    register: Register,
    file: impl Read,
    options: ImportOptions,
    mut progress: impl FnMut(u64),
) -> Result<Report, ImportError> {
    let told = |error| ImportError::Database(service.told(error));
    let mut lines = Lines::new(file);
    let mut tx = service.store.write().await.map_err(told)?;
    let mut batch = Batch::new(register);
    let mut report = Report::default();
    let mut is_first = true;
    while let Some((number, text)) = lines.next()? {
        if std::mem::take(&mut is_first)
            && let Some(header) = register.header()
        {
            let found: Vec<String> = rows::fields(&text)
                .unwrap_or_default()
                .iter()
                .map(|field| field.trim().to_lowercase())
                .collect();
            if found != header {
                return Err(ImportError::WrongHeader(header.join(",")));
            }
            continue;
        }
        if text.trim().is_empty() {
            continue;
        }
        if let Err(reason) = batch.take(service, register, &text) {
            report.refused += 1;
            if report.refusals.len() < TOLD_ONE_BY_ONE {
                report.refusals.push(RefusedRow {
                    line: number,
                    reason,
                });
            }
        }
        if batch.len() >= ROWS_AT_ONCE {
            batch.write(&mut tx, &mut report).await.map_err(told)?;
        }
        progress(lines.read);
    }
    if is_first {
        return Err(ImportError::Empty);
    }
    batch.write(&mut tx, &mut report).await.map_err(told)?;
    if options.dry_run || (options.all_or_nothing && report.refused > 0) {
        tx.rollback().await.map_err(told)?;
        return Ok(report);
    }
    let detail = json!({
        "register": register.name(), "added": report.added, "changed": report.changed,
        "unchanged": report.unchanged, "refused": report.refused,
    });
    let object = Uuid::nil();
    audit::append(
        service,
        &mut tx,
        None,
        Action::RegisterImported,
        ObjectKind::Register,
        object,
        None,
        None,
        detail,
    )
    .await
    .map_err(told)?;
    tx.commit().await.map_err(told)?;
    Ok(Report {
        kept: true,
        ..report
    })
}

/// Rows that are read and not yet written.
enum Batch {
    Organisations(Vec<Organisation>),
    Schools(Vec<School>),
    Postcodes(Vec<PlacedPostcode>),
}

impl Batch {
    fn new(register: Register) -> Self {
        match register {
            Register::Organisations | Register::Practices => Self::Organisations(Vec::new()),
            Register::Schools => Self::Schools(Vec::new()),
            Register::Postcodes => Self::Postcodes(Vec::new()),
        }
    }

    fn len(&self) -> usize {
        match self {
            Self::Organisations(rows) => rows.len(),
            Self::Schools(rows) => rows.len(),
            Self::Postcodes(rows) => rows.len(),
        }
    }

    /// Takes one row, or says why it is refused.
    fn take(&mut self, service: &Service, register: Register, text: &str) -> Result<(), String> {
        let fields = rows::fields(text)?;
        match self {
            Self::Organisations(rows) => {
                let id = OrganisationId::new(service.now(), service.random());
                rows.push(match register {
                    Register::Practices => rows::practice(&fields, id)?,
                    _ => rows::trust(&fields, id)?,
                });
            }
            Self::Schools(rows) => rows.push(rows::school(&fields)?),
            Self::Postcodes(rows) => rows.push(rows::postcode(&fields)?),
        }
        Ok(())
    }

    /// Writes the rows and forgets them.
    async fn write(&mut self, tx: &mut Tx, report: &mut Report) -> Result<(), StoreError> {
        let done = match self {
            Self::Organisations(rows) => {
                store::organisation::upsert_all(tx, &std::mem::take(rows)).await?
            }
            Self::Schools(rows) => store::school::upsert_all(tx, &std::mem::take(rows)).await?,
            Self::Postcodes(rows) => store::postcode::upsert_all(tx, &std::mem::take(rows)).await?,
        };
        report.added += done.added;
        report.changed += done.changed;
        report.unchanged += done.unchanged;
        Ok(())
    }
}

/// Lines of a file as text, with their numbers; a byte order mark at the start is passed over.
struct Lines<R> {
    file: BufReader<R>,
    number: u64,
    read: u64,
}

impl<R: Read> Lines<R> {
    fn new(file: R) -> Self {
        Self {
            file: BufReader::new(file),
            number: 0,
            read: 0,
        }
    }

    fn next(&mut self) -> Result<Option<(u64, String)>, ImportError> {
        let mut bytes = Vec::new();
        let limit = u64::try_from(LONGEST_LINE + 1).unwrap_or(u64::MAX);
        let count = self
            .file
            .by_ref()
            .take(limit)
            .read_until(b'\n', &mut bytes)?;
        if count == 0 {
            return Ok(None);
        }
        self.number += 1;
        self.read += u64::try_from(count).unwrap_or(0);
        if bytes.len() > LONGEST_LINE {
            return Err(ImportError::LineTooLong(self.number));
        }
        let bytes = if self.number == 1 {
            bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes)
        } else {
            &bytes
        };
        let text = std::str::from_utf8(bytes)
            .ok()
            .filter(|text| !text.contains('\0'));
        let text = text.ok_or(ImportError::NotUtf8(self.number))?;
        Ok(Some((
            self.number,
            text.trim_end_matches(['\r', '\n']).to_owned(),
        )))
    }
}
