//! Another email address for somebody. Who has a mailbox can sign in as its person: so an address becomes theirs only when it is confirmed
//! from its mailbox, and the old one is told before and after.

use domain::kit::app_error::AppError;
use domain::kit::email_address::EmailAddress;
use domain::kit::instant::Instant;
use domain::people::actor::Actor;
use domain::people::audit::{ADDRESS_ASKED, ADDRESS_CHANGED};
use domain::people::id::PersonId;
use domain::people::person::ADDRESS_HOURS;
use serde_json::json;
use store::StoreError;
use store::people::address_change::AddressChange;
use store::people::person::Person;

use super::{about, address_taken};
use crate::Service;
use crate::people::access::{self, Cause};
use crate::people::message;
use crate::people::session::Token;
use crate::system::rate_limit::{self, Limit};
use crate::work::{By, Work};

/// Links that one network address can try.
const TRIES: Limit = Limit {
    name: "address-links",
    tries: 120,
    minutes: 15,
};

const OVER: &str = "This link no longer works. Ask who looks after your account for a new one";

/// Sends a link to the new address, and word of it to the present one, which stays until the link is used.
///
/// # Errors
/// `Invalid` when somebody has the address.
pub(super) async fn ask(
    work: &mut Work<'_>,
    actor: &Actor,
    person: &Person,
    email: EmailAddress,
) -> Result<(), AppError> {
    let taken = store::people::person::by_email(work, &email).await?;
    if taken.is_some() {
        return Err(AppError::invalid("email", super::ADDRESS_TAKEN));
    }
    let now = work.now;
    let link = Token::new(work.service);
    let change = AddressChange {
        id: work.id(),
        person: person.id,
        email,
        link_hash: link.hash(),
        asked_by: actor.person,
        asked_at: now,
        expires_at: now.plus_hours(ADDRESS_HOURS),
        used_at: None,
        replaced_at: None,
    };
    store::people::address_change::replace(work, person.id, now).await?;
    store::people::address_change::insert(work, &change).await?;
    message::queue_address_asked(work, person, &change, link.as_str()).await?;
    let about = about(person.id);
    Ok(work.note(ADDRESS_ASKED, about, json!({})).await?)
}

/// The address that a link would confirm; `None` when the link does not work. It changes nothing.
pub async fn peek_address_link(
    service: &Service,
    token: &str,
) -> Result<Option<EmailAddress>, AppError> {
    let Some(token) = Token::parse(token) else {
        return Ok(None);
    };
    let mut conn = service.store.read().await?;
    let change = store::people::address_change::by_link(&mut conn, token.hash()).await?;
    Ok(change
        .filter(|change| is_live(service.now(), change))
        .map(|change| change.email))
}

/// Confirms a new address with the link that was sent to it. From then on the person signs in with it; all that was handed out before
/// ends.
///
/// # Errors
/// `Invalid` for a link that is wrong, used, replaced or over, or when somebody else has the address by now; `TooMany` after too many
/// tries from the network address.
pub async fn confirm_address(
    service: &Service,
    token: &str,
    address: &str,
) -> Result<PersonId, AppError> {
    let over = || AppError::invalid("token", OVER);
    let token = Token::parse(token).ok_or_else(over)?;
    let tries = [(TRIES, rate_limit::network(address))];
    let mut work = Work::begin(service, By::NOBODY).await?;
    let now = work.now;
    let refused = rate_limit::count(&mut work, &tries).await?;
    let change = store::people::address_change::by_link(&mut work, token.hash())
        .await?
        .filter(|change| is_live(now, change));
    let Some(change) = change.filter(|_| refused.is_none()) else {
        // What was counted is kept.
        work.commit().await?;
        return Err(refused.unwrap_or_else(over));
    };
    let before = store::people::person::by_id(&mut work, change.person).await?;
    if before.closed_at.is_some() {
        return Err(over());
    }
    write(&mut work, &before, &change).await?;
    work.commit().await?;
    Ok(before.id)
}

fn is_live(now: Instant, change: &AddressChange) -> bool {
    change.used_at.is_none() && change.replaced_at.is_none() && now < change.expires_at
}

async fn write(
    work: &mut Work<'_>,
    before: &Person,
    change: &AddressChange,
) -> Result<(), AppError> {
    let now = work.now;
    store::people::address_change::use_once(work, change.id, now)
        .await
        .map_err(|error| match error {
            StoreError::NotFound => AppError::invalid("token", OVER),
            error => error.into(),
        })?;
    access::end(work, before, Cause::Address).await?;
    let after = Person {
        email: change.email.clone(),
        ..before.clone()
    };
    store::people::person::update(work, &after)
        .await
        .map_err(address_taken)?;
    message::queue_address_changed(work, before).await?;
    let about = about(before.id);
    Ok(work.note(ADDRESS_CHANGED, about, json!({})).await?)
}
