//! What was done, as the pages of this area say it once a form has led there.

use web::banner::Banner;

pub(crate) const PERSON_ADDED: Banner = Banner::new("added", "The person has been added");
pub(crate) const PERSON_CHANGED: Banner = Banner::new("changed", "The details have been changed");
pub(crate) const ACCOUNT_CLOSED: Banner = Banner::new("closed", "The account has been closed");
pub(crate) const ACCOUNT_REOPENED: Banner = Banner::new("reopened", "The account is open again");
pub(crate) const ROLE_GIVEN: Banner = Banner::new("role-given", "The role has been given");
pub(crate) const ROLE_REMOVED: Banner = Banner::new("role-removed", "The role has been removed");

pub(crate) const OWN_DETAILS: Banner = Banner::new("changed", "Your details have been changed");

pub(crate) const TIME_MOVED: Banner = Banner::new("time", "The time has moved on");

pub(crate) const ADDRESS_CONFIRMED: Banner = Banner::new(
    "address",
    "Your email address is confirmed. Sign in with it",
);
