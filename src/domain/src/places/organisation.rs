//! Organisations of the health and care system.

use crate::kit::field_errors::{optional, read};
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

form! {
    OrganisationForm => OrganisationRequest() {
        /// At most 200 characters.
        name: String => name: String = parse_line("name", &name, 200);
        kind: String => kind: OrganisationKind = read(&kind, "Choose what kind of organisation it is");
        /// At most 100 characters.
        town: String => town: String = parse_line("town", &town, 100);
        postcode: String => postcode: Option<Postcode> = optional(&postcode, Postcode::parse);
    }
}
