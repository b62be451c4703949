//! Organisations of the health and care system.

use crate::kit::field_errors::{optional, read};
use crate::kit::postcode::Postcode;
use crate::kit::words::parse_line;
use crate::places::id::OrganisationId;

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

form! {
    /// 'Leave People Hub'.
    LeaveForm => LeaveRequest() {
        organisation: String => organisation: OrganisationId = read(&organisation, "Choose an organisation");
        /// Anything, where the box was ticked.
        understood: String => understood: () = ticked(&understood);
    }
}

fn ticked(text: &str) -> Result<(), &'static str> {
    match text.trim() {
        "" => Err("Tick the box if your organisation is to leave"),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unticked_box_has_nobody_leave() {
        let form = LeaveForm {
            organisation: "019cadc6-9a80-756e-ab2f-2632d7bd03f1".to_owned(),
            understood: " ".to_owned(),
        };
        let errors = form.clone().parse().unwrap_err();
        assert!(errors.for_field("understood").is_some());
        let understood = "on".to_owned();
        assert!(LeaveForm { understood, ..form }.parse().is_ok());
    }
}
