//! The pages of organisations and their sites, for administrators.

#![recursion_limit = "512"]

mod done;
mod organisation_pages;
mod server_fns;
mod site_pages;

use domain::people::permission::ADMINISTER;
use web::area::{Area, Link, Route, Section, at};

use organisation_pages::{add_organisation_page, organisation_page, organisations_page};
use server_fns::*;
use site_pages::{add_site_page, change_site_page, close_site_page};

pub const AREA: Area = Area {
    routes,
    links: &[Link {
        section: Some(Section::Organisations),
        permission: Some(ADMINISTER),
        href: "/admin/organisations",
        under: &["/admin/sites"],
        words: "Organisations and sites",
        about: "See an organisation and the places where people meet.",
        ..Link::NONE
    }],
    ..Area::NONE
};

fn routes() -> Vec<Route> {
    vec![
        at("/admin/organisations", organisations_page),
        at("/admin/organisations/new", add_organisation_page),
        at("/admin/organisations/{id}", organisation_page),
        at("/admin/organisations/{id}/site", add_site_page),
        at("/admin/sites/{id}/change", change_site_page),
        at("/admin/sites/{id}/close", close_site_page),
    ]
}
