//! A code and a link by email.
//!
//! Whoever asks learns nothing about who has an account: a known and an unknown address take the same statements, get a row and
//! an email, and the answers are alike. A code is bound to the browser that asked by the request's identifier.

use domain::kit::app_error::AppError;
use domain::kit::email_address::EmailAddress;
use domain::kit::instant::Instant;
use domain::people::audit::{SESSION, SIGN_IN_REFUSED};
use domain::people::id::SignInCodeId;
use domain::people::sign_in::{
    CODE_ATTEMPTS, CODE_MINUTES, Code, CodeEvent, CodeForm, CodeRequest, CodeState, EmailForm,
};
use hmac::{Hmac, Mac};
use serde_json::json;
use sha2::Sha256;
use store::StoreError;
use store::people::person::Person;
use store::people::sign_in_code::SignInCode;

use super::limits::Asker;
use super::{Method, complete};
use crate::Service;
use crate::people::message;
use crate::people::session::{self, SignedIn, Token, Visitor};
use crate::system::rate_limit;
use crate::work::{About, Work};

const WRONG_CODE: &str = "That code is not right. Check the email and enter the 6-digit code again";
const OVER: &str = "That code no longer works. Ask for a new one";

/// A code was sent, or an email that says there is no account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RequestedCode {
    /// What the browser keeps to enter the code with; not a secret.
    pub request: SignInCodeId,
}

/// Sends a code and a link to an address, and replaces the ones sent before.
///
/// # Errors
/// `Invalid` for what is no address; `TooMany` after too many requests for the account or from the network address.
pub async fn request_code(
    service: &Service,
    form: EmailForm,
    visitor: &Visitor,
) -> Result<RequestedCode, AppError> {
    let request = form.parse()?;
    let mut conn = service.store.read().await?;
    let asker = Asker::of(&mut conn, &request.email, visitor).await?;
    let refused = rate_limit::look(service, &mut conn, &asker.asking()).await?;
    drop(conn);
    if let Some(refused) = refused {
        return Err(refused);
    }
    let mut work = Work::begin(service, visitor).await?;
    if let Some(refused) = rate_limit::count(&mut work, &asker.asking()).await? {
        return Err(refused);
    }
    let requested = send_code(&mut work, request, asker.is_known()).await?;
    work.commit().await?;
    Ok(requested)
}

async fn send_code(
    work: &mut Work<'_>,
    request: CodeRequest,
    from_known_browser: bool,
) -> Result<RequestedCode, StoreError> {
    let now = work.now;
    let person = store::people::person::by_email(work, &request.email)
        .await?
        .filter(|person| person.closed_at.is_none());
    let (code, link) = (
        Code::from_random(u64::from_le_bytes(work.service.random())),
        Token::new(work.service),
    );
    let row = SignInCode {
        id: work.id(),
        person: person.as_ref().map(|person| person.id),
        email: request.email,
        code_hash: salted_hash(work.service.random(), &code),
        link_hash: link.hash(),
        created_at: now,
        expires_at: now.plus_minutes(CODE_MINUTES),
        attempts: 0,
        used_at: None,
        replaced_at: None,
        return_to: request.return_to,
        from_known_browser,
    };
    store::people::sign_in_code::replace_earlier(work, &row.email, now, from_known_browser).await?;
    store::people::sign_in_code::insert(work, &row).await?;
    let body = email_body(work.service, person.as_ref(), &code, &link);
    message::queue_sign_in(work, &row, body).await?;
    Ok(RequestedCode { request: row.id })
}

fn email_body(service: &Service, person: Option<&Person>, code: &Code, link: &Token) -> String {
    let public_url = &service.config.public_url;
    let link = format!("{public_url}/sign-in/link/{}", link.as_str());
    match person {
        Some(person) => message::sign_in::with_code(&person.name, code, &link),
        None => message::sign_in::without_account(public_url),
    }
}

