//! The waiting list under a crowd: a place that becomes free has one owner at every moment, whoever cancels, moves, books, accepts,
//! declines or lets time pass at once.

use std::collections::HashSet;
use std::sync::Arc;

use domain::career_conversations::career_conversation::Way;
use domain::career_conversations::conflict;
use domain::career_conversations::waiting_list::{WaitingEntry, WaitingOffer, Wish};
use domain::kit::app_error::{AppError, ConflictCode};
use domain::kit::instant::Instant;
use domain::kit::london;
use domain::kit::weekdays::Weekdays;
use domain::people::id::PersonId;
use domain::seats::conflict::OFFER_OVER;
use domain::seats::id::ClaimId;
use domain::seats::{ClaimState, OfferState};
use jiff::civil::Date;
use store::testing::TestDatabase;
use tokio::task::JoinHandle;

use super::client::{Answer, post_form};
use super::{Race, working_days};

const ROUNDS: usize = 12;
const PEOPLE: usize = 40;

type Fields = Vec<(String, String)>;

fn fields(pairs: &[(&str, &str)]) -> Fields {
    pairs
        .iter()
        .map(|(name, value)| (format!("form[{name}]"), (*value).to_owned()))
        .collect()
}

impl Race {
    fn send(&self, member: usize, path: &'static str, fields: Fields) -> JoinHandle<Answer> {
        let (address, cookie) = (self.address, self.members[member].1.clone());
        tokio::spawn(async move { post_form(address, path, &cookie, &fields).await })
    }

    fn book(&self, member: usize, adviser: PersonId, start: Instant) -> JoinHandle<Answer> {
        let submission = PersonId::new(self.service.now(), self.service.random()).to_string();
        let slot = format!("{}~{adviser}", start.timestamp());
        let fields = fields(&[
            ("submission", &submission),
            ("topic", "ideas"),
            ("way", "video"),
            ("slot", &slot),
        ]);
        self.send(member, "/api/career-conversations/book", fields)
    }

    async fn booked(&self, member: usize, adviser: PersonId, start: Instant) -> String {
        let answer = self.book(member, adviser, start).await.unwrap();
        assert_eq!(answer.status, 200, "{}", answer.body);
        serde_json::from_str(&answer.body).unwrap()
    }

    fn cancel(&self, member: usize, reference: &str) -> JoinHandle<Answer> {
        let fields = fields(&[("reference", reference), ("version", "1")]);
        self.send(member, "/api/career-conversations/cancel", fields)
    }

    fn move_to(
        &self,
        member: usize,
        reference: &str,
        adviser: PersonId,
        start: Instant,
    ) -> JoinHandle<Answer> {
        let slot = format!("{}~{adviser}", start.timestamp());
        let fields = fields(&[
            ("reference", reference),
            ("version", "1"),
            ("way", "video"),
            ("slot", &slot),
        ]);
        self.send(member, "/api/career-conversations/move", fields)
    }

    /// Puts members in line, one a second, for video calls with anyone or with one adviser.
    async fn wait(&self, members: &[usize], adviser: Option<PersonId>) -> Vec<ClaimId> {
        let mut tx = self.service.store.write().await.unwrap();
        let mut entries = Vec::new();
        for (seconds, member) in (0..).zip(members) {
            let now = self.service.now().plus_seconds(seconds);
            let entry = WaitingEntry {
                id: ClaimId::new(now, self.service.random()),
                member: self.members[*member].0,
                wish: Wish {
                    adviser,
                    way: Way::Video,
                    site: None,
                    weekdays: Weekdays::from_codes("mon,tue,wed,thu,fri"),
                    last_day: london::plus_days(london::day_of(now), 300),
                },
                topic: domain::career_conversations::career_conversation::Topic::Ideas,
                state: ClaimState::Waiting,
                joined_at: now,
            };
            store::testing::stand_in_line(&mut tx, &entry)
                .await
                .unwrap();
            entries.push(entry.id);
        }
        tx.commit().await.unwrap();
        entries
    }

    /// Everybody leaves the line.
    async fn empty_the_line(&self) {
        let mut tx = self.service.store.write().await.unwrap();
        for (member, _) in &self.members {
            let Some(entry) = store::career_conversations::waiting_list::live(&mut tx, *member)
                .await
                .unwrap()
            else {
                continue;
            };
            let now = self.service.now();
            if let Some(open) =
                store::career_conversations::waiting_list::open_offer(&mut tx, entry.id)
                    .await
                    .unwrap()
            {
                let state = OfferState::Withdrawn;
                store::seats::offer::answer(&mut tx, &open.offer(), state, now)
                    .await
                    .unwrap();
            }
            store::seats::claim::set_state(&mut tx, &entry.claim(), ClaimState::Left, now)
                .await
                .unwrap();
        }
        tx.commit().await.unwrap();
    }

    async fn open_offers(&self) -> Vec<WaitingOffer> {
        let mut conn = self.service.store.read().await.unwrap();
        let mut open = Vec::new();
        for adviser in &self.advisers {
            open.extend(
                store::career_conversations::waiting_list::open_with(&mut conn, *adviser)
                    .await
                    .unwrap(),
            );
        }
        open
    }

