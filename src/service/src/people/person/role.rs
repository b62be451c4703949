//! Giving and taking roles.

use domain::kit::app_error::AppError;
use domain::people::actor::Actor;
use domain::people::audit::{ROLE_GRANTED, ROLE_REVOKED};
use domain::people::id::PersonId;
use domain::people::permission::ADMINISTER;
use domain::people::person::PersonDetails;
use domain::people::role::{Grant, GrantForm, RevokeForm, Role};
use domain::places::id::OrganisationId;
use serde_json::json;
use store::people::role_grant::RoleGrant;
use store::{StoreError, Tx};

use super::{about, conflict, insert, read};
use crate::Service;
use crate::people::access::{self, Cause};
use crate::work::{By, Work};

/// Gives a role in the whole system or in one organisation, to somebody else: nobody decides alone what they may do.
///
/// # Errors
/// `Conflict` for oneself; `Forbidden`; `NotFound` for a person or an organisation that is no concern of the administrator's; `Invalid` also when the
/// role is held already, or for an unknown organisation.
pub async fn give_role(
    service: &Service,
    actor: &Actor,
    form: GrantForm,
) -> Result<PersonId, AppError> {
    actor.may(ADMINISTER)?;
    let request = form.parse()?;
    actor.may_in(ADMINISTER, request.grant.organisation)?;
    if request.person == actor.person {
        return Err(conflict(
            "You cannot give yourself a role. Ask another administrator",
        ));
    }
    let mut work = Work::begin(service, actor).await?;
    read(service, actor, &mut work, request.person).await?;
    give(&mut work, request.person, request.grant).await?;
    work.commit().await?;
    Ok(request.person)
}

/// Gives a role in the caller's transaction.
pub(crate) async fn give(
    work: &mut Work<'_>,
    person: PersonId,
    grant: Grant,
) -> Result<(), AppError> {
    if let Some(organisation) = grant.organisation {
        if !grant.role.can_hold_in_one_organisation() {
            return Err(AppError::invalid(
                "role",
                "This role is for the whole system, not for one organisation",
            ));
        }
        match store::places::organisation::by_id(work, organisation).await {
            Ok(_) => {}
            Err(StoreError::NotFound) => {
                return Err(AppError::invalid("place", "Choose where the role holds"));
            }
            Err(error) => return Err(error.into()),
        }
    }
    let (id, now, by) = (work.id(), work.now, work.by.person);
    store::people::role_grant::insert(work, id, person, grant, now, by)
        .await
        .map_err(|error| match error.constraint() {
            Some("role_grant_system" | "role_grant_organisation") => {
                AppError::invalid("role", "They have this role already")
            }
            _ => error.into(),
        })?;
    let given_to = store::people::person::by_id(work, person).await?;
    access::end(work, &given_to, Cause::RoleGiven).await?;
    let detail = json!({ "role": grant.role });
    let about = about(person).within(grant.organisation);
    Ok(work.note(ROLE_GRANTED, about, detail).await?)
}

/// Takes a role away. It ends at once: every request reads the roles anew.
///
/// # Errors
/// `Forbidden`; `NotFound` when it isn't held or is no concern of the administrator's; `Conflict` for one's own role as
/// administrator, and for the last one of the whole system.
pub async fn remove_role(
    service: &Service,
    actor: &Actor,
    form: RevokeForm,
) -> Result<PersonId, AppError> {
    actor.may(ADMINISTER)?;
    let id = form.parse()?;
    let mut work = Work::begin(service, actor).await?;
    store::people::role_grant::lock_system(&mut work, Role::Administrator).await?;
    let held = store::people::role_grant::by_id(&mut work, id).await?;
    actor.may_in(ADMINISTER, held.grant.organisation)?;
    if held.person == actor.person && held.grant.role == Role::Administrator {
        return Err(conflict(
            "You cannot remove your own role as an administrator",
        ));
    }
    take_away(&mut work, &held).await?;
    check_that_an_administrator_is_left(&mut work).await?;
    work.commit().await?;
    Ok(held.person)
}

async fn take_away(work: &mut Work<'_>, held: &RoleGrant) -> Result<(), StoreError> {
    let (now, by) = (work.now, work.by.person);
    store::people::role_grant::revoke(work, held.id, now, by).await?;
    let taken_from = store::people::person::by_id(work, held.person).await?;
    access::end(work, &taken_from, Cause::RoleTaken(held.grant.role)).await?;
    let detail = json!({ "role": held.grant.role });
    let about = about(held.person).within(held.grant.organisation);
    work.note(ROLE_REVOKED, about, detail).await
}

/// Takes away every role that is held in an organisation.
pub(crate) async fn organisation_left(
    work: &mut Work<'_>,
    organisation: OrganisationId,
) -> Result<(), AppError> {
    for held in store::people::role_grant::of_organisation(work, organisation).await? {
        take_away(work, &held).await?;
    }
    Ok(())
}

/// Refuses what would leave nobody to look after the whole system.
pub(super) async fn check_that_an_administrator_is_left(tx: &mut Tx) -> Result<(), AppError> {
    let left = store::people::role_grant::count_system(tx, Role::Administrator).await?;
    if left == 0 {
        Err(conflict(
            "Someone must be left who is an administrator of the whole system",
        ))
    } else {
        Ok(())
    }
}

/// Adds a person with a role, or gives the role to who has the address already: for who runs the program. The log names nobody.
///
/// # Errors
/// `Invalid` when the person holds the role already; `Busy` or `Internal`.
pub async fn add_by_operator(
    service: &Service,
    details: PersonDetails,
    grant: Grant,
) -> Result<PersonId, AppError> {
    let mut work = Work::begin(service, By::NOBODY).await?;
    let known = store::people::person::by_email(&mut work, &details.email).await?;
    let person = match known {
        Some(known) => known.id,
        None => insert(&mut work, details, None).await?,
    };
    give(&mut work, person, grant).await?;
    work.commit().await?;
    Ok(person)
}
