//! People take along everything that is held about them, and erase what may be erased without anybody's help.

use crate::support::World;
use crate::support::diary::{book_at, free_times, message, publish, signed_in};
use domain::career_conversations::career_conversation::Status;
use domain::kit::app_error::AppError;
use domain::people::actor::Actor;
use domain::people::personal_data::{AfterErasure, ErasureForm};
use domain::people::role::Role;
use service::people::personal_data::{self, Section};

crate::on_both_engines!(
    what_is_held_is_there_in_words,
    what_others_wrote_or_did_is_not_in_it,
    the_file_holds_every_kind,
    erasure_cancels_what_is_to_come_without_the_name,
    an_erased_person_cannot_sign_in,
    erasure_reaches_emails_to_an_earlier_address,
    what_is_kept_has_a_reason,
    an_unticked_box_changes_nothing,
    whoever_works_for_the_service_hands_over_first,
);

const TICKED: &str = "on";

struct Stage {
    world: World,
    david: Actor,
    amina: Actor,
}

impl Stage {
    /// Amina has David's first Tuesday.
    async fn set(world: World) -> Self {
        let david = signed_in(&world, "David Okafor", Role::CareerAdviser).await;
        let mut amina = signed_in(&world, "Amina Yusuf", Role::HubMember).await;
        amina.email = "amina@example.nhs.uk".parse_email();
        publish(&world, &david, 2, "9am", "12pm").await;
        let start = "2026-03-03T09:00:00Z";
        book_at(&world, &amina, amina.person, david.person, start)
            .await
            .unwrap();
        Self {
            world,
            david,
            amina,
        }
    }

    async fn held(&self, actor: &Actor) -> Vec<Section> {
        personal_data::held(&self.world.service, actor)
            .await
            .unwrap()
    }

    async fn erase(&self, understood: &str) -> Result<(), AppError> {
        let form = ErasureForm {
            understood: understood.to_owned(),
        };
        personal_data::erase(&self.world.service, &self.amina, form).await
    }
}

trait ParseEmail {
    fn parse_email(&self) -> domain::kit::email_address::EmailAddress;
}

impl ParseEmail for str {
    fn parse_email(&self) -> domain::kit::email_address::EmailAddress {
        domain::kit::email_address::EmailAddress::parse(self).unwrap()
    }
}

fn rows_of<'s>(sections: &'s [Section], name: &str) -> &'s [Vec<(&'static str, String)>] {
    let found = sections.iter().find(|section| section.name == name);
    &found.unwrap().rows
}

async fn what_is_held_is_there_in_words(world: World) {
    let stage = Stage::set(world).await;
    let held = stage.held(&stage.amina).await;
    let row = &rows_of(&held, "conversations")[0];
    for (name, value) in [
        ("When", "Tuesday 3 March 2026, 9am"),
        ("Status", "Booked"),
        ("How", "Video call"),
        ("What about", "Apprenticeships and learning while I work"),
        ("What you wrote", "I like working with people"),
        ("Adviser", "David Okafor"),
    ] {
        assert!(row.contains(&(name, value.to_owned())), "{name}: {row:?}");
    }
    assert_eq!(rows_of(&held, "emails").len(), 1);
    let log = rows_of(&held, "log");
    assert!(log[0].contains(&("What was done", "Booked a career conversation".to_owned())));
}

async fn what_others_wrote_or_did_is_not_in_it(world: World) {
    let stage = Stage::set(world).await;
    let held = stage.held(&stage.david).await;
    assert_eq!(rows_of(&held, "conversations_as_adviser").len(), 1);
    // What was written to him is his, and says with whom he talks.
    let besides: Vec<_> = held
        .iter()
        .filter(|section| section.name != "emails")
        .collect();
    let text = format!("{besides:?}");
    assert!(!text.contains("Amina"), "{text}");
    let text = format!("{held:?}");
    assert!(!text.contains("I like working with people"), "{text}");
    let ben = signed_in(&stage.world, "Ben Cole", Role::HubMember).await;
    let of_ben = stage.held(&ben).await;
    assert!(rows_of(&of_ben, "conversations").is_empty());
}

async fn the_file_holds_every_kind(world: World) {
    let stage = Stage::set(world).await;
    let file = personal_data::export(&stage.world.service, &stage.amina)
        .await
        .unwrap();
    let file: serde_json::Value = serde_json::from_str(&file).unwrap();
    let held = file["held"].as_object().unwrap();
    assert_eq!(held.len(), store::held().count());
    let conversations = &held["conversations"]["rows"];
    assert_eq!(
        conversations[0]["What you wrote"],
        "I like working with people"
    );
    assert_eq!(held["you"]["rows"][0]["Name"], "Amina Yusuf");
}

