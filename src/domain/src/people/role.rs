//! Roles, and where each holds.

use serde::{Deserialize, Serialize};

use crate::kit::field_errors::{FieldErrors, read};
use crate::people::id::{PersonId, RoleGrantId};
use crate::places::id::OrganisationId;

coded_enum! {
    /// What a person does in the system. A person can hold several.
    pub enum Role {
        /// A student who books virtual careers days.
        Student = "student", "Student";
        SchoolCoordinator = "school_coordinator", "School coordinator";
        /// Bank worker, reserve, volunteer or mutual aid.
        HubMember = "hub_member", "Hub member";
        /// Gives career conversations.
        CareerAdviser = "career_adviser", "Careers adviser";
        /// Manages the shifts of their own sites.
        SiteManager = "site_manager", "Site manager";
        /// Coordinates the hub for the whole system.
        HubCoordinator = "hub_coordinator", "Hub coordinator";
        /// Finds new posts for people at risk.
        RedeploymentAdviser = "redeployment_adviser", "Redeployment adviser";
        /// Leads apprenticeships and levy transfers.
        ApprenticeshipLead = "apprenticeship_lead", "Apprenticeship lead";
        /// Leads retention and flexible working.
        RetentionCoordinator = "retention_coordinator", "Retention coordinator";
        /// Plans the workforce.
        WorkforcePlanner = "workforce_planner", "Workforce planner";
        /// Receives concerns; nobody else does.
        SafeguardingLead = "safeguarding_lead", "Safeguarding lead";
        /// Looks after people, roles, sites and settings.
        Administrator = "administrator", "Administrator";
    }
}

impl Role {
    /// Whether the role can hold in one organisation alone. Advisers and coordinators work with members and conversations, which belong
    /// to none.
    #[must_use]
    pub const fn can_hold_in_one_organisation(self) -> bool {
        !matches!(self, Self::CareerAdviser | Self::HubCoordinator)
    }
}

/// A role held in one organisation, or in the whole system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Grant {
    pub role: Role,
    /// `None` is the whole system.
    pub organisation: Option<OrganisationId>,
}

impl Grant {
    /// Whether the grant reaches things of `organisation` (`None`: things of the whole system).
    #[must_use]
    pub fn covers(self, organisation: Option<OrganisationId>) -> bool {
        self.organisation.is_none() || (organisation.is_some() && self.organisation == organisation)
    }
}

/// What a form sends for 'the whole system'.
pub const WHOLE_SYSTEM: &str = "system";

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct GrantForm {
    pub person: String,
    pub role: String,
    pub place: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GrantRequest {
    pub person: PersonId,
    pub grant: Grant,
}

impl GrantForm {
    pub fn parse(self) -> Result<GrantRequest, FieldErrors> {
        let mut errors = FieldErrors::default();
        let person = errors.take("person", read(&self.person, "Choose a person"));
        let role = errors.take("role", read(&self.role, "Choose a role"));
        let place = match self.place.trim() {
            WHOLE_SYSTEM => Some(None),
            id => errors.take("place", read(id, "Choose where the role holds").map(Some)),
        };
        match (person, role, place) {
            (Some(person), Some(role), Some(organisation)) => Ok(GrantRequest {
                person,
                grant: Grant { role, organisation },
            }),
            _ => Err(errors),
        }
    }
}

id_form! {
    RevokeForm { grant: RoleGrantId, "Choose a role" };
}
