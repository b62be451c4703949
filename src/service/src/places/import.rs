//! Importing the national registers: organisations, practices, schools and postcodes.
//!
//! A file is read row by row, as published or as a spreadsheet saved it. Each row is added, changed, left as it is, or refused with its line and the reason. All is one
//! transaction: an import is never half there.

mod dates;
mod file;
mod layout;
mod names;
mod rows;

use std::io::{Read, Seek};

use domain::kit::app_error::AppError;
use domain::places::audit::{REGISTER, REGISTER_IMPORTED};
use serde_json::json;
use store::places::organisation::Organisation;
use store::places::postcode::PlacedPostcode;
use store::places::school::School;
use store::{StoreError, Tx};
use uuid::Uuid;

use crate::Service;
use crate::work::{About, By, Work};
use file::{LONGEST_ROW, Row, Rows};
use layout::{Fields, Layout};

/// Rows read before they are written.
const ROWS_AT_ONCE: usize = 1_000;
/// Refused rows that are told one by one.
pub const TOLD_ONE_BY_ONE: usize = 1_000;

/// Which register a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Register {
    /// ODS `etr`: NHS trusts. 27 columns without a header row.
    Organisations,
    /// ODS `epraccur`: general practices and other prescribing places. 27 columns without a header row.
    Practices,
    /// Get Information about Schools: by the names of its columns, or of `urn,name,town,postcode,open_date,close_date`.
    Schools,
    /// OS Code-Point Open: ten columns without a header row, or `postcode,eastings,northings` with one.
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

    /// Which published file it is.
    const fn published(self) -> &'static str {
        match self {
            Self::Organisations => "'etr' of the Organisation Data Service",
            Self::Practices => "'epraccur' of the Organisation Data Service",
            Self::Schools => "'all establishments' of Get Information about Schools",
            Self::Postcodes => "Code-Point Open",
        }
    }
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ImportOptions {
    /// Say what would happen, and change nothing.
    pub dry_run: bool,
    /// Change nothing when any row is refused.
    pub all_or_nothing: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedRow {
    /// The line of the file that it begins on, from 1.
    pub line: u64,
    /// Why, for people; what it repeats of the file is shortened, and safe to print.
    pub reason: String,
}

/// What an import did, or would have done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    pub added: u64,
    /// Rows that were there and differ.
    pub changed: u64,
    pub unchanged: u64,
    pub refused: u64,
    /// The first thousand of them.
    pub refusals: Vec<RefusedRow>,
    /// Whether it was kept.
    pub kept: bool,
    /// How the file's text is encoded, such as `UTF-8`.
    pub encoding: &'static str,
}

impl Report {
    /// Whether there was a row that could be taken.
    #[must_use]
    pub const fn has_taken_any(&self) -> bool {
        self.added + self.changed + self.unchanged > 0
    }
}

/// Why a file could not be imported at all. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    #[error("the file cannot be read: {0}")]
    Unreadable(#[from] std::io::Error),
    #[error("this is not a text file. Save it as 'CSV UTF-8' and try again")]
    NotText,
    #[error("the text looks like {0}. Save the file as 'CSV UTF-8' and try again")]
    UnknownEncoding(&'static str),
    /// Its mark says how it is encoded, and it is not.
    #[error(
        "after line {0} the text is not in the encoding that the file begins with. Save it as 'CSV UTF-8' and try again"
    )]
    Garbled(u64),
    #[error(
        "the row on line {0} is longer than {LONGEST_ROW} bytes: this is not a register, or a quotation mark is missing"
    )]
    RowTooLong(u64),
    #[error(
        "this is not a file of {register}: it does not begin as {published} does, nor with a row that names these columns too: {missing}"
    )]
    WrongLayout {
        register: &'static str,
        /// The file that it is published in.
        published: &'static str,
        /// Columns that the first row doesn't name.
        missing: String,
    },
    #[error("there are no rows in the file")]
    Empty,
    #[error("the database could not keep it ({0}); nothing was changed")]
    Database(AppError),
}

