//! Changes of bookings that cross each other: a move into a time against its booking, a cancellation against a booking of what
//! it frees, and two coordinators who move the same conversation.
//!
//! The version was taken out of the update and out of the look before it on purpose: then both coordinators are told, on each
//! engine, that they moved it.

use std::collections::HashMap;

use domain::career_conversations::career_conversation::{CareerConversation, SlotChoice, Status};
use domain::system::id::DraftId;
use store::career_conversations::career_conversation::ListQuery;

use super::*;

const CROSSINGS: usize = 6;
/// How many of a day's times are booked before a round; the others are what is fought for.
const BOOKED: usize = SLOTS / 2;
/// Who books each contested time, beside the one who moves there.
const BOOKERS: usize = 4;

pub(super) type Fields = Vec<(String, String)>;

fn field(name: &str, value: impl ToString) -> (String, String) {
    (format!("form[{name}]"), value.to_string())
}

impl Race {
    pub(super) fn booking(&self, slot: SlotChoice) -> Fields {
        let submission = DraftId::new(self.service.now(), self.service.random());
        vec![
            field("submission", submission),
            field("topic", "ideas"),
            field("way", "video"),
            field("slot", slot),
        ]
    }

    /// The first members book the first times of the day.
    async fn first_times_booked(&self, day: Date) -> Vec<CareerConversation> {
        let mut forms = Vec::new();
        for (member, slot) in self.slots_on(day).into_iter().enumerate().take(BOOKED) {
            forms.push((
                self.members[member].1.clone(),
                "career-conversations/book",
                self.booking(slot),
            ));
        }
        for answer in self.send_all(forms).await {
            assert_eq!(answer.status, 200, "{}", answer.body);
        }
        let mut conversations = self.on(day).await;
        let member = |conversation: &CareerConversation| {
            let all = self.members.iter();
            all.clone().position(|(id, _)| *id == conversation.member)
        };
        conversations.sort_by_key(member);
        assert_eq!(conversations.len(), BOOKED);
        conversations
    }

