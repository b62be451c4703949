//! What no longer fits stays booked until its adviser keeps, moves or cancels it, and the member is told.

use crate::support::World;
use crate::support::diary::{
    Weekly, book_at, conflict, free_times, leave, message, publish, set_weekly, signed_in, weekly,
};
use domain::career_conversations::availability::{Clash, ClashForm, EndPatternForm, WeeklyPattern};
use domain::career_conversations::career_conversation::{CareerConversation, Status};
use domain::career_conversations::conflict;
use domain::career_conversations::waiting_list::JoinForm;
use domain::kit::app_error::{AppError, ConflictCode};
use domain::kit::when::TypedDay;
use domain::people::actor::Actor;
use domain::people::role::Role;
use jiff::civil::date;
use service::career_conversations::availability::{self, Clashing};

crate::on_both_engines!(
    leave_asks_what_to_do_with_each_booking,
    a_changed_weekly_time_keeps_what_is_booked_and_asks,
    a_change_that_begins_later_leaves_the_weeks_before_it,
    what_is_kept_is_not_asked_again_for_the_same_reason,
    a_move_takes_a_near_time_and_tells_the_member,
    a_move_to_a_time_that_is_gone_offers_others,
    a_cancellation_tells_the_member_why,
    what_is_freed_goes_to_who_waits,
    a_decision_is_made_once,
    an_old_page_decides_nothing,
    what_has_begun_cannot_be_decided,
    another_advisers_conversation_is_not_found,
    only_advisers_decide,
);

/// David gives conversations on Tuesdays; Amina has the first one, on 3 March.
struct Stage {
    world: World,
    david: Actor,
    amina: Actor,
    tuesdays: WeeklyPattern,
    booked: CareerConversation,
}

impl Stage {
    async fn set(world: World) -> Self {
        let david = signed_in(&world, "David Okafor", Role::CareerAdviser).await;
        let amina = signed_in(&world, "Amina Yusuf", Role::HubMember).await;
        let tuesdays = publish(&world, &david, 2, "9am", "12pm").await;
        let first = "2026-03-03T09:00:00Z";
        let booked = book_at(&world, &amina, amina.person, david.person, first)
            .await
            .unwrap();
        Self {
            world,
            david,
            amina,
            tuesdays,
            booked,
        }
    }

    async fn goes_on_leave(&self) {
        let form = leave(date(2026, 3, 3), date(2026, 3, 6));
        availability::add_leave(&self.world.service, &self.david, form)
            .await
            .unwrap();
    }

    async fn clashes(&self) -> Vec<Clashing> {
        availability::clashes(&self.world.service, &self.david)
            .await
            .unwrap()
    }

    async fn reasons(&self) -> Vec<Clash> {
        let clashes = self.clashes().await;
        clashes.into_iter().map(|found| found.clash).collect()
    }

    fn form(&self, decision: &str) -> ClashForm {
        ClashForm {
            reference: self.booked.reference.to_string(),
            version: self.booked.version.to_string(),
            decision: decision.to_owned(),
            clash: "on_leave".to_owned(),
            message: "I am sorry, I am away.".to_owned(),
        }
    }

    async fn decide(&self, decision: &str) -> Result<CareerConversation, AppError> {
        let form = self.form(decision);
        availability::decide(&self.world.service, &self.david, form).await
    }

    async fn nearest(&self) -> String {
        let found =
            availability::to_decide(&self.world.service, &self.david, &self.booked.reference)
                .await
                .unwrap();
        found.alternatives[0].value.clone()
    }

    async fn now(&self) -> CareerConversation {
        let mut conn = self.world.service.store.read().await.unwrap();
        store::career_conversations::career_conversation::by_reference(
            &mut conn,
            &self.booked.reference,
        )
        .await
        .unwrap()
    }

    async fn latest_email_to_amina(&self) -> (String, String) {
        let messages = self.world.messages_to("amina@example.nhs.uk").await;
        let last = messages.last().unwrap();
        (last.subject.clone(), last.body.clone())
    }
}

async fn leave_asks_what_to_do_with_each_booking(world: World) {
    let stage = Stage::set(world).await;
    assert_eq!(stage.clashes().await, []);
    stage.goes_on_leave().await;
    assert_eq!(stage.reasons().await, [Clash::OnLeave]);
    assert_eq!(stage.now().await, stage.booked);
}

async fn a_changed_weekly_time_keeps_what_is_booked_and_asks(world: World) {
    let stage = Stage::set(world).await;
    let hours = weekly(2, "10am", "12pm");
    set_weekly(&stage.world.service, &stage.david, hours)
        .await
        .unwrap();
    assert_eq!(stage.now().await, stage.booked);
    assert_eq!(stage.reasons().await, [Clash::OutsideTimes]);
    let times = free_times(&stage.world, &stage.amina).await;
    assert_eq!(times[0], "2026-03-03T10:00:00Z");
    let seen = availability::overview(&stage.world.service, &stage.david)
        .await
        .unwrap();
    assert_eq!(seen.patterns.len(), 1);
}

