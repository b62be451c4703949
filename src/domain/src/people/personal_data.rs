//! What people may have done with everything that is held about them.

use serde::{Deserialize, Serialize};

use crate::kit::field_errors::FieldErrors;
use crate::people::actor::Actor;

/// Stands in the place of a name that was erased.
pub const NAMELESS: &str = "Erased person";

/// What becomes of rows when the person asks for erasure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AfterErasure {
    Removed,
    /// They stay, without a name, for this reason.
    Kept(&'static str),
}

impl Actor {
    /// Whether the person may erase their own data without anybody's help: who works for the service hands over first, so that an
    /// administrator takes the other roles away.
    #[must_use]
    pub fn may_erase_themselves(&self) -> bool {
        !self.is_staff()
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ErasureForm {
    /// Anything, where the box was ticked.
    pub understood: String,
}

impl ErasureForm {
    pub fn parse(self) -> Result<(), FieldErrors> {
        if self.understood.trim().is_empty() {
            let message = "Tick the box if you want to erase your data";
            return Err(FieldErrors::one("understood", message));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::kit::email_address::EmailAddress;
    use crate::people::role::{Grant, Role};

    fn with(roles: &[Role]) -> Actor {
        let grant = |role: &Role| Grant {
            role: *role,
            organisation: None,
        };
        Actor {
            person: Uuid::nil().into(),
            name: "Amina Yusuf".to_owned(),
            email: EmailAddress::parse("amina@example.nhs.uk").unwrap(),
            session: Uuid::nil().into(),
            grants: roles.iter().map(grant).collect(),
            address: None,
        }
    }

    #[test]
    fn whoever_works_for_the_service_hands_over_first() {
        assert!(with(&[]).may_erase_themselves());
        assert!(with(&[Role::HubMember, Role::Student]).may_erase_themselves());
        for &role in Role::ALL {
            let is_served = matches!(role, Role::HubMember | Role::Student);
            let actor = with(&[Role::HubMember, role]);
            assert_eq!(actor.may_erase_themselves(), is_served, "{role}");
        }
    }

    #[test]
    fn an_unticked_box_erases_nothing() {
        let errors = ErasureForm::default().parse().unwrap_err();
        assert!(errors.for_field("understood").is_some());
        let ticked = ErasureForm {
            understood: "on".to_owned(),
        };
        assert_eq!(ticked.parse(), Ok(()));
    }
}