async fn erasure_cancels_what_is_to_come_without_the_name(world: World) {
    let stage = Stage::set(world).await;
    stage.erase(TICKED).await.unwrap();
    let held = stage.held(&stage.amina).await;
    let conversation = &rows_of(&held, "conversations")[0];
    let cancelled = Status::CancelledByMember.words().to_owned();
    assert!(
        conversation.contains(&("Status", cancelled)),
        "{conversation:?}"
    );
    assert!(!format!("{held:?}").contains("Amina"), "{held:?}");
    assert!(!format!("{held:?}").contains("I like working with people"));
    // The adviser is told when and nothing of who; no email to or about Amina is left.
    let advisers = stage.world.messages_to("david@example.nhs.uk").await;
    assert_eq!(advisers.len(), 1);
    assert!(advisers[0].body.contains("Erased person has cancelled"));
    assert!(!advisers[0].body.contains("Amina"));
    assert!(
        stage
            .world
            .messages_to("amina@example.nhs.uk")
            .await
            .is_empty()
    );
    // Somebody else can have the time.
    let ben = signed_in(&stage.world, "Ben Cole", Role::HubMember).await;
    let free = free_times(&stage.world, &ben).await;
    assert_eq!(free[0], "2026-03-03T09:00:00Z");
    assert!(stage.world.audited().await.contains(&"person_erased"));
}

async fn erasure_reaches_emails_to_an_earlier_address(world: World) {
    let mut stage = Stage::set(world).await;
    let (world, amina) = (&stage.world, stage.amina.person);
    let mut tx = world.service.store.write().await.unwrap();
    let before = store::people::person::by_id(&mut tx, amina).await.unwrap();
    let moved = store::people::person::Person {
        email: "amina.yusuf@example.nhs.uk".parse_email(),
        ..before
    };
    store::people::person::update(&mut tx, &moved)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    stage.amina.email = moved.email;
    assert_eq!(world.messages_to("amina@example.nhs.uk").await.len(), 1);
    // It is theirs all the same.
    let held = stage.held(&stage.amina).await;
    assert_eq!(rows_of(&held, "emails").len(), 1);

    stage.erase(TICKED).await.unwrap();
    for address in ["amina@example.nhs.uk", "amina.yusuf@example.nhs.uk"] {
        assert_eq!(world.messages_to(address).await, [], "{address}");
    }
}

async fn an_erased_person_cannot_sign_in(world: World) {
    let stage = Stage::set(world).await;
    let demo = stage.world.demo();
    let visitor = service::people::session::Visitor::default();
    let signed_in = service::people::sign_in::as_persona(&demo, "amina@example.nhs.uk", &visitor)
        .await
        .unwrap();
    let token = signed_in.token.to_string();
    let before = service::people::session::authenticate(&demo, &token)
        .await
        .unwrap();
    assert!(before.is_some());
    stage.erase(TICKED).await.unwrap();
    let after = service::people::session::authenticate(&demo, &token)
        .await
        .unwrap();
    assert_eq!(after, None, "the session has ended");
    let again = service::people::sign_in::as_persona(&demo, "amina@example.nhs.uk", &visitor).await;
    assert!(again.is_err());
}

async fn what_is_kept_has_a_reason(world: World) {
    let stage = Stage::set(world).await;
    stage.erase(TICKED).await.unwrap();
    let left = stage.held(&stage.amina).await;
    let mut kept = Vec::new();
    for section in left.iter().filter(|section| !section.rows.is_empty()) {
        match section.after_erasure {
            AfterErasure::Kept(reason) => {
                assert!(reason.len() > 40, "{reason}");
                kept.push(section.name);
            }
            AfterErasure::Removed => assert_eq!(section.name, "you", "is not removed"),
        }
    }
    assert_eq!(kept, ["roles", "conversations", "log"]);
}

async fn an_unticked_box_changes_nothing(world: World) {
    let stage = Stage::set(world).await;
    let before = stage.held(&stage.amina).await;
    assert_eq!(
        message(stage.erase("").await, "understood"),
        "Tick the box if you want to erase your data"
    );
    assert_eq!(stage.held(&stage.amina).await, before);
}

async fn whoever_works_for_the_service_hands_over_first(world: World) {
    let stage = Stage::set(world).await;
    let form = ErasureForm {
        understood: TICKED.to_owned(),
    };
    let refused = personal_data::erase(&stage.world.service, &stage.david, form).await;
    assert_eq!(refused, Err(AppError::Forbidden));
    let mut conn = stage.world.service.store.read().await.unwrap();
    let david = store::people::person::by_id(&mut conn, stage.david.person)
        .await
        .unwrap();
    assert_eq!(david.name, "David Okafor");
}
