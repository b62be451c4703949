//! The pages of people: signing in, one's own account, and people and their roles for administrators.

#![recursion_limit = "512"]

mod account;
mod calendar_page;
mod demo;
mod done;
mod find;
mod people;
mod sign_in;

use domain::people::permission::ADMINISTER;
use web::area::{Area, Link, Route, Section, at};

use account::{account_page, calendar_page, change_account_page, erasure_page, personal_data_page};
use calendar_page::own_calendar_page;
use demo::{components_page, demo_page, messages_page};
use people::{
    add_person_page, change_person_page, close_person_page, give_role_page, people_page,
    person_page, remove_role_page,
};
use sign_in::{address_page, code_page, link_page, sign_in_page};

pub const AREA: Area = Area {
    routes,
    moved: &[("/admin/people", "/people")],
    links: &[
        calendar_page::LINK,
        Link {
            section: Some(Section::People),
            permission: Some(ADMINISTER),
            href: "/people",
            words: "People",
            about: "Find or add a person, give or remove a role, close an account.",
            ..Link::NONE
        },
        Link {
            href: "/account",
            words: "Your account",
            about: "See your roles and where you are signed in. Sign out.",
            ..Link::NONE
        },
    ],
    find: |actor, text| Box::pin(find::find(actor, text)),
    searchers: &[ADMINISTER],
    shortcuts: &[(ADMINISTER, "/people/new", "Add a person")],
    ..Area::NONE
};

fn routes() -> Vec<Route> {
    vec![
        at("/sign-in", sign_in_page),
        at("/sign-in/code", code_page),
        at("/sign-in/link/{token}", link_page),
        at("/sign-in/address/{token}", address_page),
        at("/account", account_page),
        at("/account/change", change_account_page),
        at("/account/calendar", calendar_page),
        at("/calendar", own_calendar_page),
        at("/account/your-data", personal_data_page),
        at("/account/your-data/erase", erasure_page),
        at("/demo", demo_page),
        at("/demo/messages", messages_page),
        at("/demo/components", components_page),
        at("/people", people_page),
        at("/people/new", add_person_page),
        at("/people/{id}", person_page),
        at("/people/{id}/change", change_person_page),
        at("/people/{id}/close", close_person_page),
        at("/people/{id}/role", give_role_page),
        at("/people/{id}/role/{grant}/remove", remove_role_page),
    ]
}
