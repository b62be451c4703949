//! What a row of each register says.

use domain::grid_reference::GridReference;
use domain::id::OrganisationId;
use domain::organisation::{OrganisationKind, OrganisationSource};
use domain::postcode::Postcode;
use jiff::civil::Date;
use store::organisation::Organisation;
use store::postcode::PlacedPostcode;
use store::school::School;

/// The fields of one line.
pub(super) fn fields(line: &str) -> Result<Vec<String>, String> {
    // The reader would take an open quotation mark as text up to the end; a register never means that.
    if line.matches('"').count() % 2 == 1 {
        return Err("a quotation mark is missing".to_owned());
    }
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(line.as_bytes());
    match reader.records().next() {
        Some(Ok(record)) => Ok(record.iter().map(str::to_owned).collect()),
        _ => Err("the row cannot be read".to_owned()),
    }
}

fn field(fields: &[String], number: usize) -> Result<&str, String> {
    fields
        .get(number - 1)
        .map(|text| text.trim())
        .ok_or_else(|| {
            format!(
                "the row has {} columns, and column {number} is needed",
                fields.len()
            )
        })
}

fn present<'f>(fields: &'f [String], number: usize, what: &str) -> Result<&'f str, String> {
    match field(fields, number)? {
        "" => Err(format!("{what} is missing")),
        text => Ok(text),
    }
}

fn optional_postcode(text: &str) -> Result<Option<Postcode>, String> {
    if text.is_empty() {
        Ok(None)
    } else {
        Postcode::parse(text)
            .map(Some)
            .map_err(|_| format!("'{text}' is not a postcode"))
    }
}

/// `20180401`.
fn compact_date(text: &str) -> Result<Option<Date>, String> {
    let read = || {
        let (year, rest) = text.split_at_checked(4)?;
        let (month, day) = rest.split_at_checked(2)?;
        Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
    };
    if text.is_empty() {
        Ok(None)
    } else {
        read()
            .map(Some)
            .ok_or_else(|| format!("'{text}' is not a date such as 20180401"))
    }
}

/// `30-06-2020`.
fn british_date(text: &str) -> Result<Option<Date>, String> {
    let read = || {
        let mut parts = text.splitn(3, '-');
        let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
        Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
    };
    if text.is_empty() {
        Ok(None)
    } else {
        read()
            .map(Some)
            .ok_or_else(|| format!("'{text}' is not a date such as 30-06-2020"))
    }
}

/// The code, name, postcode, dates and town that both ODS layouts have in the same columns.
fn ods(
    fields: &[String],
    id: OrganisationId,
    kind: OrganisationKind,
) -> Result<Organisation, String> {
    let code = present(fields, 1, "the code")?;
    if !(3..=10).contains(&code.len()) || !code.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Err(format!("'{code}' is not a code"));
    }
    let name = present(fields, 2, "the name")?;
    let town = (5..=9)
        .rev()
        .map(|number| field(fields, number))
        .find(|text| text.as_ref().is_ok_and(|text| !text.is_empty()));
    Ok(Organisation {
        id,
        ods_code: Some(code.to_owned()),
        name: readable(name),
        kind,
        town: readable(town.transpose()?.unwrap_or_default()),
        postcode: optional_postcode(field(fields, 10)?)?,
        opened: compact_date(field(fields, 11)?)?,
        closed: compact_date(field(fields, 12)?)?,
        source: OrganisationSource::Register,
    })
}

/// A row of `etr`.
pub(super) fn trust(fields: &[String], id: OrganisationId) -> Result<Organisation, String> {
    ods(fields, id, OrganisationKind::Trust)
}

/// A row of `epraccur`: column 13 is the status (A, C, D, P), column 26 the prescribing setting (4 is a general practice).
pub(super) fn practice(fields: &[String], id: OrganisationId) -> Result<Organisation, String> {
    let status = present(fields, 13, "the status")?;
    if !["A", "C", "D", "P"].contains(&status) {
        return Err(format!("'{status}' is not a status"));
    }
    let kind = if field(fields, 26)? == "4" {
        OrganisationKind::GpPractice
    } else {
        OrganisationKind::Other
    };
    let organisation = ods(fields, id, kind)?;
    if status == "C" && organisation.closed.is_none() {
        return Err("it is closed and has no close date".to_owned());
    }
    Ok(organisation)
}

