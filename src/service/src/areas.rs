//! The areas that there are.

use crate::area::Area;
use crate::{career_conversations, people, places, system};

/// Every area, in the order in which pages list what they bring.
pub const AREAS: &[Area] = &[
    people::AREA,
    places::AREA,
    system::AREA,
    career_conversations::AREA,
];
