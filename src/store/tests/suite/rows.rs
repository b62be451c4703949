//! Two rows of each table, for what is tried on all of them.

use domain::career_conversations::availability::{Clash, ExtraSlot, Leave, Ways, WeeklyPattern};
use domain::career_conversations::career_conversation::CareerConversation;
use domain::career_conversations::career_outcome::{
    CareerOutcome, ConversationFeedback, NextStep, OutcomeKind, Usefulness,
};
use domain::career_conversations::conversation_summary::{PrivateNote, SummaryTemplate};
use domain::career_conversations::invitation::InvitationState;
use domain::career_conversations::reminder::{ReminderKind, ReminderOutcome};
use domain::career_conversations::settings::CUT_OFF_HOURS;
use domain::career_conversations::waiting_list::{OfferState, WaitingEntry};
use domain::kit::email_address::EmailAddress;
use domain::kit::grid_reference::GridReference;
use domain::kit::instant::Interval;
use domain::kit::postcode::Postcode;
use domain::people::audit::{SESSION, SIGNED_IN};
use domain::people::id::PersonId;
use domain::people::role::{Grant, Role};
use domain::places::id::OrganisationId;
use domain::places::organisation::{OrganisationKind, OrganisationSource};
use domain::system::outbox::MessageKind;
use jiff::civil::{Weekday, date, time};
use serde_json::json;
use store::career_conversations::invitation::Invitation;
use store::kit::bank_holiday::BankHoliday;
use store::people::address_change::AddressChange;
use store::people::calendar_feed::CalendarFeed;
use store::people::session::Session;
use store::people::sign_in_code::SignInCode;
use store::places::organisation::Organisation;
use store::places::postcode::PlacedPostcode;
use store::places::school::School;
use store::places::site::Site;
use store::system::draft::Draft;
use store::system::outbox::Message;
use store::{Store, Tx};

use super::build::{
    action, adviser, conversation, draft_summary, entry, member, nine, offer, uuid,
};

pub fn organisation(ods_code: Option<&str>, name: &str) -> Organisation {
    Organisation {
        id: uuid().into(),
        ods_code: ods_code.map(str::to_owned),
        name: name.to_owned(),
        kind: OrganisationKind::Trust,
        town: "STAFFORD".to_owned(),
        postcode: Some(postcode("ST16 3SR")),
        opened: Some(date(1993, 4, 1)),
        closed: None,
        source: OrganisationSource::Register,
    }
}

pub fn postcode(text: &str) -> Postcode {
    Postcode::parse(text).unwrap()
}

pub fn placed(text: &str, easting: i32) -> PlacedPostcode {
    PlacedPostcode {
        postcode: postcode(text),
        grid_reference: GridReference::of_metres(easting, 347_000),
    }
}

pub fn school(urn: i64, name: &str) -> School {
    School {
        urn,
        name: name.to_owned(),
        town: "Lichfield".to_owned(),
        postcode: None,
        opened: None,
        closed: Some(date(2004, 8, 31)),
    }
}

pub async fn two_rows_of_each_table(store: &Store) {
    let mut tx = store.write().await.unwrap();
    let organisation = places(&mut tx).await;
    let amina = member(&mut tx, "Amina Yusuf").await;
    let ben = member(&mut tx, "Ben Cole").await;
    for person in [amina, ben] {
        signed_in(&mut tx, person, organisation).await;
    }
    let david = adviser(&mut tx, "David Okafor").await;
    let grace = adviser(&mut tx, "Grace Obi").await;
    for adviser in [david, grace] {
        available(&mut tx, adviser).await;
    }
    let first = conversation(amina, david, nine());
    let second = conversation(ben, david, nine().plus_hours(1));
    let third = conversation(amina, grace, nine().plus_hours(2));
    for booked in [&first, &second, &third] {
        store::career_conversations::career_conversation::insert(&mut tx, booked)
            .await
            .unwrap();
    }
    let entries = [in_line(&mut tx, amina).await, in_line(&mut tx, ben).await];
    let declined = offer(&entries[0], david, nine().plus_hours(7));
    store::career_conversations::waiting_list::insert_offer(&mut tx, &declined)
        .await
        .unwrap();
    store::career_conversations::waiting_list::answer(
        &mut tx,
        &declined,
        OfferState::Declined,
        nine(),
    )
    .await
    .unwrap();
    for (entry, hours) in entries.iter().zip([5, 6]) {
        let open = offer(entry, david, nine().plus_hours(hours));
        store::career_conversations::waiting_list::insert_offer(&mut tx, &open)
            .await
            .unwrap();
    }
    for person in [amina, ben] {
        let invitation = Invitation {
            id: uuid().into(),
            member: person,
            asked_by: amina,
            asked_at: nine(),
            state: InvitationState::Waiting,
        };
        assert!(
            store::career_conversations::invitation::insert(&mut tx, &invitation)
                .await
                .unwrap()
        );
    }
    for clash in [Clash::OnLeave, Clash::OtherWay] {
        store::career_conversations::kept_clash::keep(&mut tx, &first, clash, nine())
            .await
            .unwrap();
    }
    for (kind, person) in ReminderKind::ALL.iter().zip([amina, ben]) {
        let outcome = ReminderOutcome::Queued;
        store::career_conversations::reminder::decide(&mut tx, &first, *kind, outcome, nine())
            .await
            .unwrap();
        let feed = CalendarFeed {
            id: uuid().into(),
            person,
            token_hash: uuid().as_bytes().to_vec(),
            made_at: nine(),
        };
        store::people::calendar_feed::insert(&mut tx, &feed)
            .await
            .unwrap();
        let change = AddressChange {
            id: uuid().into(),
            person,
            email: EmailAddress::parse("new@example.nhs.uk").unwrap(),
            link_hash: uuid().as_bytes().to_vec(),
            asked_by: person,
            asked_at: nine(),
            expires_at: nine().plus_hours(72),
            used_at: None,
            replaced_at: None,
        };
        store::people::address_change::insert(&mut tx, &change)
            .await
            .unwrap();
    }
    for booked in [&first, &second] {
        followed(&mut tx, booked).await;
    }
    for number in 0..2 {
        the_rest(&mut tx, amina, organisation, number).await;
    }
    tx.commit().await.unwrap();
}

