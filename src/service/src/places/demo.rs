//! Organisations by their real names, and a dozen of their sites.

use domain::kit::app_error::AppError;
use domain::kit::postcode::Postcode;
use domain::people::actor::Actor;
use domain::places::id::{OrganisationId, SiteId};
use domain::places::organisation::{OrganisationForm, OrganisationKind, OrganisationSource};
use domain::places::site::SiteForm;
use store::places::organisation::Organisation;

use crate::Service;
use crate::places::organisation;
use crate::places::site;

const ORGANISATIONS: &[(Option<&str>, &str, OrganisationKind, &str, &str)] = &[
    (
        Some("RJE"),
        "University Hospitals of North Midlands NHS Trust",
        OrganisationKind::Trust,
        "Stoke-on-Trent",
        "ST4 6QG",
    ),
    (
        Some("RRE"),
        "Midlands Partnership NHS Foundation Trust",
        OrganisationKind::Trust,
        "Stafford",
        "ST16 3SR",
    ),
    (
        Some("RLY"),
        "North Staffordshire Combined Healthcare NHS Trust",
        OrganisationKind::Trust,
        "Stoke-on-Trent",
        "ST4 8HH",
    ),
    (
        Some("QNC"),
        "Staffordshire and Stoke-on-Trent Integrated Care Board",
        OrganisationKind::Board,
        "Stafford",
        "ST16 2LP",
    ),
    (
        None,
        "Staffordshire County Council",
        OrganisationKind::Council,
        "Stafford",
        "ST16 2LH",
    ),
    (
        None,
        "Stoke-on-Trent City Council",
        OrganisationKind::Council,
        "Stoke-on-Trent",
        "ST4 1HH",
    ),
];

/// Index of the organisation, name, street, town, postcode, how to get in.
const SITES: &[(usize, &str, &str, &str, &str, &str)] = &[
    (
        0,
        "Royal Stoke University Hospital",
        "Newcastle Road",
        "Stoke-on-Trent",
        "ST4 6QG",
        "Step-free from the main entrance. Pay and display parking.",
    ),
    (
        0,
        "County Hospital",
        "Weston Road",
        "Stafford",
        "ST16 3SA",
        "Step-free. Parking at the front.",
    ),
    (
        1,
        "St George’s Hospital",
        "Corporation Street",
        "Stafford",
        "ST16 3SR",
        "Step-free. Ask at reception.",
    ),
    (
        1,
        "Haywood Hospital",
        "High Lane, Burslem",
        "Stoke-on-Trent",
        "ST6 7AG",
        "Step-free. Lift to the first floor.",
    ),
    (
        1,
        "Cannock Chase Hospital",
        "Brunswick Road",
        "Cannock",
        "WS11 5XY",
        "Step-free. Ten minutes’ walk from the bus station.",
    ),
    (
        1,
        "Samuel Johnson Community Hospital",
        "Trent Valley Road",
        "Lichfield",
        "WS13 6EF",
        "Step-free. Free parking.",
    ),
    (
        1,
        "Sir Robert Peel Community Hospital",
        "Plantation Lane, Mile Oak",
        "Tamworth",
        "B78 3NG",
        "Step-free. Free parking.",
    ),
    (
        1,
        "Leek Moorlands Hospital",
        "Ashbourne Road",
        "Leek",
        "ST13 5BQ",
        "Step-free. Free parking.",
    ),
    (
        2,
        "Harplands Hospital",
        "Hilton Road",
        "Stoke-on-Trent",
        "ST4 6TH",
        "Step-free. Ask at reception.",
    ),
    (
        2,
        "Lawton House",
        "Bellringer Road, Trentham",
        "Stoke-on-Trent",
        "ST4 8HH",
        "Step-free. Free parking.",
    ),
    (
        4,
        "Staffordshire Place",
        "Tipping Street",
        "Stafford",
        "ST16 2DH",
        "Step-free. Five minutes’ walk from the station.",
    ),
    (
        5,
        "Civic Centre",
        "Glebe Street",
        "Stoke-on-Trent",
        "ST4 1HH",
        "Step-free. Next to the station.",
    ),
];

/// Adds them and gives the sites' identifiers. Organisations with a code come as from the national register.
pub(crate) async fn add(service: &Service, priya: &Actor) -> Result<Vec<SiteId>, AppError> {
    let mut organisations = Vec::new();
    for (code, name, kind, town, postcode) in ORGANISATIONS {
        organisations.push(match code {
            None => {
                let form = OrganisationForm {
                    name: (*name).to_owned(),
                    kind: kind.code().to_owned(),
                    town: (*town).to_owned(),
                    postcode: (*postcode).to_owned(),
                };
                organisation::add(service, priya, form).await?
            }
            Some(code) => {
                let organisation = Organisation {
                    id: OrganisationId::new(service.now(), service.random()),
                    ods_code: Some((*code).to_owned()),
                    name: (*name).to_owned(),
                    kind: *kind,
                    town: (*town).to_owned(),
                    postcode: Postcode::parse(postcode).ok(),
                    opened: None,
                    closed: None,
                    source: OrganisationSource::Register,
                };
                let mut tx = service.store.write().await?;
                store::places::organisation::insert(&mut tx, &organisation).await?;
                tx.commit().await?;
                organisation.id
            }
        });
    }
    let mut sites = Vec::new();
    for (of, name, address, town, postcode, access) in SITES {
        let form = SiteForm {
            organisation: organisations[*of].to_string(),
            site: String::new(),
            name: (*name).to_owned(),
            address: (*address).to_owned(),
            town: (*town).to_owned(),
            postcode: (*postcode).to_owned(),
            access_notes: (*access).to_owned(),
        };
        sites.push(site::add(service, priya, form).await?);
    }
    Ok(sites)
}
