//! Drafts and messages.

use domain::system::id::{DraftId, OutboxId};
use domain::system::outbox::MessageKind;
use store::system::outbox::Message;

use crate::support::{TestApp, email_of};

/// The thing for a word in braces, if it is one of these.
pub async fn make(app: &TestApp, owner: &str, word: &str) -> Option<String> {
    let made = match word {
        "letter" => app.dead_letter_to(owner).await.to_string(),
        "submission" => app.submission(),
        _ => return None,
    };
    Some(made)
}

/// Forms with a box for text.
pub const WITH_TEXT: &[&str] = &[];

impl TestApp {
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