/// Somebody new in line.
async fn in_line(tx: &mut Tx, member: PersonId) -> WaitingEntry {
    let entry = entry(member);
    store::career_conversations::waiting_list::insert(tx, &entry)
        .await
        .unwrap();
    entry
}

async fn places(tx: &mut Tx) -> OrganisationId {
    let midlands = organisation(Some("RRE"), "MIDLANDS PARTNERSHIP");
    for organisation in [&midlands, &organisation(Some("RJE"), "NORTH MIDLANDS")] {
        store::places::organisation::insert(tx, organisation)
            .await
            .unwrap();
        let site = Site {
            id: uuid().into(),
            organisation: organisation.id,
            organisation_name: String::new(),
            name: "Main building".to_owned(),
            address: "1 High Street".to_owned(),
            town: "Stafford".to_owned(),
            postcode: postcode("ST16 3SR"),
            grid_reference: None,
            access_notes: String::new(),
            closed_at: None,
        };
        store::places::site::insert(tx, &site).await.unwrap();
    }
    store::places::school::upsert_all(tx, &[school(104_024, "Lodge"), school(104_026, "Grange")])
        .await
        .unwrap();
    store::places::postcode::upsert_all(
        tx,
        &[placed("ST4 6QG", 385_000), placed("ST1 1AP", 388_248)],
    )
    .await
    .unwrap();
    midlands.id
}

async fn signed_in(tx: &mut Tx, person: PersonId, organisation: OrganisationId) {
    for organisation in [None, Some(organisation)] {
        let grant = Grant {
            role: Role::HubMember,
            organisation,
        };
        store::people::role_grant::insert(tx, uuid().into(), person, grant, nine(), None)
            .await
            .unwrap();
    }
    let code = SignInCode {
        id: uuid().into(),
        person: Some(person),
        email: EmailAddress::parse("amina@example.nhs.uk").unwrap(),
        code_hash: vec![1; 32],
        link_hash: uuid().as_bytes().to_vec(),
        created_at: nine(),
        expires_at: nine().plus_minutes(10),
        attempts: 0,
        used_at: None,
        replaced_at: None,
        return_to: "/".to_owned(),
        from_known_browser: false,
    };
    store::people::sign_in_code::insert(tx, &code)
        .await
        .unwrap();
    let session = Session {
        id: uuid().into(),
        token_hash: uuid().as_bytes().to_vec(),
        person,
        created_at: nine(),
        last_seen_at: nine(),
        expires_at: nine().plus_hours(12),
        browser: "Firefox".to_owned(),
        revoked_at: None,
    };
    store::people::session::insert(tx, &session).await.unwrap();
    store::people::known_browser::know(tx, uuid().as_bytes().to_vec(), person, nine())
        .await
        .unwrap();
}