/// The address that a request was for, to show it beside the question for the code; `None` when there is no such request.
pub async fn address_of(
    service: &Service,
    request: &str,
) -> Result<Option<EmailAddress>, AppError> {
    let Ok(id) = request.parse::<SignInCodeId>() else {
        return Ok(None);
    };
    let mut conn = service.store.read().await?;
    let code = store::people::sign_in_code::by_id(&mut conn, id).await?;
    Ok(code
        .filter(|code| service.now() < code.expires_at)
        .map(|code| code.email))
}

/// Signs in with the code from the email.
///
/// # Errors
/// `Invalid` for a code that is wrong, used, replaced, over or tried too often; `TooMany` after too many wrong ones for the account or
/// from the network address.
pub async fn verify_code(
    service: &Service,
    form: CodeForm,
    visitor: &Visitor,
) -> Result<SignedIn, AppError> {
    let typed = Code::parse(&form.code).map_err(|message| AppError::invalid("code", message))?;
    let over = || AppError::invalid("code", OVER);
    let id = form.request.parse::<SignInCodeId>().map_err(|_| over())?;
    let mut conn = service.store.read().await?;
    let Some(code) = live(
        service.now(),
        store::people::sign_in_code::by_id(&mut conn, id).await?,
    ) else {
        return Err(over());
    };
    let asker = Asker::of(&mut conn, &code.email, visitor).await?;
    let refused = rate_limit::look(service, &mut conn, &asker.wrong()).await?;
    drop(conn);
    if let Some(refused) = refused {
        return Err(refused);
    }
    let mut work = Work::begin(service, visitor).await?;
    let code = store::people::sign_in_code::by_id(&mut work, id).await?;
    let outcome = try_code(&mut work, code, &typed, visitor, &asker).await?;
    // A wrong try stays counted.
    work.commit().await?;
    outcome
}

/// The code, if it can still be used.
fn live(now: Instant, code: Option<SignInCode>) -> Option<SignInCode> {
    code.filter(|code| state(code, now).after(CodeEvent::Use).is_some())
}

/// One try at a code. The try is counted before the code is compared, so that tries at the same moment can't get past the count.
async fn try_code(
    work: &mut Work<'_>,
    code: Option<SignInCode>,
    typed: &Code,
    visitor: &Visitor,
    asker: &Asker,
) -> Result<Result<SignedIn, AppError>, StoreError> {
    let over = Ok(Err(AppError::invalid("code", OVER)));
    let Some(code) = live(work.now, code) else {
        return over;
    };
    match store::people::sign_in_code::count_try(work, code.id, CODE_ATTEMPTS).await {
        Err(StoreError::NotFound) => return over,
        counted => counted?,
    }
    let is_right = is_hash_of(&code.code_hash, typed);
    match (is_right, code.person) {
        (true, Some(_)) => use_code(work, code, Method::EmailCode, visitor).await,
        _ => {
            rate_limit::count(work, &asker.wrong()).await?;
            let about = About::the(SESSION, code.id.uuid()).of(code.person);
            work.note(SIGN_IN_REFUSED, about, json!({})).await?;
            let is_last = code.attempts + 1 >= CODE_ATTEMPTS;
            Ok(Err(AppError::invalid(
                "code",
                if is_last { OVER } else { WRONG_CODE },
            )))
        }
    }
}

/// The address that a link would sign in; `None` when the link does not work. It changes nothing.
pub async fn peek_link(service: &Service, token: &str) -> Result<Option<EmailAddress>, AppError> {
    let Some(token) = Token::parse(token) else {
        return Ok(None);
    };
    let mut conn = service.store.read().await?;
    let code = store::people::sign_in_code::by_link(&mut conn, token.hash()).await?;
    Ok(code
        .filter(|code| code.person.is_some() && state(code, service.now()) == CodeState::Live)
        .map(|code| code.email))
}

