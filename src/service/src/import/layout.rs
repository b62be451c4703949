//! Where a register's fields lie in a file: by the names of its columns, or by the published layout of a file without names.

use csv::StringRecord;
use domain::postcode::Postcode;
use domain::tidy;

use super::{ImportError, Register};

/// A field of a register.
struct Field {
    /// Its name in [`Fields::get`].
    name: &'static str,
    /// The names that columns of it have, in small letters and digits alone.
    columns: &'static [&'static str],
    /// Its column in the published layout, from 1; 0 where that has names.
    published_at: usize,
    /// Whether nothing can be read without it.
    is_needed: bool,
}

const fn needed(
    name: &'static str,
    columns: &'static [&'static str],
    published_at: usize,
) -> Field {
    Field {
        name,
        columns,
        published_at,
        is_needed: true,
    }
}

const fn optional(
    name: &'static str,
    columns: &'static [&'static str],
    published_at: usize,
) -> Field {
    Field {
        name,
        columns,
        published_at,
        is_needed: false,
    }
}

/// ODS `etr` and `epraccur`: 27 columns without names.
const ODS: &[Field] = &[
    needed("code", &["organisationcode", "code"], 1),
    needed("name", &["organisationname", "name"], 2),
    needed("line 1", &["addressline1"], 5),
    needed("line 2", &["addressline2"], 6),
    needed("line 3", &["addressline3"], 7),
    needed("line 4", &["addressline4"], 8),
    needed("line 5", &["addressline5"], 9),
    needed("postcode", &["postcode"], 10),
    needed("open date", &["opendate"], 11),
    needed("close date", &["closedate"], 12),
    needed("status", &["statuscode", "status"], 13),
    optional("setting", &["prescribingsetting"], 26),
];

/// Get Information about Schools, as published or cut down to six columns.
const SCHOOLS: &[Field] = &[
    needed("URN", &["urn"], 0),
    needed("name", &["establishmentname", "name"], 0),
    optional("locality", &["locality"], 0),
    optional("address 3", &["address3"], 0),
    needed("town", &["town"], 0),
    needed("postcode", &["postcode"], 0),
    needed("open date", &["opendate"], 0),
    needed("close date", &["closedate"], 0),
];

/// OS Code-Point Open: ten columns without names, or cut down to three with names.
const POSTCODES: &[Field] = &[
    needed("postcode", &["postcode", "pc"], 1),
    optional("quality", &["positionalqualityindicator", "pq"], 2),
    needed("eastings", &["eastings", "easting", "ea"], 3),
    needed("northings", &["northings", "northing", "no"], 4),
];

/// Where the fields of a register lie in one file.
pub(super) struct Layout {
    fields: &'static [Field],
    /// The column of each field, from 0.
    columns: Vec<Option<usize>>,
    /// Whether the first row names the columns.
    pub has_header: bool,
    /// How many columns a row may have that aren't blank.
    width: usize,
}

impl Layout {
    /// Finds the layout by the first row of a file.
    ///
    /// # Errors
    /// `WrongLayout`, with what was looked for.
    pub(super) fn of(register: Register, first: &StringRecord) -> Result<Self, ImportError> {
        let fields = match register {
            Register::Organisations | Register::Practices => ODS,
            Register::Schools => SCHOOLS,
            Register::Postcodes => POSTCODES,
        };
        let names: Vec<String> = first.iter().map(folded).collect();
        let columns: Vec<Option<usize>> = fields
            .iter()
            .map(|field| {
                let mut names_of_it = field.columns.iter();
                names_of_it.find_map(|name| names.iter().position(|found| found == name))
            })
            .collect();
        let is_missing =
            |(field, column): &(&Field, &Option<usize>)| field.is_needed && column.is_none();
        if !fields.iter().zip(&columns).any(|each| is_missing(&each)) {
            return Ok(Self {
                fields,
                columns,
                has_header: true,
                width: names.iter().rposition(|name| !name.is_empty()).unwrap_or(0) + 1,
            });
        }
        if is_published_without_names(register, first) {
            return Ok(Self {
                fields,
                columns: fields
                    .iter()
                    .map(|field| field.published_at.checked_sub(1))
                    .collect(),
                has_header: false,
                width: published_width(register),
            });
        }
        let missing: Vec<&str> = fields
            .iter()
            .zip(&columns)
            .filter(is_missing)
            .map(|(field, _)| field.name)
            .collect();
        Err(ImportError::WrongLayout {
            register: register.name(),
            published: register.published(),
            missing: missing.join(", "),
        })
    }

    /// The fields of a row.
    pub(super) const fn fields<'r>(&'r self, cells: &'r StringRecord) -> Fields<'r> {
        Fields {
            layout: self,
            cells,
        }
    }
}

/// The columns of the published file.
const fn published_width(register: Register) -> usize {
    match register {
        Register::Organisations | Register::Practices => 27,
        Register::Postcodes => 10,
        Register::Schools => 0,
    }
}

/// Whether a first row is a row of a published file that doesn't name its columns. A spreadsheet drops columns that are blank down to
/// the end.
fn is_published_without_names(register: Register, first: &StringRecord) -> bool {
    let cell = |number: usize| first.get(number - 1).unwrap_or_default().trim();
    match register {
        Register::Organisations => is_code(cell(1)) && first.len() >= 13,
        Register::Practices => is_code(cell(1)) && first.len() >= 26,
        Register::Postcodes => Postcode::parse(cell(1)).is_ok() && first.len() >= 10,
        Register::Schools => false,
    }
}

/// Whether a text is shaped like a code of the Organisation Data Service.
pub(super) fn is_code(text: &str) -> bool {
    (3..=10).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// A column's name without case, spaces and signs.
fn folded(name: &str) -> String {
    let letters = name.chars().filter(char::is_ascii_alphanumeric);
    letters.map(|c| c.to_ascii_lowercase()).collect()
}

/// The fields of a row, by name.
#[derive(Clone, Copy)]
pub(super) struct Fields<'r> {
    layout: &'r Layout,
    cells: &'r StringRecord,
}

impl Fields<'_> {
    /// A field's text, tidied as what people type is; empty where there is none and none is needed.
    ///
    /// # Errors
    /// Why the row is refused.
    pub(super) fn get(&self, name: &str) -> Result<String, String> {
        let mut fields = self.layout.fields.iter().zip(&self.layout.columns);
        let Some((field, Some(column))) = fields.find(|(field, _)| field.name == name) else {
            return Ok(String::new());
        };
        match self.cells.get(*column) {
            Some(cell) => Ok(tidy::line(cell)),
            None if field.is_needed => Err(format!(
                "the row has {} columns, and column {} ({name}) is needed",
                self.cells.len(),
                column + 1
            )),
            None => Ok(String::new()),
        }
    }

    /// A field that may not be empty.
    ///
    /// # Errors
    /// Why the row is refused.
    pub(super) fn present(&self, name: &str) -> Result<String, String> {
        match self.get(name)? {
            text if text.is_empty() => Err(format!("the {name} is missing")),
            text => Ok(text),
        }
    }

    /// Refuses a row with more in it than the file has columns: a comma is one too many, and every cell after it is another's.
    ///
    /// # Errors
    /// Why the row is refused.
    pub(super) fn fit(&self) -> Result<(), String> {
        let mut beyond = self.cells.iter().skip(self.layout.width);
        if beyond.any(|cell| !tidy::line(cell).is_empty()) {
            return Err(format!(
                "the row has {} columns, and the file has {}",
                self.cells.len(),
                self.layout.width
            ));
        }
        Ok(())
    }
}
