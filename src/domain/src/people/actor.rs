//! Who is asking.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use crate::kit::email_address::EmailAddress;
use crate::people::id::{PersonId, SessionId};
use crate::people::role::{Grant, Role};

/// The signed-in person, known from the session and from nothing else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    pub person: PersonId,
    pub name: String,
    pub email: EmailAddress,
    pub session: SessionId,
    pub grants: Vec<Grant>,
    /// From which network address, for the audit log; `None` where nobody asks over a network.
    #[serde(skip)]
    pub address: Option<IpAddr>,
}

impl Actor {
    /// Whether the person works for the service, rather than being served by it.
    #[must_use]
    pub fn is_staff(&self) -> bool {
        self.grants
            .iter()
            .any(|grant| !matches!(grant.role, Role::HubMember | Role::Student))
    }

    /// Whether the person holds the role anywhere.
    #[must_use]
    pub fn has(&self, role: Role) -> bool {
        self.grants.iter().any(|grant| grant.role == role)
    }
}
