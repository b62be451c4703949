//! Organisations, their sites, and the registers that they come from.

pub(crate) mod demo;
pub mod import;
pub mod organisation;
pub mod site;

use domain::places::audit::LOG;

use crate::area::Area;
use crate::system::retention::{Kept, NOT_ABOUT_PEOPLE, kept};

pub const AREA: Area = Area {
    log: LOG,
    kept: &[kept(
        "Organisations, sites, schools and postcodes",
        &["organisation", "site", "school", "postcode"],
        Kept::Always,
        NOT_ABOUT_PEOPLE,
    )],
    left: |work, organisation| Box::pin(site::organisation_left(work, organisation)),
    ..Area::NONE
};
