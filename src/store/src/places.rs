//! Organisations, their sites, and the registers that they come from.

pub mod organisation;
pub mod organisation_data;
pub mod postcode;
pub mod register;
pub mod school;
pub mod site;

crate::db::ids!(
    domain::places::id::OrganisationId,
    domain::places::id::SiteId,
);
crate::db::codes!(
    domain::places::organisation::OrganisationKind,
    domain::places::organisation::OrganisationSource,
);

/// What a unique index is called, by its columns.
pub(crate) const UNIQUE: &[(&str, &str)] = &[("organisation.ods_code", "organisation_ods_code")];

pub(crate) fn statements() -> Vec<&'static crate::db::Statement> {
    [
        organisation::STATEMENTS,
        organisation_data::STATEMENTS,
        postcode::STATEMENTS,
        school::STATEMENTS,
        site::STATEMENTS,
    ]
    .concat()
}
