//! Organisations of the health and care system.

use serde::{Deserialize, Serialize};

use crate::kit::field_errors::FieldErrors;
use crate::kit::postcode::Postcode;
use crate::kit::words::parse_line;

coded_enum! {
    /// What kind of body an organisation is.
    pub enum OrganisationKind {
        /// An NHS trust.
        Trust = "trust", "NHS trust";
        /// A general practice.
        GpPractice = "gp_practice", "General practice";
        /// A county, city or district council.
        Council = "council", "Council";
        /// A care home or home care provider.
        CareHome = "care_home", "Care home";
        /// A charity or community group.
        Voluntary = "voluntary", "Voluntary organisation";
        /// An integrated care board.
        Board = "board", "Integrated care board";
        /// Any other.
        Other = "other", "Other organisation";
    }
}

coded_enum! {
    /// Where the record of an organisation comes from.
    pub enum OrganisationSource {
        /// An imported national register.
        Register = "register", "National register";
        /// Added by an administrator.
        Local = "local", "Added here";
    }
}

/// 'Add an organisation'.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OrganisationForm {
    pub name: String,
    pub kind: String,
    pub town: String,
    pub postcode: String,
}

/// An organisation to add.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganisationRequest {
    /// Its name, at most 200 characters.
    pub name: String,
    /// What kind it is.
    pub kind: OrganisationKind,
    /// Its town, at most 100 characters.
    pub town: String,
    /// Its postcode.
    pub postcode: Option<Postcode>,
}

impl OrganisationForm {
    /// Reads the form.
    ///
    /// # Errors
    /// What is wrong, field by field.
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
