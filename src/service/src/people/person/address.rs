//! Another email address for somebody. Who has a mailbox can sign in as its person: so an address becomes theirs only when it is confirmed
//! from its mailbox, and the old one is told before and after.

use domain::kit::app_error::AppError;
use domain::kit::email_address::EmailAddress;
use domain::people::actor::Actor;
use domain::people::audit::{ADDRESS_ASKED, ADDRESS_CHANGED};
use domain::people::id::{AddressChangeId, PersonId};
use domain::people::person::ADDRESS_HOURS;
use serde_json::json;
use store::people::address_change::AddressChange;
use store::people::person::Person;
use store::{StoreError, Tx};

use super::{address_taken, note};
use crate::Service;
use crate::people::access::{self, Cause};
use crate::people::message;
use crate::people::session::Token;
use crate::system::rate_limit::{self, Limit};

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
    service: &Service,
    tx: &mut Tx,
    actor: &Actor,
    person: &Person,
    email: EmailAddress,
) -> Result<(), AppError> {
    let taken = store::people::person::by_email(tx, &email).await?;
    if taken.is_some() {
        return Err(AppError::invalid("email", super::ADDRESS_TAKEN));
    }
    let now = service.now();
    let link = Token::new(service);
    let change = AddressChange {
        id: AddressChangeId::new(now, service.random()),
        person: person.id,
        email,
        link_hash: link.hash(),
        asked_by: actor.person,
        asked_at: now,
        expires_at: now.plus_hours(ADDRESS_HOURS),
        used_at: None,
        replaced_at: None,
    };
    store::people::address_change::replace(tx, person.id, now).await?;
    store::people::address_change::insert(tx, &change).await?;
    message::queue_address_asked(service, tx, person, &change, link.as_str()).await?;
    let action = ADDRESS_ASKED;
    Ok(note(service, tx, Some(actor), action, person.id, None, json!({})).await?)
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
        .filter(|change| is_live(service, change))
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
    let mut tx = service.store.write().await?;
    let refused = rate_limit::count(service, &mut tx, &tries).await?;
    let change = store::people::address_change::by_link(&mut tx, token.hash())
        .await?
        .filter(|change| is_live(service, change));
    let Some(change) = change.filter(|_| refused.is_none()) else {
        // What was counted is kept.
        tx.commit().await?;
        return Err(refused.unwrap_or_else(over));
    };
    let before = store::people::person::by_id(&mut tx, change.person).await?;
    if before.closed_at.is_some() {
        return Err(over());
    }
    write(service, &mut tx, &before, &change).await?;
    tx.commit().await?;
    Ok(before.id)
}

fn is_live(service: &Service, change: &AddressChange) -> bool {
    change.used_at.is_none() && change.replaced_at.is_none() && service.now() < change.expires_at
}

async fn write(
    service: &Service,
    tx: &mut Tx,
    before: &Person,
    change: &AddressChange,
) -> Result<(), AppError> {
    store::people::address_change::use_once(tx, change.id, service.now())
        .await
        .map_err(|error| match error {
            StoreError::NotFound => AppError::invalid("token", OVER),
            error => error.into(),
        })?;
    access::end(service, tx, None, before, Cause::Address).await?;
    let after = Person {
        email: change.email.clone(),
        ..before.clone()
    };
    store::people::person::update(tx, &after)
        .await
        .map_err(address_taken)?;
    message::queue_address_changed(service, tx, before).await?;
    let action = ADDRESS_CHANGED;
    Ok(note(service, tx, None, action, before.id, None, json!({})).await?)
}
