//! Organisations, their sites, and the registers that they come from.

pub mod import;
pub mod organisation;
pub mod site;

use crate::area::Area;

/// What places bring to what all areas share.
pub const AREA: Area = Area::NONE;
