//! Conversations, what follows them, advisers' times, the waiting list.

use std::sync::atomic::Ordering;

use domain::career_conversations::availability::{ExtraSlot, Leave, WeeklyPattern};
use domain::career_conversations::career_action::{ActionState, CareerAction};
use domain::career_conversations::career_conversation::{
    CareerConversation, Reference, Status, Topic, Way,
};
use domain::career_conversations::career_outcome::Pathway;
use domain::career_conversations::conversation_summary::{
    ConversationSummary, SummaryState, SummaryTemplate,
};
use domain::career_conversations::id::{
    CareerActionId, CareerConversationId, ExtraSlotId, LeaveId, SummaryTemplateId, WeeklyPatternId,
};
use domain::career_conversations::waiting_list::{WaitingEntry, WaitingOffer, Wish};
use domain::kit::instant::Interval;
use domain::kit::london;
use domain::kit::weekdays::Weekdays;
use domain::people::id::PersonId;
use domain::seats::id::{ClaimId, OfferId};
use domain::seats::{ClaimState, OfferState};
use domain::system::id::DraftId;
use jiff::civil::{Weekday, time};
use store::career_conversations::adviser::Adviser;

use super::OTHER_PERSON;
use crate::support::TestApp;

/// The forms that ask for more than a line.
pub const WITH_TEXT: &[&str] = &[
    "/api/advisers/change-rules",
    "/api/advisers/decide-clash",
    "/api/after-conversations/add-template",
    "/api/after-conversations/write",
    "/api/career-conversations/topic",
    "/api/waiting-list/accept",
];

/// The thing for a word in braces, if it is one of these.
pub async fn make(app: &TestApp, owner: &str, word: &str) -> Option<String> {
    let made = match word {
        "action" => app.action_of(owner).await.to_string(),
        "came" => app.attended_by(owner).await.to_string(),
        "diary" => app.conversation_with(owner).await.to_string(),
        // Advisers give theirs.
        "conversation" if owner.starts_with("career-adviser") => {
            app.conversation_with(owner).await.to_string()
        }
        "conversation" => app.conversation_of(owner).await.to_string(),
        "entry" => app.entry_of(owner).await.id.to_string(),
        "leave" => app.leave_of(owner).await.to_string(),
        "met" => app.attended_with(owner).await.to_string(),
        "offer" => app.offer_of(owner).await.to_string(),
        "pattern" => app.pattern_of(owner).await.to_string(),
        "reference" => app.conversation_of(owner).await.to_string(),
        "setting" => "cut_off_hours".to_owned(),
        "slot" => app.slot_of(owner).await.to_string(),
        "template" => app.template_of(owner).await.to_string(),
        _ => return None,
    };
    Some(made)
}

impl TestApp {
    /// Makes the person with this name somebody who can be booked.
    pub async fn adviser(&self, name: &str) -> PersonId {
        let person = self.person_called(name).await;
        let adviser = Adviser {
            person,
            name: name.to_owned(),
            email: crate::support::email_of(name),
            about: self.mark.to_owned(),
            buffer_minutes: 0,
            notice_hours: None,
            horizon_days: None,
            phone: None,
        };
        self.kept(async |tx| store::career_conversations::adviser::upsert(tx, &adviser).await)
            .await;
        person
    }

    /// A new career conversation of this member's.
    pub async fn conversation_of(&self, member: &str) -> Reference {
        let member = self.person_called(member).await;
        let adviser = self.adviser(OTHER_PERSON).await;
        self.conversation(member, adviser).await
    }

    /// A new career conversation with this adviser.
    pub async fn conversation_with(&self, adviser: &str) -> Reference {
        let member = self.person_called(OTHER_PERSON).await;
        let adviser = self.adviser(adviser).await;
        self.conversation(member, adviser).await
    }

    /// A new career conversation of these two.
    pub async fn conversation(&self, member: PersonId, adviser: PersonId) -> Reference {
        let (service, now) = (&self.service, self.service.now());
        let start = self.free_hour();
        let id = CareerConversationId::new(now, service.random());
        let conversation = CareerConversation {
            id,
            reference: Reference::new(service.random()),
            member,
            adviser,
            interval: Interval {
                start,
                end: start.plus_minutes(30),
            },
            way: Way::Video,
            site: None,
            topic: Topic::ALL[0],
            preparation: self.mark.to_owned(),
            status: Status::Booked,
            submission: DraftId::new(now, service.random()),
            calendar_uid: format!("{id}@hub.example.nhs.uk"),
            calendar_sequence: 0,
            booked_by: member,
            booked_at: now,
            updated_at: now,
            version: 1,
        };
        self.kept(async |tx| {
            store::career_conversations::career_conversation::insert(tx, &conversation).await
        })
        .await;
        conversation.reference
    }

    /// A conversation that this member came to, with a summary that was shared.
    pub async fn attended_by(&self, member: &str) -> Reference {
        let reference = self.conversation_of(member).await;
        self.attended(&reference, true).await;
        reference
    }

    /// A conversation to which the member came, with the draft of a summary by this adviser.
    pub async fn attended_with(&self, adviser: &str) -> Reference {
        let reference = self.conversation_with(adviser).await;
        self.attended(&reference, false).await;
        reference
    }

