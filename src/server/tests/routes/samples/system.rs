//! Drafts and messages.

use domain::kit::london;
use domain::people::role::Role;
use domain::system::announcement::{Announcement, Audience, Notice};
use domain::system::guide::Guide;
use domain::system::id::{AnnouncementId, DraftId, GuideId, OutboxId};
use domain::system::outbox::MessageKind;
use store::system::outbox::Message;

use super::OTHER_PERSON;
use crate::support::{TestApp, email_of};

/// The thing for a word in braces, if it is one of these.
pub async fn make(app: &TestApp, owner: &str, word: &str) -> Option<String> {
    let made = match word {
        "letter" => app.dead_letter_to(owner).await.to_string(),
        "submission" => app.submission(),
        "guide" => app.guide().await,
        "announcement" => app.announcement().await.to_string(),
        _ => return None,
    };
    Some(made)
}

/// Forms with a box for text.
pub const WITH_TEXT: &[&str] = &["/api/announcements/publish", "/api/guides/write"];

impl TestApp {
    /// Something that everyone is told.
    async fn announcement(&self) -> AnnouncementId {
        let (service, now) = (&self.service, self.service.now());
        let announcement = Announcement {
            id: AnnouncementId::new(now, service.random()),
            notice: Notice {
                title: format!("Flu clinics{}", self.mark),
                words: "Book yours.".to_owned(),
                audience: Audience::Everyone,
                organisation: None,
                first_day: london::day_of(now),
                last_day: london::day_of(now),
            },
            published_by: self.person_called(OTHER_PERSON).await,
            published_at: now,
            ended_at: None,
        };
        let insert = store::system::announcement::insert;
        self.kept(async |tx| insert(tx, &announcement).await).await;
        announcement.id
    }

    /// A role with a help page.
    async fn guide(&self) -> String {
        let (service, now) = (&self.service, self.service.now());
        let guide = Guide {
            id: GuideId::new(now, service.random()),
            role: Role::SiteManager,
            words: "# How to fill a shift".to_owned(),
            version: 1,
            written_by: self.person_called(OTHER_PERSON).await,
            written_at: now,
        };
        let mut conn = service.store.read().await.unwrap();
        let before = store::system::guide::of_role(&mut conn, guide.role).await;
        if before.unwrap().is_none() {
            self.kept(async |tx| store::system::guide::write(tx, &guide).await)
                .await;
        }
        guide.role.to_string()
    }

    fn submission(&self) -> String {
        let service = &self.service;
        DraftId::new(service.now(), service.random()).to_string()
    }

    /// A message to the person that was given up.
    pub async fn dead_letter_to(&self, person: &str) -> OutboxId {
        let (service, now) = (&self.service, self.service.now());
        let id = OutboxId::new(now, service.random());
        let message = Message {
            id,
            kind: MessageKind::Ordinary,
            recipient: email_of(person).to_string(),
            subject: format!("Your career conversation{}", self.mark),
            body: "It is booked.".to_owned(),
            calendar: None,
            calendar_method: None,
            created_at: now,
            due_at: now,
            attempts: 0,
            about: None,
            topic: None,
        };
        let mut tx = service.store.write().await.unwrap();
        store::system::outbox::insert(&mut tx, &message)
            .await
            .unwrap();
        let error = format!("550 nobody here{}", self.mark);
        store::system::outbox::mark_dead(&mut tx, id, now, &error)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        id
    }
}
