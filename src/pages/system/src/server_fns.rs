//! The server functions of settings, and what the pages of settings and of the log show.

use crate::done;
use domain::system::settings::{Kind, SettingForm};
use jiff::civil::Date;
use leptos::prelude::*;
use serde::Deserialize;
use service::Paged;
use ui::Item;
use web::context::administrator;
use web::error::Failure;
use web::log::LogLine;

pub(super) mod models;
pub(super) mod work;

pub use work::*;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingsModel {
    pub settings: Vec<SettingModel>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingModel {
    /// Its code.
    pub name: String,
    /// 'Latest time to move or cancel (hours before)'.
    pub words: String,
    pub kind: Kind,
    /// Its value today.
    pub value: String,
    /// 'From 0 to 336'.
    pub limits: String,
    /// '48 from Monday 9 March 2026', the next first.
    pub coming: Vec<String>,
    /// '48 until Monday 2 March 2026', the latest first.
    pub past: Vec<String>,
    pub today: Date,
}

/// What an administrator looks for in the audit log: from the query.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct AuditQuery {
    /// The first day, `2026-03-02`; empty for a week ago.
    pub from: String,
    /// The last day; empty for today.
    pub to: String,
    /// Part of the name of who did it.
    pub actor: String,
    /// An action's code; empty for any.
    pub action: String,
    /// A kind's code; empty for any.
    pub kind: String,
    /// From 1.
    pub page: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditModel {
    /// What was looked for, as it was understood.
    pub query: AuditQuery,
    /// '2 to 8 March 2026'.
    pub days: String,
    pub lines: Paged<LogLine>,
    pub actions: Vec<Item>,
    pub kinds: Vec<Item>,
}

/// Changes a setting from a day on.
///
/// # Errors
/// `Invalid`; `NotSignedIn`; `Forbidden` for who isn't an administrator of the whole system.
#[server(prefix = "/api", endpoint = "administration/change-setting")]
pub async fn change_setting(#[server(default)] form: SettingForm) -> Result<(), Failure> {
    let (service, actor) = administrator()?;
    service::system::setting::change(&service, &actor, form).await?;
    done::SETTING_CHANGED.at("/settings");
    Ok(())
}
