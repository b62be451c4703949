//! The pages of the service itself: settings, the log and background work for administrators, and what everyone may read.

#![recursion_limit = "512"]

mod administration_page;
mod announcement_pages;
mod audit_page;
mod done;
mod guide_pages;
mod information;
mod server_fns;
mod settings_pages;
mod work_page;

use domain::people::permission::ADMINISTER;
use web::area::{Area, Link, Route, at};

use administration_page::administration_page;
use announcement_pages::{announcements_page, news, publish_page};
use audit_page::audit_page;
use guide_pages::{change_guide_page, guide_page, guides_page};
use information::{accessibility_page, cookies_page, privacy_page};
use server_fns::*;
use settings_pages::{change_setting_page, settings_page};
use work_page::work_page;

pub const AREA: Area = Area {
    routes,
    links: &[ADMINISTRATION, announcement_pages::LINK, guide_pages::LINK],
    news: |actor| Box::pin(news(actor)),
    starts: &[(
        "/admin",
        "I look after the service",
        "Look after people and their roles, organisations, sites and settings.",
    )],
};

fn routes() -> Vec<Route> {
    vec![
        at("/admin", administration_page),
        at("/admin/settings", settings_page),
        at("/admin/settings/{name}", change_setting_page),
        at("/admin/audit", audit_page),
        at("/coordinator/announcements", announcements_page),
        at("/coordinator/announcements/publish", publish_page),
        at("/admin/work", work_page),
        at("/guides", guides_page),
        at("/guides/{role}", guide_page),
        at("/guides/{role}/change", change_guide_page),
        at("/accessibility", accessibility_page),
        at("/cookies", cookies_page),
        at("/privacy", privacy_page),
    ]
}

const ADMINISTRATION: Link = Link {
    permission: Some(ADMINISTER),
    href: "/admin",
    words: "Administration",
    about: "Look after people and their roles, organisations and sites.",
    in_header: true,
};
