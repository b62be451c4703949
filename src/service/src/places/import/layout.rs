//! Where a register's fields lie in a file: by the names of its columns, or by the published layout of a file without names.

use csv::StringRecord;
use domain::kit::postcode::Postcode;
use domain::kit::tidy;

use super::{ImportError, Register};

/// Characters of a cell that are repeated to say what is wrong with it.
const QUOTED: usize = 40;

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

impl Field {
    /// One that nothing can be read without.
    const fn of(name: &'static str, columns: &'static [&'static str], published_at: usize) -> Self {
        Self {
            name,
            columns,
            published_at,
            is_needed: true,
        }
    }

    const fn optional(mut self) -> Self {
        self.is_needed = false;
        self
    }
}

/// ODS `etr` and `epraccur`: 27 columns without names.
const ODS: &[Field] = &[
    Field::of("code", &["organisationcode", "code"], 1),
    Field::of("name", &["organisationname", "name"], 2),
    Field::of("line 1", &["addressline1"], 5),
    Field::of("line 2", &["addressline2"], 6),
    Field::of("line 3", &["addressline3"], 7),
    Field::of("line 4", &["addressline4"], 8),
    Field::of("line 5", &["addressline5"], 9),
    Field::of("postcode", &["postcode"], 10),
    Field::of("open date", &["opendate"], 11),
    Field::of("close date", &["closedate"], 12),
    Field::of("status", &["statuscode", "status"], 13),
    Field::of("setting", &["prescribingsetting"], 26).optional(),
];

/// Get Information about Schools, as published or cut down to six columns.
const SCHOOLS: &[Field] = &[
    Field::of("URN", &["urn"], 0),
    Field::of("name", &["establishmentname", "name"], 0),
    Field::of("locality", &["locality"], 0).optional(),
    Field::of("address 3", &["address3"], 0).optional(),
    Field::of("town", &["town"], 0),
    Field::of("postcode", &["postcode"], 0),
    Field::of("open date", &["opendate"], 0),
    Field::of("close date", &["closedate"], 0),
];

/// OS Code-Point Open: ten columns without names, or cut down to three with names.
const POSTCODES: &[Field] = &[
    Field::of("postcode", &["postcode", "pc"], 1),
    Field::of("quality", &["positionalqualityindicator", "pq"], 2).optional(),
    Field::of("eastings", &["eastings", "easting", "ea"], 3),
    Field::of("northings", &["northings", "northing", "no"], 4),
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
        let missing: Vec<&str> = fields
            .iter()
            .zip(&columns)
            .filter(|(field, column)| field.is_needed && column.is_none())
            .map(|(field, _)| field.name)
            .collect();
        let has_header = missing.is_empty();
        if has_header || is_published_without_names(register, first) {
            let published = fields.iter().map(|field| field.published_at.checked_sub(1));
            let named = names.iter().rposition(|name| !name.is_empty()).unwrap_or(0) + 1;
            return Ok(Self {
                fields,
                columns: if has_header {
                    columns
                } else {
                    published.collect()
                },
                has_header,
                width: if has_header {
                    named
                } else {
                    published_width(register)
                },
            });
        }
        Err(ImportError::WrongLayout {
            register: register.name(),
            published: register.published(),
            missing: missing.join(", "),
        })
    }

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
    pub(super) fn present(&self, name: &str) -> Result<String, String> {
        match self.get(name)? {
            text if text.is_empty() => Err(format!("the {name} is missing")),
            text => Ok(text),
        }
    }

    /// Refuses a row with more in it than the file has columns: a comma is one too many, and every cell after it is another's.
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

/// A cell's text between quotation marks, shortened, with nothing in it that a terminal would act on.
pub(super) fn quoted(text: &str) -> String {
    let mut shown = String::from("'");
    for c in text.chars().take(QUOTED) {
        match c {
            '\'' | '"' | '\\' => shown.push(c),
            c => shown.extend(c.escape_debug()),
        }
    }
    if text.chars().nth(QUOTED).is_some() {
        shown.push('…');
    }
    shown.push('\'');
    shown
}
