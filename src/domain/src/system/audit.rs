//! What the audit log records: the kinds of what is done and of what it is done to, which each area declares, and those of the system.

open_code! {
    /// A change that somebody made.
    pub struct Action;
    /// What kind of thing a change was made to.
    pub struct ObjectKind;
}

/// Where a page that lists actions and kinds has an area's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Chapter {
    /// How people come in.
    SignIn,
    /// What the service is for.
    Work,
    /// Who and what there is.
    Directory,
    /// What the service does by itself, and what is seen of it.
    Service,
}

/// What an area records, in one chapter.
#[derive(Debug, Clone, Copy)]
pub struct Part {
    pub chapter: Chapter,
    pub actions: &'static [Action],
    /// What it is done to.
    pub kinds: &'static [ObjectKind],
}

pub const SETTING_CHANGED: Action = Action::new("setting_changed", "Changed a setting");
pub const MESSAGE_RETRIED: Action = Action::new("message_retried", "Had a message tried again");
/// Saw a record of somebody else's.
pub const RECORD_READ: Action = Action::new("record_read", "Looked at");
pub const ACCESS_REFUSED: Action = Action::new("access_refused", "Was refused");
pub const FILE_DOWNLOADED: Action = Action::new("file_downloaded", "Downloaded a file");
pub const JOB_ASKED_FOR: Action = Action::new("job_asked_for", "Asked for background work");

pub const SETTING: ObjectKind = ObjectKind::new("setting", "Setting");
pub const MESSAGE: ObjectKind = ObjectKind::new("message", "Message");
pub const PAGE: ObjectKind = ObjectKind::new("page", "Page");
pub const JOB: ObjectKind = ObjectKind::new("job", "Background work");

pub(super) const DIRECTORY: Part = Part {
    chapter: Chapter::Directory,
    actions: &[SETTING_CHANGED],
    kinds: &[SETTING],
};

pub(super) const SERVICE: Part = Part {
    chapter: Chapter::Service,
    actions: &[
        MESSAGE_RETRIED,
        RECORD_READ,
        ACCESS_REFUSED,
        FILE_DOWNLOADED,
        JOB_ASKED_FOR,
    ],
    kinds: &[MESSAGE, PAGE, JOB],
};
