//! Organisations of the health and care system.

use serde::{Deserialize, Serialize};

use crate::kit::field_errors::{optional, read};
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

form! {
    /// 'Add an organisation'.
    OrganisationForm => OrganisationRequest() {
        /// At most 200 characters.
        name: String => name: String = parse_line("name", &name, 200);
        kind: String => kind: OrganisationKind = read(&kind, "Choose what kind of organisation it is");
        /// At most 100 characters.
        town: String => town: String = parse_line("town", &town, 100);
        postcode: String => postcode: Option<Postcode> = optional(&postcode, Postcode::parse);
    }
}