/// Signs in with the link from the email. Nobody guesses a link, so no limit keeps out who has one, and what is no link is only
/// looked up.
///
/// # Errors
/// `Invalid` for a link that is wrong, used, replaced or over.
pub async fn open_link(
    service: &Service,
    token: &str,
    visitor: &Visitor,
) -> Result<SignedIn, AppError> {
    let over = || AppError::invalid("token", OVER);
    let token = Token::parse(token).ok_or_else(over)?;
    let mut conn = service.store.read().await?;
    let code = store::people::sign_in_code::by_link(&mut conn, token.hash()).await?;
    drop(conn);
    let Some(code) = live(service.now(), code).filter(|code| code.person.is_some()) else {
        return Err(over());
    };
    let mut work = Work::begin(service, visitor).await?;
    let signed_in = use_code(&mut work, code, Method::EmailLink, visitor).await?;
    work.commit().await?;
    signed_in
}

/// Uses a live code, once, and signs in its person. The try at hand is already among those counted, so one more is allowed.
async fn use_code(
    work: &mut Work<'_>,
    code: SignInCode,
    method: Method,
    visitor: &Visitor,
) -> Result<Result<SignedIn, AppError>, StoreError> {
    let over = Ok(Err(AppError::invalid("code", OVER)));
    let Some(person) = code.person else {
        return over;
    };
    let now = work.now;
    match store::people::sign_in_code::use_once(work, code.id, now, CODE_ATTEMPTS + 1).await {
        Err(StoreError::NotFound) => return over,
        used => used?,
    }
    let proof = (method, Some(&code.email));
    let signed_in = match complete(work, person, proof, code.return_to, visitor).await {
        Err(StoreError::NotFound) => return over,
        signed_in => signed_in?,
    };
    let browser = session::know_browser(work, person, visitor).await?;
    Ok(Ok(SignedIn {
        known_browser: Some(browser.as_str().to_owned()),
        ..signed_in
    }))
}

fn state(code: &SignInCode, now: Instant) -> CodeState {
    match code {
        code if code.used_at.is_some() => CodeState::Used,
        code if code.replaced_at.is_some() => CodeState::Replaced,
        code if now >= code.expires_at => CodeState::Expired,
        code if code.attempts >= CODE_ATTEMPTS => CodeState::Exhausted,
        _ => CodeState::Live,
    }
}

const SALT_BYTES: usize = 16;

/// Salt, then HMAC-SHA-256 of the code under it.
fn salted_hash(salt: [u8; SALT_BYTES], code: &Code) -> Vec<u8> {
    let hash = keyed(&salt, code)
        .map(|mac| mac.finalize().into_bytes().to_vec())
        .unwrap_or_default();
    [salt.to_vec(), hash].concat()
}

/// Whether the hash is of this code, in the same time whatever the code.
fn is_hash_of(salted: &[u8], code: &Code) -> bool {
    let Some((salt, hash)) = salted.split_at_checked(SALT_BYTES) else {
        return false;
    };
    keyed(salt, code).is_some_and(|mac| mac.verify_slice(hash).is_ok())
}

/// An HMAC takes a key of any length, so there always is one.
fn keyed(salt: &[u8], code: &Code) -> Option<Hmac<Sha256>> {
    let mut mac = Hmac::<Sha256>::new_from_slice(salt).ok()?;
    mac.update(code.as_str().as_bytes());
    Some(mac)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_of_one_code_and_differs_with_the_salt() {
        let (code, other) = (Code::from_random(123_456), Code::from_random(123_457));
        let hash = salted_hash([7; SALT_BYTES], &code);
        assert_eq!(hash.len(), SALT_BYTES + 32);
        assert!(is_hash_of(&hash, &code));
        assert!(!is_hash_of(&hash, &other));
        assert_ne!(hash, salted_hash([8; SALT_BYTES], &code));
        assert!(!is_hash_of(&[], &code));
        assert!(!is_hash_of(&[7; SALT_BYTES], &code));
    }
}
