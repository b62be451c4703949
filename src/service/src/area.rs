//! What each area brings to what all areas share, and the sum of them.

use domain::kit::app_error::ConflictCode;
use domain::system::audit::{Action, ObjectKind, Part};
use domain::system::settings::Setting;

use crate::{career_conversations, people, places, system};

/// What an area brings. Each writes its own beside its name: [`career_conversations::AREA`].
#[derive(Debug, Clone, Copy)]
pub struct Area {
    /// What a refused constraint means to a person. One that no area names is a fault. Where there is more to say, the use case says it
    /// before this is asked.
    pub(crate) conflicts: &'static [(&'static str, ConflictCode)],
    /// What the log records.
    pub(crate) log: &'static [Part],
    /// What can be set.
    pub(crate) settings: &'static [Setting],
    /// The wording of a code in an entry of the log, by the name of the detail.
    pub(crate) words: fn(&str, &str) -> Option<&'static str>,
}

impl Area {
    /// Nothing.
    pub(crate) const NONE: Self = Self {
        conflicts: &[],
        log: &[],
        settings: &[],
        words: |_, _| None,
    };

    /// The wording of a code in an entry of the log, if it is one of this area's.
    #[must_use]
    pub fn words_of(&self, detail: &str, code: &str) -> Option<&'static str> {
        (self.words)(detail, code)
    }
}

/// Every area.
pub const AREAS: &[Area] = &[
    people::AREA,
    places::AREA,
    system::AREA,
    career_conversations::AREA,
];

/// What every area records, in the order of pages that list it.
fn log() -> Vec<&'static Part> {
    let mut parts: Vec<_> = AREAS.iter().flat_map(|area| area.log).collect();
    parts.sort_by_key(|part| part.chapter);
    parts
}

/// Everything that can be set, in the order of pages that list it.
pub fn settings() -> impl Iterator<Item = Setting> {
    AREAS.iter().flat_map(|area| area.settings).copied()
}

/// The setting with this code, if there is one.
#[must_use]
pub fn setting(code: &str) -> Option<Setting> {
    settings().find(|setting| setting.code == code)
}

/// Every action of the log, in the order of pages that list them.
pub fn actions() -> impl Iterator<Item = Action> {
    log().into_iter().flat_map(|part| part.actions).copied()
}

/// Every kind of thing in the log, in the order of pages that list them.
pub fn object_kinds() -> impl Iterator<Item = ObjectKind> {
    log().into_iter().flat_map(|part| part.kinds).copied()
}

/// The wording of an action's code; the code itself where only a newer server knows it.
#[must_use]
pub fn action_words(code: &str) -> &str {
    let known = actions().find(|action| action.code() == code);
    known.map_or(code, |action| action.words())
}

/// The wording of the code of a kind of thing; the code itself where only a newer server knows it.
#[must_use]
pub fn object_kind_words(code: &str) -> &str {
    let known = object_kinds().find(|kind| kind.code() == code);
    known.map_or(code, |kind| kind.words())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fmt::Debug;

    use super::*;

    fn assert_none_twice<T: Ord + Debug>(codes: impl Iterator<Item = T>) {
        let mut seen = BTreeSet::new();
        let codes: Vec<_> = codes.collect();
        assert!(!codes.is_empty());
        for code in codes {
            assert!(!seen.contains(&code), "{code:?} is declared twice");
            seen.insert(code);
        }
    }

    #[test]
    fn no_code_of_the_log_is_declared_twice() {
        assert_none_twice(actions().map(Action::code));
        assert_none_twice(object_kinds().map(ObjectKind::code));
    }

    #[test]
    fn no_setting_is_declared_twice() {
        assert_none_twice(settings().map(|setting| setting.code));
    }

    #[test]
    fn what_only_a_newer_server_knows_is_told_by_its_code() {
        assert_eq!(action_words("signed_in"), "Signed in");
        assert_eq!(action_words("shift_claimed"), "shift_claimed");
        assert_eq!(object_kind_words("shift"), "shift");
    }
}
