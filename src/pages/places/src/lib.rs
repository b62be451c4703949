//! The pages of organisations and their sites, for administrators.

#![recursion_limit = "512"]

mod done;
mod find;
mod leave_page;
mod organisation_pages;
mod server_fns;
mod site_pages;

use domain::people::permission::ADMINISTER;
use web::area::{Area, Link, Route, Section, at};

use leave_page::leave_page;
use organisation_pages::{add_organisation_page, organisation_page, organisations_page};
use server_fns::*;
use site_pages::{add_site_page, change_site_page, close_site_page};

pub const AREA: Area = Area {
    routes,
    moved: &[
        ("/admin/organisations", "/organisations"),
        ("/admin/sites", "/sites"),
    ],
    links: &[Link {
        section: Some(Section::Organisations),
        permission: Some(ADMINISTER),
        href: "/organisations",
        under: &["/sites"],
        words: "Organisations and sites",
        about: "See an organisation and the places where people meet.",
        ..Link::NONE
    }],
    find: |actor, text| Box::pin(find::find(actor, text)),
    searchers: &[ADMINISTER],
    ..Area::NONE
};

fn routes() -> Vec<Route> {
    vec![
        at("/organisations", organisations_page),
        at("/organisations/new", add_organisation_page),
        at("/organisations/{id}", organisation_page),
        at("/organisations/{id}/site", add_site_page),
        at("/organisations/{id}/leave", leave_page),
        at("/sites/{id}/change", change_site_page),
        at("/sites/{id}/close", close_site_page),
    ]
}