    /// All at once; the answers in the order of the forms.
    pub(super) async fn send_all(&self, forms: Vec<(String, &'static str, Fields)>) -> Vec<Answer> {
        let mut clients = Vec::new();
        for (cookie, verb, fields) in forms {
            let address = self.address;
            clients.push(tokio::spawn(async move {
                let path = format!("/api/{verb}");
                post_form(address, &path, &cookie, &fields).await
            }));
        }
        let mut answers = Vec::new();
        for client in clients {
            answers.push(client.await.unwrap());
        }
        answers
    }

    /// Every conversation of the day, whatever became of it.
    async fn on(&self, day: Date) -> Vec<CareerConversation> {
        let query = ListQuery {
            from: london::start_of_day(day),
            until: london::start_of_day(london::plus_days(day, 1)),
            adviser: None,
            status: None,
            text: String::new(),
            order: Order::Time,
            asked: store::AskedPage::first(10_000),
        };
        let mut conn = self.service.store.read().await.unwrap();
        let listed =
            store::career_conversations::career_conversation::list(&mut conn, &query).await;
        let rows = listed.unwrap().rows.into_iter();
        rows.map(|listed| listed.conversation).collect()
    }

    /// Who holds each time that is booked on the day; no time is held twice.
    async fn holders(&self, day: Date) -> HashMap<SlotChoice, CareerConversation> {
        let mut holders = HashMap::new();
        for conversation in self.on(day).await {
            if conversation.status == Status::Booked {
                let slot = slot_of(&conversation);
                assert!(
                    holders.insert(slot, conversation).is_none(),
                    "{slot} was given twice"
                );
            }
        }
        holders
    }

    async fn coordinators(&self) -> Vec<String> {
        let mut cookies = Vec::new();
        for number in 0..2 {
            let email = format!("coordinator{number}@example.nhs.uk");
            let mut tx = self.service.store.write().await.unwrap();
            self.add_person(&mut tx, &email, Role::HubCoordinator).await;
            tx.commit().await.unwrap();
            let visitor = Visitor::default();
            let signed_in = service::people::sign_in::as_persona(&self.service, &email, &visitor)
                .await
                .unwrap();
            cookies.push(format!("people-hub-session={}", signed_in.token));
        }
        cookies
    }

    /// Each of the day's booked members moves to a time of their own, while others book that time.
    async fn moves_against_bookings(&self, day: Date) {
        let (conversations, slots) = (self.first_times_booked(day).await, self.slots_on(day));
        let mut forms = Vec::new();
        for (at, conversation) in conversations.iter().enumerate() {
            let wanted = slots[BOOKED + at];
            forms.push((
                self.members[at].1.clone(),
                "career-conversations/move",
                moving(conversation, wanted),
            ));
            for booker in 0..BOOKERS {
                let member = BOOKED + at * BOOKERS + booker;
                forms.push((
                    self.members[member].1.clone(),
                    "career-conversations/book",
                    self.booking(wanted),
                ));
            }
        }
        let answers = self.send_all(forms).await;
        let holders = self.holders(day).await;
        let mut moved = 0;
        for (at, conversation) in conversations.iter().enumerate() {
            let wanted = slots[BOOKED + at];
            let group = &answers[at * (BOOKERS + 1)..][..=BOOKERS];
            assert_one_of(group, &format!("{wanted}"));
            let winner = holders[&wanted].member;
            let has_moved = group[0].status == 200;
            assert_eq!(winner == conversation.member, has_moved, "{wanted}");
            assert_eq!(!holders.contains_key(&slot_of(conversation)), has_moved);
            moved += usize::from(has_moved);
        }
        assert_eq!(holders.len(), 2 * BOOKED - moved, "on {day}");
    }

    /// Each of the day's booked members cancels, while others book the time that becomes free.
    async fn cancellations_against_bookings(&self, day: Date) {
        let conversations = self.first_times_booked(day).await;
        let mut forms = Vec::new();
        for (at, conversation) in conversations.iter().enumerate() {
            let slot = slot_of(conversation);
            for booker in 0..BOOKERS {
                let member = BOOKED + at * BOOKERS + booker;
                forms.push((
                    self.members[member].1.clone(),
                    "career-conversations/book",
                    self.booking(slot),
                ));
            }
            forms.push((
                self.members[at].1.clone(),
                "career-conversations/cancel",
                cancelling(conversation),
            ));
        }
        let answers = self.send_all(forms).await;
        let holders = self.holders(day).await;
        let all = self.on(day).await;
        for (at, before) in conversations.iter().enumerate() {
            let group = &answers[at * (BOOKERS + 1)..][..=BOOKERS];
            assert_eq!(group[BOOKERS].status, 200, "{}", group[BOOKERS].body);
            let cancelled = all.iter().find(|kept| kept.id == before.id).unwrap();
            assert_eq!(
                (cancelled.status, cancelled.version),
                (Status::CancelledByMember, 2)
            );
            let won = count(&group[..BOOKERS], 200);
            assert_eq!(won + count(&group[..BOOKERS], 409), BOOKERS);
            // Whoever was told that they have it has it; where all came too early, it is free.
            let held = usize::from(holders.contains_key(&slot_of(before)));
            assert_eq!(won, held, "{}", slot_of(before));
        }
    }

    /// Two coordinators move each of the day's bookings, each to another time, from the same page.
    async fn two_moves_of_one(&self, day: Date, coordinators: &[String]) {
        let (conversations, slots) = (self.first_times_booked(day).await, self.slots_on(day));
        let pairs = BOOKED / 2;
        let mut forms = Vec::new();
        for (at, conversation) in conversations.iter().enumerate().take(pairs) {
            for (side, cookie) in coordinators.iter().enumerate() {
                let wanted = slots[BOOKED + 2 * at + side];
                forms.push((
                    cookie.clone(),
                    "coordination/move",
                    moving(conversation, wanted),
                ));
            }
        }
        let answers = self.send_all(forms).await;
        let (holders, all) = (self.holders(day).await, self.on(day).await);
        for (at, before) in conversations.iter().enumerate().take(pairs) {
            let pair = &answers[2 * at..][..2];
            assert_one_of(pair, before.reference.as_str());
            let winner = usize::from(pair[1].status == 200);
            let after = all.iter().find(|kept| kept.id == before.id).unwrap();
            assert_eq!(after.version, 2);
            assert_eq!(slot_of(after), slots[BOOKED + 2 * at + winner]);
            assert!(!holders.contains_key(&slots[BOOKED + 2 * at + 1 - winner]));
            let told: AppError = serde_json::from_str(&pair[1 - winner].body).unwrap();
            let AppError::Conflict(conflict) = told else {
                panic!("{told}")
            };
            assert_eq!(conflict.code, ConflictCode::CHANGED_MEANWHILE);
        }
    }
}

fn slot_of(conversation: &CareerConversation) -> SlotChoice {
    SlotChoice {
        start: conversation.interval.start,
        adviser: conversation.adviser,
    }
}

fn moving(conversation: &CareerConversation, wanted: SlotChoice) -> Fields {
    vec![
        field("reference", &conversation.reference),
        field("version", conversation.version),
        field("way", "video"),
        field("slot", wanted),
    ]
}

fn cancelling(conversation: &CareerConversation) -> Fields {
    vec![
        field("reference", &conversation.reference),
        field("version", conversation.version),
    ]
}

fn count(answers: &[Answer], status: u16) -> usize {
    answers
        .iter()
        .filter(|answer| answer.status == status)
        .count()
}

/// One was done, and the others were told that it is too late.
fn assert_one_of(answers: &[Answer], what: &str) {
    let told: Vec<_> = answers.iter().map(|answer| answer.status).collect();
    assert_eq!(
        (count(answers, 200), count(answers, 409)),
        (1, answers.len() - 1),
        "{what}: {told:?}"
    );
}

async fn crossings_on(database: TestDatabase) {
    let race = Race::start(&database, CLIENTS).await;
    let coordinators = race.coordinators().await;
    let days: Vec<Date> = working_days(race.service.now())
        .take(3 * CROSSINGS)
        .collect();
    for days in days.chunks(3) {
        race.moves_against_bookings(days[0]).await;
        race.cancellations_against_bookings(days[1]).await;
        race.two_moves_of_one(days[2], &coordinators).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn race_of_moves_bookings_and_cancellations_on_sqlite() {
    crossings_on(store::testing::sqlite().await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn race_of_moves_bookings_and_cancellations_on_postgresql() {
    crossings_on(store::testing::postgres().await).await;
}
