//! What people may do: each area declares its permissions as constants, and here is the only place that reads them.

use crate::kit::app_error::AppError;
use crate::people::actor::Actor;
use crate::people::role::{Grant, Role};
use crate::places::id::OrganisationId;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Permission {
    name: &'static str,
    roles: &'static [Role],
    is_system_wide: bool,
}

impl Permission {
    /// One that each of these roles gives, in the organisation where it is held.
    #[must_use]
    pub const fn held_anywhere(name: &'static str, roles: &'static [Role]) -> Self {
        Self {
            name,
            roles,
            is_system_wide: false,
        }
    }

    /// One that each of these roles gives only where it is held for the whole system.
    #[must_use]
    pub const fn system_wide(name: &'static str, roles: &'static [Role]) -> Self {
        Self {
            name,
            roles,
            is_system_wide: true,
        }
    }

    fn is_given_by(self, grant: &Grant) -> bool {
        self.roles.contains(&grant.role) && !(self.is_system_wide && grant.organisation.is_some())
    }
}

/// Look after people, roles, organisations and sites.
pub const ADMINISTER: Permission = Permission::held_anywhere("administer", &[Role::Administrator]);

impl Actor {
    fn grants_of(&self, permission: Permission) -> impl Iterator<Item = &Grant> {
        let grants = self.grants.iter();
        grants.filter(move |grant| permission.is_given_by(grant))
    }

    /// Asks for a permission, whichever organisation it holds in.
    pub fn may(&self, permission: Permission) -> Result<(), AppError> {
        let grant = self.grants_of(permission).next();
        grant.map(|_| ()).ok_or(AppError::Forbidden)
    }

    /// Asks for a permission over things of one organisation (`None`: of the whole system).
    ///
    /// # Errors
    /// `Forbidden` without the permission at all; `NotFound` with it elsewhere only, so that nothing is told about what
    /// other organisations have.
    pub fn may_in(
        &self,
        permission: Permission,
        organisation: Option<OrganisationId>,
    ) -> Result<(), AppError> {
        self.may(permission)?;
        let covers = |grant: &Grant| grant.covers(organisation);
        if self.grants_of(permission).any(covers) {
            Ok(())
        } else {
            Err(AppError::NotFound)
        }
    }

    /// The organisations in which the person holds the permission, each once; `None` is the whole system.
    #[must_use]
    pub fn reach(&self, permission: Permission) -> Option<Vec<OrganisationId>> {
        let places = self.grants_of(permission).map(|grant| grant.organisation);
        let mut places: Vec<_> = places.collect::<Option<_>>()?;
        places.sort_unstable();
        places.dedup();
        Some(places)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::career_conversations::permission::{
        COORDINATE_CONVERSATIONS, GIVE_CONVERSATIONS, HAVE_CONVERSATIONS,
    };
    use crate::kit::email_address::EmailAddress;
    use crate::system::permission::ADMINISTER_SYSTEM;

    /// Every permission, the roles that give it, and whether one organisation is enough.
    const PROMISED: [(Permission, &[Role], bool); 5] = [
        (HAVE_CONVERSATIONS, &[Role::HubMember], true),
        (GIVE_CONVERSATIONS, &[Role::CareerAdviser], false),
        (COORDINATE_CONVERSATIONS, &[Role::HubCoordinator], false),
        (ADMINISTER, &[Role::Administrator], true),
        (ADMINISTER_SYSTEM, &[Role::Administrator], false),
    ];
    const PLAN: Permission =
        Permission::held_anywhere("plan", &[Role::SiteManager, Role::WorkforcePlanner]);

    fn place(number: u128) -> OrganisationId {
        Uuid::from_u128(number).into()
    }

    fn actor(grants: &[(Role, Option<OrganisationId>)]) -> Actor {
        let grants = grants.iter();
        Actor {
            person: Uuid::nil().into(),
            name: "Amina Yusuf".to_owned(),
            email: EmailAddress::parse("amina@example.nhs.uk").unwrap(),
            session: Uuid::nil().into(),
            grants: grants
                .map(|&(role, organisation)| Grant { role, organisation })
                .collect(),
            address: None,
        }
    }

    /// Members, conversations and the times of advisers belong to no organisation, so who would work with all of them holds the role in
    /// the whole system. A member's own conversations are theirs wherever the role holds.
    #[test]
    fn each_permission_is_given_by_its_roles_alone_and_where_they_hold() {
        for (permission, roles, is_enough) in PROMISED {
            for &role in Role::ALL {
                let may = |place| actor(&[(role, place)]).may(permission).is_ok();
                let gives = roles.contains(&role);
                assert_eq!(may(None), gives, "{role} {permission:?}");
                let there = may(Some(place(1)));
                assert_eq!(there, gives && is_enough, "{role} {permission:?}");
            }
        }
    }

    #[test]
    fn a_grant_in_one_organisation_reaches_no_other_and_not_the_system() {
        let administrator = actor(&[(Role::Administrator, Some(place(1)))]);
        let may_in = |place| administrator.may_in(ADMINISTER, place);
        assert_eq!(may_in(Some(place(1))), Ok(()));
        assert_eq!(may_in(Some(place(2))), Err(AppError::NotFound));
        assert_eq!(may_in(None), Err(AppError::NotFound));
        let (of_all, here) = (ADMINISTER_SYSTEM, Some(place(1)));
        assert_eq!(administrator.may_in(of_all, here), Err(AppError::Forbidden));
        assert_eq!(administrator.reach(of_all), Some(vec![]));
        assert_eq!(administrator.reach(ADMINISTER), Some(vec![place(1)]));
        assert_eq!(
            actor(&[(Role::Administrator, None)]).reach(ADMINISTER),
            None
        );
    }

    #[test]
    fn two_roles_give_the_same_permission_each_where_it_is_held() {
        let (one, two, three) = (place(1), place(2), place(3));
        let both = actor(&[
            (Role::WorkforcePlanner, Some(two)),
            (Role::SiteManager, Some(one)),
            (Role::SiteManager, Some(two)),
            (Role::Administrator, Some(three)),
        ]);
        assert_eq!(both.reach(PLAN), Some(vec![one, two]));
        assert_eq!(both.may_in(PLAN, Some(one)), Ok(()));
        assert_eq!(both.may_in(PLAN, Some(two)), Ok(()));
        assert_eq!(both.may_in(PLAN, Some(three)), Err(AppError::NotFound));
        let everywhere = actor(&[
            (Role::SiteManager, Some(one)),
            (Role::WorkforcePlanner, None),
        ]);
        assert_eq!(everywhere.reach(PLAN), None);
        assert_eq!(everywhere.may_in(PLAN, Some(three)), Ok(()));
        assert_eq!(everywhere.may_in(PLAN, None), Ok(()));
        let neither = actor(&[(Role::HubMember, None)]);
        assert_eq!(neither.may_in(PLAN, Some(one)), Err(AppError::Forbidden));
    }
}
