//! Organisations, their sites, and the registers that they come from.

pub mod import;
pub mod organisation;
pub mod site;

use domain::places::audit::LOG;

use crate::area::Area;

/// What places bring to what all areas share.
pub const AREA: Area = Area {
    log: LOG,
    ..Area::NONE
};
