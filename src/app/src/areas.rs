//! The areas that have pages.

use web::area::Area;

/// Every area that has pages, in the order that people read of them.
pub const AREAS: &[Area] = &[
    pages_career_conversations::AREA,
    pages_system::AREA,
    pages_places::AREA,
    pages_people::AREA,
];
