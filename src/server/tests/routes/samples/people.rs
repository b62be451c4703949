//! People, their roles, sessions and calendar links.

use domain::people::id::RoleGrantId;
use domain::people::role::{Grant, Role};
use domain::places::id::OrganisationId;
use store::people::role_grant::RoleGrant;

use crate::support::{TestApp, email_of};

/// The thing for a word in braces, if it is one of these.
pub async fn make(app: &TestApp, owner: &str, word: &str) -> Option<String> {
    let made = match word {
        "email" => email_of(owner).to_string(),
        "feed" => app.feed_of(owner).await,
        "grant" => app.grant_of(owner).await.to_string(),
        "person" => app.person_called(owner).await.to_string(),
        "session" => app.session_of(owner).await.to_string(),
        "token" => "0a".repeat(32),
        _ => return None,
    };
    Some(made)
}

impl TestApp {
    /// A new calendar link of this person's; who has no conversations to show has none, and then it leads nowhere.
    async fn feed_of(&self, person: &str) -> String {
        let actor = self.actor_called(person).await;
        if !service::people::calendar_feed::may_make(&self.service, &actor) {
            return "none.ics".to_owned();
        }
        let token = service::people::calendar_feed::make(&self.service, &actor).await;
        format!("{}.ics", token.unwrap())
    }

    async fn grants_of(&self, person: &str) -> Vec<RoleGrant> {
        let person = self.person_called(person).await;
        let mut conn = self.service.store.read().await.unwrap();
        store::people::role_grant::of_person(&mut conn, person)
            .await
            .unwrap()
    }

    /// The organisation in which the person holds a role.
    pub async fn organisation_of(&self, person: &str) -> OrganisationId {
        let grants = self.grants_of(person).await;
        grants
            .iter()
            .find_map(|held| held.grant.organisation)
            .unwrap()
    }

    /// A new role of the person's, in their organisation.
    async fn grant_of(&self, person: &str) -> RoleGrantId {
        let grants = self.grants_of(person).await;
        let planner = grants
            .iter()
            .find(|held| held.grant.role == Role::WorkforcePlanner);
        if let Some(planner) = planner {
            return planner.id;
        }
        let service = &self.service;
        let id = RoleGrantId::new(service.now(), service.random());
        let grant = Grant {
            role: Role::WorkforcePlanner,
            organisation: Some(self.organisation_of(person).await),
        };
        let person = self.person_called(person).await;
        self.kept(async |tx| {
            store::people::role_grant::insert(tx, id, person, grant, service.now(), None).await
        })
        .await;
        id
    }
}
