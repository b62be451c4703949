//! What was done, as the pages of this area say it once a form has led there.

use web::banner::Banner;

pub(crate) const MESSAGE_RETRIED: Banner =
    Banner::new("message", "The message will be tried again");
pub(crate) const JOB_ASKED_FOR: Banner =
    Banner::new("job", "The work will be done within a few seconds");

pub(crate) const SETTING_CHANGED: Banner = Banner::new("setting", "The setting has been changed");
