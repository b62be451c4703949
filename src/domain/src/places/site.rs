//! Sites: places where conversations happen.

use serde::{Deserialize, Serialize};

use crate::kit::field_errors::{FieldErrors, read};
use crate::kit::postcode::Postcode;
use crate::kit::words::{parse_line, parse_text};
use crate::places::id::{OrganisationId, SiteId};

/// Longest notes on how to get in, in characters.
pub const ACCESS_NOTES_LIMIT: usize = 500;

/// What is kept of a site, as an administrator can say it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteDetails {
    /// At most 200 characters.
    pub name: String,
    /// Street address, one line of at most 200 characters.
    pub address: String,
    /// At most 100 characters.
    pub town: String,
    pub postcode: Postcode,
    /// How to get in, at most 500 characters; may be empty.
    pub access_notes: String,
}

/// 'Add a site' (with an organisation) and 'Change this site' (with a site).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SiteForm {
    pub organisation: String,
    pub site: String,
    pub name: String,
    pub address: String,
    pub town: String,
    pub postcode: String,
    pub access_notes: String,
}

impl SiteForm {
    pub fn parse_new(self) -> Result<(OrganisationId, SiteDetails), FieldErrors> {
        let mut errors = FieldErrors::default();
        let organisation = read(&self.organisation, "Choose an organisation");
        let organisation = errors.take("organisation", organisation);
        let details = self.parse_details(&mut errors);
        organisation.zip(details).ok_or(errors)
    }

    pub fn parse_change(self) -> Result<(SiteId, SiteDetails), FieldErrors> {
        let mut errors = FieldErrors::default();
        let site = errors.take("site", read(&self.site, "Choose a site"));
        let details = self.parse_details(&mut errors);
        site.zip(details).ok_or(errors)
    }

    fn parse_details(self, errors: &mut FieldErrors) -> Option<SiteDetails> {
        let name = errors.take("name", parse_line("name", &self.name, 200));
        let address = errors.take("address", parse_line("address", &self.address, 200));
        let town = errors.take("town", parse_line("town", &self.town, 100));
        let postcode = errors.take("postcode", Postcode::parse(&self.postcode));
        let access_notes = parse_text("How to get in", &self.access_notes, ACCESS_NOTES_LIMIT);
        let access_notes = errors.take("access_notes", access_notes);
        Some(SiteDetails {
            name: name?,
            address: address?,
            town: town?,
            postcode: postcode?,
            access_notes: access_notes?,
        })
    }
}

id_form! {
    /// 'Close this site' and 'Open this site again'.
    SiteIdForm { site: SiteId, "Choose a site" };
}
