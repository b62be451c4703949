//! Signed-in browsers: who is asking, the list of one's own, and signing out.

mod browser;
mod token;

use domain::kit::app_error::AppError;
use domain::kit::instant::Instant;
use domain::people::actor::Actor;
use domain::people::audit::{SESSION, SESSION_REVOKED, SIGNED_OUT};
use domain::people::id::{PersonId, SessionId};
use domain::people::role::Role;
use domain::people::sign_in::{SESSION_HOURS, SESSION_IDLE_MINUTES};
use serde_json::json;
use store::StoreError;
use store::people::session::Session;

use crate::Service;
use crate::work::{About, By, Work};
pub(crate) use token::{Token, hexadecimal};

/// How old the note of a session's last use may be before it is written again.
const TOUCH_MINUTES: i64 = 5;

/// A browser that asks, as far as signing in needs to know it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Visitor {
    /// The network address it comes from.
    pub address: String,
    /// How it describes itself (`User-Agent`).
    pub browser: String,
    /// The token of the session it has, if it has one.
    pub token: Option<String>,
    /// The token by which it is known since somebody signed in in it, if it has one.
    pub known_browser: Option<String>,
}

impl From<&Visitor> for By {
    fn from(visitor: &Visitor) -> Self {
        Self {
            person: None,
            address: visitor.address.parse().ok(),
        }
    }
}

/// A new session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// The secret for the browser's cookie; it is not kept here.
    pub token: String,
    /// When the session ends in any case.
    pub expires_at: Instant,
    /// The page to go to.
    pub return_to: String,
    /// The secret by which the browser is known from now on, after signing in with proof.
    pub known_browser: Option<String>,
}

/// One of a person's own signed-in browsers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrowserSession {
    pub id: SessionId,
    /// What people call it: 'Chrome on Android'.
    pub browser: String,
    pub signed_in_at: Instant,
    /// When it was last used, to about five minutes.
    pub last_seen_at: Instant,
    /// Whether it is the one that asks.
    pub is_this_one: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldRole {
    pub role: Role,
    /// The organisation's name; `None`: the whole system.
    pub organisation: Option<String>,
}

pub async fn roles(service: &Service, actor: &Actor) -> Result<Vec<HeldRole>, AppError> {
    let mut conn = service.store.read().await?;
    let held = store::people::role_grant::of_person(&mut conn, actor.person).await?;
    Ok(held
        .into_iter()
        .map(|held| HeldRole {
            role: held.grant.role,
            organisation: held.organisation_name,
        })
        .collect())
}

/// Who is asking with this token; `None` when the session is signed out, over, or unused for too long, or the account closed.
pub async fn authenticate(service: &Service, token: &str) -> Result<Option<Actor>, AppError> {
    let Some(token) = Token::parse(token) else {
        return Ok(None);
    };
    let found = find(service, &token).await?;
    let Some((session, actor)) = found else {
        return Ok(None);
    };
    if session.last_seen_at.plus_minutes(TOUCH_MINUTES) <= service.now() {
        touch(service, session.id).await;
    }
    Ok(Some(actor))
}

/// Whose session this token still is, without counting as its use: a page that is only open does not keep a session alive.
pub async fn still(service: &Service, token: &str) -> Result<Option<Actor>, AppError> {
    let Some(token) = Token::parse(token) else {
        return Ok(None);
    };
    let found = find(service, &token).await?;
    Ok(found.map(|(_, actor)| actor))
}

/// Whose session this token was that ran out by itself. `None` for one that lives, was signed out or is nobody's, and for a closed
/// account.
pub async fn ran_out(service: &Service, token: &str) -> Result<Option<PersonId>, AppError> {
    let Some(token) = Token::parse(token) else {
        return Ok(None);
    };
    let mut conn = service.store.read().await?;
    let found = store::people::session::signed_in(&mut conn, token.hash()).await?;
    let found = found.filter(|found| {
        let session = &found.session;
        session.revoked_at.is_none()
            && !is_live(session, service.now())
            && found.closed_at.is_none()
    });
    Ok(found.map(|found| found.session.person))
}

async fn find(service: &Service, token: &Token) -> Result<Option<(Session, Actor)>, StoreError> {
    let mut conn = service.store.read().await?;
    let found = store::people::session::signed_in(&mut conn, token.hash()).await?;
    let found =
        found.filter(|found| is_live(&found.session, service.now()) && found.closed_at.is_none());
    Ok(found.map(|found| {
        let actor = Actor {
            person: found.session.person,
            name: found.name,
            email: found.email,
            session: found.session.id,
            grants: found.grants,
            address: None,
        };
        (found.session, actor)
    }))
}

fn is_live(session: &Session, now: Instant) -> bool {
    session.revoked_at.is_none()
        && now < session.expires_at
        && now < session.last_seen_at.plus_minutes(SESSION_IDLE_MINUTES)
}

