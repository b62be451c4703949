//! Organisations, their sites, and the registers that they come from.

pub mod organisation;
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

/// Every statement of these nouns.
pub(crate) fn statements() -> Vec<&'static crate::db::Statement> {
    [
        organisation::STATEMENTS,
        postcode::STATEMENTS,
        school::STATEMENTS,
        site::STATEMENTS,
    ]
    .concat()
}
