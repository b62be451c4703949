//! The emails about a career conversation.

use crate::support::World;
use domain::career_conversations::career_conversation::{
    CareerConversation, Reference, Status, Topic, Way,
};
use domain::career_conversations::id::CareerConversationId;
use domain::kit::email_address::EmailAddress;
use domain::kit::instant::{Instant, Interval};
use domain::kit::postcode::Postcode;
use domain::people::id::PersonId;
use domain::people::person::Telephone;
use domain::people::role::Role;
use domain::places::id::SiteId;
use domain::system::id::DraftId;
use domain::system::outbox::CalendarMethod;
use service::career_conversations::message::{self, Change};
use service::work::{By, Work};
use store::career_conversations::adviser::Adviser;
use store::system::outbox::Message;

const AMINA: &str = "amina@example.nhs.uk";
const DAVID: &str = "david@example.nhs.uk";

crate::on_both_engines!(
    a_booking_tells_both_the_day_the_time_the_way_and_how_to_change_it,
    no_email_says_what_the_conversation_is_about,
    a_conversation_in_person_says_where,
    a_late_booking_says_whom_to_call,
    a_move_says_when_it_was_and_keeps_the_calendar_event,
    a_cancellation_takes_the_event_out_of_the_calendar,
    a_member_is_told_whom_to_ask_when_someone_else_cancels,
    an_adviser_who_gave_a_conversation_away_is_told,
    emails_are_the_words_of_their_moment,
);

fn instant(text: &str) -> Instant {
    text.parse().unwrap()
}

/// An adviser, a member, and a conversation between them on Tuesday 10 March 2026 at 9:30am by video.
async fn booked(world: &World) -> CareerConversation {
    let member = world.person("Amina Yusuf", Role::HubMember).await;
    let adviser = adviser(world, "David Okafor").await;
    CareerConversation {
        id: CareerConversationId::new(world.now(), world.service.random()),
        reference: Reference::parse("CC-7K4M-9QXD").unwrap(),
        member,
        adviser,
        interval: Interval::lasting(instant("2026-03-10T09:30:00Z"), 45),
        way: Way::Video,
        site: None,
        topic: Topic::WorkAndLife,
        preparation: "I look after my mother".to_owned(),
        status: Status::Booked,
        submission: DraftId::new(world.now(), world.service.random()),
        calendar_uid: "cc-1@people-hub".to_owned(),
        calendar_sequence: 0,
        booked_by: member,
        booked_at: world.now(),
        updated_at: world.now(),
        version: 1,
    }
}

async fn adviser(world: &World, name: &str) -> PersonId {
    let person = world.person(name, Role::CareerAdviser).await;
    let adviser = Adviser {
        person,
        name: name.to_owned(),
        email: EmailAddress::parse(DAVID).unwrap(),
        about: String::new(),
        buffer_minutes: 0,
        notice_hours: None,
        horizon_days: None,
        phone: Some(Telephone::parse("01632 960 001").unwrap()),
    };
    let mut tx = world.service.store.write().await.unwrap();
    store::career_conversations::adviser::upsert(&mut tx, &adviser)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    person
}

async fn tell(world: &World, change: Change, conversation: &CareerConversation) -> [Message; 2] {
    world.pass_seconds(1);
    let mut work = Work::begin(&world.service, By::NOBODY).await.unwrap();
    message::queue_conversation(&mut work, change, conversation, "")
        .await
        .unwrap();
    work.commit().await.unwrap();
    [
        world.messages_to(AMINA).await.pop().unwrap(),
        world.messages_to(DAVID).await.pop().unwrap(),
    ]
}

fn calendar(message: &Message) -> String {
    message.calendar.clone().unwrap().replace("\r\n ", "")
}