/// Notes the use of a session. A busy database is no reason to refuse the page.
async fn touch(service: &Service, session: SessionId) {
    let touched = async {
        let mut tx = service.store.write().await?;
        store::people::session::touch(&mut tx, session, service.now()).await?;
        tx.commit().await
    };
    if let Err(error) = touched.await {
        tracing::warn!(%error, "the use of a session was not noted");
    }
}

/// Begins a session with a new token. The one the browser had ends, whoever it was for.
pub(crate) async fn begin(
    work: &mut Work<'_>,
    person: PersonId,
    visitor: &Visitor,
) -> Result<(SessionId, Token), StoreError> {
    let now = work.now;
    if let Some(old) = visitor.token.as_deref().and_then(Token::parse) {
        end(work, &old).await?;
    }
    let token = Token::new(work.service);
    let session = Session {
        id: work.id(),
        token_hash: token.hash(),
        person,
        created_at: now,
        last_seen_at: now,
        expires_at: ends_at(now),
        browser: browser::browser_name(&visitor.browser),
        revoked_at: None,
    };
    store::people::session::insert(work, &session).await?;
    Ok((session.id, token))
}

/// Makes the browser known for a person who has proved who they are, under a new token: one that was planted in it is worth nothing.
pub(crate) async fn know_browser(
    work: &mut Work<'_>,
    person: PersonId,
    visitor: &Visitor,
) -> Result<Token, StoreError> {
    let (token, now) = (Token::new(work.service), work.now);
    if let Some(old) = visitor.known_browser.as_deref().and_then(Token::parse) {
        store::people::known_browser::renew(work, old.hash(), token.hash()).await?;
    }
    store::people::known_browser::know(work, token.hash(), person, now).await?;
    Ok(token)
}

/// When a session that begins now ends in any case.
pub(crate) fn ends_at(now: Instant) -> Instant {
    now.plus_hours(SESSION_HOURS)
}

async fn end(work: &mut Work<'_>, token: &Token) -> Result<(), StoreError> {
    let now = work.now;
    let session = store::people::session::by_token(work, token.hash()).await?;
    match session.filter(|session| session.revoked_at.is_none()) {
        Some(session) => {
            store::people::session::revoke(work, session.id, session.person, now).await
        }
        None => Ok(()),
    }
}

/// One's own signed-in browsers, the latest used first.
pub async fn list(service: &Service, actor: &Actor) -> Result<Vec<BrowserSession>, AppError> {
    let now = service.now();
    let used_since = now.plus_minutes(-SESSION_IDLE_MINUTES);
    let mut conn = service.store.read().await?;
    let sessions = store::people::session::live(&mut conn, actor.person, now, used_since).await?;
    Ok(sessions
        .into_iter()
        .map(|session| BrowserSession {
            is_this_one: session.id == actor.session,
            id: session.id,
            browser: session.browser,
            signed_in_at: session.created_at,
            last_seen_at: session.last_seen_at,
        })
        .collect())
}

/// Signs out one of one's own browsers.
///
/// # Errors
/// `NotFound` when it is somebody else's or signed out already.
pub async fn revoke(service: &Service, actor: &Actor, session: SessionId) -> Result<(), AppError> {
    let mut work = Work::begin(service, actor).await?;
    let now = work.now;
    store::people::session::revoke(&mut work, session, actor.person, now).await?;
    let about = about(actor, session);
    work.note(SESSION_REVOKED, about, json!({})).await?;
    Ok(work.commit().await?)
}

/// Signs out every browser of one's own, this one too, and counts them. None is known any more: one may have been stolen.
pub async fn revoke_all(service: &Service, actor: &Actor) -> Result<u64, AppError> {
    let mut work = Work::begin(service, actor).await?;
    let now = work.now;
    let count = store::people::session::revoke_all(&mut work, actor.person, now).await?;
    store::people::known_browser::forget_all_of(&mut work, actor.person).await?;
    let about = about(actor, actor.session);
    let detail = json!({ "browsers": count });
    work.note(SESSION_REVOKED, about, detail).await?;
    work.commit().await?;
    Ok(count)
}

/// Signs out this browser. A session that is signed out already stays so.
pub async fn sign_out(service: &Service, actor: &Actor) -> Result<(), AppError> {
    let mut work = Work::begin(service, actor).await?;
    let now = work.now;
    match store::people::session::revoke(&mut work, actor.session, actor.person, now).await {
        Ok(()) => {
            let about = about(actor, actor.session);
            work.note(SIGNED_OUT, about, json!({})).await?;
        }
        Err(StoreError::NotFound) => {}
        Err(error) => return Err(error.into()),
    }
    Ok(work.commit().await?)
}

fn about(actor: &Actor, session: SessionId) -> About {
    About::the(SESSION, session.uuid()).of(actor.person)
}
