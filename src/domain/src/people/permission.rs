//! What each role may do. The only place that says so.

use crate::kit::app_error::AppError;
use crate::people::actor::Actor;
use crate::people::role::Role;
use crate::places::id::OrganisationId;

/// Something that a page or a use case asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Permission {
    /// Book, move and cancel one's own career conversations.
    HaveConversations,
    /// Publish one's own availability and see one's own conversations as adviser.
    GiveConversations,
    /// See, book, move and cancel anyone's conversations.
    CoordinateConversations,
    /// Look after people, roles, organisations and sites.
    Administer,
    /// Change the settings of the whole system and read the whole audit log.
    AdministerSystem,
}

impl Permission {
    /// Every permission.
    pub const ALL: &'static [Self] = &[
        Self::HaveConversations,
        Self::GiveConversations,
        Self::CoordinateConversations,
        Self::Administer,
        Self::AdministerSystem,
    ];

    /// The role that carries it.
    const fn role(self) -> Role {
        match self {
            Self::HaveConversations => Role::HubMember,
            Self::GiveConversations => Role::CareerAdviser,
            Self::CoordinateConversations => Role::HubCoordinator,
            Self::Administer | Self::AdministerSystem => Role::Administrator,
        }
    }

    /// Whether only a grant for the whole system gives it.
    const fn is_system_wide(self) -> bool {
        matches!(self, Self::AdministerSystem) || !self.role().can_hold_in_one_organisation()
    }
}

impl Actor {
    /// Asks for a permission, whichever organisation it holds in.
    ///
    /// # Errors
    /// `Forbidden` without it.
    pub fn may(&self, permission: Permission) -> Result<(), AppError> {
        let allowed = self.grants.iter().any(|grant| {
            grant.role == permission.role()
                && (!permission.is_system_wide() || grant.organisation.is_none())
        });
        if allowed {
            Ok(())
        } else {
            Err(AppError::Forbidden)
        }
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
        let covered = self
            .grants
            .iter()
            .any(|grant| grant.role == permission.role() && grant.covers(organisation));
        if covered {
            Ok(())
        } else {
            Err(AppError::NotFound)
        }
    }

    /// The organisations in which the person holds the permission; `None` is the whole system.
    #[must_use]
    pub fn reach(&self, permission: Permission) -> Option<Vec<OrganisationId>> {
        let grants = || {
            self.grants
                .iter()
                .filter(|grant| grant.role == permission.role())
        };
        if grants().any(|grant| grant.organisation.is_none()) {
            return None;
        }
        Some(grants().filter_map(|grant| grant.organisation).collect())
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::kit::email_address::EmailAddress;
    use crate::people::role::Grant;

    fn actor(role: Role, organisation: Option<OrganisationId>) -> Actor {
        Actor {
            person: Uuid::nil().into(),
            name: "Amina Yusuf".to_owned(),
            email: EmailAddress::parse("amina@example.nhs.uk").unwrap(),
            session: Uuid::nil().into(),
            grants: vec![Grant { role, organisation }],
            address: None,
        }
    }

    #[test]
    fn each_permission_belongs_to_one_role_alone() {
        for &permission in Permission::ALL {
            for &role in Role::ALL {
                let expected = if role == permission.role() {
                    Ok(())
                } else {
                    Err(AppError::Forbidden)
                };
                assert_eq!(
                    actor(role, None).may(permission),
                    expected,
                    "{role} {permission:?}"
                );
            }
        }
    }

    /// Members, conversations and the times of advisers belong to no organisation, so who would work with all of them holds the role in
    /// the whole system. A member's own conversations are theirs wherever the role holds.
    #[test]
    fn a_role_in_one_organisation_gives_nothing_in_the_whole_system() {
        let ours = Some(OrganisationId::from(Uuid::from_u128(1)));
        for &permission in Permission::ALL {
            let held = actor(permission.role(), ours).may(permission);
            let holds = matches!(
                permission,
                Permission::HaveConversations | Permission::Administer
            );
            let expected = if holds {
                Ok(())
            } else {
                Err(AppError::Forbidden)
            };
            assert_eq!(held, expected, "{permission:?}");
        }
    }

    #[test]
    fn a_grant_in_one_organisation_reaches_no_other_and_not_the_system() {
        let ours = OrganisationId::from(Uuid::from_u128(1));
        let theirs = OrganisationId::from(Uuid::from_u128(2));
        let administrator = actor(Role::Administrator, Some(ours));
        assert_eq!(
            administrator.may_in(Permission::Administer, Some(ours)),
            Ok(())
        );
        assert_eq!(
            administrator.may_in(Permission::Administer, Some(theirs)),
            Err(AppError::NotFound)
        );
        assert_eq!(
            administrator.may_in(Permission::Administer, None),
            Err(AppError::NotFound)
        );
        assert_eq!(
            administrator.may(Permission::AdministerSystem),
            Err(AppError::Forbidden)
        );
        assert_eq!(
            administrator.reach(Permission::Administer),
            Some(vec![ours])
        );
        assert_eq!(
            actor(Role::Administrator, None).reach(Permission::Administer),
            None
        );
    }
}