async fn available(tx: &mut Tx, adviser: PersonId) {
    let pattern = WeeklyPattern {
        id: uuid().into(),
        adviser,
        weekday: Weekday::Tuesday,
        starts: time(9, 0, 0, 0),
        ends: time(12, 0, 0, 0),
        slot_minutes: 30,
        ways: Ways::all(),
        site: None,
        valid_from: date(2026, 1, 1),
        valid_to: None,
    };
    store::career_conversations::weekly_pattern::insert(tx, &pattern)
        .await
        .unwrap();
    let slot = ExtraSlot {
        id: uuid().into(),
        adviser,
        interval: Interval::lasting(nine(), 30),
        ways: Ways::all(),
        site: None,
    };
    store::career_conversations::extra_slot::insert(tx, &slot)
        .await
        .unwrap();
    let leave = Leave {
        id: uuid().into(),
        adviser,
        first_day: date(2026, 4, 1),
        last_day: date(2026, 4, 3),
    };
    store::career_conversations::leave::insert(tx, &leave)
        .await
        .unwrap();
}

/// What follows a conversation, one row of each.
async fn followed(tx: &mut Tx, booked: &CareerConversation) {
    let conversation = booked.id;
    let summary = draft_summary(booked);
    store::career_conversations::conversation_summary::insert(tx, &summary)
        .await
        .unwrap();
    let note = PrivateNote {
        conversation,
        adviser: booked.adviser,
        words: "Ring again in May".to_owned(),
        saved_at: nine(),
    };
    store::career_conversations::private_note::save(tx, &note)
        .await
        .unwrap();
    store::career_conversations::career_action::insert(tx, &action(booked))
        .await
        .unwrap();
    for (kind, happened_on) in [
        (OutcomeKind::GotJob, Some(date(2026, 3, 9))),
        (OutcomeKind::NothingYet, None),
    ] {
        let outcome = CareerOutcome {
            conversation,
            kind,
            happened_on,
            said_at: nine(),
        };
        store::career_conversations::career_outcome::say(tx, &outcome)
            .await
            .unwrap();
    }
    let feedback = ConversationFeedback {
        conversation,
        usefulness: Usefulness::Useful,
        next_step: NextStep::Yes,
        given_at: nine(),
    };
    store::career_conversations::career_outcome::give_feedback(tx, &feedback)
        .await
        .unwrap();
    let template = SummaryTemplate {
        id: uuid().into(),
        adviser: booked.adviser,
        name: format!("First conversation {conversation}"),
        words: "We talked about".to_owned(),
        made_at: nine(),
    };
    store::career_conversations::summary_template::insert(tx, &template)
        .await
        .unwrap();
}

/// What needs no person of its own: `number` tells the rows apart.
async fn the_rest(tx: &mut Tx, person: PersonId, organisation: OrganisationId, number: i8) {
    let day = date(2026, 5, 1 + number);
    let value = 24 + i64::from(number);
    store::system::rate_limit::count(tx, &format!("code:{number}"), nine())
        .await
        .unwrap();
    store::system::setting::set(
        tx,
        &store::system::setting::New {
            id: uuid().into(),
            setting: CUT_OFF_HOURS,
            organisation: None,
            value,
            from: day,
            at: nine(),
            by: None,
        },
    )
    .await
    .unwrap();
    let holiday = BankHoliday {
        day,
        name: "May day".to_owned(),
    };
    store::kit::bank_holiday::upsert(tx, &holiday)
        .await
        .unwrap();
    let draft = Draft {
        id: uuid().into(),
        person,
        journey: format!("journey-{number}"),
        subject: String::new(),
        answers: json!({}),
        updated_at: nine(),
    };
    store::system::draft::save(tx, &draft).await.unwrap();
    let recipient = store::people::person::by_id(tx, person)
        .await
        .unwrap()
        .email;
    let message = Message {
        id: uuid().into(),
        kind: MessageKind::Secret,
        recipient: recipient.as_str().to_owned(),
        subject: "Your code".to_owned(),
        body: "123456".to_owned(),
        calendar: None,
        calendar_method: None,
        created_at: nine(),
        due_at: nine(),
        attempts: 0,
        about: None,
    };
    store::system::outbox::insert(tx, &message).await.unwrap();
    let entry = store::system::audit::Entry {
        id: uuid().into(),
        at: nine(),
        actor: Some(person),
        action: SIGNED_IN.code().to_owned(),
        object_kind: SESSION.code().to_owned(),
        object: uuid(),
        person: Some(person),
        organisation: Some(organisation),
        address: None,
        detail: json!({}),
    };
    store::system::audit::append(tx, &entry).await.unwrap();
    let link = store::system::audit_link::Link {
        ordinal: i64::from(number) + 1,
        // The row itself stays among those that wait.
        audit: uuid(),
        hash: vec![0; 32],
    };
    store::system::audit_link::append(tx, 0, &[link])
        .await
        .unwrap();
    store::system::heartbeat::beat(tx, &format!("worker-{number}"), nine())
        .await
        .unwrap();
    store::system::job::ensure(tx, nine()).await.unwrap();
}
