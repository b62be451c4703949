//! Organisations of the health and care system.

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