/// A row of the schools register.
pub(super) fn school(fields: &[String]) -> Result<School, String> {
    let urn = present(fields, 1, "the URN")?;
    let urn = urn
        .parse()
        .ok()
        .filter(|urn| (100_000..=999_999).contains(urn))
        .ok_or_else(|| format!("'{urn}' is not a URN"))?;
    Ok(School {
        urn,
        name: present(fields, 2, "the name")?.to_owned(),
        town: field(fields, 3)?.to_owned(),
        postcode: optional_postcode(field(fields, 4)?)?,
        opened: british_date(field(fields, 5)?)?,
        closed: british_date(field(fields, 6)?)?,
    })
}

/// A row of Code-Point Open. Places are within the National Grid.
pub(super) fn postcode(fields: &[String]) -> Result<PlacedPostcode, String> {
    let text = present(fields, 1, "the postcode")?;
    let metres = |number, most: i32| {
        let text = field(fields, number)?;
        text.parse()
            .ok()
            .filter(|metres| (0..=most).contains(metres))
            .ok_or_else(|| format!("'{text}' is not a place on the National Grid"))
    };
    Ok(PlacedPostcode {
        postcode: Postcode::parse(text).map_err(|_| format!("'{text}' is not a postcode"))?,
        grid_reference: GridReference {
            easting: metres(2, 700_000)?,
            northing: metres(3, 1_300_000)?,
        },
    })
}

/// A name in capitals as people write it: 'ROYAL STOKE NHS TRUST' as 'Royal Stoke NHS Trust'.
pub(super) fn readable(name: &str) -> String {
    const KEPT: [&str; 9] = [
        "NHS", "GP", "PCN", "CCG", "ICB", "UHNM", "MPFT", "BCSC", "HIV",
    ];
    const SMALL: [&str; 9] = ["and", "of", "the", "for", "in", "on", "at", "with", "under"];
    let words = name.split_whitespace().enumerate().map(|(at, word)| {
        let lower = word.to_lowercase();
        if KEPT.contains(&word) {
            word.to_owned()
        } else if at > 0 && SMALL.contains(&lower.as_str()) {
            lower
        } else {
            capitalised(&lower)
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

/// The first letter of each part between hyphens, brackets and the like in capitals; a letter after an apostrophe stays small.
fn capitalised(word: &str) -> String {
    if word.ends_with("-on-trent") {
        return format!(
            "{}-on-Trent",
            capitalised(word.trim_end_matches("-on-trent"))
        );
    }
    let mut at_start = true;
    word.chars()
        .map(|c| {
            let c = if at_start { c.to_ascii_uppercase() } else { c };
            at_start = matches!(c, '-' | '(' | '/' | '&' | '.');
            c
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_capitals_become_readable() {
        assert_eq!(
            readable("UNIVERSITY HOSPITALS OF NORTH MIDLANDS NHS TRUST"),
            "University Hospitals of North Midlands NHS Trust"
        );
        assert_eq!(readable("STOKE-ON-TRENT"), "Stoke-on-Trent");
        assert_eq!(readable("ST GEORGE'S (ACCESS)"), "St George's (Access)");
    }

    #[test]
    fn an_open_quotation_mark_is_refused() {
        assert_eq!(fields("\"A1,B").unwrap_err(), "a quotation mark is missing");
        assert_eq!(fields("\"A, 1\",B").unwrap(), ["A, 1", "B"]);
    }

    #[test]
    fn dates_of_both_kinds_are_read() {
        assert_eq!(
            compact_date("20180401").unwrap(),
            Some(jiff::civil::date(2018, 4, 1))
        );
        assert_eq!(
            british_date("30-06-2020").unwrap(),
            Some(jiff::civil::date(2020, 6, 30))
        );
        assert!(compact_date("2018").is_err());
        assert!(british_date("31-02-2020").is_err());
    }
}
