//! Roles, and where each holds.

use serde::{Deserialize, Serialize};

use crate::id::OrganisationId;

coded_enum! {
    /// What a person does in the system. A person can hold several.
    pub enum Role {
        /// A student who books virtual careers days.
        Student = "student", "Student";
        /// A school's coordinator.
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

/// A role held in one organisation, or in the whole system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Grant {
    /// The role.
    pub role: Role,
    /// Where it holds; `None` is the whole system.
    pub organisation: Option<OrganisationId>,
}

impl Grant {
    /// Whether the grant reaches things of `organisation` (`None`: things of the whole system).
    #[must_use]
    pub fn covers(self, organisation: Option<OrganisationId>) -> bool {
        self.organisation.is_none() || (organisation.is_some() && self.organisation == organisation)
    }
}
