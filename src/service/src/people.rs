//! People, their roles, their sessions, and how they sign in.

pub(crate) mod access;
pub mod calendar;
pub mod calendar_feed;
pub mod demo;
pub(crate) mod message;
pub mod person;
pub mod personal_data;
mod retention;
pub mod session;
pub mod sign_in;

use domain::people::audit::LOG;
use domain::people::message as about;
use domain::people::role::Role;

use crate::area::Area;
use message::addressee;

pub const AREA: Area = Area {
    log: LOG,
    words: |name, code| match name {
        "role" => Role::from_code(code).map(Role::words),
        _ => None,
    },
    messages: &[
        (about::PERSON, |_, conn, id, message| {
            Box::pin(addressee::person(conn, id.into(), message))
        }),
        (about::SIGN_IN_CODE, |service, conn, id, _| {
            Box::pin(addressee::sign_in_code(service, conn, id.into()))
        }),
        (about::ADDRESS_CHANGE, |service, conn, id, _| {
            Box::pin(addressee::address_change(service, conn, id.into()))
        }),
    ],
    drop_reasons: &[
        about::ACCOUNT_CLOSED,
        about::OTHER_ADDRESS,
        about::CODE_OVER,
    ],
    left: |work, organisation| Box::pin(person::organisation_left(work, organisation)),
    kept: retention::KEPT,
    ..Area::NONE
};
