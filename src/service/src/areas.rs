//! The areas that there are.

use domain::system::audit::{Action, ObjectKind, Part};
use domain::system::settings::Setting;

use crate::Service;
use crate::area::{Area, Due};
use crate::{career_conversations, people, places, seats, system};

/// Every area, in the order in which pages list what they bring.
pub const AREAS: &[Area] = &[
    people::AREA,
    places::AREA,
    seats::AREA,
    system::AREA,
    career_conversations::AREA,
];

impl Service {
    /// What every area records, in the order of pages that list it.
    fn log(&self) -> Vec<&'static Part> {
        let mut parts: Vec<_> = self.areas.iter().flat_map(|area| area.log).collect();
        parts.sort_by_key(|part| part.chapter);
        parts
    }

    pub fn actions(&self) -> impl Iterator<Item = &'static Action> {
        self.log().into_iter().flat_map(|part| part.actions)
    }

    pub fn object_kinds(&self) -> impl Iterator<Item = &'static ObjectKind> {
        self.log().into_iter().flat_map(|part| part.kinds)
    }

    pub fn settings(&self) -> impl Iterator<Item = Setting> {
        self.areas.iter().flat_map(|area| area.settings).copied()
    }

    /// What time brings to every area: what it is, in a warning's words, and a round of it.
    pub fn due(&self) -> impl Iterator<Item = &'static (&'static str, Due)> {
        self.areas.iter().flat_map(|area| area.due)
    }

    /// The code itself where only a newer server knows it.
    #[must_use]
    pub fn action_words<'a>(&self, code: &'a str) -> &'a str {
        let known = self.actions().find(|action| action.code() == code);
        known.map_or(code, |action| action.words())
    }

    /// The code itself where only a newer server knows it.
    #[must_use]
    pub fn object_kind_words<'a>(&self, code: &'a str) -> &'a str {
        let known = self.object_kinds().find(|kind| kind.code() == code);
        known.map_or(code, |kind| kind.words())
    }

    /// The code itself where only a newer server knows it.
    #[must_use]
    pub fn setting_words<'a>(&self, code: &'a str) -> &'a str {
        let known = self.settings().find(|setting| setting.code == code);
        known.map_or(code, |setting| setting.words)
    }

    /// The wording of a code in an entry of the log, by the name of the detail; the code itself where it has none.
    #[must_use]
    pub fn detail_words<'a>(&self, detail: &str, code: &'a str) -> &'a str {
        if detail == "setting" {
            return self.setting_words(code);
        }
        let known = self
            .areas
            .iter()
            .find_map(|area| (area.words)(detail, code));
        known.unwrap_or(code)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use domain::system::outbox::DropReason;

    use super::*;

    fn assert_none_twice<'a>(codes: impl Iterator<Item = &'a str>) {
        let codes: Vec<&str> = codes.collect();
        assert!(!codes.is_empty());
        let once: BTreeSet<&str> = codes.iter().copied().collect();
        assert_eq!(once.len(), codes.len(), "{codes:?}");
    }

    #[test]
    fn what_is_kept_as_a_code_means_one_thing() {
        let parts = || AREAS.iter().flat_map(|area| area.log);
        assert_none_twice(
            parts()
                .flat_map(|part| part.actions)
                .map(|action| action.code()),
        );
        assert_none_twice(parts().flat_map(|part| part.kinds).map(|kind| kind.code()));
        let settings = AREAS.iter().flat_map(|area| area.settings);
        assert_none_twice(settings.map(|setting| setting.code));
        let messages = AREAS.iter().flat_map(|area| area.messages);
        assert_none_twice(messages.map(|(about, _)| about.code()));
        let reasons = AREAS.iter().flat_map(|area| area.drop_reasons);
        assert_none_twice(reasons.map(DropReason::code));
        let topics = AREAS.iter().flat_map(|area| area.topics);
        assert_none_twice(topics.map(|(topic, _)| topic.code()));
        let kinds = AREAS.iter().flat_map(|area| area.ran_out);
        assert_none_twice(kinds.map(|(kind, _)| kind.code()));
    }
}