async fn a_change_that_begins_later_leaves_the_weeks_before_it(world: World) {
    let stage = Stage::set(world).await;
    let form = Weekly {
        from: TypedDay::new("10", "3", "2026"),
        ..weekly(2, "9am", "11am")
    };
    set_weekly(&stage.world.service, &stage.david, form)
        .await
        .unwrap();
    assert_eq!(stage.clashes().await, []);
    let times = free_times(&stage.world, &stage.amina).await;
    assert_eq!(
        times[..5],
        [
            "2026-03-03T09:40:00Z",
            "2026-03-03T10:20:00Z",
            "2026-03-03T11:00:00Z",
            "2026-03-10T09:00:00Z",
            "2026-03-10T09:40:00Z",
        ]
    );
}

async fn what_is_kept_is_not_asked_again_for_the_same_reason(world: World) {
    let stage = Stage::set(world).await;
    stage.goes_on_leave().await;
    for _ in 0..2 {
        assert_eq!(stage.decide("keep").await.unwrap(), stage.booked);
    }
    assert_eq!(stage.clashes().await, []);
    assert_eq!(stage.now().await, stage.booked);
    // Nobody is told of what does not change.
    assert_eq!(
        stage.world.messages_to("amina@example.nhs.uk").await.len(),
        1
    );
    let audited = stage.world.audited().await;
    assert!(audited.contains(&"conversation_kept"), "{audited:?}");

    // For another reason it is asked again.
    let leave = availability::overview(&stage.world.service, &stage.david)
        .await
        .unwrap()
        .leave[0]
        .published
        .id;
    let form = domain::career_conversations::availability::RemoveLeaveForm {
        leave: leave.to_string(),
    };
    availability::remove_leave(&stage.world.service, &stage.david, form)
        .await
        .unwrap();
    let form = EndPatternForm {
        pattern: stage.tuesdays.id.to_string(),
    };
    availability::end_pattern(&stage.world.service, &stage.david, form)
        .await
        .unwrap();
    assert_eq!(stage.reasons().await, [Clash::OutsideTimes]);
}

async fn a_move_takes_a_near_time_and_tells_the_member(world: World) {
    let stage = Stage::set(world).await;
    stage.goes_on_leave().await;
    let nearest = stage.nearest().await;
    assert!(nearest.starts_with("2026-03-10T09:00:00Z~"), "{nearest}");
    let moved = stage.decide(&nearest).await.unwrap();
    assert_eq!(
        (moved.status, moved.version),
        (Status::Booked, stage.booked.version + 1)
    );
    assert_eq!(stage.clashes().await, []);
    let (subject, body) = stage.latest_email_to_amina().await;
    assert!(subject.contains("moved"), "{subject}");
    assert!(
        body.contains("David Okafor wrote:\nI am sorry, I am away."),
        "{body}"
    );
    // Sent again, it is the same move.
    assert_eq!(stage.decide(&nearest).await.unwrap(), moved);
}

