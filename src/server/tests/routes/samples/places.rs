//! Organisations and sites.

use domain::kit::postcode::Postcode;
use domain::places::id::SiteId;
use store::places::site::Site;

use crate::support::TestApp;

/// The forms that ask for more than a line.
pub const WITH_TEXT: &[&str] = &[
    "/api/administration/add-site",
    "/api/administration/change-site",
];

/// The thing for a word in braces, if it is one of these.
pub async fn make(app: &TestApp, owner: &str, word: &str) -> Option<String> {
    let made = match word {
        "organisation" => app.organisation_of(owner).await.to_string(),
        "site" => app.site_of(owner).await.to_string(),
        _ => return None,
    };
    Some(made)
}

impl TestApp {
    /// A new site of the person's organisation.
    async fn site_of(&self, person: &str) -> SiteId {
        let service = &self.service;
        let site = Site {
            id: SiteId::new(service.now(), service.random()),
            organisation: self.organisation_of(person).await,
            organisation_name: String::new(),
            name: format!("Haywood Hospital{}", self.mark),
            address: format!("High Lane{}", self.mark),
            town: format!("Stoke-on-Trent{}", self.mark),
            postcode: Postcode::parse("ST6 7AG").unwrap(),
            grid_reference: None,
            access_notes: self.mark.to_owned(),
            closed_at: None,
        };
        self.kept(async |tx| store::places::site::insert(tx, &site).await)
            .await;
        site.id
    }
}
