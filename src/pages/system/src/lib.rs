//! The pages of the service itself: settings, the log and background work for administrators, and what everyone may read.

#![recursion_limit = "512"]

mod announcement_pages;
mod audit_page;
mod done;
mod guide_pages;
mod information;
mod notification_pages;
mod server_fns;
mod settings_pages;
mod work_page;

use domain::kit::words;
use domain::people::actor::Actor;
use domain::system::announcement::PUBLISH_ANNOUNCEMENTS;
use domain::system::permission::ADMINISTER_SYSTEM;
use service::system::work::count_given_up;
use web::area::{Area, Link, Route, Section, Task, at};
use web::context;
use web::error::Failure;

use announcement_pages::{announcements_page, news, publish_page};
use audit_page::audit_page;
use guide_pages::{change_guide_page, guide_page, guides_page};
use information::{accessibility_page, cookies_page, privacy_page};
use notification_pages::{emails_page, notification_page, notifications_page};
use server_fns::*;
use settings_pages::{change_setting_page, settings_page};
use work_page::work_page;

pub const AREA: Area = Area {
    routes,
    moved: &[
        ("/admin/settings", "/settings"),
        ("/admin/audit", "/audit"),
        ("/admin/work", "/work"),
        ("/admin", "/menu"),
        ("/coordinator/announcements", "/announcements"),
    ],
    links: &[
        announcement_pages::LINK,
        SETTINGS,
        AUDIT_LOG,
        WORK,
        guide_pages::LINK,
        notification_pages::LINK,
    ],
    news: |actor| Box::pin(news(actor)),
    tasks: |actor| Box::pin(tasks(actor)),
    shortcuts: &[(
        PUBLISH_ANNOUNCEMENTS,
        "/announcements/publish",
        "Publish an announcement",
    )],
    starts: &[(
        "/menu",
        "I look after the service",
        "Look after people and their roles, organisations, sites and settings.",
    )],
    ..Area::NONE
};

/// Messages that could not be sent, for who can have them tried again.
async fn tasks(actor: Actor) -> Result<Vec<Task>, Failure> {
    if actor.may(ADMINISTER_SYSTEM).is_err() {
        return Ok(Vec::new());
    }
    let given_up = count_given_up(&context::service(), &actor).await?;
    let task = || Task {
        words: format!(
            "See to {} that could not be sent",
            words::counted(given_up, "message", "messages")
        ),
        href: "/work".to_owned(),
        hint: String::new(),
        by: None,
        is_late: true,
    };
    Ok((given_up > 0).then(task).into_iter().collect())
}

fn routes() -> Vec<Route> {
    vec![
        at("/settings", settings_page),
        at("/settings/{name}", change_setting_page),
        at("/audit", audit_page),
        at("/announcements", announcements_page),
        at("/announcements/publish", publish_page),
        at("/work", work_page),
        at("/guides", guides_page),
        at("/guides/{role}", guide_page),
        at("/guides/{role}/change", change_guide_page),
        at("/notifications", notifications_page),
        at("/notifications/emails", emails_page),
        at("/notifications/{notification}", notification_page),
        at("/accessibility", accessibility_page),
        at("/cookies", cookies_page),
        at("/privacy", privacy_page),
    ]
}

const SETTINGS: Link = Link {
    section: Some(Section::Settings),
    permission: Some(ADMINISTER_SYSTEM),
    href: "/settings",
    words: "Settings",
    about: "Say how late people can change a booking, and how soon and how far ahead they can book.",
    ..Link::NONE
};

const AUDIT_LOG: Link = Link {
    section: Some(Section::System),
    permission: Some(ADMINISTER_SYSTEM),
    href: "/audit",
    words: "Audit log",
    about: "See who did what, and when.",
    ..Link::NONE
};

const WORK: Link = Link {
    section: Some(Section::System),
    permission: Some(ADMINISTER_SYSTEM),
    href: "/work",
    words: "Messages and background work",
    about: "See messages that could not be sent and have them tried again.",
    ..Link::NONE
};
