//! What was done, as the pages of this area say it once a form has led there.

use web::banner::Banner;

pub(crate) const ORGANISATION_ADDED: Banner =
    Banner::new("added", "The organisation has been added");
pub(crate) const SITE_ADDED: Banner = Banner::new("site-added", "The site has been added");
pub(crate) const SITE_CHANGED: Banner = Banner::new("site-changed", "The site has been changed");
pub(crate) const SITE_CLOSED: Banner = Banner::new("site-closed", "The site has been closed");
pub(crate) const SITE_REOPENED: Banner = Banner::new("site-reopened", "The site is open again");
pub(crate) const ORGANISATION_LEFT: Banner = Banner::new(
    "left",
    "The organisation has left. Nobody has a role in it any more",
);