async fn a_booking_tells_both_the_day_the_time_the_way_and_how_to_change_it(world: World) {
    let conversation = booked(&world).await;
    let [to_member, to_adviser] = tell(&world, Change::Booked, &conversation).await;
    assert_eq!(
        to_member.subject,
        "Career conversation booked: Tuesday 10 March 2026, 9:30am"
    );
    assert_eq!(
        to_member.body,
        "Hello Amina Yusuf,\n\n\
        Your career conversation is booked.\n\n\
        Reference: CC-7K4M-9QXD\n\
        Day: Tuesday 10 March 2026\n\
        Time: 9:30am to 10:15am\n\
        With: David Okafor, careers adviser\n\
        How: Video call\n\n\
        See your conversation:\n\
        https://hub.example.nhs.uk/conversations/CC-7K4M-9QXD\n\n\
        You can move or cancel it on that page until Monday 9 March 2026, 9:30am. You do not need to say why. \
        After that, contact David Okafor on 01632 960001.\n\n\
        The calendar file with this email puts it in your calendar.\n\n\
        People Hub\n"
    );
    assert!(
        to_adviser
            .body
            .contains("You have a new career conversation with Amina Yusuf.")
    );
    assert!(
        to_adviser
            .body
            .contains("https://hub.example.nhs.uk/conversations/CC-7K4M-9QXD")
    );
    for (message, name, address) in [
        (&to_member, "Amina Yusuf", AMINA),
        (&to_adviser, "David Okafor", DAVID),
    ] {
        assert_eq!(message.calendar_method, Some(CalendarMethod::Request));
        let calendar = calendar(message);
        assert!(calendar.contains("UID:cc-1@people-hub\r\nSEQUENCE:0\r\n"));
        assert!(calendar.contains("SUMMARY:Career conversation\r\n"));
        assert!(calendar.contains("LOCATION:Video call\r\n"));
        assert!(calendar.contains(&format!("ATTENDEE;CN=\"{name}\"")));
        assert!(calendar.contains(&format!("mailto:{address}\r\n")));
    }
}

async fn no_email_says_what_the_conversation_is_about(world: World) {
    let conversation = booked(&world).await;
    let from = conversation.interval;
    for change in [Change::Booked, Change::Moved { from }, Change::Cancelled] {
        for message in tell(&world, change, &conversation).await {
            let whole = format!(
                "{} {} {}",
                message.subject,
                message.body,
                calendar(&message)
            );
            for secret in ["mother", "health", "caring", "work_and_life"] {
                assert!(!whole.contains(secret), "{whole}");
            }
        }
    }
}