impl From<AppError> for ImportError {
    fn from(error: AppError) -> Self {
        Self::Database(error)
    }
}

impl From<StoreError> for ImportError {
    fn from(error: StoreError) -> Self {
        Self::Database(error.into())
    }
}

/// Imports a register. `progress` hears how many bytes of the file have been read.
pub async fn import(
    service: &Service,
    register: Register,
    file: impl Read + Seek,
    options: ImportOptions,
    mut progress: impl FnMut(u64),
) -> Result<Report, ImportError> {
    let mut rows = Rows::of(file)?;
    let first = next_filled(&mut rows)?.ok_or(ImportError::Empty)?;
    let layout = Layout::of(register, &first.cells)?;
    let mut next = if layout.has_header {
        next_filled(&mut rows)?
    } else {
        Some(first)
    };
    if next.is_none() {
        return Err(ImportError::Empty);
    }
    let mut work = Work::begin(service, By::NOBODY).await?;
    let mut batch = Batch::new(register);
    let mut report = Report {
        encoding: rows.encoding,
        ..Report::default()
    };
    while let Some(row) = next {
        if let Err(reason) = batch.take(&work, register, &layout, &row) {
            report.refused += 1;
            if report.refusals.len() < TOLD_ONE_BY_ONE {
                report.refusals.push(RefusedRow {
                    line: row.line,
                    reason,
                });
            }
        }
        if batch.len() >= ROWS_AT_ONCE {
            batch.write(&mut work, &mut report).await?;
        }
        progress(rows.bytes_read());
        next = next_filled(&mut rows)?;
    }
    batch.write(&mut work, &mut report).await?;
    let is_refused = !report.has_taken_any() || (options.all_or_nothing && report.refused > 0);
    if options.dry_run || is_refused {
        work.rollback().await?;
        return Ok(report);
    }
    let detail = json!({
        "register": register.name(), "added": report.added, "changed": report.changed,
        "unchanged": report.unchanged, "refused": report.refused,
    });
    let about = About::the(REGISTER, Uuid::nil());
    work.note(REGISTER_IMPORTED, about, detail).await?;
    work.commit().await?;
    Ok(Report {
        kept: true,
        ..report
    })
}

/// The next row that isn't blank.
fn next_filled(rows: &mut Rows<impl Read + Seek>) -> Result<Option<Row>, ImportError> {
    loop {
        match rows.next()? {
            Some(row) if row.is_blank() => {}
            other => return Ok(other),
        }
    }
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
    fn take(
        &mut self,
        work: &Work<'_>,
        register: Register,
        layout: &Layout,
        row: &Row,
    ) -> Result<(), String> {
        if let Some(fault) = &row.fault {
            return Err(fault.clone());
        }
        let fields: Fields<'_> = layout.fields(&row.cells);
        fields.fit()?;
        match self {
            Self::Organisations(rows) => {
                let id = work.id();
                rows.push(match register {
                    Register::Practices => rows::practice(fields, id)?,
                    _ => rows::trust(fields, id)?,
                });
            }
            Self::Schools(rows) => rows.push(rows::school(fields)?),
            Self::Postcodes(rows) => rows.push(rows::postcode(fields)?),
        }
        Ok(())
    }

    /// Writes the rows and forgets them.
    async fn write(&mut self, tx: &mut Tx, report: &mut Report) -> Result<(), StoreError> {
        let done = match self {
            Self::Organisations(rows) => {
                store::places::organisation::upsert_all(tx, &std::mem::take(rows)).await?
            }
            Self::Schools(rows) => {
                store::places::school::upsert_all(tx, &std::mem::take(rows)).await?
            }
            Self::Postcodes(rows) => {
                store::places::postcode::upsert_all(tx, &std::mem::take(rows)).await?
            }
        };
        report.added += done.added;
        report.changed += done.changed;
        report.unchanged += done.unchanged;
        Ok(())
    }
}
