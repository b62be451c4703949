//! The server functions of one's own account.

use domain::people::person::OwnDetailsForm;
use domain::people::personal_data::ErasureForm;
use domain::people::sign_in::BrowserForm;
use leptos::prelude::*;

use web::error::Failure;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountModel {
    pub name: String,
    pub email: String,
    /// Empty without one.
    pub phone: String,
    /// Empty without one.
    pub postcode: String,
    /// Each role in words, with its organisation.
    pub roles: Vec<String>,
    /// The latest used first.
    pub browsers: Vec<BrowserModel>,
    /// Whether they have a calendar link, or can make one.
    pub has_calendar: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrowserModel {
    pub session: String,
    /// 'Chrome on Android'.
    pub name: String,
    /// Whether it is the one that shows the page.
    pub is_this_one: bool,
    pub signed_in: String,
    pub last_used: String,
}

pub async fn show_account() -> Result<AccountModel, Failure> {
    use domain::kit::words;
    use service::people::calendar_feed;
    let (service, actor) = (web::context::service(), web::context::actor()?);
    let roles = service::people::session::roles(&service, &actor).await?;
    let browsers = service::people::session::list(&service, &actor).await?;
    let has_link = calendar_feed::made_at(&service, &actor).await?.is_some();
    let has_calendar = has_link || calendar_feed::may_make(&service, &actor);
    let own = service::people::person::own(&service, &actor).await?;
    Ok(AccountModel {
        has_calendar,
        phone: own.phone.map(|phone| phone.to_string()).unwrap_or_default(),
        postcode: own
            .postcode
            .map(|postcode| postcode.to_string())
            .unwrap_or_default(),
        name: actor.name,
        email: actor.email.to_string(),
        roles: roles
            .into_iter()
            .map(|held| match held.organisation {
                Some(organisation) => format!("{} at {organisation}", held.role.words()),
                None => held.role.words().to_owned(),
            })
            .collect(),
        browsers: browsers
            .into_iter()
            .map(|browser| BrowserModel {
                session: browser.id.to_string(),
                name: browser.browser,
                is_this_one: browser.is_this_one,
                signed_in: words::day_and_time(browser.signed_in_at),
                last_used: words::day_and_time(browser.last_seen_at),
            })
            .collect(),
    })
}

/// Changes what people may say of themselves.
#[server(prefix = "/api", endpoint = "account/change")]
pub async fn change_own_details(#[server(default)] form: OwnDetailsForm) -> Result<(), Failure> {
    let (service, actor) = (web::context::service(), web::context::actor()?);
    service::people::person::change_own(&service, &actor, form).await?;
    crate::done::OWN_DETAILS.at("/account");
    Ok(())
}

/// Signs out this browser. It does no harm where nobody is signed in.
#[server(prefix = "/api", endpoint = "account/sign-out")]
pub async fn sign_out() -> Result<(), Failure> {
    use web::context;
    if let Some(actor) = context::optional_actor() {
        service::people::session::sign_out(&context::service(), &actor).await?;
    }
    context::clear_session_cookie();
    context::redirect("/");
    Ok(())
}

/// Signs out another browser of one's own.
///
/// # Errors
/// `NotSignedIn`; `NotFound` when it isn't one's own.
#[server(prefix = "/api", endpoint = "account/sign-out-browser")]
pub async fn sign_out_browser(#[server(default)] form: BrowserForm) -> Result<(), Failure> {
    use domain::kit::app_error::AppError;
    use web::context;
    let actor = context::actor()?;
    let session = form.session.parse().map_err(|_| AppError::NotFound)?;
    service::people::session::revoke(&context::service(), &actor, session).await?;
    if session == actor.session {
        context::clear_session_cookie();
    }
    context::redirect("/account");
    Ok(())
}

/// Signs out every browser of one's own, this one too.
#[server(prefix = "/api", endpoint = "account/sign-out-everywhere")]
pub async fn sign_out_everywhere() -> Result<(), Failure> {
    use web::context;
    service::people::session::revoke_all(&context::service(), &context::actor()?).await?;
    context::clear_session_cookie();
    context::redirect("/");
    Ok(())
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarModel {
    /// 'Monday 2 March 2026, 9am': when the link was made, if there is one.
    pub made: Option<String>,
    /// The link itself, once after it was made.
    pub link: Option<String>,
    /// Whether they have conversations to show, and so can make one.
    pub may_make: bool,
}

/// Loads when one's calendar link was made, and shows it once after that.
pub async fn show_calendar() -> Result<CalendarModel, Failure> {
    use web::context;
    let (service, actor) = (context::service(), context::actor()?);
    let made = service::people::calendar_feed::made_at(&service, &actor).await?;
    let token = context::cookie(link_cookie_name()).filter(|token| is_token(token));
    if token.is_some() {
        context::set_cookie(&link_cookie("", 0));
    }
    let link = |token| format!("{}/calendar/{token}.ics", service.config.public_url);
    Ok(CalendarModel {
        may_make: service::people::calendar_feed::may_make(&service, &actor),
        made: made.map(domain::kit::words::day_and_time),
        link: token.filter(|_| made.is_some()).map(link),
    })
}

/// Makes a calendar link. It travels to the page that shows it in a cookie for one minute: it must be in no address.
///
/// # Errors
/// `NotSignedIn`; `Forbidden` for who neither has nor gives conversations; `Conflict`.
#[server(prefix = "/api", endpoint = "account/make-calendar")]
pub async fn make_calendar() -> Result<(), Failure> {
    use web::context;
    let token =
        service::people::calendar_feed::make(&context::service(), &context::actor()?).await?;
    context::set_cookie(&link_cookie(&token, 60));
    context::redirect("/account/calendar");
    Ok(())
}

#[server(prefix = "/api", endpoint = "account/stop-calendar")]
pub async fn stop_calendar() -> Result<(), Failure> {
    use web::context;
    service::people::calendar_feed::revoke(&context::service(), &context::actor()?).await?;
    context::redirect("/account/calendar");
    Ok(())
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonalDataModel {
    /// Kinds of which there is something.
    pub kinds: Vec<DataKind>,
    /// Whether they may erase it themselves.
    pub may_erase: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataKind {
    /// 'Your career conversations'.
    pub title: String,
    /// How many rows there are.
    pub count: usize,
    /// The newest rows, each names and values.
    pub rows: Vec<Vec<(String, String)>>,
    /// Why it is kept when the person asks for erasure; empty: it is removed.
    pub kept_because: String,
}

/// Loads everything that is held about oneself: of each kind the newest rows.
pub async fn show_personal_data() -> Result<PersonalDataModel, Failure> {
    personal_data(web::context::actor()?).await
}

/// Loads what erasure would remove and what it would keep.
///
/// # Errors
/// `NotSignedIn`; `Forbidden` for who works for the service.
pub async fn erasure_question() -> Result<PersonalDataModel, Failure> {
    let actor = web::context::actor()?;
    if !actor.may_erase_themselves() {
        return Err(domain::kit::app_error::AppError::Forbidden.into());
    }
    personal_data(actor).await
}

/// Erases what may be erased of one's own, and signs out everywhere.
///
/// # Errors
/// `Invalid`; `NotSignedIn`; `Forbidden` for who works for the service.
#[server(prefix = "/api", endpoint = "account/erase")]
pub async fn erase_my_data(#[server(default)] form: ErasureForm) -> Result<(), Failure> {
    use web::context;
    let actor = context::actor()?;
    service::people::personal_data::erase(&context::service(), &actor, form).await?;
    context::clear_session_cookie();
    web::banner::ERASED.at("/privacy");
    Ok(())
}

/// Rows of each kind on the page; the file has them all.
const ROWS_SHOWN: usize = 10;

async fn personal_data(actor: domain::people::actor::Actor) -> Result<PersonalDataModel, Failure> {
    use domain::people::personal_data::AfterErasure;
    let sections = service::people::personal_data::held(&web::context::service(), &actor).await?;
    let kinds = sections
        .into_iter()
        .filter(|section| !section.rows.is_empty())
        .map(|section| DataKind {
            title: section.title.to_owned(),
            count: section.rows.len(),
            rows: section
                .rows
                .into_iter()
                .rev()
                .take(ROWS_SHOWN)
                .map(|row| {
                    let named = row.into_iter();
                    named
                        .map(|(name, value)| (name.to_owned(), value))
                        .collect()
                })
                .collect(),
            kept_because: match section.after_erasure {
                AfterErasure::Removed => String::new(),
                AfterErasure::Kept(reason) => reason.to_owned(),
            },
        });
    Ok(PersonalDataModel {
        kinds: kinds.collect(),
        may_erase: actor.may_erase_themselves(),
    })
}

fn is_token(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn link_cookie_name() -> &'static str {
    if web::context::request().https {
        "__Host-people-hub-calendar"
    } else {
        "people-hub-calendar"
    }
}

fn link_cookie(value: &str, seconds: i64) -> String {
    let secure = if web::context::request().https {
        "; Secure"
    } else {
        ""
    };
    format!(
        "{}={value}; Path=/; HttpOnly; SameSite=Strict; Max-Age={seconds}{secure}",
        link_cookie_name()
    )
}