async fn a_move_to_a_time_that_is_gone_offers_others(world: World) {
    let stage = Stage::set(world).await;
    stage.goes_on_leave().await;
    let nearest = stage.nearest().await;
    let ben = signed_in(&stage.world, "Ben Cole", Role::HubMember).await;
    let start = "2026-03-10T09:00:00Z";
    book_at(&stage.world, &ben, ben.person, stage.david.person, start)
        .await
        .unwrap();
    match stage.decide(&nearest).await {
        Err(AppError::Conflict(conflict)) => {
            assert_eq!(conflict.code, conflict::SLOT_TAKEN);
            assert!(!conflict.alternatives.is_empty());
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(stage.now().await, stage.booked);
    assert_eq!(stage.reasons().await, [Clash::OnLeave]);
}

async fn a_cancellation_tells_the_member_why(world: World) {
    let stage = Stage::set(world).await;
    stage.goes_on_leave().await;
    let cancelled = stage.decide("cancel").await.unwrap();
    assert_eq!(cancelled.status, Status::CancelledByAdviser);
    assert_eq!(stage.now().await, cancelled);
    assert_eq!(stage.clashes().await, []);
    let (subject, body) = stage.latest_email_to_amina().await;
    assert!(subject.contains("cancelled"), "{subject}");
    for words in [
        "David Okafor has had to cancel",
        "David Okafor wrote:\nI am sorry, I am away.",
        "You can book another conversation",
    ] {
        assert!(body.contains(words), "{words}: {body}");
    }
    // What the adviser wrote is for the member alone, and is not in the audit log.
    let advisers = stage.world.messages_to("david@example.nhs.uk").await;
    assert!(
        advisers
            .iter()
            .all(|message| !message.body.contains("I am sorry, I am away"))
    );
    assert_eq!(stage.decide("cancel").await.unwrap(), cancelled);
}

async fn what_is_freed_goes_to_who_waits(world: World) {
    let stage = Stage::set(world).await;
    // Every other time of both Tuesdays is taken, so that Ben waits for one.
    let cara = signed_in(&stage.world, "Cara Diaz", Role::HubMember).await;
    let mut booked = Vec::new();
    for start in [
        "2026-03-10T09:00:00Z",
        "2026-03-10T09:40:00Z",
        "2026-03-10T10:20:00Z",
        "2026-03-10T11:00:00Z",
        "2026-03-03T09:40:00Z",
        "2026-03-03T10:20:00Z",
        "2026-03-03T11:00:00Z",
    ] {
        let adviser = stage.david.person;
        let made = book_at(&stage.world, &cara, cara.person, adviser, start).await;
        booked.push(made.unwrap());
    }
    let ben = signed_in(&stage.world, "Ben Cole", Role::HubMember).await;
    let wish = JoinForm {
        topic: "ideas".to_owned(),
        way: "video".to_owned(),
        tuesday: "on".to_owned(),
        last: TypedDay::new("11", "3", "2026"),
        ..JoinForm::default()
    };
    let service = &stage.world.service;
    service::career_conversations::waiting_list::join(service, &ben, wish)
        .await
        .unwrap();
    // The weekly time still holds: the adviser cancels for a reason of their own.
    let form = ClashForm {
        reference: booked[0].reference.to_string(),
        version: booked[0].version.to_string(),
        ..stage.form("cancel")
    };
    availability::decide(service, &stage.david, form)
        .await
        .unwrap();
    let messages = stage.world.messages_to("ben@example.nhs.uk").await;
    let offer = "A time has become free, and we are keeping it for you.";
    assert!(messages[0].body.contains(offer), "{}", messages[0].body);
}

async fn a_decision_is_made_once(world: World) {
    let stage = Stage::set(world).await;
    stage.goes_on_leave().await;
    stage.decide("cancel").await.unwrap();
    let nearest = format!("2026-03-10T09:00:00Z~{}", stage.david.person);
    assert_eq!(
        conflict(stage.decide(&nearest).await),
        ConflictCode::NOT_ALLOWED_NOW
    );
    assert_eq!(
        conflict(stage.decide("keep").await),
        ConflictCode::NOT_ALLOWED_NOW
    );
}

async fn an_old_page_decides_nothing(world: World) {
    let stage = Stage::set(world).await;
    stage.goes_on_leave().await;
    let moved = stage.decide(&stage.nearest().await).await.unwrap();
    assert_eq!(
        conflict(stage.decide("cancel").await),
        ConflictCode::CHANGED_MEANWHILE
    );
    assert_eq!(stage.now().await, moved);
}

async fn what_has_begun_cannot_be_decided(world: World) {
    let stage = Stage::set(world).await;
    stage.goes_on_leave().await;
    stage.world.clock.set(stage.booked.interval.start);
    assert_eq!(
        conflict(stage.decide("cancel").await),
        ConflictCode::NOT_ALLOWED_NOW
    );
    let nothing = ClashForm {
        decision: String::new(),
        ..stage.form("keep")
    };
    let refused = availability::decide(&stage.world.service, &stage.david, nothing).await;
    assert_eq!(
        message(refused, "decision"),
        "Choose what to do with this conversation"
    );
}

async fn another_advisers_conversation_is_not_found(world: World) {
    let stage = Stage::set(world).await;
    stage.goes_on_leave().await;
    let grace = signed_in(&stage.world, "Grace Lee", Role::CareerAdviser).await;
    let service = &stage.world.service;
    let refused = availability::decide(service, &grace, stage.form("cancel")).await;
    assert_eq!(refused.unwrap_err(), AppError::NotFound);
    let hidden = availability::to_decide(service, &grace, &stage.booked.reference).await;
    assert_eq!(hidden.unwrap_err(), AppError::NotFound);
}

async fn only_advisers_decide(world: World) {
    let stage = Stage::set(world).await;
    let service = &stage.world.service;
    for role in [Role::HubMember, Role::HubCoordinator, Role::Administrator] {
        let name = format!("{} Someone", role.code().replace('_', "-"));
        let someone = signed_in(&stage.world, &name, role).await;
        assert_eq!(
            availability::clashes(service, &someone).await,
            Err(AppError::Forbidden)
        );
        let refused = availability::decide(service, &someone, stage.form("cancel")).await;
        assert_eq!(refused.unwrap_err(), AppError::Forbidden);
    }
}
