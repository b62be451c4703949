//! What each area brings to what all areas share.

use domain::kit::app_error::ConflictCode;

/// What an area brings. Each writes its own beside its name: [`crate::career_conversations::AREA`].
#[derive(Debug, Clone, Copy)]
pub struct Area {
    /// What a refused constraint means to a person. One that no area names is a fault. Where there is more to say, the use case says it
    /// before this is asked.
    pub(crate) conflicts: &'static [(&'static str, ConflictCode)],
    /// The wording of a code in an entry of the log, by the name of the detail.
    pub(crate) words: fn(&str, &str) -> Option<&'static str>,
}

impl Area {
    /// Nothing.
    pub(crate) const NONE: Self = Self {
        conflicts: &[],
        words: |_, _| None,
    };

    /// The wording of a code in an entry of the log, if it is one of this area's.
    #[must_use]
    pub fn words_of(&self, detail: &str, code: &str) -> Option<&'static str> {
        (self.words)(detail, code)
    }
}
