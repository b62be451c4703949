//! Turns settings and the audit log into finished words.

use domain::kit::app_error::AppError;
use domain::kit::instant::Instant;
use domain::kit::london;
use domain::kit::words;
use domain::system::audit::{Action, ObjectKind};
use domain::system::settings::DatedValue;
use jiff::civil::Date;
use service::system::audit::Search;
use service::system::retention::{Kept, Rule, rules};
use service::system::setting::Current;
use service::system::work::{DeadLetter, Job, Work};

use super::{
    AuditModel, AuditQuery, DeadLetterLine, JobLine, KeptLine, SettingModel, SettingsModel,
    WorkModel,
};
use ui::Item;
use web::context::administrator;
use web::error::Failure;
use web::log::log_line;

/// How many days of the log are shown when nobody says which.
const USUAL_DAYS: i32 = 7;

pub(crate) async fn settings() -> Result<SettingsModel, Failure> {
    let (service, actor) = administrator()?;
    let today = london::day_of(service.now());
    let settings = service::system::setting::list(&service, &actor).await?;
    Ok(SettingsModel {
        settings: settings
            .into_iter()
            .map(|current| setting_model(current, today))
            .collect(),
    })
}

pub(crate) async fn setting(name: &str) -> Result<SettingModel, Failure> {
    let found = settings().await?;
    found
        .settings
        .into_iter()
        .find(|setting| setting.name == name)
        .ok_or_else(|| AppError::NotFound.into())
}

fn setting_model(current: Current, today: Date) -> SettingModel {
    let setting = current.setting;
    let in_words = |dated: &DatedValue| setting.value_words(dated.value);
    SettingModel {
        name: setting.code.to_owned(),
        words: setting.words.to_owned(),
        kind: setting.kind,
        value: setting.value_words(current.value),
        limits: setting.hint(),
        coming: current
            .coming
            .iter()
            .map(|dated| format!("{} from {}", in_words(dated), words::day(dated.valid_from)))
            .collect(),
        past: current
            .past
            .iter()
            .filter_map(|dated| {
                let to = london::plus_days(dated.valid_to?, -1);
                Some(format!("{} until {}", in_words(dated), words::day(to)))
            })
            .collect(),
        today,
    }
}

pub(crate) async fn audit(query: AuditQuery) -> Result<AuditModel, Failure> {
    let (service, actor) = administrator()?;
    let today = london::day_of(service.now());
    let last_day = domain::kit::query::day(&query.to).unwrap_or(today);
    let usual = london::plus_days(last_day, 1 - USUAL_DAYS);
    let search = Search {
        first_day: domain::kit::query::day(&query.from).unwrap_or(usual),
        last_day,
        actor: domain::kit::query::text(&query.actor),
        action: service
            .actions()
            .find(|action| action.code() == query.action.trim()),
        object_kind: service
            .object_kinds()
            .find(|kind| kind.code() == query.kind.trim()),
        page: domain::kit::query::page(&query.page),
    };
    let found = service::system::audit::list(&service, &actor, &search).await?;
    Ok(AuditModel {
        query: AuditQuery {
            from: search.first_day.to_string(),
            to: found.last_day.to_string(),
            actor: search.actor,
            action: search.action.map_or("", Action::code).to_owned(),
            kind: search.object_kind.map_or("", ObjectKind::code).to_owned(),
            page: found.entries.page.to_string(),
        },
        days: words::days(search.first_day, found.last_day),
        lines: found.entries.map(|listed| log_line(&listed)),
        actions: service
            .actions()
            .map(|action| Item::new(action.code(), action.words()))
            .collect(),
        kinds: service
            .object_kinds()
            .map(|kind| Item::new(kind.code(), kind.words()))
            .collect(),
    })
}

pub(crate) fn work_model(work: Work, now: Instant) -> WorkModel {
    let servers = i64::try_from(work.servers).unwrap_or(i64::MAX);
    WorkModel {
        now: format!(
            "{} running. {} waiting to be sent.",
            words::counted(servers, "server is", "servers are"),
            words::counted(work.waiting, "message is", "messages are"),
        ),
        dead: work.dead.map(letter_line),
        jobs: work
            .jobs
            .into_iter()
            .map(|job| job_line(job, now))
            .collect(),
        kept: kept_lines(),
    }
}

/// How long each kind of data is kept, and why.
pub(crate) fn kept_lines() -> Vec<KeptLine> {
    rules(&web::context::service())
        .into_iter()
        .map(kept_line)
        .collect()
}

fn kept_line(rule: &Rule) -> KeptLine {
    KeptLine {
        what: rule.what.to_owned(),
        how_long: match rule.kept {
            Kept::For(hours, since) => {
                let days = hours / 24;
                format!("{} after {since}", words::counted(days, "day", "days"))
            }
            Kept::UntilErased => "Until the person erases their data".to_owned(),
            Kept::Always => "Always".to_owned(),
        },
        why: rule.why.to_owned(),
    }
}

fn letter_line(letter: DeadLetter) -> DeadLetterLine {
    let tries = words::counted(letter.attempts, "try", "tries");
    DeadLetterLine {
        id: letter.id.to_string(),
        subject: letter.subject,
        queued: format!("Written {}", words::day_and_time(letter.created_at)),
        recipient: letter.recipient,
        given_up: format!("{}, after {tries}", words::day_and_time(letter.dead_at)),
        why: letter
            .dropped_because
            .as_ref()
            .map_or(letter.last_error, |reason| reason.words().to_owned()),
        can_retry: letter.kind.can_be_retried() && letter.dropped_because.is_none(),
        is_dropped: letter.dropped_because.is_some(),
    }
}

fn job_line(job: Job, now: Instant) -> JobLine {
    let is_running = job.claimed_until.is_some_and(|until| now < until);
    let has_failed = job.failed_at.is_some() && job.failed_at >= job.started_at;
    let (state, colour) = match () {
        () if is_running => ("Being done", "blue"),
        () if has_failed => ("Failed", "red"),
        () => ("", ""),
    };
    let last = match (job.started_at, job.took_milliseconds) {
        (Some(at), Some(took)) if !is_running => {
            format!("{}, in {}", words::day_and_time(at), milliseconds(took))
        }
        (Some(at), _) => format!("Begun {}", words::day_and_time(at)),
        (None, _) => "Not yet".to_owned(),
    };
    let runs = words::counted(job.runs, "run", "runs");
    JobLine {
        name: job.name.code().to_owned(),
        what: job.name.words().to_owned(),
        every: format!("Every {}", words::duration(job.name.every_minutes())),
        state: state.to_owned(),
        state_colour: colour.to_owned(),
        last,
        failures: format!("{} of {runs}", job.failures),
        why: match (job.failed_at, job.last_error) {
            (Some(at), Some(error)) => format!("{}: {error}", words::day_and_time(at)),
            _ => String::new(),
        },
        next: if job.due_at <= now {
            "Now".to_owned()
        } else {
            words::day_and_time(job.due_at)
        },
    }
}

/// '12 milliseconds', '3 seconds'.
fn milliseconds(took: i64) -> String {
    match took {
        0..1_000 => words::counted(took, "millisecond", "milliseconds"),
        took => words::counted(took / 1_000, "second", "seconds"),
    }
}