    async fn attended(&self, reference: &Reference, is_shared: bool) {
        let now = self.service.now();
        let mut tx = self.service.store.write().await.unwrap();
        let read =
            store::career_conversations::career_conversation::by_reference(&mut tx, reference)
                .await
                .unwrap();
        store::career_conversations::career_conversation::set_status(
            &mut tx,
            &read,
            Status::Attended,
            now,
        )
        .await
        .unwrap();
        let summary = ConversationSummary {
            conversation: read.id,
            words: format!("We talked about care work.{}", self.mark),
            pathways: [Pathway::Training].into(),
            state: if is_shared {
                SummaryState::Shared
            } else {
                SummaryState::Draft
            },
            saved_at: now,
            shared_at: is_shared.then_some(now),
            version: 1,
        };
        store::career_conversations::conversation_summary::insert(&mut tx, &summary)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    /// Something that this member agreed to do.
    async fn action_of(&self, member: &str) -> CareerActionId {
        let reference = self.attended_by(member).await;
        self.action_in(&reference).await
    }

    async fn action_in(&self, reference: &Reference) -> CareerActionId {
        let (service, now) = (&self.service, self.service.now());
        let mut tx = service.store.write().await.unwrap();
        let conversation =
            store::career_conversations::career_conversation::by_reference(&mut tx, reference)
                .await
                .unwrap();
        let action = CareerAction {
            id: CareerActionId::new(now, service.random()),
            conversation: conversation.id,
            adviser: conversation.adviser,
            words: format!("Write a CV{}", self.mark),
            pathway: None,
            due_on: london::day_of(now),
            state: ActionState::Agreed,
            agreed_at: now,
            closed_at: None,
        };
        store::career_conversations::career_action::insert(&mut tx, &action)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        action.id
    }

    /// A new template of this adviser's.
    async fn template_of(&self, adviser: &str) -> SummaryTemplateId {
        let (service, now) = (&self.service, self.service.now());
        let id = SummaryTemplateId::new(now, service.random());
        let template = SummaryTemplate {
            id,
            adviser: self.adviser(adviser).await,
            name: format!(
                "Template {}{}",
                self.hours.fetch_add(1, Ordering::Relaxed),
                self.mark
            ),
            words: format!("We talked about{}", self.mark),
            made_at: now,
        };
        self.kept(async |tx| {
            store::career_conversations::summary_template::insert(tx, &template).await
        })
        .await;
        id
    }

    /// A weekly time of this adviser's, Mondays from 9am to noon.
    pub async fn pattern_of(&self, adviser: &str) -> WeeklyPatternId {
        let service = &self.service;
        let pattern = WeeklyPattern {
            id: WeeklyPatternId::new(service.now(), service.random()),
            adviser: self.adviser(adviser).await,
            weekday: Weekday::Monday,
            starts: time(9, 0, 0, 0),
            ends: time(12, 0, 0, 0),
            slot_minutes: 30,
            ways: [Way::Video].into_iter().collect(),
            site: None,
            valid_from: london::day_of(service.now()),
            valid_to: None,
        };
        self.kept(async |tx| {
            store::career_conversations::weekly_pattern::insert(tx, &pattern).await
        })
        .await;
        pattern.id
    }

    /// Where this member is on the waiting list.
    pub async fn entry_of(&self, member: &str) -> WaitingEntry {
        let (service, now) = (&self.service, self.service.now());
        let member = self.person_called(member).await;
        let mut tx = service.store.write().await.unwrap();
        let live = store::career_conversations::waiting_list::live(&mut tx, member)
            .await
            .unwrap();
        if let Some(live) = live {
            return live;
        }
        let entry = WaitingEntry {
            id: ClaimId::new(now, service.random()),
            member,
            wish: Wish {
                adviser: None,
                way: Way::Video,
                site: None,
                weekdays: Weekdays::from_codes("mon,tue,wed,thu,fri"),
                last_day: london::plus_days(london::day_of(now), 60),
            },
            topic: Topic::ALL[0],
            state: ClaimState::Waiting,
            joined_at: now,
        };
        store::testing::stand_in_line(&mut tx, &entry)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        entry
    }

    /// A time that is kept for this member.
    async fn offer_of(&self, member: &str) -> OfferId {
        let entry = self.entry_of(member).await;
        let adviser = self.adviser(OTHER_PERSON).await;
        let (service, now) = (&self.service, self.service.now());
        let mut tx = service.store.write().await.unwrap();
        let open = store::career_conversations::waiting_list::open_offer(&mut tx, entry.id).await;
        if let Some(open) = open.unwrap() {
            return open.id;
        }
        let offer = WaitingOffer {
            id: OfferId::new(now, service.random()),
            entry: entry.id,
            adviser,
            interval: Interval::lasting(self.free_hour(), 30),
            state: OfferState::Open,
            made_at: now,
            expires_at: now.plus_hours(12),
        };
        assert!(
            store::seats::claim::take_turn(&mut tx, entry.id, ClaimState::Offered, now)
                .await
                .unwrap()
        );
        store::testing::keep_time(&mut tx, &offer).await.unwrap();
        tx.commit().await.unwrap();
        offer.id
    }

    async fn slot_of(&self, adviser: &str) -> ExtraSlotId {
        let service = &self.service;
        let start = self.free_hour();
        let slot = ExtraSlot {
            id: ExtraSlotId::new(service.now(), service.random()),
            adviser: self.adviser(adviser).await,
            interval: Interval {
                start,
                end: start.plus_minutes(30),
            },
            ways: [Way::Video].into_iter().collect(),
            site: None,
        };
        self.kept(async |tx| store::career_conversations::extra_slot::insert(tx, &slot).await)
            .await;
        slot.id
    }

    async fn leave_of(&self, adviser: &str) -> LeaveId {
        let service = &self.service;
        let day = london::day_of(self.free_hour());
        let leave = Leave {
            id: LeaveId::new(service.now(), service.random()),
            adviser: self.adviser(adviser).await,
            first_day: day,
            last_day: day,
        };
        self.kept(async |tx| store::career_conversations::leave::insert(tx, &leave).await)
            .await;
        leave.id
    }
}
