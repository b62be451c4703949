//! The forms of the waiting list accept what they print, and none falls over whatever is typed.

#![expect(
    clippy::unwrap_used,
    reason = "a test stops at the first thing that is wrong"
)]

use domain::career_conversations::career_conversation::{Topic, Way};
use domain::career_conversations::reminder::ReminderKind;
use domain::career_conversations::waiting_list::{
    AcceptForm, AcceptRequest, DeclineForm, JoinForm, JoinRequest, LONGEST_WAIT_DAYS,
    LeaveListForm, Wish,
};
use domain::kit::instant::Instant;
use domain::kit::london;
use domain::kit::weekdays::Weekdays;
use domain::kit::when::TypedDay;
use domain::people::id::PersonId;
use domain::places::id::SiteId;
use domain::seats::id::{ClaimId, OfferId};
use domain::seats::{SHORTEST_OFFER_MINUTES, offer_until};
use jiff::civil::{Date, Weekday};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use uuid::Uuid;

fn day() -> impl Strategy<Value = Date> {
    let first = Date::new(2000, 1, 1).unwrap();
    (0..36_000_i32).prop_map(move |days| london::plus_days(first, days))
}

fn uuid() -> impl Strategy<Value = Uuid> {
    any::<u128>().prop_map(Uuid::from_u128)
}

/// Between 1970 and 2100, to the microsecond.
fn instant() -> impl Strategy<Value = Instant> {
    (0..4_102_444_800_000_000_i64).prop_map(Instant::from_unix_microseconds)
}

const DAYS: [Weekday; 7] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];

fn weekdays() -> impl Strategy<Value = Weekdays> {
    (1..128_u8).prop_map(|bits| {
        let chosen = (0..).zip(DAYS).filter(|(bit, _)| bits & (1 << bit) != 0);
        chosen.map(|(_, day)| day).collect()
    })
}

fn printed(request: &JoinRequest) -> JoinForm {
    let wish = request.wish;
    let tick = |day| {
        if wish.weekdays.contains(day) {
            "on"
        } else {
            ""
        }
        .to_owned()
    };
    let [
        monday,
        tuesday,
        wednesday,
        thursday,
        friday,
        saturday,
        sunday,
    ] = DAYS.map(tick);
    JoinForm {
        topic: request.topic.code().to_owned(),
        adviser: wish.adviser.map_or(String::new(), |id| id.to_string()),
        way: wish.way.code().to_owned(),
        site: wish.site.map_or(String::new(), |id| id.to_string()),
        monday,
        tuesday,
        wednesday,
        thursday,
        friday,
        saturday,
        sunday,
        last: wish.last_day.into(),
    }
}

proptest! {
    #[test]
    fn joining_reads_what_it_prints(
        today in day(), days in 0..=LONGEST_WAIT_DAYS, adviser in option::of(uuid()), site in uuid(),
        way in select(Way::ALL.to_vec()), topic in select(Topic::ALL.to_vec()), weekdays in weekdays(),
    ) {
        let wish = Wish {
            adviser: adviser.map(PersonId::from),
            way,
            site: (way == Way::InPerson).then_some(SiteId::from(site)),
            weekdays,
            last_day: london::plus_days(today, days),
        };
        let request = JoinRequest { wish, topic };
        prop_assert_eq!(printed(&request).parse(today), Ok(request));
        let tomorrow = london::plus_days(wish.last_day, 1);
        prop_assert!(printed(&request).parse(tomorrow).is_err(), "nobody waits for the past");
        prop_assert_eq!(Weekdays::from_codes(&weekdays.codes()), weekdays);
    }

    #[test]
    fn answering_and_leaving_read_what_they_print(id in uuid(), written in "[a-z ,.\n]{0,80}") {
        let preparation = domain::kit::tidy::prose(&written);
        let offer = OfferId::from(id);
        let form = AcceptForm { offer: offer.to_string(), preparation: preparation.clone() };
        prop_assert_eq!(form.parse(), Ok(AcceptRequest { offer, preparation }));
        prop_assert_eq!(DeclineForm { offer: offer.to_string() }.parse(), Ok(offer));
        let entry = ClaimId::from(id);
        prop_assert_eq!(LeaveListForm { entry: entry.to_string() }.parse(), Ok(entry));
    }

    #[test]
    fn no_text_makes_a_form_of_the_waiting_list_fall_over(
        texts in proptest::collection::vec(prop_oneof![any::<String>(), "[0-9-]{0,12}", Just("on".to_owned())], 14), today in day(),
    ) {
        let text = |at: usize| texts[at].clone();
        let _ = JoinForm {
            topic: text(0), adviser: text(1), way: text(2), site: text(3), monday: text(4), tuesday: text(5), wednesday: text(6),
            thursday: text(7), friday: text(8), saturday: text(9), sunday: text(10), last: TypedDay::new(text(11), text(12), text(13)),
        }.parse(today);
        let _ = AcceptForm { offer: text(0), preparation: text(1) }.parse();
        let _ = DeclineForm { offer: text(0) }.parse();
        let _ = LeaveListForm { entry: text(0) }.parse();
    }

    /// Nobody is asked about a place that can't be booked any more, and everybody has time to answer.
    #[test]
    fn an_offer_ends_before_its_place_can_no_longer_be_booked(now in instant(), minutes in -100..20_000_i64, hours in 1..=72_i64) {
        let closes = now.plus_minutes(minutes);
        if let Some(until) = offer_until(now, closes, hours) {
            prop_assert!(until <= closes);
            let stands = now.minutes_until(until);
            prop_assert!(SHORTEST_OFFER_MINUTES <= stands && stands <= hours * 60, "{stands}");
        } else {
            prop_assert!(minutes < SHORTEST_OFFER_MINUTES);
        }
    }

    /// A reminder is decided once: in its own time, never after the next one's.
    #[test]
    fn a_day_and_a_week_are_never_due_together(starts in instant(), before in 0..20_000_i64) {
        let now = starts.plus_minutes(-before);
        let decided = [ReminderKind::Week, ReminderKind::Day].map(|kind| kind.decide(starts, Instant::from_unix_microseconds(0), now));
        prop_assert!(decided.iter().flatten().count() <= 1, "{decided:?}");
    }
}