async fn site(world: &World) -> SiteId {
    let organisation = world.organisation("Midlands Partnership").await;
    let site = SiteId::new(world.now(), world.service.random());
    let mut tx = world.service.store.write().await.unwrap();
    store::places::site::insert(
        &mut tx,
        &store::places::site::Site {
            id: site,
            organisation,
            organisation_name: String::new(),
            name: "Haywood Hospital".to_owned(),
            address: "High Lane".to_owned(),
            town: "Burslem".to_owned(),
            postcode: Postcode::parse("ST6 7AG").unwrap(),
            grid_reference: None,
            access_notes: String::new(),
            closed_at: None,
        },
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    site
}

async fn a_conversation_in_person_says_where(world: World) {
    let conversation = CareerConversation {
        way: Way::InPerson,
        site: Some(site(&world).await),
        ..booked(&world).await
    };
    for message in tell(&world, Change::Booked, &conversation).await {
        let place = "Haywood Hospital, High Lane, Burslem, ST6 7AG";
        assert!(
            message
                .body
                .contains(&format!("How: In person\nWhere: {place}\n"))
        );
        let escaped = place.replace(',', "\\,");
        assert!(calendar(&message).contains(&format!("LOCATION:{escaped}\r\n")));
    }
}

async fn a_late_booking_says_whom_to_call(world: World) {
    let conversation = booked(&world).await;
    world.clock.set(instant("2026-03-09T09:30:00Z"));
    let [to_member, _] = tell(&world, Change::Booked, &conversation).await;
    assert!(to_member.body.contains(
        "It is too late to move or cancel it online. If you need to change it, contact David Okafor on 01632 960001."
    ));
}

async fn a_move_says_when_it_was_and_keeps_the_calendar_event(world: World) {
    let before = booked(&world).await;
    let after = CareerConversation {
        interval: Interval::lasting(instant("2026-03-31T08:30:00Z"), 45),
        calendar_sequence: 1,
        ..before.clone()
    };
    let change = Change::Moved {
        from: before.interval,
    };
    for message in tell(&world, change, &after).await {
        assert!(
            message
                .subject
                .contains("moved: Tuesday 31 March 2026, 9:30am")
        );
        assert!(
            message
                .body
                .contains("It was Tuesday 10 March 2026, 9:30am to 10:15am.")
        );
        assert!(message.body.contains("Day: Tuesday 31 March 2026\n"));
        let calendar = calendar(&message);
        assert!(calendar.contains("METHOD:REQUEST\r\n"));
        assert!(calendar.contains("UID:cc-1@people-hub\r\nSEQUENCE:1\r\n"));
        assert!(calendar.contains("DTSTART;TZID=Europe/London:20260331T093000\r\n"));
    }
}

async fn a_cancellation_takes_the_event_out_of_the_calendar(world: World) {
    let conversation = CareerConversation {
        status: Status::CancelledByMember,
        calendar_sequence: 2,
        ..booked(&world).await
    };
    let [to_member, to_adviser] = tell(&world, Change::Cancelled, &conversation).await;
    assert!(
        to_member
            .body
            .contains("You have cancelled your career conversation.")
    );
    assert!(
        to_adviser
            .body
            .contains("Amina Yusuf has cancelled their career conversation with you.")
    );
    for message in [to_member, to_adviser] {
        assert!(!message.body.contains("move or cancel"));
        assert_eq!(message.calendar_method, Some(CalendarMethod::Cancel));
        let calendar = calendar(&message);
        assert!(calendar.contains("METHOD:CANCEL\r\n"));
        assert!(calendar.contains("UID:cc-1@people-hub\r\nSEQUENCE:2\r\n"));
        assert!(calendar.contains("STATUS:CANCELLED\r\n"));
    }
}

async fn a_member_is_told_whom_to_ask_when_someone_else_cancels(world: World) {
    let booked = booked(&world).await;
    for status in [Status::CancelledByAdviser, Status::CancelledByCoordinator] {
        let conversation = CareerConversation {
            status,
            ..booked.clone()
        };
        let [to_member, _] = tell(&world, Change::Cancelled, &conversation).await;
        assert!(
            to_member
                .body
                .contains("If you have a question, contact David Okafor on 01632 960001.")
        );
        assert!(
            to_member
                .body
                .contains("https://hub.example.nhs.uk/career-conversations\n")
        );
    }
}

async fn an_adviser_who_gave_a_conversation_away_is_told(world: World) {
    let before = booked(&world).await;
    let grace = adviser(&world, "Grace Mensah").await;
    let after = CareerConversation {
        adviser: grace,
        interval: Interval::lasting(instant("2026-03-11T14:00:00Z"), 30),
        calendar_sequence: 1,
        ..before.clone()
    };
    let mut work = Work::begin(&world.service, By::NOBODY).await.unwrap();
    message::queue_given_away(&mut work, before.adviser, before.interval, &after)
        .await
        .unwrap();
    work.commit().await.unwrap();
    let told = world.messages_to(DAVID).await.pop().unwrap();
    assert!(told.body.contains("Day: Tuesday 10 March 2026\n"));
    assert!(calendar(&told).contains("METHOD:CANCEL\r\n"));
    assert!(calendar(&told).contains("SEQUENCE:1\r\n"));
    assert!(world.messages_to(AMINA).await.is_empty());
}

async fn emails_are_the_words_of_their_moment(world: World) {
    let conversation = booked(&world).await;
    tell(&world, Change::Booked, &conversation).await;
    let mut tx = world.service.store.write().await.unwrap();
    let mut amina = store::people::person::by_id(&mut tx, conversation.member)
        .await
        .unwrap();
    amina.name = "Amina Okafor".to_owned();
    store::people::person::update(&mut tx, &amina)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let queued = world.messages_to(AMINA).await.pop().unwrap();
    assert!(queued.body.starts_with("Hello Amina Yusuf,"));
}
