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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use domain::system::outbox::DropReason;

    use super::*;

    #[test]
    fn what_is_kept_as_a_code_means_one_thing() {
        let messages = AREAS.iter().flat_map(|area| area.messages);
        let about: Vec<&str> = messages.map(|(about, _)| about.code()).collect();
        let reasons = AREAS.iter().flat_map(|area| area.drop_reasons);
        let dropped: Vec<&str> = reasons.map(DropReason::code).collect();
        for codes in [about, dropped] {
            let once: BTreeSet<&str> = codes.iter().copied().collect();
            assert_eq!(once.len(), codes.len(), "{codes:?}");
        }
    }
}
