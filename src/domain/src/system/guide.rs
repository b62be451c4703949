//! Help pages: a guide for each role, which administrators write as Markdown.

use crate::kit::field_errors::{OPEN_AGAIN, read};
use crate::kit::instant::Instant;
use crate::kit::words::parse_text;
use crate::people::id::PersonId;
use crate::people::role::Role;
use crate::system::audit::{Action, Chapter, ObjectKind, Part};
use crate::system::id::GuideId;

pub const WORDS_LIMIT: usize = 20_000;

pub const GUIDE_WRITTEN: Action = Action::new("guide_written", "Changed a help page");
pub const GUIDE: ObjectKind = ObjectKind::new("guide", "Help page");
pub const LOG: Part = Part {
    chapter: Chapter::Service,
    actions: &[GUIDE_WRITTEN],
    kinds: &[GUIDE],
};

form! {
    /// 'Save the help page'.
    GuideForm => GuideRequest() {
        role: String => role: Role = read(&role, "Choose a role");
        /// What it was when the page was shown; 0 where there was none.
        version: String => version: i64 = read(&version, OPEN_AGAIN);
        /// Markdown. Empty: the role has no help page any more.
        words: String => words: String = parse_text("The help page", &words, WORDS_LIMIT);
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guide {
    pub id: GuideId,
    pub role: Role,
    pub words: String,
    pub version: i64,
    pub written_by: PersonId,
    pub written_at: Instant,
}
