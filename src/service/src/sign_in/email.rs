//! A code and a link by email.
//!
//! Whoever asks learns nothing about who has an account: a known and an unknown address take the same statements, get a row and
//! an email, and the answers are alike. A code is bound to the browser that asked by the request's identifier.

use domain::app_error::AppError;
use domain::audit::{Action, ObjectKind};
use domain::email_address::EmailAddress;
use domain::id::SignInCodeId;
use domain::instant::Instant;
use domain::sign_in::{
    CODE_ATTEMPTS, CODE_MINUTES, Code, CodeEvent, CodeForm, CodeRequest, CodeState, EmailForm,
};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use store::person::Person;
use store::sign_in_code::SignInCode;
use store::{StoreError, Tx};

use super::{Method, complete};
use crate::rate_limit::{self, Limit};
use crate::session::{SignedIn, Token, Visitor};
use crate::{Service, audit, message};

/// Codes that one account can ask for; with 5 tries each, a day's guesses open it with a chance below 1 in 6,000.
const CODES_AN_ACCOUNT: Limit = Limit {
    name: "codes-account",
    tries: 5,
    minutes: 15,
};
const CODES_AN_ACCOUNT_A_DAY: Limit = Limit {
    name: "codes-account-day",
    tries: 30,
    minutes: 24 * 60,
};
/// Codes that one network address can ask for. Hospitals have many people behind one address.
const CODES_AN_ADDRESS: Limit = Limit {
    name: "codes-address",
    tries: 60,
    minutes: 15,
};
/// Codes and links that one network address can try.
const TRIES_AN_ADDRESS: Limit = Limit {
    name: "tries-address",
    tries: 120,
    minutes: 15,
};

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
    address: &str,
) -> Result<RequestedCode, AppError> {
    let request = form.parse()?;
    let requested = async {
        let mut tx = service.store.write().await?;
        let account = request.email.as_str();
        let tries = [
            (CODES_AN_ADDRESS, address),
            (CODES_AN_ACCOUNT, account),
            (CODES_AN_ACCOUNT_A_DAY, account),
        ];
        let refusal = rate_limit::count(service, &mut tx, &tries).await?;
        let requested = match refusal {
            Some(refusal) => Err(refusal),
            None => Ok(send_code(service, &mut tx, request).await?),
        };
        tx.commit().await?;
        Ok(requested)
    };
    requested.await.map_err(|error| service.told(error))?
}

