//! Announcements: what coordinators tell many people on the home page, from one day to another.

use jiff::civil::Date;

use crate::kit::app_error::ConflictCode;
use crate::kit::field_errors::{optional, read};
use crate::kit::instant::Instant;
use crate::kit::london;
use crate::kit::when::TypedDay;
use crate::kit::words::{parse_line, parse_prose};
use crate::people::actor::Actor;
use crate::people::id::PersonId;
use crate::people::permission::Permission;
use crate::people::role::Role;
use crate::places::id::OrganisationId;
use crate::system::audit::{Action, Chapter, ObjectKind, Part};
use crate::system::id::AnnouncementId;

pub const WORDS_LIMIT: usize = 600;

pub const PUBLISH_ANNOUNCEMENTS: Permission =
    Permission::system_wide("publish_announcements", &[Role::HubCoordinator]);

pub const PUBLISHED: Action = Action::new("announcement_published", "Published an announcement");
pub const ENDED: Action = Action::new("announcement_ended", "Ended an announcement");
pub const ANNOUNCEMENT: ObjectKind = ObjectKind::new("announcement", "Announcement");
pub const LOG: Part = Part {
    chapter: Chapter::Work,
    actions: &[PUBLISHED, ENDED],
    kinds: &[ANNOUNCEMENT],
};

/// It was ended, or its last day has passed.
pub const OVER: ConflictCode =
    ConflictCode::new("announcement_over", "This announcement is over already");

coded_enum! {
    pub enum Audience {
        Everyone = "everyone", "Everyone who signs in";
        Members = "members", "Hub members";
        Staff = "staff", "Staff";
    }
}

form! {
    /// 'Publish an announcement'. It begins today or within a year, and is shown for three months at most.
    AnnouncementForm => Notice(today: Date) {
        title: String => title: String = parse_line("heading", &title, 80);
        words: String => words: String = parse_prose("announcement", &words, WORDS_LIMIT);
        audience: String => audience: Audience = read(&audience, "Choose who it is for");
        /// Only for who has a role there.
        organisation: String => organisation: Option<OrganisationId> =
            optional(&organisation, |id| read(id, "Choose an organisation, or all of them"));
        first: TypedDay => first_day: Date = first.within("first day", today, 366);
        last: TypedDay => last_day: Date = last.read("last day");
    }
    check |notice, errors| {
        if notice.last_day < notice.first_day {
            errors.push("last", "The last day must be the same as or after the first day");
        } else if notice.last_day > london::plus_days(notice.first_day, 92) {
            errors.push("last", "An announcement can be shown for 3 months at most");
        }
    }
}

id_form! {
    /// 'End it now' and 'Hide this'.
    AnnouncementIdForm { announcement: AnnouncementId, "Choose an announcement" };
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Announcement {
    pub id: AnnouncementId,
    pub notice: Notice,
    pub published_by: PersonId,
    pub published_at: Instant,
    /// Before its last day.
    pub ended_at: Option<Instant>,
}

impl Announcement {
    #[must_use]
    pub fn is_for(&self, actor: &Actor) -> bool {
        let mut grants = actor.grants.iter();
        let is_there = |organisation| grants.any(|grant| grant.organisation == Some(organisation));
        self.notice.organisation.is_none_or(is_there)
            && match self.notice.audience {
                Audience::Everyone => true,
                Audience::Members => actor.has(Role::HubMember),
                Audience::Staff => actor.is_staff(),
            }
    }

    #[must_use]
    pub fn is_over(&self, today: Date) -> bool {
        self.ended_at.is_some() || self.notice.last_day < today
    }
}
