//! An adviser's leave against bookings: whoever was told that they have a time keeps it, and the adviser is asked about each; from
//! the leave on, nobody gets a time on those days.

use domain::career_conversations::availability::Clash;
use service::career_conversations::availability;

use super::*;

const HOLIDAYS: usize = 12;
/// Who wants each of the adviser's times.
const WANTING: usize = 4;

impl Race {
    /// The adviser's actor and the cookie of their session.
    async fn adviser_at_work(&self, number: usize) -> (domain::people::actor::Actor, String) {
        let email = format!("adviser{number}@example.nhs.uk");
        let visitor = Visitor::default();
        let signed_in = service::people::sign_in::as_persona(&self.service, &email, &visitor)
            .await
            .unwrap();
        let actor = service::people::session::authenticate(&self.service, &signed_in.token)
            .await
            .unwrap()
            .unwrap();
        (actor, format!("people-hub-session={}", signed_in.token))
    }

    /// Members want each time of one adviser's day, while the adviser adds leave on it.
    async fn leave_against_bookings(&self, day: Date, number: usize) {
        let (adviser, cookie) = self.adviser_at_work(number).await;
        let mut slots = self.slots_on(day);
        slots.retain(|slot| slot.adviser == adviser.person);
        let mut forms = Vec::new();
        for at in 0..slots.len() * WANTING {
            forms.push((
                self.members[at].1.clone(),
                "career-conversations/book",
                self.booking(slots[at % slots.len()]),
            ));
        }
        let half = forms.len() / 2;
        forms.insert(half, (cookie, "advisers/add-leave", leave_on(day)));
        let answers = self.send_all(forms).await;
        assert_eq!(answers[half].status, 200, "{}", answers[half].body);

        let told = answers
            .iter()
            .enumerate()
            .filter(|(at, answer)| *at != half && answer.status == 200);
        let mut told: Vec<Reference> = told
            .map(|(_, answer)| serde_json::from_str(&answer.body).unwrap())
            .collect();
        let clashes = availability::clashes(&self.service, &adviser)
            .await
            .unwrap();
        let on_the_day = clashes
            .iter()
            .filter(|found| london::day_of(found.listed.conversation.interval.start) == day);
        let mut asked = Vec::new();
        for found in on_the_day {
            assert_eq!(found.clash, Clash::OnLeave);
            asked.push(found.listed.conversation.reference.clone());
        }
        told.sort();
        asked.sort();
        assert_eq!(told, asked, "on {day}");
        assert!(
            answers
                .iter()
                .all(|answer| [200, 409].contains(&answer.status))
        );

        // Nobody gets a time on that day any more.
        let late = vec![(
            self.members[0].1.clone(),
            "career-conversations/book",
            self.booking(slots[0]),
        )];
        assert_eq!(self.send_all(late).await[0].status, 409);
    }
}

fn leave_on(day: Date) -> Vec<(String, String)> {
    ["first", "last"]
        .into_iter()
        .flat_map(|which| {
            [
                (format!("form[{which}][day]"), day.day().to_string()),
                (format!("form[{which}][month]"), day.month().to_string()),
                (format!("form[{which}][year]"), day.year().to_string()),
            ]
        })
        .collect()
}

async fn holidays_on(database: TestDatabase) {
    let race = Race::start(&database, SLOTS_OF_AN_ADVISER * WANTING).await;
    let days = working_days(race.service.now()).take(HOLIDAYS);
    for (number, day) in days.enumerate() {
        race.leave_against_bookings(day, number % ADVISERS).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn race_of_leave_and_bookings_on_sqlite() {
    holidays_on(store::testing::sqlite().await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn race_of_leave_and_bookings_on_postgresql() {
    holidays_on(store::testing::postgres().await).await;
}