    /// Who has the time, as the database has it.
    async fn owners(&self, adviser: PersonId, start: Instant) -> (usize, usize) {
        let interval = domain::kit::instant::Interval::lasting(start, 30);
        let mut conn = self.service.store.read().await.unwrap();
        let booked = store::career_conversations::career_conversation::taken_of_adviser(
            &mut conn, adviser, interval,
        )
        .await
        .unwrap();
        let held = store::career_conversations::waiting_list::open_with(&mut conn, adviser)
            .await
            .unwrap();
        let held = held.iter().filter(|held| held.interval.overlaps(interval));
        (booked.len(), held.count())
    }
}

/// Refused for a time that somebody else has, with what else is free.
fn assert_refused(answer: &Answer) {
    assert_eq!(answer.status, 409, "{}", answer.body);
    let error: AppError = serde_json::from_str(&answer.body).unwrap();
    let AppError::Conflict(conflict) = error else {
        panic!("{}", answer.body)
    };
    let known = [
        conflict::SLOT_TAKEN,
        conflict::SLOT_UNAVAILABLE,
        conflict::MEMBER_BUSY,
        OFFER_OVER,
        ConflictCode::CHANGED_MEANWHILE,
    ];
    assert!(known.contains(&conflict.code), "{}", conflict.code);
}

fn start_on(day: Date) -> Instant {
    london::at(day, jiff::civil::time(9, 30, 0, 0))
}

/// Ten places become free at once, with six people in line: six offers, each of another place to another person. Then everybody
/// answers as they like while time runs out, and no place and no person has two.
async fn two_offers_for_one_place(database: TestDatabase) {
    let race = Race::start(&database, PEOPLE).await;
    let days: Vec<_> = working_days(race.service.now()).take(ROUNDS).collect();
    for day in days {
        let start = start_on(day);
        let mut references = Vec::new();
        for (member, adviser) in race.advisers.iter().enumerate() {
            references.push(race.booked(member, *adviser, start).await);
        }
        race.wait(&[20, 21, 22, 23, 24, 25], None).await;
        let mut cancelling = Vec::new();
        for (member, reference) in references.iter().enumerate() {
            cancelling.push(race.cancel(member, reference));
        }
        for answer in cancelling {
            let answer = answer.await.unwrap();
            assert_eq!(answer.status, 200, "{}", answer.body);
        }
        let offers = race.open_offers().await;
        let people: HashSet<_> = offers.iter().map(|offer| offer.entry).collect();
        let places: HashSet<_> = offers.iter().map(|offer| offer.adviser).collect();
        assert_eq!((offers.len(), people.len(), places.len()), (6, 6, 6));

        let mut answers = Vec::new();
        for (number, offer) in offers.iter().enumerate() {
            let member = race.member_of(offer.entry).await;
            let id = offer.id.to_string();
            let path = match number % 3 {
                0 => "/api/waiting-list/accept",
                _ => "/api/waiting-list/decline",
            };
            for _ in 0..2 {
                answers.push(race.send(member, path, fields(&[("offer", &id)])));
            }
            let service = race.service.clone();
            tokio::spawn(async move { service::seats::expire(&service).await });
        }
        for answer in answers {
            let answer = answer.await.unwrap();
            assert!(matches!(answer.status, 200 | 409), "{}", answer.body);
        }
        let offers = race.open_offers().await;
        let people: HashSet<_> = offers.iter().map(|offer| offer.entry).collect();
        assert_eq!(offers.len(), people.len());
        for adviser in &race.advisers {
            let (booked, held) = race.owners(*adviser, start).await;
            assert!(booked + held <= 1, "{booked} booked, {held} held");
        }
        race.empty_the_line().await;
    }
}

/// The deadline passes while the member accepts: one of both, never both, and then the next person is asked.
async fn acceptance_against_expiry(database: TestDatabase) {
    let race = Arc::new(Race::start(&database, PEOPLE).await);
    let begin = race.service.now();
    let days: Vec<_> = working_days(begin).take(ROUNDS).collect();
    let adviser = race.advisers[0];
    for day in days {
        race.clock.set(begin);
        let start = start_on(day);
        let reference = race.booked(0, adviser, start).await;
        race.wait(&[20, 21], Some(adviser)).await;
        assert_eq!(race.cancel(0, &reference).await.unwrap().status, 200);
        let offer = race.open_offers().await.pop().unwrap();
        let id = offer.id.to_string();
        race.clock.set(offer.expires_at.plus_seconds(-1));
        let cookie = race.sign_in(20).await;
        let mut accepting = Vec::new();
        for _ in 0..3 {
            let (address, cookie) = (race.address, cookie.clone());
            let fields = fields(&[("offer", &id)]);
            accepting.push(tokio::spawn(async move {
                post_form(address, "/api/waiting-list/accept", &cookie, &fields).await
            }));
        }
        tokio::task::yield_now().await;
        race.clock.set(offer.expires_at);
        let mut expiring = Vec::new();
        for _ in 0..3 {
            let service = race.service.clone();
            expiring.push(tokio::spawn(async move {
                service::seats::expire(&service).await
            }));
        }
        let mut accepted = HashSet::new();
        for answer in accepting {
            let answer = answer.await.unwrap();
            match answer.status {
                200 => {
                    accepted.insert(answer.body);
                }
                _ => assert_refused(&answer),
            }
        }
        for worker in expiring {
            worker.await.unwrap().unwrap();
        }
        let (booked, held) = race.owners(adviser, start).await;
        assert_eq!(
            accepted.len(),
            booked,
            "one booking, however often accepted"
        );
        assert_eq!(booked + held, 1, "{booked} booked, {held} passed on");
        let mut conn = race.service.store.read().await.unwrap();
        let state = store::career_conversations::waiting_list::offer(&mut conn, offer.id)
            .await
            .unwrap()
            .state;
        let expected = if booked == 1 {
            OfferState::Accepted
        } else {
            OfferState::Expired
        };
        assert_eq!(state, expected);
        drop(conn);
        race.empty_the_line().await;
    }
}

