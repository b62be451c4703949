//! Turns settings and the audit log into finished words.

use domain::app_error::AppError;
use domain::audit::{Action, ObjectKind};
use domain::{london, words};
use jiff::civil::Date;
use service::audit::Search;
use service::setting::Current;

use super::models::{administrator, choice, log_line, looked_for};
use super::{AuditModel, AuditQuery, SettingModel, SettingsModel};
use crate::error::Failure;

/// How many days of the log are shown when nobody says which.
const USUAL_DAYS: i32 = 7;

pub(super) async fn settings() -> Result<SettingsModel, Failure> {
    let (service, actor) = administrator()?;
    let today = london::day_of(service.now());
    let settings = service::setting::list(&service, &actor).await?;
    Ok(SettingsModel {
        settings: settings
            .into_iter()
            .map(|current| setting_model(current, today))
            .collect(),
    })
}

pub(super) async fn setting(name: &str) -> Result<SettingModel, Failure> {
    let found = settings().await?;
    found
        .settings
        .into_iter()
        .find(|setting| setting.name == name)
        .ok_or_else(|| AppError::NotFound.into())
}

fn setting_model(current: Current, today: Date) -> SettingModel {
    let (least, most) = current.name.limits();
    SettingModel {
        name: current.name.code().to_owned(),
        words: current.name.words().to_owned(),
        value: current.value.to_string(),
        limits: format!("From {least} to {most}"),
        coming: current
            .coming
            .iter()
            .map(|dated| format!("{} from {}", dated.value, words::day(dated.valid_from)))
            .collect(),
        past: current
            .past
            .iter()
            .filter_map(|dated| {
                let to = london::plus_days(dated.valid_to?, -1);
                Some(format!("{} until {}", dated.value, words::day(to)))
            })
            .collect(),
        today: (
            today.day().to_string(),
            today.month().to_string(),
            today.year().to_string(),
        ),
    }
}

pub(super) async fn audit(query: AuditQuery) -> Result<AuditModel, Failure> {
    let (service, actor) = administrator()?;
    let today = london::day_of(service.now());
    let last_day = query.to.trim().parse().unwrap_or(today);
    let usual = london::plus_days(last_day, 1 - USUAL_DAYS);
    let search = Search {
        first_day: query.from.trim().parse().unwrap_or(usual),
        last_day,
        actor: looked_for(&query.actor),
        action: Action::from_code(query.action.trim()),
        object_kind: ObjectKind::from_code(query.kind.trim()),
        page: query.page.trim().parse().unwrap_or(1),
    };
    let found = service::audit::list(&service, &actor, &search).await?;
    Ok(AuditModel {
        query: AuditQuery {
            from: search.first_day.to_string(),
            to: found.last_day.to_string(),
            actor: search.actor,
            action: search.action.map_or("", Action::code).to_owned(),
            kind: search.object_kind.map_or("", ObjectKind::code).to_owned(),
            page: found.page.to_string(),
        },
        days: words::days(search.first_day, found.last_day),
        total: found.total,
        page: found.page,
        pages: found.pages,
        lines: found.rows.iter().map(log_line).collect(),
        actions: Action::ALL
            .iter()
            .map(|action| choice(action.code(), action.words()))
            .collect(),
        kinds: ObjectKind::ALL
            .iter()
            .map(|kind| choice(kind.code(), kind.words()))
            .collect(),
    })
}
