//! Organisations of the health and care system.

use serde::{Deserialize, Serialize};

use crate::kit::field_errors::FieldErrors;
use crate::kit::postcode::Postcode;
use crate::kit::words::parse_line;

coded_enum! {
    pub enum OrganisationKind {
        Trust = "trust", "NHS trust";
        GpPractice = "gp_practice", "General practice";
        Council = "council", "Council";
        /// A care home or home care provider.
        CareHome = "care_home", "Care home";
        Voluntary = "voluntary", "Voluntary organisation";
        Board = "board", "Integrated care board";
        Other = "other", "Other organisation";
    }
}

coded_enum! {
    pub enum OrganisationSource {
        Register = "register", "National register";
        Local = "local", "Added here";
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OrganisationForm {
    pub name: String,
    pub kind: String,
    pub town: String,
    pub postcode: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganisationRequest {
    /// At most 200 characters.
    pub name: String,
    pub kind: OrganisationKind,
    /// At most 100 characters.
    pub town: String,
    pub postcode: Option<Postcode>,
}

impl OrganisationForm {
    pub fn parse(self) -> Result<OrganisationRequest, FieldErrors> {
        let mut errors = FieldErrors::default();
        let name = errors.take("name", parse_line("name", &self.name, 200));
        let kind = errors.take(
            "kind",
            OrganisationKind::from_code(self.kind.trim())
                .ok_or("Choose what kind of organisation it is"),
        );
        let town = errors.take("town", parse_line("town", &self.town, 100));
        let postcode = match self.postcode.trim() {
            "" => Some(None),
            text => errors.take("postcode", Postcode::parse(text).map(Some)),
        };
        match (name, kind, town, postcode) {
            (Some(name), Some(kind), Some(town), Some(postcode)) => Ok(OrganisationRequest {
                name,
                kind,
                town,
                postcode,
            }),
            _ => Err(errors),
        }
    }
}