/// Twenty people book a time while its owner cancels: at most one gets it, and with somebody in line only they are asked.
async fn cancel_against_book(database: TestDatabase) {
    let race = Race::start(&database, PEOPLE).await;
    let adviser = race.advisers[0];
    let days: Vec<_> = working_days(race.service.now()).take(ROUNDS).collect();
    for (round, day) in days.into_iter().enumerate() {
        let start = start_on(day);
        let reference = race.booked(0, adviser, start).await;
        let someone_waits = round % 2 == 0;
        if someone_waits {
            race.wait(&[30], Some(adviser)).await;
        }
        let mut booking = Vec::new();
        for member in 1..=20 {
            if member == 10 {
                assert_eq!(race.cancel(0, &reference).await.unwrap().status, 200);
            }
            booking.push(race.book(member, adviser, start));
        }
        let mut won = 0;
        for answer in booking {
            let answer = answer.await.unwrap();
            match answer.status {
                200 => won += 1,
                _ => assert_refused(&answer),
            }
        }
        let owners = race.owners(adviser, start).await;
        let expected = if someone_waits { (0, 1) } else { (1, 0) };
        assert_eq!((owners, won), (expected, expected.0), "in round {round}");
        race.empty_the_line().await;
    }
}

/// Ten people move into a time that ten others book: one gets it, and whoever lost keeps what they had.
async fn move_against_book(database: TestDatabase) {
    let race = Race::start(&database, PEOPLE).await;
    let days: Vec<_> = working_days(race.service.now()).take(ROUNDS + 1).collect();
    let (wanted, others) = (race.advisers[0], &race.advisers);
    for (day, before) in days[1..].iter().zip(&days) {
        let start = start_on(*day);
        let theirs = start_on(*before).plus_minutes(30);
        let mut references = Vec::new();
        for (member, adviser) in others.iter().enumerate() {
            references.push(race.booked(member, *adviser, theirs).await);
        }
        let mut racing = Vec::new();
        for (member, reference) in references.iter().enumerate() {
            racing.push(race.move_to(member, reference, wanted, start));
            racing.push(race.book(20 + member, wanted, start));
        }
        let (mut won, mut moved) = (0, 0);
        for (number, answer) in racing.into_iter().enumerate() {
            let answer = answer.await.unwrap();
            match answer.status {
                200 => {
                    won += 1;
                    moved += usize::from(number % 2 == 0);
                }
                _ => assert_refused(&answer),
            }
        }
        assert_eq!(won, 1);
        assert_eq!(race.owners(wanted, start).await, (1, 0));
        let mut kept = 0;
        for adviser in others {
            kept += race.owners(*adviser, theirs).await.0;
        }
        // Whoever moved left their old time; whoever lost did not.
        assert_eq!(kept + moved, others.len());
    }
}

macro_rules! on_both {
    ($($race:ident),+) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $race() { super::$race(store::testing::sqlite().await).await; })+
        }
        mod postgresql {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $race() { super::$race(store::testing::postgres().await).await; })+
        }
    };
}

on_both!(
    two_offers_for_one_place,
    acceptance_against_expiry,
    cancel_against_book,
    move_against_book
);

impl Race {
    /// A new session: the one from the beginning has ended by the deadline.
    async fn sign_in(&self, member: usize) -> String {
        let email = format!("member{member}@example.nhs.uk");
        let visitor = service::people::session::Visitor::default();
        let signed_in = service::people::sign_in::as_persona(&self.service, &email, &visitor)
            .await
            .unwrap();
        format!("people-hub-session={}", signed_in.token)
    }

    async fn member_of(&self, entry: ClaimId) -> usize {
        let mut conn = self.service.store.read().await.unwrap();
        let entry = store::career_conversations::waiting_list::by_id(&mut conn, entry)
            .await
            .unwrap();
        let is_it = |(member, _): &(PersonId, String)| *member == entry.member;
        self.members.iter().position(is_it).unwrap()
    }
}