async fn send_code(
    service: &Service,
    tx: &mut Tx,
    request: CodeRequest,
) -> Result<RequestedCode, StoreError> {
    let now = service.now();
    let person = store::person::by_email(tx, &request.email)
        .await?
        .filter(|person| person.closed_at.is_none());
    let (code, link) = (
        Code::from_random(u64::from_le_bytes(service.random())),
        Token::new(service),
    );
    let row = SignInCode {
        id: SignInCodeId::new(now, service.random()),
        person: person.as_ref().map(|person| person.id),
        email: request.email,
        code_hash: salted_hash(service.random(), &code),
        link_hash: link.hash(),
        created_at: now,
        expires_at: now.plus_minutes(CODE_MINUTES),
        attempts: 0,
        used_at: None,
        replaced_at: None,
        return_to: request.return_to,
    };
    store::sign_in_code::replace_earlier(tx, &row.email, now).await?;
    store::sign_in_code::insert(tx, &row).await?;
    let body = email_body(service, person.as_ref(), &code, &link);
    message::queue_sign_in(service, tx, &row, body).await?;
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
///
/// # Errors
/// `Busy` or `Internal`.
pub async fn address_of(
    service: &Service,
    request: &str,
) -> Result<Option<EmailAddress>, AppError> {
    let Ok(id) = request.parse::<SignInCodeId>() else {
        return Ok(None);
    };
    let found = async {
        let mut conn = service.store.read().await?;
        store::sign_in_code::by_id(&mut conn, id).await
    };
    let code = found.await.map_err(|error| service.told(error))?;
    Ok(code
        .filter(|code| service.now() < code.expires_at)
        .map(|code| code.email))
}

/// Signs in with the code from the email.
///
/// # Errors
/// `Invalid` for a code that is wrong, used, replaced, over or tried too often; `TooMany` after too many tries from the network
/// address.
pub async fn verify_code(
    service: &Service,
    form: CodeForm,
    visitor: &Visitor,
) -> Result<SignedIn, AppError> {
    let typed = Code::parse(&form.code).map_err(|message| AppError::invalid("code", message))?;
    let id = form
        .request
        .parse::<SignInCodeId>()
        .map_err(|_| AppError::invalid("code", OVER))?;
    in_transaction(service, visitor, async |tx: &mut Tx| {
        let code = store::sign_in_code::by_id(tx, id).await?;
        try_code(service, tx, code, &typed, visitor).await
    })
    .await
}

/// One try at a code. The try is counted before the code is compared, so that tries at the same moment can't get past the count.
async fn try_code(
    service: &Service,
    tx: &mut Tx,
    code: Option<SignInCode>,
    typed: &Code,
    visitor: &Visitor,
) -> Result<Result<SignedIn, AppError>, StoreError> {
    let over = Ok(Err(AppError::invalid("code", OVER)));
    let Some(code) = code.filter(|code| state(code, service.now()).after(CodeEvent::Use).is_some())
    else {
        return over;
    };
    match store::sign_in_code::count_try(tx, code.id, CODE_ATTEMPTS).await {
        Err(StoreError::NotFound) => return over,
        counted => counted?,
    }
    let is_right = is_hash_of(&code.code_hash, typed);
    match (is_right, code.person) {
        (true, Some(_)) => use_code(service, tx, code, Method::EmailCode, visitor).await,
        _ => {
            let (kind, id) = (ObjectKind::Session, code.id.uuid());
            let (address, refused) = (visitor.address.as_str(), Action::SignInRefused);
            audit::append_by_nobody(service, tx, address, refused, kind, id, code.person).await?;
            let is_last = code.attempts + 1 >= CODE_ATTEMPTS;
            Ok(Err(AppError::invalid(
                "code",
                if is_last { OVER } else { WRONG_CODE },
            )))
        }
    }
}

/// The address that a link would sign in; `None` when the link does not work. It changes nothing.
///
/// # Errors
/// `Busy` or `Internal`.
pub async fn peek_link(service: &Service, token: &str) -> Result<Option<EmailAddress>, AppError> {
    let Some(token) = Token::parse(token) else {
        return Ok(None);
    };
    let found = async {
        let mut conn = service.store.read().await?;
        store::sign_in_code::by_link(&mut conn, token.hash()).await
    };
    let code = found.await.map_err(|error| service.told(error))?;
    Ok(code
        .filter(|code| code.person.is_some() && state(code, service.now()) == CodeState::Live)
        .map(|code| code.email))
}

/// Signs in with the link from the email.
///
/// # Errors
/// `Invalid` for a link that is wrong, used, replaced or over; `TooMany` after too many tries from the network address.
pub async fn open_link(
    service: &Service,
    token: &str,
    visitor: &Visitor,
) -> Result<SignedIn, AppError> {
    let token = Token::parse(token).ok_or_else(|| AppError::invalid("token", OVER))?;
    in_transaction(service, visitor, async |tx: &mut Tx| {
        let code = store::sign_in_code::by_link(tx, token.hash()).await?;
        match code.filter(|code| {
            code.person.is_some() && state(code, service.now()).after(CodeEvent::Use).is_some()
        }) {
            Some(code) => use_code(service, tx, code, Method::EmailLink, visitor).await,
            None => Ok(Err(AppError::invalid("token", OVER))),
        }
    })
    .await
}

/// Counts a try from the network address, then makes it. What was counted is kept whatever comes of it.
async fn in_transaction(
    service: &Service,
    visitor: &Visitor,
    attempt: impl AsyncFnOnce(&mut Tx) -> Result<Result<SignedIn, AppError>, StoreError>,
) -> Result<SignedIn, AppError> {
    let tried = async {
        let mut tx = service.store.write().await?;
        let outcome =
            match rate_limit::count(service, &mut tx, &[(TRIES_AN_ADDRESS, &visitor.address)])
                .await?
            {
                Some(refusal) => Err(refusal),
                None => attempt(&mut tx).await?,
            };
        tx.commit().await?;
        Ok(outcome)
    };
    tried.await.map_err(|error| service.told(error))?
}

/// Uses a live code, once, and signs in its person. The try at hand is already among those counted, so one more is allowed.
async fn use_code(
    service: &Service,
    tx: &mut Tx,
    code: SignInCode,
    method: Method,
    visitor: &Visitor,
) -> Result<Result<SignedIn, AppError>, StoreError> {
    let over = Ok(Err(AppError::invalid("code", OVER)));
    let Some(person) = code.person else {
        return over;
    };
    match store::sign_in_code::use_once(tx, code.id, service.now(), CODE_ATTEMPTS + 1).await {
        Err(StoreError::NotFound) => return over,
        used => used?,
    }
    let proof = (method, Some(&code.email));
    match complete(service, tx, person, proof, code.return_to, visitor).await {
        Err(StoreError::NotFound) => over,
        signed_in => signed_in.map(Ok),
    }
}

/// The state of a code at `now`.
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
