//! Settings of the whole system, for administrators.

use domain::kit::app_error::AppError;
use domain::kit::london;
use domain::people::actor::Actor;
use domain::system::audit::{SETTING, SETTING_CHANGED};
use domain::system::permission::ADMINISTER_SYSTEM;
use domain::system::settings::{DatedValue, Setting, SettingForm};
use serde_json::json;
use store::system::setting::New;

use crate::Service;
use crate::work::{About, Work};

/// A setting as it is and as it will be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Current {
    pub setting: Setting,
    /// Its value today.
    pub value: i64,
    /// Its values that begin after today, the next first.
    pub coming: Vec<DatedValue>,
    /// Its values that were set and are over, the latest first.
    pub past: Vec<DatedValue>,
}

/// Every setting.
///
/// # Errors
/// `Forbidden` for who isn't an administrator of the whole system.
pub async fn list(service: &Service, actor: &Actor) -> Result<Vec<Current>, AppError> {
    actor.may(ADMINISTER_SYSTEM)?;
    let mut conn = service.store.read().await?;
    let values = store::system::setting::all(&mut conn).await?;
    let today = london::day_of(service.now());
    let current = |setting: Setting| {
        let is_its =
            move |value: &&DatedValue| value.name == setting.code && value.organisation.is_none();
        let of_it = || values.iter().filter(is_its).cloned();
        let is_over = |value: &DatedValue| value.valid_to.is_some_and(|to| to <= today);
        let mut past: Vec<_> = of_it().filter(is_over).collect();
        past.reverse();
        Current {
            setting,
            value: setting.on(today, &values),
            coming: of_it().filter(|value| value.valid_from > today).collect(),
            past,
        }
    };
    Ok(service.settings().map(current).collect())
}

/// Sets a value from a day on. A value that was to begin later gives way.
///
/// # Errors
/// `Forbidden` for who isn't an administrator of the whole system; `Invalid`.
pub async fn change(service: &Service, actor: &Actor, form: SettingForm) -> Result<(), AppError> {
    actor.may(ADMINISTER_SYSTEM)?;
    let today = london::day_of(service.now());
    let request = form.parse(today, service.settings())?;
    let mut work = Work::begin(service, actor).await?;
    let new = New {
        id: work.id(),
        setting: request.setting,
        organisation: None,
        value: request.value,
        from: request.from,
        at: work.now,
        by: Some(actor.person),
    };
    store::system::setting::set(&mut work, &new).await?;
    let detail = json!({ "setting": request.setting.code, "value": request.value, "from": request.from.to_string() });
    let about = About::the(SETTING, new.id.uuid());
    work.note(SETTING_CHANGED, about, detail).await?;
    Ok(work.commit().await?)
}
