//! Organisations, their sites, schools and postcodes.

use domain::kit::grid_reference::GridReference;
use domain::kit::postcode::Postcode;
use domain::places::id::OrganisationId;
use domain::places::organisation::{OrganisationKind, OrganisationSource};
use jiff::civil::date;
use store::Tx;
use store::places::organisation::Organisation;
use store::places::postcode::PlacedPostcode;
use store::places::school::School;
use store::places::site::Site;

use super::super::build::uuid;
use super::{BROUGHT, FEW_ROWS, NOTHING, Proof};

pub fn organisation(ods_code: Option<&str>, name: &str) -> Organisation {
    Organisation {
        id: uuid().into(),
        ods_code: ods_code.map(str::to_owned),
        name: name.to_owned(),
        kind: OrganisationKind::Trust,
        town: "STAFFORD".to_owned(),
        postcode: Some(postcode("ST16 3SR")),
        opened: Some(date(1993, 4, 1)),
        closed: None,
        source: OrganisationSource::Register,
    }
}

pub fn postcode(text: &str) -> Postcode {
    Postcode::parse(text).unwrap()
}

pub fn placed(text: &str, easting: i32) -> PlacedPostcode {
    PlacedPostcode {
        postcode: postcode(text),
        grid_reference: GridReference::of_metres(easting, 347_000),
    }
}

pub fn school(urn: i64, name: &str) -> School {
    School {
        urn,
        name: name.to_owned(),
        town: "Lichfield".to_owned(),
        postcode: None,
        opened: None,
        closed: Some(date(2004, 8, 31)),
    }
}

/// The first of the two organisations.
pub async fn rows(tx: &mut Tx) -> OrganisationId {
    let midlands = organisation(Some("RRE"), "MIDLANDS PARTNERSHIP");
    for organisation in [&midlands, &organisation(Some("RJE"), "NORTH MIDLANDS")] {
        store::places::organisation::insert(tx, organisation)
            .await
            .unwrap();
        let site = Site {
            id: uuid().into(),
            organisation: organisation.id,
            organisation_name: String::new(),
            name: "Main building".to_owned(),
            address: "1 High Street".to_owned(),
            town: "Stafford".to_owned(),
            postcode: postcode("ST16 3SR"),
            grid_reference: None,
            access_notes: String::new(),
            closed_at: None,
        };
        store::places::site::insert(tx, &site).await.unwrap();
    }
    store::places::school::upsert_all(tx, &[school(104_024, "Lodge"), school(104_026, "Grange")])
        .await
        .unwrap();
    store::places::postcode::upsert_all(
        tx,
        &[placed("ST4 6QG", 385_000), placed("ST1 1AP", 388_248)],
    )
    .await
    .unwrap();
    midlands.id
}

pub static PROOF: Proof = Proof {
    refused: "
        organisation_name: UPDATE organisation SET name = ''
        organisation_kind: UPDATE organisation SET kind = 'shop'
        organisation_source: UPDATE organisation SET source = 'hearsay'
        organisation_ods_code: UPDATE organisation SET ods_code = 'RRE'
        postcode_easting: UPDATE postcode SET easting = 700001
        postcode_northing: UPDATE postcode SET northing = -1
        site_name: UPDATE site SET name = ''
        foreign_key: DELETE FROM organisation
    ",
    read_whole: &[
        (
            FEW_ROWS,
            &[
                "places::organisation::SEARCH: organisation_by_key",
                "places::organisation::SEARCH_COUNT: organisation_by_key",
                "places::school::ALL: school",
                "places::site::ALL: s",
                "places::site::WHERE_ADVISERS_MEET: extra_slot",
                "places::site::WHERE_ADVISERS_MEET: weekly_pattern",
            ],
        ),
        (
            BROUGHT,
            &[
                "places::organisation::EXISTING: json_each",
                "places::organisation::UPSERT: json_each",
                "places::postcode::EXISTING: json_each",
                "places::postcode::UPSERT: json_each",
                "places::school::EXISTING: json_each",
                "places::school::UPSERT: json_each",
            ],
        ),
    ],
    ..NOTHING
};
