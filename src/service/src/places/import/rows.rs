//! What a row of each register says.

use domain::kit::grid_reference::GridReference;
use domain::kit::postcode::Postcode;
use domain::places::id::OrganisationId;
use domain::places::organisation::{OrganisationKind, OrganisationSource};
use store::places::organisation::Organisation;
use store::places::postcode::PlacedPostcode;
use store::places::school::School;

use super::dates::{british_date, compact_date};
use super::layout::{Fields, is_code, quoted};
use super::names::{readable, town};

/// Code-Point Open's mark of a postcode that has no place.
const NO_PLACE: &str = "90";

fn optional_postcode(text: &str) -> Result<Option<Postcode>, String> {
    match text {
        "" => Ok(None),
        _ => full_postcode(text).map(Some),
    }
}

fn full_postcode(text: &str) -> Result<Postcode, String> {
    Postcode::parse(text).map_err(|_| format!("{} is not a postcode", quoted(text)))
}

/// The code, name, postcode, dates and town that both ODS layouts have in the same columns.
fn ods(
    fields: Fields<'_>,
    id: OrganisationId,
    kind: OrganisationKind,
) -> Result<Organisation, String> {
    let code = fields.present("code")?;
    if !is_code(&code) {
        return Err(format!("{} is not a code", quoted(&code)));
    }
    let lines = ["line 1", "line 2", "line 3", "line 4", "line 5"];
    let lines: Result<Vec<String>, String> =
        lines.into_iter().map(|line| fields.get(line)).collect();
    Ok(Organisation {
        id,
        ods_code: Some(code),
        name: readable(&fields.present("name")?),
        kind,
        town: town(&lines?),
        postcode: optional_postcode(&fields.get("postcode")?)?,
        opened: compact_date(&fields.get("open date")?)?,
        closed: compact_date(&fields.get("close date")?)?,
        source: OrganisationSource::Register,
    })
}

/// A row of `etr`, in which the practices' status is blank.
pub(super) fn trust(fields: Fields<'_>, id: OrganisationId) -> Result<Organisation, String> {
    if !fields.get("status")?.is_empty() {
        return Err("it has a status: this is a row of the practices".to_owned());
    }
    ods(fields, id, OrganisationKind::Trust)
}

/// A row of `epraccur`: the status is A, C, D or P, the prescribing setting of a general practice 4.
pub(super) fn practice(fields: Fields<'_>, id: OrganisationId) -> Result<Organisation, String> {
    let status = fields.present("status")?;
    if !["A", "C", "D", "P"].contains(&status.as_str()) {
        return Err(format!("{} is not a status", quoted(&status)));
    }
    let kind = if fields.present("setting")? == "4" {
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

/// A row of the schools register. Where it has no town, the line above it is one.
pub(super) fn school(fields: Fields<'_>) -> Result<School, String> {
    let urn = fields.present("URN")?;
    let urn = urn
        .parse()
        .ok()
        .filter(|number| (100_000..=999_999).contains(number))
        .ok_or_else(|| format!("{} is not a URN", quoted(&urn)))?;
    let lines = [
        fields.get("locality")?,
        fields.get("address 3")?,
        fields.get("town")?,
    ];
    Ok(School {
        urn,
        name: fields.present("name")?,
        town: town(&lines),
        postcode: optional_postcode(&fields.get("postcode")?)?,
        opened: british_date(&fields.get("open date")?)?,
        closed: british_date(&fields.get("close date")?)?,
    })
}

/// A row of Code-Point Open. Places are within the National Grid.
pub(super) fn postcode(fields: Fields<'_>) -> Result<PlacedPostcode, String> {
    let postcode = full_postcode(&fields.present("postcode")?)?;
    let metres = |name, most: i32| {
        let text = fields.get(name)?;
        text.parse()
            .ok()
            .filter(|metres| (0..=most).contains(metres) && !text.starts_with('+'))
            .ok_or_else(|| format!("{} is not a place on the National Grid", quoted(&text)))
    };
    let grid_reference = match fields.get("quality")?.as_str() {
        NO_PLACE => None,
        _ => GridReference::of_metres(
            metres("eastings", 700_000)?,
            metres("northings", 1_300_000)?,
        ),
    };
    Ok(PlacedPostcode {
        postcode,
        grid_reference,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_repeated_short_and_without_what_a_terminal_acts_on() {
        assert_eq!(quoted("O'Connor, \"é\""), "'O'Connor, \"é\"'");
        assert_eq!(quoted("\u{1b}[31mred\n"), "'\\u{1b}[31mred\\n'");
        assert_eq!(quoted(&"x".repeat(41)), format!("'{}…'", "x".repeat(40)));
    }
}
